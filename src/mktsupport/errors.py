"""What goes wrong, said in both languages so that somebody can put it right."""

from __future__ import annotations

from mktsupport.wording import Bilingual


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


class Quit(Exception):  # noqa: N818 - the person's choice, no error
    """The person has had enough of being asked."""


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
