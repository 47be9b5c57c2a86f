"""The steps of `site`: what it needs, the folder, the search index, the preview."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from mktsupport.errors import AskedWronglyError, MissingExtraError
from mktsupport.files import spare_folder
from mktsupport.japan.text import Wording
from mktsupport.knowledge.library import Library
from mktsupport.process import without_collection


def published(
    library: Callable[[], Library], out: Path | None, *, base_url: str | None, search: bool, port: int | None
) -> None:
    """Write the site to `out`, or for a preview alone to a folder that is gone afterwards."""
    if out is None and port is None:
        raise AskedWronglyError(
            Wording("書き出す先がありません", "where to write is not said"),
            Wording(
                "`mktsupport site フォルダ` か `--serve` を使ってください", "ask `mktsupport site FOLDER`, or `--serve`"
            ),
        )
    _require("jinja2", *(("pagefind",) if search else ()))
    address = _own_address(base_url) if base_url is not None else None
    with spare_folder() as spare:
        folder = out or spare / "site"
        if port is None:
            _write(library(), folder, address, search=search)
            return
        from mktsupport.site.server import listening, serve

        server = listening(folder, port)  # a port that is taken is said before anything is built
        _write(library(), folder, address, search=search)
        serve(server)


def _require(*modules: str) -> None:
    missing = [name for name in modules if find_spec(name) is None]
    if missing:
        raise MissingExtraError(missing, "site")


def _own_address(base_url: str) -> str:
    if re.fullmatch(r"https?://[^\s\"'<>?#\\]+", base_url):
        return base_url.rstrip("/")
    raise AskedWronglyError(
        Wording(f"「{base_url}」はサイトの住所として読めません", f"'{base_url}' is not a site's address"),
        Wording("https://name.example/help のように書いてください", "write it as https://name.example/help"),
    )


def _write(library: Library, out: Path, base_url: str | None, *, search: bool) -> None:
    from mktsupport.site.build import files
    from mktsupport.site.content import everything
    from mktsupport.site.output import refuse, write

    refuse(out)
    known = everything(library)

    def finish(folder: Path) -> None:
        if search:
            from mktsupport.site.search import write_index

            write_index(known, folder)

    with without_collection():  # looking through all that is known again and again costs a fifth of the build
        count = write(out, files(known, base_url, search=search), finish)
    sys.stdout.write(f"{out}: {count}\n")
