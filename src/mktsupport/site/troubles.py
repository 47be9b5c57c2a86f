"""The pages of a trouble: its questions, one page for each outcome, and the whole tree."""

from __future__ import annotations

from functools import partial

from msgspec import Struct

from mktsupport.contact.answer import first_channel
from mktsupport.diagnose.answer import Context, contact_channels, helplines
from mktsupport.diagnose.tree import tree_data, ways
from mktsupport.diagnose.walk import most_questions
from mktsupport.page.desks import ended_title
from mktsupport.page.labels import join_list
from mktsupport.records import Amount, Channel, Language, Outcome, Platform, Question, Trouble
from mktsupport.site.content import Everything, Line, node_facts
from mktsupport.site.labels import word
from mktsupport.site.pages import Place, render, trust_line
from mktsupport.site.platforms import desk_line, timetables

Desks = list[tuple[Platform, Channel | None]]


class Reached(Struct, frozen=True):
    """Whom the readers of a platform may reach, or everybody."""

    platform: Platform | None
    contact: list[Line]
    desks: list[Line]


def trouble_page(trouble: Trouble, known: Everything, place: Place) -> bytes:
    """Every question, each linked to the next; the outcomes by name."""
    language = place.language
    questions = [node for node in trouble.nodes if not isinstance(node, Outcome)]
    return render(
        "trouble.html",
        place,
        title=trouble.title,
        description=", ".join(getattr(trouble.symptoms, language)[:6]),
        trouble=trouble,
        ended=ended_outcome(trouble),
        platforms=known.platforms_of(trouble),
        notices=notices(trouble, known, language),
        options={node.id: options(node, language) for node in questions},
        most={node.id: most_questions(trouble, node) for node in questions},
        sources=trust_line([name for node in questions for name in node.facts], known, language),
    )


def options(node: Question | Amount, language: Language) -> list[tuple[str | int | None, str, str]]:
    """The answers of a question: an option's id or the end of a band of amounts, its words, and where it leads."""
    answers = [band.up_to for band in node.bands] if isinstance(node, Amount) else [each.id for each in node.options]
    return [(answer, words, to) for answer, (words, to) in zip(answers, ways(node, language), strict=True)]


def tree_page(trouble: Trouble, _: Everything, place: Place) -> bytes:
    """All the questions as a nested list, each of which leads into the walk."""
    return render(
        "tree.html",
        place,
        title=trouble.title,
        back=place.to(f"trouble/{trouble.id}.html"),
        tree=tree_data(trouble, place.language),
        ended=ended_outcome(trouble),
        asked={node.id: node.ask for node in trouble.nodes if not isinstance(node, Outcome)},
    )


def ended_outcome(trouble: Trouble) -> Outcome | None:
    """The outcome for a service that has ended, to which no answer leads."""
    return next((node for node in trouble.nodes if isinstance(node, Outcome) and node.id == trouble.gone), None)


def notices(trouble: Trouble, known: Everything, language: Language) -> list[tuple[Platform, str]]:
    """The services of a trouble that are gone, each with what is said before anything else."""
    return [
        (each, ended_title(each.name.in_language(language), each.status.on, language))
        for each in known.platforms_of(trouble)
        if each.status.gone
    ]


def outcome_page(trouble: Trouble, node: Outcome, known: Everything, place: Place) -> bytes:
    """What to do, whom to reach and by when; what holds on one platform alone is marked with it."""
    language = place.language
    ladder = known.ladders[node.escalate] if node.escalate else None
    everybody, own = everybody_and_own(trouble, node, known, place)
    lines = [line for each in (everybody, *own) for line in (*each.contact, *each.desks)]
    include = [word(language, f"include-{each}") for each in node.inquiry.include] if node.inquiry else []
    facts = [*node_facts(node), *(name for rung in (ladder.rungs if ladder else ()) for name in rung.facts)]
    return render(
        "outcome.html",
        place,
        title=node.title,
        description=f"{trouble.title.in_language(language)}: {node.steps[0].text.in_language(language)}",
        trouble=trouble,
        node=node,
        ladder=ladder,
        platforms=known.platforms_of(trouble),
        notices=notices(trouble, known, language),
        names=partial(known.names, language=language),
        include=join_list(include, language),
        general=everybody,
        own=own,
        openings=timetables((each.hours for each in lines), known.calendar.table_of),
        sources=trust_line(facts, known, language),
    )


def everybody_and_own(
    trouble: Trouble, node: Outcome, known: Everything, place: Place
) -> tuple[Reached, list[Reached]]:
    """Whom everybody may reach, and whom the users of each platform may reach besides: as the terminal would say it."""
    ladder = known.ladders[node.escalate] if node.escalate else None

    def found(platform: Platform | None) -> tuple[Desks, Desks]:
        context = Context(platform, known.platforms, ladder)
        channels: Desks = list(contact_channels(trouble, node, context))
        desks = [known.platforms[name] for name in helplines(node, context, contacts=bool(channels))]
        return channels, [(each, first_channel(each)) for each in desks]

    def lines(desks: Desks) -> list[Line]:
        return [desk_line(platform, channel, known, place) for platform, channel in desks]

    contact, desks = found(None)
    own = []
    for platform in known.platforms_of(trouble):
        channels, more = found(platform)
        own.append(
            Reached(
                platform,
                lines([each for each in channels if each not in contact]),
                lines([each for each in more if each not in desks]),
            )
        )
    return Reached(None, lines(contact), lines(desks)), [each for each in own if each.contact or each.desks]
