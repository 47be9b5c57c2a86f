"""The message to a platform's support, or to the other party: what it must say, and how it says it."""

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
        Wording(
            "認証コードのSMSが届かず、ログインできません。", "The code by SMS does not arrive, so I cannot log in."
        ),
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
        Wording(
            "取引・注文・商品の番号(分からなければ商品名)", "The deal, order or item number; failing that, the item"
        ),
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
        Wording(
            "迷惑SMSの設定を外し、コードを2回送り直しました。", "I lifted the SMS filter and resent the code twice."
        ),
    ),
    "attachments": Field(
        Wording("添付", "Attached"),
        Wording("添えるもの(個人情報は隠します)", "What you attach (hide personal details in it)"),
        Wording("エラー画面の写し1枚", "one screenshot of the error"),
    ),
}

# Between the two sides of a deal people ask for other things than of support.
TO_PARTY = {
    "situation": Field(
        FIELDS["situation"].label,
        Wording("何があったかを、責めずに書きます。", "What happened, told without blame."),
        Wording(
            "11月18日に購入しましたが、まだ届いていません。", "I bought it on 18 November and it has not come yet."
        ),
    ),
    "wish": Field(
        FIELDS["wish"].label,
        FIELDS["wish"].ask,
        Wording("発送の状況を教えてください。", "Please tell me whether it has been sent."),
    ),
}

MENTIONS: tuple[Mention, ...] = get_args(Mention)
SKIPPED: frozenset[str] = frozenset({"error", "tried", "attachments"})  # may be answered with none
SUPPORT_ONLY: frozenset[str] = frozenset({"account"})  # no business of the other party
_OWN: tuple[Mention, ...] = ("name",)  # what a message needs where no outcome says so


def _folded(*words: str) -> frozenset[str]:
    return frozenset(map(fold, words))


_NONE = _folded("なし", "無し", "無", "ない", "ありません", "特になし", "none", "n/a", "no", "nothing")
# A cry for help is neither a situation nor a wish that anybody can act on.
_PLEA = _folded(
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
    """The lines of `text` (from 1) on which a template's blank was never filled in."""
    folded = unicodedata.normalize("NFKC", text)
    lines = [folded.count("\n", 0, match.start()) + 1 for match in _PLACEHOLDER.finditer(folded)]
    return list(dict.fromkeys(lines))


def without_placeholders(text: str) -> str:
    """`text` without what was left of a template, its width folded."""
    return _PLACEHOLDER.sub("", unicodedata.normalize("NFKC", text))


def cleaned(value: str) -> str:
    """`value` without what acts on a terminal or cannot be seen, and without spaces around it."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return printable(lines, "", keep="\n").strip()


def is_none(value: str) -> bool:
    """Whether `value` says that there is nothing to tell."""
    return fold(value) in _NONE


def filled(name: str, value: str | None) -> bool:
    """Whether `value` says something about the field `name`; a template's blank or its example does not."""
    if value is None or _DOTS.fullmatch(value) or placeholders(value):
        return False
    if name in ("situation", "wish"):
        return fold(value) not in _PLEA and not is_none(value)
    if name in ("name", "account", "deal") and value in FIELDS[name].example:
        return False
    return name in SKIPPED or not is_none(value)


def required(inquiry: Inquiry | None, trouble: Trouble | None, to: Addressee) -> list[str]:
    """The fields that a message must have: the outcome's, else those that every outcome of the trouble asks for.

    The other party is told what it is about and what is asked of them; who somebody is, is for support alone.
    """
    if to == "party":
        return ["situation", "wish"]
    include: Collection[str] = _OWN
    if inquiry:
        include = inquiry.include
    elif trouble and (known := inquiries(trouble)):
        include = {*_OWN, *set.intersection(*(set(each.include) for each in known))}
    return ["situation", "wish", *(name for name in MENTIONS if name in include)]


def inquiries(trouble: Trouble) -> list[Inquiry]:
    """What people in this trouble write about, each situation once."""
    found = [node.inquiry for node in trouble.nodes if isinstance(node, Outcome) and node.inquiry]
    return list({(each.situation.ja, each.wish.ja): each for each in found}.values())


def missing(names: Sequence[str], values: Mapping[str, Bilingual]) -> list[str]:
    """Those of the fields that nobody has filled in."""
    return [name for name in names if name not in values or not filled(name, values[name].ja)]


def message(
    platform: Platform | None,
    trouble: Trouble | None,
    to: Addressee,
    values: Mapping[str, Bilingual],
    blanks: Sequence[str] = (),
) -> Message:
    """The message that `values` make; `blanks` are fields left for an editor, which stand there as 〇〇."""
    told = {**values, **{name: Wording("〇〇", "〇〇") for name in blanks}}
    told = {name: value for name, value in told.items() if not (name in SKIPPED and is_none(value.ja))}
    body = Wording(
        "\n".join(_lines(platform, to, told, "ja")) + "\n", "\n".join(_lines(platform, to, told, "en")) + "\n"
    )
    return Message(_subject(trouble, told) if to == "support" else None, body)


def _subject(trouble: Trouble | None, told: Mapping[str, Bilingual]) -> Wording:
    about = trouble.title if trouble else Wording("お問い合わせ", "Enquiry")
    deal = told.get("deal")
    return Wording(
        f"{about.ja}({deal.ja})" if deal else about.ja,
        f"{about.en} ({deal.en})" if deal else about.en,
    )


def _lines(platform: Platform | None, to: Addressee, told: Mapping[str, Bilingual], language: Language) -> list[str]:
    own = {name: value.in_language(language) for name, value in told.items()}
    return (_to_party if to == "party" else _to_support)(platform, own, language)


def _to_party(_platform: Platform | None, own: Mapping[str, str], language: Language) -> list[str]:
    """Greeting, which deal, what is wrong, what is asked."""
    deal, name = own.get("deal"), own.get("name")
    if language == "ja":
        opening = f"お世話になっております。{name}です。" if name else "お世話になっております。"
        about = f"{deal} の件でご連絡しました。" if deal else "お取引の件でご連絡しました。"
        closing = "お手数をおかけしますが、ご確認をお願いいたします。"
    else:
        opening = f"Hello, this is {name}." if name else "Hello,"
        about = f"I am writing about {deal}." if deal else "I am writing about our deal."
        closing = "Thank you for looking into it."
    details = _details(own, ("name", "deal"), language)
    return [opening, about, "", own["situation"], own["wish"], "", *([*details, ""] if details else []), closing]


def _to_support(platform: Platform | None, own: Mapping[str, str], language: Language) -> list[str]:
    """Under a heading each: what is wrong, what is asked, and the particulars."""
    ja = language == "ja"
    name = platform.name.in_language(language) if platform else ""
    who = own.get("name")
    greeting = [f"{name} ご担当者様".strip(), "", "お世話になっております。" + (f"{who}と申します。" if who else "")]
    closing = "お手数をおかけしますが、よろしくお願いいたします。" if ja else "Thank you for your help."
    if not ja:
        greeting = [f"Dear {name} support,".replace("  ", " "), *(["", f"My name is {who}."] if who else [])]
    lines = greeting
    for key in ("situation", "wish"):
        label = FIELDS[key].label.in_language(language)
        lines += ["", f"【{label}】" if ja else f"{label}:", own[key]]
    if details := _details(own, ("name",), language):
        lines += ["", "【詳細】" if ja else "Details:", *details]
    return [*lines, "", closing]


def _details(own: Mapping[str, str], without: Collection[str], language: Language) -> list[str]:
    named = (name for name in MENTIONS if name in own and name not in without)
    return [f"{FIELDS[name].label.in_language(language)}: {own[name]}" for name in named]
