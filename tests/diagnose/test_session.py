"""Conversations on a real terminal: a pseudo-terminal for the program, a screen for us."""

from __future__ import annotations

import json
import os
import re
import shlex
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyte
import pytest

from mktsupport.knowledge.library import Library
from mktsupport.records import Language
from tests.conftest import SRC, Run
from tests.terminal import Child

DOWN, ENTER, CLEAR, CTRL_C = "\x1b[B", "\r", "\x15", "\x03"
PATIENCE = 30  # seconds until a text that does not come is given up
NOON = "2026-09-24T12:00"  # a Thursday

LAMP = """\
troubles:
  - id: lamp
    title: {ja: ランプがつかない, en: The lamp stays dark}
    symptoms: {ja: [ランプが暗い], en: [dark lamp]}
    platforms: [mobaoku, rakuma]
    start: plug
    nodes:
      - id: plug
        kind: question
        ask: {ja: 線はどうなっていますか。, en: How is the plug?}
        why: {ja: 抜けやすいからです。, en: Plugs come loose.}
        options:
          - {id: firm, label: {ja: 差してある, en: Firm}, to: colour}
          - {id: loose, label: {ja: ゆるい, en: Loose}, to: colour}
          - {id: none, label: {ja: 線がない, en: Missing}, to: borrow}
      - id: colour
        kind: question
        ask: {ja: 何色ですか。, en: Which colour is it?}
        why: {ja: 色で違うからです。, en: Colours differ.}
        options:
          - {id: red, label: {ja: 赤, en: Red}, to: price}
          - {id: blue, label: {ja: 青, en: Blue}, to: shape}
      - id: price
        kind: amount
        ask: {ja: いくらでしたか。, en: What did it cost?}
        why: {ja: 値段で違うからです。, en: Prices differ.}
        unit: yen
        bands:
          - {up_to: 1000, to: borrow}
          - {to: shape}
      - id: shape
        kind: question
        ask: {ja: どんな形ですか。, en: Which shape is it?}
        why: {ja: 形で違うからです。, en: Shapes differ.}
        options:
          - {id: round, label: {ja: 丸い, en: Round}, to: repair}
          - {id: square, label: {ja: 四角い, en: Square}, to: borrow}
      - id: borrow
        kind: outcome
        title: {ja: 借りる, en: Borrow another}
        steps:
          - {text: {ja: となりに頼む。, en: Ask next door.}, facts: []}
          - {text: {ja: ラクマの箱を見る。, en: Look into the box of Rakuma.}, only: [rakuma], facts: []}
        facts: []
      - id: repair
        kind: outcome
        title: {ja: 直す, en: Repair it}
        steps:
          - {text: {ja: ねじを回す。, en: Turn the screw.}, facts: []}
          - {text: {ja: 一晩おく。, en: Leave it overnight.}, wait: 1 day, facts: []}
        deadlines:
          - {after: 9 days, from: {ja: 購入, en: the purchase}, text: {ja: 返品の終わり。, en: Returns end.}, facts: []}
        facts: []
"""


class Screen(pyte.HistoryScreen):
    """A terminal's memory, which also answers when the program asks where the cursor is."""

    def __init__(self, columns: int, rows: int, reply: Callable[[str], Any]) -> None:
        super().__init__(columns, rows, history=5000, ratio=0.5)
        self.reply = reply

    def write_process_input(self, data: str) -> None:
        self.reply(data)

    def written(self) -> list[str]:
        """Everything shown so far, what has scrolled away included."""
        present = (self.buffer[y] for y in range(self.lines))
        rows = (
            "".join(line[x].data for x in range(1 + max(line, default=-1))) for line in (*self.history.top, *present)
        )
        return [row.rstrip() for row in rows]


class Session:
    """The program on a terminal of `columns` x `rows`; the screen is wider, so that a line too long shows."""

    def __init__(
        self, arguments: tuple[str, ...], columns: int, rows: int, env: dict[str, str], *, fresh: bool
    ) -> None:
        self.child = Child(arguments, rows, columns, env, fresh=fresh)
        self.screen = Screen(max(columns, 200), rows, self.child.send)
        self.stream = pyte.Stream(self.screen)
        self.raw = ""

    @property
    def lines(self) -> list[str]:
        return self.screen.written()

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()

    @property
    def asked(self) -> str:
        """What stands on the screen since the last question's heading."""
        return re.split(r"(?=(?:question |質問)\d)", self.text)[-1]

    def read(self) -> bool:
        """Whether there was something to read; False at the end."""
        try:
            new = self.child.read(PATIENCE)
        except TimeoutError:
            pytest.fail(f"nothing more came:\n{self.text}")
        if new is None:
            return False
        self.raw += new
        self.stream.feed(new)
        return True

    def wait(self, *words: str) -> str:
        """What is asked, once all of `words` are in it, one after the other."""
        end = time.monotonic() + PATIENCE
        asked = self.asked
        while not re.search(".*".join(map(re.escape, words)), asked, re.DOTALL):
            assert time.monotonic() < end, f"{words} did not come:\n{self.text}"
            assert self.read(), f"ended before {words}:\n{self.text}"
            asked = self.asked
        return asked

    def choose(self, label: str) -> None:
        """Press the number that stands before `label`, then Enter."""
        found = re.search(rf"([0-9a-z])\) {re.escape(label)}", self.asked)
        assert found, f"{label!r} cannot be chosen:\n{self.text}"
        self.child.send(found[1])
        self.wait(f"❯ {found[1]}) {label}")
        self.child.send(ENTER)

    def answer(self, question: int, label: str) -> None:
        """Answer question number `question`, once it is asked."""
        self.wait(f"question {question}", "❯", "Quit")
        self.choose(label)

    def say(self, words: str) -> None:
        self.wait("(back, quit)")
        self.child.send(words + ENTER)

    def end(self) -> int:
        """The exit code, once the program is through."""
        while self.read():
            pass
        code = self.child.exit_code()
        assert code is not None
        assert code >= 0, f"ended by signal {-code}:\n{self.text}"
        return code


Sit = Callable[..., Session]


@pytest.fixture
def sit() -> Iterator[Sit]:
    """Sit down at a terminal: `sit("diagnose", "sms", columns=40, TERM="dumb")`.

    The program is forked from a process that has loaded it; a `fresh` one starts as from a shell.
    """
    sessions: list[Session] = []
    env = {name: os.environ[name] for name in ("PATH", "HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    env |= {"PYTHONPATH": str(SRC), "TERM": "xterm-256color", "LANG": "en_US.UTF-8"}

    def start(*arguments: str, columns: int = 80, rows: int = 60, fresh: bool = False, **more: str) -> Session:
        sessions.append(Session(arguments, columns, rows, env | more, fresh=fresh))
        return sessions[-1]

    yield start
    for session in sessions:
        session.child.close()


@pytest.fixture(scope="session")
def lamp(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """A trouble of our own, small enough to know by heart; one file, so that it is compiled once."""
    path = tmp_path_factory.mktemp("knowledge") / "lamp.yaml"
    path.write_text(LAMP, encoding="utf-8")
    return ("diagnose", "lamp", "--data", str(path))


def unwrapped(session: Session) -> str:
    """What was written, on one line."""
    return re.sub(r"\n *", " ", session.text)


def cells(line: str) -> int:
    """How many cells of the terminal a line takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


def squeezed(text: str) -> str:
    """Without the spaces and line ends that wrapping may have moved."""
    return re.sub(r"\s|[┃┏┓┗┛━]", "", text)


@pytest.mark.parametrize(
    ("language", "which", "rakuma", "question"),
    [
        pytest.param(
            "ja_JP.UTF-8", "どのサービスのことですか。", "ラクマ", "ラクマの場合  質問1 · あと最大7問", id="ja"
        ),
        pytest.param(
            "en_US.UTF-8", "Which service is it?", "Rakuma", "on Rakuma  question 1 · at most 7 to go", id="en"
        ),
    ],
)
def test_the_platform_is_asked_first_then_question_1_with_how_many_may_follow(
    sit: Sit, language: str, which: str, rakuma: str, question: str
) -> None:
    session = sit("diagnose", "sms", LANG=language)
    first = session.wait(which, "❯ 1)")
    assert not re.search(r"question 1|質問1", first)
    session.choose(rakuma)
    session.wait("❯ 1)")
    assert question in unwrapped(session)


def test_words_that_may_mean_several_troubles_offer_them_to_pick_from(sit: Sit) -> None:
    session = sit("diagnose", "届かない", "--platform", "mercari", "--lang", "en")
    offered = session.wait("Which comes closest?", "❯", "Quit")
    assert offered.index("Something I bought has not arrived") < offered.index("A verification code by SMS")
    session.choose("A verification code by SMS does not arrive")
    session.wait("question 1", "❯", "Quit")
    session.choose("Quit")
    assert session.end() == 0


def test_a_platform_named_on_the_command_line_is_not_asked_again(sit: Sit) -> None:
    session = sit("diagnose", "sms", "--platform", "rakuma")
    session.wait("question 1", "❯ 1)")
    assert "Which service is it?" not in session.text
    assert "on Rakuma  question 1" in session.text


@pytest.mark.parametrize(
    ("keys", "heading", "own", "replay"),
    [
        pytest.param(
            [DOWN, ENTER],
            "The lamp stays dark  on Rakuma  question 1",
            ["2 Look into the box of Rakuma."],
            "mktsupport diagnose lamp --platform rakuma --answer none",
            id="an arrow chooses Rakuma, whose own steps are shown as well",
        ),
        pytest.param(
            ["3", ENTER],
            "The lamp stays dark  question 1",
            [],
            "mktsupport diagnose lamp --answer none",
            id="a number chooses another, which has the general steps only",
        ),
    ],
)
def test_the_chosen_platform_decides_about_the_steps(
    sit: Sit, lamp: tuple[str, ...], keys: list[str], heading: str, own: list[str], replay: str
) -> None:
    session = sit(*lamp)
    session.wait("❯ 1) Mobaoku", "2) Rakuma", "3) Another one", "Quit")
    for key in keys:
        session.child.send(key)
    session.answer(1, "Missing")
    assert session.end() == 0
    assert heading in session.text
    assert "1 Ask next door." in session.text
    assert re.findall(r"2 Look.*", session.text) == own
    assert f"This result again\n  {replay} --data " in session.text


def test_back_returns_to_the_former_question_and_forgets_its_answer(sit: Sit, lamp: tuple[str, ...]) -> None:
    session = sit(*lamp, "--platform", "mobaoku")
    assert "Back" not in session.wait("question 1", "Quit")
    session.choose("Firm")
    assert "Change an earlier answer" not in session.wait("question 2", "Back", "Quit")
    session.choose("Back")
    assert "How is the plug?" in session.wait("question 1", "Quit")
    session.choose("Missing")
    assert session.end() == 0
    assert "mktsupport diagnose lamp --platform mobaoku --answer none" in session.text


@pytest.mark.parametrize(
    ("former", "label", "next_question", "number", "replay"),
    [
        pytest.param(
            "How is the plug? — Firm",
            "Loose",
            "Which shape is it?",
            4,
            "--answer loose --answer red --answer 1500 --answer round",
            id="both later answers still hold",
        ),
        pytest.param(
            "Which colour is it? — Red",
            "Blue",
            "Which shape is it?",
            3,
            "--answer firm --answer blue --answer round",
            id="a price is no longer asked, so it is dropped",
        ),
    ],
)
def test_changing_one_answer_keeps_the_later_ones_that_still_hold(
    sit: Sit, lamp: tuple[str, ...], former: str, label: str, next_question: str, number: int, replay: str
) -> None:
    session = sit(*lamp, "--platform", "mobaoku", "--answer", "firm", "--answer", "red", "--answer", "1500")
    session.answer(4, "Change an earlier answer")
    session.wait("Which answer?", "What did it cost? — 1,500 yen")
    session.choose(former)
    session.wait(f") {label}")
    session.choose(label)
    assert f"question {number}" in session.wait(next_question, ") Round")
    session.choose("Round")
    assert session.end() == 0
    assert f"mktsupport diagnose lamp --platform mobaoku {replay}" in unwrapped(session)


def test_a_changed_amount_leads_where_the_new_amount_leads(sit: Sit, lamp: tuple[str, ...]) -> None:
    session = sit(*lamp, "--platform", "mobaoku", "--answer", "firm", "--answer", "red", "--answer", "1500")
    session.answer(4, "Change an earlier answer")
    session.wait("Which answer?", "❯ 1)")
    session.choose("What did it cost? — 1,500 yen")
    session.say("900")
    assert session.end() == 0
    assert "What to do: Borrow another" in session.text
    assert "--answer firm --answer red --answer 900" in unwrapped(session)


AMOUNT = ("--platform", "mobaoku", "--answer", "firm", "--answer", "red")


def test_quit_among_the_answers_ends_well(sit: Sit, lamp: tuple[str, ...]) -> None:
    session = sit(*lamp)
    session.wait("❯ 1) Mobaoku", "Quit")
    session.choose("Mobaoku")
    session.answer(1, "Quit")
    assert session.end() == 0
    assert "Traceback" not in session.text
    assert "What to do" not in session.text


def test_quit_in_place_of_an_amount_ends_well(sit: Sit, lamp: tuple[str, ...]) -> None:
    session = sit(*lamp, *AMOUNT)
    session.say("quit")
    assert session.end() == 0
    assert "Traceback" not in session.text
    assert "What to do" not in session.text


@pytest.mark.parametrize(
    ("arguments", "prompt"),
    [
        pytest.param([], "❯ 1) Mobaoku", id="at a choice"),
        pytest.param(AMOUNT, "(back, quit)", id="at an amount"),
    ],
)
def test_an_interrupt_ends_with_130_and_no_traceback(
    sit: Sit, lamp: tuple[str, ...], arguments: list[str], prompt: str
) -> None:
    session = sit(*lamp, *arguments, fresh=True)
    session.wait(prompt)
    session.child.send(CTRL_C)
    assert session.end() == 130
    assert "Traceback" not in session.text


def test_the_end_of_what_is_typed_ends_as_an_interrupt_does(sit: Sit, lamp: tuple[str, ...]) -> None:
    session = sit(*lamp, *AMOUNT)
    session.wait("(back, quit)")
    session.child.send("\x04")
    assert session.end() == 130
    assert "Traceback" not in session.text


def test_an_amount_takes_back_or_a_whole_number_and_refuses_other_words(sit: Sit, lamp: tuple[str, ...]) -> None:
    session = sit(*lamp, *AMOUNT)
    session.say("back")
    session.answer(2, "Red")
    session.wait("question 3", "(back, quit)")
    for word in ("cheap", "-1", "12.5"):
        session.child.send(CLEAR + word + ENTER)
        session.wait(word, "a whole number, 0 or more")
    session.child.send(CLEAR + "1,500" + ENTER)
    assert "Which shape is it?" in session.wait("question 4", "Quit")


def test_the_outcome_has_steps_and_the_contact_with_its_state(sit: Sit, lamp: tuple[str, ...]) -> None:
    session = sit(*lamp, "--platform", "mobaoku", "--answer", "firm", "--answer", "blue", "--at", NOON)
    session.answer(3, "Round")
    assert session.end() == 0
    page = session.text[session.text.index("What to do: Repair it") :]
    assert "1 Turn the screw." in page
    assert "2 Leave it overnight.  (wait 1 day)" in page
    assert re.search(r"Whom to contact\n.*03-6301-7551  open until 19:00", page)


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        pytest.param(["scam", "--platform", "mobaoku", "--lang", "ja"], ["4", "6"], id="scam in Japanese"),
        pytest.param(
            ["wrong-item", "--platform", "rakuma", "--lang", "en"], ["2", "1", "4"], id="wrong-item in English"
        ),
        pytest.param(["sms", "--platform", "ticketcamp", "--lang", "ja"], [], id="an ended service in Japanese"),
        pytest.param(["wrong-item", "--platform", "otamart", "--lang", "en"], [], id="an ended service in English"),
    ],
)
def test_the_replay_line_comes_to_the_same_outcome_without_asking(
    sit: Sit, run: Run, arguments: list[str], keys: list[str]
) -> None:
    session = sit("diagnose", *arguments, "--at", NOON, rows=200, fresh=True)
    for number, key in enumerate(keys, start=1):
        session.wait(f"question {number}" if "en" in arguments else f"質問{number}", "❯ 1)")
        session.child.send(key)
        session.wait(f"❯ {key})")
        session.child.send(ENTER)
    assert session.end() == 0
    replay = re.search(r"(?:This result again|同じ結果をもう一度)\n  mktsupport((?:.|\n)+?)\n\n", session.text + "\n\n")
    assert replay
    again = run(*shlex.split(replay[1]), *arguments[-2:], "--at", NOON, "--json")
    assert again.code == 0
    outcome = again.json["outcome"]
    for words in (outcome["title"], *(step["text"] for step in outcome["steps"])):
        assert squeezed(words) in squeezed(session.text)


def test_without_a_trouble_one_is_picked_from_the_list(sit: Sit, library: Library) -> None:
    session = sit("diagnose")
    session.wait(
        "Find the cause, and what to do", "Are you buying or selling?", "the key in front, Enter", "❯ 1)", "q)"
    )
    session.choose("Neither, or not sure")
    listed = session.wait("What happened?", "the key in front, Enter", "❯ 1)", "Quit")
    for trouble in ("sms", "ticket", "not-received", "trade", "scam", "inquiry"):
        assert library.trouble(trouble).title.en in listed
    session.choose(library.trouble("sms").title.en)
    session.wait("Which service is it?", "❯ 1) ")
    session.choose("Another one")
    session.wait("question 1", "Quit")
    assert library.trouble("sms").title.en in session.text


@pytest.mark.parametrize("key", ["j", "k"])
def test_the_letters_j_and_k_choose_the_entry_that_they_stand_before(sit: Sit, key: str) -> None:
    session = sit("diagnose", "--lang", "en")
    session.wait("Are you buying or selling?", "q) Quit")
    session.choose("Neither, or not sure")
    listed = session.wait("What happened?", "q) Quit")
    label = re.search(rf"\b{key}\) (.+)", listed)
    assert label
    session.child.send(key)
    session.wait(f"❯ {key}) {label[1]}")
    session.child.send(ENTER)
    # A question may be drawn at once, so that what was chosen stands above the heading.
    while f"What happened? {label[1][:40]}" not in session.text:
        assert session.read()


@pytest.mark.parametrize(("role", "others"), [("Buying", "The buyer has not paid"), ("Selling", "I bought has not")])
def test_who_buys_or_sells_is_offered_what_can_happen_to_them(sit: Sit, role: str, others: str) -> None:
    session = sit("diagnose", "--lang", "en")
    session.wait("Are you buying or selling?", "q) Quit")
    session.choose(role)
    listed = session.wait("What happened?", "Back", "q) Quit")
    assert others not in listed
    assert "A verification code by SMS does not arrive" in listed
    session.choose("Back")
    session.wait("Are you buying or selling?", "What happened?", "Are you buying or selling?", "q) Quit")
    session.choose("Quit")
    assert session.end() == 0


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("columns", [80, 40])
def test_every_entry_of_the_first_menu_is_seen_on_24_rows(sit: Sit, run: Run, language: str, columns: int) -> None:
    titles = [row["title"] for row in run("diagnose", "--lang", language, "--json").json["troubles"]]
    session = sit("diagnose", "--lang", language, columns=columns, rows=24)
    session.wait("❯ 1)", "q)")
    session.child.send("3")
    session.wait("❯ 3)")
    session.child.send(ENTER)
    seen = ""
    for key in [*"234567890abcdefghijklmq", ""]:
        session.wait("❯")
        seen += squeezed("\n".join(session.screen.display).replace("^", " ").replace("v\n", "\n"))
        if key:
            session.child.send(key)
            session.wait(f"❯ {key})")
    assert [title for title in titles if squeezed(title) not in seen] == []
    assert [line for line in session.screen.display if cells(line.rstrip()) > columns] == []
    assert re.search(r"❯ q\) (Quit|やめる)", "\n".join(session.screen.display))


def test_the_question_which_service_says_what_it_is_about(sit: Sit) -> None:
    session = sit("diagnose", "sms", "--lang", "en")
    asked = session.wait("A verification code by SMS does not arrive", "Which service is it?", "q) Quit")
    assert "(arrows or the key in front, Enter)" in asked


@pytest.mark.parametrize(
    ("typed", "kept"), [("2万5千", "25000"), ("３", "3"), ("1,500円", "1500"), ("３００円", "300")]
)
def test_a_number_question_takes_a_number_as_people_write_it(
    sit: Sit, lamp: tuple[str, ...], typed: str, kept: str
) -> None:
    session = sit(*lamp, *AMOUNT)
    session.say(typed)
    if int(kept) > 1000:
        session.answer(4, "Square")
    assert session.end() == 0
    assert f"--answer firm --answer red --answer {kept}" in unwrapped(session)


@pytest.mark.parametrize("word", ["ｂａｃｋ", "戻る"])
def test_back_is_understood_as_a_japanese_keyboard_writes_it(sit: Sit, lamp: tuple[str, ...], word: str) -> None:
    session = sit(*lamp, *AMOUNT)
    session.say(word)
    assert "Which colour is it?" in session.wait("question 2", "Quit")


def test_the_end_of_a_service_stands_before_everything_else(sit: Sit) -> None:
    session = sit("diagnose", "sms", "--platform", "ticketcamp", "--lang", "ja")
    assert session.end() == 0
    assert "❯" not in session.text
    written = [line for line in session.lines if squeezed(line)]
    assert "チケットキャンプは終了しました" in written[0]


def test_the_end_of_a_service_is_told_before_its_first_question_where_there_is_one(sit: Sit) -> None:
    session = sit("diagnose", "hijacked", "--platform", "fril", "--lang", "en")
    session.wait("question 1", "Quit")
    assert unwrapped(session).index("Fril ENDED") < unwrapped(session).index("on Fril  question 1")


def test_the_end_of_a_picked_service_is_told_before_what_to_do_and_nothing_is_asked(sit: Sit) -> None:
    session = sit("diagnose", "sms")
    session.wait("Which service is it?", "Quit")
    session.choose("Ticketcamp")
    assert session.end() == 0
    assert session.text.index("Ticketcamp ENDED") < session.text.index("on Ticketcamp\n\nWhat to do: ")
    assert "question 1" not in session.text


WRONG = ["diagnose", "sms", "--platform", "mobaoku", "--answer", "wrong"]
NARROW = [
    pytest.param(["diagnose"], "en", "Quit", id="the first menu in English"),
    pytest.param(["diagnose"], "ja", "やめる", id="the first menu in Japanese"),
    pytest.param(["diagnose", "hijacked", "--platform", "fril"], "ja", "やめる", id="a question in Japanese"),
    pytest.param(["diagnose", "hijacked", "--platform", "fril"], "en", "Quit", id="a question in English"),
    pytest.param(["diagnose", "sms", "--platform", "ticketcamp"], "ja", None, id="an ended service in Japanese"),
    pytest.param(["diagnose", "sms", "--platform", "ticketcamp"], "en", None, id="an ended service in English"),
    pytest.param(WRONG, "ja", None, id="an outcome in Japanese"),
    pytest.param(WRONG, "en", None, id="an outcome in English"),
    pytest.param(["diagnose", "sms", "--tree"], "ja", None, id="a tree in Japanese"),
    pytest.param(["diagnose", "sms", "--tree"], "en", None, id="a tree in English"),
]


@pytest.mark.parametrize(("arguments", "language", "last"), NARROW)
def test_at_40_columns_no_line_is_longer_and_nothing_is_lost(
    sit: Sit, run: Run, library: Library, arguments: list[str], language: Language, last: str | None
) -> None:
    session = sit(*arguments, "--lang", language, "--at", NOON, columns=40)
    if last:
        session.wait("❯ 1)", last)
    else:
        assert session.end() == 0
    # A command is left to the terminal to wrap, so that it is copied whole.
    assert [
        line for line in session.lines if cells(line) > 40 and not re.search("mktsupport (diagnose|draft)", line)
    ] == []
    plain = squeezed(session.text)
    missing = [words for words in words_of(arguments, language, run, library) if squeezed(words) not in plain]
    assert missing == []


FIRST_MENU = {
    "en": ["Find the cause, and what to do", "Are you buying or selling?", "(arrows or the key in front, Enter)",
           "1) Buying", "2) Selling", "3) Neither, or not sure (see all of them)", "q) Quit"],
    "ja": ["原因を調べて、何をするかを決める", "買う側ですか、売る側ですか。", "(矢印か左の字で選び、Enter)",
           "1) 買う側", "2) 売る側", "3) どちらでもない・わからない(全部を見る)", "q) やめる"],
}  # fmt: skip


def words_of(arguments: list[str], language: Language, run: Run, library: Library) -> list[str]:
    """The knowledge that these arguments must bring to the screen."""
    if arguments == ["diagnose"]:
        return FIRST_MENU[language]
    sms = library.trouble("sms")
    if "--tree" in arguments:
        return [sms.title.in_language(language)]
    answer = run(*arguments, "--lang", language, "--at", NOON, "--json").json
    if answer["question"]:
        question = answer["question"]
        return [question["ask"], question["why"], *(option["label"] for option in question["options"])]
    outcome = answer["outcome"]
    return [answer["replay"], outcome["title"], *(step["text"] for step in outcome["steps"])]


COLOUR = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")


def through_everything(session: Session) -> None:
    session.say("words")
    session.wait("a whole number, 0 or more")
    session.child.send(CLEAR + "5" + ENTER)
    assert session.end() == 0
    assert "What to do: Borrow another" in session.text


def test_a_terminal_is_shown_colour(sit: Sit, lamp: tuple[str, ...]) -> None:
    session = sit(*lamp, *AMOUNT, "--at", NOON)
    through_everything(session)
    assert COLOUR.search(session.raw)


def test_no_color_keeps_every_colour_away(sit: Sit, lamp: tuple[str, ...]) -> None:
    session = sit(*lamp, *AMOUNT, "--at", NOON, NO_COLOR="1")
    through_everything(session)
    assert COLOUR.findall(session.raw) == []


def test_a_dumb_terminal_is_asked_nothing_and_shown_the_next_question(sit: Sit, lamp: tuple[str, ...]) -> None:
    session = sit(*lamp, "--answer", "firm", fresh=True, TERM="dumb")
    assert session.end() == 0
    assert "question 2" in session.text
    assert "Which colour is it?" in session.text
    assert re.search(r"mktsupport diagnose lamp --answer firm --data \S+ --answer red", unwrapped(session))
    assert "❯" not in session.text
    assert "\x1b" not in session.raw


def test_json_on_a_terminal_asks_nothing(sit: Sit, lamp: tuple[str, ...]) -> None:
    session = sit(*lamp, "--json")
    assert session.end() == 0
    assert json.loads(session.raw)["question"]["node"] == "plug"


def test_a_tree_is_drawn_on_a_terminal_without_asking(sit: Sit, lamp: tuple[str, ...]) -> None:
    session = sit(*lamp, "--tree")
    assert session.end() == 0
    assert session.lines[:6] == [
        "The lamp stays dark",
        "How is the plug? (plug)",
        "├─ Firm",
        "│  Which colour is it? (colour)",
        "│  ├─ Red",
        "│  │  What did it cost? (price)",
    ]
    assert "❯" not in session.text


@pytest.mark.parametrize("shape", ["Round", "Square"])
def test_the_answer_is_shown_whether_a_calendar_can_be_written_or_not(
    sit: Sit, lamp: tuple[str, ...], tmp_path: Path, shape: str
) -> None:
    """Round leads to an outcome with a deadline, Square to one without."""
    file = tmp_path / "lamp.ics"
    options = ("--platform", "mobaoku", "--at", NOON, "--since", "2026-09-20", "--ics", str(file))
    session = sit(*lamp, *options, columns=200)
    session.answer(1, "Firm")
    session.answer(2, "Blue")
    session.answer(3, shape)
    code = session.end()
    if shape == "Round":
        assert (code, file.exists()) == (0, True)
        assert "Tue 29 September 2026" in session.text
        assert f"Deadlines written to a calendar file (1): {file}" in unwrapped(session)
    else:
        assert (code, file.exists()) == (1, False)
        assert "Ask next door." in session.text
        assert "this result has no deadline with a date" in session.text


def test_a_calendar_that_is_there_is_refused_before_the_first_question(
    sit: Sit, lamp: tuple[str, ...], tmp_path: Path
) -> None:
    file = tmp_path / "lamp.ics"
    file.write_text("mine", encoding="utf-8")
    session = sit(*lamp, "--at", NOON, "--since", "2026-09-20", "--ics", str(file), columns=200)
    assert session.end() == 2
    assert "is already there" in session.text
    assert "question 1" not in session.text


def test_after_a_diagnosis_the_message_is_one_key_away_and_an_interrupt_loses_nothing(sit: Sit) -> None:
    session = sit("diagnose", "sms", "--platform", "rakuma", rows=200)
    session.answer(1, "No, it was wrong")
    session.wait("Write the message to support as well?")
    session.child.send("y")
    session.wait("Your name, as registered", "For example: Taro Yamada", "❯")
    session.child.send("Taro Yamada" + ENTER)
    session.wait("write your own")
    session.child.send(CLEAR + "Member Eight" + ENTER)
    session.wait("Your registered mail address", "❯")
    session.child.send("4111 1111 1111 1111" + ENTER)
    session.wait("what looks like a card number")
    session.child.send(CLEAR + "member8@kaiin.example" + ENTER)
    session.wait("The exact words on the screen", "press Enter", "❯")
    session.child.send(CTRL_C)
    assert session.end() == 130
    command = "mktsupport draft rakuma sms --set 'name=Member Eight' --set account=member8@kaiin.example --answer wrong"
    assert squeezed(command) in squeezed(session.text)
    again = sit(*shlex.split(command)[1:], rows=200)
    again.wait("The exact words on the screen", "press Enter", "❯")
    again.child.send(ENTER)
    again.wait("What you have tried yourself", "press Enter", "❯")
    again.child.send(ENTER)
    assert again.end() == 0
    assert "My name is Member Eight." in again.text
    assert "登録メールアドレス・会員ID: member8@kaiin.example" in again.text
