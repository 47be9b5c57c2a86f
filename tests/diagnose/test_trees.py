from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from mktsupport.diagnose.walk import most_questions, node_of, tree_for, walk
from mktsupport.japan.dates import JAPAN
from mktsupport.knowledge.library import Library
from mktsupport.records import Amount, Outcome, Question, Text, Trouble
from tests.paths import paths
from tests.pins import PINS, pins_of

# The contract's ids are permanent; the least number of questions is the issue's.
QUESTIONS = {
    "sms": 8,
    "restricted": 8,
    "multiple-accounts": 3,
    "ticket": 8,
    "not-received": 8,
    "buyer-claims-not-received": 3,
    "wrong-item": 3,
    "unpaid": 3,
    "angry-buyer": 3,
    "no-response": 3,
    "unfair-return": 3,
    "bad-review": 3,
    "cancel-order": 3,
    "login": 3,
    "trade": 3,
    "transfer": 3,
    "outage": 3,
    "hijacked": 8,
    "scam": 8,
    "inquiry": 3,
    "not-as-described": 3,
    "fee-or-tax": 3,
}
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
ADDRESS = "customer@ticketcamp.net"  # an address is taken over exactly
NOON = datetime(2026, 9, 24, 12, tzinfo=JAPAN)


@pytest.fixture(params=QUESTIONS)
def trouble(request: pytest.FixtureRequest, library: Library) -> Trouble:
    return library.trouble(request.param)


def test_tree_is_as_deep_as_the_matter(trouble: Trouble) -> None:
    asked = [node for node in trouble.nodes if not isinstance(node, Outcome)]
    assert len(asked) >= QUESTIONS[trouble.id]


def test_every_way_ends_in_an_outcome_and_every_outcome_is_reached(trouble: Trouble, library: Library) -> None:
    ends = {walk(trouble, way).node.id for way in paths(trouble)}
    for each in library.platforms(trouble.platforms):
        if trouble.gone and each.status.gone:
            ends.add(walk(tree_for(trouble, each), ()).node.id)
    assert ends == {node.id for node in trouble.nodes if isinstance(node, Outcome)}


def test_no_way_asks_more_than_was_promised(trouble: Trouble) -> None:
    longest = max(len(way) for way in paths(trouble))
    assert longest == most_questions(trouble, node_of(trouble, trouble.start))
    assert longest <= 8


def test_texts_are_two_sentences_at_most(trouble: Trouble) -> None:
    long = [text.ja for text in texts(trouble) if text.ja.count("。") > 2]
    assert not long


def test_questions_say_why_and_offer_different_ways_to_the_users_of_each_platform(
    trouble: Trouble, library: Library
) -> None:
    for platform in (None, *library.platforms(trouble.platforms)):
        for node in tree_for(trouble, platform).nodes:
            if isinstance(node, Question):
                assert node.why.ja != node.ask.ja
                assert len({option.to for option in node.options}) > 1
            elif isinstance(node, Amount):
                assert len({band.to for band in node.bands}) > 1


def test_every_outcomes_text_is_as_it_was_approved(trouble: Trouble, library: Library) -> None:
    approved = msgspec.json.decode((PINS / f"{trouble.id}.json").read_bytes())
    now = pins_of(trouble, library, NOON)
    changed = sorted(name for name in {*approved, *now} if approved.get(name) != now.get(name))
    assert not changed, "read these on the screen, then run `just pin`"


def texts(value: object) -> list[Text]:
    """Every text in a record."""
    if isinstance(value, Text):
        return [value]
    if isinstance(value, msgspec.Struct):
        return [text for name in value.__struct_fields__ for text in texts(getattr(value, name))]
    if isinstance(value, tuple):
        return [text for each in value for text in texts(each)]
    return []


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the source articles are not in the repository")
def test_no_sentence_is_copied_from_a_source_article() -> None:
    seeds = "".join("".join(path.read_text().split()) for path in sorted(SEEDS.glob("*.txt")))
    grams = {seeds[n : n + 24] for n in range(len(seeds) - 23)}
    copied = []
    for path in (Path(__file__).parents[2] / "data").rglob("*.yaml"):
        flat = "".join(path.read_text().split()).replace(ADDRESS, "")
        copied += [flat[n : n + 24] for n in range(len(flat) - 23) if flat[n : n + 24] in grams]
    assert not copied
