"""`list`: what there is, and how far it reaches."""

import shutil
from typing import Annotated, Any, Literal

import typer

from mktsupport import environment
from mktsupport.errors import AskedWronglyError
from mktsupport.japan.text import Wording
from mktsupport.options import AsJson, Data, Lang, library_for, output


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
    if coverage:
        from mktsupport.listing import coverage as reach

        table = reach.answer(library.troubles(), library.platform_rows(language), language)

        def coverage_page() -> Any:  # noqa: ANN401 - a page
            from mktsupport.listing.coverage_page import page

            return page(table, language, shutil.get_terminal_size().columns if environment.can_draw() else None)

        output(table, coverage_page, as_json=as_json)
        return
    platforms = library.platform_rows(language) if what != "troubles" else None
    troubles = library.trouble_rows(language) if what != "platforms" else None
    answer = {"platforms": platforms, "troubles": troubles}

    def page() -> Any:  # noqa: ANN401 - a page
        from mktsupport.listing.page import page as list_page

        return list_page(platforms, troubles, language)

    output({key: rows for key, rows in answer.items() if rows is not None}, page, as_json=as_json)
