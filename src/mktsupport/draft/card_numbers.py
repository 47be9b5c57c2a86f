"""Payment card numbers in a text: digits that pass the cards' own check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

BETWEEN = r"[\s\-‐‑‒–—―−ー.・･·_/|~]"
_RUN = re.compile(rf"(?<![0-9])[0-9](?:{BETWEEN}{{0,3}}[0-9])*")
_SHORTEST, _LONGEST = 13, 19  # ISO/IEC 7812, and what is in use
# What digits are also written as: a day, a telephone number, an order number of three groups.
_OTHERWISE = re.compile(
    rf"(?<![0-9])(?<![0-9]-)(?:(?:19|20)[0-9]{{2}}{BETWEEN}[01]?[0-9]{BETWEEN}[0-3]?[0-9]"
    r"|0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}(?!-[0-9])"
    r"|[0-9]{3}-[0-9]{7}-[0-9]{7}(?!-[0-9]))(?![0-9])"
)
_NO_CARD = re.compile("0|20[0-4][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_GROUPED = ((4, 6, 5), (4, 6, 4))  # besides fours


def card_numbers(text: str) -> Iterator[int]:
    """Where 13 to 19 ASCII digits begin that pass the Luhn check, however they are spaced.

    A card begins neither with zero nor with a day of our times. Beside other digits, only what is grouped as on cards
    counts. One number in ten passes the check by chance.
    """
    text = _OTHERWISE.sub(lambda match: "x" * len(match[0]), text)
    for run in _RUN.finditer(text):
        found = list(re.finditer("[0-9]+", run[0]))
        groups = [match[0] for match in found]
        for first, match in enumerate(found):
            parts = (groups[first:last] for last in range(first + 1, min(len(groups), first + _LONGEST) + 1))
            if any(_is_card(part, alone=len(part) == len(groups)) for part in parts):
                yield run.start() + match.start()


def _is_card(groups: Sequence[str], *, alone: bool) -> bool:
    digits = "".join(groups)
    if not _SHORTEST <= len(digits) <= _LONGEST or _NO_CARD.match(digits):
        return False
    return (alone or _grouped_as_on_cards(groups)) and _checks(digits)


def _grouped_as_on_cards(groups: Sequence[str]) -> bool:
    sizes = tuple(len(group) for group in groups)
    by_fours = len(sizes) > 1 and set(sizes[:-1]) == {4} and sizes[-1] <= 4  # noqa: PLR2004 - four by four
    return len(sizes) == 1 or by_fours or sizes in _GROUPED or set(sizes) == {1}


def _checks(digits: str) -> bool:
    """Whether the last digit checks the others (Luhn)."""
    doubled = (int(digit) * (2 if n % 2 else 1) for n, digit in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0  # noqa: PLR2004 - the digit sum
