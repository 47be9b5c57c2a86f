"""What the program itself says, in both languages. Knowledge has `records.Text`; this one costs nothing to import."""

from __future__ import annotations

from typing import Literal, NamedTuple, Protocol

Language = Literal["ja", "en"]


class Bilingual(Protocol):
    """Words in both languages, the program's own or the knowledge's."""

    @property
    def ja(self) -> str: ...
    @property
    def en(self) -> str: ...
    def in_language(self, language: Language) -> str: ...


class Wording(NamedTuple):
    """A sentence of the program's own."""

    ja: str
    en: str

    def in_language(self, language: Language) -> str:
        return self.ja if language == "ja" else self.en
