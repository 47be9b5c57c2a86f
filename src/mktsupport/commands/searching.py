"""A question in one's own words as the command line takes it: searched for, or meant as a trouble's name."""

from __future__ import annotations

import re
import sys

from mktsupport import search
from mktsupport.answers import HitView, SearchAnswer
from mktsupport.errors import AskedWronglyError, SupportError
from mktsupport.knowledge.library import Library
from mktsupport.wording import Language, Wording

OFFERED = 3  # troubles to choose from


def answer(library: Library, question: str, language: Language) -> SearchAnswer:
    """What the question is about; an error where nothing fits, since a wrong tree is worse than none."""
    hits = search.found(question, library.index(language))
    if not hits:
        raise SupportError(
            Wording(f"「{question}」に合うものは見つかりません", f"nothing we know fits '{question}'"),
            Wording(
                "見えていることを短く書いてみてください(例: 番号が届かない)。`mktsupport list` で一覧が出ます",
                "say in a few words what you see, such as `code not arriving`; `mktsupport list` shows everything",
            ),
        )
    views = [HitView(kind=hit.kind, id=hit.id, title=hit.title, score=hit.score, matched=hit.matched) for hit in hits]
    return SearchAnswer(query=question, hits=views)


def meant(library: Library, trouble: str, language: Language) -> str:
    """The trouble that these words name, or clearly are about, which is then said on stderr."""
    if library.knows_trouble(trouble) or re.fullmatch(r"[\w-]+", trouble, re.ASCII):
        return trouble  # one word in Latin letters is a name, mistyped perhaps
    hits = [hit for hit in search.found(trouble, library.index(language), as_typed=True) if hit.kind == "trouble"]
    if not hits:
        return trouble  # a name that there is not: what looks up the tree says so, with near misses
    if best := search.winner(hits):
        started = Wording(f"「{best.title}」({best.id})として始めます", f"starting '{best.title}' ({best.id})")
        print(f"note: {started.in_language(language)}", file=sys.stderr)  # noqa: T201 - beside the answer
        return best.id
    offered = " / ".join(f"{hit.id} ({hit.title})" for hit in hits[:OFFERED])
    raise AskedWronglyError(
        Wording(f"「{trouble}」にはいくつかの困りごとが当てはまります", f"'{trouble}' may be several troubles"),
        Wording(f"どれか1つの名前で選んでください: {offered}", f"choose one by its name: {offered}"),
    )
