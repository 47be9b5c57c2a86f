"""`search`: which trouble or platform a question is about; for `diagnose`, which trouble its words mean."""

import re
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from mktsupport import environment
from mktsupport.errors import AskedWronglyError, SupportError
from mktsupport.japan.text import Language, Wording
from mktsupport.knowledge.library import Library
from mktsupport.options import AsJson, Data, Lang, library_for, output
from mktsupport.page.blocks import Gap, Page, Span, row
from mktsupport.search.ranking import Hit, clear_winner, hits_for

OFFERED = 3  # troubles to choose from


def search(
    words: Annotated[list[str], typer.Argument(help="What happened, in your own words.")],
    as_json: AsJson = False,
    lang: Lang = None,
    data: Data = None,
) -> None:
    """The troubles and platforms that your own words are about, best first."""
    language = environment.language(lang)
    library, question = library_for(data, language), " ".join(words)
    hits = hits_for(question, library.index(language))
    if not hits:
        raise SupportError(*_nothing_fits(question))  # nothing is better than a wrong tree
    output({"query": question, "hits": hits}, lambda: page(library, hits, language), as_json=as_json)


def page(library: Library, hits: Sequence[Hit], language: Language) -> Page:
    """The hits, best first: for whom each is, the line that matched, and the command that goes on from there."""
    blocks: Page = []
    for hit in hits:
        for_whom = [Span(f"  {role}", "dim") for role in _for_whom(library, hit, language)]
        command = "diagnose" if hit.kind == "trouble" else "contact"
        blocks += [Gap()] if blocks else []
        blocks.append(row(Span(hit.title, "strong"), *for_whom))
        if hit.matched != hit.title:
            blocks.append(row(Span("一致: " if language == "ja" else "matched: ", "dim"), hit.matched, indent=2))
        blocks.append(row(Span(f"mktsupport {command} {hit.id}", "command"), indent=2))
    return blocks


def trouble_id(library: Library, words: str, language: Language, *, talk: bool) -> str:
    """The trouble that these words name, or clearly describe, which stderr then says.

    Where it is not clear, the likeliest are offered: to pick from in a talk, else as an error. Misspelt words are
    corrected to offer troubles, never to start one.
    """
    name = re.fullmatch(r"[\w-]*", words, re.ASCII)
    if library.knows_trouble(words) or (name and ("-" in words or library.similar(words, "trouble"))):
        return words  # a name, perhaps mistyped
    index = library.index(language)
    if best := clear_winner(hits_for(words, index, as_typed=True)):
        meaning = ", ".join((best.id, *_for_whom(library, best, language)))
        started = Wording(f"「{best.title}」({meaning})として始めます", f"starting '{best.title}' ({meaning})")
        print(f"note: {started.in_language(language)}", file=sys.stderr)  # noqa: T201 - beside the answer
        return best.id
    hits = hits_for(words, index)
    troubles = [hit for hit in hits if hit.kind == "trouble"]
    if troubles and talk:
        from mktsupport.diagnose import session

        rows = [(hit.id, " · ".join((hit.title, *_for_whom(library, hit, language)))) for hit in troubles]
        return session.pick_nearest(rows, language)
    if not hits and name:
        return words  # an unknown name: the look-up of the tree refuses it, with near misses
    raise AskedWronglyError(*_unclear(library, words, hits, troubles, language))


def _unclear(
    library: Library, words: str, hits: list[Hit], troubles: list[Hit], language: Language
) -> tuple[Wording, Wording]:
    """Why these words start no trouble, and what to ask instead."""
    if not hits:
        return _nothing_fits(words)
    title, name = hits[0].title, hits[0].id
    if not troubles:
        return (
            Wording(f"「{title}」は困りごとではなくサービスです", f"'{title}' is a service, not a trouble"),
            Wording(
                f"`mktsupport contact {name}` で連絡先が出ます。困りごとは、見えていることを書いてください",
                f"`mktsupport contact {name}` says how to reach it; for a trouble, say what you see",
            ),
        )
    if len(troubles) == 1:
        near, command = troubles[0].title, f"`mktsupport diagnose {troubles[0].id}`"
        return (
            Wording(f"「{words}」がどの困りごとかはっきりしません", f"it is not clear which trouble '{words}' is"),
            Wording(f"「{near}」なら {command} です", f"if it is '{near}': {command}"),
        )
    offered = " / ".join(
        f"{hit.id} ({', '.join((hit.title, *_for_whom(library, hit, language)))})" for hit in troubles[:OFFERED]
    )
    return (
        Wording(f"「{words}」にはいくつかの困りごとが当てはまります", f"'{words}' may be several troubles"),
        Wording(f"どれか1つの名前で選んでください: {offered}", f"choose one by its name: {offered}"),
    )


def _for_whom(library: Library, hit: Hit, language: Language) -> list[str]:
    """The role that a trouble is for, where it is not for everybody: nobody should follow the other side's tree."""
    from mktsupport.page.labels import label

    role = library.role(hit.id) if hit.kind == "trouble" else "any"
    return [] if role == "any" else [label(language, f"role-{role}")]


def _nothing_fits(question: str) -> tuple[Wording, Wording]:
    return (
        Wording(f"「{question}」に合うものは見つかりません", f"nothing we know fits '{question}'"),
        Wording(
            "見えていることを短く書いてみてください(例: 番号が届かない)。`mktsupport list` で一覧が出ます",
            "say in a few words what you see, such as `code not arriving`; `mktsupport list` shows everything",
        ),
    )
