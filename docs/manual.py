"""Makes the manual pages and completion's commands.json from the commands themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from docs.commands import commands
from mktsupport import __version__
from mktsupport.completion.candidates import Command, Parameter
from mktsupport.japan.text import Language, Wording

HERE = Path(__file__).parent
TABLE = HERE.parent / "src" / "mktsupport" / "completion" / "commands.json"
PAGES: dict[Language, Path] = {"en": HERE / "man" / "mktsupport.1", "ja": HERE / "man" / "ja" / "mktsupport.1"}

TITLE = Wording("利用者コマンド", "User Commands")
SUMMARY = Wording("日本のネット上の売り買いで困ったときの案内", "help with trouble on Japanese online marketplaces")
NAME = Wording("名前", "NAME")
SYNOPSIS = Wording("書式", "SYNOPSIS")
DESCRIPTION = Wording("説明", "DESCRIPTION")
OPTIONS = Wording("オプション", "OPTIONS")
COMMANDS = Wording("コマンド", "COMMANDS")
SHARED = Wording("共通のオプション", "COMMON OPTIONS")
ALSO = Wording("共通のオプション: ", "Common options: ")
SHARED_BY = 4  # commands: an option that so many share is explained once
REST = {"command": Wording("コマンド", "COMMAND"), "words": Wording("引数", "ARGUMENTS")}
ABOUT = Wording(
    "何が起きているか、まず何をするか、どこへ連絡するか、いま受付中か、手元に何を用意するかを、根拠とともに示します。"
    "ネットにはつながりません。名前は id でも別名でもよく、全角・半角やかなの違いは問いません。",
    "It says what probably happened, what to do first, whom to reach and whether they are open, what to have in hand, "
    "and what each statement rests on. It works offline. Names are ids, names or aliases, in any width or kana.",
)
ONE_OF = Wording("選べる値: ", "One of: ")
REPEATED = Wording("何度でも書けます。", "May be given several times.")
ESCAPES = {"\\": r"\e", "-": r"\-", "~": r"\(ti", "^": r"\(ha", "'": r"\(aq", "`": r"\(ga", '"': r"\(dq"}
SECTIONS: tuple[tuple[Wording, tuple[tuple[str, Wording], ...]], ...] = (
    (
        Wording("終了コード", "EXIT STATUS"),
        (
            ("0", Wording("答えが出た。", "Answered.")),
            (
                "1",
                Wording(
                    "答えがない(見つからない、check が誤りを見つけた、知識が読めない、など)。",
                    "There is no answer: nothing was found, check found errors, the knowledge cannot be read.",
                ),
            ),
            ("2", Wording("聞き方の誤り。", "Asked wrongly.")),
            ("130", Wording("中断された。", "Interrupted.")),
        ),
    ),
    (
        Wording("環境変数", "ENVIRONMENT"),
        (
            (
                "MKTSUPPORT_LANG",
                Wording(
                    "答えの言語(ja か en)。なければ LC_ALL、LC_MESSAGES、LANG のうち最初にあるものに従います。",
                    "The language of answers, ja or en; without it, that of the first of LC_ALL, LC_MESSAGES and LANG.",
                ),
            ),
            (
                "MKTSUPPORT_DATA",
                Wording(
                    "自分の知識ファイルかフォルダ。いくつもあるときはコロンで区切ります。",
                    "Knowledge files or folders of your own, parted by colons.",
                ),
            ),
            ("NO_COLOR", Wording("色を付けません。", "No colours.")),
            ("FORCE_COLOR", Wording("端末でなくても色を付けます。", "Colours even where there is no terminal.")),
            (
                "TERM",
                Wording(
                    "dumb なら、描画も質問もしません。",
                    "With dumb, nothing is drawn and nothing is asked.",
                ),
            ),
        ),
    ),
    (
        Wording("ファイル", "FILES"),
        (
            (
                "~/.config/mktsupport/*.yaml",
                Wording(
                    "自分の知識。付属の知識より優先します(XDG_CONFIG_HOME に従います)。",
                    "Knowledge of your own, over the shipped; under XDG_CONFIG_HOME where that is set.",
                ),
            ),
            (
                "~/.cache/mktsupport/",
                Wording(
                    "組み立て済みの知識。消しても次に作り直します(XDG_CACHE_HOME に従います)。",
                    "The compiled knowledge, made anew when deleted; under XDG_CACHE_HOME where that is set.",
                ),
            ),
        ),
    ),
    (
        Wording("例", "EXAMPLES"),
        (
            ("mktsupport contact mobaoku", Wording("モバオクへの連絡先。", "How to reach Mobaoku.")),
            (
                "mktsupport diagnose sms --platform rakuma",
                Wording("認証コードが届かないとき、何をするか。", "What to do when a code does not arrive."),
            ),
            (
                "mktsupport fee 25000 --compare --json",
                Wording("手数料を比べ、JSON で出す。", "Every service's fee on that price, as JSON."),
            ),
        ),
    ),
)


def released() -> str:
    """The day of this version, which the changelog names."""
    text = (HERE.parent / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(__version__)} \(([0-9-]+)\)$", text, re.MULTILINE)
    return found[1] if found else ""


def page(language: Language) -> str:
    """The manual page in roff."""
    program, *others = commands()
    return "".join(f"{line}\n" for line in _lines(program, others, language))


def table() -> str:
    """The commands as completion reads them, one parameter a line."""
    rows = []
    for command in commands():
        parameters = ",\n".join(f"    {_json(each)}" for each in command["parameters"])
        head = _json({"name": command["name"], "help": command["help"]}).removesuffix("}")
        rows.append(f'  {head}, "parameters": [\n{parameters}\n  ]}}')
    return "[\n" + ",\n".join(rows) + "\n]\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _lines(program: Command, commands: Sequence[Command], language: Language) -> Iterator[str]:
    def said(wording: Wording) -> str:
        return escaped(wording.in_language(language))

    shared = _shared(commands)
    yield r".\" Made by `just generate` from the commands themselves."
    yield f'.TH MKTSUPPORT 1 "{released()}" "mktsupport {escaped(__version__)}" "{said(TITLE)}"'
    yield ".nh\n.ad l"
    yield f".SH {said(NAME)}\nmktsupport \\- {said(SUMMARY)}"
    yield f".SH {said(SYNOPSIS)}\n.B mktsupport\n.I {said(REST['command'])}\n.RI [ {said(REST['words'])} ]\\|.\\|.\\|."
    yield f".SH {said(DESCRIPTION)}\n{escaped(program['help'][language])}\n.PP\n{said(ABOUT)}"
    yield f".SH {said(OPTIONS)}"
    for each in program["parameters"]:
        yield from _parameter(each, language)
    yield f".SH {said(COMMANDS)}"
    for command in commands:
        yield f".SS {_usage(command)}\n{escaped(command['help'][language])}"
        for each in command["parameters"]:
            if each not in shared:
                yield from _parameter(each, language)
        if also := [escaped(each["spellings"][0]) for each in command["parameters"] if each in shared]:
            yield f".PP\n{said(ALSO)}{', '.join(also)}"
    yield f".SH {said(SHARED)}"
    for each in shared:
        yield from _parameter(each, language)
    for heading, entries in SECTIONS:
        yield f".SH {said(heading)}"
        for name, wording in entries:
            yield f".TP\n.B {escaped(name)}\n{said(wording)}"


def _shared(commands: Sequence[Command]) -> list[Parameter]:
    """The options that many commands share to the letter."""
    options = [each for command in commands for each in command["parameters"] if each["spellings"]]
    first = [each for n, each in enumerate(options) if each not in options[:n]]
    return [each for each in first if options.count(each) >= SHARED_BY]


def _usage(command: Command) -> str:
    """A command with its arguments, as a heading: `diagnose [TROUBLE]`."""
    arguments = [_argument(each) for each in command["parameters"] if not each["spellings"]]
    return " ".join([escaped(command["name"]), *arguments])


def _argument(argument: Parameter) -> str:
    value = escaped(str(argument["value"])) + ("\\|.\\|.\\|." if argument["many"] else "")
    return value if argument["required"] else f"[{value}]"


def _spelt(option: Parameter) -> str:
    return ", ".join(f"\\fB{escaped(spelling)}\\fR" for spelling in option["spellings"])


def _parameter(each: Parameter, language: Language) -> Iterator[str]:
    value = f"\\fI{escaped(each['value'])}\\fR" if each["value"] else ""
    yield f".TP\n{' '.join(filter(None, (_spelt(each), value)))}"
    says = [each["help"][language]]
    if not all(choice in says[0] for choice in each["choices"]):
        says.append(f"{ONE_OF.in_language(language)}{', '.join(each['choices'])}.")
    if each["many"] and each["spellings"]:
        says.append(REPEATED.in_language(language))
    yield "\n".join(map(escaped, says))


def escaped(text: str) -> str:
    """A line in which roff finds nothing to obey: hyphens that can be copied, no control at its beginning."""
    plain = "".join(ESCAPES.get(char, char) for char in text)
    plain = re.sub(
        r"(?<=[\u3000-\u9fff\uff00-\uffef])(?<![「『((])(?=[「『\u3040-\u9fff])(?![ーっゃゅょッャュョ])", r"\\:", plain
    )
    return re.sub(r"^([.])", r"\\&\1", plain)


def files() -> dict[Path, str]:
    """The generated files and what they hold."""
    return {TABLE: table()} | {file: page(language) for language, file in PAGES.items()}
