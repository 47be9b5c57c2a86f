"""A message that somebody wrote themselves, judged by its words alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal

from mktsupport.draft.message import Addressee, placeholders, without_placeholders
from mktsupport.draft.secrets import KINDS, secrets_in
from mktsupport.japan.text import Language, Wording
from mktsupport.views import PointView, ReviewAnswer

MOST_CHARACTERS = 800  # two sheets of manuscript paper
MOST_WORDS = 300  # a page

Key = Literal["wish", "who", "deal", "when", "manners", "threats", "length", "secrets", "blanks"]


def _signs(japanese: Sequence[str], english: Sequence[str]) -> re.Pattern[str]:
    """What shows a thing, in small letters; the English as whole words."""
    return re.compile("|".join([*japanese, rf"(?<![a-z])(?:{'|'.join(english)})(?![a-z])"]), re.MULTILINE)


_MONTH = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_REPORTED = (
    "(?!.{0,4}と.{0,4}(?:言|いわ|脅|迫|書か|送ら|送って|来|き))"  # what the other side said is no threat of one's own
)

# Words and not knowledge: they rest on no source, and what they mean is decided here.
_SIGNS: dict[Key, re.Pattern[str]] = {
    "wish": _signs(
        (
            "(?:て|で)(?:ください|下さい|欲しい|ほしい|いただ|頂|もらえ|もらいた|くれますか|くれませんか)",
            "お願い(?:し|いた|致|申)",
            "(?:ご|お)(?:対応|返答|回答|返信|連絡|確認|案内|教示)(?:を|の(?:ほど|程))",
            "たいです|たいのですが|希望し|求めます",
        ),
        (
            "please",
            "(?:could|can|would) you",
            "i would like|i'd like|i want|i ask|i am asking|i'm asking|i request|kindly",
        ),
    ),
    "who": _signs(
        (
            r"(?:氏名|名前|会員|ユーザー|アカウント|登録(?:名|メール|電話))[^\n]{0,12}[:は][ \t]*\S",
            r"[^\s、。]と申します",
            r"[a-z0-9_%+-]@[a-z0-9-]{1,63}\.[a-z]",
            r"(?:会員|ユーザー|ログイン)\s*id",
        ),
        (
            "my name is|i am called|name:|account:",
            r"(?:member|user) ?(?:id|name)",
            r"(?:regards|sincerely|yours),?\s+[a-z]+",
        ),
    ),
    "deal": _signs(
        (
            r"(?:取引|注文|商品|管理|伝票|追跡|オーダー|受付|入出金)\s*(?:番号|id|名|no)",
            r"「[^」\n]{1,200}」|\"[^\"\n]{1,200}\"",
            "[a-z]{0,2}[0-9][0-9-]{6,}",
        ),
        (r"(?:order|deal|transaction|item|tracking|listing)(?: number| id| no\.?)?[ :#]+\S*[0-9]\S*",),
    ),
    "when": _signs(
        (
            r"[0-9]{1,2}\s*[/月-]\s*[0-9]{1,2}|[0-9]{1,2}\s*[時日]|[0-9]{1,2}:[0-9]{2}",
            "昨日|一昨日|おととい|きのう|昨夜|今朝|今日|本日|先週|先月",
        ),
        (
            "yesterday|today|this morning|(?:days?|hours?|weeks?) ago",
            "last (?:night|week|month|(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
            rf"{_MONTH}\.? [0-9]{{1,2}}(?:st|nd|rd|th)?|[0-9]{{1,2}}(?:st|nd|rd|th)? {_MONTH}",
        ),
    ),
    "manners": _signs(
        (
            "バカ|馬鹿|ばか(?:に|げ|じゃ|なの|や|野|者|$)|アホ|あほ(?:か|な|$)|クソ|くそ(?:が|$)|糞",
            "ふざけ(?:る|ん)|死ね|しね(?:よ|$)|消えろ|無能|間抜け|まぬけ|クズ|カス(?:が|ども|だ|$)",
            "ゴミ(?:サービス|会社|対応|運営|アプリ)|頭おかしい|頭がおかしい|役立たず|給料泥棒",
        ),
        (
            "stupid|idiots?|morons?|dumb|incompetent|pathetic|scumbags?|bastards?|assholes?",
            r"fuck\w*|shit\w*|bullshit|bitch\w*|crap|damn|shut up",
            "useless (?:people|support|staff|company|service)",
        ),
    ),
    "threats": _signs(
        (
            f"訴え(?:る|ます|てやる){_REPORTED}|訴訟を(?:起こ|する|します){_REPORTED}",
            f"晒(?:す|し(?:ます|てやる)){_REPORTED}|さらしてやる|拡散(?:する|します|してやる){_REPORTED}|炎上させ",
            f"殺(?:す|し(?:ます|てやる)){_REPORTED}|覚えて(?:ろ|おけ)|ただ(?:で|じゃ)は?(?:済|す)ま|後悔させ",
            f"住所を(?:特定|突き止め)(?:する|した|します){_REPORTED}|家に行(?:く|きます){_REPORTED}|潰(?:す|してやる){_REPORTED}",
        ),
        (
            "or else|i(?: wi|')ll sue(?: you)?|i am going to sue(?: you)?|see you in court",
            "i(?: wi|')ll (?:destroy|ruin|expose|find|kill) you|you(?: wi|')ll regret|i know where you live",
        ),
    ),
}
_ACCOUNT = re.compile("ログイン|アカウント|本人確認|認証|退会|パスワード|sms|log ?in|account|verif|password")
_GOODS = re.compile("取引|購入|買い|売り|落札|注文|商品|出品|発送|届い|order|item|bought|buyer|seller|deal|parcel|sold")
_QUOTED = re.compile(r"「[^」\n]{0,200}」|『[^』\n]{0,200}』|\"[^\"\n]{0,200}\"|“[^”\n]{0,200}”")

_SAYS: dict[Key, tuple[Wording, Wording, Wording]] = {  # what is looked for; that it is wrong; how to mend it
    "wish": (
        Wording("してほしいこと", "What you ask for"),
        Wording("見つかりません", "not found"),
        Wording(
            "してほしいことを一つ、「〜してください」と書きます。例: 返金の方法を教えてください。",
            'Ask for one thing: "please …". For instance: Please tell me how the refund works.',
        ),
    ),
    "who": (
        Wording("だれからか", "Who you are"),
        Wording("見つかりません", "not found"),
        Wording("氏名(登録どおり)か、登録したメールアドレスを書きます。", "Give your registered name or mail address."),
    ),
    "deal": (
        Wording("どの取引か", "Which deal"),
        Wording("見つかりません", "not found"),
        Wording(
            "取引・注文・商品の番号を書きます。なければ商品名を「 」に入れます。口座の相談なら要りません。",
            "Give the deal, order or item number, or the item in quotes. An account matter needs none.",
        ),
    ),
    "when": (
        Wording("いつのことか", "When"),
        Wording("見つかりません", "not found"),
        Wording("日時を書きます。例: 11月20日 14時ごろ", "Give the date and time, such as 20 November, about 14:00."),
    ),
    "manners": (
        Wording("言葉づかい", "Manners"),
        Wording("相手を悪く言う言葉があります", "insulting words"),
        Wording(
            "その言葉を消し、起きたことだけを書きます。読む人はあなたを助ける人です。",
            "Take them out and tell only what happened: whoever reads it is there to help you.",
        ),
    ),
    "threats": (
        Wording("脅しに読める言葉", "Threats"),
        Wording("脅しに読める言葉があります", "words that read as a threat"),
        Wording(
            "消します。法的な相談を考えているなら、それは法テラスや188で先に聞きます。",
            "Take them out. If you think of the law, ask a legal service or 188 first.",
        ),
    ),
    "length": (
        Wording("長さ", "Length"),
        Wording("長すぎます", "too long"),
        Wording(
            "状況を2〜3文、お願いを1文にし、経緯は箇条書きにします。",
            "Tell what happened in two or three sentences, ask in one, and list the rest.",
        ),
    ),
    "secrets": (
        Wording("書いてはいけないもの", "Secrets"),
        Wording("書いてはいけないものがあります", "something that must not be there"),
        Wording(
            "消します。パスワード、認証コード、カード番号、秘密鍵は、だれにも送りません。",
            "Take it out. Nobody needs your password, code, card number or key.",
        ),
    ),
    "blanks": (
        Wording("埋め忘れ", "Blanks"),
        Wording("埋めていない箇所があります", "a blank that was not filled in"),
        Wording("〇〇やXXXを、自分のことに書きかえます。", "Put your own particulars in its place."),
    ),
}
_LINES = Wording("({lines}行目)", " (line {lines})")
_FINE = Wording("よし", "fine")
_BY_WORDS = Wording(
    "言葉の有無だけを見ています。中身が正しいか、伝わるかは見ていません。送る前に読み返してください。",
    "Only words were looked for; whether it is true and clear, only you can judge. Read it again before you send it.",
)


def review(text: str, to: Addressee, language: Language) -> ReviewAnswer:
    """What is good about `text` and what is to mend; nothing of the text itself is repeated."""
    points = [point for key in _SAYS if (point := _point(key, text, to, language))]
    return ReviewAnswer(
        to=to,
        good=[each for each in points if each.ok],
        mend=[each for each in points if not each.ok],
        characters=len("".join(text.split())),
        words=len(text.split()),
        note=_BY_WORDS.in_language(language),
    )


def rude(text: str) -> bool:
    """Whether `text` insults or threatens."""
    return any(_lines_with(key, text) for key in ("manners", "threats"))


def too_long(text: str) -> tuple[int, int, bool] | None:
    """How long `text` is, how long it should be at most, and whether characters are counted, where it is too long."""
    characters = bool(re.search("[ぁ-んァ-ヶ一-龠]", text))
    size, most = (len("".join(text.split())), MOST_CHARACTERS) if characters else (len(text.split()), MOST_WORDS)
    return (size, most, characters) if size > most else None


def _point(key: Key, text: str, to: Addressee, language: Language) -> PointView | None:
    """One thing looked for; the other party needs neither a name nor a number, an account matter no deal."""
    if to == "party" and key in ("who", "deal", "when"):
        return None
    if key == "deal" and _ACCOUNT.search(text.casefold()) and not _GOODS.search(text.casefold()):
        return None
    title, wrong, mend = (words.in_language(language) for words in _SAYS[key])
    found = list(_wrong(key, text, language))
    if key in ("wish", "who", "deal", "when"):
        ok = bool(_lines_with(key, without_placeholders(text)))
        says = _FINE.in_language(language) if ok else wrong
    else:
        ok = not found
        says = _FINE.in_language(language) if ok else f"{wrong}{''.join(found)}"
    return PointView(id=key, ok=ok, title=title, says=says, mend=None if ok else mend)


def _wrong(key: Key, text: str, language: Language) -> Iterator[str]:
    """Where something is wrong, in words."""
    if key == "length":
        if long := too_long(text):
            size, most, characters = long
            ja, en = ("字", "characters") if characters else ("語", "words")
            yield f"({size}{ja}。{most}{ja}まで)" if language == "ja" else f" ({size} {en}; at most {most})"
    elif key == "secrets":
        for secret in secrets_in(text):
            kind = KINDS[secret.kind].in_language(language)
            yield f": {kind}" + _LINES.in_language(language).format(lines=secret.line)
    else:
        lines = placeholders(text) if key == "blanks" else _lines_with(key, text)
        if lines:
            yield _LINES.in_language(language).format(lines=", ".join(map(str, lines)))


def _lines_with(key: Key, text: str) -> list[int]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    if key in ("manners", "threats"):
        folded = _QUOTED.sub("", folded)  # what somebody else said
    found = _SIGNS[key].finditer(folded)
    return list(dict.fromkeys(folded.count("\n", 0, match.start()) + 1 for match in found))
