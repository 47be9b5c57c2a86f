"""What may come next on a half-typed line, asked as the shells' scripts ask; and how completion is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mktsupport import __main__ as program
from mktsupport.completion import candidates
from tests.conftest import SRC, Run

Ask = Callable[..., list[str]]

TWO_BANDS = """
troubles:
  - id: costly
    title: {ja: 高い, en: It cost a lot}
    symptoms: {ja: [高かった], en: [it was dear]}
    role: any
    platforms: [shop]
    start: price
    nodes:
      - kind: amount
        id: price
        ask: {ja: いくらですか。, en: How much?}
        why: {ja: 額で変わります。, en: It depends.}
        unit: yen
        bands: [{up_to: 1000, to: small}, {to: end}]
      - kind: question
        id: small
        ask: {ja: 急ぎますか。, en: Is it urgent?}
        why: {ja: 順が変わります。, en: It changes the order.}
        options: [{id: soon, label: {ja: はい, en: It is}, to: end}, {id: later, label: {ja: いいえ, en: No}, to: end}]
      - kind: outcome
        id: end
        title: {ja: 待つ, en: Wait}
        steps: [{text: {ja: 待ちます。, en: Wait.}, facts: [T-1]}]
        contact: [{platform: shop}]
        facts: [T-1]
"""

BY_PLATFORM = """
platforms:
  - {id: stall, name: {ja: やたい, en: Stall}, kind: marketplace, status: {state: ended}}
  - {id: booth, name: {ja: ブース, en: Booth}, kind: marketplace, status: {state: merged, successor: shop}}
deliveries:
  - {id: posted, name: {ja: 郵便, en: Post}, platforms: [shop], tracked: true}
  - {id: unclear, name: {ja: ほか, en: Other}}
troubles:
  - id: late
    title: {ja: 遅い, en: It is late}
    symptoms: {ja: [遅れた], en: [it was late]}
    platforms: [shop, market, stall]
    start: how
    gone: end
    nodes:
      - kind: question
        id: how
        ask: {ja: どう送られましたか。, en: How was it sent?}
        why: {ja: 手順が変わります。, en: The steps differ.}
        methods: {tracked: end, untracked: end}
        options:
          - {id: handed, label: {ja: 手渡し, en: By hand}, to: there, except: [shop]}
          - {id: slow, label: {ja: 別の方法, en: Another way}, to: urgent}
      - kind: question
        id: there
        ask: {ja: 会えましたか。, en: Did you meet?}
        why: {ja: 手順が変わります。, en: The steps differ.}
        options:
          - {id: met, label: {ja: はい, en: We did}, to: price}
          - {id: missed, label: {ja: いいえ, en: No}, to: end, only: [shop]}
      - kind: question
        id: urgent
        ask: {ja: 急ぎますか。, en: Is it urgent?}
        why: {ja: 順が変わります。, en: It changes the order.}
        except: [shop]
        otherwise: price
        options:
          - {id: soon, label: {ja: はい, en: It is}, to: price}
          - {id: later, label: {ja: いいえ, en: No}, to: end}
      - kind: amount
        id: price
        ask: {ja: いくらですか。, en: How much?}
        why: {ja: 額で変わります。, en: It depends.}
        unit: yen
        bands: [{up_to: 1000, to: end}, {to: end}]
      - kind: outcome
        id: end
        title: {ja: 待つ, en: Wait}
        steps: [{text: {ja: 待ちます。, en: Wait.}, facts: [T-1]}]
        facts: [T-1]
"""


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Ask:
    """What the program answers the shell about these words; of bash, the line and what of it is to be replaced."""

    def call(*words: str, shell: str = "zsh") -> list[str]:
        monkeypatch.setenv("_MKTSUPPORT_COMPLETE", shell)
        monkeypatch.setattr(sys, "argv", ["mktsupport", *words])
        program.run()
        out, err = capfd.readouterr()
        assert err == ""
        return out.splitlines()

    return call


def offered(lines: list[str]) -> list[str]:
    """The words alone."""
    assert lines[:1] in ([], ["words"])
    return [line.partition("\t")[0] for line in lines[1:]]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(["contact", "mob"], ["mobaoku"], id="a platform"),
        pytest.param(["contact", "yahoo"], ["yahoo-auctions", "yahoo-flea-market"], id="several"),
        pytest.param(
            ["contact", "ラク"], ["ラクマ", "rakuten-mobile", "rakuten-pay"], id="a name goes on as it was begun"
        ),
        pytest.param(
            ["contact", "らく"], ["rakuma", "らくモバ", "らくてんぺい"], id="in other kana, it becomes the id"
        ),
        pytest.param(
            ["contact", "RAK"],
            ["rakuma", "banks", "card-issuers", "rakuten-mobile", "rakuten-pay"],
            id="in another case too",
        ),
        pytest.param(
            ["contact", "Yahoo! Fl"], ["yahoo-flea-market"], id="a name that would need quotes becomes the id"
        ),
        pytest.param(["contact", "nobody-at-all"], [], id="nothing is called so"),
        pytest.param(["contact", "police", "--topic", "sm"], ["sms"], id="a topic"),
        pytest.param(["contact", "police", "--channel", "he"], ["help-centre"], id="a kind of channel"),
        pytest.param(["contact", "police", "--role", ""], ["buyer", "seller"], id="a role"),
        pytest.param(["contact", "police", "--lang", ""], ["ja", "en"], id="a language"),
        pytest.param(["contact", "police", "--why", "--wh"], [], id="what is given is not offered again"),
        pytest.param(["contact", "--data", "a", "--da"], ["--data"], id="unless it may be given again"),
        pytest.param(["diagnose", "認証"], ["認証コードのSMSが届かない"], id="a title"),
        pytest.param(["diagnose", "sms", "--answer", ""], ["right", "wrong", "unsure", "other"], id="first answers"),
        pytest.param(
            ["diagnose", "sms", "--answer", "right", "--platform", "rakuma", "--answer", "u"],
            ["used", "unsure"],
            id="next",
        ),
        pytest.param(["diagnose", "--answer=right", "sms", "--answer=s"], ["--answer=sent"], id="after ="),
        pytest.param(["diagnose", "sms", "--answer", "no-such", "--answer", ""], [], id="after an answer that is none"),
        pytest.param(["diagnose", "sms", "--answer", "wrong", "--answer", ""], [], id="after the outcome"),
        pytest.param(["diagnose", "no-such", "--answer", ""], [], id="of a trouble that is none"),
        pytest.param(
            ["diagnose", "sms", "--platform", "チケキャン", "--answer", ""], [], id="of a service that is gone"
        ),
        pytest.param(["diagnose", "sms", "--platform", "no-such", "--answer", ""], [], id="on a platform that is none"),
        pytest.param(["diagnose", "--answer", ""], [], id="of no trouble"),
        pytest.param(["diagnose", "sms", "--platform", "pol"], [], id="nobody trades at a public desk"),
        pytest.param(["diagnose", "sms", "--platform", "yam"], [], id="nor with a carrier"),
        pytest.param(["now", "--platform", "pol"], ["police"], id="a public desk can be reached"),
        pytest.param(["now", "sm"], ["sms"], id="a trouble"),
        pytest.param(["fee", "1000", "--platform", "mo"], [], id="no fee of it is known"),
        pytest.param(["fee", "--platform", "mercari", "--schedule", ""], ["sales"], id="a platform's fee schedules"),
        pytest.param(["fee", "--schedule", ""], ["escrow"], id="those of the platform that is meant"),
        pytest.param(["list", ""], ["platforms", "troubles"], id="words that an argument takes"),
        pytest.param(["list", "troubles", "--"], ["--coverage", "--json", "--lang", "--data", "--help"], id="options"),
        pytest.param(["list", "--", "--"], [], id="no options after --"),
        pytest.param(["who", ""], [], id="anybody's number"),
        pytest.param(["no-such", ""], [], id="no command"),
        pytest.param(["--show-completion", ""], ["bash", "zsh", "fish"], id="shells"),
        pytest.param(["sea"], ["search"], id="a command"),
    ],
)
def test_what_may_come_next(ask: Ask, words: list[str], expected: list[str]) -> None:
    assert offered(ask(*words)) == expected


def test_those_that_live_come_first_and_public_desks_behind_them(ask: Ask) -> None:
    found = offered(ask("contact", ""))
    assert (found[0], found[-1]) == ("amazon", "line-pay")
    order = ["yahoo-flea-market", "au", "yamato", "antiphishing", "police", "fril", "ticketcamp", "line-pay"]
    assert [name for name in found if name in order] == order


def test_the_platforms_of_the_trouble_come_first(ask: Ask) -> None:
    assert offered(ask("diagnose", "trade", "--platform", ""))[0] == "coincheck"


def test_words_say_what_they_stand_for_in_the_language_of_the_line(ask: Ask) -> None:
    assert ask("diagnose", "sms", "--lang", "ja", "--answer", "wr") == ["words", "wrong\t間違っていた"]
    assert ask("diagnose", "sms", "--answer", "wr") == ["words", "wrong\tNo, it was wrong"]
    assert ask("contact", "ticketc") == ["words", "ticketcamp\tTicketcamp (ended)"]
    assert ask("sche")[1].startswith("schema\tWrite the JSON Schema")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        pytest.param(["check", ""], "files", id="knowledge files"),
        pytest.param(["check", "one.yaml", "tw"], "files", id="another one"),
        pytest.param(["list", "--data", ""], "files", id="one's own knowledge"),
        pytest.param(["list", "--data=a"], "files", id="after ="),
        pytest.param(["schema", ""], "folders", id="a folder to write to"),
    ],
)
def test_files_are_left_to_the_shell(ask: Ask, words: list[str], kind: str) -> None:
    assert ask(*words) == [kind]


@pytest.mark.parametrize(
    ("line", "current", "expected"),
    [
        pytest.param("mktsupport contact mob", "mob", ["mobaoku"], id="a word"),
        pytest.param("mktsupport contact ", "", ["amazon"], id="the next word"),
        pytest.param("mktsupport fee 1 --platform=mer", "mer", ["mercari"], id="bash replaces what follows ="),
        pytest.param(
            "mktsupport fee 1 --platform=mer", "--platform=mer", ["--platform=mercari"], id="or the whole word"
        ),
        pytest.param('mktsupport contact "ラク', "ラク", ["ラクマ"], id="a quote that is open"),
        pytest.param("mktsupport diagnose 'sms' --answer wr", "wr", ["wrong"], id="quotes that are closed"),
    ],
)
def test_a_line_as_bash_hands_it_over(ask: Ask, line: str, current: str, expected: list[str]) -> None:
    assert ask(line, current, shell="bash")[1:][: len(expected)] == expected


@pytest.mark.usefixtures("small")
def test_an_amount_has_no_words_and_leads_on(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(TWO_BANDS, encoding="utf-8")
    line = ["diagnose", "costly", "--data", str(file), "--answer"]
    assert ask(*line, "") == []
    assert offered(ask(*line, "1,000", "--answer", "")) == ["soon", "later"]
    assert ask(*line, "1001", "--answer", "") == []
    assert ask(*line, "much", "--answer", "") == []


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("platform", "answers", "expected"),
    [
        pytest.param(None, [], ["posted", "handed", "slow"], id="without a platform: all, delivery methods too"),
        pytest.param("shop", [], ["posted", "slow"], id="one that occurs elsewhere only is left out"),
        pytest.param("shop", ["handed"], [], id="and not taken"),
        pytest.param("shop", ["slow"], [], id="what is not asked there leads on by itself, to an amount"),
        pytest.param("market", [], ["handed", "slow"], id="another platform's delivery method is left out"),
        pytest.param("market", ["slow"], ["soon", "later"], id="what is asked there"),
        pytest.param("market", ["handed"], [], id="one way only is no question"),
        pytest.param("stall", [], [], id="a service that is gone: nothing is asked"),
        pytest.param("booth", [], ["posted", "slow"], id="a merged one: as its successor"),
    ],
)
def test_answers_are_those_of_the_platform(
    ask: Ask, tmp_path: Path, platform: str | None, answers: list[str], expected: list[str]
) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(BY_PLATFORM, encoding="utf-8")
    chosen = ["--platform", platform] if platform else []
    given = [word for answer in answers for word in ("--answer", answer)]
    assert offered(ask("diagnose", "late", "--data", str(file), *chosen, *given, "--answer", "")) == expected


@pytest.mark.usefixtures("small")
def test_broken_knowledge_is_no_matter_for_a_prompt(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("platforms: [", encoding="utf-8")
    assert offered(ask("contact", "--data", str(file), "sho")) == ["shop"]
    assert offered(ask("contact", "--data", str(tmp_path / "none.yaml"), "sho")) == ["shop"]
    monkeypatch.setattr("mktsupport.knowledge.library.shipped_folder", lambda: tmp_path / "gone")
    assert ask("contact", "sho") == []
    assert offered(ask("contact", "--ro")) == ["--role"]


@pytest.mark.parametrize(
    "words", [["'"], ["\\"], ["\udce3"], ["--=", ""], ["-"], ["--", "--", ""], [], ["contact", "\0"]]
)
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "complete_zsh"])
def test_nothing_that_is_typed_brings_a_complaint(ask: Ask, words: list[str], shell: str) -> None:
    assert ask(*words, shell=shell)[:1] in ([], ["words"])


def test_labels_are_one_line_without_control_characters() -> None:
    assert candidates.row("a", "b\tc\nd\x1b[31m\u202ee", "fish") == "a\tb c d [31m e"


def test_a_shell_is_answered_without_the_parser_and_the_records(cache: Path) -> None:
    code = "import sys; from mktsupport.__main__ import run; run(); print(*sys.modules, file=sys.stderr)"
    around = {"_MKTSUPPORT_COMPLETE": "zsh", "PYTHONPATH": str(SRC), "XDG_CACHE_HOME": str(cache)}
    platform, answer = ["contact", "mob"], ["diagnose", "sms", "--answer", "right", "--answer", ""]
    loaded = []
    for words in (platform, platform, answer):  # the first may have to compile the library
        done = subprocess.run(
            [sys.executable, "-c", code, *words],
            env=os.environ | around,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.startswith("words\n")
        loaded.append({"typer", "msgspec", "rich", "rapidfuzz", "mktsupport.cli"} & set(done.stderr.split()))
    assert loaded[1:] == [set(), set()]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_installing_says_what_was_written_and_is_done_once(run: Run, tmp_path: Path, shell: str) -> None:
    first, second = (run("--install-completion", shell) for _ in range(2))
    assert (first.code, first.err) == (0, "")
    written = [Path(line.split(": ", 1)[1]) for line in first.out.splitlines()[:-1]]
    assert all(file.is_file() for file in written)
    assert "in this one after: source " in first.out
    assert written[0].read_text(encoding="utf-8") == run("--show-completion", shell).out
    if shell == "fish":
        assert written == [tmp_path / "config" / "fish" / "completions" / "mktsupport.fish"]
    else:
        assert written[1] == tmp_path / f".{shell}rc"
        assert "already read: " in second.out
        assert len(written[1].read_text(encoding="utf-8").splitlines()) == 1


def test_installing_adds_to_what_stands_in_a_start_up_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("alias a=b", encoding="utf-8")
    (tmp_path / ".bashrc").symlink_to("kept")
    assert run("--install-completion", "bash").code == 0
    first, second = (tmp_path / "kept").read_text(encoding="utf-8").splitlines()
    assert first == "alias a=b"
    assert second.startswith("[ -r ")
    assert (tmp_path / ".bashrc").is_symlink()


@pytest.mark.parametrize("home", [pytest.param(None, id="no HOME"), pytest.param("/dev/null/home", id="none there")])
def test_without_a_home_two_lines_say_so(run: Run, monkeypatch: pytest.MonkeyPatch, home: str | None) -> None:
    monkeypatch.delenv("HOME")
    if home:
        monkeypatch.setenv("HOME", home)
    result = run("--install-completion", "zsh")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "error: there is no home folder\n"
        "hint:  `mktsupport --show-completion zsh` prints it: let your shell read that when it starts\n"
    )


def test_where_nothing_can_be_written_two_lines_say_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".local").write_text("a file where a folder belongs", encoding="utf-8")
    result = run("--install-completion", "bash")
    assert (result.code, result.out) == (2, "")
    script = tmp_path / ".local" / "share" / "mktsupport" / "completion.bash"
    assert result.err.startswith(f"error: {script} cannot be written: Not a directory\n")
    assert len(result.err.splitlines()) == 2


def test_a_shell_that_is_not_named_is_the_one_that_asks(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("fish", "/usr/bin/fish"))
    assert "complete -c mktsupport" in run("--show-completion").out
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("tcsh", "/bin/tcsh"))
    result = run("--install-completion")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "error: the shell could not be detected\n"
        "hint:  name it: `mktsupport --install-completion bash`, or zsh, or fish\n"
    )
    assert run("--install-completion", "tcsh").code == 2


def test_help_names_it(run: Run) -> None:
    assert "--install-completion [SHELL]" in run("--help").out
