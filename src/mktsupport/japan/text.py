"""Texts in both languages, and characters that can be shown. Knowledge has `records.Text`, which needs msgspec."""

from __future__ import annotations

from typing import Literal, NamedTuple, Protocol

Language = Literal["ja", "en"]


class Bilingual(Protocol):
    """A text in both languages: the program's `Wording` or the knowledge's `Text`."""

    @property
    def ja(self) -> str: ...
    @property
    def en(self) -> str: ...
    def in_language(self, language: Language, /) -> str: ...


class Wording(NamedTuple):
    """A text of the program, perhaps with placeholders."""

    ja: str
    en: str

    def in_language(self, language: Language, /, **values: object) -> str:
        """The text in one language, with its placeholders filled in."""
        text = self.ja if language == "ja" else self.en
        return text.format(**values) if values else text


def printable(text: str, instead: str = "\N{REPLACEMENT CHARACTER}", *, keep: str = "") -> str:
    """`text` with every character that cannot be shown replaced, spaces of any width and those in `keep` apart."""
    if text.isprintable():
        return text
    from unicodedata import category

    return "".join(each if each.isprintable() or each in keep or category(each) == "Zs" else instead for each in text)
