"""What we refuse to publish: the rule book as a table, and the run through it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mktsupport.knowledge.book import Book, Finding, written
from mktsupport.knowledge.rules import Rule, evidence, platforms, references, trees


class Law(Struct, frozen=True):
    """A rule by its id. A `structure` rule keeps what breaks it out of the library; the others are for authors."""

    id: str
    rule: Rule
    structure: bool = False
    warning: bool = False


LAWS = (
    Law("duplicate-id", references.duplicate_id, structure=True),
    Law("alias-taken", references.alias_taken, structure=True),
    Law("unknown-reference", references.unknown_reference, structure=True),
    Law("duplicate-node", trees.duplicate_node, structure=True),
    Law("wrong-start", trees.wrong_start, structure=True),
    Law("leads-nowhere", trees.leads_nowhere, structure=True),
    Law("leads-up", trees.leads_up, structure=True),
    Law("unreachable-node", trees.unreachable_node, structure=True),
    Law("dead-end", trees.dead_end, structure=True),
    Law("options-alike", trees.options_alike, structure=True),
    Law("band-gap", trees.band_gap, structure=True),
    Law("duplicate-part", platforms.duplicate_part, structure=True),
    Law("bad-hours", platforms.bad_hours, structure=True),
    Law("tier-gap", platforms.tier_gap, structure=True),
    Law("overlapping-schedules", platforms.overlapping_schedules, structure=True),
    Law("idle-question", trees.idle_question),
    Law("only-elsewhere", trees.only_elsewhere),
    Law("no-general-step", trees.no_general_step),
    Law("reaches-nobody", trees.reaches_nobody),
    Law("too-shallow", trees.too_shallow),
    Law("ended-without-help", platforms.ended_without_help),
    Law("statement-without-facts", evidence.statement_without_facts),
    Law("orphan-fact", evidence.orphan_fact),
    Law("cites-set-aside", evidence.cites_set_aside),
)


def structure(book: Book) -> Iterator[Finding]:
    """What the library could not answer from."""
    return _run(book, (law for law in LAWS if law.structure))


def everything(book: Book) -> Iterator[Finding]:
    """All that breaks a rule."""
    return _run(book, LAWS)


def _run(book: Book, laws: Iterator[Law] | tuple[Law, ...]) -> Iterator[Finding]:
    for law in laws:
        for entry, path, problem, hint in law.rule(book):
            yield Finding(
                file=entry.document.file,
                line=entry.line(path),
                path=written((entry.section, entry.index, *path)),
                rule=law.id,
                problem=problem,
                hint=hint,
                warning=law.warning,
            )
