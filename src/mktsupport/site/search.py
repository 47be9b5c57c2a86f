"""The search index, made by Pagefind from what people say and from what our pages answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from mktsupport.errors import SupportError
from mktsupport.japan.spelling import fold
from mktsupport.japan.text import Wording
from mktsupport.records import Language, Outcome, Platform, Text, Trouble
from mktsupport.site.content import Everything
from mktsupport.site.pages import LANGUAGES

# The files of Pagefind that a browser loads; its own user interfaces are several times as large.
NEEDED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")

# How much a word weighs in a title, in what people say, and in our answer.
IN_TITLE, IN_SYMPTOM, IN_ANSWER = 8, 6, 1

Part = tuple[int, Sequence[str]]


def documents(known: Everything, language: Language) -> Iterator[tuple[str, str]]:
    """Each page that may be found: its path from the site's root, and what is indexed of it as HTML."""
    for trouble in known.troubles:
        path = f"{language}/trouble/{trouble.id}"
        title = trouble.title.in_language(language)
        yield f"{path}.html", _document(title, _trouble(trouble, language), language)
        for node in trouble.nodes:
            if isinstance(node, Outcome):
                outcome = f"{title}: {node.title.in_language(language)}"
                parts = [(IN_ANSWER, [outcome, *_texts([step.text for step in node.steps], language)])]
                yield f"{path}/{node.id}.html", _document(outcome, parts, language)
    for platform in known.platforms.values():
        name = platform.name.in_language(language)
        yield f"{language}/platform/{platform.id}.html", _document(name, _platform(platform, language), language)


def _texts(texts: Sequence[Text], language: Language) -> list[str]:
    return [text.in_language(language) for text in texts]


def _trouble(trouble: Trouble, language: Language) -> list[Part]:
    symptoms = trouble.symptoms.ja if language == "ja" else trouble.symptoms.en
    nodes = [node.title if isinstance(node, Outcome) else node.ask for node in trouble.nodes]
    return [
        (IN_TITLE, [trouble.title.in_language(language)]),
        (IN_SYMPTOM, symptoms),
        (IN_ANSWER, _texts(nodes, language)),
    ]


def _platform(platform: Platform, language: Language) -> list[Part]:
    names = [platform.name.ja, platform.name.en, platform.id, *platform.aliases]
    names += [folded for name in names if (folded := fold(name)) not in names]
    return [(IN_TITLE, names), (IN_ANSWER, _texts([channel.name for channel in platform.channels], language))]


def _document(title: str, parts: Sequence[Part], language: Language) -> str:
    body = "".join(
        f'<div data-pagefind-weight="{weight}">{"".join(f"<p>{escape(text)}</p>" for text in texts)}</div>'
        for weight, texts in parts
    )
    head = f'<title>{escape(title)}</title><meta data-pagefind-meta="title[content]" content="{escape(title)}">'
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body data-pagefind-body>{body}</body></html>'


def write_index(known: Everything, folder: Path) -> None:
    """Write the index of every language to `folder`/pagefind."""
    index = folder / "pagefind"
    with tempfile.TemporaryDirectory() as spare:
        for language in LANGUAGES:
            for path, content in documents(known, language):
                file = Path(spare) / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(content, encoding="utf-8")
        _run_pagefind(spare, index)
    for file in index.iterdir():
        if file.suffix in (".js", ".css", ".json") and file.name not in NEEDED:
            file.unlink()
    # The one file whose order changes from run to run.
    entry = index / "pagefind-entry.json"
    entry.write_text(json.dumps(json.loads(entry.read_text(encoding="utf-8")), sort_keys=True), encoding="utf-8")


def _run_pagefind(pages: str, index: Path) -> None:
    """Index the `pages` by Pagefind's command; its Python interface may end it before the files are whole."""
    words = ["--site", pages, "--output-path", str(index.resolve()), "--keep-index-url", "--silent"]
    settings = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    done = subprocess.run(  # noqa: S603 - the words are our own
        [sys.executable, "-m", "pagefind", *words], cwd=pages, env=settings, capture_output=True, text=True, check=False
    )
    if done.returncode:
        reason = next(iter(done.stderr.splitlines()), str(done.returncode))
        raise SupportError(
            Wording(f"検索の索引を作れませんでした({reason})", f"the search index could not be made: {reason}"),
            Wording("`--no-search` を付けると、索引なしで書き出します", "`--no-search` writes the site without it"),
        )
