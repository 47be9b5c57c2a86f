"""`ledger`: the fees of a whole ledger."""

from typing import Annotated, Literal

import typer

from mktsupport import environment
from mktsupport.options import AsJson, Data, Lang, PlatformOption, Why, library_for, output


def ledger(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="CSV or Parquet files, or patterns.")],
    price: Annotated[str, typer.Option("--price", metavar="COLUMN", help="The column of prices.")],
    platform: PlatformOption = None,
    platform_column: Annotated[str | None, typer.Option(metavar="COLUMN", help="The column of services.")] = None,
    date_column: Annotated[str | None, typer.Option(metavar="COLUMN", help="The column of dates.")] = None,
    schedule: Annotated[str | None, typer.Option(metavar="NAME", help="One of its fee schedules.")] = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="As of this day.")] = None,
    by: Annotated[
        Literal["month", "platform", "payer"] | None, typer.Option("--by", help="Sums for each of these.")
    ] = None,
    out: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write the ledger with its fees: .csv, .parquet."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first row without a fee.")] = False,
    engine: Annotated[
        Literal["duckdb", "polars", "spark"], typer.Option("--engine", help="What works it out.")
    ] = "duckdb",
    master: Annotated[str, typer.Option("--master", metavar="URL", help="Spark's cluster.")] = "local[*]",
    why: Why = False,
    as_json: AsJson = False,
    lang: Lang = None,
    data: Data = None,
) -> None:
    """The fees of a whole ledger: one file, many files, a cluster."""
    from mktsupport.ledger.request import Request, require

    require(engine)
    language = environment.language(lang)
    day = environment.day(on)
    request = Request(
        library_for(data, language), tuple(files), price, platform, platform_column, date_column, schedule, day,
        asked=on is not None, by=by, out=out, strict=strict, engine=engine, master=master, language=language,
    )  # fmt: skip
    answer, page = request.answered(why=why)
    output(answer, page, as_json=as_json)
    if answer.unpriced:
        raise typer.Exit(1)
