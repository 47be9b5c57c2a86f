"""A question in one's own words as the command line takes it: searched for, or meant as a trouble's name."""

from __future__ import annotations

import re
import sys

from mktsupport.errors import AskedWronglyError, SupportError
from mktsupport.japan.text import Language, Wording
from mktsupport.knowledge.library import Library
from mktsupport.search import ranking as search
from mktsupport.views import HitView, SearchAnswer

OFFERED = 3  # troubles to choose from


def answer(library: Library, question: str, language: Language) -> SearchAnswer:
    """What the question is about; an error where nothing fits, since a wrong tree is worse than none."""
    hits = search.found(question, library.index(language))
    if not hits:
        raise SupportError(*_nothing_fits(question))
    views = [HitView(kind=hit.kind, id=hit.id, title=hit.title, score=hit.score, matched=hit.matched) for hit in hits]
    return SearchAnswer(query=question, hits=views)


def meant(library: Library, trouble: str, language: Language, *, talk: bool) -> str:
    """The trouble that these words name, or clearly are about, which is then said on stderr.

    Where it is not clear, those that come close are offered: to pick from in a talk, else as an error. Misspelt words
    are put right to offer troubles, never to start one.
    """
    name = re.fullmatch(r"[\w-]*", trouble, re.ASCII)
    if library.knows_trouble(trouble) or (name and ("-" in trouble or library.similar(trouble, "trouble"))):
        return trouble  # a name, mistyped perhaps
    index = library.index(language)
    if best := search.winner(search.found(trouble, index, as_typed=True)):
        meaning = ", ".join((best.id, *_whose(library, best, language)))
        started = Wording(f"「{best.title}」({meaning})として始めます", f"starting '{best.title}' ({meaning})")
        print(f"note: {started.in_language(language)}", file=sys.stderr)  # noqa: T201 - beside the answer
        return best.id
    hits = search.found(trouble, index)
    troubles = [hit for hit in hits if hit.kind == "trouble"]
    if troubles and talk:
        from mktsupport.diagnose import session

        rows = [(hit.id, " · ".join((hit.title, *_whose(library, hit, language)))) for hit in troubles]
        return session.pick_nearest(rows, language)
    if len(troubles) == 1:
        near = troubles[0]
        raise AskedWronglyError(
            Wording(f"「{trouble}」がどの困りごとかはっきりしません", f"it is not clear which trouble '{trouble}' is"),
            Wording(
                f"「{near.title}」なら `mktsupport diagnose {near.id}` です",
                f"if it is '{near.title}': `mktsupport diagnose {near.id}`",
            ),
        )
    if troubles:
        offered = " / ".join(
            f"{hit.id} ({', '.join((hit.title, *_whose(library, hit, language)))})" for hit in troubles[:OFFERED]
        )
        raise AskedWronglyError(
            Wording(f"「{trouble}」にはいくつかの困りごとが当てはまります", f"'{trouble}' may be several troubles"),
            Wording(f"どれか1つの名前で選んでください: {offered}", f"choose one by its name: {offered}"),
        )
    if hits:
        raise AskedWronglyError(
            Wording(
                f"「{hits[0].title}」は困りごとではなくサービスです", f"'{hits[0].title}' is a service, not a trouble"
            ),
            Wording(
                f"`mktsupport contact {hits[0].id}` で連絡先が出ます。困りごとは、見えていることを書いてください",
                f"`mktsupport contact {hits[0].id}` says how to reach it; for a trouble, say what you see",
            ),
        )
    if name:
        return trouble  # a name that there is not: what looks up the tree says so, with near misses
    raise AskedWronglyError(*_nothing_fits(trouble))


def _whose(library: Library, hit: search.Hit, language: Language) -> list[str]:
    """Whom a trouble is for, where it is not for everybody: who lands in a wrong tree should see it."""
    from mktsupport.page.labels import label

    role = library.role(hit.id)
    return [] if role == "any" else [label(language, f"role-{role}")]


def _nothing_fits(question: str) -> tuple[Wording, Wording]:
    return (
        Wording(f"「{question}」に合うものは見つかりません", f"nothing we know fits '{question}'"),
        Wording(
            "見えていることを短く書いてみてください(例: 番号が届かない)。`mktsupport list` で一覧が出ます",
            "say in a few words what you see, such as `code not arriving`; `mktsupport list` shows everything",
        ),
    )
