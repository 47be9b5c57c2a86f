"""The pages of `contact` and `now`: what to do now, the channels with their state, and then what to know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from mktsupport.contact.answer import ContactAnswer, NowAnswer
from mktsupport.japan.dates import Holidays, full_moment, since_when
from mktsupport.japan.text import Wording
from mktsupport.page import sources
from mktsupport.page.blocks import Gap, Notice, Page, Row, Span, Style, row
from mktsupport.page.desks import desks, ended_title, standing
from mktsupport.page.labels import label
from mktsupport.page.line_breaks import cells
from mktsupport.records import Language
from mktsupport.views import ChannelView, DeskView

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
    """The whole page."""
    now = datetime.fromisoformat(answer.at)
    platform = answer.platform
    ended = platform.status.gone
    blocks: Page = []
    if ended:
        title = ended_title(platform.name, platform.status.on, language)
        blocks += [Notice(title, (answer.advice,), "ended")]
        blocks += _note(platform.status.note)
        blocks += desks(answer.desks, now, holidays, language, title="helplines-now")
        command = Span(f"mktsupport diagnose scam --platform {platform.id}", "command")
        blocks += [Gap(), row(label(language, "still-at-stake"), indent=2), Row((command,), 4, whole=True)]
        blocks += [Gap(), row(Span(label(language, "on-record"), "ended"))] if answer.channels else []
    else:
        if answer.via and answer.via.status.on:
            on = since_when(answer.via.status.on, language)
            title = label(language, "merged-title", name=answer.via.name, successor=platform.name, on=on)
            blocks += [Notice(title, (), "closed")]
        head = [Span(platform.name, "strong"), Span(f"  {full_moment(now, language, holidays)}", "dim")]
        blocks += [row(*head), Gap(), row(Span(answer.advice, "strong"), indent=2)]
        if platform.status.state == "unknown":
            blocks += [row(Span(label(language, "state-unknown"), "doubt"), indent=2)]
        blocks += _note(platform.status.note)
    for number, channel in enumerate(answer.channels, start=1):
        blocks += [Gap(), *_channel(number, channel, now, holidays, language, why=why)]
    if not ended:
        blocks += desks(answer.desks, now, holidays, language, title="helplines")
    if answer.rules:
        blocks += [Gap(), row(Span(label(language, "rules"), "strong"))]
        for rule in answer.rules:
            blocks.append(row(rule.text, *sources.cite(rule.facts, why=why), indent=2, marker="· "))
            if rule.penalty:
                blocks.append(row(f"{label(language, 'penalty')}: {rule.penalty}", indent=4))
            if rule.exception:
                blocks.append(row(f"{label(language, 'exception')}: {rule.exception}", indent=4))
    blocks += sources.foot(answer.facts, language, why=why)
    return blocks


def _note(note: str | None) -> Page:
    return [row(note, indent=2)] if note else []


def _channel(
    number: int, channel: ChannelView, now: datetime, holidays: Holidays, language: Language, *, why: bool
) -> list[Row]:
    rows = [_headline(number, channel, now, holidays, language, why=why)]
    if channel.warning:
        rows.append(row(Span(channel.warning, "doubt"), indent=4, marker=Span("! ", "doubt")))
    if channel.state == "ended":
        return [*rows, *_steps(channel.steps)]
    if channel.busy_advice:
        rows.append(row(Span(channel.busy_advice, "closed" if channel.busy else "plain"), indent=4))
    rows += _steps(channel.steps)
    for key, texts in (
        ("prepare", channel.prepare),
        ("limits", channel.limits),
        ("good", channel.good_for),
        ("bad", channel.bad_for),
    ):
        if texts:
            style: Style = "strong" if key == "prepare" else "dim"
            rows.append(
                row(
                    " ".join(texts) if language == "en" else "".join(texts),
                    indent=4,
                    marker=Span(_padded(label(language, key), language), style),
                )
            )
    if channel.reply_within:
        rows.append(
            row(channel.reply_within, indent=4, marker=Span(_padded(label(language, "reply"), language), "dim"))
        )
    elif channel.kind in ("form", "email"):
        rows.append(row(Span(label(language, "reply-unknown"), "dim"), indent=4))
    return rows


def _padded(text: str, language: Language) -> str:
    """A label as wide as the widest of them (向かない, Have ready), so that what follows stands in a column."""
    return text + " " * ((8 if language == "ja" else 10) - cells(text) + 2)


def _steps(steps: Sequence[str]) -> list[Row]:
    return [row(step, indent=4, marker=f"{n}. ") for n, step in enumerate(steps, start=1)]


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
    elif channel.kind in ("phone", "email"):
        parts += [Span(label(language, "no-value"), "unknown"), "  "]
    parts.append(standing(channel, now, holidays, language))
    if channel.hours_text and channel.hours != "24/7":
        parts.append(Span(f"  {channel.hours_text}", "dim"))
    if channel.cost != "unknown":
        parts.append(Span(f"  {label(language, f'cost-{channel.cost}')}", "dim"))
    if channel.role != "any":
        parts.append(Span(f"  {label(language, f'role-{channel.role}')}", "dim"))
    return row(*parts, *sources.cite(channel.facts, why=why), marker=Span(f"  {number} ", "strong"))


def now_page(answer: NowAnswer, holidays: Holidays, language: Language) -> Page:
    """The page of `now`; an ended service is named as such and never listed."""
    at = datetime.fromisoformat(answer.at)
    blocks: Page = []
    asked = answer.platform
    if asked and asked.status.gone:
        blocks += [Notice(ended_title(asked.name, asked.status.on, language), (), "ended")]
    head = Span(full_moment(at, language, holidays), "dim")
    about = [each for each in (asked.name if asked else None, answer.title) if each]
    blocks += [row(*(Span(f"{each}  ", "strong") for each in about), head), Gap()]
    if answer.open:
        blocks += [row(Span(_OPEN.in_language(language), "strong"))]
        blocks += desks(answer.open, at, holidays, language, title=None)
    else:
        blocks += [row(Span(_NOTHING.in_language(language), "closed"))]
    if answer.next:
        blocks += [Gap(), row(Span(_NEXT.in_language(language), "strong"))]
        blocks += desks(answer.next, at, holidays, language, title=None)
    if answer.unknown:
        title = _UNKNOWN.in_language(language, n=len(answer.unknown))
        blocks += [Gap(), row(Span(title, "unknown")), *_unknown(answer, language)]
    return [*blocks, Gap(), row(Span(_costs([*answer.open, *answer.next, *answer.unknown], language), "dim"))]


def _unknown(answer: NowAnswer, language: Language) -> list[Row]:
    """One line each without a state that nobody knows; over all platforms, only how many each has."""
    if answer.trouble or answer.platform:
        return [
            row(each.name, *([f"  {each.value}"] if each.value else []), indent=2, marker="- ")
            for each in answer.unknown
        ]
    counts = Counter(each.platform for each in answer.unknown)
    return [
        row(", ".join(f"{name} {count}" for name, count in sorted(counts.items())), indent=2),
        row(Span(_EACH.in_language(language), "command"), indent=2),
    ]


def _costs(many: Sequence[DeskView], language: Language) -> str:
    counts = Counter(each.cost for each in many)
    return _COSTS.in_language(language, free=counts["free"], charged=counts["charged"], unknown=counts["unknown"])
