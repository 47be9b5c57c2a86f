"""`search`: which trouble it is, in one's own words."""

from typing import Annotated

import typer

from mktsupport import environment
from mktsupport.options import AsJson, Data, Lang, library_for, output
from mktsupport.page.blocks import Page
from mktsupport.search import hits as searching


def search(
    words: Annotated[list[str], typer.Argument(help="What happened, in your own words.")],
    as_json: AsJson = False,
    lang: Lang = None,
    data: Data = None,
) -> None:
    """The troubles and platforms that your own words are about, best first."""
    language = environment.language(lang)
    library = library_for(data, language)
    answer = searching.answer(library, " ".join(words), language)

    def page() -> Page:
        from mktsupport.search.page import page as hits_page

        roles = {hit.id: library.role(hit.id) for hit in answer.hits if hit.kind == "trouble"}
        return hits_page(answer, roles, language)

    output(answer, page, as_json=as_json)
