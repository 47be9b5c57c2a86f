"""`list`: what there is."""

from typing import Annotated, Any, Literal

import typer

from mktsupport import environment
from mktsupport.commands.options import AsJson, Data, Lang, opened, output


def list_(
    what: Annotated[Literal["platforms", "troubles"] | None, typer.Argument(help="Only one of the two.")] = None,
    as_json: AsJson = False,
    lang: Lang = None,
    data: Data = None,
) -> None:
    """The platforms and troubles that are known."""
    language = environment.language(lang)
    library = opened(data, language)
    platforms = library.platform_rows(language) if what != "troubles" else None
    troubles = library.trouble_rows(language) if what != "platforms" else None
    answer = {"platforms": platforms, "troubles": troubles}

    def page() -> Any:  # noqa: ANN401 - a page
        from mktsupport.render.listing import page as list_page

        return list_page(platforms, troubles, language)

    output({key: rows for key, rows in answer.items() if rows is not None}, page, as_json=as_json)
