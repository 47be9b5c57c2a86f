"""The message to a platform's support or to the other party: its fields, what counts as filled in, and its text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from mktsupport.japan.spelling import fold
from mktsupport.japan.text import Bilingual, Language, Wording, printable
from mktsupport.records import Inquiry, Mention, Outcome, Platform, Trouble

Addressee = Literal["support", "party"]


class Field(NamedTuple):
    """A part of the message: its name in the message, what to ask for, and an example of what to write."""

    label: Wording
    ask: Wording
    example: Wording


FIELDS: dict[str, Field] = {
    "situation": Field(
        Wording("状況", "What is happening"),
        Wording("いま何が起きていて、何ができませんか。", "What is happening, and what can you not do?"),
        Wording("認証コードのSMSが届かず、入れません。", "The code by SMS does not arrive, so I cannot log in."),
    ),
    "wish": Field(
        Wording("お願いしたいこと", "What I ask of you"),
        Wording("してほしいことは何ですか。一つだけ書きます。", "What would you like done? One thing only."),
        Wording("別の方法で本人確認をしてください。", "Please let me prove my identity in another way."),
    ),
    "name": Field(
        Wording("氏名", "Name"),
        Wording("氏名(登録したとおり)", "Your name, as registered"),
        Wording("山田太郎", "Taro Yamada"),
    ),
    "account": Field(
        Wording("登録メールアドレス・会員ID", "Registered mail address or member id"),
        Wording("登録したメールアドレスか会員ID", "Your registered mail address or member id"),
        Wording("name@example.com", "name@example.com"),
    ),
    "deal": Field(
        Wording("取引・注文・商品の番号", "Deal, order or item number"),
        Wording("取引・注文・商品の番号(なければ商品名)", "The deal, order or item number; failing that, the item"),
        Wording("取引番号 A-1234", "deal A-1234"),
    ),
    "date": Field(
        Wording("日時", "When"),
        Wording("いつのことですか。", "When did it happen?"),
        Wording("2026年11月20日 14時ごろ", "20 November 2026, about 14:00"),
    ),
    "amount": Field(
        Wording("金額", "Amount"),
        Wording("金額はいくらですか。", "What amount is it about?"),
        Wording("3,500円", "3,500 yen"),
    ),
    "error": Field(
        Wording("画面に出た文言", "Exact words on the screen"),
        Wording("画面に出た文言を、そのまま", "The exact words on the screen"),
        Wording("「認証に失敗しました(E-102)」", '"Verification failed (E-102)"'),
    ),
    "tried": Field(
        Wording("試したこと", "What I tried"),
        Wording("自分で試したこと", "What you have tried yourself"),
        Wording("迷惑SMSの設定を外し、2回送り直しました。", "I lifted the SMS filter and resent the code twice."),
    ),
    "attachments": Field(
        Wording("添付", "Attached"),
        Wording("添えるもの(個人情報は隠します)", "What you attach (hide personal details in it)"),
        Wording("エラー画面の写し1枚", "one screenshot of the error"),
    ),
}

# The other party is asked for other things than support.
TO_PARTY = {
    "situation": FIELDS["situation"]._replace(
        ask=Wording("何があったかを、責めずに書きます。", "What happened, told without blame."),
        example=Wording("11月18日に買いましたが、届きません。", "I bought it on 18 November and it has not come yet."),
    ),
    "wish": FIELDS["wish"]._replace(
        example=Wording("発送の状況を教えてください。", "Please tell me whether it has been sent."),
    ),
}

MENTIONS: tuple[Mention, ...] = get_args(Mention)
SKIPPABLE = frozenset({"error", "tried", "attachments"})  # may be answered with none
SUPPORT_ONLY = frozenset({"account"})  # the other party must not learn it


def _folded(*words: str) -> frozenset[str]:
    return frozenset(map(fold, words))


_NONE = _folded("なし", "無し", "無", "ない", "ありません", "特になし", "none", "n/a", "no", "nothing")
# Nobody can act on a mere plea.
_PLEAS = _folded(
    "助けて", "助けてください", "困っています", "何とかして", "なんとかしてください", "お願いします",
    "help", "help me", "please", "please help", "please help me", "sos",
)  # fmt: skip
_NAMES = (
    "(?:(?:your |full |my )?(?:name|date|time|amount|number|address|order number|account|id|mail)"
    "|お?名前|氏名|日時|日付|金額|番号|注文番号|取引番号|商品名|会員id|住所)"
)
_PLACEHOLDER = re.compile(
    "|".join(
        (
            r"[〇○◯●]{2,}|×{2,}|_{3,}",
            r"(?<![a-z])x{3,}(?![a-z])|(?<![0-9a-z])(?:todo|tbd|yyyy[-/]mm[-/]dd)(?![0-9a-z])",
            rf"[\[<{{]\s*{_NAMES}\s*[\]>}}]|^\s*\({_NAMES}\)\s*$|:\s*\({_NAMES}\)\s*$",
            r"(?:ここ|こちら)に.{0,12}(?:入力|記入|書い)|(?:入力|記入)してください|your name here|fill in here",
            r"山田\s*太郎|taro yamada|name@example\.(?:com|jp)",
        )
    ),
    re.IGNORECASE | re.MULTILINE,
)
_DOTS = re.compile(r"[\s.…・。、,\-ー―~〜?!?!]*")


class Message(NamedTuple):
    """A message ready to go: the Japanese, and what it says in English."""

    subject: Wording | None
    body: Wording


def placeholders(text: str) -> list[int]:
    """The lines of `text` (from 1) that hold a blank of a template."""
    folded = unicodedata.normalize("NFKC", text)
    lines = [folded.count("\n", 0, match.start()) + 1 for match in _PLACEHOLDER.finditer(folded)]
    return list(dict.fromkeys(lines))


def without_placeholders(text: str) -> str:
    """`text` in normal width, without blanks of a template."""
    return _PLACEHOLDER.sub("", unicodedata.normalize("NFKC", text))


def clean(value: str) -> str:
    """`value` without control characters, invisible characters and surrounding spaces."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return printable(lines, "", keep="\n").strip()


def is_none(value: str) -> bool:
    """Whether `value` says that there is nothing to tell."""
    return fold(value) in _NONE


def is_filled(name: str, value: str | None) -> bool:
    """Whether `value` fills in the field `name`; a blank or the field's example does not."""
    if value is None or _DOTS.fullmatch(value) or placeholders(value):
        return False
    if name in ("situation", "wish"):
        return fold(value) not in _PLEAS and not is_none(value)
    if name in ("name", "account", "deal") and value in FIELDS[name].example:
        return False
    return name in SKIPPABLE or not is_none(value)


def inquiries(trouble: Trouble) -> list[Inquiry]:
    """What people with this trouble write about, without repetitions."""
    found = [node.inquiry for node in trouble.nodes if isinstance(node, Outcome) and node.inquiry]
    return list({(each.situation.ja, each.wish.ja): each for each in found}.values())


def message(
    platform: Platform | None,
    trouble: Trouble | None,
    to: Addressee,
    values: Mapping[str, Bilingual],
    blanks: Sequence[str] = (),
) -> Message:
    """The message with these `values`; `blanks` are fields to fill in later, written as 〇〇."""
    fields = {name: value for name, value in values.items() if not (name in SKIPPABLE and is_none(value.ja))}
    fields |= {name: Wording("〇〇", "〇〇") for name in blanks}

    def text(language: Language) -> str:
        own = {name: value.in_language(language) for name, value in fields.items()}
        name = platform.name.in_language(language) if platform else ""
        return "\n".join(_to_support(name, own, language) if to == "support" else _to_party(own, language)) + "\n"

    subject = trouble.title if trouble else Wording("お問い合わせ", "Enquiry")
    if deal := fields.get("deal"):
        subject = Wording(f"{subject.ja}({deal.ja})", f"{subject.en} ({deal.en})")
    return Message(Wording(subject.ja, subject.en) if to == "support" else None, Wording(text("ja"), text("en")))


def _to_party(own: Mapping[str, str], language: Language) -> list[str]:
    """Greeting, which deal, what is wrong, what is asked for."""
    deal, name = own.get("deal"), own.get("name")
    if language == "ja":
        opening = "お世話になっております。" + (f"{name}です。" if name else "")
        about = f"{deal} の件でご連絡しました。" if deal else "お取引の件でご連絡しました。"
        closing = "お手数をおかけしますが、ご確認をお願いいたします。"
    else:
        opening = f"Hello, this is {name}." if name else "Hello,"
        about = f"I am writing about {deal or 'our deal'}."
        closing = "Thank you for looking into it."
    details = _details(own, ("name", "deal"), language)
    return [opening, about, "", own["situation"], own["wish"], "", *([*details, ""] if details else []), closing]


def _to_support(platform: str, own: Mapping[str, str], language: Language) -> list[str]:
    """What is wrong, what is asked for and the details, each under a heading."""
    name = own.get("name")
    if language == "ja":
        heading, details_title = "【{}】", "詳細"
        lines = [
            f"{platform} ご担当者様".strip(),
            "",
            "お世話になっております。" + (f"{name}と申します。" if name else ""),
        ]
        closing = "お手数をおかけしますが、よろしくお願いいたします。"
    else:
        heading, details_title = "{}:", "Details"
        lines = [f"Dear {platform} support,".replace("  ", " "), *(["", f"My name is {name}."] if name else [])]
        closing = "Thank you for your help."
    for key in ("situation", "wish"):
        lines += ["", heading.format(FIELDS[key].label.in_language(language)), own[key]]
    if details := _details(own, ("name",), language):
        lines += ["", heading.format(details_title), *details]
    return [*lines, "", closing]


def _details(own: Mapping[str, str], without: Collection[str], language: Language) -> list[str]:
    names = (name for name in MENTIONS if name in own and name not in without)
    return [f"{FIELDS[name].label.in_language(language)}: {own[name]}" for name in names]
