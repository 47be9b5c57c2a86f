"""What no message may contain: card numbers, passwords, one-time codes, private keys and seed phrases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, takewhile
from pathlib import Path
from typing import Literal, NamedTuple

from mktsupport.draft.message import FIELDS
from mktsupport.errors import AskedWronglyError
from mktsupport.japan.text import Wording

Kind = Literal["card", "password", "code", "key", "phrase"]

KINDS: dict[Kind, Wording] = {
    "card": Wording("カード番号らしい数字", "what looks like a card number"),
    "password": Wording("パスワードらしいもの", "what looks like a password"),
    "code": Wording("認証コードか暗証番号らしい数字", "what looks like a one-time code or PIN"),
    "key": Wording("秘密鍵らしいもの", "what looks like a private key"),
    "phrase": Wording("復元フレーズらしい語の並び", "what looks like a seed phrase"),
}

_TAKE_OUT = Wording("消してください。だれもそれを必要としません", "take it out: nobody needs it")
_INSTEAD: dict[Kind, Wording] = {
    "card": Wording("番号が要るなら下4桁だけにします", "where a number is asked for, give its last four digits"),
    "key": Wording("送金の番号なら、前に「TxID:」と書きます", "if it names a transaction, write `TxID:` before it"),
}

# How a secret is introduced, and what follows.
_IS = r"""\s*(?:[:=→]|は|が|:?\s*[「『"'“`]|\bis\b:?|\bwas\b:?)\s*[「『"'“`]?\s*"""
_IS_EXACTLY = r"""\s*(?:[:=→]|は?\s*[「『"“`])\s*"""
_UNIT = "年月日時回分秒円桁件個枚通歳人度台本"
_COUNTED = rf"(?!\s*[{_UNIT}]|[ -]?(?:times?|minutes?|hours?|days?|digits?|yen)\b)"

_CODE_NAME = (
    r"(?:(?:認証|確認|承認|検証|ログイン|本人確認|セキュリティ|バックアップ|リカバリー?|復旧|SMS|[2二]段階認証の?)\s*"
    r"(?:コード|番号|ナンバー)"
    r"|(?:届いた|来た|送られてきた|受け取った)(?:コード|番号)|ワンタイム(?:パスワード|コード|パス)|暗証番号|PINコード"
    r"|(?<![a-z])(?:(?:verification|confirmation|security|authentication|auth|login|log-in|sign-in|sms|2fa|backup"
    r"|recovery|one[ -]time(?: pass)?|access|pin)[ -]?code|one[ -]time (?:password|pin)"
    r"|passcode|otp|cvv2?|cvc2?|pin(?: number)?)(?![a-z]))"
)
_CODE = rf"(?:[a-z]-)?[0-9](?:[ -]?[0-9]){{2,7}}(?![ -]?[0-9]|[a-z]){_COUNTED}"
_LONG_CODE = r"(?<![0-9a-z-])(?:[a-z]-)?[0-9](?:[ -]?[0-9]){3,7}"

_WORD_NAME = (
    r"(?:パスワード|パスフレーズ|暗証番号|(?<![a-z])(?:pass ?word|passwd|passphrase|passwort|pwd|pw|pass)(?![a-z]))"
)
_TOLD_OF_IT = (  # what people say about a password without telling it
    r"(?:reset|changed?|forgot(?:ten)?|lost|unknown|none|nothing|not|never|no|yes|same|the|this|that|it|was|were|had|has"
    r"|have|we|you|my|and|tried|correct|incorrect|wrong|invalid|updated?|done|set|new|old|error|https?)"
    r"(?![a-z0-9_!@#$%^&*-])"
)
_MASKED = r"[*x•.\-_]+(?![!-~])"
_TOKEN = rf"(?!{_TOLD_OF_IT}|{_MASKED})[!-~]{{4,}}{_COUNTED}"
_MIXED = rf"(?!{_TOLD_OF_IT})(?=[!-~]*[a-z])(?=[!-~]*[0-9!#$%&*+@^_~])[!-~]{{6,}}{_COUNTED}"

_KEY_NAME = r"(?:秘密鍵|秘密キー|シークレットキー|セットアップキー|(?<![a-z])(?:private|secret|setup)[ -]key(?![a-z]))"
_BASE58 = "[1-9A-HJ-NP-Za-km-z]"

_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("password", re.compile(rf"{_WORD_NAME}{_IS_EXACTLY}{_TOKEN}", re.IGNORECASE)),
    ("password", re.compile(rf"{_WORD_NAME}(?:{_IS}|\s+){_MIXED}", re.IGNORECASE)),
    ("code", re.compile(rf"{_CODE_NAME}(?:\s*[(][^)\n]{{0,12}}[)])?(?:{_IS}|\s*){_CODE}", re.IGNORECASE)),
    (
        "code",
        re.compile(
            rf"{_LONG_CODE}[」』\"'”]?\s*(?:という|が|は|is|was)\s*(?:(?:the|my|your)\s*)?{_CODE_NAME}", re.IGNORECASE
        ),
    ),
    ("key", re.compile(r"-{2,}\s*BEGIN [A-Z ]*PRIVATE KEY")),
    ("key", re.compile(rf"(?<![0-9A-Za-z])[5KLc9]{_BASE58}{{50,51}}(?![0-9A-Za-z])")),  # WIF
    ("key", re.compile(rf"(?<![0-9A-Za-z])[xyztuv]prv{_BASE58}{{60,}}")),  # BIP 32
    ("key", re.compile(rf"{_KEY_NAME}{_IS}(?=[0-9a-z \-]*[0-9])(?:[0-9a-z][ -]?){{12,}}", re.IGNORECASE)),
)

# 32 bytes in hexadecimal are a private key, or the name of a transaction where they are called so.
_HEX = re.compile(r"(?<![0-9A-Za-z])(?:0x)?(?:[0-9A-Fa-f]{64}|(?:[0-9A-Fa-f]{4}[ -]){15}[0-9A-Fa-f]{4})(?![0-9A-Za-z])")
_TRANSACTION = re.compile(
    r"(?:tx[ -]?(?:id|hash)?|transaction(?: id| hash)?|トランザクション(?:ID|ハッシュ)?|送金ID)[\s:=は「\"'/]*\Z",
    re.IGNORECASE,
)
_NEAR = 40  # characters before it in which a transaction is called one


class Secret(NamedTuple):
    """What kind of secret stands on which line (from 1); never the secret itself."""

    kind: Kind
    line: int


def refuse_secrets(text: str, field: str | None = None, kept: Path | None = None) -> None:
    """Raise an error if `text` holds a secret, without repeating it; `kept` is a file that holds the text."""
    found = secrets_in(text)
    if not found:
        return
    first = found[0]
    where = Wording(f"{first.line}行目", f"line {first.line}")
    if field:
        where = Wording(f"{field}({FIELDS[field].label.ja})", f"{field} ({FIELDS[field].label.en})")
    hints = [_TAKE_OUT, *([_INSTEAD[first.kind]] if first.kind in _INSTEAD else [])]
    if kept:
        hints.append(Wording(f"文は {kept} に残してあります", f"your text is kept in {kept}"))
    kind = KINDS[first.kind]
    raise AskedWronglyError(
        Wording(f"{where.ja}に{kind.ja}があります", f"{where.en} holds {kind.en}"),
        Wording("。".join(hint.ja for hint in hints), "; ".join(hint.en for hint in hints)),
    )


def secrets_in(text: str) -> list[Secret]:
    """What looks like a secret in `text`, by line.

    A password is found where it is called one. 64 hexadecimal digits are a key unless they are called a transaction.
    """
    plain = _unified(text)
    found = [Secret(kind, plain.count("\n", 0, start) + 1) for kind, start in _places(plain)]
    return sorted(set(found), key=lambda secret: (secret.line, secret.kind))


def _places(text: str) -> Iterator[tuple[Kind, int]]:
    yield from (("card", start) for start in card_numbers(text))
    yield from (("phrase", start) for start in seed_phrases(text))
    for kind, pattern in _PATTERNS:
        yield from ((kind, match.start()) for match in pattern.finditer(text))
    for match in _HEX.finditer(text):
        before = text[max(match.start() - _NEAR, 0) : match.start()]
        if not _TRANSACTION.search(before) or re.search(_KEY_NAME, before, re.IGNORECASE):
            yield "key", match.start()


def _unified(text: str) -> str:
    """`text` in normal width, with every script's digits as 0-9 and without invisible characters."""
    # A number in a circle is a list's bullet, and no part of the digits beside it.
    apart = "".join(f" {char} " if unicodedata.category(char) == "No" else char for char in text)
    folded = unicodedata.normalize("NFKC", apart)
    folded = re.sub(r"[^\S\n]{9,}", " " * 8, folded)  # wide gaps would cost the patterns their time
    seen = (char for char in folded if unicodedata.category(char) != "Cf")
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in seen)


_BETWEEN = r"[\s\-‐‑‒–—―−ー.・･·_/|~]"
_DIGITS = re.compile(rf"(?<![0-9])[0-9](?:{_BETWEEN}{{0,3}}[0-9])*")
_SHORTEST, _LONGEST = 13, 19  # ISO/IEC 7812, and what is in use
# What else digits may be: a date, a telephone number, an order number of three groups.
_OTHERWISE = re.compile(
    rf"(?<![0-9])(?<![0-9]-)(?:(?:19|20)[0-9]{{2}}{_BETWEEN}[01]?[0-9]{_BETWEEN}[0-3]?[0-9]"
    r"|0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}(?!-[0-9])"
    r"|[0-9]{3}-[0-9]{7}-[0-9]{7}(?!-[0-9]))(?![0-9])"
)
_NO_CARD = re.compile("0|20[0-4][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_GROUPED = ((4, 6, 5), (4, 6, 4))  # besides fours


def card_numbers(text: str) -> Iterator[int]:
    """Where 13 to 19 ASCII digits begin that pass the Luhn check, in any spacing.

    A card number does not begin with zero or with a date of this century. Next to other digits, it must be grouped as
    on cards. One number in ten passes the check by chance.
    """
    text = _OTHERWISE.sub(lambda match: "x" * len(match[0]), text)
    for run in _DIGITS.finditer(text):
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


_SHORTEST_PHRASE = 12  # words: what wallets make is 12 to 24
_ENOUGH_AFTER_NAME = 6  # words, if a name such as "seed phrase" introduces them
_PHRASE_NAME = re.compile(
    r"(?:復元|リカバリー?|シード|バックアップ|ニーモニック|秘密の?)(?:フレーズ|ワード|パスフレーズ)|ニーモニック"
    r"|(?<![a-z])(?:seed|recovery|backup|secret recovery|mnemonic)[ -](?:phrase|words)|(?<![a-z])mnemonic(?![a-z])",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(r"[\s:=「\"'“(]*(?:は|が|(?:is|was)\b)?", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")


def seed_phrases(text: str) -> Iterator[int]:
    """Where 12 words of one BIP-39 list stand in a row, or 6 after a name such as "seed phrase".

    Spaces, line ends, punctuation and numbers may stand between the words. The checksum does not matter: a phrase with
    a slip in it is a secret too.
    """
    words = [(match.start(), match[0].casefold()) for match in _LETTERS.finditer(text)]
    names = [_INTRODUCTION.match(text, name.end()).end() for name in _PHRASE_NAME.finditer(text)]  # type: ignore[union-attr] # it matches the empty text too
    for known in _word_lists() if len(words) >= _ENOUGH_AFTER_NAME else ():
        for listed, group in groupby(words, key=lambda word: word[1] in known):
            run = list(group)
            if listed and len(run) >= _SHORTEST_PHRASE and len({word for _, word in run}) > 1:
                yield run[0][0]
        for name in names:
            following = (match[0].casefold() for match in _LETTERS.finditer(text, name))
            if len(list(takewhile(known.__contains__, following))) >= _ENOUGH_AFTER_NAME:
                yield name


@cache
def _word_lists() -> tuple[frozenset[str], ...]:
    """The word lists of BIP-39, a language each."""
    from mnemonic import Mnemonic

    languages = Mnemonic.list_languages()
    return tuple(
        frozenset(unicodedata.normalize("NFKC", word) for word in Mnemonic(name).wordlist) for name in languages
    )
