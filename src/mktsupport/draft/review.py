"""The judgement of `draft --review`: a message that somebody wrote, checked for words that help or harm it."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from mktsupport.draft.message import Addressee, placeholders, without_placeholders
from mktsupport.draft.secrets import KINDS, secrets_in
from mktsupport.errors import AskedWronglyError
from mktsupport.japan.text import Language, Wording

LONGEST = 20_000  # characters of a file: more is no message
MOST_CHARACTERS = 800  # two sheets of manuscript paper
MOST_WORDS = 300  # a page


class PointView(Struct, frozen=True, kw_only=True):
    """Something that a message was judged by; `mend` is null where it is `ok`.

    `id` is wish, who, deal, when, manners, threats, length, secrets or blanks.
    """

    id: str
    ok: bool
    title: str
    says: str
    mend: str | None


class ReviewAnswer(Struct, frozen=True, kw_only=True):
    """A message judged by its words; `characters` are counted without spaces."""

    to: Addressee
    good: list[PointView]
    mend: list[PointView]
    characters: int
    words: int
    note: str


class Check(NamedTuple):
    """What is checked, what is wrong if it fails, and how to correct that."""

    title: Wording
    problem: Wording
    remedy: Wording


_MISSING = Wording("見つかりません", "not found")
CHECKS = {
    "wish": Check(
        Wording("してほしいこと", "What you ask for"),
        _MISSING,
        Wording(
            "一つ書きます。例: 返金の方法を教えてください。", "Ask for one thing: Please tell me how the refund works."
        ),
    ),
    "who": Check(
        Wording("だれからか", "Who you are"),
        _MISSING,
        Wording("氏名(登録どおり)か、登録したメールアドレスを書きます。", "Give your registered name or mail address."),
    ),
    "deal": Check(
        Wording("どの取引か", "Which deal"),
        _MISSING,
        Wording(
            "取引などの番号か、商品名を「 」で書きます。", "Give the deal, order or item number, or the item in quotes."
        ),
    ),
    "when": Check(
        Wording("いつのことか", "When"),
        _MISSING,
        Wording("日時を書きます。例: 11月20日 14時ごろ", "Give the date and time, such as 20 November, about 14:00."),
    ),
    "manners": Check(
        Wording("言葉づかい", "Manners"),
        Wording("相手を悪く言う言葉があります", "insulting words"),
        Wording("その言葉を消し、起きたことだけを書きます。", "Take them out and tell only what happened."),
    ),
    "threats": Check(
        Wording("脅しに読める言葉", "Threats"),
        Wording("脅しに読める言葉があります", "words that read as a threat"),
        Wording(
            "消します。法的なことは先に法テラスや188で聞きます。", "Take them out. For legal steps, ask 188 first."
        ),
    ),
    "length": Check(
        Wording("長さ", "Length"),
        Wording("長すぎます", "too long"),
        Wording("状況を2〜3文、お願いを1文にします。", "Tell what happened in two or three sentences, ask in one."),
    ),
    "secrets": Check(
        Wording("書いてはいけないもの", "Secrets"),
        Wording("書いてはいけないものがあります", "something that must not be there"),
        Wording("消します。だれにも送りません。", "Take it out. Nobody needs your password, code, card number or key."),
    ),
    "blanks": Check(
        Wording("埋め忘れ", "Blanks"),
        Wording("埋めていない箇所があります", "a blank that was not filled in"),
        Wording("〇〇やXXXを、自分のことに書きかえます。", "Replace it with your own details."),
    ),
}
_FINE = Wording("よし", "fine")
_ONLY_WORDS = Wording(
    "言葉の有無だけを見ています。中身が正しいか、伝わるかは見ていません。送る前に読み返してください。",
    "Only words were looked for; whether it is true and clear, only you can judge. Read it again before you send it.",
)


def _words(japanese: str, english: str) -> re.Pattern[str]:
    """A pattern for folded text in lower case; the English stands as whole words."""
    return re.compile(rf"{japanese}|(?<![a-z])(?:{english})(?![a-z])", re.MULTILINE)


_MONTH = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_PATTERNS = {
    "wish": _words(
        "[てで](?:ください|下さい|欲しい|ほしい|いただ|頂|もらえ|もらいた|くれま)|お願い(?:し|いた|致|申)"
        "|[ごお](?:対応|返答|回答|返信|連絡|確認|案内|教示)(?:を|の[ほ程])|たいです|たいのですが|希望し|求めます",
        "please|(?:could|can|would) you|i(?: would|'d) like|i want|i(?: am|'m)? (?:ask|request)(?:ing)?|kindly",
    ),
    "who": _words(
        r"(?:氏名|名前|会員|ユーザー|アカウント|登録(?:名|メール|電話))[^\n]{0,12}[:は][ \t]*\S|[^\s、。]と申します"
        r"|[a-z0-9_%+-]@[a-z0-9-]{1,63}\.[a-z]|(?:会員|ユーザー|ログイン)\s*id",
        r"my name is|i am called|name:|account:|(?:member|user) ?(?:id|name)|(?:regards|sincerely|yours),?\s+[a-z]+",
    ),
    "deal": _words(
        r"(?:取引|注文|商品|管理|伝票|追跡|オーダー|受付|入出金)\s*(?:番号|id|名|no)"
        r"|「[^」\n]{1,200}」|\"[^\"\n]{1,200}\"|[a-z]{0,2}[0-9][0-9-]{6,}",
        r"(?:order|deal|transaction|item|tracking|listing)(?: number| id| no\.?)?[ :#]+\S*[0-9]\S*",
    ),
    "when": _words(
        r"[0-9]{1,2}\s*[/月-]\s*[0-9]{1,2}|[0-9]{1,2}\s*[時日]|[0-9]{1,2}:[0-9]{2}"
        "|一?昨日|おととい|きのう|昨夜|今朝|今日|本日|先週|先月",
        "yesterday|today|this morning|(?:days?|hours?|weeks?) ago"
        "|last (?:night|week|month|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
        rf"|{_MONTH}\.? [0-9]{{1,2}}(?:st|nd|rd|th)?|[0-9]{{1,2}}(?:st|nd|rd|th)? {_MONTH}",
    ),
    "manners": _words(
        "バカ|馬鹿|ばか(?:に|げ|じゃ|なの|や|野|者|$)|アホ|あほ(?:か|な|$)|クソ|くそ(?:が|$)|糞|ふざけ(?:る|ん)|無能"
        "|死ね|しね(?:よ|$)|消えろ|間抜け|まぬけ|クズ|カス(?:が|ども|だ|$)|ゴミ(?:サービス|会社|対応|運営|アプリ)"
        "|頭が?おかしい|役立たず|給料泥棒",
        r"stupid|idiots?|morons?|dumb|incompetent|pathetic|scumbags?|bastards?|assholes?|fuck\w*|(?:bull)?shit\w*"
        r"|bitch\w*|crap|damn|shut up|useless (?:people|support|staff|company|service)",
    ),
    "threats": _words(
        "(?:訴え(?:る|ます|てやる)|訴訟を(?:起こ|する|します)|(?:晒|殺)(?:す|し(?:ます|てやる))|家に行(?:く|きます)"
        "|拡散(?:する|します|してやる)|住所を(?:特定|突き止め)(?:する|した|します)|潰(?:す|してやる))"
        "(?!.{0,4}と.{0,4}(?:言|いわ|脅|迫|書か|送ら|送って|来|き))"  # unless the other side is quoted
        "|さらしてやる|炎上させ|覚えて(?:ろ|おけ)|ただ(?:で|じゃ)は?(?:済|す)ま|後悔させ",
        "or else|i(?: wi|')ll (?:sue|(?:destroy|ruin|expose|find|kill) you)|i am going to sue|see you in court"
        "|you(?: wi|')ll regret|i know where you live",
    ),
}
_ACCOUNT = re.compile("ログイン|アカウント|本人確認|認証|退会|パスワード|sms|log ?in|account|verif|password")
_GOODS = re.compile("取引|購入|買い|売り|落札|注文|商品|出品|発送|届い|order|item|bought|buyer|seller|deal|parcel|sold")
_QUOTED = re.compile(r"「[^」\n]{0,200}」|『[^』\n]{0,200}』|\"[^\"\n]{0,200}\"|“[^”\n]{0,200}”")


def review(text: str, to: Addressee, language: Language) -> ReviewAnswer:
    """What is good about `text` and what has to be changed; nothing of the text itself is repeated."""
    points = []
    for key, (title, problem, remedy) in CHECKS.items():
        if not _is_checked(key, text, to):
            continue
        problems = list(_problems(key, text))
        where = "".join(each.in_language(language) for each in problems)
        points.append(
            PointView(
                id=key,
                ok=not problems,
                title=title.in_language(language),
                says=(problem if problems else _FINE).in_language(language) + where,
                mend=remedy.in_language(language) if problems else None,
            )
        )
    return ReviewAnswer(
        to=to,
        good=[each for each in points if each.ok],
        mend=[each for each in points if not each.ok],
        characters=len("".join(text.split())),
        words=len(text.split()),
        note=_ONLY_WORDS.in_language(language),
    )


def is_rude(text: str) -> bool:
    """Whether `text` insults or threatens."""
    return any(_lines(key, text) for key in ("manners", "threats"))


def too_long(text: str) -> Wording | None:
    """How long `text` is and may be, if it is too long: Japanese by characters, other texts by words."""
    if re.search("[ぁ-んァ-ヶ一-龠]", text):
        size = len("".join(text.split()))
        words = Wording(f"{size}字。{MOST_CHARACTERS}字まで", f"{size} characters; at most {MOST_CHARACTERS}")
        return words if size > MOST_CHARACTERS else None
    size = len(text.split())
    return (
        Wording(f"{size}語。{MOST_WORDS}語まで", f"{size} words; at most {MOST_WORDS}") if size > MOST_WORDS else None
    )


def _is_checked(key: str, text: str, to: Addressee) -> bool:
    """The other party needs neither a name nor a number, an account matter no deal."""
    if key == "deal" and _ACCOUNT.search(text.casefold()) and not _GOODS.search(text.casefold()):
        return False
    return to == "support" or key not in ("who", "deal", "when")


def _problems(key: str, text: str) -> Iterator[Wording]:
    """What to add to the problem of a failed check: the size, or the kinds and lines, or nothing."""
    if key in ("wish", "who", "deal", "when"):
        if not _lines(key, without_placeholders(text)):
            yield Wording("", "")
    elif key == "length":
        if size := too_long(text):
            yield Wording(f"({size.ja})", f" ({size.en})")
    elif key == "secrets":
        for secret in secrets_in(text):
            kind = KINDS[secret.kind]
            yield Wording(f": {kind.ja}({secret.line}行目)", f": {kind.en} (line {secret.line})")
    elif lines := placeholders(text) if key == "blanks" else _lines(key, text):
        numbers = ", ".join(map(str, lines))
        yield Wording(f"({numbers}行目)", f" (line {numbers})")


def _lines(key: str, text: str) -> list[int]:
    """The lines (from 1) on which the pattern occurs; quotes of somebody else are neither rude nor threats."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    if key in ("manners", "threats"):
        folded = _QUOTED.sub("", folded)
    matches = _PATTERNS[key].finditer(folded)
    return list(dict.fromkeys(folded.count("\n", 0, match.start()) + 1 for match in matches))


def read_message(name: str) -> str:
    """The text of a file, or of stdin if the name is a dash."""
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise AskedWronglyError(
            Wording(f"{name} を読めません({error.strerror})", f"{name} cannot be read: {error.strerror}"),
            Wording("ファイルの名前を確かめてください。- なら標準入力から読みます", "check its name; - reads stdin"),
        ) from None
    text = _decode(data)
    if text is None:
        raise AskedWronglyError(
            Wording(f"{name} は文字として読めません", f"{name} is no text"),
            Wording("UTF-8 で保存し直してください", "save it as UTF-8"),
        )
    if not text.strip():
        raise AskedWronglyError(
            Wording(f"{name} は空です", f"{name} is empty"),
            Wording("`mktsupport draft` で文面を作れます", "`mktsupport draft` writes a message"),
        )
    if len(text) > LONGEST:
        raise AskedWronglyError(
            Wording(f"{name} は長すぎます({len(text):,}字)", f"{name} is too long: {len(text):,} characters"),
            Wording(f"送る文だけ、{LONGEST:,}字まで", f"keep only what you send, at most {LONGEST:,} characters"),
        )
    return text


def _decode(data: bytes) -> str | None:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except ValueError:
            continue
    return None
