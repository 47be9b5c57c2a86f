"""The pages of `contact` and `now`: what to do now, the channels with their state, and then what to know."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from mktsupport.contact.answer import ContactAnswer, NowAnswer
from mktsupport.japan.dates import Holidays, full_moment, since_when
from mktsupport.japan.text import Wording
from mktsupport.page import sources
from mktsupport.page.blocks import Gap, Notice, Page, Row, Span, Style, heading, row
from mktsupport.page.desks import desks, ended_title, standing
from mktsupport.page.labels import CHANNEL_DETAILS, LANGUAGES, join_list, label, paragraph
from mktsupport.page.line_breaks import cells
from mktsupport.records import MARKETS, Language
from mktsupport.views import ChannelView

_OPEN = Wording("いま受付中", "Open now")
_NOTHING = Wording("いま受付中と分かっている窓口はありません。", "Nothing known is open now.")
_NEXT = Wording("次に開くところ", "Opening next")
_UNKNOWN = Wording("受付時間の分からない窓口({n}件)", "Hours not known ({n})")
_EACH = Wording("ひとつずつ見る: mktsupport contact 名前", "Each of them: mktsupport contact NAME")
_COSTS = Wording(
    "無料 {free} 件、有料 {charged} 件、料金の分からない窓口 {unknown} 件",
    "{free} free, {charged} charged, {unknown} whose cost is not known",
)


def page(answer: ContactAnswer, holidays: Holidays, language: Language, *, why: bool) -> Page:
    """The page of `contact`; for an ended service, help lines first and its channels as a record."""
    now = datetime.fromisoformat(answer.at)
    gone = answer.platform.status.gone
    blocks = _ended(answer, now, holidays, language) if gone else _advice(answer, now, holidays, language)
    for number, channel in enumerate(answer.channels, start=1):
        blocks += [Gap(), *_channel(number, channel, now, holidays, language, why=why)]
    if not gone:
        blocks += desks(answer.desks, now, holidays, language, title="helplines")
    blocks += heading(label(language, "rules")) if answer.rules else []
    for rule in answer.rules:
        blocks.append(row(rule.text, *sources.citation(rule.facts, why=why), indent=2, marker="· "))
        for key, text in (("penalty", rule.penalty), ("exception", rule.exception)):
            blocks += [row(f"{label(language, key)}: {text}", indent=4)] if text else []
    return blocks + sources.foot(answer.facts, language, why=why)


def _ended(answer: ContactAnswer, now: datetime, holidays: Holidays, language: Language) -> Page:
    platform = answer.platform
    blocks: Page = [Notice(ended_title(platform.name, platform.status.on, language), (answer.advice,), "ended")]
    blocks += _note(platform.status.note)
    blocks += desks(answer.desks, now, holidays, language, title="helplines-now")
    chosen = f" --platform {platform.id}" if platform.kind in MARKETS else ""
    command = Span(f"mktsupport diagnose scam{chosen}", "command")
    blocks += [Gap(), row(label(language, "still-at-stake"), indent=2), Row((command,), 4, whole=True)]
    return blocks + (heading(label(language, "on-record"), "ended") if answer.channels else [])


def _advice(answer: ContactAnswer, now: datetime, holidays: Holidays, language: Language) -> Page:
    platform, via = answer.platform, answer.via
    blocks: Page = []
    if via and via.status.on:
        on = since_when(via.status.on, language)
        title = label(language, "merged-title", name=via.name, successor=platform.name, on=on)
        blocks.append(Notice(title, (), "closed"))
    blocks.append(row(Span(platform.name, "strong"), Span(f"  {full_moment(now, language, holidays)}", "dim")))
    blocks += [Gap(), row(Span(answer.advice, "strong"), indent=2)]
    if platform.status.state == "unknown":
        blocks.append(row(Span(label(language, "state-unknown"), "doubt"), indent=2))
    return blocks + _note(platform.status.note)


def _note(note: str | None) -> Page:
    return [row(note, indent=2)] if note else []


def _channel(
    number: int, channel: ChannelView, now: datetime, holidays: Holidays, language: Language, *, why: bool
) -> list[Row]:
    rows = [_headline(number, channel, now, holidays, language, why=why)]
    steps = [row(step, indent=4, marker=f"{n}. ") for n, step in enumerate(channel.steps, start=1)]
    if channel.warning:
        rows.append(row(Span(channel.warning, "doubt"), indent=4, marker=Span("! ", "doubt")))
    if channel.state == "ended":
        return [*rows, *steps]
    if channel.busy_advice:
        rows.append(row(Span(channel.busy_advice, "closed" if channel.busy else "plain"), indent=4))
    rows += steps
    if channel.url and not channel.value:
        rows.append(row(Span(channel.url, "plain", channel.uri), indent=4))
    for name, title in CHANNEL_DETAILS.items():
        if text := paragraph(getattr(channel, name) or [], language):
            style: Style = "strong" if name == "prepare" else "dim"
            rows.append(row(text, indent=4, marker=Span(_padded(title.in_language(language), language), style)))
    if channel.languages:
        spoken = join_list([LANGUAGES[each].in_language(language) for each in channel.languages], language)
        rows.append(row(spoken, indent=4, marker=Span(_padded(label(language, "languages"), language), "dim")))
    if not channel.reply_within and channel.kind in ("form", "email"):
        rows.append(row(Span(label(language, "reply-unknown"), "dim"), indent=4))
    return rows


def _padded(text: str, language: Language) -> str:
    """A label as wide as the widest of them (向かない, Have ready), so that what follows stands in a column."""
    return text + " " * ((8 if language == "ja" else 10) - cells(text) + 2)


def _headline(
    number: int, channel: ChannelView, now: datetime, holidays: Holidays, language: Language, *, why: bool
) -> Row:
    parts: list[str | Span] = [Span(channel.name, "strong"), "  "]
    if channel.state == "ended":
        if channel.value:
            parts += [label(language, "record-number", value=channel.value), "  "]
        if channel.hours_text:
            parts.append(Span(channel.hours_text, "dim"))
        return row(*parts, indent=0, marker="  - ")
    if channel.value:
        parts += [Span(channel.value, "strong", channel.uri), "  "]
    elif channel.kind in ("phone", "email") and not channel.url:
        parts += [Span(label(language, "no-value"), "unknown"), "  "]
    parts.append(standing(channel, now, holidays, language))
    if channel.hours_text and channel.hours != "24/7":
        parts.append(Span(f"  {channel.hours_text}", "dim"))
    if channel.cost != "unknown":
        parts.append(Span(f"  {label(language, f'cost-{channel.cost}')}", "dim"))
    if channel.role != "any":
        parts.append(Span(f"  {label(language, f'role-{channel.role}')}", "dim"))
    return row(*parts, *sources.citation(channel.facts, why=why), marker=Span(f"  {number} ", "strong"))


def now_page(answer: NowAnswer, holidays: Holidays, language: Language) -> Page:
    """The page of `now`; an ended service is named as such and never listed."""
    at = datetime.fromisoformat(answer.at)
    blocks: Page = []
    asked = answer.platform
    if asked and asked.status.gone:
        blocks.append(Notice(ended_title(asked.name, asked.status.on, language), (), "ended"))
    names = [Span(f"{each}  ", "strong") for each in (asked.name if asked else None, answer.title) if each]
    blocks.append(row(*names, Span(full_moment(at, language, holidays), "dim")))
    blocks += heading(_OPEN.in_language(language)) if answer.open else heading(_NOTHING.in_language(language), "closed")
    blocks += desks(answer.open, at, holidays, language, title=None)
    if answer.next:
        blocks += heading(_NEXT.in_language(language)) + desks(answer.next, at, holidays, language, title=None)
    if answer.unknown:
        blocks += heading(_UNKNOWN.in_language(language, n=len(answer.unknown)), "unknown")
        blocks += _unknown(answer, language)
    costs = Counter(each.cost for each in [*answer.open, *answer.next, *answer.unknown])
    counts = {cost: costs[cost] for cost in ("free", "charged", "unknown")}
    return [*blocks, Gap(), row(Span(_COSTS.in_language(language, **counts), "dim"))]


def _unknown(answer: NowAnswer, language: Language) -> list[Row]:
    """A desk a line, without its state; over all platforms, only how many each has."""
    if answer.trouble or answer.platform:
        return [row(each.name, f"  {each.value or ''}".rstrip(), indent=2, marker="- ") for each in answer.unknown]
    counts = Counter(each.platform for each in answer.unknown)
    return [
        row(", ".join(f"{name} {count}" for name, count in sorted(counts.items())), indent=2),
        row(Span(_EACH.in_language(language), "command"), indent=2),
    ]
