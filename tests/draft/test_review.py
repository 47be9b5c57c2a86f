"""A message of one's own, judged by its words."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mktsupport.draft.review import review
from mktsupport.knowledge.library import Library
from mktsupport.records import Outcome
from tests.conftest import Run

FINE_JA = """\
会員八番と申します。取引番号 12345678 の件です。
11月20日に支払いましたが、商品が届きません。
返金の方法を教えてください。
"""
FINE_EN = """\
My name is Member Eight. On 20 November I paid for order 12345678 and nothing has come.
Please tell me how to get a refund.
"""


@pytest.fixture
def wrong(run: Run, tmp_path: Path) -> Callable[..., list[str]]:
    def call(text: str, *options: str) -> list[str]:
        file = tmp_path / "message.txt"
        file.write_text(text, encoding="utf-8")
        result = run("draft", "--review", str(file), "--json", *options)
        assert result.code == (1 if result.json["mend"] else 0)
        return [point["id"] for point in result.json["mend"]]

    return call


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        pytest.param(FINE_JA, [], id="nothing in Japanese"),
        pytest.param(FINE_EN, [], id="nothing in English"),
        pytest.param("助けて", ["wish", "who", "deal", "when"], id="a cry for help has none of the four"),
        pytest.param(FINE_JA.replace("返金の方法を教えてください", "困ります"), ["wish"], id="no wish in Japanese"),
        pytest.param(FINE_EN.replace("Please tell me how to get", "I have no"), ["wish"], id="no wish in English"),
        pytest.param(FINE_JA.replace("会員八番と申します。", ""), ["who"], id="nobody in Japanese"),
        pytest.param(FINE_EN.replace("My name is Member Eight.", ""), ["who"], id="nobody in English"),
        pytest.param(FINE_JA.replace("取引番号 12345678 の", "あの"), ["deal"], id="no deal in Japanese"),
        pytest.param(FINE_EN.replace("order 12345678", "it"), ["deal"], id="no deal in English"),
        pytest.param(FINE_JA.replace("11月20日に", ""), ["when"], id="no day in Japanese"),
        pytest.param(FINE_EN.replace("On 20 November ", ""), ["when"], id="no day in English"),
        pytest.param(
            "会員八番と申します。昨日からログインできません。方法を教えてください。", [], id="an account needs no deal"
        ),
        pytest.param(FINE_JA + "対応がひどい。バカなのか。", ["manners"], id="an insult in Japanese"),
        pytest.param(FINE_EN + "You idiots.", ["manners"], id="an insult in English"),
        pytest.param(FINE_JA + "返事がなければ訴えます。", ["threats"], id="a threat in Japanese"),
        pytest.param(FINE_EN + "I will sue you.", ["threats"], id="a threat in English"),
        pytest.param(FINE_JA + "相手に訴えると言われました。", [], id="a threat that was received"),
        pytest.param(FINE_JA + "相手から「訴えるぞ、バカ」と来ました。", [], id="words of somebody else in quotes"),
        pytest.param(FINE_JA + "あ" * 800, ["length"], id="too long in Japanese"),
        pytest.param(FINE_EN + "word " * 300, ["length"], id="too long in English"),
        pytest.param(FINE_JA + "パスワード: hunter2", ["secrets"], id="a password"),
        pytest.param(FINE_JA + "金額: 〇〇円", ["blanks"], id="a blank"),
        pytest.param(FINE_EN + "Amount: XXX", ["blanks"], id="a blank in English"),
        pytest.param(FINE_JA.replace("会員八番", "〇〇"), ["who", "blanks"], id="a name that was never filled in"),
    ],
)
def test_what_is_to_mend(wrong: Callable[..., list[str]], text: str, mend: list[str]) -> None:
    assert wrong(text) == mend


def test_the_other_party_needs_no_name_and_no_number(wrong: Callable[..., list[str]]) -> None:
    assert wrong("まだ届きません。発送してください。", "--to", "party") == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        pytest.param("ja", ["お願い", "1行目", "言葉の有無だけを見ています"], id="ja"),
        pytest.param("en", ["Take them out", "line 1", "Only words were looked for"], id="en"),
    ],
)
def test_the_page_says_where_how_to_mend_and_what_it_cannot_see(
    run: Run, monkeypatch: pytest.MonkeyPatch, language: str, words: list[str]
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO("バカ。パスワード: hunter2\n".encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    result = run("draft", "--review", "-", "--lang", language)
    assert (result.code, result.err) == (1, "")
    assert [word for word in words[1:] if word not in result.out] == []
    assert "hunter2" not in result.out


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b" \n\t\n", id="blank"),
        pytest.param(b"\xff\xfe\x00\x80\x81", id="no text"),
        pytest.param(None, id="no file"),
        pytest.param(b"1 " * 10_001, id="a book"),
    ],
)
def test_what_cannot_be_judged_is_two_lines(run: Run, tmp_path: Path, text: bytes | None) -> None:
    file = tmp_path / "message.txt"
    if text is not None:
        file.write_bytes(text)
    result = run("draft", "--review", str(file))
    assert (result.code, result.out) == (2, "")
    assert len(result.err.splitlines()) == 2


def test_a_file_of_an_older_windows_is_read(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "message.txt"
    file.write_bytes(FINE_JA.encode("cp932"))
    assert run("draft", "--review", str(file)).code == 0


def test_review_goes_with_nothing_else(run: Run) -> None:
    assert run("draft", "rakuma", "--review", "-").code == 2


def test_every_wish_of_the_knowledge_is_seen_as_one_and_none_as_rude(library: Library) -> None:
    judged = [
        (trouble.id, node.id, point.id)
        for trouble in library.troubles()
        for node in trouble.nodes
        if isinstance(node, Outcome) and node.inquiry
        for text in (f"{node.inquiry.situation.ja}{node.inquiry.wish.ja}", node.inquiry.wish.en)
        for point in review(text, "party", "en").mend
    ]
    assert judged == []
