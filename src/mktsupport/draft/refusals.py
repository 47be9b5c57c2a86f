"""Why a message is not written, each in two lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mktsupport.draft.message import FIELDS, SKIPPED
from mktsupport.draft.secrets import KINDS, Kind, secrets_in
from mktsupport.errors import AskedWronglyError, SupportError, close_matches, did_you_mean
from mktsupport.japan.dates import since_when
from mktsupport.japan.text import Wording
from mktsupport.records import Platform

_TAKE_OUT = Wording("消してください。だれもそれを必要としません", "take it out: nobody needs it")
_RATHER: dict[Kind, Wording] = {
    "card": Wording("番号が要るなら下4桁だけにします", "where a number is asked for, give its last four digits"),
    "key": Wording("送金の番号なら、前に「TxID:」と書きます", "if it names a transaction, write `TxID:` before it"),
}


def refuse_secrets(text: str, name: str | None = None, kept: Path | None = None) -> None:
    """Refuse what must stand in no message, without repeating it; `name` is the field, `kept` holds the text."""
    found = secrets_in(text)
    if not found:
        return
    first = found[0]
    where = Wording(f"{first.line}行目", f"line {first.line}")
    if name:
        where = Wording(f"{name}({FIELDS[name].label.ja})", f"{name} ({FIELDS[name].label.en})")
    hints = [_TAKE_OUT, *([_RATHER[first.kind]] if first.kind in _RATHER else [])]
    if kept:
        hints.append(Wording(f"文は {kept} に残してあります", f"your text is kept in {kept}"))
    kind = KINDS[first.kind]
    raise AskedWronglyError(
        Wording(f"{where.ja}に{kind.ja}があります", f"{where.en} holds {kind.en}"),
        Wording("。".join(hint.ja for hint in hints), "; ".join(hint.en for hint in hints)),
    )


def unfilled(names: Sequence[str]) -> AskedWronglyError:
    sets = " ".join(f"--set {name}='…'" for name in names)
    skipped = [name for name in names if name in SKIPPED]
    none = f"--set {skipped[0]}=" if skipped else ""
    return AskedWronglyError(
        Wording(
            "まだ埋まっていません: " + "、".join(FIELDS[name].label.ja for name in names),
            "not filled in yet: " + "; ".join(FIELDS[name].label.en for name in names),
        ),
        Wording(
            f"足してください: {sets}" + (f"(ないものは {none}なし)" if none else ""),
            f"add {sets}" + (f" (where there is none: {none}none)" if none else ""),
        ),
    )


def no_such_field(name: str, equals: str) -> AskedWronglyError:
    every = ", ".join(FIELDS)
    return AskedWronglyError(
        Wording(f"「{name}」という項目はありません", f"no field is called '{name}'")
        if equals
        else Wording("--set は 項目=値 の形で書きます", "--set takes FIELD=VALUE"),
        did_you_mean(close_matches(name, FIELDS), Wording(f"項目は {every} です", f"the fields are {every}")),
    )


def nobody_there(platform: Platform) -> SupportError:
    """That a service has ended, and who helps instead."""
    on = platform.status.on
    when = Wording(f"{since_when(on, 'ja')}に", f" {since_when(on, 'en')}") if on else Wording("", "")
    desk = platform.helplines[0] if platform.helplines else "consumer-hotline"
    commands = (f"`mktsupport contact {desk}`", f"`mktsupport diagnose scam --platform {platform.id}`")
    return SupportError(
        Wording(
            f"{platform.name.ja}は{when.ja}終了したので、サポートへの文面は届きません",
            f"{platform.name.en} ended{when.en}: nobody reads its support's mail",
        ),
        Wording("相談先: {}、手順: {}".format(*commands), "turn to {}; what to do: {}".format(*commands)),
    )
