"""What is said around a question and is never what it is about."""

from __future__ import annotations

import re

from mktsupport.folding import fold_for_search

JAPANESE = (
    "のですが", "んですが", "のですけど", "んですけど", "なんだけど", "んだけど", "んだが", "ですが", "ますが",
    "だけど", "けれども", "けれど", "けど", "なんです", "のです", "んです", "でしょうか", "ましょうか", "ですか",
    "ますか", "ですよね", "ですね", "らしい", "みたいな", "ください", "下さい", "お願いします", "お願いいたします",
    "教えて", "助けて", "すみません", "困っています", "困ってます", "困っております", "困りました",
    "どうすればいい", "どうしたらいい", "どうすればよい", "どうしたらよい", "どうしよう", "ありがとうございます",
    "ございます", "ございません", "ぜんぜん", "全然", "ずっと", "めっちゃ", "やっぱり", "いきなり", "突然", "急に",
    "一向に", "なんか", "とりあえず", "たぶん", "多分", "いったい", "本当に", "ほんとに", "すごく", "かなり",
    "ちゃんと", "何回も", "何度も", "何日も", "何回やっても", "っぽい",
)  # fmt: skip
# How long it has been: もう3日, 一週間以上.
_SPAN = "(?:もう)?[0-9一二三四五六七八九十数何]+(?:日|週間|ヶ月|か月|カ月|時間|年)(?:間|前|目|後|以上)?"
_JAPANESE = re.compile("|".join([*sorted(map(fold_for_search, JAPANESE), key=len, reverse=True), _SPAN]))

# These hold English together. Where a symptom says them too they count a little; where none does they are not missed.
ENGLISH = (
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


def without_fillers(text: str) -> str:
    """Folded `text` without what is said around a question in Japanese."""
    return _JAPANESE.sub(" ", text)
