"""The labels of pages in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from mktsupport.japan.text import Language, Wording

# What a channel says of itself in texts, by its fields: on the page of `contact` and on the site.
CHANNEL_DETAILS = {
    "prepare": Wording("手元に", "Have ready"),
    "limits": Wording("限界", "Limits"),
    "good_for": Wording("向く", "Good for"),
    "bad_for": Wording("向かない", "Less for"),
    "reply_within": Wording("返事", "Reply"),
}
LANGUAGES = {
    "ja": Wording("日本語", "Japanese"),
    "en": Wording("英語", "English"),
    "zh": Wording("中国語", "Chinese"),
    "ko": Wording("韓国語", "Korean"),
    "pt": Wording("ポルトガル語", "Portuguese"),
    "es": Wording("スペイン語", "Spanish"),
    "vi": Wording("ベトナム語", "Vietnamese"),
    "tl": Wording("タガログ語", "Tagalog"),
    "th": Wording("タイ語", "Thai"),
    "ne": Wording("ネパール語", "Nepali"),
    "id": Wording("インドネシア語", "Indonesian"),
    "fr": Wording("フランス語", "French"),
}
LABELS = CHANNEL_DETAILS | {
    "languages": Wording("言葉", "Languages"),
    "open": Wording("受付中", "open"),
    "closed": Wording("受付外", "closed"),
    "unknown": Wording("受付時間は不明", "hours not known"),
    "ended": Wording("終了", "ENDED"),
    "doubtful": Wording("出回っている番号・確かではない", "in circulation, contradicted"),
    "due-from": Wording("{when}から", "from {when}"),
    "due-by": Wording("{when}まで", "by {when}"),
    "due-happens": Wording("{when}に", "on {when}"),
    "due-open": Wording("もうできます", "open already"),
    "merged": Wording("統合", "MERGED"),
    "open-until": Wording("受付中、{when}まで", "open until {when}"),
    "always-open": Wording("いつでも受付", "open around the clock"),
    "closed-until": Wording("受付外、{when}から", "closed, opens {when}"),
    "cost-free": Wording("無料", "free"),
    "cost-charged": Wording("有料", "charged"),
    "ended-title": Wording("{name}は終了しました({on})", "{name} ENDED {on}"),
    "ended-title-undated": Wording("{name}は終了しました", "{name} has ENDED"),
    "merged-title": Wording("{name}は{successor}に統合されました({on})", "{name} was merged into {successor} {on}"),
    "still-at-stake": Wording("お金や品物の問題が残っているときは", "Money or goods still at stake?"),
    "on-record": Wording("当時の記録(いまは使えません)", "On record from when it lived (no longer in use)"),
    "record-number": Wording(
        "{value}(記録。かけたり送ったりしないでください)", "{value} (a record: do not call or write)"
    ),
    "no-value": Wording("番号や宛先は分かっていません", "number or address not known"),
    "role-buyer": Wording("買う人向け", "for buyers"),
    "role-seller": Wording("売る人向け", "for sellers"),
    "reply-unknown": Wording("返事までの日数は分かっていません。", "How long a reply takes is not known."),
    "helplines": Wording("ほかの相談先", "Help lines"),
    "helplines-now": Wording("いま相談できるところ", "Where to turn instead"),
    "rules": Wording("きまり", "Rules"),
    "penalty": Wording("破ると", "Penalty"),
    "exception": Wording("例外", "Exception"),
    "evidence-line": Wording("根拠", "Sources"),
    "why-hint": Wording("--why で1行ずつ", "--why shows each line"),
    "why-title": Wording("根拠(出典、信頼度、日付)", "Sources, how far to trust them, and their dates"),
    "looked": Wording("{on} に閲覧", "read {on}"),
    "unconfirmed": Wording("公式では未確認", "not confirmed officially"),
    "confirmed": Wording("公式で確認 {on}", "confirmed officially {on}"),
    "as-of": Wording("{on} 現在の内容", "as of {on}"),
    "no-address": Wording("URL は示せません", "no URL to show"),
    "trust-official": Wording("公式", "official"),
    "trust-public-office": Wording("公的機関", "public office"),
    "trust-press": Wording("報道", "press"),
    "trust-third-party": Wording("第三者の記事", "third party"),
    "trust-personal": Wording("個人の記事", "personal account"),
    "trust-scraped": Wording("転載(信頼度は最低)", "scraped copy (least trusted)"),
    "sure-high": Wording("確か", "sure"),
    "sure-medium": Wording("まあ確か", "fairly sure"),
    "sure-low": Wording("弱い", "weak"),
    "question": Wording("質問{n}", "question {n}"),
    "most": Wording("あと最大{n}問", "at most {n} to go"),
    "on-platform": Wording("{name}の場合", "on {name}"),
    "answer-with": Wording("答え方", "Answer with"),
    "amount-with": Wording("0以上の整数({unit})を入れます", "a whole number of {unit}, 0 or more"),
    "what-to-do": Wording("できること", "What to do"),
    "wait": Wording("{after}待つ", "wait {after}"),
    "contact": Wording("連絡先", "Whom to contact"),
    "name-platform": Wording(
        "使っているサービスがわかれば、`--platform` を付けるとその窓口と手順も出ます。",
        "Name your service with `--platform` to see its own steps and desk as well.",
    ),
    "deadlines": Wording("期限", "Deadlines"),
    "deadline": Wording("{start}から{after}: ", "{after} from {start}: "),
    "deadline-if": Wording("{start}から{after}(起点がこの時だった場合): ", "{after} from {start}, if that was then: "),
    "due-past": Wording("もう過ぎています({n}日前)", "already past, {n} days ago"),
    "due-past-1": Wording("もう過ぎています(きのう)", "already past, yesterday"),
    "due-past-0": Wording("もう過ぎています", "already past"),
    "due-today": Wording("きょうです", "today"),
    "due-1": Wording("あすです", "tomorrow"),
    "due": Wording("あと{n}日", "in {n} days"),
    "due-earliest": Wording("早ければ{when}", "{when} at the earliest"),
    "wait-now": Wording("{after}待つ。いま行えば{until}まで", "wait {after}; until {until} if done now"),
    "since-hint": Wording(
        "起点の日時を `--since 2026-11-22T14:00` のように加えると、期限が日付で出ます。",
        "Add when it began, as in `--since 2026-11-22T14:00`, to see these as dates.",
    ),
    "event": Wording("{start}から{after}: {title}", "{after} from {start}: {title}"),
    "japan-time": Wording("日本時間 {when}", "{when}, Japan's time"),
    "ics-written": Wording(
        "期限{n}件をカレンダーのファイルに書きました: {file}", "Deadlines written to a calendar file ({n}): {file}"
    ),
    "keep": Wording("残しておくもの", "Keep as evidence"),
    "do-not": Wording("してはいけないこと、気をつけること", "Take care"),
    "message": Wording("伝えること", "What to write"),
    "include": Wording("入れるもの", "Include"),
    "write-it": Wording("文面を作る", "Have it written"),
    "include-name": Wording("氏名(登録どおり)", "your name as registered"),
    "include-account": Wording("登録したメールアドレスや会員ID", "registered mail address or member id"),
    "include-deal": Wording("取引・注文・商品の番号", "deal, order or item number"),
    "include-date": Wording("日時", "date and time"),
    "include-amount": Wording("金額", "amount"),
    "include-error": Wording("画面に出た文言", "the exact words on the screen"),
    "include-tried": Wording("試したこと", "what you tried"),
    "include-attachments": Wording("画面や写真の添付", "screenshots or photos"),
    "still": Wording("まだ解決しないとき", "If that does not settle it"),
    "no-help": Wording("正直に言うと", "Plainly"),
    "replay": Wording("同じ結果をもう一度", "This result again"),
    "price": Wording("代金", "price"),
    "fee": Wording("手数料", "fee"),
    "to-pay": Wording("支払額", "to pay"),
    "net": Wording("受取額", "you receive"),
    "assumed": Wording("仮定", "Assumed"),
    "note": Wording("注意", "Note"),
    "exact": Wording("端数処理前 {exact}円", "{exact} yen before rounding"),
    "rounding-unstated": Wording(
        "端数の扱いは出典に書かれていません", "the source does not say how fractions are rounded"
    ),
    "history": Wording("過去の料金表", "historical table"),
    "band": Wording("代金の範囲", "price band"),
    "table-title": Wording("{name}の手数料", "Fees of {name}"),
    "bar-title": Wording("代金ごとの手数料", "The fee at some prices"),
    "period": Wording("適用 {since}〜{until}", "in force {since} to {until}"),
    "period-unknown": Wording("不明", "not known"),
    "period-open": Wording("いま", "now"),
    "compare-title": Wording("{amount}の手数料({on})", "The fee on {amount} ({on})"),
    "living": Wording(
        "いまあるサービスの手数料: {command} か、--platform に {names} を付けます。",
        "Living services: {command}, or --platform {names}",
    ),
    "closed-mark": Wording("終了", "closed"),
    "marketplaces": Wording("売り買いの場", "Marketplaces and exchanges"),
    "desks": Wording("運送・携帯・支払いの窓口", "Carriers, mobile carriers and payment services"),
    "public": Wording("公的な相談先", "Public help lines"),
    "troubles": Wording("困りごと", "Troubles"),
    "role-of-any": Wording("買う人も売る人も", "buyers and sellers"),
    "role-of-buyer": Wording("買う人", "buyers"),
    "role-of-seller": Wording("売る人", "sellers"),
    "list-contact": Wording("連絡先を見る: mktsupport contact 名前", "Whom to reach: mktsupport contact NAME"),
    "list-diagnose": Wording("原因を調べる: mktsupport diagnose 名前", "Find the cause: mktsupport diagnose NAME"),
    "state-unknown": Wording("存続は未確認", "not confirmed to be alive"),
    "error": Wording("誤り", "error"),
    "warning": Wording("注意", "warning"),
    "found": Wording("誤り {errors} 件、注意 {warnings} 件", "{errors} error(s), {warnings} warning(s)"),
}


def label(language: Language, key: str, /, **values: object) -> str:
    """The label `key`, with its values filled in."""
    return LABELS[key].in_language(language, **values)


def paragraph(sentences: str | Sequence[str], language: Language) -> str:
    """Sentences as one text."""
    return sentences if isinstance(sentences, str) else ("" if language == "ja" else " ").join(sentences)


def join_list(parts: list[str], language: Language) -> str:
    """A list in a sentence."""
    return "、".join(parts) if language == "ja" else "; ".join(parts)
