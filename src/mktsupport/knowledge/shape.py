"""Everything that keeps an entry from being a record; msgspec's own conversion stops at the first misfit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

import msgspec
from msgspec import Struct

from mktsupport.errors import close_matches
from mktsupport.knowledge.reader import Place
from mktsupport.records import SetAside, Symptoms, Text

Misfit = tuple[Place, str, Text, Text]  # where, the rule, what is wrong, how to correct it

RULES = {
    "unknown-key": "A key that the record does not have.",
    "missing-key": "A required key is missing.",
    "missing-language": "A text is in one language only.",
    "wrong-type": "A value of another type than the record has: list, mapping, number, date or text.",
    "bad-value": "A value of the right type that can never be true: an unknown kind, a badly formed id, an empty text.",
    "one-option": "A question has fewer than two options, or an amount question fewer than two bands.",
    "set-aside-without-reason": "A fact is set aside without a reason.",
}

# The records in which a missing key has a rule of its own.
_MISSING = {Text: "missing-language", Symptoms: "missing-language", SetAside: "set-aside-without-reason"}
_SEE = Text("docs/knowledge.md の例と見比べてください", "compare it with the examples in docs/knowledge.md")
_BOTH = Text("`ja` と `en` の両方を書いてください", "write both `ja` and `en`")
_REASON = Text("`reason` に理由を両方の言語で書いてください", "say why in `reason`, in both languages")


def misfits(raw: Any, kind: Any, place: Place = ()) -> Iterator[Misfit]:  # noqa: ANN401 - a document holds anything
    """What keeps the plain value `raw` from being a `kind` (a type as the records write it)."""
    below = list(_below(raw, kind, place))
    # A record is judged as a whole only where its parts fit: `flat` beside `rate`, too short a list.
    yield from below or _itself(raw, kind, place)


def _below(raw: Any, kind: Any, place: Place) -> Iterator[Misfit]:  # noqa: ANN401 - see above
    if isinstance(raw, dict) and (record := _record_of(raw, kind)):
        yield from _keys(raw, record, place)
    elif isinstance(raw, list) and (item := _item_of(kind)):
        for n, each in enumerate(raw):
            yield from misfits(each, item, (*place, n))


def _keys(raw: dict[str, Any], record: type[Struct], place: Place) -> Iterator[Misfit]:
    fields = {each.encode_name: each for each in msgspec.structs.fields(record)}
    own_rule = _MISSING.get(record)
    for name, field in fields.items():
        if (own_rule and raw.get(name) in (None, "")) or (field.required and name not in raw):
            yield _missing(name, own_rule, (*place, name))
        elif name in raw:
            yield from misfits(raw[name], field.type, (*place, name))
    names = [*fields, *filter(None, [record.__struct_config__.tag_field])]
    for name in raw:
        if name not in names:
            like = close_matches(name, names)
            known = ", ".join(names)
            hint = Text(f"使える項目: {known}", f"the keys are {known}")
            if like:
                hint = Text(f"`{like[0]}` ではありませんか", f"did you mean `{like[0]}`?")
            problem = Text(f"`{name}` という項目はありません", f"there is no key `{name}`")
            yield (*place, name), "unknown-key", problem, hint


def _missing(name: str, own_rule: str | None, place: Place) -> Misfit:
    if own_rule == "missing-language":
        return place, own_rule, Text(f"`{name}` の文がありません", f"the text has no `{name}`"), _BOTH
    if own_rule:
        return place, own_rule, Text("使わない理由がありません", "set aside without a reason"), _REASON
    return place, "missing-key", Text(f"`{name}` がありません", f"`{name}` is missing"), _SEE


def _itself(raw: Any, kind: Any, place: Place) -> Iterator[Misfit]:  # noqa: ANN401 - see above
    try:
        msgspec.convert(raw, kind, strict=False)
    except msgspec.ValidationError as error:
        inside, words = _parsed(str(error))
        place = (*place, *inside)
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
    """The record type of a mapping: of several, the one that its tag names."""
    records = [each for each in (kind, *get_args(kind)) if isinstance(each, type) and issubclass(each, Struct)]
    if len(records) < 2:  # noqa: PLR2004 - without a choice
        return records[0] if records else None
    tags = {each.__struct_config__.tag: each for each in records}
    return tags.get(raw.get(str(records[0].__struct_config__.tag_field)))


def _item_of(kind: Any) -> Any:  # noqa: ANN401 - see above
    """The type of the items of a list type; None for other types."""
    if get_origin(kind) is Annotated:
        return _item_of(get_args(kind)[0])
    return get_args(kind)[0] if get_origin(kind) is tuple else None


def _parsed(message: str) -> tuple[Place, str]:
    """The place that msgspec's message names, and the message without it."""
    words, _, where = message.partition(" - at `$")
    keys = re.findall(r"\[(\d+)\]|\.?([^.\[\]`]+)", where.rstrip("`"))
    return tuple(int(number) if number else name for number, name in keys if name != "[...]"), words
