"""What in an entry is no record: every misfit of it, where msgspec's own conversion stops at the first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

import msgspec
from msgspec import Struct

from mktsupport.errors import close_matches
from mktsupport.knowledge.reader import Key
from mktsupport.records import SetAside, Symptoms, Text

Misfit = tuple[tuple[Key, ...], str, Text, Text]  # where, the rule, what is wrong, how to mend it

RULES = {
    "unknown-key": "A key that the record does not have.",
    "missing-key": "A key that the record must have is not there.",
    "missing-language": "A text stands in one language only.",
    "wrong-type": "A list, mapping, number, date or text stands where another is meant.",
    "bad-value": "A value of the right type that can never be true: an unknown kind, a badly formed id, an empty text.",
    "one-option": "A question has fewer than two options, or an amount question fewer than two bands.",
    "set-aside-without-reason": "A fact is set aside and nobody says why.",
}

# What a missing key means in the records where it has a rule of its own.
_MISSING = {Text: "missing-language", Symptoms: "missing-language", SetAside: "set-aside-without-reason"}
_SEE = Text("docs/knowledge.md の例と見比べてください", "compare it with the examples in docs/knowledge.md")
_BOTH = Text("`ja` と `en` の両方を書いてください", "write both `ja` and `en`")
_REASON = Text("`reason` に理由を両方の言語で書いてください", "say why in `reason`, in both languages")


def misfits(raw: Any, kind: Any, path: tuple[Key, ...] = ()) -> Iterator[Misfit]:  # noqa: ANN401 - a document holds anything
    """What keeps the plain value `raw` from being a `kind` (a type as the records write it)."""
    below = list(_below(raw, kind, path))
    # A record is judged as a whole only where its parts fit: `flat` beside `rate`, too short a list.
    yield from below or _itself(raw, kind, path)


def _below(raw: Any, kind: Any, path: tuple[Key, ...]) -> Iterator[Misfit]:  # noqa: ANN401 - see above
    if isinstance(raw, dict) and (record := _record_of(raw, kind)):
        yield from _keys(raw, record, path)
    elif isinstance(raw, list) and (item := _item_of(kind)):
        for n, each in enumerate(raw):
            yield from misfits(each, item, (*path, n))


def _keys(raw: dict[str, Any], record: type[Struct], path: tuple[Key, ...]) -> Iterator[Misfit]:
    fields = {each.encode_name: each for each in msgspec.structs.fields(record)}
    own_rule = _MISSING.get(record)
    for name, field in fields.items():
        if (own_rule and raw.get(name) in (None, "")) or (field.required and name not in raw):
            yield _missing(name, own_rule, (*path, name))
        elif name in raw:
            yield from misfits(raw[name], field.type, (*path, name))
    names = [*fields, *filter(None, [record.__struct_config__.tag_field])]
    for name in raw:
        if name not in names:
            like = close_matches(name, names)
            known = ", ".join(names)
            yield (
                (*path, name),
                "unknown-key",
                Text(f"`{name}` という項目はありません", f"`{name}` is no key here"),
                Text(f"`{like[0]}` ではありませんか", f"did you mean `{like[0]}`?")
                if like
                else Text(f"使える項目: {known}", f"the keys are {known}"),
            )


def _missing(name: str, own_rule: str | None, path: tuple[Key, ...]) -> Misfit:
    if own_rule == "missing-language":
        return path, own_rule, Text(f"`{name}` の文がありません", f"the text has no `{name}`"), _BOTH
    if own_rule:
        return path, own_rule, Text("使わない理由がありません", "set aside without a reason"), _REASON
    return path, "missing-key", Text(f"`{name}` がありません", f"`{name}` is missing"), _SEE


def _itself(raw: Any, kind: Any, path: tuple[Key, ...]) -> Iterator[Misfit]:  # noqa: ANN401 - see above
    try:
        msgspec.convert(raw, kind, strict=False)
    except msgspec.ValidationError as error:
        inside, words = _told(str(error))
        place = (*path, *inside)
        if words.startswith("Object missing"):
            yield _missing("kind", None, (*place, "kind"))
        elif kind is Text and not isinstance(raw, dict):
            yield place, "wrong-type", Text("二つの言語に分かれていません", "not in two languages"), _BOTH
        elif ", got `" in words:
            yield place, "wrong-type", Text(f"型が合いません({words})", words), _SEE
        elif "of length >= 2" in words:
            more = Text("選べる答えを二つ以上書いてください", "give at least two, or leave the question out")
            yield place, "one-option", Text("答えが一つしかありません", "there is nothing to choose from"), more
        else:
            yield place, "bad-value", Text(f"使えない値です({words})", words), _SEE


def _record_of(raw: dict[str, Any], kind: Any) -> type[Struct] | None:  # noqa: ANN401 - see above
    """The record that a mapping is meant to be: of several, the one that its tag names."""
    records = [each for each in (kind, *get_args(kind)) if isinstance(each, type) and issubclass(each, Struct)]
    if len(records) < 2:  # noqa: PLR2004 - one record is no choice
        return records[0] if records else None
    tags = {each.__struct_config__.tag: each for each in records}
    return tags.get(raw.get(str(records[0].__struct_config__.tag_field)))


def _item_of(kind: Any) -> Any:  # noqa: ANN401 - see above
    """What a list of this kind holds, or None where it is no list."""
    if get_origin(kind) is Annotated:
        return _item_of(get_args(kind)[0])
    return get_args(kind)[0] if get_origin(kind) is tuple else None


def _told(message: str) -> tuple[tuple[Key, ...], str]:
    """Msgspec's message as the path that it names and its words without that path."""
    words, _, where = message.partition(" - at `$")
    keys = re.findall(r"\[(\d+)\]|\.?([^.\[\]`]+)", where.rstrip("`"))
    return tuple(int(number) if number else name for number, name in keys if name != "[...]"), words
