"""The command line: thin commands, and `main()`, the one place where an error becomes a message and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Annotated, Any, Literal

import typer

from mktsupport import __version__, environment
from mktsupport.errors import AskedWronglyError, Quit, SupportError
from mktsupport.knowledge.library import Library, open_library
from mktsupport.records import ChannelKind, Language, Text

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Why = Annotated[bool, typer.Option("--why", help="Show the facts and sources behind each statement.")]
Lang = Annotated[Literal["ja", "en"] | None, typer.Option("--lang", help="The language of the answer.")]
At = Annotated[str | None, typer.Option("--at", metavar="TIME", help="Answer as of this moment, in Japan's time.")]
Data = Annotated[
    list[str] | None, typer.Option("--data", metavar="PATH", help="Knowledge of your own, over the shipped.")
]
PlatformOption = Annotated[str | None, typer.Option("--platform", metavar="NAME", help="The service it is about.")]

# Help in Japanese, by command and by option; the docstrings and `help=` above are the English.
JAPANESE = {
    "mktsupport": "日本のネット上の売り買いで困ったとき、何をして、どこへ、いつ連絡するかを調べます。",
    "contact": "どこへ、どの手段で連絡するか。いま受付中かどうかも示します。",
    "diagnose": "質問に答えながら、起きていることと取るべき手順を調べます。",
    "fee": "その代金にいくらの手数料がかかるか。",
    "list": "知っているサービスと困りごとの一覧。",
    "check": "知識ファイルの誤りを調べます。",
    "platform": "対象のサービス。",
    "role": "買う人(buyer)か売る人(seller)か。",
    "topic": "困りごとの名前。",
    "channel": "連絡手段の種類。",
    "at": "この日時(日本時間)として答えます。",
    "why": "根拠の事実と出典を1行ずつ示します。",
    "as_json": "JSON で出します。",
    "lang": "答えの言語。",
    "data": "自分の知識ファイル。付属の知識より優先します。",
    "trouble": "困りごとの名前。省くと一覧を出します。",
    "answer": "質問への答え。順に何度でも書けます。",
    "tree": "質問の全体を図にします。",
    "mermaid": "質問の全体を Mermaid の図として出します。",
    "amounts": "代金(円)。",
    "schedule": "料金表の名前。",
    "on": "この日の料金で計算します。",
    "compare": "すべてのサービスを比べます。",
    "table": "料金表と棒グラフを出します。",
    "what": "platforms か troubles。",
    "paths": "調べるファイルやフォルダ。省くと付属の知識。",
    "github": "GitHub の注釈の形で出します。",
    "version": "版を表示します。",
    "help": "この説明を表示します。",
}


def opened(data: list[str] | None, language: Language) -> Library:
    """The library, with a word on stderr about each file of one's own that could not be used."""
    library = open_library(data or ())
    for file, line, problem, hint in library.warnings:
        tell("warning", Text(f"{file}:{line}: {problem.ja}", f"{file}:{line}: {problem.en}"), hint, language)
    return library


def tell(kind: Literal["error", "warning"], problem: Text, hint: Text, language: Language) -> None:
    """Two lines on stderr: what is wrong, how to put it right."""
    for head, text in ((kind, problem), ("hint", hint)):
        words = "".join(
            char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text.in_language(language)
        )
        print(f"{head + ':':<7}{words}" if kind == "error" else f"{head}: {words}", file=sys.stderr)  # noqa: T201


@app.command()
def contact(
    platform: Annotated[str, typer.Argument(metavar="PLATFORM", help="The service: an id, a name or an alias.")],
    role: Annotated[Literal["buyer", "seller"] | None, typer.Option(help="As a buyer or a seller.")] = None,
    topic: Annotated[str | None, typer.Option(metavar="TROUBLE", help="What it is about.")] = None,
    channel: Annotated[ChannelKind | None, typer.Option(help="Only this kind of channel.")] = None,
    at: At = None,
    why: Why = False,
    as_json: AsJson = False,
    lang: Lang = None,
    data: Data = None,
) -> None:
    """Whom to reach, through which channel, and whether it is open now."""
    from mktsupport import contact as contacts

    language, moment = environment.language(lang), environment.moment(at)
    library = opened(data, language)
    named = library.platform(platform)
    about = library.trouble(topic).id if topic else None
    merged = named.status.state == "merged" and named.status.successor
    followed = library.platform(str(named.status.successor)) if merged else named
    holidays = library.holidays(moment.date() - timedelta(days=1), moment.date() + timedelta(days=371))
    answer = contacts.answer(
        followed,
        via=named if merged else None,
        role=role or "any",
        topic=about,
        kind=channel,
        at=moment,
        desks=library.platforms(followed.helplines),
        holidays=holidays,
        evidence=library.evidence(contacts.cited(followed)),
        language=language,
    )

    def page() -> Any:  # noqa: ANN401 - a page
        from mktsupport.render.contacts import page as contact_page

        return contact_page(answer, holidays, language, why=why)

    output(answer, page, as_json=as_json)


def output(answer: object, page: Callable[[], Any], *, as_json: bool) -> None:
    """The answer as JSON or as a page."""
    from mktsupport.render.show import show, show_json

    if as_json:
        show_json(answer)
    else:
        show(page())


@app.command()
def diagnose(
    trouble: Annotated[str | None, typer.Argument(help="What went wrong; without it, the list.")] = None,
    answer: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="An answer; give one for each question.")
    ] = None,
    platform: PlatformOption = None,
    tree: Annotated[bool, typer.Option("--tree", help="Draw the whole tree.")] = False,
    mermaid: Annotated[bool, typer.Option("--mermaid", help="Print the tree as a Mermaid flowchart.")] = False,
    at: At = None,
    why: Why = False,
    as_json: AsJson = False,
    lang: Lang = None,
    data: Data = None,
) -> None:
    """What probably happened and what to do, one question at a time."""
    from mktsupport import asking

    language, moment = environment.language(lang), environment.moment(at)
    library = opened(data, language)
    talk = environment.interactive() and not (as_json or tree or mermaid)
    if trouble is None and not talk:
        output(
            {"troubles": library.trouble_rows(language)}, lambda: asking.troubles(library, language), as_json=as_json
        )
        return
    case = asking.Case(library, trouble, platform, answer or [], moment, language)
    if tree or mermaid:
        asking.picture(case, as_mermaid=mermaid)
        return
    if talk:
        case = asking.converse(case, platform_asked=platform is not None)
    output(case.answer(), lambda: case.page(why=why), as_json=as_json)


@app.command()
def fee(
    amounts: Annotated[list[str] | None, typer.Argument(help="Prices in yen.", show_default=False)] = None,
    platform: PlatformOption = None,
    schedule: Annotated[str | None, typer.Option(metavar="NAME", help="One of its fee schedules.")] = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="As of this day.")] = None,
    compare: Annotated[bool, typer.Option("--compare", help="Every platform side by side.")] = False,
    table: Annotated[bool, typer.Option("--table", help="The tiers themselves, with bars.")] = False,
    why: Why = False,
    as_json: AsJson = False,
    lang: Lang = None,
    data: Data = None,
) -> None:
    """What a platform charges on a price."""
    from mktsupport import charging

    language = environment.language(lang)
    day = environment.day(on)
    library = opened(data, language)
    request = charging.Request(library, amounts or [], platform, schedule, day, on is not None, language)
    shown = request.table if table else request.comparison if compare else request.fees
    answer, page = shown(why=why)
    output(answer, page, as_json=as_json)


@app.command(name="list")
def list_(
    what: Annotated[Literal["platforms", "troubles"] | None, typer.Argument(help="Only one of the two.")] = None,
    as_json: AsJson = False,
    lang: Lang = None,
    data: Data = None,
) -> None:
    """The platforms and troubles that are known."""
    language = environment.language(lang)
    library = opened(data, language)
    platforms = library.platform_rows(language) if what != "troubles" else None
    troubles = library.trouble_rows(language) if what != "platforms" else None
    answer = {"platforms": platforms, "troubles": troubles}

    def page() -> Any:  # noqa: ANN401 - a page
        from mktsupport.render.listing import page as list_page

        return list_page(platforms, troubles, language)

    output({key: rows for key, rows in answer.items() if rows is not None}, page, as_json=as_json)


@app.command()
def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH", help="Files or folders; without any, the shipped knowledge.", show_default=False
        ),
    ] = None,
    github: Annotated[bool, typer.Option("--github", help="Print annotations for GitHub's workflows.")] = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """What is wrong in knowledge files: every error and warning, with its place and a way to mend it."""
    from pathlib import Path

    from mktsupport.knowledge.auditing import audit
    from mktsupport.render import findings

    language = environment.language(lang)
    found = audit([Path(path) for path in paths or ()])
    if github:
        sys.stdout.write(findings.for_github(found, language))
    else:
        output(findings.answer(found, language), lambda: findings.page(found, language), as_json=as_json)
    if any(not finding.warning for finding in found):
        raise typer.Exit(1)


def show_version(value: bool) -> None:  # noqa: FBT001 - the option's callback
    if value:
        print(f"mktsupport {__version__}")  # noqa: T201
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """What to do, whom to reach and when, if something goes wrong on a Japanese online marketplace."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    language = environment.language_of(words)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = _command(language).main(words, prog_name="mktsupport", standalone_mode=False)
        sys.stdout.flush()
    except (SupportError, typer.TyperException, OSError) as error:
        return failed(error, language)
    except Quit:
        return 0
    except (KeyboardInterrupt, typer.Abort, EOFError):
        return 130
    return code if isinstance(code, int) else 0


def failed(error: SupportError | typer.TyperException | OSError, language: Language) -> int:
    """Say what went wrong; the exit code."""
    if isinstance(error, BrokenPipeError):
        _discard_stdout()  # the reader has seen enough: answered
        return 0
    if isinstance(error, SupportError):
        tell("error", error.problem, error.hint, language)
        return error.exit_code
    if isinstance(error, OSError):
        _discard_stdout()
        reason = error.strerror or str(error)
        problem = Text(f"出力できませんでした({reason})", f"the answer could not be written: {reason}")
        hint = Text("空き容量と出力先を確かめてください", "check the free space and where the output goes")
        tell("error", problem, hint, language)
        return 1
    tell("error", *_usage(error), language)
    return 2


def _command(language: Language) -> Any:  # noqa: ANN401 - typer's own command type is private
    command = typer.main.get_command(app)
    if language == "ja":
        for each in (command, *getattr(command, "commands", {}).values()):
            each.help = JAPANESE.get(each.name or "mktsupport", each.help)
            for option in each.params:
                option.help = JAPANESE.get(option.name, getattr(option, "help", None))
    return command


def _usage(error: typer.TyperException) -> tuple[Text, Text]:
    """A command line that the parser refuses, in two lines."""
    message = error.format_message().replace("\n", " ")
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "mktsupport"
    near = ", ".join(getattr(error, "possibilities", None) or ())
    option = getattr(error, "option_name", "") or ""
    if option[1:2].isdigit():
        from mktsupport.fees import amount_of

        try:
            amount_of(option)
        except AskedWronglyError as wrong:
            return wrong.problem, wrong.hint
    hint = Text(f"`{path} --help` で使い方が出ます", f"`{path} --help` shows how to ask")
    if near:
        hint = Text(f"もしかして {near} ですか。{hint.ja}", f"did you mean {near}? {hint.en}")
    return Text(f"指定が正しくありません: {message}", message.rstrip(".")), hint


def _discard_stdout() -> None:
    """Nobody reads any more: what is still buffered must not raise again at exit."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = None  # Python's own word for a stdout that is gone
