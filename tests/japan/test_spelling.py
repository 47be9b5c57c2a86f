"""Spellings of one name that meet, and names that stay apart."""

from __future__ import annotations

import pytest

from mktsupport.japan.spelling import fold


@pytest.mark.parametrize(
    ("spelling", "folded"),
    [
        pytest.param("ラクマ", "らくま", id="katakana"),
        pytest.param("らくま", "らくま", id="hiragana"),
        pytest.param("ﾗｸﾏ", "らくま", id="half-width katakana"),
        pytest.param("ら く　ま", "らくま", id="spaces narrow and wide"),
        pytest.param("RAKUMA", "rakuma", id="capitals"),
        pytest.param("ＲＡＫＵＭＡ", "rakuma", id="wide capitals"),
        pytest.param("ｒａｋｕｍａ", "rakuma", id="wide letters"),
        pytest.param("チケット・キャンプ", "ちけっときゃんぷ", id="a middle dot"),
        pytest.param("ﾁｹｯﾄ･ｷｬﾝﾌﾟ", "ちけっときゃんぷ", id="half-width with dot and marks"),
        pytest.param("チケットキャンフ\u309a", "ちけっときゃんぷ", id="a mark of its own"),
        pytest.param("ハ\u3099", "ば", id="a voicing mark of its own"),
        pytest.param("ﾊﾞ", "ば", id="a half-width voicing mark"),
        pytest.param("ヴ", "ゔ", id="ヴ"),
        pytest.param("ヵヶ", "ゕゖ", id="small ヵ and ヶ"),
        pytest.param("ァィゥェォッャュョヮ", "ぁぃぅぇぉっゃゅょゎ", id="the small kana"),
        pytest.param("アンヲ", "あんを", id="the first and last katakana"),
        pytest.param("ヤフオク!", "やふおく", id="an exclamation mark"),
        pytest.param("ヤフオク！", "やふおく", id="a wide exclamation mark"),
        pytest.param("Yahoo! オークション", "yahooおーくしょん", id="two scripts; the long vowel stays"),
        pytest.param("ｵｰｸｼｮﾝ", "おーくしょん", id="a half-width long vowel"),
        pytest.param("yahoo-flea-market", "yahoofleamarket", id="hyphens"),
        pytest.param("yahoo_flea_market", "yahoofleamarket", id="underscores"),
        pytest.param("yahoo – flea — market", "yahoofleamarket", id="dashes"),
        pytest.param("amazon.co.jp", "amazoncojp", id="dots"),
        pytest.param("kin'yuucho", "kinyuucho", id="an apostrophe"),
        pytest.param("#9110", "#9110", id="a number sign stays"),
        pytest.param("＃９１１０", "#9110", id="wide digits"),
        pytest.param("①⑧⑧", "188", id="circled digits"),
        pytest.param("(株)メルカリ", "株めるかり", id="brackets"),
        pytest.param("㈱メルカリ", "株めるかり", id="a bracketed sign"),
        pytest.param("「ラクマ」", "らくま", id="quotation marks"),
        pytest.param("STRASSE", "strasse", id="ss"),
        pytest.param("Straße", "strasse", id="ß"),
        pytest.param("国民生活センター", "国民生活せんたー", id="kanji stay"),
        pytest.param("", "", id="nothing"),
        pytest.param(" ・-!", "", id="nothing but what is dropped"),
    ],
)
def test_a_spelling_folds(spelling: str, folded: str) -> None:
    assert fold(spelling) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("はは", "ばば", id="voiced and unvoiced"),
        pytest.param("はは", "ぱぱ", id="half-voiced"),
        pytest.param("きゃ", "きや", id="small and large ya"),
        pytest.param("おばさん", "おばーさん", id="a long vowel"),
        pytest.param("188", "1880", id="numbers"),
    ],
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("name", ["ﾁｹｯﾄ･ｷｬﾝﾌﾟ", "Straße", "ヤフオク！", "㈱メルカリ", "İstanbul", "ｶﾞ"])
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)
