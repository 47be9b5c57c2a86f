"""`site`: the same knowledge as a web site."""

from pathlib import Path
from typing import Annotated

import typer

from mktsupport import environment
from mktsupport.options import Data, Lang, library_for


def site(
    site_folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="Where to; new, empty or written by an earlier run.")
    ] = None,
    base_url: Annotated[
        str | None, typer.Option("--base-url", metavar="URL", help="The site's own address, for search engines.")
    ] = None,
    no_search: Annotated[bool, typer.Option("--no-search", help="Leave the search index out.")] = False,
    serve: Annotated[bool, typer.Option("--serve", help="Show it on 127.0.0.1 until Ctrl-C.")] = False,
    port: Annotated[int, typer.Option(metavar="NUMBER", help="The port of --serve.", min=0, max=65535)] = 8000,
    lang: Lang = None,
    data: Data = None,
) -> None:
    """Write the whole knowledge as a static web site."""
    from mktsupport.site import publish as publishing

    language = environment.language(lang)
    publishing.published(
        lambda: library_for(data, language),
        site_folder,
        base_url=base_url,
        search=not no_search,
        port=port if serve else None,
    )
