"""`contact`: whom to reach."""

from typing import Annotated, Any, Literal

import typer

from mktsupport import contact as contacts
from mktsupport import environment
from mktsupport.commands.options import AsJson, At, Data, Lang, Why, opened, output
from mktsupport.records import ChannelKind


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
    language, moment = environment.language(lang), environment.moment(at)
    library = opened(data, language)
    named = library.platform(platform)
    about = library.trouble(topic).id if topic else None
    merged = named.status.state == "merged" and named.status.successor
    followed = library.platform(str(named.status.successor)) if merged else named
    calendar = library.calendar(moment.date())
    answer = contacts.answer(
        followed,
        via=named if merged else None,
        role=role or "any",
        topic=about,
        kind=channel,
        at=moment,
        desks=library.platforms(followed.helplines),
        calendar=calendar,
        evidence=library.evidence(contacts.cited(followed)),
        language=language,
    )

    def page() -> Any:  # noqa: ANN401 - a page
        from mktsupport.render.contacts import page as contact_page

        return contact_page(answer, calendar.holidays, language, why=why)

    output(answer, page, as_json=as_json)
