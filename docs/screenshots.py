"""Photograph the site for the README, in a Chromium. Needs the extras `site` and `test-site`."""

from __future__ import annotations

import sys
import tempfile
import threading
from base64 import b64decode, b64encode
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from mktsupport.cli import main as mktsupport
from mktsupport.site.server import listen

HERE = Path(__file__).parent / "site"
CHROMIUM = Path("/usr/bin/chromium")
LARGEST = 60_000  # bytes of a picture
SIZES = {"phone": (390, 720), "desktop": (1000, 640)}
AT = "?at=2026-09-22T18:30"
PAGES = {
    "home": "index.html",
    "platform": f"platform/mobaoku.html{AT}",
    "trouble": f"trouble/sms.html{AT}#rakuma:right",
    "outcome": f"trouble/sms.html{AT}#rakuma:wrong",
    "fee": f"fee/ticketcamp.html{AT}#25000",
}


# The browser draws a picture and writes it in a format that is a third of the size.
WEBP = """async (png) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext("2d").drawImage(image, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({type: "image/webp", quality: 0.8})).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""


def as_webp(png: bytes, browser: Browser) -> bytes:
    """The same picture as WebP."""
    page = browser.new_page()
    made: str = page.evaluate(WEBP, b64encode(png).decode())
    page.close()
    return b64decode(made)


def photographed(browser: Browser, address: str) -> list[str]:
    """Every page in both languages, on a phone and on a desktop; the pictures that are too large."""
    large = []
    for language in ("ja", "en"):
        for size, (width, height) in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light", locale=language)
            for name, path in PAGES.items():
                page.goto("about:blank")
                page.goto(f"{address}{language}/{path}")
                page.wait_for_load_state("networkidle")
                file = HERE / f"{name}-{size}-{language}.webp"
                file.write_bytes(as_webp(page.screenshot(), browser))
                if file.stat().st_size >= LARGEST:
                    large.append(file.name)
            page.close()
    return large


def main() -> int:
    """Build the site, serve it to a browser and photograph it."""
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "site"
        if code := mktsupport(["site", str(out)]):
            return code
        server = listen(out, 0)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            found = str(CHROMIUM) if CHROMIUM.exists() else None
            browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
            large = photographed(browser, f"http://127.0.0.1:{server.server_port}/")
            browser.close()
        server.shutdown()
        server.server_close()
    for name in large:
        print(f"{name} is larger than {LARGEST} bytes")
    return int(bool(large))


if __name__ == "__main__":
    sys.exit(main())
