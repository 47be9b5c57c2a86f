"""`fee`: what a platform charges on a price."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from mktsupport import environment
from mktsupport.errors import AskedWronglyError, SupportError
from mktsupport.fee.answer import fee_answer, in_force, schedules
from mktsupport.japan.text import Language, Wording
from mktsupport.japan.yen import amount
from mktsupport.knowledge.library import Library
from mktsupport.options import AsJson, Data, Lang, Offers, PlatformOption, Why, library_for, output

if TYPE_CHECKING:
    from mktsupport.evidence import FactView
    from mktsupport.page.blocks import Page
    from mktsupport.rows import TariffRow

Shown = tuple[Any, Callable[[], "Page"]]  # the answer as JSON, and the page that shows it


class FeeQuestion(NamedTuple):
    """What `fee` is to work out; `asked` tells whether the day was given or is just today."""

    library: Library
    amounts: list[int]
    platform: str | None
    schedule: str | None
    on: date
    asked: bool
    language: Language
    why: bool


def fee(
    amounts: Annotated[list[str] | None, typer.Argument(help="Prices in yen.", show_default=False)] = None,
    platform: Annotated[PlatformOption, Offers("tariffs")] = None,
    schedule: Annotated[
        str | None, typer.Option(metavar="NAME", help="One of its fee schedules."), Offers("schedules")
    ] = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="As of this day.")] = None,
    compare: Annotated[bool, typer.Option("--compare", help="Every platform side by side.")] = False,
    table: Annotated[bool, typer.Option("--table", help="The tiers themselves, with bars.")] = False,
    why: Why = False,
    as_json: AsJson = False,
    lang: Lang = None,
    data: Data = None,
) -> None:
    """What a platform charges on a price."""
    language, day = environment.language(lang), environment.day(on)
    library, prices = library_for(data, language), [amount(each) for each in amounts or []]
    question = FeeQuestion(library, prices, platform, schedule, day, on is not None, language, why)
    if not (table or prices):
        raise AskedWronglyError(
            Wording("金額がありません", "no amount is given"),
            Wording("`mktsupport fee 25000` のように書いてください", "ask `mktsupport fee 25000`"),
        )
    answer, page = fee_table(question) if table else comparison(question) if compare else fees(question)
    output(answer, page, as_json=as_json)


def fee_platform(library: Library, name: str | None) -> "TariffRow":
    """The platform `name`, or its successor where it has no fees itself; without a name, the default one."""
    platform = library.tariff(library.default_fee_platform() if name is None else name)
    successor = platform.status.followed_by
    return library.tariff(successor) if successor and not platform.fees else platform


def living_platforms(library: Library, on: date) -> list[str]:
    """The ids of the platforms in service whose fee on that day is known."""
    living = [each for each in library.tariffs() if not each.status.gone]
    return [each.id for each in living if any(in_force(schedule, on) for schedule in each.fees)]


def fees(question: FeeQuestion) -> Shown:
    """The fee on each amount."""
    library, amounts, name, chosen, on, asked, language, why = question
    platform = fee_platform(library, name)
    schedule = schedules(platform, on, asked=asked, name=chosen)[0]
    answers = [fee_answer(platform, schedule, each, on, language, asked=asked) for each in amounts]
    facts = [fact for each in answers for fact in each.facts] + list(schedule.facts)

    def page() -> "Page":
        from mktsupport.fee.page import page

        offered = living_platforms(library, on) if name is None and not answers[0].current else []
        return page(answers, _trail(question, facts), language, why=why, offered=offered)

    plain = [each._asdict() for each in answers]
    return ({**plain[0], "fees": plain} if len(plain) == 1 else {"fees": plain}), page


def fee_table(question: FeeQuestion) -> Shown:
    """The schedules themselves, all versions in time."""
    library, _, name, chosen, on, _, language, why = question
    row = fee_platform(library, name)
    platform = library.platform(row.id)
    tables = [fee for fee in platform.fees if chosen in (None, fee.id)]
    if not tables:
        schedules(row, on, asked=False, name=chosen)  # raises: it says which schedules there are

    def page() -> "Page":
        from mktsupport.fee.page import table_page

        facts = _trail(question, [fact for each in tables for fact in each.facts])
        return table_page(platform, tables, facts, language, why=why)

    return {"platform": platform.id, "schedules": tables}, page


def comparison(question: FeeQuestion) -> Shown:
    """Every platform's schedules in force on the day, on each amount; their sources stand with each platform."""
    library, amounts, _, _, on, asked, language, _ = question
    answers = []
    for platform in library.tariffs():
        try:
            valid = schedules(platform, on, asked=asked)
        except SupportError:
            continue
        answers += [fee_answer(platform, fee, each, on, language, asked=asked) for fee in valid for each in amounts]
    answers.sort(key=lambda each: amounts.index(each.amount))

    def page() -> "Page":
        from mktsupport.fee.page import comparison_page

        return comparison_page(on.isoformat(), answers, language)

    return {"fees": [each._asdict() for each in answers]}, page


def _trail(question: FeeQuestion, facts: Sequence[str]) -> "list[FactView]":
    from mktsupport.evidence import trail

    return trail(facts, question.library.evidence_rows(facts), question.language)
