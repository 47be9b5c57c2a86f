"""Words around a question that do not tell what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mktsupport.japan.spelling import fold_for_search


def any_of(words: Iterable[str], end: str = "") -> str:
    """A pattern for any of these words, longest first; grouped by first characters, which is ten times as fast."""
    rests: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        rests.setdefault(word[0], []).append(re.escape(word[1:]) + end)
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items()) or "(?!)"


JAPANESE_FILLERS = (
    "のですが", "んですが", "のですけど", "んですけど", "なんだけど", "んだけど", "んだが", "ですが", "ますが",
    "だけど", "けれども", "けれど", "けど", "なんです", "のです", "んです", "でしょうか", "ましょうか", "ですか",
    "ますか", "ですよね", "ですね", "らしい", "みたいな", "ください", "下さい", "お願いします", "お願いいたします",
    "教えて", "助けて", "すみません", "困っています", "困ってます", "困っております", "困りました",
    "どうすればいい", "どうしたらいい", "どうすればよい", "どうしたらよい", "どうしよう", "ありがとうございます",
    "ございます", "ございません", "ぜんぜん", "全然", "ずっと", "めっちゃ", "やっぱり", "いきなり", "突然", "急に",
    "一向に", "なんか", "とりあえず", "たぶん", "多分", "いったい", "本当に", "ほんとに", "すごく", "かなり",
    "ちゃんと", "何回も", "何度も", "何日も", "何回やっても", "っぽい",
)  # fmt: skip
# A length of time: もう3日, 一週間以上.
_SPAN = re.compile("(?:もう)?[0-9一二三四五六七八九十数何]+(?:日|週間|ヶ月|か月|カ月|時間|年)(?:間|前|目|後|以上)?")
_JAPANESE = re.compile(any_of(map(fold_for_search, JAPANESE_FILLERS)))

# English function words: they count a little where a symptom holds them, and are not missed where none does.
ENGLISH_FUNCTION_WORDS = (
    "a", "about", "after", "again", "all", "already", "also", "always", "am", "an", "and", "any", "anyone",
    "anything", "are", "as", "at", "back", "be", "because", "been", "before", "but", "by", "can", "could", "day",
    "days", "do", "else", "even", "ever", "every", "few", "for", "from", "get", "getting", "give", "go", "going",
    "had", "has", "have", "he", "help", "her", "here", "hi", "him", "his", "how", "i", "if", "in", "instead",
    "into", "is", "it", "its", "just", "keep", "keeps", "last", "like", "long", "lot", "many", "me", "mine",
    "month", "months", "more", "much", "my", "need", "now", "of", "off", "on", "one", "only", "or", "our", "please",
    "put", "really", "s", "said", "say", "says", "she", "should", "since", "so", "some", "someone", "something",
    "still", "such", "than", "thank", "thanks", "that", "the", "their", "them", "then", "there", "these", "they",
    "this", "to", "today", "told", "too", "try", "trying", "until", "up", "us", "use", "very", "want", "wants",
    "was", "week", "weeks", "well", "went", "were", "what", "when", "where", "which", "while", "who", "why", "with",
    "would", "yesterday", "yet", "you", "your",
)  # fmt: skip

# With a platform's name these words ask for its contact, and for nothing else.
CONTACT_WORDS = (
    "電話番号", "電話", "でんわ", "番号", "お問い合わせ", "問い合わせ", "お問合せ", "問合せ", "といあわせ", "連絡先",
    "連絡", "窓口", "サポート", "カスタマー", "センター", "メール", "アドレス", "フォーム", "受付時間", "営業時間",
    "何時", "何番", "から", "まで", "先", "どこ", "の", "は", "に", "へ", "を", "phone", "telephone", "number", "call",
    "contact", "email", "mail", "address", "support", "help", "desk", "customer", "service", "centre", "center",
    "form", "opening", "hours", "open",
)  # fmt: skip
_LATIN_WORD = re.compile("[a-z]+")
_WORDS = frozenset(word for word in (*CONTACT_WORDS, *ENGLISH_FUNCTION_WORDS) if word.isascii())
_PARTS = re.compile(
    "|".join(sorted((fold_for_search(word) for word in CONTACT_WORDS if not word.isascii()), key=len, reverse=True))
)


def asks_for_contact(text: str) -> bool:
    """Whether folded `text` asks for a contact and for nothing else."""
    bare = _PARTS.sub(" ", without_fillers(text))
    return not _LATIN_WORD.sub(lambda match: "" if match[0] in _WORDS else match[0], bare).strip(" ?!.,、。")


def without_fillers(text: str) -> str:
    """Folded `text` without Japanese fillers and lengths of time."""
    return _JAPANESE.sub(" ", _SPAN.sub(" ", text))
