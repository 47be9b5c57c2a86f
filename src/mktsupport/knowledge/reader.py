"""The only YAML reader: one loop over libyaml's events, which sees every line and recurses nowhere.

Scalars stay strings (plain `null`, `~` and nothing are None): YAML 1.1 would read 10:30 as 630 and `no` as False,
and the records know the types anyway. `yaml.load` recurses in C and takes the process with it on deep nesting.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from mktsupport.errors import FileError
from mktsupport.records import Text

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 32

# Control characters, bidi overrides and invisible marks: none of them belongs in a sentence.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)

Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
Key = str | int
Place = tuple[Key, ...]  # where in a document: the keys and list positions that lead there


_WRITE_OUT = Text("文をその場所に書いてください", "write the text where it is needed")
# What the reader refuses: what is wrong, and how to correct it.
REFUSALS = {
    "not-yaml": (
        Text("YAML として読めません({reason})", "not readable as YAML: {reason}"),
        Text(
            "この行と前の行の字下げ(タブでなく空白)、引用符、コロンを確かめてください",
            "check the indentation (spaces, no tabs), the quotes and the colons on this line and the one above",
        ),
    ),
    "not-utf8": (
        Text("UTF-8 ではない文字があります", "not UTF-8"),
        Text("UTF-8 で保存し直してください", "save the file as UTF-8"),
    ),
    "duplicate-key": (
        Text("`{key}` が二度書かれています", "`{key}` occurs twice in this mapping"),
        Text("どちらか一つを残してください", "keep one of the two"),
    ),
    "key": (
        Text("項目の名前が言葉ではありません", "a key is not a word"),
        Text("「名前: 値」の形で書いてください", "write `key: value`"),
    ),
    "control-character": (
        Text("目に見えない文字か制御文字があります", "an invisible or control character"),
        Text("消して打ち直してください", "delete it and type the text again"),
    ),
    "anchor": (
        Text("アンカー(&名前)は使えません", "an anchor (&name) cannot be used"),
        _WRITE_OUT,
    ),
    "alias": (
        Text("別名(*名前)は使えません", "an alias (*name) cannot be used"),
        _WRITE_OUT,
    ),
    "tag": (
        Text("タグ(!…)は使えません", "a tag (!…) cannot be used"),
        Text("タグを消してください。型は決まっています", "delete the tag: the records define the types"),
    ),
    "several-documents": (
        Text("二つ目の文書(---)があります", "a second document (---)"),
        Text("一つのファイルには一つの文書だけ書いてください", "keep one document in a file"),
    ),
    "too-deep": (
        Text(f"入れ子が {MAX_DEPTH} 段を超えています", f"nested more than {MAX_DEPTH} deep"),
        Text("かっこの数を確かめてください", "check the brackets"),
    ),
}


def refusal(rule: str, file: str, line: int, **values: str) -> FileError:
    """The error for a rule of `REFUSALS`; `values` fill in its problem."""
    problem, hint = REFUSALS[rule]
    filled = Text(problem.ja.format(**values), problem.en.format(**values))
    return FileError(filled, hint, file=file, line=line, rule=rule)


class Document:
    """A file as plain dicts, lists, strings and Nones, with the line of each of them."""

    def __init__(self, file: str, value: Any, marks: dict[int, dict[Key, int]]) -> None:
        self.file = file
        self.value = value
        self._marks = marks

    def line(self, place: Place) -> int:
        """The line (from 1) at `place`, or of the nearest key above it."""
        line, value = 1, self.value
        for key in place:
            line = self._marks.get(id(value), {}).get(key, line)
            try:
                value = value[key]
            except (KeyError, IndexError, TypeError):
                break
        return line


def read(path: Path) -> Document:
    """Read one YAML file; raises FileError with the line that is wrong."""
    return parse(_text(path), str(path))


def parse(text: str, file: str) -> Document:
    """Read YAML text; `file` is its name in errors."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Before the parser sees it: to YAML some of these are line breaks, and its lines would no longer be ours.
    if match := FORBIDDEN.search(text):
        raise refusal("control-character", file, text.count("\n", 0, match.start()) + 1)
    loader = None
    try:
        loader = Loader(text)
        return _build(loader, file)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else text.count("\n", 0, getattr(error, "position", 0)) + 1
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
        if "nesting depth" in problem:  # libyaml 0.2.6 has a limit of its own, and its scanner runs ahead of our loop
            raise refusal("too-deep", file, line) from None
        raise refusal("not-yaml", file, line, reason=problem) from None
    except (ValueError, OverflowError):  # from the loader without libyaml, at \U00110000 or a version of 5,000 digits
        line = loader.line + 1 if loader else 1
        raise refusal("not-yaml", file, line, reason="a number is out of range") from None


def _text(path: Path) -> str:
    file = str(path)
    try:
        if not path.is_file():
            problem = Text(
                "ファイルがないか、ふつうのファイルではありません", "does not exist or is not a regular file"
            )
            hint = Text("YAML ファイルの場所を指定してください", "name a YAML file")
            raise FileError(problem, hint, file=file, rule="no-file")
        if path.stat().st_size > MAX_BYTES:
            problem = Text(f"{MAX_BYTES >> 20} MiB を超えています", f"larger than {MAX_BYTES >> 20} MiB")
            raise FileError(problem, Text("ファイルを分けてください", "split the file"), file=file, rule="too-large")
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        problem = Text(f"読めません({reason})", f"cannot be read: {reason}")
        hint = Text("場所と、読み取りの許可を確かめてください", "check the path and its permissions")
        raise FileError(problem, hint, file=file) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refusal("not-utf8", file, data.count(b"\n", 0, error.start) + 1) from None


def _build(loader: Any, file: str) -> Document:  # noqa: C901, PLR0912, PLR0915 - one loop over all events is the design
    marks: dict[int, dict[Key, int]] = {}
    stack: list[tuple[Any, dict[Key, int]]] = []
    root: list[Any] = []
    container: Any = root
    mark: dict[Key, int] = {}
    key: Any = None

    def refuse(event: Any, rule: str, **values: str) -> FileError:
        return refusal(rule, file, event.start_mark.line + 1, **values)

    get = loader.get_event
    scalar_event, mapping_start, sequence_start = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
    mapping_end, sequence_end = yaml.MappingEndEvent, yaml.SequenceEndEvent
    forbidden = FORBIDDEN.search
    while (event := get()) is not None:
        kind = type(event)
        if kind is mapping_end or kind is sequence_end:
            container, mark = stack.pop()
            key = None
            continue
        if kind is scalar_event:
            value: Any = event.value
            if event.style == '"' and forbidden(value):  # an escape: the raw text has been searched
                raise refuse(event, "control-character")
            if event.implicit[0] and value in ("", "~", "null"):
                value = None
        elif kind is mapping_start:
            value = {}
        elif kind is sequence_start:
            value = []
        elif kind is yaml.AliasEvent:
            raise refuse(event, "alias")
        elif kind is yaml.DocumentStartEvent and root:
            raise refuse(event, "several-documents")
        else:
            continue
        if event.anchor is not None:
            raise refuse(event, "anchor")
        if event.tag is not None and event.tag != "!":
            raise refuse(event, "tag")
        line = event.start_mark.line + 1
        if type(container) is dict:
            if key is None:
                if type(value) is not str:
                    raise refuse(event, "key")
                if value in container:
                    raise refuse(event, "duplicate-key", key=value)
                key = value
                container[key] = None
                mark[key] = line
                continue
            container[key] = value
            key = None
        else:
            mark[len(container)] = line
            container.append(value)
        if kind is not scalar_event:
            if len(stack) >= MAX_DEPTH:
                raise refuse(event, "too-deep")
            stack.append((container, mark))
            container, key = value, None
            mark = marks[id(value)] = {}
    return Document(file, root[0] if root else None, marks)
