"""`site`: the same knowledge as a web site."""

import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from mktsupport import environment
from mktsupport.errors import AskedWronglyError, MissingExtraError
from mktsupport.japan.text import Wording
from mktsupport.knowledge.library import Library
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
    from mktsupport.files import spare_folder
    from mktsupport.site import server

    language = environment.language(lang)
    if site_folder is None and not serve:
        raise AskedWronglyError(
            Wording("書き出す先がありません", "no folder is named"),
            Wording(
                "`mktsupport site フォルダ` か `--serve` を使ってください", "use `mktsupport site FOLDER` or `--serve`"
            ),
        )
    modules = ("jinja2", "rjsmin") if no_search else ("jinja2", "rjsmin", "pagefind")
    if missing := [name for name in modules if find_spec(name) is None]:
        raise MissingExtraError(missing, "site")
    address = _site_address(base_url) if base_url is not None else None
    with spare_folder() as spare:
        folder = site_folder or spare / "site"
        preview = server.listen(folder, port) if serve else None  # a port in use is reported before anything is built
        _write(library_for(data, language), folder, address, search=not no_search)
        if preview:
            server.serve(preview)


def _site_address(base_url: str) -> str:
    if re.fullmatch(r"https?://[^\s\"'<>?#\\]+", base_url):
        return base_url.rstrip("/")
    raise AskedWronglyError(
        Wording(f"「{base_url}」はサイトのアドレスとして読めません", f"'{base_url}' is not the address of a site"),
        Wording("https://name.example/help のように書いてください", "write it as https://name.example/help"),
    )


def _write(library: Library, out: Path, base_url: str | None, *, search: bool) -> None:
    from functools import partial

    from mktsupport.process import without_collection
    from mktsupport.site.build import files
    from mktsupport.site.content import everything
    from mktsupport.site.output import refuse, write
    from mktsupport.site.search import write_index

    refuse(out)
    known = everything(library)
    with without_collection():  # the collector would take a fifth of the time
        finish = [partial(write_index, known)] if search else []
        count = write(out, files(known, base_url, search=search), *finish)
    sys.stdout.write(f"{out}: {count}\n")
