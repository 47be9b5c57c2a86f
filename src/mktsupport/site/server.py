"""A preview of the site on this machine alone."""

from __future__ import annotations

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from mktsupport.errors import SupportError
from mktsupport.japan.text import Wording

HOST = "127.0.0.1"


class Handler(SimpleHTTPRequestHandler):
    """Files of one folder, without a log; the site's own page where there is no file."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
        """Log nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code == 404 and page.is_file():  # noqa: PLR2004 - HTTP's own number
            self.error_message_format = page.read_text(encoding="utf-8").replace("%", "%%")
        super().send_error(code, message, explain)


def listen(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server of `folder` on this machine's own address; port 0 takes any free one."""
    try:
        return ThreadingHTTPServer((HOST, port), partial(Handler, directory=str(folder)))
    except OSError as error:
        reason = error.strerror or str(error)
        raise SupportError(
            Wording(f"ポート {port} を開けません({reason})", f"port {port} cannot be opened: {reason}"),
            Wording("`--port` で別の番号を指定してください", "name another with `--port`"),
        ) from None


def serve(server: ThreadingHTTPServer) -> None:
    """Print the address, and serve until Ctrl-C."""
    with server:
        server.daemon_threads = True
        print(f"http://{HOST}:{server.server_port}/", file=sys.stderr, flush=True)  # noqa: T201 - before the first answer
        server.serve_forever(poll_interval=0.1)
