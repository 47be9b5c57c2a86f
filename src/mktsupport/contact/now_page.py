"""The page of `now`: what is open and until when, what opens next, and what is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from mktsupport.contact.answer import Holidays
from mktsupport.japan.text import Wording
from mktsupport.japan.words import full_moment
from mktsupport.page.blocks import Gap, Notice, Page, Row, Span, row
from mktsupport.page.desks import desks, ended_title
from mktsupport.records import Language
from mktsupport.views import DeskView, NowAnswer

_OPEN = Wording("いま受付中", "Open now")
_NOTHING = Wording("いま受付中と分かっている窓口はありません。", "Nothing that we know of is open now.")
_NEXT = Wording("次に開くところ", "Opening next")
_UNKNOWN = Wording("受付時間の分からない窓口({n}件)", "Hours not known ({n})")
_EACH = Wording("ひとつずつ見る: mktsupport contact 名前", "Each of them: mktsupport contact NAME")
_COSTS = Wording(
    "無料 {free} 件、有料 {charged} 件、料金の分からない窓口 {unknown} 件",
    "{free} free, {charged} charged, {unknown} whose cost is not known",
)


def page(answer: NowAnswer, holidays: Holidays, language: Language) -> Page:
    """The whole page; an ended service is named as such and never listed."""
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
        title = _UNKNOWN.in_language(language).format(n=len(answer.unknown))
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
    counts = {cost: sum(each.cost == cost for each in many) for cost in ("free", "charged", "unknown")}
    return _COSTS.in_language(language).format(**counts)
