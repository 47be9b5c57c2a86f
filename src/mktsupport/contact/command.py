"""`contact`: whom to reach on a platform. `now`: whom to reach at this moment."""

import os
import sys
from typing import Annotated, Any, Literal

import typer

from mktsupport import environment
from mktsupport.contact.answer import ContactAnswer, answer, fact_ids, now_answer
from mktsupport.errors import AskedWronglyError, SupportError
from mktsupport.japan.dates import Holidays
from mktsupport.japan.text import Language, Wording
from mktsupport.options import AsJson, At, Data, Lang, PlatformOption, Why, library_for, output
from mktsupport.records import ChannelKind
from mktsupport.views import ChannelView


def contact(
    platform: Annotated[str, typer.Argument(metavar="PLATFORM", help="The service: an id, a name or an alias.")],
    role: Annotated[Literal["buyer", "seller"] | None, typer.Option(help="As a buyer or a seller.")] = None,
    topic: Annotated[str | None, typer.Option(metavar="TROUBLE", help="What it is about.")] = None,
    channel: Annotated[ChannelKind | None, typer.Option(help="Only this kind of channel.")] = None,
    qr: Annotated[bool, typer.Option("--qr", help="Draw a live channel's address as a QR code.")] = False,
    copy: Annotated[bool, typer.Option("--copy", help="Put a live channel's address on the clipboard.")] = False,
    browse: Annotated[
        bool, typer.Option("--open", help="Open the official page of a live channel in the browser.")
    ] = False,
    at: At = None,
    why: Why = False,
    as_json: AsJson = False,
    lang: Lang = None,
    data: Data = None,
) -> None:
    """Whom to reach, through which channel, and whether it is open now."""
    if qr or copy or browse:
        _refuse_where_impossible(copy=copy, as_json=as_json)
    language, moment = environment.language(lang), environment.moment(at)
    library = library_for(data, language)
    named = library.platform(platform)
    about = library.trouble(topic).id if topic else None
    followed = library.living(named)
    calendar = library.calendar(moment.date())
    found = answer(
        followed,
        via=named if followed is not named else None,
        role=role or "any",
        topic=about,
        kind=channel,
        at=moment,
        desks=library.platforms(followed.helplines),
        calendar=calendar,
        evidence=library.evidence(fact_ids(followed)),
        language=language,
    )

    if browse:
        _open_page(found)
        return
    if qr or copy:
        _hand_over(found, calendar.holidays, language, qr=qr, copy=copy)
        return

    def page() -> Any:  # noqa: ANN401 - a page
        from mktsupport.contact.page import page as contact_page

        return contact_page(found, calendar.holidays, language, why=why)

    output(found, page, as_json=as_json)


def now(
    trouble: Annotated[str | None, typer.Argument(metavar="TROUBLE", help="What it is about.")] = None,
    platform: PlatformOption = None,
    at: At = None,
    as_json: AsJson = False,
    lang: Lang = None,
    data: Data = None,
) -> None:
    """Whom to reach at this moment: what is open, what opens next, and what nobody knows the hours of."""
    language, moment = environment.language(lang), environment.moment(at)
    library = library_for(data, language)
    about = library.trouble(trouble) if trouble else None
    asked = library.platform(platform) if platform else None
    rows = library.platform_rows(language)
    if asked:
        names = [asked.status.followed_by or asked.id, *asked.helplines]
    elif about:
        names = [*about.platforms, *(row.id for row in rows if row.kind == "public")]
    else:
        names = [row.id for row in rows]
    calendar = library.calendar(moment.date())
    found = now_answer(
        library.platforms(names), asked=asked, trouble=about, at=moment, calendar=calendar, language=language
    )

    def page() -> Any:  # noqa: ANN401 - a page
        from mktsupport.contact.page import now_page

        return now_page(found, calendar.holidays, language)

    output(found, page, as_json=as_json)


def _refuse_where_impossible(*, copy: bool, as_json: bool) -> None:
    if as_json:
        raise AskedWronglyError(
            Wording(
                "`--json` は `--qr`、`--copy`、`--open` と使えません",
                "`--json` does not go with `--qr`, `--copy` or `--open`",
            ),
            Wording("JSON の `uri` か `value` を使ってください", "take `uri` or `value` from the JSON"),
        )
    if copy and not (sys.stdout.isatty() and os.environ.get("TERM") != "dumb"):
        raise AskedWronglyError(
            Wording("`--copy` は端末でだけ使えます", "`--copy` works on a terminal only"),
            Wording("`--json` の `value` を使ってください", "take `value` from `--json`"),
        )


def _hand_over(answer: ContactAnswer, holidays: Holidays, language: Language, *, qr: bool, copy: bool) -> None:
    from mktsupport.contact.qr import clipboard, copied, drawing, heading
    from mktsupport.page.display import show

    channel, value, uri = first_live(answer)
    code = drawing(uri) if qr else ""
    show(heading(answer, channel, holidays, language))
    sys.stdout.write(code)
    if copy:
        sys.stdout.write(clipboard(value))
        show(copied(value, language))


def _open_page(answer: ContactAnswer) -> None:
    """Open the first official page among the channels, and print its address."""
    import webbrowser

    pages = (each.uri or "" for each in answer.channels if each.state != "ended")
    page = next((uri for uri in pages if uri.startswith("https://")), None)
    if page is None:
        raise SupportError(
            Wording(
                f"{answer.platform.name}の公式ページのアドレスは分かっていません",
                f"no official page of {answer.platform.name} is known",
            ),
            Wording(
                f"窓口: `mktsupport contact {answer.platform.id}`", f"see `mktsupport contact {answer.platform.id}`"
            ),
        )
    sys.stdout.write(f"{page}\n")
    webbrowser.open(page)


def first_live(answer: ContactAnswer) -> tuple[ChannelView, str, str]:
    """The first channel with an address to open, its value and its URI; never one of a service that is gone."""
    name = answer.platform.name
    if answer.platform.status.gone:
        command = f"mktsupport contact {answer.helplines[0]}" if answer.helplines else "mktsupport now"
        raise SupportError(
            Wording(f"{name}は終了したので、番号や宛先を渡しません", f"{name} has ended: its addresses are not given"),
            Wording(f"公的な相談先: `{command}`", f"turn to a help line: `{command}`"),
        )
    for channel in answer.channels:
        if channel.value and channel.uri:
            return channel, channel.value, channel.uri
    command = f"mktsupport contact {answer.platform.id}"
    raise SupportError(
        Wording(f"{name}には渡せる番号や宛先がありません", f"{name} has no number or address that fits"),
        Wording(f"`{command}` で窓口と手順が出ます", f"`{command}` shows its channels and the steps to them"),
    )
