"""Every file of the site, from the library: the same bytes for the same knowledge."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from markupsafe import escape
from rjsmin import jsmin

from mktsupport.japan.text import Language
from mktsupport.records import MARKETS, Outcome
from mktsupport.site.content import Everything
from mktsupport.site.fees import comparison_page, fee_page
from mktsupport.site.labels import TEXTS, texts, word
from mktsupport.site.pages import FOLDER, LANGUAGES, Place, environment, in_script, render, shelves, sources_page
from mktsupport.site.platforms import platform_page
from mktsupport.site.troubles import outcome_page, tree_page, trouble_page

ROLES = ("buyer", "seller", "any")

# What the scripts of every page say.
SCRIPT_TEXTS = (
    *("open-until", "always-open", "closed", "closed-until", "question", "most"),
    *("advice-open", "advice-always", "advice-busy", "advice-closed", "advice-shut", "advice-other"),
    *("as-at", "hours-unknown", "change", "copied", "loading", "search-none", "search-failed", "search-found"),
    "amount-yen",
)


def files(known: Everything, base_url: str | None = None, *, search: bool = True) -> Iterator[tuple[str, bytes]]:
    """Each file's path and its bytes; `base_url` is the address of the site without a slash at its end."""
    paths: dict[str, None] = {}
    for language in LANGUAGES:
        for path, content in pages(known, language, base_url, search=search):
            paths[path] = None
            yield f"{language}/{path}", content
        words = {"words": texts(SCRIPT_TEXTS, language), "holidays": by_year(known.calendar.holidays)}
        yield f"assets/{language}.js", f"window.mktsupport = {in_script(words)};\n".encode()
    for script in (FOLDER / "assets").glob("*.js"):
        yield f"assets/{script.name}", jsmin(script.read_text(encoding="utf-8")).encode()
    yield "assets/style.css", _small_style((FOLDER / "assets" / "style.css").read_text(encoding="utf-8")).encode()
    yield "index.html", _bilingual_page("root.html", base_url)
    yield "404.html", _bilingual_page("missing.html", base_url)
    lines = ["User-agent: *", "Allow: /", *([f"Sitemap: {base_url}/sitemap.xml"] if base_url else [])]
    yield "robots.txt", ("\n".join(lines) + "\n").encode()
    if base_url:
        yield "sitemap.xml", sitemap(paths, known, base_url)


def pages(known: Everything, language: Language, base_url: str | None, *, search: bool) -> Iterator[tuple[str, bytes]]:
    """Every page of a language by its path."""

    def page(path: str, made: Callable[..., bytes], *about: object) -> tuple[str, bytes]:
        return path, made(*about, known, Place(path, language, base_url))

    yield page("index.html", home, search)
    yield page("fee.html", comparison_page)
    for platform in known.platforms.values():
        yield page(f"platform/{platform.id}.html", platform_page, platform)
    for platform in known.platforms.values():
        if platform.fees:
            yield page(f"fee/{platform.id}.html", fee_page, platform)
    for name, facts in shelves(known).items():
        yield page(f"sources/{name}.html", sources_page, facts)
    for trouble in known.troubles:
        yield page(f"trouble/{trouble.id}.html", trouble_page, trouble)
        yield page(f"tree/{trouble.id}.html", tree_page, trouble)
        for node in trouble.nodes:
            if isinstance(node, Outcome):
                yield page(f"trouble/{trouble.id}/{node.id}.html", outcome_page, trouble, node)


def home(search: bool, known: Everything, place: Place) -> bytes:  # noqa: FBT001 - as pages are called
    """What happened, by role; then the platforms with their state."""
    roles = {role: [each for each in known.troubles if each.role == role] for role in ROLES}
    platforms = known.platforms.values()
    return render(
        "home.html",
        place,
        title=word(place.language, "what-happened"),
        description=word(place.language, "tagline"),
        search=search,
        roles={role: troubles for role, troubles in roles.items() if troubles},
        platforms=[each for each in platforms if each.kind in MARKETS],
        desks=[each for each in platforms if each.kind not in MARKETS],
    )


def by_year(holidays: Iterable[date]) -> dict[str, str]:
    """Holidays as `{"2026": "0101 0112 …"}`, a sixth of their size in full."""
    years: dict[str, list[str]] = {}
    for day in sorted(holidays):
        years.setdefault(f"{day:%Y}", []).append(f"{day:%m%d}")
    return {year: " ".join(days) for year, days in years.items()}


def _small_style(text: str) -> str:
    """A style sheet without the space around its signs."""
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"(\w): +", r"\1:", text)).replace(";}", "}")


def _bilingual_page(template: str, base_url: str | None) -> bytes:
    languages = [(each, "日本語" if each == "ja" else "English", word(each, "tagline")) for each in LANGUAGES]
    values = {"base_url": base_url, "home": f"{base_url}/" if base_url else "", "languages": languages, "words": TEXTS}
    return environment("en").get_template(template).render(values).encode()


def sitemap(paths: Iterable[str], known: Everything, base_url: str) -> bytes:
    """The pages that somebody may look for in both languages, each naming the other."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    base = escape(base_url)
    for path in (each for each in paths if not each.startswith(("sources/", "tree/"))):
        addresses = {each: f"{base}/{each}/{path}" for each in LANGUAGES}
        twins = "".join(
            f'<xhtml:link rel="alternate" hreflang="{each}" href="{address}"/>' for each, address in addresses.items()
        )
        lines += [
            f"<url><loc>{each}</loc><lastmod>{known.looked}</lastmod>{twins}</url>" for each in addresses.values()
        ]
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode()
