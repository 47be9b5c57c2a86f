"""`list`: the platforms and troubles, and how far the knowledge covers them."""

import shutil
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from mktsupport import environment
from mktsupport.errors import AskedWronglyError
from mktsupport.japan.text import Wording
from mktsupport.options import AsJson, Data, Lang, library_for, output

if TYPE_CHECKING:
    from mktsupport.page.blocks import Page


def list_(
    what: Annotated[Literal["platforms", "troubles"] | None, typer.Argument(help="Only one of the two.")] = None,
    coverage: Annotated[bool, typer.Option("--coverage", help="Show how much is known, trouble by platform.")] = False,
    as_json: AsJson = False,
    lang: Lang = None,
    data: Data = None,
) -> None:
    """The platforms and troubles that are known."""
    language = environment.language(lang)
    if coverage and what:
        raise AskedWronglyError(
            Wording("`--coverage` は両方の表です", "`--coverage` is a table of both"),
            Wording(f"`{what}` を付けずに使ってください", f"leave `{what}` out"),
        )
    library = library_for(data, language)
    platforms = library.platform_rows(language) if what != "troubles" else None
    if coverage:
        from mktsupport.listing import answer

        table = answer.coverage(library.troubles(), platforms or (), language)

        def coverage_page() -> "Page":
            from mktsupport.listing.page import coverage_page

            return coverage_page(
                table, language, shutil.get_terminal_size().columns if environment.can_draw() else None
            )

        output(table, coverage_page, as_json=as_json)
        return
    troubles = library.trouble_rows(language) if what != "platforms" else None

    def page() -> "Page":
        from mktsupport.listing.page import page

        return page(platforms, troubles, language)

    lists = {"platforms": platforms, "troubles": troubles}
    output({key: rows for key, rows in lists.items() if rows is not None}, page, as_json=as_json)
