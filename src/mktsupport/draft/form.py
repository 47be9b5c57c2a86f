"""The form behind a message: what it is about, whom it is for, and the fields that are filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mktsupport.diagnose.walk import draft_command
from mktsupport.draft.message import (
    FIELDS,
    MENTIONS,
    SKIPPABLE,
    SUPPORT_ONLY,
    Addressee,
    Message,
    clean,
    inquiries,
    is_filled,
    message,
)
from mktsupport.draft.secrets import refuse_secrets
from mktsupport.errors import AskedWronglyError, SupportError, close_matches, did_you_mean
from mktsupport.japan.dates import since_when
from mktsupport.japan.spelling import fold
from mktsupport.japan.text import Bilingual, Wording
from mktsupport.japan.yen import number_of, yen
from mktsupport.records import Inquiry, Outcome, Platform, Trouble


@dataclass
class Form:
    """`answers` led to the `outcome` of the `trouble`; `own` names the fields that the person filled in."""

    to: Addressee
    platform: Platform | None = None
    trouble: Trouble | None = None
    answers: tuple[str, ...] = ()
    outcome: Outcome | None = None
    values: dict[str, Bilingual] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)
    inquiry: Inquiry | None = None

    def __post_init__(self) -> None:
        if self.to == "support" and self.platform and self.platform.status.gone:
            raise _service_ended(self.platform)
        # An outcome's inquiry is written for support, not for the other party.
        if self.outcome and self.outcome.inquiry and self.to == "support":
            self.choose(self.outcome.inquiry)

    def choose(self, inquiry: Inquiry) -> None:
        """Take the situation and the wish from an inquiry."""
        self.inquiry = inquiry
        self.values |= {"situation": inquiry.situation, "wish": inquiry.wish}

    @property
    def required(self) -> list[str]:
        """What the message must have: the fields of the inquiry, or those that every inquiry of the trouble has.

        The other party needs only the situation and the wish.
        """
        include = set(self.inquiry.include) if self.inquiry else {"name"}
        if not self.inquiry and self.trouble and (known := inquiries(self.trouble)):
            include |= set.intersection(*(set(each.include) for each in known))
        return ["situation", "wish", *(name for name in MENTIONS if name in include and self.to == "support")]

    @property
    def missing(self) -> list[str]:
        """The fields that are required, or were given, and are not filled in."""
        wanted = {*self.required, *self.own}
        given = {name: value.ja for name, value in self.values.items()}
        return [name for name in FIELDS if name in wanted and not is_filled(name, given.get(name))]

    @property
    def optional(self) -> list[str]:
        """The empty fields that are worth a question if no outcome says what the message needs."""
        useful = ("deal", "date", "amount") if self.to == "party" else MENTIONS
        return [name for name in useful if not self.inquiry and name not in {*self.required, *self.values}]

    def set(self, assignments: Sequence[str]) -> None:
        """Fill in fields from FIELD=VALUE; FIELD may be the Japanese label."""
        for each in assignments:
            text, equals, value = each.partition("=")
            name = next((key for key, known in FIELDS.items() if fold(text) in (key, fold(known.label.ja))), None)
            if not equals or name is None:
                raise _no_such_field(text, equals)
            if self.to == "party" and name in SUPPORT_ONLY:
                raise AskedWronglyError(
                    Wording(f"{name} は取引の相手には書きません", f"{name} is nothing for the other party"),
                    Wording(f"`--set {name}=…` を外してください", f"leave out `--set {name}=…`"),
                )
            self.put(name, value)

    def put(self, name: str, value: str) -> None:
        """Fill in one field; a secret is refused."""
        value = clean(value)
        refuse_secrets(value, name)
        self.own.add(name)
        number = number_of(value, "yen") if name == "amount" else None
        self.values[name] = Wording(value, value) if number is None else Wording(yen(number, "ja"), yen(number, "en"))
        if name in ("situation", "wish") and self.trouble:
            for inquiry in inquiries(self.trouble):  # one of the known texts has its translation
                known = inquiry.situation if name == "situation" else inquiry.wish
                if value in (known.ja, known.en):
                    self.values[name] = known

    def clear(self, names: Sequence[str]) -> None:
        """Empty these fields."""
        for name in names:
            self.values.pop(name, None)
            self.own.discard(name)

    def message(self, blanks: Sequence[str] = ()) -> Message:
        return message(self.platform, self.trouble, self.to, self.values, blanks)

    def command(self, data: Sequence[str] = ()) -> str:
        """The command that makes the same draft."""
        more = ["--to", self.to] if self.to != "support" else []
        for name in FIELDS:
            more += ["--set", f"{name}={self.values[name].ja}"] if name in self.own else []
        return draft_command(self.platform, self.trouble, self.answers, data, more)


def missing_fields(names: Sequence[str]) -> AskedWronglyError:
    """The error that these fields have to be filled in."""
    sets = " ".join(f"--set {name}='…'" for name in names)
    skippable = next((f"--set {name}=" for name in names if name in SKIPPABLE), None)
    return AskedWronglyError(
        Wording(
            "まだ埋まっていません: " + "、".join(FIELDS[name].label.ja for name in names),
            "not filled in yet: " + "; ".join(FIELDS[name].label.en for name in names),
        ),
        Wording(
            f"足してください: {sets}" + (f"(ないものは {skippable}なし)" if skippable else ""),
            f"add {sets}" + (f" (where there is none: {skippable}none)" if skippable else ""),
        ),
    )


def _no_such_field(name: str, equals: str) -> AskedWronglyError:
    every = ", ".join(FIELDS)
    return AskedWronglyError(
        Wording(f"「{name}」という項目はありません", f"no field is called '{name}'")
        if equals
        else Wording("--set は 項目=値 の形で書きます", "--set takes FIELD=VALUE"),
        did_you_mean(close_matches(name, FIELDS), Wording(f"項目は {every} です", f"the fields are {every}")),
    )


def _service_ended(platform: Platform) -> SupportError:
    """The error that nobody reads the mail of a service that is gone, and who helps instead."""
    on = platform.status.on
    when = Wording(f"{since_when(on, 'ja')}に", f" {since_when(on, 'en')}") if on else Wording("", "")
    desk = platform.helplines[0] if platform.helplines else "consumer-hotline"
    commands = (f"`mktsupport contact {desk}`", f"`mktsupport diagnose scam --platform {platform.id}`")
    return SupportError(
        Wording(
            f"{platform.name.ja}は{when.ja}終了し、文面は届きません",
            f"{platform.name.en} ended{when.en}: nobody reads mail",
        ),
        Wording("相談先: {}、手順: {}".format(*commands), "turn to {}; what to do: {}".format(*commands)),
    )
