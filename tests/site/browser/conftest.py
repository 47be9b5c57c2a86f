"""What every test in a browser stands on: the site, served on this machine alone, and a browser that tells."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Playwright, Request, Response

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PHONE = {"width": 390, "height": 844}
PATIENCE = 15_000  # milliseconds until something that does not come is given up
NEEDED = ("jinja2", "rjsmin", "pagefind", "playwright", "axe_playwright_python")


class Visit(Protocol):
    """Open a page of the site on a phone; the options are those of a browser context."""

    def __call__(self, path: str, **options: Any) -> Page: ...


def missing(reason: str) -> NoReturn:
    """Skip for a `reason`, except where every test has to run."""
    if os.environ.get("MKTSUPPORT_ALL_TESTS") == "1":
        pytest.fail(f"MKTSUPPORT_ALL_TESTS=1, but {reason}", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def _extras() -> None:
    lacking = [name for name in NEEDED if find_spec(name) is None]
    if lacking:
        missing(f"{', '.join(lacking)} is not installed: pip install -e '.[site,test-site]'")


# Playwright keeps an event loop running in its thread, which no test outside this folder should meet.
@pytest.fixture(scope="package")
def _playwright(_extras: None) -> Iterator[Playwright]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def browser(_playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, or the one that Playwright installed."""
    own = Path(_playwright.chromium.executable_path)
    path = CHROMIUM if CHROMIUM.exists() else own
    if not path.exists():
        missing(f"there is neither {CHROMIUM} nor a browser of Playwright's own: playwright install chromium")
    browser = _playwright.chromium.launch(executable_path=path, args=FLAGS)
    yield browser
    browser.close()


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the standard library
        """Say nothing of each request."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a `folder`, with a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def site(_extras: None, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the site, as the command writes it: once for all workers, since the index takes its seconds."""
    worker = "PYTEST_XDIST_WORKER" in os.environ
    base = tmp_path_factory.getbasetemp().parent if worker else tmp_path_factory.getbasetemp()
    out = base / "site"
    with (base / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.exists():
            build(out, cache)
            bundle = find_spec("axe_playwright_python")
            assert bundle is not None
            assert bundle.origin is not None
            shutil.copy(Path(bundle.origin).with_name("axe.min.js"), out)
    return out


def build(out: Path, cache: Path, *options: str) -> None:
    """Write the site to `out` in a process of its own, for the index wants an event loop too."""
    surroundings = {**os.environ, "XDG_CACHE_HOME": str(cache), "XDG_CONFIG_HOME": str(cache), "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "mktsupport", "site", str(out), *options]
    subprocess.run(command, check=True, env=surroundings, capture_output=True)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as base:
        yield base


class Listener:
    """What the pages of a test complained of, and whom they called."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.complaints: list[str] = []

    def listen(self, page: Page) -> None:
        def complain(kind: str, what: str) -> None:
            self.complaints.append(f"{page.url.removeprefix(self.base)}: {kind}: {what}")

        def asked(request: Request) -> None:
            if not request.url.startswith((self.base, "data:,")):
                complain("calls elsewhere", request.url)

        def answered(response: Response) -> None:
            if response.status >= 400:
                complain(str(response.status), response.url)

        def opened(dialog: Dialog) -> None:
            complain("dialog", dialog.message)
            dialog.dismiss()

        page.on("console", lambda said: complain(said.type, said.text))
        page.on("pageerror", lambda error: complain("error", str(error)))
        page.on("dialog", opened)
        page.on("request", asked)
        page.on("response", answered)


Visitor = Callable[[str], Visit]


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitor]:
    """A way to visit the site at an address; afterwards none of its pages may have complained or called elsewhere."""
    heard: list[Listener] = []
    with ExitStack() as closing:

        def visit_at(base: str) -> Visit:
            listener = Listener(base)
            heard.append(listener)

            def visit(path: str, **options: Any) -> Page:
                context = browser.new_context(
                    **{"viewport": PHONE, "locale": "ja-JP", "reduced_motion": "reduce", **options}
                )
                closing.callback(context.close)
                context.set_default_timeout(PATIENCE)
                context.on("page", listener.listen)
                page = context.new_page()
                page.goto(base + path)
                return page

            return visit

        yield visit_at
    assert [each for listener in heard for each in listener.complaints] == []


@pytest.fixture
def visit(visitor: Visitor, address: str) -> Visit:
    """Open a page of the shipped knowledge's site: `visit("ja/index.html", java_script_enabled=False)`."""
    return visitor(address)


@pytest.fixture(scope="session")
def paths(site: Path) -> list[str]:
    """Every page's path."""
    return sorted(str(path.relative_to(site)) for path in site.rglob("*.html"))
