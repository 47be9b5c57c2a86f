"""Lines that fit, break where Japanese and English break, and keep their words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mktsupport.page.blocks import Span
from mktsupport.page.line_breaks import cells, wrap

quick = settings(max_examples=60, deadline=None, database=None, derandomize=True)

ALPHABET = "あいう漢字カナｱabc de12、。」「（）()!?ー…〜・é😀k "


def lines(text: str, width: int) -> list[str]:
    return ["".join(span.text for span in line) for line in wrap((Span(text),), width)]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("abc", 3, id="letters"),
        pytest.param("あいう", 6, id="kana"),
        pytest.param("漢字", 4, id="kanji"),
        pytest.param("ｱｲｳ", 3, id="half-width kana"),
        pytest.param("ＡＢ", 4, id="wide letters"),
        pytest.param("、。「」", 8, id="Japanese punctuation"),
        pytest.param("é", 1, id="a composed accent"),
        pytest.param("e\u0301", 1, id="an accent of its own"),
        pytest.param("か\u3099", 2, id="a voicing mark of its own"),
        pytest.param("😀", 2, id="an emoji"),
        pytest.param("█▎", 2, id="bars"),
        pytest.param("10:00〜18:00", 12, id="a wave dash is wide"),
        pytest.param("a あ", 4, id="a mixture"),
    ],
)
def test_text_takes_as_many_cells_as_a_terminal_gives_it(text: str, size: int) -> None:
    assert cells(text) == size


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        pytest.param("short", 10, ["short"], id="a line that fits"),
        pytest.param("exactly10!", 10, ["exactly10!"], id="a line that just fits"),
        pytest.param("one two three", 7, ["one two", "three"], id="words stay whole"),
        pytest.param("one two three", 8, ["one two", "three"], id="no space at a line's end"),
        pytest.param("one   two", 5, ["one", "two"], id="no spaces at a line's beginning"),
        pytest.param("あいうえお", 4, ["あい", "うえ", "お"], id="Japanese breaks between characters"),
        pytest.param("あいうえお", 5, ["あい", "うえ", "お"], id="half a character does not fit"),
        pytest.param("あいう、え", 6, ["あい", "う、え"], id="no line begins with 、"),
        pytest.param("あいう。え", 6, ["あい", "う。え"], id="no line begins with 。"),
        pytest.param("あ「い」う", 6, ["あ", "「い」", "う"], id="no line begins with 」"),
        pytest.param("ああ「いい」", 6, ["ああ", "「い", "い」"], id="no line ends with 「"),
        pytest.param("ああ(いい)", 6, ["ああ", "(いい)"], id="nor with a narrow bracket"),
        pytest.param("あいサーバー", 6, ["あい", "サー", "バー"], id="no line begins with a long vowel"),
        pytest.param("あいキャンプ", 6, ["あい", "キャン", "プ"], id="no line begins with a small kana"),
        pytest.param("あいう……", 6, ["あい", "う……"], id="nor with an ellipsis"),
        pytest.param("日本語English語", 9, ["日本語", "English語"], id="an English word among Japanese stays whole"),
        pytest.param("https://example.com/abcdefgh", 10, ["https://ex", "ample.com/", "abcdefgh"], id="a long address"),
        pytest.param(
            "見る https://example.com/ です",
            12,
            ["見る https:/", "/example.com", "/ です"],
            id="a long address begins where there is room",
        ),
        pytest.param("", 10, [""], id="nothing"),
        pytest.param("    ", 10, [""], id="spaces alone"),
        pytest.param("  in front", 10, ["  in front"], id="spaces in front stay"),
        pytest.param("あか\u3099さ", 4, ["あか\u3099", "さ"], id="a mark stays with its character"),
    ],
)
def test_a_text_breaks(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


@quick
@given(text=st.text(ALPHABET, max_size=80), width=st.integers(4, 40))
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    assert [line for line in lines(text, width) if cells(line) > width] == []


@quick
@given(text=st.text(ALPHABET, max_size=80), width=st.integers(4, 40))
def test_only_spaces_are_lost(text: str, width: int) -> None:
    assert "".join(lines(text, width)).replace(" ", "") == text.replace(" ", "")


@quick
@given(words=st.lists(st.text("abcdef", min_size=1, max_size=8), max_size=12), width=st.integers(8, 40))
def test_words_that_fit_stay_whole(words: list[str], width: int) -> None:
    assert " ".join(lines(" ".join(words), width)).split() == words


SENTENCES = st.lists(st.sampled_from(["漢字", "かな", "カタ", "「かぎ」", "、", "語。", "（注）", "語、"]), max_size=20)


@quick
@given(parts=SENTENCES, width=st.integers(16, 40))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(parts: list[str], width: int) -> None:
    text = "文" + "".join(part for n, part in enumerate(parts) if part != "、" or parts[n - 1 : n] != ["、"])
    broken = lines(text, width)
    assert [line for line in broken if line[:1] in tuple("、。」）")] == []
    assert [line for line in broken if line[-1:] in tuple("「（")] == []


def test_styles_and_links_are_kept_across_breaks() -> None:
    spans = (Span("太字の文", "strong"), Span("、つづき ", "dim"), Span("リンク先", "command", "https://example.com/"))
    address = "https://example.com/"
    assert wrap(spans, 8) == [
        [Span("太字の", "strong")],
        [Span("文", "strong"), Span("、つづ", "dim")],
        [Span("き ", "dim"), Span("リン", "command", address)],
        [Span("ク先", "command", address)],
    ]


def test_neighbours_of_one_style_become_one_run() -> None:
    assert wrap((Span("open", "open"), Span("ed", "open")), 20) == [[Span("opened", "open")]]


@quick
@given(
    texts=st.lists(
        st.tuples(st.text("あい、。ab ", min_size=1, max_size=10), st.sampled_from(["plain", "strong", "dim"])),
        max_size=6,
    ),
    width=st.integers(4, 20),
)
def test_every_character_keeps_its_style(texts: list[tuple[str, str]], width: int) -> None:
    spans = tuple(Span(text, style) for text, style in texts)  # type: ignore[arg-type]
    before = [(char, span.style) for span in spans for char in span.text if char != " "]
    after = [(char, span.style) for line in wrap(spans, width) for span in line for char in span.text if char != " "]
    assert after == before
