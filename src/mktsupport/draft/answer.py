"""The answer of a draft: the message, where to send it, and what to mind before that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import quote

from msgspec import Struct

from mktsupport.contact.answer import desk, platform_view
from mktsupport.diagnose.walk import applies
from mktsupport.draft.form import Form
from mktsupport.draft.message import FIELDS, SKIPPABLE, Addressee, Message, is_none
from mktsupport.draft.review import is_rude, too_long
from mktsupport.evidence import Evidence, FactView, trail
from mktsupport.japan.hours import Calendar
from mktsupport.japan.text import Wording
from mktsupport.records import Channel, Language, Role
from mktsupport.views import DeskView, PlatformView, in_language

_IN_WORDS = ("situation", "wish", "error", "tried", "attachments")

_NOTES = {
    "own-words": Wording(
        "自分の言葉は訳していません。", "Your own words are not translated; the reader expects Japanese."
    ),
    "attachments": Wording("添えるものでは、要らない個人情報を隠します。", "Hide personal details in what you attach."),
    "party": Wording(
        "取引画面のメッセージで送ります。住所、電話番号、口座、ほかの連絡先は書きません。",
        "Send it on the deal page. Leave out addresses, phone numbers, bank details and other ways to reach you.",
    ),
    "before-party": Wording(
        "先に `mktsupport diagnose {trouble}` で、相手に書いてよいときか、何を書かないかを確かめます。",
        "First let `mktsupport diagnose {trouble}` tell whether to write to them at all, and what not to say.",
    ),
    "party-ended": Wording(
        "このサービスは終了し、取引画面はもうありません。相手と連絡が付くときだけ使えます。住所や口座は書きません。",
        "The service has ended and its deal pages are gone; this helps only if you can still reach the other party. "
        "Leave out addresses and bank details.",
    ),
    "rude": Wording(
        "責める言葉や脅しに読める言葉があります。起きたことだけにすると、早く動いてもらえます。",
        "Some words insult or threaten. A message that tells only what happened gets help sooner.",
    ),
    "long": Wording("長めです({size.ja})。", "It is long ({size.en})."),
    "no-platform": Wording("サービスの名前を付けると、送り先も出ます。", "Name the service to see where to send it."),
    "no-channel": Wording(
        "文を送れる窓口は不明です。ほかの窓口: `mktsupport contact {platform}`",
        "No channel for written messages is known. For others: `mktsupport contact {platform}`",
    ),
    "unconfirmed": Wording("このサービスの存続は未確認です。", "Whether this service still exists is not confirmed."),
    "edited": Wording("手で直した文に英語の訳はありません。", "You edited the text, so it has no English reading."),
}


class FilledView(Struct, frozen=True, kw_only=True):
    """A part of a message; `value` is null where it was left out."""

    id: str
    label: str
    required: bool
    value: str | None


class DraftAnswer(Struct, frozen=True, kw_only=True):
    """A message; `subject` and `body` are Japanese, the readings English, whatever the language of the answer.

    `to` is support or party. `channel` is where to send it, with the `steps` to it; `others` take messages too.
    `mailto` opens it as a mail to the desk `mail`, null where no living address is known; `mail_limits` says what that
    desk is for. The readings are null after an editor.
    `cautions` are the outcome's, `file` is where the body was saved, `command` makes this draft again.
    """

    platform: PlatformView | None
    trouble: str | None
    title: str | None
    answers: list[str]
    to: Addressee
    at: str
    channel: DeskView | None
    steps: list[str]
    warning: str | None
    others: list[DeskView]
    mail: DeskView | None
    mail_limits: list[str]
    mailto: str | None
    subject: str | None
    subject_reading: str | None
    body: str
    reading: str | None
    fields: list[FilledView]
    cautions: list[str]
    notes: list[str]
    file: str | None
    command: str
    facts: list[FactView]


def mailboxes(form: Form) -> list[Channel]:
    """The channels that take this message: those that the outcome names, then forms, then others."""
    platform, trouble, outcome = form.platform, form.trouble, form.outcome
    if platform is None or platform.status.gone or form.to == "party":
        return []
    role: Role = trouble.role if trouble else "any"
    role = outcome.role if outcome and outcome.role != "any" else role
    named = [reach.channel for reach in outcome.contact] if outcome else []
    order = {"form": 0, "email": 1, "chat": 1, "app": 2}
    topic = trouble.id if trouble else None
    fitting = [each for each in platform.channels if each.kind in order and each.serves(role, topic)]
    return sorted(fitting, key=lambda each: (each.id not in named, order[each.kind], each.rank))


def cited_facts(form: Form) -> list[str]:
    """The ids of the facts behind where the message goes and what it is about."""
    first = mailboxes(form)[:1]
    return [*(fact for each in first for fact in each.facts), *(form.outcome.facts if form.outcome else ())]


def mailto(address: str, message: Message) -> str:
    """A link that opens the message as a mail to `address` (RFC 6068)."""
    subject = f"subject={quote(message.subject.ja, safe='')}&" if message.subject else ""
    body = quote(message.body.ja.replace("\n", "\r\n"), safe="")
    return f"mailto:{quote(address, safe='@')}?{subject}body={body}"


def draft_answer(
    form: Form,
    message: Message,
    *,
    edited: bool,
    file: str | None,
    at: datetime,
    calendar: Calendar,
    evidence: Evidence,
    language: Language,
    data: Sequence[str] = (),
) -> DraftAnswer:
    """The whole answer; `edited` says that the message comes from an editor."""
    platform, trouble = form.platform, form.trouble
    boxes = mailboxes(form)
    first = boxes[0] if boxes else None
    mail = next((each for each in boxes if each.kind == "email" and each.value), None)
    desks = {each.id: desk(platform, each, at, calendar, language) for each in boxes if platform}
    return DraftAnswer(
        platform=platform_view(platform, language) if platform else None,
        trouble=trouble.id if trouble else None,
        title=trouble.title.in_language(language) if trouble else None,
        answers=list(form.answers),
        to=form.to,
        at=at.isoformat(timespec="seconds"),
        channel=desks[first.id] if first else None,
        steps=in_language(first.steps, language) if first else [],
        warning=in_language(first.warning, language) if first else None,
        others=[desks[each.id] for each in boxes[1:]],
        mail=desks[mail.id] if mail else None,
        mail_limits=in_language((*mail.good_for, *mail.bad_for, *mail.limits), language) if mail else [],
        mailto=mailto(mail.value, message) if mail and mail.value else None,
        subject=message.subject.ja if message.subject else None,
        subject_reading=message.subject.en if message.subject and not edited else None,
        body=message.body.ja,
        reading=None if edited else message.body.en,
        fields=[
            FilledView(
                id=name,
                label=field.label.in_language(language),
                required=name in form.required,
                value=_value(name, form, language),
            )
            for name, field in FIELDS.items()
        ],
        cautions=[
            each.text.in_language(language)
            for each in (form.outcome.warnings if form.outcome else ())
            if applies(each, platform)
        ],
        notes=list(_notes(form, message, language, edited=edited)),
        file=file,
        command=form.command(data),
        facts=trail(cited_facts(form), evidence, language),
    )


def _value(name: str, form: Form, language: Language) -> str | None:
    value = form.values[name].in_language(language) if name in form.values else None
    return None if value is None or (name in SKIPPABLE and is_none(value)) else value


def _notes(form: Form, message: Message, language: Language, *, edited: bool) -> Iterator[str]:
    def note(key: str, **more: object) -> str:
        return _NOTES[key].in_language(language).format(**more)

    platform, trouble = form.platform, form.trouble
    if is_rude(message.body.ja if edited else "\n".join(form.values[name].ja for name in form.own)):
        yield note("rude")
    if size := too_long(message.body.ja):
        yield note("long", size=size)
    if form.to == "party" and trouble and not form.outcome:
        yield note("before-party", trouble=trouble.id)
    if key := _delivery_note(form):
        yield note(key, platform=platform.id if platform else "")
    if platform and platform.status.state == "unknown":
        yield note("unconfirmed")
    if _value("attachments", form, language):
        yield note("attachments")
    if edited:
        yield note("edited")
    elif any(_is_untranslated(name, form) for name in _IN_WORDS if name in form.own):
        yield note("own-words")


def _delivery_note(form: Form) -> str | None:
    """The note on how the message gets to its reader."""
    if form.to == "party":
        return "party-ended" if form.platform and form.platform.status.gone else "party"
    if form.platform is None:
        return "no-platform"
    return None if mailboxes(form) else "no-channel"


def _is_untranslated(name: str, form: Form) -> bool:
    return form.values[name].ja == form.values[name].en and _value(name, form, "ja") is not None
