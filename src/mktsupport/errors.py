"""What goes wrong, said in both languages so that somebody can put it right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mktsupport.japan.text import Bilingual, Wording

LIKE = 60  # of 100: below this likeness a word is not worth suggesting
AS_LIKE = 8  # of 100: a word so much less like than the best is not worth suggesting beside it


class SupportError(Exception):
    """Something that the person can mend: what is wrong and how to put it right, a line each."""

    exit_code = 1

    def __init__(self, problem: Bilingual, hint: Bilingual) -> None:
        super().__init__(problem.en)
        self.problem = problem
        self.hint = hint


class AskedWronglyError(SupportError):
    """The command line does not say something that can be answered."""

    exit_code = 2


def near(name: str, known: Iterable[str], most: int = 1) -> list[str]:
    """Those of the `known` words that `name` is perhaps a slip of, the likeliest first; at most `most`."""
    from rapidfuzz import fuzz, process

    found = process.extract(name, list(known), scorer=fuzz.ratio, limit=most, score_cutoff=LIKE)
    return [word for word, score, _ in found if score > found[0][1] - AS_LIKE]


def did_you_mean(words: Sequence[str], hint: Bilingual) -> Bilingual:
    """`hint` after the question whether one of `words` was meant, where there are any."""
    if not words:
        return hint
    meant = " / ".join(words)
    return Wording(f"もしかして {meant} ですか。{hint.ja}", f"did you mean {meant}? {hint.en}")


class Quit(Exception):  # noqa: N818 - the person's choice, no error
    """The person has had enough of being asked."""


class MissingExtraError(SupportError):
    """Packages that only one part of the program needs are not installed; `extra` is its name in pyproject.toml."""

    def __init__(self, missing: Sequence[str], extra: str) -> None:
        names = ", ".join(missing)
        super().__init__(
            Wording(f"この機能に要る {names} が入っていません", f"this needs {names}, which is not installed"),
            Wording(
                f"mktsupport のチェックアウトの中で `pip install '.[{extra}]'` を実行してください",
                f"run `pip install '.[{extra}]'` in a checkout of mktsupport",
            ),
        )


class ReaderGone(Exception):  # noqa: N818 - the reader's choice, no error
    """Whoever reads the output has seen enough."""


class FileError(SupportError):
    """A knowledge file that cannot be used, with the line that shows it (from 1) and the rule it breaks."""

    def __init__(
        self, problem: Bilingual, hint: Bilingual, *, file: str, line: int = 1, rule: str = "unreadable"
    ) -> None:
        super().__init__(problem, hint)
        self.file = file
        self.line = line
        self.rule = rule
