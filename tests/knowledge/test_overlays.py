"""Knowledge of one's own as docs/knowledge.md tells it, and the schema that editors hold it to."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, FormatChecker

from mktsupport.check.schema import knowledge_schema
from mktsupport.diagnose.walk import diagnose_command
from mktsupport.knowledge.library import Library
from tests.conftest import ROOT, Run

PAGES = ("knowledge.md", "knowledge.ja.md")
TUESDAY = ("--at", "2026-11-24T11:00")


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def blocks(name: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", page(name), re.MULTILINE | re.DOTALL)


FROG = blocks("knowledge.md", "yaml")[0]

Place = Callable[[str], tuple[str, ...]]


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Place]:
    """Ways to lay down a text of one's own, each giving the options that a command then needs."""

    def by_option(text: str) -> tuple[str, ...]:
        (tmp_path / "option.yaml").write_text(text, encoding="utf-8")
        return ("--data", str(tmp_path / "option.yaml"))

    def by_environment(text: str) -> tuple[str, ...]:
        (tmp_path / "environment.yaml").write_text(text, encoding="utf-8")
        monkeypatch.setenv("MKTSUPPORT_DATA", str(tmp_path / "environment.yaml"))
        return ()

    def by_config(text: str) -> tuple[str, ...]:
        (tmp_path / "config" / "mktsupport").mkdir(parents=True)
        (tmp_path / "config" / "mktsupport" / "own.yaml").write_text(text, encoding="utf-8")
        return ()

    return {"option": by_option, "environment": by_environment, "config": by_config}


def test_the_example_has_ten_lines_and_is_the_same_in_both_languages() -> None:
    assert len(FROG.splitlines()) == 10
    assert blocks("knowledge.ja.md", "yaml")[0] == FROG


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("place", ["option", "environment", "config"])
def test_the_example_answers_wherever_it_lies(run: Run, places: dict[str, Place], place: str) -> None:
    options = (*places[place](FROG), *TUESDAY, "--json")
    (phone,) = run("contact", "かえる", *options).json["channels"]
    assert (phone["value"], phone["state"], phone["until"]) == ("03-0000-0001", "open", "2026-11-24T17:00:00+09:00")
    told = run("diagnose", "torn-box", "--platform", "frog-market", "--answer", "broken", *options)
    assert [step["text"] for step in told.json["outcome"]["steps"]] == ["Take photos and call."]
    assert [desk["value"] for desk in told.json["outcome"]["contact"]] == ["03-0000-0001"]
    assert ("--data" in told.json["replay"]) == (place == "option")  # what is found anyway need not be named
    assert (told.code, told.err) == (0, "")


@pytest.mark.usefixtures("small")
def test_an_option_stands_over_the_environment_and_that_over_the_config_folder(
    run: Run, places: dict[str, Place]
) -> None:
    def markets(number: str, *names: str) -> str:
        return "platforms:\n" + "".join(
            f"  - {{id: {name}-market, name: {{ja: {name}, en: {name}}}, kind: marketplace, status: {{state: active}},"
            f" channels: [{{id: phone, kind: phone, name: {{ja: 電話, en: Phone}}, value: {number}, rank: 1,"
            " facts: []}]}\n"
            for name in names
        )

    places["config"](markets("03-0000-0001", "frog", "toad", "newt"))
    places["environment"](markets("03-0000-0002", "toad", "newt"))
    options = places["option"](markets("03-0000-0003", "newt"))
    answers = [run("contact", f"{name}-market", *options, "--json").json for name in ("frog", "toad", "newt")]
    assert [answer["channels"][0]["value"] for answer in answers] == ["03-0000-0001", "03-0000-0002", "03-0000-0003"]


@pytest.fixture(scope="module")
def frogs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example in it, compiled once."""
    folder = tmp_path_factory.mktemp("frogs")
    (folder / "frog.yaml").write_text(FROG, encoding="utf-8")
    return folder


def test_the_consoles_of_the_pages_show_what_is_printed(run: Run, frogs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(frogs)
    shown = [block.partition("\n") for name in PAGES for block in blocks(name, "console")]
    assert len(shown) == 4
    for command, _, output in shown:
        assert run(*shlex.split(command.removeprefix("$ mktsupport "))).out == output


def test_the_replay_line_names_the_knowledge_that_an_option_named(
    run: Run, frogs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(frogs)
    first = run("diagnose", "torn-box", "--data", "frog.yaml", "--answer", "whole", *TUESDAY, "--json").json
    assert first["replay"] == "mktsupport diagnose torn-box --answer whole --data frog.yaml"
    assert run(*shlex.split(first["replay"])[1:], *TUESDAY, "--json").json == first


def test_the_replay_line_quotes_each_path_as_a_shell_needs_it(library: Library) -> None:
    told = diagnose_command(library.trouble("sms"), None, ["right"], ["my frogs.yaml", "toads"])
    assert told == "mktsupport diagnose sms --answer right --data 'my frogs.yaml' --data toads"


@pytest.mark.parametrize("name", PAGES)
def test_the_tables_name_every_field_what_is_required_and_every_word_it_takes(name: str) -> None:
    kinds = dict(re.findall(r"^### (\w+)\n(.*?)(?=^### |\Z)", page(name), re.MULTILINE | re.DOTALL))
    parts = knowledge_schema()["$defs"]
    assert kinds.keys() == parts.keys() - {"Text"}
    for kind, text in kinds.items():
        rows = dict(re.findall(r"^\| (\*{0,2}`\w+`\*{0,2}) \| (.*) \|$", text, re.MULTILINE))
        fields, required = parts[kind]["properties"], parts[kind]["required"]
        assert set(rows) == {f"**`{field}`**" if field in required else f"`{field}`" for field in fields}, kind
        for field, shape in fields.items():
            told = rows[f"**`{field}`**" if field in required else f"`{field}`"]
            assert [word for word in words(shape) if f"`{word}`" not in told] == [], (kind, field)


def words(shape: dict[str, Any]) -> Iterator[str]:
    """The words that a field takes, where it takes only some."""
    yield from shape.get("enum", ())
    for each in (*shape.get("anyOf", ()), *([shape["items"]] if "items" in shape else ())):
        yield from words(each)


class EditorsLoader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]  # chosen at run time
    """YAML 1.2's core types, as editors see them: no dates, no `yes`, no 10:30 in base 60."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - yaml's own name for them


for kind, pattern, first in (
    ("null", r"(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"(true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", list("-+.0123456789")),
):
    EditorsLoader.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(pattern), first)


def complaints(text: str) -> list[str]:
    """Where an editor would underline something."""
    validator = Draft7Validator(knowledge_schema(), format_checker=FormatChecker())
    loaded = yaml.load(text, EditorsLoader)
    return sorted("/".join(map(str, error.absolute_path)) for error in validator.iter_errors(loaded))


def test_the_schema_on_disk_is_the_one_that_the_records_make(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "new" / "folder"
    result = run("schema", str(target))
    assert (result.code, result.out, result.err) == (0, f"{target / 'knowledge.json'}\n", "")
    assert [file.name for file in target.iterdir()] == ["knowledge.json"]
    made = (target / "knowledge.json").read_text(encoding="utf-8")
    assert made == (ROOT / "data" / "schema" / "knowledge.json").read_text(encoding="utf-8")
    Draft7Validator.check_schema(json.loads(made))


def test_a_schema_that_cannot_be_written_is_an_error_in_two_lines(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("schema", str(tmp_path / "file" / "folder"), "--lang", "en")
    file = tmp_path / "file" / "folder" / "knowledge.json"
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"error: {file} cannot be written: Not a directory\nhint: ")


SHIPPED = sorted((ROOT / "data").rglob("*.yaml"))


def test_every_shipped_file_names_the_schema() -> None:
    there = ROOT / "data" / "schema" / "knowledge.json"
    named = {file: file.read_text(encoding="utf-8").partition("\n")[0].rpartition("=")[2] for file in SHIPPED}
    assert len(named) > 50
    assert [file.name for file, schema in named.items() if (file.parent / schema).resolve() != there] == []


def test_every_shipped_file_fits_the_schema() -> None:
    told = {file.name: complaints(file.read_text(encoding="utf-8")) for file in SHIPPED}
    assert {name: places for name, places in told.items() if places} == {}


MARKET = "platforms: [{id: frog, name: {ja: かえる, en: Frog}, kind: marketplace, status: {state: ended, on: 2018}}]"


@pytest.mark.parametrize(
    ("text", "places_named"),
    [
        pytest.param(FROG, [], id="the example of the page"),
        pytest.param(MARKET, [], id="a year, which an editor takes for a number"),
        pytest.param("platforms:\nfacts: []\n", [], id="an empty section"),
        pytest.param(MARKET.replace("id: frog", "id: 188, aliases: [110, true]"), [], id="names like numbers"),
        pytest.param(MARKET.replace("kind: marketplace", "kind: shop"), ["platforms/0/kind"], id="an unknown kind"),
        pytest.param(MARKET.replace(", en: Frog", ""), ["platforms/0/name"], id="one language only"),
        pytest.param(MARKET.replace("2018", "May 2018"), ["platforms/0/status/on"], id="a date in words"),
        pytest.param(MARKET.replace("id: frog", "id: Frog Market"), ["platforms/0/id"], id="an id with a space"),
        pytest.param(MARKET.replace("kind:", "colour: green, kind:"), ["platforms/0"], id="an unknown field"),
        pytest.param("shops: []\n", [""], id="an unknown section"),
        pytest.param(FROG.replace("rank: 1", "rank: 0"), ["platforms/0/channels/0/rank"], id="rank 0"),
        pytest.param(FROG.replace("kind: question", "kind: riddle"), ["troubles/0/nodes/0"], id="an unknown node"),
        pytest.param(FROG.replace("steps: [{", "steps: [], warnings: [{", 1), ["troubles/0/nodes/1"], id="no steps"),
    ],
)
def test_the_schema_takes_what_the_reader_takes_and_shows_where_it_does_not(text: str, places_named: list[str]) -> None:
    assert complaints(text) == places_named
