"""The message: what it says, what it refuses, and where it goes."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from mktsupport.diagnose.walk import draft_command
from mktsupport.draft.form import Form
from mktsupport.draft.message import MENTIONS
from mktsupport.draft.review import review
from mktsupport.japan.text import Wording
from mktsupport.knowledge.library import Library
from mktsupport.records import Outcome
from tests.conftest import Result, Run

WRONG = ("draft", "rakuma", "sms", "--answer", "wrong")
OWN = ("--set", "situation=届きません。", "--set", "wish=送ってください。", "--set", "name=会員八番")
ALL = ("--set", "name=会員八番", "--set", "account=member8@kaiin.example", "--set", "error=E-7", "--set", "tried=なし")


def two_lines(result: Result, code: int = 2) -> list[str]:
    """The problem and the hint, with nothing on stdout."""
    assert (result.code, result.out) == (code, "")
    lines = result.err.splitlines()
    assert [line[:7] for line in lines] == ["error: ", "hint:  "]
    return lines


def test_an_outcome_gives_the_situation_and_the_wish_in_both_languages(run: Run) -> None:
    answer = run(*WRONG, *ALL, "--json", "--lang", "en").json
    assert answer["subject"] == "認証コードのSMSが届かない"
    assert answer["body"] == (
        "ラクマ ご担当者様\n\nお世話になっております。会員八番と申します。\n\n"
        "【状況】\n電話番号を間違えて登録し、認証コードを受け取れません。\n\n"
        "【お願いしたいこと】\n登録の番号を正しい番号に直していただきたいです。\n\n"
        "【詳細】\n登録メールアドレス・会員ID: member8@kaiin.example\n画面に出た文言: E-7\n\n"
        "お手数をおかけしますが、よろしくお願いいたします。\n"
    )
    assert answer["reading"] == (
        "Dear Rakuma support,\n\nMy name is 会員八番.\n\n"
        "What is happening:\nI registered a wrong phone number and cannot receive the verification code.\n\n"
        "What I ask of you:\nPlease change the registered number to the right one.\n\n"
        "Details:\nRegistered mail address or member id: member8@kaiin.example\nExact words on the screen: E-7\n\n"
        "Thank you for your help.\n"
    )
    assert (answer["trouble"], answer["answers"], answer["to"], answer["file"]) == ("sms", ["wrong"], "support", None)
    assert answer["channel"]["channel"] == "form"
    assert len(answer["steps"]) == 3
    assert [each["id"] for each in answer["fields"] if each["required"]] == [
        "situation", "wish", "name", "account", "error", "tried",
    ]  # fmt: skip
    assert {each["id"]: each["value"] for each in answer["fields"]}["tried"] is None


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_language_of_the_answer_changes_neither_the_message_nor_its_reading(run: Run, language: str) -> None:
    answer = run(*WRONG, *ALL, "--json", "--lang", language).json
    assert answer["body"].startswith("ラクマ ご担当者様")
    assert answer["reading"].startswith("Dear Rakuma support,")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("sms", "rakuma"), id="the trouble first"),
        pytest.param(("ﾗｸﾏ", "SMS"), id="an alias in half width"),
        pytest.param(("らくま", "ｓｍｓ"), id="kana and full width"),
        pytest.param(("fril", "sms"), id="a merged service by its successor"),
    ],
)
def test_either_order_and_any_spelling(run: Run, words: tuple[str, ...]) -> None:
    answer = run("draft", *words, *OWN, "--json").json
    assert (answer["platform"]["id"], answer["trouble"]) == ("rakuma", "sms")


def test_without_a_platform_it_is_addressed_to_whom_it_concerns(run: Run) -> None:
    answer = run("draft", *OWN, "--json", "--lang", "en").json
    assert answer["body"].startswith("ご担当者様\n")
    assert answer["reading"].startswith("Dear support,")
    assert (answer["platform"], answer["channel"], answer["mailto"], answer["subject"]) == (
        None, None, None, "お問い合わせ",
    )  # fmt: skip


def test_to_the_other_party_one_speaks_for_oneself(run: Run) -> None:
    lines = two_lines(run(*WRONG, "--to", "party", "--lang", "en"))
    assert lines[1] == "hint:  add --set situation='…' --set wish='…'"
    answer = run(*WRONG, "--to", "party", *OWN, "--set", "deal=青いカップ", "--json").json
    assert answer["body"] == (
        "お世話になっております。会員八番です。\n青いカップ の件でご連絡しました。\n\n"
        "届きません。\n送ってください。\n\n"
        "お手数をおかけしますが、ご確認をお願いいたします。\n"
    )
    assert (answer["subject"], answer["channel"], answer["mailto"]) == (None, None, None)


def test_before_writing_to_the_other_party_the_diagnosis_is_named(run: Run) -> None:
    first = run("draft", "mercari", "bad-review", "--to", "party", *OWN, "--json", "--lang", "en").json["notes"][0]
    assert "`mktsupport diagnose bad-review`" in first


def test_the_other_party_is_not_told_the_account(run: Run) -> None:
    assert "account" in two_lines(run("draft", "--to", "party", *OWN, "--set", "account=hana"))[0]


@pytest.mark.parametrize(
    ("language", "problem", "hint"),
    [
        pytest.param(
            "en",
            "error: not filled in yet: Name; Registered mail address or member id; Exact words on the screen; "
            "What I tried",
            "hint:  add --set name='…' --set account='…' --set error='…' --set tried='…' "
            "(where there is none: --set error=none)",
            id="en",
        ),
        pytest.param(
            "ja",
            "error: まだ埋まっていません: 氏名、登録メールアドレス・会員ID、画面に出た文言、試したこと",
            "hint:  足してください: --set name='…' --set account='…' --set error='…' --set tried='…'"
            "(ないものは --set error=なし)",
            id="ja",
        ),
    ],
)
def test_what_is_missing_is_named_with_the_words_to_add(run: Run, language: str, problem: str, hint: str) -> None:
    assert two_lines(run(*WRONG, "--lang", language)) == [problem, hint]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("name", "", id="empty"),
        pytest.param("name", "   ", id="spaces"),
        pytest.param("name", "\u3000\t", id="wide spaces"),
        pytest.param("name", "\u200b", id="what nobody sees"),
        pytest.param("name", "…", id="dots"),
        pytest.param("name", "〇〇", id="circles"),
        pytest.param("name", "○○ ○○", id="other circles"),
        pytest.param("name", "XXX", id="XXX"),
        pytest.param("name", "ｘｘｘ", id="xxx in full width"),
        pytest.param("name", "(name)", id="a name in brackets"),
        pytest.param("name", "[氏名]", id="a Japanese one"),
        pytest.param("name", "山田太郎", id="the example"),
        pytest.param("name", "山田　太郎", id="the example with a space"),
        pytest.param("name", "なし", id="nobody"),
        pytest.param("account", "name@example.com", id="the example of an address"),
        pytest.param("situation", "助けて", id="a cry for help"),
        pytest.param("situation", "〇〇が届きません", id="a blank within a sentence"),
        pytest.param("wish", "お願いします", id="a wish for nothing"),
        pytest.param("deal", "取引番号 A-1234", id="the example of a deal"),
        pytest.param("date", "yyyy-mm-dd", id="a pattern"),
        pytest.param("error", "", id="a field that may be none, left empty"),
    ],
)
def test_what_nobody_filled_in_is_refused(run: Run, field: str, value: str) -> None:
    result = run("draft", *OWN, "--set", f"{field}={value}", "--lang", "en")
    assert f"--set {field}='…'" in two_lines(result)[1]


@pytest.mark.parametrize("none", ["なし", "無し", "特になし", "none", "N/A", "None"])
def test_what_may_be_none_is_left_out(run: Run, none: str) -> None:
    rest = ("--set", f"attachments={none}", "--set", f"error={none}", "--set", f"tried={none}")
    result = run("draft", *OWN, *rest, "--json")
    assert result.code == 0
    assert not re.search("添付|文言|試したこと", result.json["body"])


@pytest.mark.parametrize("amount", ["25000", "25,000", "25,000円", "￥２５０００", "25000 yen"])
def test_an_amount_is_written_as_money_in_both_languages(run: Run, amount: str) -> None:
    answer = run("draft", *OWN, "--set", f"amount={amount}", "--json").json
    assert "金額: 25,000円" in answer["body"]
    assert "Amount: 25,000 yen" in answer["reading"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        pytest.param(("rakum",), 2, "did you mean rakuma", id="a platform mistyped"),
        pytest.param(("rakuma", "smss"), 2, "did you mean sms", id="a trouble mistyped"),
        pytest.param(("rakuma", "mercari"), 2, "mktsupport list troubles", id="two platforms"),
        pytest.param(("police",), 2, "mktsupport contact police", id="a public desk"),
        pytest.param(("sms", "--answer", "banana"), 2, "right, wrong", id="an unknown answer"),
        pytest.param(("sms", "--answer", "right"), 2, "--answer right", id="answers that end in a question"),
        pytest.param(("rakuma", "--answer", "right"), 2, "list troubles", id="answers to nothing"),
        pytest.param(("--set", "nmae=x"), 2, "did you mean name", id="a field mistyped"),
        pytest.param(("--set", "name"), 2, "did you mean name", id="a field without a value"),
        pytest.param(("--set", "=x"), 2, "the fields are situation", id="a value without a field"),
        pytest.param(("ticketcamp", "sms"), 1, "mktsupport contact consumer-hotline", id="an ended service"),
    ],
)
def test_a_wrong_question_is_told_how_to_ask(run: Run, arguments: tuple[str, ...], code: int, words: str) -> None:
    assert words in two_lines(run("draft", *arguments, "--lang", "en"), code)[1]


def test_the_other_party_of_an_ended_service_can_still_be_written_to(run: Run) -> None:
    result = run("draft", "ticketcamp", "--to", "party", *OWN, "--json", "--lang", "en")
    assert (result.code, result.json["channel"]) == (0, None)
    assert "The service has ended" in result.json["notes"][0]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        pytest.param("account", "4111 1111 1111 1111", "card number", id="a card"),
        pytest.param("tried", "パスワード: hunter2 で入れません", "password", id="a password"),
        pytest.param("error", "認証コードは123456", "one-time code", id="a code"),
    ],
)
def test_a_secret_is_refused_by_field_and_kind_and_not_repeated(run: Run, field: str, value: str, said: str) -> None:
    lines = two_lines(run("draft", *OWN, "--set", f"{field}={value}", "--lang", "en"))
    assert lines[0].startswith(f"error: {field} (")
    assert said in lines[0]
    assert not re.search("1111 1111|hunter2|123456", "".join(lines))


def test_a_secret_in_two_fields_is_one_in_the_message(run: Run) -> None:
    halves = ("--set", "error=4111 1111", "--set", "tried=なし", "--set", "situation=番号 4111 1111\n1111 1111 です")
    two_lines(run("draft", *OWN, *halves))


def test_what_acts_on_a_terminal_is_left_out(run: Run) -> None:
    result = run("draft", *OWN, "--set", "tried=\x1b[31mred\x1b]8;;https://example.com\x07\u202eabc\r\nnext")
    assert result.code == 0
    assert all(char.isprintable() or char == "\n" for char in result.out.replace("\u3000", ""))


def test_a_living_mail_address_makes_a_link(run: Run) -> None:
    rest = ("--set", "account=member8@kaiin.example", "--set", "date=昨日 & 今日", "--set", "attachments=なし")
    answer = run("draft", "amazon", "scam", *OWN, *rest, "--json").json
    assert re.fullmatch(r"mailto:[A-Za-z0-9@.%?&=_~-]+", answer["mailto"])
    link = urlsplit(answer["mailto"])
    assert link.path == answer["mail"]["value"]
    fields = parse_qs(link.query, strict_parsing=True)
    assert fields == {"subject": [answer["subject"]], "body": [answer["body"].replace("\n", "\r\n")]}
    assert "%0D%0A" in answer["mailto"]
    assert answer["mail_limits"]


def test_a_service_without_a_mail_address_has_no_link(run: Run) -> None:
    assert run("draft", "rakuma", *OWN, "--json").json["mailto"] is None


def test_a_file_gets_the_message_and_nothing_else(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "文面.txt"
    answer = run("draft", "rakuma", *OWN, "-o", str(file), "--json").json
    assert file.read_text(encoding="utf-8") == answer["body"]
    assert answer["file"] == str(file)
    assert [each.name for each in tmp_path.iterdir()] == ["文面.txt"]


@pytest.mark.parametrize("name", ["there.txt", "link.txt", "nowhere/message.txt"])
def test_nothing_is_overwritten_and_nothing_half_written(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "there.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    two_lines(run("draft", "rakuma", *OWN, "-o", str(tmp_path / name)))
    assert (tmp_path / "there.txt").read_text(encoding="utf-8") == "mine"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link.txt", "there.txt"]


def test_a_refused_message_leaves_no_file(run: Run, tmp_path: Path) -> None:
    two_lines(run(*WRONG, "-o", str(tmp_path / "message.txt")))
    assert list(tmp_path.iterdir()) == []


def editor(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """Make `script` the editor; temporary files stand in the same folder."""
    path = folder / "editor"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o700)
    monkeypatch.setenv("EDITOR", f"'{path}' -w")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(folder))


def test_what_comes_back_from_the_editor_is_the_message(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    editor(monkeypatch, tmp_path, 'echo drawing; sed -i \'s/〇〇/会員八番/\' "$2"; echo 追伸 >> "$2"')
    result = run("draft", "rakuma", *OWN[:4], "--edit", "--json", "--lang", "en")
    assert result.code == 0
    assert "会員八番と申します。" in result.json["body"]
    assert result.json["body"].endswith("追伸\n")
    assert result.json["reading"] is None
    assert "drawing" in result.err
    assert [each.name for each in tmp_path.iterdir()] == ["editor"]


@pytest.mark.parametrize(
    ("script", "code", "words"),
    [
        pytest.param("true", 2, "line 3", id="a blank left as it was"),
        pytest.param("echo 'パスワード: hunter2' > \"$2\"", 2, "password", id="a secret"),
        pytest.param(': > "$2"', 2, "empty", id="an empty text"),
        pytest.param("exit 3", 1, "failed (3)", id="an editor that fails"),
    ],
)
def test_a_text_that_is_not_fit_is_refused_and_kept(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, code: int, words: str
) -> None:
    editor(monkeypatch, tmp_path, script)
    lines = two_lines(run("draft", "rakuma", *OWN[:4], "--edit", "--lang", "en"), code)
    assert words in lines[0]
    kept = re.search(r"/\S+\.txt", lines[1])
    assert kept
    assert Path(kept[0]).is_file()
    assert "hunter2" not in "".join(lines)


def test_a_blank_given_with_set_is_filled_in_in_the_editor(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    editor(monkeypatch, tmp_path, "sed -i 's/〇〇/会員八番/' \"$2\"")
    result = run("draft", "rakuma", *OWN[:4], "--set", "name=〇〇", "--edit", "--json")
    assert result.code == 0
    assert "会員八番と申します。" in result.json["body"]


@pytest.mark.parametrize("command", ["", "no-such-editor", "'"], ids=["none", "not there", "half a quote"])
def test_a_missing_editor_is_two_lines(run: Run, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", command)
    assert "export EDITOR=nano" in two_lines(run("draft", "rakuma", *OWN, "--edit", "--lang", "en"))[1]


def test_a_diagnosis_leads_to_its_draft(run: Run) -> None:
    arguments = ("diagnose", "sms", "--platform", "rakuma", "--answer", "wrong")
    command = "mktsupport draft rakuma sms --answer wrong"
    assert run(*arguments, "--json").json["draft"] == command
    assert command in [line.strip() for line in run(*arguments).out.splitlines()]
    assert run(*command.split()[1:], *ALL).code == 0


def test_the_draft_of_a_diagnosis_keeps_the_knowledge_of_ones_own(library: Library) -> None:
    sms, rakuma = library.trouble("sms"), library.platform("rakuma")
    own = "mktsupport draft rakuma sms --answer wrong --data 'my own.yaml'"
    assert draft_command(rakuma, sms, ["wrong"], ["my own.yaml"]) == own
    assert Form("support", rakuma, sms, ("wrong",)).command(["my own.yaml"]) == own


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("sms", "--platform", "rakuma"), id="a question"),
        pytest.param(("sms", "--platform", "ticketcamp"), id="an ended service"),
    ],
)
def test_where_no_message_can_be_sent_no_draft_is_named(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("diagnose", *arguments, "--json").json["draft"] is None
    assert "mktsupport draft" not in run("diagnose", *arguments).out


def test_the_command_in_the_answer_makes_the_same_draft(run: Run) -> None:
    answer = run(*WRONG, *ALL, "--json").json
    assert run(*shlex.split(answer["command"])[1:], "--json").json["body"] == answer["body"]


def test_a_wide_terminal_shows_the_reading_beside_the_message(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    for columns, beside in (("120", True), ("80", False)):
        monkeypatch.setenv("COLUMNS", columns)
        lines = run(*WRONG, *ALL).out.splitlines()
        assert any("【状況】" in line and "What is happening" in line for line in lines) is beside


def test_every_message_of_the_knowledge_can_be_written_and_is_judged_fine(library: Library) -> None:
    told = {"name": "会員八番", "account": "member8@kaiin.example", "date": "11月20日", "deal": "取引番号 12345678"}
    for trouble in library.troubles():
        for node in trouble.nodes:
            if isinstance(node, Outcome) and node.inquiry:
                form = Form("support", None, trouble, outcome=node)
                for name in MENTIONS:
                    form.values[name] = Wording(told.get(name, "あり"), told.get(name, "one"))
                assert form.missing == []
                body = form.message().body
                assert node.inquiry.wish.en in body.en
                assert review(body.ja, "support", "ja").mend == []
