"""`now`: whom to reach at this moment."""

from typing import Annotated, Any

import typer

from mktsupport import environment
from mktsupport.contact import now_answer as moments
from mktsupport.options import AsJson, At, Data, Lang, PlatformOption, opened, output


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
    library = opened(data, language)
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
    answer = moments.answer(
        library.platforms(names), asked=asked, trouble=about, at=moment, calendar=calendar, language=language
    )

    def page() -> Any:  # noqa: ANN401 - a page
        from mktsupport.contact.now_page import page as now_page

        return now_page(answer, calendar.holidays, language)

    output(answer, page, as_json=as_json)
