"""The pages of a trouble: its questions, one page for each outcome, and the tree as a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from mktsupport.contact import answer as contact
from mktsupport.diagnose import answer as outcomes
from mktsupport.diagnose.answer import Surroundings
from mktsupport.diagnose.tree import ways
from mktsupport.diagnose.walk import most_questions
from mktsupport.japan.dates import duration
from mktsupport.japan.yen import UNITS
from mktsupport.page.desks import ended_title
from mktsupport.page.labels import join_list, label
from mktsupport.records import Amount, Deadline, Language, Node, Outcome, Platform, Statement, Step, Trouble
from mktsupport.site import linked_data
from mktsupport.site.content import Everything, cited
from mktsupport.site.openings import openings
from mktsupport.site.pages import Place, rendered
from mktsupport.site.pages import cited as sources
from mktsupport.site.platforms import line
from mktsupport.site.tree_picture import tree_picture


def trouble_page(trouble: Trouble, known: Everything, place: Place) -> bytes:
    """Every question, each linked to the next; the outcomes by name."""
    language = place.language
    names = [name for node in trouble.nodes if not isinstance(node, Outcome) for name in node.facts]
    return rendered(
        "trouble.html",
        place,
        trouble=trouble.id,
        title=trouble.title.in_language(language),
        description=", ".join(getattr(trouble.symptoms, language)[:6]),
        linked=Markup(linked_data.questions([trouble], language)),  # noqa: S704 - escaped where it is made
        start=trouble.start,
        platforms=services(trouble, known, language),
        notices=notices(trouble, known, language),
        nodes=[question(trouble, node, place) for node in trouble.nodes],
        sources=sources(names, known.evidence, place),
    )


def tree_page(trouble: Trouble, place: Place) -> bytes:
    """The whole tree as a picture, each box of which leads into the walk."""
    back = place.to(f"trouble/{trouble.id}.html")
    picture = tree_picture(trouble, place.language).replace('href="#node-', f'href="{back}#node-')
    return rendered(
        "tree.html",
        place,
        title=trouble.title.in_language(place.language),
        description="",
        back=back,
        picture=Markup(picture),  # noqa: S704 - see above
    )


def services(trouble: Trouble, known: Everything, language: Language) -> list[tuple[str, str]]:
    """The trouble's platforms by id and name."""
    return [(each.id, each.name.in_language(language)) for each in known.concerned(trouble)]


def notices(trouble: Trouble, known: Everything, language: Language) -> list[tuple[str, str, str | None]]:
    """The trouble's services that are gone: id, what is said before anything else, and a note."""
    return [
        (
            each.id,
            ended_title(each.name.in_language(language), each.status.on, language),
            each.status.note.in_language(language) if each.status.note else None,
        )
        for each in known.concerned(trouble)
        if each.status.gone
    ]


def question(trouble: Trouble, node: Node, place: Place) -> dict[str, Any]:
    """A node as its section shows it."""
    language = place.language
    if isinstance(node, Outcome):
        page = place.to(f"trouble/{trouble.id}/{node.id}.html")
        return {"kind": "outcome", "id": node.id, "title": node.title.in_language(language), "page": page}
    answers = [band.up_to for band in node.bands] if isinstance(node, Amount) else [each.id for each in node.options]
    return {
        "kind": "amount" if isinstance(node, Amount) else "question",
        "id": node.id,
        "ask": node.ask.in_language(language),
        "why": node.why.in_language(language),
        "counts": node.unit if isinstance(node, Amount) else "",
        "unit": UNITS[node.unit].in_language(language) if isinstance(node, Amount) else "",
        "most": most_questions(trouble, node),
        "options": [(answer, said, to) for answer, (said, to) in zip(answers, ways(node, language), strict=True)],
        "facts": node.facts,
    }


def outcome_page(trouble: Trouble, node: Outcome, known: Everything, place: Place) -> bytes:
    """What to do, whom to reach and by when; what holds on one platform alone is marked with it."""
    language = place.language
    ladder = known.ladders[node.escalate] if node.escalate else None
    general, own = reached(trouble, node, known, place)
    rungs = ladder.rungs if ladder else ()
    names = [*cited(node), *(name for rung in rungs for name in rung.facts)]
    lines = [
        *general["contact"],
        *general["desks"],
        *(each for some in own for each in some["contact"] + some["desks"]),
    ]

    def statements(many: Sequence[Step | Statement | Deadline]) -> list[dict[str, Any]]:
        return [dict(_statement(each, known, language)) for each in many]

    return rendered(
        "outcome.html",
        place,
        trouble=trouble.id,
        trouble_title=trouble.title.in_language(language),
        node=node.id,
        title=node.title.in_language(language),
        description=f"{trouble.title.in_language(language)}: {node.steps[0].text.in_language(language)}",
        platforms=services(trouble, known, language),
        notices=notices(trouble, known, language),
        steps=statements(node.steps),
        deadlines=statements(node.deadlines),
        warnings=statements(node.warnings),
        keep=statements(node.evidence),
        no_help=node.no_help.in_language(language) if node.no_help else None,
        inquiry=(
            node.inquiry.situation.in_language(language),
            node.inquiry.wish.in_language(language),
            join_list([label(language, f"include-{each}") for each in node.inquiry.include], language),
        )
        if node.inquiry
        else None,
        ladder=ladder.title.in_language(language) if ladder else None,
        rungs=[(rung.text.in_language(language), rung.facts) for rung in rungs],
        general=general,
        own=own,
        openings=openings((each.hours for each in lines), known.table_of),
        linked=Markup(linked_data.how_to(node, language)),  # noqa: S704 - see above
        node_facts=node.facts,
        sources=sources(names, known.evidence, place),
    )


def reached(
    trouble: Trouble, node: Outcome, known: Everything, place: Place
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Whom everybody may reach, and whom each platform's users may reach besides: as the terminal would say it."""
    ladder = known.ladders[node.escalate] if node.escalate else None

    def found(platform: Platform | None) -> tuple[list[tuple[str, str]], list[str]]:
        around = Surroundings(platform, known.platforms, ladder)
        channels = [(each.id, channel.id) for each, channel in outcomes.reached(trouble, node, around)]
        return channels, outcomes.helplines(around, contacts=bool(channels))

    def lines(channels: Sequence[tuple[str, str]], desks: Sequence[str]) -> dict[str, Any]:
        named = [(known.platforms[name], channel) for name, channel in channels]
        return {
            "contact": [
                line(each, next(one for one in each.channels if one.id == channel), known, place)
                for each, channel in named
            ],
            "desks": [
                line(known.platforms[name], contact.first_channel(known.platforms[name]), known, place)
                for name in desks
            ],
        }

    channels, desks = found(None)
    own = []
    for platform in known.concerned(trouble):
        more, beside = found(platform)
        mine = lines([each for each in more if each not in channels], [name for name in beside if name not in desks])
        if mine["contact"] or mine["desks"]:
            own.append({"id": platform.id, "name": platform.name.in_language(place.language), **mine})
    return lines(channels, desks), own


def _statement(each: Step | Statement | Deadline, known: Everything, language: Language) -> Iterator[tuple[str, Any]]:
    yield "text", each.text.in_language(language)
    yield "facts", each.facts
    yield "only", " ".join(each.only)
    named = [known.platforms[name].name.in_language(language) for name in each.only if name in known.platforms]
    yield "names", join_list(named, language)
    if isinstance(each, Step):
        yield "wait", label(language, "wait", after=duration(each.wait, language)) if each.wait else None
    if isinstance(each, Deadline):
        start, after = each.start.in_language(language), duration(each.after, language)
        yield "head", label(language, "deadline", start=start, after=after)
