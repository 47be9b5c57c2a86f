"""Errors with a problem and a hint in both languages, and close matches for a mistyped word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mktsupport.japan.text import Bilingual, Wording

LIKENESS = 60  # of 100: words less similar are not suggested
DISTANCE = 8  # of 100: words this much less similar than the best are not suggested


class SupportError(Exception):
    """An error that the user can correct: what is wrong and how to put it right, a line each."""

    exit_code = 1

    def __init__(self, problem: Bilingual, hint: Bilingual) -> None:
        super().__init__(problem.en)
        self.problem = problem
        self.hint = hint


class AskedWronglyError(SupportError):
    """The command line does not say something that can be answered."""

    exit_code = 2


def close_matches(name: str, known: Iterable[str], most: int = 1) -> list[str]:
    """The `known` words most similar to `name`, best first; at most `most`."""
    from rapidfuzz import fuzz, process

    found = process.extract(name, list(known), scorer=fuzz.ratio, limit=most, score_cutoff=LIKENESS)
    return [word for word, score, _ in found if score > found[0][1] - DISTANCE]


def did_you_mean(words: Sequence[str], hint: Bilingual) -> Bilingual:
    """`hint`, after `did you mean` with `words` if there are any."""
    if not words:
        return hint
    meant = " / ".join(words)
    return Wording(f"もしかして {meant} ですか。{hint.ja}", f"did you mean {meant}? {hint.en}")


class Quit(Exception):  # noqa: N818 - not an error
    """The user leaves a conversation."""


class MissingExtraError(SupportError):
    """Optional packages are missing; `extra` is their group in pyproject.toml."""

    def __init__(self, missing: Sequence[str], extra: str) -> None:
        names = ", ".join(missing)
        super().__init__(
            Wording(f"この機能に要る {names} が入っていません", f"this needs {names}, which is not installed"),
            Wording(
                f"mktsupport のチェックアウトの中で `pip install '.[{extra}]'` を実行してください",
                f"run `pip install '.[{extra}]'` in a checkout of mktsupport",
            ),
        )


class ReaderGone(Exception):  # noqa: N818 - not an error
    """The reader of a pipe has closed it."""


class FileError(SupportError):
    """A knowledge file that cannot be used, with the line that shows it (from 1) and the rule it breaks."""

    def __init__(
        self, problem: Bilingual, hint: Bilingual, *, file: str, line: int = 1, rule: str = "unreadable"
    ) -> None:
        super().__init__(problem, hint)
        self.file = file
        self.line = line
        self.rule = rule
