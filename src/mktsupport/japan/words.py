"""Sentences of `fee` and `ledger`, in both languages."""

from __future__ import annotations

from mktsupport.japan.text import Language, Wording

WORDS = {
    "fee-above-price": Wording(
        "手数料が代金を上回ります。料金表に下限の定めがないためです。",
        "The fee exceeds the price: the table has no lower limit.",
    ),
    "since-unknown": Wording("いつからの料金かは分かっていません。", "Since when this table applies is not known."),
    "closed-table": Wording(
        "終了したサービスの、{on}までの料金表です", "closed service: the table as it stood until {on}"
    ),
    "unknown-date": Wording("終了した日", "its end"),
    "of-the-price": Wording("代金の {rate}", "{rate} of the price"),
    "fee-rule": Wording("{amount}({tax}、{payer})", "{amount}, {tax}, {payer}"),
    "tax-included": Wording("税込", "tax included"),
    "tax-excluded": Wording("税別", "tax excluded"),
    "tax-unknown": Wording("税の扱いは不明", "tax treatment not known"),
    "payer-buyer": Wording("買い手が払う", "charged to the buyer"),
    "payer-seller": Wording("売り手から引かれる", "taken from the seller"),
    "ledger-no-price": Wording("代金が空です", "no price"),
    "ledger-not-an-amount": Wording("代金が1円以上の整数の金額ではありません", "not a price in whole yen"),
    "ledger-unknown-platform": Wording("知らないサービスです", "unknown platform"),
    "ledger-not-a-date": Wording("日付として読めません", "not a date"),
    "ledger-no-schedule": Wording("その日の手数料が分かっていません", "no fee known for that day"),
    "ledger-on": Wording("どの行も {on} の料金で計算しています。", "Every row is charged as on {on}."),
    "ledger-undated": Wording(
        "日付の列(--date-column)が指定されていないので、どの行も同じ時期の料金表で計算しています。",
        "No column of dates was named (--date-column), so every row is charged by the same schedule, whatever its day.",
    ),
    "ledger-several": Wording(
        "{name}には同じ時期に {count} つの料金表があり、その最初のもので計算しています。--schedule で選べます: {others}。",
        "{name} had {count} schedules at a time, and the first is used; --schedule chooses: {others}.",
    ),
}


def say(language: Language, key: str, /, **values: object) -> str:
    """The sentence called `key`, with its values filled in."""
    return WORDS[key].in_language(language).format(**values)
