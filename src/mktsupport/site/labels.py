"""What the site says around the answers, in both languages; the rest is in the tables of the terminal."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Sequence

from mktsupport.contact.answer import ADVICE
from mktsupport.fee.answer import NOTES
from mktsupport.japan.text import Language, Wording
from mktsupport.japan.yen import UNITS
from mktsupport.page.labels import LABELS
from mktsupport.views import in_language

WORDS = {
    "tagline": Wording(
        "日本のフリマ・オークションで困ったときに、何をして、どこへ連絡するか",
        "What to do and whom to reach when something goes wrong on a Japanese marketplace",
    ),
    "skip": Wording("本文へ", "Skip to the content"),
    "home": Wording("はじめ", "Home"),
    "fees": Wording("手数料", "Fees"),
    "other-language": Wording("English", "日本語"),
    "if-ended": Wording("サービスが終了しているとき", "If the service has ended"),
    "if-past": Wording("(過ぎているとき: {text})", "(If it has passed: {text})"),
    "what-happened": Wording("何がありましたか", "What happened?"),
    "search": Wording("さがす", "Search"),
    "search-hint": Wording("例: 認証コードが届かない", "for example: the code does not arrive"),
    "search-none": Wording(
        "当てはまるものがありません。下の一覧から選んでください。", "Nothing fits. Choose from the list below."
    ),
    "search-failed": Wording(
        "検索を読み込めませんでした。下の一覧から選んでください。",
        "The search could not be loaded. Choose from the list below.",
    ),
    "search-found": Wording("{n}件", "{n} found"),
    "troubles-buyer": Wording("買った人・買おうとしている人", "If you are buying"),
    "troubles-seller": Wording("売った人・売ろうとしている人", "If you are selling"),
    "troubles-any": Wording("どちらの人にも", "For everybody"),
    "platforms": Wording("サービスから選ぶ", "By service"),
    "state-ended": Wording("終了", "ended"),
    "state-merged": Wording("統合", "merged"),
    "state-unknown": Wording("存続は未確認", "not confirmed to be alive"),
    "desks": Wording("公的な相談先", "Public help lines"),
    "channels": Wording("連絡のしかた", "Ways to reach them"),
    "start-with": Wording("まず{channel}から。受付は{hours}です。", "Start with {channel}. Hours: {hours}."),
    "hours": Wording("受付", "Hours"),
    "hours-unknown": Wording("受付時間は不明", "hours not known"),
    "as-at": Wording("{when}として", "As of {when}"),
    "successor-link": Wording("{name}の窓口を見る", "See {name}'s channels"),
    "walk-scam": Wording("質問に答えて調べる", "Answer a few questions"),
    "troubles-here": Wording("何がありましたか", "What happened there?"),
    "fee-link": Wording("手数料を計算する", "Work out the fee"),
    "sources-of": Wording("{name}の根拠", "Sources on {name}"),
    "origins": Wording("出典", "Where it was read"),
    "sources-here": Wording("このページの根拠", "Sources of this page"),
    "why": Wording("根拠", "why"),
    "back-to": Wording("{name}へ戻る", "Back to {name}"),
    "which-service": Wording("どのサービスのことですか。", "Which service is it about?"),
    "another-service": Wording("ほかのサービス・わからない", "Another one, or I am not sure"),
    "service": Wording("サービス", "Service"),
    "every-service": Wording("すべて", "all of them"),
    "change-service": Wording("サービスを変える", "Change the service"),
    "answers-so-far": Wording("ここまでの答え", "Your answers so far"),
    "change": Wording("変える", "Change"),
    "back": Wording("前の質問へ", "Back"),
    "restart": Wording("はじめから", "Start again"),
    "continue": Wording("次へ", "Continue"),
    "amount-bad": Wording("0以上の整数を入れてください。", "Give a whole number, 0 or more."),
    "loading": Wording("読み込んでいます", "Loading"),
    "see-outcome": Wording("何をするかを見る", "See what to do"),
    "tree": Wording("質問の全体を見る", "See all the questions"),
    "tree-title": Wording("{title}: 質問の全体", "{title}: all the questions"),
    "asked-above": Wording("(上にある質問)", "(asked above)"),
    "copy": Wording("写す", "Copy"),
    "copied": Wording("写しました", "Copied"),
    "copy-link": Wording("このページへのリンクを写す", "Copy a link to this"),
    "print": Wording("印刷する", "Print"),
    "replay": Wording("端末で同じ結果を出すには", "The same result in a terminal"),
    "only-for": Wording("{names}の場合", "On {names}"),
    "fee-title": Wording("手数料をくらべる", "What do they charge?"),
    "fee-amount": Wording("代金", "Price"),
    "fee-hint": Wording("25000、25,000円、2.5万 のように", "such as 25000, 25,000円 or 2.5万"),
    "fee-day": Wording("取引の日", "Day of the deal"),
    "fee-schedule": Wording("料金表", "Schedule"),
    "amount-yen": Wording(
        "1 から 999,999,999,999 までの円を、25000、25,000円、2.5万、2万5千 のように入れてください。",
        "Give whole yen from 1 to 999,999,999,999, such as 25000, 25,000円, 2.5万 or 2万5千.",
    ),
    "fee-several": Wording("{n}つの料金表のどれかによる", "depends on which of {n} schedules applies"),
    "fee-closed": Wording("終了したサービス(過去の料金表)", "Closed services (historical tables)"),
    "fee-missing": Wording(
        "ここにないサービスの手数料は、分かっていません。", "The fees of services that are missing here are not known."
    ),
    "fee-others": Wording("ほかのサービスとくらべる", "Compare with other services"),
    "from-to": Wording("{least}〜{most}", "{least} to {most}"),
    "sum": Wording("受取・支払", "Received or paid"),
    "sum-seller": Wording("売る人の受取額", "Seller receives"),
    "sum-buyer": Wording("買う人の支払額", "Buyer pays"),
    "fee-unknown": Wording("その日の手数料は分かっていません。", "The fee on that day is not known."),
    "fee-shown": Wording("{name}の手数料", "Fees of {name}"),
    "fee-script": Wording(
        "計算にはJavaScriptを使います。下の表からも読み取れます。",
        "The calculator needs JavaScript; the tables below say the same.",
    ),
    "not-found": Wording("そのページはありません", "There is no such page"),
    "not-found-hint": Wording(
        "住所が変わったか、まちがっているようです。はじめのページから探してください。",
        "The address may have changed or be wrong. Start from the first page.",
    ),
    "footer": Wording(
        "どの文にも根拠があります。多くは第三者の古い記事で、公式に確かめられていないものはそう書いています。大事なことは、公式の画面で確かめてください。",
        "Every statement rests on a source. Many are old articles by third parties; what is not confirmed officially"
        " says so. Check what matters on the official pages.",
    ),
    "footer-quiet": Wording(
        "このサイトは何も記録せず、ほかのどこにも接続しません。",
        "This site keeps no record and asks nobody else for anything.",
    ),
}

TEXTS = ChainMap(WORDS, LABELS, ADVICE, NOTES, {f"unit-{unit}": text for unit, text in UNITS.items()})


def word(language: Language, key: str, /, **values: object) -> str:
    """The text called `key`, of the site or of the terminal, with its values, which may be bilingual."""
    text = TEXTS[key].in_language(language)
    return text.format(**{name: in_language(value, language) for name, value in values.items()}) if values else text


def texts(keys: Sequence[str], language: Language) -> dict[str, str]:
    """The texts called `keys`, for a script."""
    return {key: TEXTS[key].in_language(language) for key in keys}
