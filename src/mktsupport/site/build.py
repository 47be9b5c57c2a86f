"""Every file of the site, out of the library: the same bytes for the same knowledge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import escape

from mktsupport.contact.answer import ADVICE
from mktsupport.japan.text import Language
from mktsupport.page.labels import LABELS
from mktsupport.records import Outcome
from mktsupport.site.content import Everything
from mktsupport.site.fees import comparison_page, fee_page
from mktsupport.site.labels import WORDS, word
from mktsupport.site.openings import by_year
from mktsupport.site.pages import HERE, LANGUAGES, Place, environment, in_script, rendered
from mktsupport.site.platforms import platform_page
from mktsupport.site.scripts import sent
from mktsupport.site.sources import shelves, sources_page
from mktsupport.site.troubles import outcome_page, tree_page, trouble_page

ASSETS = ("style.css", "site.js", "way.js", "walk.js", "outcome.js", "yen.js", "fee.js", "search.js")
ROLES = ("buyer", "seller", "any")

# What the scripts say, by the keys under which the program has it.
SPOKEN_LABELS = ("open-until", "always-open", "closed", "closed-until", "question", "most")
SPOKEN = ("advice-open", "advice-always", "advice-busy", "advice-closed", "advice-shut", "advice-other")
SPOKEN_WORDS = ("as-at", "hours-unknown", "change", "copied", "loading", "search-none", "search-failed", "search-found",
                "amount-yen")  # fmt: skip


def files(known: Everything, base_url: str | None = None, *, search: bool = True) -> Iterator[tuple[str, bytes]]:
    """Each file's path and its bytes; `base_url` is the site's own address without a slash at its end."""
    for language in LANGUAGES:
        for path, content in pages(known, language, base_url, search=search):
            yield f"{language}/{path}", content
        yield f"assets/{language}.js", spoken(known, language)
    for name in ASSETS:
        yield f"assets/{name}", sent(HERE / "assets" / name)
    yield "index.html", _bare("root.html", base_url)
    yield "404.html", _bare("missing.html", base_url)
    yield "robots.txt", robots(base_url)
    if base_url:
        yield "sitemap.xml", sitemap(known, base_url)


def pages(known: Everything, language: Language, base_url: str | None, *, search: bool) -> Iterator[tuple[str, bytes]]:
    """Every page of a language."""

    def place(path: str) -> Place:
        return Place(path, language, base_url)

    yield "index.html", home(known, place("index.html"), search=search)
    yield "fee.html", comparison_page(known, place("fee.html"))
    for platform in known.platforms.values():
        path = f"platform/{platform.id}.html"
        yield path, platform_page(platform, known, place(path))
        if platform.fees:
            path = f"fee/{platform.id}.html"
            yield path, fee_page(platform, known, place(path))
    for name, facts in shelves(known).items():
        path = f"sources/{name}.html"
        yield path, sources_page(facts, known, place(path))
    for trouble in known.troubles:
        path = f"trouble/{trouble.id}.html"
        yield path, trouble_page(trouble, known, place(path))
        path = f"tree/{trouble.id}.html"
        yield path, tree_page(trouble, place(path))
        for node in trouble.nodes:
            if isinstance(node, Outcome):
                path = f"trouble/{trouble.id}/{node.id}.html"
                yield path, outcome_page(trouble, node, known, place(path))


def home(known: Everything, place: Place, *, search: bool) -> bytes:
    """What happened, by role; then the platforms with their state."""
    language = place.language
    rows = [
        {"id": each.id, "name": each.name.in_language(language), "kind": each.kind, "state": each.status.state}
        for each in known.platforms.values()
    ]
    return rendered(
        "home.html",
        place,
        title=word(language, "what-happened"),
        description=word(language, "tagline"),
        search=search,
        roles=[
            (role, [(each.id, each.title.in_language(language)) for each in known.troubles if each.role == role])
            for role in ROLES
            if any(each.role == role for each in known.troubles)
        ],
        platforms=[row for row in rows if row["kind"] != "public"],
        desks=[row for row in rows if row["kind"] == "public"],
    )


def spoken(known: Everything, language: Language) -> bytes:
    """The script that holds the words which the others say, and Japan's holidays."""
    said: dict[str, Any] = {}
    for keys, source in ((SPOKEN_LABELS, LABELS), (SPOKEN, ADVICE), (SPOKEN_WORDS, WORDS)):
        said |= {key: source[key].in_language(language) for key in keys}
    held = {"words": said, "holidays": by_year(known.holidays)}
    return f"window.mktsupport = {in_script(held)};\n".encode()


def _bare(template: str, base_url: str | None) -> bytes:
    languages = [(each, "日本語" if each == "ja" else "English", word(each, "tagline")) for each in LANGUAGES]
    home_of = f"{base_url}/" if base_url else ""
    values = {"base_url": base_url, "home": home_of, "assets": home_of, "languages": languages, "words": WORDS}
    return environment().get_template(template).render(values).encode()


def robots(base_url: str | None) -> bytes:
    lines = ["User-agent: *", "Allow: /", *([f"Sitemap: {base_url}/sitemap.xml"] if base_url else [])]
    return ("\n".join(lines) + "\n").encode()


def addresses(known: Everything) -> Iterator[str]:
    """The paths that somebody may look for, in one language's tree."""
    yield from ("index.html", "fee.html")
    yield from (f"platform/{name}.html" for name in known.platforms)
    yield from (f"fee/{name}.html" for name, platform in known.platforms.items() if platform.fees)
    for trouble in known.troubles:
        yield f"trouble/{trouble.id}.html"
        yield from (f"trouble/{trouble.id}/{node.id}.html" for node in trouble.nodes if isinstance(node, Outcome))


def sitemap(known: Everything, base_url: str) -> bytes:
    """Every page in both languages, each naming the other."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    base = escape(base_url)
    for path in addresses(known):
        twins = "".join(
            f'<xhtml:link rel="alternate" hreflang="{each}" href="{base}/{each}/{path}"/>' for each in LANGUAGES
        )
        lines += [
            f"<url><loc>{base}/{each}/{path}</loc><lastmod>{known.looked}</lastmod>{twins}</url>" for each in LANGUAGES
        ]
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode()
