"""The YAML reader: what it refuses, on which line, and that words stay words."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mktsupport.errors import FileError
from mktsupport.knowledge import reader as reading
from mktsupport.knowledge.folders import shipped_folder, yaml_files
from tests.fuzz.target import rule_broken

CORPUS = sorted(Path(__file__).parents[1].joinpath("fuzz").joinpath("corpus").iterdir())

quick = settings(max_examples=60, deadline=None, database=None, derandomize=True)


@pytest.fixture(params=["libyaml", "pure Python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both of PyYAML's loaders: a platform without libyaml has only the second."""
    if request.param == "pure Python":
        monkeypatch.setattr(reading, "Loader", yaml.BaseLoader)
    return str(request.param)


def refused(text: str) -> FileError:
    with pytest.raises(FileError) as caught:
        reading.parse(text, "own.yaml")
    assert caught.value.file == "own.yaml"
    return caught.value


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        pytest.param("a: 1\nb: &x 2\n", "anchor", 2, id="an anchor"),
        pytest.param("a:\n  - &x {b: 1}\n", "anchor", 2, id="an anchor on a mapping"),
        pytest.param("a: 1\nb: *x\n", "alias", 2, id="an alias"),
        pytest.param("a: &x 1\nb: *x\n", "anchor", 1, id="an anchor with its alias"),
        pytest.param("a: 1\nb: !!int 3\n", "tag", 2, id="a standard tag"),
        pytest.param("a: !!python/object/apply:os.system [ls]\n", "tag", 1, id="a Python object"),
        pytest.param("a: !own 3\n", "tag", 1, id="a tag of one's own"),
        pytest.param("a:\n  b: !!map {}\n", "tag", 2, id="a tag on a mapping"),
        pytest.param("a: 1\n---\nb: 2\n", "several-documents", 2, id="two documents"),
        pytest.param("---\na: 1\n---\n", "several-documents", 3, id="an empty second document"),
        pytest.param("a: 1\nb:\n  c: 1\n  c: 2\n", "duplicate-key", 4, id="a key twice"),
        pytest.param('a: 1\n"a": 2\n', "duplicate-key", 2, id="a key twice, once in quotes"),
        pytest.param("{a: 1, a: 2}\n", "duplicate-key", 1, id="a key twice in brackets"),
        pytest.param("a: 1\n? [b]\n: c\n", "key", 2, id="a list for a key"),
        pytest.param("{{a: b}: c}\n", "key", 1, id="a mapping for a key"),
        pytest.param("a: 1\n~: 2\n", "key", 2, id="nothing for a key"),
        pytest.param("a:\n\tb: 1\n", "not-yaml", 2, id="a tab for indentation"),
        pytest.param("a: [1, 2\nb: 3\n", "not-yaml", 2, id="an unclosed bracket"),
        pytest.param("a: {b: 1\n", "not-yaml", 2, id="an unclosed brace at the end"),
        pytest.param('a: 1\nb: "x\n', "not-yaml", 3, id="an unclosed quotation"),
        pytest.param("a: 1\nb: c: d\n", "not-yaml", 2, id="two colons"),
        pytest.param("a: 1\n  b: 2\n", "not-yaml", 2, id="an odd indentation"),
        pytest.param("- a\nb: 1\n", "not-yaml", 2, id="a list that turns into a mapping"),
        pytest.param('a: "\\q"\n', "not-yaml", 1, id="an unknown escape"),
        pytest.param("a: @b\n", "not-yaml", 1, id="a reserved character"),
        pytest.param('a: 1\nb: "\\U00110000"\n', "not-yaml", 2, id="a character beyond Unicode"),
        pytest.param('a: 1\nb: "\\UFFFFFFFF"\n', "not-yaml", 2, id="a character beyond 31 bits"),
        pytest.param("%YAML " + "9" * 5_000 + ".1\n---\na: 1\n", "not-yaml", 1, id="a version of 5,000 digits"),
        pytest.param("%YAML 2.0\n---\na: 1\n", "not-yaml", 1, id="another YAML"),
        pytest.param("[" * 100_000, "too-deep", 1, id="100,000 brackets deep"),
        pytest.param("{a: " * 100_000, "too-deep", 1, id="100,000 braces deep"),
        pytest.param("- " * 5_000, "too-deep", 1, id="5,000 lists on a line"),
        pytest.param("a: 1\nb: " + "[" * 33 + "]" * 33, "too-deep", 2, id="too deep though closed"),
        pytest.param("".join(" " * n + "a:\n" for n in range(40)), "too-deep", 33, id="too deep by indentation"),
    ],
)
@pytest.mark.usefixtures("loader")
def test_what_no_knowledge_file_needs_is_refused_on_its_line(text: str, rule: str, line: int) -> None:
    error = refused(text)
    assert (error.rule, error.line) == (rule, line)
    assert error.problem.ja
    assert error.hint.ja


@pytest.mark.parametrize(
    "char",
    [
        pytest.param("\x00", id="NUL"),
        pytest.param("\x07", id="a bell"),
        pytest.param("\x08", id="a backspace"),
        pytest.param("\x0c", id="a form feed"),
        pytest.param("\x1b", id="an escape"),
        pytest.param("\x7f", id="delete"),
        pytest.param("\x9b", id="a control sequence introducer"),
        pytest.param("\u061c", id="an Arabic letter mark"),
        pytest.param("\u200b", id="a zero-width space"),
        pytest.param("\u200e", id="a left-to-right mark"),
        pytest.param("\u200f", id="a right-to-left mark"),
        pytest.param("\u202a", id="an embedding"),
        pytest.param("\u202e", id="a right-to-left override"),
        pytest.param("\u2060", id="a word joiner"),
        pytest.param("\u2066", id="an isolate"),
        pytest.param("\u2069", id="the end of an isolate"),
        pytest.param("\ufeff", id="a BOM in the middle"),
        pytest.param("\ufff9", id="an annotation mark"),
    ],
)
@pytest.mark.usefixtures("loader")
def test_an_unseen_character_is_refused_on_its_line(char: str) -> None:
    raw = refused(f"a: 1\nb: 文{char}字\nc: 2\n")
    assert (raw.line, raw.rule in ("control-character", "not-yaml")) == (2, True)
    escaped = refused(f'a: 1\nb: "文\\u{ord(char):04x}字"\nc: 2\n')
    assert (escaped.rule, escaped.line) == ("control-character", 2)
    key = refused(f'a: 1\n"文\\u{ord(char):04x}字": 2\n')
    assert (key.rule, key.line) == ("control-character", 2)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: 1\nb: 文\u2028字\nc: 2\n", id="a line separator"),
        pytest.param("a: 1\nb: 文\u2029字\nc: 2\n", id="a paragraph separator"),
        pytest.param('a: 1\nb: "文\\rb字"\n', id="a carriage return in quotes"),
        pytest.param('a: 1\nb: "文\\v字"\n', id="a vertical tab in quotes"),
        pytest.param('a: 1\nb: "文\\P字"\n', id="a paragraph separator in quotes"),
        pytest.param('a: 1\nb: "文\\ud800字"\n', id="half a surrogate pair"),
    ],
)
@pytest.mark.usefixtures("loader")
def test_a_hidden_line_break_or_half_a_character_is_refused_on_its_line(text: str) -> None:
    assert refused(text).line == 2


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("a: 10:30\n", "10:30", id="a time is no number of base 60"),
        pytest.param("a: 0171\n", "0171", id="zeros in front stay"),
        pytest.param("a: no\n", "no", id="no is no boolean"),
        pytest.param("a: on\n", "on", id="on is no boolean"),
        pytest.param("a: true\n", "true", id="true is a word"),
        pytest.param("a: 1.50\n", "1.50", id="a decimal keeps its zeros"),
        pytest.param("a: 2018-05-31\n", "2018-05-31", id="a date is a word"),
        pytest.param("a: 1_000\n", "1_000", id="an underscore"),
        pytest.param("a: 0x10\n", "0x10", id="hexadecimal"),
        pytest.param("a: .inf\n", ".inf", id="infinity is a word"),
        pytest.param("a: null\n", None, id="null"),
        pytest.param("a: ~\n", None, id="a tilde"),
        pytest.param("a:\n", None, id="nothing"),
        pytest.param("a: # a comment\n", None, id="nothing but a comment"),
        pytest.param('a: "null"\n', "null", id="null in double quotes"),
        pytest.param("a: 'null'\n", "null", id="null in single quotes"),
        pytest.param('a: "~"\n', "~", id="a tilde in quotes"),
        pytest.param('a: ""\n', "", id="empty quotes"),
        pytest.param("a: |-\n  null\n", "null", id="null in a block"),
        pytest.param("a: nullable\n", "nullable", id="a word that begins with null"),
        pytest.param("a: [x, ~, 'y']\n", ["x", None, "y"], id="a list"),
        pytest.param("a: []\n", [], id="an empty list"),
        pytest.param("a: {}\n", {}, id="an empty mapping"),
        pytest.param("a: {b: [{c: d}]}\n", {"b": [{"c": "d"}]}, id="one in the other"),
        pytest.param("a: |\n  一\n  二\n", "一\n二\n", id="a block keeps its lines"),
        pytest.param("a: >-\n  one\n  two\n", "one two", id="a folded block"),
        pytest.param('a: "一\\t二\\n三"\n', "一\t二\n三", id="a tab and a newline are text"),
        pytest.param("a: 絵文字😀\n", "絵文字😀", id="an emoji"),
        pytest.param("a: 全角　空白\n", "全角　空白", id="a wide space"),
        pytest.param("a: " + "[" * 31 + "]" * 31 + "\n", "31 lists", id="as deep as is allowed"),
    ],
)
@pytest.mark.usefixtures("loader")
def test_a_value_is_read_as_it_is_written(text: str, value: Any) -> None:
    nested: Any = []
    for _ in range(30):
        nested = [nested]
    assert reading.parse(text, "own.yaml").value == {"a": nested if value == "31 lists" else value}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("", None, id="an empty file"),
        pytest.param("# only a comment\n", None, id="a comment"),
        pytest.param("---\n", None, id="an empty document"),
        pytest.param("---\na: b\n...\n", {"a": "b"}, id="a document with its marks"),
        pytest.param("%YAML 1.1\n---\na: b\n", {"a": "b"}, id="a directive"),
        pytest.param("- a\n- b\n", ["a", "b"], id="a list"),
        pytest.param("word\n", "word", id="a word"),
        pytest.param("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}, id="CRLF"),
        pytest.param("a: b", {"a": "b"}, id="no newline at the end"),
        pytest.param("{a: b,\n c: d}\n", {"a": "b", "c": "d"}, id="JSON's manner"),
    ],
)
@pytest.mark.usefixtures("loader")
def test_a_whole_document_is_read(text: str, value: Any) -> None:
    assert reading.parse(text, "own.yaml").value == value


NESTED = """\
# a comment
platforms:
  - id: shop
    name: {ja: 店,
           en: Shop}
    fees:
      - id: sales

        tiers:
          - {up_to: 10, flat: 1}
          - rate: 2%
  - id: other
    name: |
      two
      lines
    kind: public
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        pytest.param((), 1, id="the file"),
        pytest.param(("platforms",), 2, id="a section"),
        pytest.param(("platforms", 0), 3, id="an entry"),
        pytest.param(("platforms", 0, "id"), 3, id="its first key"),
        pytest.param(("platforms", 0, "name", "ja"), 4, id="in braces"),
        pytest.param(("platforms", 0, "name", "en"), 5, id="in braces, on the next line"),
        pytest.param(("platforms", 0, "fees", 0, "tiers"), 9, id="after an empty line"),
        pytest.param(("platforms", 0, "fees", 0, "tiers", 0, "flat"), 10, id="a key in a list of braces"),
        pytest.param(("platforms", 0, "fees", 0, "tiers", 1, "rate"), 11, id="six deep"),
        pytest.param(("platforms", 1), 12, id="the second entry"),
        pytest.param(("platforms", 1, "kind"), 16, id="after a block"),
        pytest.param(("platforms", 1, "missing"), 12, id="a missing key stands where its entry does"),
        pytest.param(("platforms", 1, "missing", "deeper", 3), 12, id="a path beyond a missing key"),
        pytest.param(("platforms", 9), 2, id="a missing entry stands where its list does"),
        pytest.param(("troubles", 0), 1, id="a missing section stands where the file does"),
        pytest.param(("platforms", 0, "id", "x"), 3, id="a path into a word"),
    ],
)
@pytest.mark.usefixtures("loader")
def test_a_path_leads_to_its_line(path: tuple[str | int, ...], line: int) -> None:
    assert reading.parse(NESTED, "own.yaml").line(path) == line


def test_a_bom_in_front_is_no_part_of_the_text(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: b\r\n")
    document = reading.read(file)
    assert (document.value, document.line(("a",)), document.file) == ({"a": "b"}, 1, str(file))


@pytest.mark.parametrize(
    ("data", "line"),
    [
        pytest.param(b"\xff\xfe", 1, id="UTF-16"),
        pytest.param(b"a: 1\nb: \x83\x89\n", 2, id="Shift_JIS"),
        pytest.param(b"a: 1\n\n\nb: \xe3\x81", 4, id="half a character at the end"),
        pytest.param(b"a: \xc0\xaf\n", 1, id="an overlong form"),
        pytest.param(b"a: \xed\xa0\x80\n", 1, id="a surrogate"),
    ],
)
def test_what_is_not_utf_8_is_refused_on_its_line(tmp_path: Path, data: bytes, line: int) -> None:
    file = tmp_path / "own.yaml"
    file.write_bytes(data)
    with pytest.raises(FileError) as caught:
        reading.read(file)
    assert (caught.value.rule, caught.value.line, caught.value.file) == ("not-utf8", line, str(file))


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.touch()
    assert reading.read(file).value is None


@pytest.mark.parametrize("kind", ["missing", "folder", "fifo", "dangling", "device", "below a file"])
def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "own.yaml"
    if kind == "folder":
        path.mkdir()
    elif kind == "fifo":
        os.mkfifo(path)
    elif kind == "dangling":
        path.symlink_to(tmp_path / "nowhere")
    elif kind == "device":
        path = Path("/dev/null")
    elif kind == "below a file":
        path.touch()
        path /= "more.yaml"
    with pytest.raises(FileError) as caught:
        reading.read(path)
    assert (caught.value.rule, caught.value.line, caught.value.file) == ("no-file", 1, str(path))


def test_a_file_beyond_64_mib_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.touch()
    os.truncate(path, 64 * 1024 * 1024 + 1)
    with pytest.raises(FileError) as caught:
        reading.read(path)
    assert caught.value.rule == "too-large"


def test_a_link_to_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "there.yaml").write_text("a: b\n")
    link = tmp_path / "own.yaml"
    link.symlink_to(tmp_path / "there.yaml")
    assert reading.read(link).value == {"a": "b"}


words = st.text("abc 漢字かなカナ😀:#-[]{}&*!|>'\"%@`,?~0123456789\n\t.null", max_size=20)
documents = st.recursive(
    words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=15,
)


@quick
@given(value=documents)
def test_what_pyyaml_writes_is_read_back(value: Any) -> None:
    text = yaml.safe_dump(value, allow_unicode=True)
    assert reading.parse(text, "own.yaml").value == value


@quick
@given(text=st.text("ab:- []{}&*!|>'\"%@,?#~\n\t\x00\u202e\u2028漢", max_size=40))
def test_any_text_is_read_or_refused_on_a_line_of_its_own(text: str) -> None:
    assert 1 <= line_refused(text) <= len(text.splitlines()) + 2


def line_refused(text: str) -> int:
    """The line that an error names; 1 where there is none."""
    try:
        reading.parse(text, "own.yaml")
    except FileError as error:
        return error.line
    return 1


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
def test_each_seed_of_the_fuzzer_is_read_or_breaks_the_rule_that_it_is_named_for(file: Path) -> None:
    rule = rule_broken(file.read_bytes())
    assert file.stem.startswith(f"refused-{rule}" if rule else "read-")


def test_without_libyaml_a_question_mark_in_a_shipped_line_is_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "Loader", yaml.BaseLoader)
    lines = [
        line.strip().removeprefix("- ")
        for file in yaml_files(shipped_folder())
        for line in file.read_text(encoding="utf-8").split("\n")
        if "?" in line and "{" in line
    ]
    assert len(lines) > 100
    for line in lines:
        reading.parse(line, "own.yaml")
