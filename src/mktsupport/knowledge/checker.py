"""What we refuse to publish: the rule book as a table, and the run through it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mktsupport.knowledge.book import Book, Finding, written
from mktsupport.knowledge.checks import Rule, dates, evidence, outcomes, platforms, references, trees, values


class Law(Struct, frozen=True):
    """A rule by its id. A `structure` rule keeps what breaks it out of the library; the others are for authors.

    A `dated` one is asked only where somebody wants to know what to look at again.
    """

    id: str
    rule: Rule
    structure: bool = False
    warning: bool = False
    dated: bool = False


LAWS = (
    Law("duplicate-id", references.duplicate_id, structure=True),
    Law("alias-taken", references.alias_taken, structure=True),
    Law("unknown-reference", references.unknown_reference, structure=True),
    Law("fact-without-source", evidence.fact_without_source, structure=True),
    Law("duplicate-node", trees.duplicate_node, structure=True),
    Law("wrong-start", trees.wrong_start, structure=True),
    Law("leads-nowhere", trees.leads_nowhere, structure=True),
    Law("leads-up", trees.leads_up, structure=True),
    Law("unreachable-node", trees.unreachable_node, structure=True),
    Law("dead-end", trees.dead_end, structure=True),
    Law("options-alike", trees.options_alike, structure=True),
    Law("band-gap", trees.band_gap, structure=True),
    Law("band-overlap", trees.band_overlap, structure=True),
    Law("duplicate-part", platforms.duplicate_part, structure=True),
    Law("bad-hours", platforms.bad_hours, structure=True),
    Law("tier-gap", platforms.tier_gap, structure=True),
    Law("tier-overlap", platforms.tier_overlap, structure=True),
    Law("overlapping-schedules", platforms.overlapping_schedules, structure=True),
    Law("idle-question", trees.idle_question),
    Law("too-shallow", trees.too_shallow),
    Law("only-elsewhere", outcomes.only_elsewhere),
    Law("no-general-step", outcomes.no_general_step),
    Law("reaches-nobody", outcomes.reaches_nobody),
    Law("pair-leads-nowhere", outcomes.pair_leads_nowhere),
    Law("offers-ended", outcomes.offers_ended),
    Law("ended-without-help", platforms.ended_without_help),
    Law("bad-phone", values.bad_phone),
    Law("bad-url", values.bad_url),
    Law("bad-address", values.bad_address),
    Law("markup", values.markup),
    Law("statement-without-facts", evidence.statement_without_facts),
    Law("orphan-fact", evidence.orphan_fact),
    Law("cites-set-aside", evidence.cites_set_aside),
    Law("source-without-place", evidence.source_without_place),
    Law("future-date", dates.future_date),
    Law("confirmed-before-looked", dates.confirmed_before_looked),
    Law("doubtful-without-warning", evidence.doubtful_without_warning, warning=True),
    Law("stale", dates.stale, warning=True),
    Law("never-confirmed", dates.never_confirmed, warning=True, dated=True),
)

# What the reader refuses before there are records to ask about: the rest of such a file is not looked at.
READING = {
    "not-yaml": "The file cannot be read as YAML.",
    "not-utf8": "The file is not UTF-8.",
    "duplicate-key": "A key stands twice in one mapping.",
    "key": "A key is no word.",
    "control-character": "A control character, a bidi override or an invisible mark stands in the file.",
    "anchor": "An anchor (`&name`): texts are written out where they are needed.",
    "alias": "An alias (`*name`): texts are written out where they are needed.",
    "tag": "A tag (`!name`): the records give the types.",
    "several-documents": "A second document begins in the file.",
    "too-deep": "Brackets are nested more than 32 deep.",
}


def structure(book: Book) -> Iterator[Finding]:
    """What the library could not answer from."""
    return _run(book, (law for law in LAWS if law.structure))


def everything(book: Book, *, dated: bool = False) -> Iterator[Finding]:
    """All that breaks a rule; with `dated`, the rules on what to look at again as well."""
    return _run(book, (law for law in LAWS if dated or not law.dated))


def _run(book: Book, laws: Iterator[Law]) -> Iterator[Finding]:
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
