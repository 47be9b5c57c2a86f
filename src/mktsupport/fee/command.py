"""`fee`: what a platform charges."""

from typing import Annotated

import typer

from mktsupport import environment
from mktsupport.fee import request as charging
from mktsupport.options import AsJson, Data, Lang, Offers, PlatformOption, Why, library_for, output


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
    language = environment.language(lang)
    day = environment.day(on)
    library = library_for(data, language)
    request = charging.Request(library, amounts or [], platform, schedule, day, on is not None, language)
    shown = request.table if table else request.comparison if compare else request.fees
    answer, page = shown(why=why)
    output(answer, page, as_json=as_json)
