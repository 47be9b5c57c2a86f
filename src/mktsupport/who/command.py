"""`who`: whose a number, address or domain is."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from mktsupport import environment
from mktsupport.errors import AskedWronglyError
from mktsupport.japan.identity import identity_of, imitation_of, registered_domain
from mktsupport.japan.text import Wording
from mktsupport.knowledge.library import Library
from mktsupport.options import AsJson, Data, Lang, library_for, output
from mktsupport.who.answer import Holder, answer


def who(
    value: Annotated[
        str, typer.Argument(metavar="VALUE", help="A number, mail address, URL or domain, as you see it.")
    ],
    as_json: AsJson = False,
    lang: Lang = None,
    data: Data = None,
) -> None:
    """Whether a number, address or domain that contacted you is listed, and as whose."""
    language = environment.language(lang)
    identity = identity_of(value)
    if identity is None:
        raise _unreadable(value)
    library = library_for(data, language)
    domain = registered_domain(identity.domain) if identity.domain else None
    exact = _holders(library, [] if identity.kind == "domain" else library.holders(identity.kind, identity.normal))
    known = _holders(library, library.holders("domain", domain) if domain else [])
    likeness = imitation_of(str(identity.domain), library.domains()) if domain and not known else None
    if identity.kind == "word" and (likeness is None or likeness.likeness == "name"):
        raise _unreadable(value)
    meant = [platform for platform, _ in library.holders("domain", likeness.domain)] if likeness else []
    withheld = library.withheld(identity.kind, identity.normal)
    found = answer(
        value,
        identity,
        exact=exact,
        domain=known,
        imitation=likeness,
        imitated=library.platforms(meant),
        withheld=withheld,
        evidence=library.evidence(fact for each in [*exact, *known] for fact in each.facts),
        language=language,
    )

    def page() -> Any:  # noqa: ANN401 - a page
        from mktsupport.who.page import page as who_page

        return who_page(found, language)

    output(found, page, as_json=as_json)
    if not found.listed and not withheld:
        raise typer.Exit(1)


def _holders(library: Library, places: Sequence[tuple[str, str | None]]) -> list[Holder]:
    platforms = {each.id: each for each in library.platforms(name for name, _ in places)}
    return [
        Holder(platforms[name], next((each for each in platforms[name].channels if each.id == channel), None))
        for name, channel in places
    ]


def _unreadable(value: str) -> AskedWronglyError:
    return AskedWronglyError(
        Wording(
            f"「{value[:60]}」は番号・アドレス・ドメインとして読めません",
            f"'{value[:60]}' is no number, address or domain",
        ),
        Wording(
            "03-1234-5678、someone@example.jp、example.jp のように書いてください",
            "write it as 03-1234-5678, someone@example.jp or example.jp",
        ),
    )
