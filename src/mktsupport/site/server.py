"""A preview of the site on this machine alone."""

from __future__ import annotations

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from mktsupport.errors import SupportError
from mktsupport.japan.text import Wording

HERE_ALONE = "127.0.0.1"


class Handler(SimpleHTTPRequestHandler):
    """Files of one folder, quietly, and the site's own page where there is none."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
        """Say nothing of each request."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():  # noqa: PLR2004 - HTTP's own number
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def listening(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server of `folder` on this machine's own address; 0 takes any free port."""
    try:
        return ThreadingHTTPServer((HERE_ALONE, port), partial(Handler, directory=str(folder)))
    except OSError as error:
        reason = error.strerror or str(error)
        raise SupportError(
            Wording(f"ポート {port} を開けません({reason})", f"port {port} cannot be opened: {reason}"),
            Wording("`--port` で別の番号を指定してください", "name another with `--port`"),
        ) from None


def serve(server: ThreadingHTTPServer) -> None:
    """Tell where, and serve until Ctrl-C."""
    with server:
        server.daemon_threads = True
        sys.stderr.write(f"http://{HERE_ALONE}:{server.server_port}/\n")
        sys.stderr.flush()
        server.serve_forever(poll_interval=0.1)
