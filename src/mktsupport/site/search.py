"""The search index, made by Pagefind from what people say and from what our pages answer."""

from __future__ import annotations

import asyncio
import json
import logging
import tempfile
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from mktsupport.japan.spelling import fold
from mktsupport.records import Language, Outcome, Platform, Trouble
from mktsupport.site.content import Everything
from mktsupport.site.pages import LANGUAGES

# What a browser loads of Pagefind; its own interfaces would be a multiple of that.
NEEDED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")

_TITLE, _SAID, _TOLD = 8, 6, 1  # how much a word weighs in a title, in somebody's own words, in our answer

Part = tuple[int, Sequence[str]]


def documents(known: Everything, language: Language) -> Iterator[tuple[str, str]]:
    """Each page that may be found: its path from the site's root, and what is indexed of it as HTML."""
    for trouble in known.troubles:
        yield (
            f"{language}/trouble/{trouble.id}.html",
            _document(trouble.title.in_language(language), _trouble(trouble, language), language),
        )
        for node in trouble.nodes:
            if isinstance(node, Outcome):
                title = f"{trouble.title.in_language(language)}: {node.title.in_language(language)}"
                steps = [step.text.in_language(language) for step in node.steps]
                yield (
                    f"{language}/trouble/{trouble.id}/{node.id}.html",
                    _document(title, [(_TOLD, [title, *steps])], language),
                )
    for platform in known.platforms.values():
        yield (
            f"{language}/platform/{platform.id}.html",
            _document(platform.name.in_language(language), _platform(platform, language), language),
        )


def _trouble(trouble: Trouble, language: Language) -> list[Part]:
    symptoms = trouble.symptoms.ja if language == "ja" else trouble.symptoms.en
    asked = [node.title if isinstance(node, Outcome) else node.ask for node in trouble.nodes]
    return [
        (_TITLE, [trouble.title.in_language(language)]),
        (_SAID, symptoms),
        (_TOLD, [text.in_language(language) for text in asked]),
    ]


def _platform(platform: Platform, language: Language) -> list[Part]:
    names = [platform.name.ja, platform.name.en, platform.id, *platform.aliases]
    names += [folded for name in names if (folded := fold(name)) not in names]
    ways = [channel.name.in_language(language) for channel in platform.channels]
    return [(_TITLE, names), (_TOLD, ways)]


def _document(title: str, parts: Sequence[Part], language: Language) -> str:
    told = "".join(
        f'<div data-pagefind-weight="{weight}">{"".join(f"<p>{escape(text)}</p>" for text in texts)}</div>'
        for weight, texts in parts
    )
    head = f'<title>{escape(title)}</title><meta data-pagefind-meta="title[content]" content="{escape(title)}">'
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body data-pagefind-body>{told}</body></html>'


def write_index(known: Everything, folder: Path) -> None:
    """Write the index of every language to `folder`/pagefind."""
    index = folder / "pagefind"
    with tempfile.TemporaryDirectory() as spare:
        for language in LANGUAGES:
            for path, content in documents(known, language):
                file = Path(spare) / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(content, encoding="utf-8")
        asyncio.run(_indexed(spare, index))
    for file in index.iterdir():
        if file.suffix in (".js", ".css", ".json") and file.name not in NEEDED:
            file.unlink()
    # The one file whose order changes from run to run.
    entry = index / "pagefind-entry.json"
    entry.write_text(json.dumps(json.loads(entry.read_text(encoding="utf-8")), sort_keys=True), encoding="utf-8")


async def _indexed(pages: str, index: Path) -> None:
    from pagefind.index import PagefindIndex

    logging.getLogger("pagefind").setLevel(logging.ERROR)
    async with PagefindIndex(config={"output_path": str(index), "keep_index_url": True}) as made:
        await made.add_directory(pages)
