"""The reading test: what people in trouble are told and never told, as tests/stories.yaml has it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from mktsupport.knowledge.library import Library
from mktsupport.knowledge.reader import read
from tests.conftest import Run

AT = "2026-09-24T12:00"

# What protects nobody, whoever asks: evasion, false comfort, and numbers that no longer reach whom they name.
NEVER_TOLD = [
    "VPN", "別の電話番号で作り直す", "大丈夫です", "ご安心ください", "it will be fine", "don't worry",
    "tel:+81367064441", "customer@ticketcamp.net", "011-330-3000", "022-745-0015",
]  # fmt: skip


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    facts: tuple[str, ...]
    ja: tuple[str, ...]
    en: tuple[str, ...]


class Never(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    ja: tuple[str, ...]
    en: tuple[str, ...]


class Story(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    who: str
    happened: str
    sees: str
    trouble: str
    platform: str | None
    answers: tuple[str, ...]
    told: Told
    never: Never


STORIES = msgspec.convert(read(Path(__file__).parents[1] / "stories.yaml").value, list[Story])


def flat(text: str) -> str:
    """The text without its line breaks, spaces and capitals, so that a word is found however it is wrapped."""
    return "".join(text.split()).casefold()


def standing(words: tuple[str, ...] | list[str], screen: str) -> list[str]:
    return [word for word in words if flat(word) in flat(screen)]


def command(story: Story, *more: str) -> tuple[str, ...]:
    platform = ("--platform", story.platform) if story.platform else ()
    answers = (word for answer in story.answers for word in ("--answer", answer))
    return ("diagnose", story.trouble, *platform, *answers, "--at", AT, *more)


@pytest.fixture(params=STORIES, ids=[story.id for story in STORIES])
def story(request: pytest.FixtureRequest) -> Story:
    return request.param  # type: ignore[no-any-return]  # what pytest hands over has no type


def test_the_outcome_rests_on_the_facts_that_the_story_needs(run: Run, story: Story) -> None:
    answer = run(*command(story, "--json")).json
    assert answer["state"] == "outcome"
    shown = [fact["id"] for fact in answer["facts"]]
    assert not set(story.told.facts) - set(shown)
    assert not [name for name in shown if re.search(r"-E\d", name)]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_screen_says_what_it_must_and_not_what_it_must_not(run: Run, story: Story, language: str) -> None:
    screen = run(*command(story, "--lang", language)).out
    told: tuple[str, ...] = getattr(story.told, language)
    never: tuple[str, ...] = getattr(story.never, language)
    assert standing(told, screen) == list(told)
    assert not standing([*never, *NEVER_TOLD], screen)


def test_there_are_fifty_stories_and_two_for_every_tree(library: Library) -> None:
    counts = Counter(story.trouble for story in STORIES)
    assert len(STORIES) >= 50
    assert {row.id for row in library.trouble_rows("en") if counts[row.id] < 2} == set()


def test_no_two_stories_are_the_same() -> None:
    assert len({story.id for story in STORIES}) == len(STORIES)
    assert len({(story.trouble, story.platform, story.answers) for story in STORIES}) == len(STORIES)


def test_a_story_says_who_and_what_in_two_sentences_at_most() -> None:
    parts = [part for story in STORIES for part in (story.who, story.happened, story.sees)]
    assert all(parts)
    assert not [part for part in parts if len(re.findall(r"。|\. ", part)) > 2]
