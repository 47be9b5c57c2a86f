"""`ledger`: the fees of a whole ledger."""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from mktsupport import environment
from mktsupport.errors import MissingExtraError
from mktsupport.fee.command import fee_platform, living_platforms
from mktsupport.knowledge.library import Library
from mktsupport.options import AsJson, Data, Lang, PlatformOption, Why, library_for, output

if TYPE_CHECKING:
    from mktsupport.ledger.answer import LedgerAnswer
    from mktsupport.ledger.question import LedgerQuestion
    from mktsupport.page.blocks import Page

# For each engine the extras of pyproject.toml and the packages that they install.
NEEDED = {"duckdb": ("ledger", ("narwhals", "duckdb")), "polars": ("ledger,polars", ("narwhals", "polars")),
          "spark": ("ledger,spark", ("narwhals", "pyspark"))}  # fmt: skip


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
    extra, packages = NEEDED[engine]
    if absent := [package for package in packages if find_spec(package) is None]:
        raise MissingExtraError(absent, extra)
    from mktsupport.ledger.question import LedgerQuestion, check_question

    language, day = environment.language(lang), environment.day(on)
    library = library_for(data, language)
    question = LedgerQuestion(
        files, price, platform, platform_column, date_column, schedule, day, on is not None, by,
        Path(out) if out else None, strict, engine, master, language,
    )  # fmt: skip
    check_question(question, living_platforms(library, day))
    answer = charge_ledger(question, library)

    def page() -> "Page":
        from mktsupport.evidence import trail
        from mktsupport.ledger.page import page

        return page(answer, trail(answer.facts, library.evidence(answer.facts), language), language, why=why)

    output(answer, page, as_json=as_json)
    if answer.unpriced:
        raise typer.Exit(1)


def charge_ledger(question: "LedgerQuestion", library: Library) -> "LedgerAnswer":
    """Read, charge, write and sum a ledger."""
    from mktsupport.files import spare_folder, temporary_file_errors
    from mktsupport.ledger import results
    from mktsupport.ledger.answer import MOST_LINES, ledger_answer, strict_error
    from mktsupport.ledger.engines import open_engine
    from mktsupport.ledger.question import ledger_plan
    from mktsupport.ledger.sources import ledger_files, utf8_source

    with spare_folder() as folder:
        files = ledger_files(question.files, question.columns)
        with temporary_file_errors():
            sources = [utf8_source(each, folder) for each in files]
        engine = open_engine(question.engine, folder, question.master)
        names = [question.platform] if question.platform else []
        if question.platform_column:
            names = results.column_values(engine, sources, question.platform_column)
            names = [name for name in names if library.known_platform(name)]
        plan = ledger_plan(question, {name: fee_platform(library, name) for name in names})
        if question.strict and (rows := results.unpriced_rows(engine, sources, plan, 1)):
            raise strict_error(rows[0])
        if question.out:
            results.write_ledger(engine, sources, plan, question.out)
        parts = results.ledger_sums(engine, sources, plan, monthly=question.by == "month")
        unpriced = any(part.sums.unpriced for part in parts)
        lines = results.unpriced_rows(engine, sources, plan, MOST_LINES) if unpriced else []
    return ledger_answer(question, plan, [str(each.path) for each in files], parts, lines)
