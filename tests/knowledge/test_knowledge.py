"""Random knowledge: what is valid compiles and reads back equal, what is broken is named by its rule and file."""

from __future__ import annotations

import copy
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from mktsupport.errors import SupportError
from mktsupport.japan.spelling import fold
from mktsupport.knowledge.book import Book
from mktsupport.knowledge.checker import structure
from mktsupport.knowledge.compiler import compile_into, gather
from mktsupport.knowledge.library import Library
from mktsupport.knowledge.sections import SECTIONS

Raw = dict[str, Any]
Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
quick = settings(
    max_examples=3,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],  # to shrink a whole knowledge takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],  # a whole knowledge takes many draws
)

# Each draw costs; that any text at all is read back, the reader's own tests show.
WORDS = st.sampled_from(
    ("漢字", "😀", "ｶﾅ　全角", "null", "~", "no", "0171", "10:30", "1e3", "2018-05-31", " a ", "a\nb", "\ttab", "a: b")
) | st.sampled_from(
    ("- a", "#", "'", '"', "{x}", "[y]", "&a", "*b", "!c", "| d", "> e", "%", "@", "`", "? f", "\\u202e")
)
TEXTS = st.builds(lambda ja, en: {"ja": ja, "en": en}, WORDS, WORDS)
POOL = ["a", "b2", "c-d", "e-f-g", "0", "99", "null", "no", "true", "1e3", "x0", "long-" * 20 + "id"]
IDS = st.sampled_from(POOL)
FACT_IDS = st.sampled_from(["A-1", "AB-E2", "ABC-999", "N-0", "O-007"])
DAYS = st.sampled_from(["0001-01-01", "2016-02-29", "2018-05-31", "9999-12-31"])
PARTIAL = DAYS | st.sampled_from(["2018", "2018-05", "0001", "9999-12"])
DURATIONS = st.sampled_from(["1 hour", "3 days", "10 business days", "2 months"])
HOURS = st.sampled_from(["24/7", "Mo-Fr 10:00-19:00; PH off", "Sa,Su,PH 09:30-12:00,13:00-17:00", "Mo-Su 08:00-24:00"])


def some(names: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), max_size=3, unique=True) if names else st.just([])


def shuffled_in(required: dict[str, Any], **optional: Any) -> st.SearchStrategy[Raw]:
    return st.fixed_dictionaries(required, optional=optional)


def bands(draw: st.DrawFn, least: int, most: int) -> list[Raw]:
    """Rising ends, the last one open."""
    ends = draw(st.sets(st.integers(1, 10**6), min_size=least - 1, max_size=most - 1))
    return [{"up_to": end} for end in sorted(ends)] + [{}]


@st.composite
def platforms(draw: st.DrawFn, name: str, names: list[str], troubles: list[str], facts: list[str]) -> Raw:
    cited = st.just(facts)
    busy = st.fixed_dictionaries({"hours": HOURS, "advice": TEXTS})
    several = st.lists(TEXTS, max_size=1)
    channels = [
        draw(
            shuffled_in(
                {
                    "id": st.just(each),
                    "kind": st.sampled_from(["phone", "chat", "form", "help-centre"]),
                    "name": TEXTS,
                    "rank": st.integers(1, 9),
                    "facts": cited,
                },
                role=st.sampled_from(["any", "buyer", "seller"]),
                topics=some(troubles),
                value=st.none() | WORDS,
                hours=st.none() | HOURS,
                busy=st.none() | busy,
                cost=st.sampled_from(["free", "charged", "unknown"]),
                steps=several,
                limits=several,
                warning=st.none() | TEXTS,
            )
        )
        for each in draw(st.lists(IDS, max_size=2, unique=True))
    ]
    fees = []
    for each in draw(st.lists(IDS, max_size=2, unique=True)):
        charge: st.SearchStrategy[Raw] = st.sampled_from(
            [{"flat": 324}, {"rate": "3.24%"}, {"rate": "10%"}, {"flat": 0}]
        )
        tiers = [end | draw(charge) for end in bands(draw, 1, 3)]
        parts: dict[str, Any] = {"id": st.just(each), "name": TEXTS, "payer": st.sampled_from(["buyer", "seller"])}
        parts |= {"tiers": st.just(tiers), "facts": cited}
        fees.append(draw(shuffled_in(parts, since=PARTIAL, rounding=st.sampled_from(["down", "half-up", "up"]))))
    status = shuffled_in(
        {"state": st.sampled_from(["active", "ended", "merged", "unknown"])},
        on=PARTIAL,
        successor=st.sampled_from(names),
        note=TEXTS,
        facts=cited,
    )
    rule = shuffled_in({"id": st.just("the-rule"), "text": TEXTS, "facts": cited}, penalty=TEXTS, topics=some(troubles))
    return {
        "id": name,
        # Names are told apart by the id in them: two platforms must not share one.
        "name": {"ja": f"店 {name}", "en": f"Shop {name}"},
        "aliases": [f"{name} {word}" for word in draw(st.lists(st.sampled_from(["店", "!", "app"]), unique=True))],
        "kind": draw(st.sampled_from(["marketplace", "exchange", "public"])),
        "status": draw(status),
        "helplines": draw(some(names)),
        "channels": channels,
        "rules": draw(st.lists(rule, max_size=1)),
        "fees": fees,
    }


@st.composite
def troubles(draw: st.DrawFn, name: str, shops: list[Raw], ladders: list[str], facts: list[str]) -> Raw:
    ids = draw(st.lists(IDS, min_size=2, max_size=5, unique=True))
    names = [shop["id"] for shop in shops]
    reached = [{"platform": shop["id"], "channel": each["id"]} for shop in shops for each in shop["channels"]]
    statement = shuffled_in({"text": TEXTS}, only=some(names), facts=st.just(facts))
    questions = draw(st.integers(1, len(ids) - 1))
    nodes: list[Raw] = []
    for n, node in enumerate(ids):
        parts: dict[str, Any] = {"id": st.just(node)}
        if n < questions:
            below = [ids[n + 1], *draw(st.lists(st.sampled_from(ids[n + 1 :]), min_size=1, max_size=2))]
            if n == questions - 1:
                below += ids[n + 1 :]  # every outcome is reached from the last question at the latest
            parts |= {"ask": TEXTS, "why": TEXTS}
            if draw(st.booleans()):
                options = [{"id": f"o-{k}", "label": draw(words_of(k)), "to": to} for k, to in enumerate(below)]
                parts |= {"kind": st.just("question"), "options": st.just(options)}
            else:
                ends: list[Raw] = [{"up_to": 10 * k, "to": to} for k, to in enumerate(below)]
                del ends[-1]["up_to"]
                parts |= {"kind": st.just("amount"), "unit": st.sampled_from(["yen", "days"]), "bands": st.just(ends)}
            nodes.append(draw(shuffled_in(parts, facts=st.just(facts))))
        else:
            step = shuffled_in({"text": TEXTS}, wait=DURATIONS, only=some(names))
            deadline = st.fixed_dictionaries({"after": DURATIONS, "from": TEXTS, "text": TEXTS})
            parts |= {"kind": st.just("outcome"), "title": TEXTS, "facts": st.just(facts)}
            parts["steps"] = st.lists(step, min_size=1, max_size=2)
            optional: dict[str, Any] = {
                "support": st.booleans(),
                "no_help": TEXTS,
                "evidence": st.lists(statement, max_size=1),
            }
            optional |= {"deadlines": st.lists(deadline, max_size=1), "escalate": st.sampled_from(ladders)}
            optional["inquiry"] = st.fixed_dictionaries({"situation": TEXTS, "wish": TEXTS})
            if reached:
                optional["contact"] = st.lists(st.sampled_from(reached), max_size=2)
            nodes.append(draw(shuffled_in(parts, **optional)))
    symptoms = st.lists(WORDS, max_size=1)
    return {
        "id": name,
        "title": draw(TEXTS),
        "symptoms": {"ja": draw(symptoms), "en": draw(symptoms)},
        "role": draw(st.sampled_from(["any", "buyer", "seller"])),
        "platforms": draw(some(names)),
        "start": ids[0],
        "nodes": nodes,
    }


def words_of(k: int) -> st.SearchStrategy[Raw]:
    """A label unlike any other option's."""
    return TEXTS.map(lambda text: {"ja": f"{k} {text['ja']}", "en": f"{k} {text['en']}"})


@st.composite
def knowledge(draw: st.DrawFn) -> Raw:
    """Valid knowledge: whatever names something names what is there."""
    sources = draw(st.lists(IDS, min_size=1, max_size=2, unique=True))
    facts = draw(st.lists(FACT_IDS, min_size=1, max_size=3, unique=True))
    names = draw(st.lists(IDS, min_size=2, max_size=2, unique_by=fold))
    named = draw(st.lists(IDS, min_size=1, max_size=2, unique_by=fold))
    ladders = draw(st.lists(IDS, min_size=1, max_size=2, unique=True))
    shops = [draw(platforms(name, names, named, facts)) for name in names]
    called = [{fold(each) for each in (shop["id"], *shop["name"].values(), *shop["aliases"])} for shop in shops]
    assume(len(set.union(*called)) == sum(map(len, called)))
    shops[0]["default_for_fees"] = draw(st.booleans())
    rung = shuffled_in({"text": TEXTS, "facts": st.just(facts)}, desk=st.sampled_from(names))
    trust = st.sampled_from(["official", "press", "personal"])
    source = [draw(shuffled_in({"id": st.just(each), "title": WORDS, "trust": trust}, url=WORDS)) for each in sources]
    fact: dict[str, Any] = {"source": st.sampled_from(sources), "about": st.sampled_from(names), "says": TEXTS}
    fact["looked"] = DAYS
    aside = st.fixed_dictionaries({"reason": TEXTS})
    return {
        "platforms": shops,
        "troubles": [draw(troubles(name, shops, ladders, facts)) for name in named],
        "ladders": [
            {"id": name, "title": draw(TEXTS), "rungs": draw(st.lists(rung, min_size=1, max_size=2))}
            for name in ladders
        ],
        "sources": source,
        "facts": [
            {"id": each} | draw(shuffled_in(fact, as_of=PARTIAL, confirmed=DAYS, set_aside=aside)) for each in facts
        ],
    }


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("knowledge") / "all.yaml"


def written(file: Path, raw: Any) -> Path:
    apart = json.loads(json.dumps(raw))  # what is in memory once and named twice would be written with an anchor
    file.write_text(yaml.dump(apart, Dumper=Dumper, allow_unicode=True), encoding="utf-8")
    return file


@settings(quick, max_examples=12)
@given(raw=knowledge())
def test_valid_knowledge_compiles_and_reads_back_equal(file: Path, raw: Raw) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        compile_into(connection, written(file, raw).parent, [])
        library = Library(connection, lambda: connection)
        for section, records in raw.items():
            kind = SECTIONS[section].record
            rows = connection.execute(f"SELECT record FROM {section} ORDER BY rowid")
            back = [msgspec.json.decode(text, type=kind) for (text,) in rows]
            assert back == [msgspec.convert(each, kind, strict=False) for each in records]
        for shop in raw["platforms"]:
            for name in (shop["id"], *shop["name"].values(), *shop["aliases"]):
                assert library.platform(name).id == shop["id"]
        facts = library.evidence(fact["id"] for fact in raw["facts"])
        assert {name: source.id for name, (_, source) in facts.items()} == {
            fact["id"]: fact["source"] for fact in raw["facts"]
        }


@pytest.fixture(scope="module")
def valid() -> list[Raw]:
    """Some of it, with both kinds of questions, drawn once: to draw it takes longer than to break it in every way."""
    kept: list[Raw] = []

    @settings(quick, max_examples=3)
    @given(raw=knowledge())
    def keep(raw: Raw) -> None:
        assume({node["kind"] for each in raw["troubles"] for node in each["nodes"]} >= {"question", "amount"})
        kept.append(raw)

    keep()
    return kept


def answers(raw: Raw) -> list[Raw]:
    """The answers of the first node, which is no outcome."""
    node = raw["troubles"][0]["nodes"][0]
    found: list[Raw] = node.get("options") or node["bands"]
    return found


def options(raw: Raw) -> list[Raw]:
    """The options of the first question."""
    return next(node["options"] for each in raw["troubles"] for node in each["nodes"] if node["kind"] == "question")


def amounts(raw: Raw) -> list[Raw]:
    """The bands of the first amount."""
    return next(node["bands"] for each in raw["troubles"] for node in each["nodes"] if node["kind"] == "amount")


def nodes(raw: Raw) -> list[Raw]:
    found: list[Raw] = raw["troubles"][0]["nodes"]
    return found


def again(items: list[Raw], n: int, **changes: Any) -> None:
    """One of the items once more, at the end."""
    items.append({**copy.deepcopy(items[n]), **changes})


def channel(raw: Raw, times: int = 1, **more: Any) -> None:
    name = {"ja": "話", "en": "Talk"}
    parts = {"id": "a-channel", "kind": "chat", "name": name, "rank": 1, "facts": [raw["facts"][0]["id"]]}
    raw["platforms"][0]["channels"] += [{**parts, **more}] * times


def fee(raw: Raw, *tiers: Raw, **more: Any) -> None:
    parts = {"id": "a-fee", "name": {"ja": "料", "en": "Fee"}, "payer": "buyer", "tiers": list(tiers), "facts": []}
    raw["platforms"][0]["fees"].append({**parts, **more})


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        pytest.param("missing-key", lambda raw: raw["platforms"][0].pop("kind"), id="a key too few"),
        pytest.param("unknown-key", lambda raw: raw["ladders"][0].update(extra="1"), id="a key too many"),
        pytest.param("wrong-type", lambda raw: raw["troubles"][0].update(title="bare"), id="one language"),
        pytest.param("wrong-type", lambda raw: raw["troubles"][0].update(nodes="none"), id="words for a list"),
        pytest.param("bad-value", lambda raw: raw["facts"][0].update(looked="soon"), id="no date"),
        pytest.param("bad-value", lambda raw: raw["facts"][0].update(as_of="2018-02-30"), id="a day that never was"),
        pytest.param("wrong-type", lambda raw: raw["sources"].append(None), id="an entry of nothing"),
        pytest.param("bad-value", lambda raw: channel(raw, rank="9" * 5000), id="a number of 5,000 digits"),
        pytest.param("bad-value", lambda raw: fee(raw, {"flat": 1, "rate": "1%"}), id="a flat rate"),
        pytest.param("unknown-key", lambda raw: raw.update(plattforms=[]), id="a section that is none"),
        pytest.param("wrong-type", lambda raw: raw.update(facts={"id": "T-1"}), id="a section that is no list"),
        pytest.param("control-character", lambda raw: raw["sources"][0].update(title="a\u202eb"), id="a hidden mark"),
        pytest.param("duplicate-id", lambda raw: again(raw["ladders"], 0), id="an id twice"),
        pytest.param(
            "alias-taken",
            lambda raw: raw["platforms"][1]["aliases"].append(raw["platforms"][0]["name"]["en"].upper()),
            id="another platform's name in capitals",
        ),
        pytest.param("fact-without-source", lambda raw: raw["facts"][0].update(source="nowhere"), id="no such source"),
        pytest.param(
            "unknown-reference", lambda raw: raw["ladders"][0]["rungs"][0].update(desk="nowhere"), id="no such desk"
        ),
        pytest.param(
            "unknown-reference",
            lambda raw: nodes(raw)[-1].update(contact=[{"platform": raw["platforms"][0]["id"], "channel": "nowhere"}]),
            id="no such channel",
        ),
        pytest.param("duplicate-node", lambda raw: again(nodes(raw), -1), id="a node twice"),
        pytest.param(
            "wrong-start", lambda raw: raw["troubles"][0].update(start=nodes(raw)[-1]["id"]), id="the end first"
        ),
        pytest.param("leads-nowhere", lambda raw: answers(raw)[0].update(to="nowhere"), id="an answer to nowhere"),
        pytest.param("leads-up", lambda raw: answers(raw)[-1].update(to=nodes(raw)[0]["id"]), id="an answer to itself"),
        pytest.param("unreachable-node", lambda raw: again(nodes(raw), -1, id="alone"), id="a node by itself"),
        pytest.param("dead-end", lambda raw: again(nodes(raw), 0, id="last"), id="a question at the end"),
        pytest.param("options-alike", lambda raw: again(options(raw), 0), id="an option twice"),
        pytest.param("band-gap", lambda raw: amounts(raw)[-1].update(up_to="5"), id="bands with an end"),
        pytest.param("tier-gap", lambda raw: fee(raw, {"up_to": 9, "flat": 1}), id="a last tier with an end"),
        pytest.param("tier-overlap", lambda raw: fee(raw, {"flat": 1}, {"flat": 2}), id="two open tiers"),
        pytest.param(
            "overlapping-schedules",
            lambda raw: fee(raw, {"flat": 1}, since="2020", until="2019"),
            id="a schedule that ends before it begins",
        ),
        pytest.param(
            "duplicate-part",
            lambda raw: channel(raw, times=2),
            id="a channel twice",
        ),
        pytest.param("bad-hours", lambda raw: channel(raw, hours="from ten to five"), id="hours in words"),
        pytest.param("bad-hours", lambda raw: channel(raw, hours="Mo-Fr 22:00-05:00"), id="hours past midnight"),
    ],
)
def test_broken_knowledge_is_named_by_its_rule_and_file(
    file: Path, valid: list[Raw], rule: str, broken: Callable[[Raw], object]
) -> None:
    for raw in copy.deepcopy(valid):
        broken(raw)
        entries, findings = gather([written(file, raw)], 0)
        findings = findings or list(structure(Book(entries)))
        assert rule in {finding.rule for finding in findings}
        assert {finding.file for finding in findings} == {str(file)}
        with closing(sqlite3.connect(":memory:")) as made, pytest.raises(SupportError, match=r"all\.yaml:[0-9]+: "):
            compile_into(made, file.parent, [])


JUNK: st.SearchStrategy[Any] = (
    st.none() | st.sampled_from(["", "x", "-1", "9" * 400, "1e999", "null", "\u202e", "0000-00"]) | st.just([[]])
)


@settings(quick, max_examples=12)
@given(raw=knowledge(), junk=JUNK, data=st.data())
def test_junk_anywhere_is_compiled_or_refused(file: Path, raw: Raw, junk: Any, data: st.DataObject) -> None:
    place: Any = raw
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not (isinstance(place[key], dict | list) and place[key] and data.draw(st.integers(0, 4))):
            break
        place = place[key]
    place[key] = junk
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            compile_into(connection, written(file, raw).parent, [])
        except SupportError as error:
            named = "all.yaml:" in error.problem.en
        else:
            named = True
    assert named


@quick
@given(raw=knowledge())
def test_a_record_that_is_changed_or_gone_is_read_from_a_library_made_anew(file: Path, raw: Raw) -> None:
    name = raw["platforms"][0]["id"]

    def made() -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:")
        compile_into(connection, file.parent, [])
        return connection

    written(file, raw)
    for damage in ("UPDATE platforms SET record = replace(record, 'Shop', 'Shed')", "DELETE FROM platforms"):
        with closing(made()) as ruined, closing(made()) as whole:
            ruined.execute(damage)
            assert Library(ruined, lambda: whole).platform(name).name.en == f"Shop {name}"
