"""The rules that knowledge must keep, with the messages of each, and the run through all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from mktsupport.japan.text import Language
from mktsupport.knowledge.book import Book, Finding, finding
from mktsupport.knowledge.checks import Check, bands, dates, evidence, outcomes, platforms, references, trees, values
from mktsupport.records import Text

Severity = Literal["blocks", "error", "warning", "stale"]


class Rule(Struct, frozen=True):
    """A rule and its messages; values of the check fill `problem` and `hint`.

    What breaks a rule that `blocks` is kept out of the library; the others are for authors. A rule that is `stale`
    gives a warning too, and only where somebody asks what to read again.
    """

    check: Check
    severity: Severity
    problem: Text
    hint: Text

    @property
    def id(self) -> str:
        """The name of its check, as `duplicate-id`."""
        return self.check.__name__.replace("_", "-")


_REACH = Text(
    "support、contact、escalate のどれかを足すか、no_help で助けがないことを伝えてください",
    "add `support`, `contact` or `escalate`, or say with `no_help` that there is no help",
)
_NO_LAST = Text("これより大きい額の行き先がありません", "larger amounts are in none of these")
_OPEN_LAST = Text("最後の一つには `up_to` を書かないでください", "write no `up_to` for the last one")
_HIDDEN = Text("前の区切りに隠れて、当てはまる額がありません", "no amount gets here: an earlier one takes them all")
_IN_ORDER = Text("`up_to` を小さい順に並べてください", "order them by `up_to`")
_SPELLING = Text("つづりを確かめるか、先に加えてください", "check the spelling, or add it first")
_RENAME = Text("片方の id を変えてください", "rename one of them")

_BLOCKING: dict[Check, tuple[Text, Text]] = {
    references.duplicate_id: (
        Text("id `{name}` は別の項目が使っています", "another entry has the id `{name}`"),
        Text("別の id にするか、片方を消してください", "choose another id, or delete one of the two"),
    ),
    references.alias_taken: (
        Text("「{name}」はすでに {owner} の名前です", "`{name}` is already a name of {owner}"),
        Text("どちらか一方だけの別名にしてください", "use it for one of the two only"),
    ),
    references.unknown_reference: (
        Text("`{name}` は {section} にありません", "there is no `{name}` among the {section}"),
        _SPELLING,
    ),
    evidence.fact_without_source: (
        Text("出典 `{source}` がありません", "there is no source `{source}`"),
        Text("つづりを確かめるか、sources に加えてください", "check the spelling, or add it to the sources"),
    ),
    trees.duplicate_node: (Text("ノード `{node}` が二つあります", "two nodes are called `{node}`"), _RENAME),
    trees.wrong_start: (
        Text("`{node}` は最初のノードではありません", "`{node}` is not the first node"),
        Text("最初に聞くノードを一覧の先頭に置いてください", "put the node that is asked first at the top"),
    ),
    trees.leads_nowhere: (
        Text("ノード `{node}` はありません", "there is no node `{node}`"),
        Text("つづりを確かめるか、ノードを加えてください", "check the spelling, or add the node"),
    ),
    trees.leads_up: (
        Text("`{node}` は上にあるノードです", "`{node}` stands above this answer"),
        Text("下にあるノードへ進むように並べ替えてください", "reorder the nodes so that answers lead down"),
    ),
    trees.unreachable_node: (
        Text("`{node}` にはどの答えからも進めません", "no answer leads to `{node}`"),
        Text("ここへ進む答えを足すか、ノードを消してください", "add an answer that leads to it, or delete it"),
    ),
    trees.dead_end: (
        Text("`{node}` の先に結果がありません", "nothing comes after `{node}`"),
        Text("結果(outcome)を下に足してください", "add an outcome below it"),
    ),
    trees.options_alike: (
        Text("答え「{label}」が二つあります", "two answers are `{label}`"),
        Text("違いがわかるように書き分けてください", "word them differently"),
    ),
    bands.band_gap: (_NO_LAST, _OPEN_LAST),
    bands.band_overlap: (_HIDDEN, _IN_ORDER),
    platforms.duplicate_part: (Text("id `{name}` が二つあります", "the id `{name}` is used twice"), _RENAME),
    platforms.bad_hours: (
        Text("受付時間 `{hours}` が読み取れません", "the hours `{hours}` cannot be evaluated"),
        Text(
            "`Mo-Fr 10:00-19:00; PH off` の形で書き、0時をまたぐ時間は日ごとに分けてください",
            "write `Mo-Fr 10:00-19:00; PH off`, and split hours that run past midnight by day",
        ),
    ),
    bands.tier_gap: (_NO_LAST, _OPEN_LAST),
    bands.tier_overlap: (_HIDDEN, _IN_ORDER),
    platforms.overlapping_schedules: (
        Text("料金表 `{name}` の期間が重なるか、逆さまです", "the dates of `{name}` overlap or are reversed"),
        Text("`since` と `until` を見直してください", "correct `since` and `until`"),
    ),
}
_ERRORS: dict[Check, tuple[Text, Text]] = {
    trees.idle_question: (
        Text("どう答えても同じところへ進みます", "every answer leads to the same node"),
        Text("聞かずに済む質問なら消してください", "delete the question, or let the answers differ"),
    ),
    trees.too_shallow: (
        Text("質問が {count} つしかありません", "the tree asks {count} question(s)"),
        Text("見分けるための質問を足してください", "add questions that tell the causes apart"),
    ),
    outcomes.only_elsewhere: (
        Text("`{name}` はこの困りごとの platforms にありません", "`{name}` is not among the trouble's platforms"),
        Text("platforms に足すか、only から外してください", "add it to `platforms`, or take it out of `only`"),
    ),
    outcomes.no_general_step: (
        Text("どの人にも出る手順がありません", "every step is for some platform only"),
        Text("`only` のない手順を一つ加えてください", "add a step without `only`"),
    ),
    outcomes.reaches_nobody: (Text("この結果からは誰にも連絡できません", "this outcome reaches nobody"), _REACH),
    outcomes.pair_leads_nowhere: (
        Text("{name} の人は、この結果から誰にも連絡できません", "somebody on {name} reaches nobody from here"),
        _REACH,
    ),
    outcomes.offers_ended: (
        Text("{name} は終了しています", "{name} is gone"),
        Text("今ある窓口に替えてください", "name a desk that still answers"),
    ),
    platforms.ended_without_help: (
        Text("終了したサービスなのに、代わりの相談先がありません", "the service is gone and no help line is named"),
        Text("`helplines` に公的な窓口を書いてください", "name public desks in `helplines`"),
    ),
    values.bad_phone: (
        Text("`{value}` は電話番号ではありません", "`{value}` is not a telephone number"),
        Text(
            "出典の番号と1桁ずつ見比べてください。内線や説明は name か limits へ",
            "compare it with the source digit by digit; extensions and remarks belong in `limits`",
        ),
    ),
    values.bad_url: (
        Text("`{url}` は{kind} ではありません", "`{url}` is not {kind}"),
        Text("https:// で始まる URL を書いてください", "write an address that begins with https://"),
    ),
    values.bad_address: (
        Text("`{value}` はメールアドレスではありません", "`{value}` is not a mail address"),
        Text("name@example.jp の形で、半角で書いてください", "write it as name@example.jp"),
    ),
    values.markup: (
        Text("マークアップ `{markup}` があります", "the markup `{markup}`"),
        Text("ふつうの文字だけで書いてください", "write plain text"),
    ),
    evidence.statement_without_facts: (
        Text("根拠(facts)がありません", "this rests on no fact"),
        Text("根拠になる事実の id を書いてください", "name the facts that say so"),
    ),
    evidence.orphan_fact: (
        Text("{fact} はどこにも使われていません", "nothing cites {fact}"),
        Text("どこかで根拠にするか、理由を添えて set_aside にしてください", "cite it, or set it aside with the reason"),
    ),
    evidence.cites_set_aside: (
        Text("{fact} は助言に使わないと決めた事実です", "{fact} is set aside and must not be given as advice"),
        Text("別の事実を根拠にしてください", "rest the statement on another fact"),
    ),
    evidence.source_without_place: (
        Text("どこで読めるかがわかりません", "nobody can look this source up"),
        Text("`url` か `document` を書いてください", "give its `url`, or say in `document` what it is"),
    ),
    dates.future_date: (
        Text("`{key}` の {day} はまだ来ていません", "`{key}` is {day}, a day yet to come"),
        Text("実際に見た日を書いてください", "write the day on which it was really seen"),
    ),
    dates.confirmed_before_looked: (
        Text("出典を読んだ日より前に確認されています", "confirmed before the source was read"),
        Text("`looked` か `confirmed` を直してください", "correct `looked` or `confirmed`"),
    ),
}
_WARNINGS: dict[Check, tuple[Text, Text]] = {
    evidence.doubtful_without_warning: (
        Text(
            "`{value}` は公式に確かめられていないのに、注意書きがありません",
            "nothing official gives `{value}`, and no warning says so",
        ),
        Text("`warning` にそのことを書いてください", "say so in `warning`"),
    ),
    dates.stale: (
        Text(
            "{source}: {looked} から読み直していません(内容は {content}、引用 {uses} か所)",
            "{source}: last read {looked} (content of {content}, citations: {uses})",
        ),
        Text("読み直して `looked` を直してください: {page}", "read it again and correct `looked`: {page}"),
    ),
}
_STALE: dict[Check, tuple[Text, Text]] = {
    dates.never_confirmed: (
        Text(
            "公式で確認されていない事実が {count} 件あります(最初は {first})",
            "{count} fact(s) of this file were never confirmed, {first} the first",
        ),
        Text(
            "公式のページと見比べ、合えばその日を `confirmed` に書いてください",
            "compare them with an official page, and write the day into `confirmed` where it agrees",
        ),
    ),
}


def _rules(severity: Severity, messages: dict[Check, tuple[Text, Text]]) -> list[Rule]:
    return [Rule(check, severity, *texts) for check, texts in messages.items()]


RULES = [
    *_rules("blocks", _BLOCKING),
    *_rules("error", _ERRORS),
    *_rules("warning", _WARNINGS),
    *_rules("stale", _STALE),
]


def structure(book: Book) -> Iterator[Finding]:
    """What keeps entries out of the library."""
    return _findings(book, (rule for rule in RULES if rule.severity == "blocks"))


def everything(book: Book, *, stale: bool = False) -> Iterator[Finding]:
    """All that breaks a rule; with `stale`, also what to read again."""
    return _findings(book, (rule for rule in RULES if stale or rule.severity != "stale"))


def _findings(book: Book, rules: Iterable[Rule]) -> Iterator[Finding]:
    for rule in rules:
        for entry, place, named in rule.check(book):
            problem, hint = (_filled(text, named) for text in (rule.problem, rule.hint))
            warning = rule.severity in ("warning", "stale")
            yield finding(entry.document, entry.place(place), rule.id, problem, hint, warning=warning)


def _filled(text: Text, named: Mapping[str, object]) -> Text:
    """A message with the values that it names, a bilingual value in its language."""

    def filled(language: Language) -> str:
        shown = {key: each.in_language(language) if isinstance(each, Text) else each for key, each in named.items()}
        return text.in_language(language).format(**shown)

    return Text(filled("ja"), filled("en"))
