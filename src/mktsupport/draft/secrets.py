"""What must stand in no message: card numbers, passwords, one-time codes, private keys and seed phrases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple

from mktsupport.draft.card_numbers import card_numbers
from mktsupport.draft.seed_phrases import seed_phrases
from mktsupport.japan.text import Wording

Kind = Literal["card", "password", "code", "key", "phrase"]

KINDS: dict[Kind, Wording] = {
    "card": Wording("カード番号らしい数字", "what looks like a card number"),
    "password": Wording("パスワードらしいもの", "what looks like a password"),
    "code": Wording("認証コードか暗証番号らしい数字", "what looks like a one-time code or PIN"),
    "key": Wording("秘密鍵らしいもの", "what looks like a private key"),
    "phrase": Wording("復元フレーズらしい語の並び", "what looks like a seed phrase"),
}

# How a secret is announced, and what follows the announcement.
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


def secrets_in(text: str) -> list[Secret]:
    """The secrets that `text` seems to hold, in order.

    Only spellings are looked at: a password is seen where it is called one, a transaction's name of 64 hexadecimal
    digits passes only where it is called one (TxID).
    """
    plain = _unified(text)
    found = [Secret(kind, plain.count("\n", 0, start) + 1) for kind, start in _found(plain)]
    return sorted(set(found), key=lambda secret: (secret.line, secret.kind))


def _found(text: str) -> Iterator[tuple[Kind, int]]:
    yield from (("card", start) for start in card_numbers(text))
    yield from (("phrase", start) for start in seed_phrases(text))
    for kind, pattern in _PATTERNS:
        yield from ((kind, match.start()) for match in pattern.finditer(text))
    for match in _HEX.finditer(text):
        before = text[max(match.start() - _NEAR, 0) : match.start()]
        if not _TRANSACTION.search(before) or re.search(_KEY_NAME, before, re.IGNORECASE):
            yield "key", match.start()


def _unified(text: str) -> str:
    """`text` with width folded, every script's digits as 0-9, and without characters that nobody sees."""
    # A number in a circle is a list's bullet: it must not melt into the digits beside it.
    apart = "".join(f" {char} " if unicodedata.category(char) == "No" else char for char in text)
    folded = unicodedata.normalize("NFKC", apart)
    folded = re.sub(r"[^\S\n]{9,}", " " * 8, folded)  # wide gaps would cost the patterns their time
    seen = (char for char in folded if unicodedata.category(char) != "Cf")
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in seen)
