"""A draft as an answer: the message, where it goes, and what to mind before it goes there."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from mktsupport.contact import answer as contact
from mktsupport.diagnose.answer import holds_for
from mktsupport.diagnose.walk import options
from mktsupport.draft.message import FIELDS, SKIPPED, Addressee, Message, is_none
from mktsupport.draft.review import rude, too_long
from mktsupport.evidence import Evidence, trail
from mktsupport.japan.hours import Calendar
from mktsupport.japan.text import Bilingual, Wording
from mktsupport.records import Channel, Inquiry, Language, Outcome, Platform, Role, Trouble
from mktsupport.views import DeskView, DraftAnswer, FilledView

_IN_WORDS = ("situation", "wish", "error", "tried", "attachments")

_NOTES = {
    "own-words": Wording(
        "自分で書いた言葉は訳していません。",
        "What you wrote yourself is not translated, and whoever gets it reads Japanese.",
    ),
    "attachments": Wording(
        "添えるものからは、住所やカード番号など要らない個人情報を隠します。",
        "Hide addresses, card numbers and other details that nobody needs in what you attach.",
    ),
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
    "long": Wording("長めです({size}{ja}。目安は{most}{ja}まで)。", "It is long ({size} {en}; better at most {most})."),
    "no-platform": Wording(
        "サービスの名前を付けると、送り先と手順も出ます: `mktsupport draft 名前 …`",
        "Name the service to see where to send it: `mktsupport draft NAME …`",
    ),
    "no-channel": Wording(
        "文を送れる窓口が分かっていません。`mktsupport contact {platform}` で、ほかの窓口を見てください。",
        "No channel that takes a written message is known. See `mktsupport contact {platform}` for the others.",
    ),
    "unconfirmed": Wording(
        "このサービスが今も続いているかは確かめられていません。", "Whether this service still exists is not confirmed."
    ),
    "edited": Wording(
        "手で直した文なので、英語の訳はありません。", "You edited the text, so it has no English reading."
    ),
}


class Subject(Struct, frozen=True):
    """What a message is about: a service, a trouble, the answers given and the outcome that they came to."""

    platform: Platform | None
    trouble: Trouble | None
    answers: tuple[str, ...] = ()
    outcome: Outcome | None = None

    @property
    def inquiry(self) -> Inquiry | None:
        return self.outcome.inquiry if self.outcome else None

    @property
    def role(self) -> Role:
        if self.outcome and self.outcome.role != "any":
            return self.outcome.role
        return self.trouble.role if self.trouble else "any"

    @property
    def letterboxes(self) -> list[Channel]:
        """The channels that take a written message about this, the one to use first."""
        if self.platform is None or self.platform.status.gone:
            return []
        named = [reach.channel for reach in self.outcome.contact] if self.outcome else []
        return letterboxes(self.platform, self.role, self.trouble.id if self.trouble else None, named)


def letterboxes(platform: Platform, role: Role, topic: str | None, named: Collection[str | None] = ()) -> list[Channel]:
    """The channels that take a written message; those `named` by an outcome, then forms, stand before others."""
    order = {"form": 0, "email": 1, "chat": 1, "app": 2}
    serving = [each for each in platform.channels if each.kind in order and each.serves(role, topic)]
    return sorted(serving, key=lambda each: (each.id not in named, order[each.kind], each.rank))


def command(
    subject: Subject, to: Addressee, values: Mapping[str, Bilingual] | None = None, data: Sequence[str] = ()
) -> str:
    """The command that makes this draft, with the knowledge of one's own that `--data` named."""
    words = ["mktsupport", "draft", *(each.id for each in (subject.platform, subject.trouble) if each)]
    words += ["--to", to] if to != "support" else []
    words += [word for name, value in (values or {}).items() for word in ("--set", f"{name}={value.ja}")]
    return shlex.join([*words, *options(subject.answers, data)])


def cited(subject: Subject, to: Addressee) -> list[str]:
    """The facts behind where the message goes and what it is about."""
    first = subject.letterboxes[:1] if to == "support" else []
    return [*(fact for each in first for fact in each.facts), *(subject.outcome.facts if subject.outcome else ())]


def mailto(address: str, message: Message) -> str:
    """A link that opens the message as a mail to `address` (RFC 6068)."""
    from urllib.parse import quote

    subject = f"subject={quote(message.subject.ja, safe='')}&" if message.subject else ""
    body = quote(message.body.ja.replace("\n", "\r\n"), safe="")
    return f"mailto:{quote(address, safe='@')}?{subject}body={body}"


def answer(
    subject: Subject,
    message: Message,
    *,
    to: Addressee,
    values: Mapping[str, Bilingual],
    own: Collection[str],
    required: Collection[str],
    edited: bool,
    file: str | None,
    at: datetime,
    calendar: Calendar,
    evidence: Evidence,
    language: Language,
    data: Sequence[str] = (),
) -> DraftAnswer:
    """The whole answer; `own` are the fields that the person filled in, `edited` tells of an editor."""
    platform, trouble = subject.platform, subject.trouble
    boxes = subject.letterboxes if platform and to == "support" else []
    mail = next((each for each in boxes if each.kind == "email" and each.value), None)

    def desks(channels: Sequence[Channel]) -> list[DeskView]:
        return [contact.desk(platform, each, at, calendar, language) for each in channels] if platform else []

    return DraftAnswer(
        platform=contact.platform_view(platform, language) if platform else None,
        trouble=trouble.id if trouble else None,
        title=trouble.title.in_language(language) if trouble else None,
        answers=list(subject.answers),
        to=to,
        at=at.isoformat(timespec="seconds"),
        channel=next(iter(desks(boxes[:1])), None),
        steps=[step.in_language(language) for each in boxes[:1] for step in each.steps],
        warning=next((each.warning.in_language(language) for each in boxes[:1] if each.warning), None),
        others=desks(boxes[1:]),
        mail=next(iter(desks([mail] if mail else [])), None),
        mail_limits=[each.in_language(language) for each in (*mail.good_for, *mail.bad_for, *mail.limits)]
        if mail
        else [],
        mailto=mailto(mail.value, message) if mail and mail.value else None,
        subject=message.subject.ja if message.subject else None,
        subject_reading=message.subject.en if message.subject and not edited else None,
        body=message.body.ja,
        reading=None if edited else message.body.en,
        fields=[
            FilledView(
                id=name,
                label=field.label.in_language(language),
                required=name in required,
                value=_told(name, values, language),
            )
            for name, field in FIELDS.items()
        ],
        cautions=[
            each.text.in_language(language)
            for each in (subject.outcome.warnings if subject.outcome else ())
            if holds_for(each, platform)
        ],
        notes=list(_notes(subject, message, to, values, own, edited=edited, language=language)),
        file=file,
        command=command(subject, to, {name: values[name] for name in FIELDS if name in own}, data),
        facts=trail(cited(subject, to), evidence, language),
    )


def _told(name: str, values: Mapping[str, Bilingual], language: Language) -> str | None:
    value = values[name].in_language(language) if name in values else None
    return None if value is None or (name in SKIPPED and is_none(value)) else value


def _notes(
    subject: Subject,
    message: Message,
    to: Addressee,
    values: Mapping[str, Bilingual],
    own: Collection[str],
    *,
    edited: bool,
    language: Language,
) -> Iterator[str]:
    def note(key: str, **more: object) -> str:
        return _NOTES[key].in_language(language).format(**more)

    if rude(message.body.ja if edited else "\n".join(values[name].ja for name in own)):
        yield note("rude")
    if long := too_long(message.body.ja):
        size, most, characters = long
        ja, en = ("字", "characters") if characters else ("語", "words")
        yield note("long", size=size, most=most, ja=ja, en=en)
    if to == "party" and subject.trouble and not subject.outcome:
        yield note("before-party", trouble=subject.trouble.id)
    if key := _about_the_way(subject, to):
        yield note(key, platform=subject.platform.id if subject.platform else "")
    if subject.platform and subject.platform.status.state == "unknown":
        yield note("unconfirmed")
    if _told("attachments", values, language):
        yield note("attachments")
    if edited or any(_untranslated(name, values) for name in _IN_WORDS if name in own):
        yield note("edited" if edited else "own-words")


def _untranslated(name: str, values: Mapping[str, Bilingual]) -> bool:
    return values[name].ja == values[name].en and _told(name, values, "ja") is not None


def _about_the_way(subject: Subject, to: Addressee) -> str | None:
    """What to say about how the message travels."""
    if to == "party":
        return "party-ended" if subject.platform and subject.platform.status.gone else "party"
    if subject.platform is None:
        return "no-platform"
    return None if subject.letterboxes else "no-channel"
