"""Wallets' seed phrases in a text: runs of words that are no sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PHRASE = 12  # words: the shortest that wallets make
_NAMED_PHRASE = 6  # words: enough where it is called a seed phrase
_LONGEST = 400  # characters: 24 words with their numbers
_NAME = re.compile(
    r"(?:復元|リカバリー?|シード|バックアップ|ニーモニック|秘密の?)(?:フレーズ|ワード|パスフレーズ)|ニーモニック"
    r"|(?<![a-z])(?:seed|recovery|backup|secret recovery|mnemonic)[ -](?:phrase|words)|(?<![a-z])mnemonic(?![a-z])",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"[\s:=はが「\"'“(]*(?:(?:is|was)\b)?[\s:=「\"'“(]*", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?", re.IGNORECASE)
_GAP = re.compile(r"[\s,;|/・、]*(?:\(?[0-9]{1,2}[.):]?)?[\s,;|/・、]*")
_KANA_WORDS = re.compile(rf"[ぁ-ん]{{2,8}}(?:[\s、,・]+[ぁ-ん]{{2,8}}){{{_NAMED_PHRASE - 1},}}")
# Words that messages are made of and that are on no wallet's list: a run that has one is a sentence.
_SENTENCE = re.compile(
    "the|and|for|was|are|not|but|from|with|has|had|his|her|its|were|been|did|does|would|could|should|out|them|"
    "than|our|who|how|why|which|their|those|these|cannot|didn|doesn|isn|email|phones|says|said|got|went|came|"
    "told|keeps|tried|sent|paid|asked|bought|sold|wrote|items|days|times|weeks|months|yen|thanks|dear|sir"
)
_INFLECTED = re.compile(r".{3,}(?:ing|ed|ly|s)$")  # 4 % of the words on wallets' lists
_FEW = 3  # inflected words in twelve


def seed_phrases(text: str) -> Iterator[int]:
    """Where a seed phrase begins: 12 words or more of 3 to 8 small letters with nothing of a sentence between them.

    No word list is consulted. Spaces and line ends may part the words, or commas and numbers, the same throughout; a
    stop, a capital, a short word or one that only sentences have ends the run. After a name such as "seed phrase" six
    words in any case are enough, and six in hiragana.
    """
    for name in _NAME.finditer(text):
        rest = text[name.end() : name.end() + _LONGEST]
        rest = rest[_AFTER_NAME.match(rest).end() :]  # type: ignore[union-attr] # it matches the empty text too
        words = next(_runs(rest.casefold(), at_start=True), [])
        if len(words) >= _NAMED_PHRASE or _KANA_WORDS.match(rest):
            yield name.start()
    for run in _runs(text, at_start=False):
        inflected = sum(bool(_INFLECTED.match(word[0])) for word in run)
        distinct = len({word[0] for word in run})
        if len(run) >= _PHRASE and 2 * distinct > len(run) and inflected * _PHRASE <= _FEW * len(run):
            yield run[0].start()


def _runs(text: str, *, at_start: bool) -> Iterator[list[re.Match[str]]]:
    """The runs of words that a phrase may be made of, parted alike; with `at_start`, only one that begins there."""
    run: list[re.Match[str]] = []
    parted = ""
    for word in _WORD.finditer(text):
        if not re.fullmatch("[a-z]{3,8}", word[0]) or _SENTENCE.fullmatch(word[0]):
            yield run
            run = []
        else:
            gap = text[run[-1].end() if run else 0 : word.start()]
            whole = _GAP.fullmatch(gap) is not None
            if run and (not whole or (len(run) > 1 and bool(gap.strip()) != bool(parted.strip()))):
                yield run
                run = []
            elif not run and at_start and not whole:
                return
            run.append(word)
            parted = gap
        if at_start and not run:
            return
    yield run
