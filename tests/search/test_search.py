"""`search` and what it stands on: spellings, synonyms, ranking, silence."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from mktsupport.japan.romaji import kana
from mktsupport.japan.spelling import fold_for_search
from mktsupport.japan.terms import rarity
from mktsupport.knowledge.book import Book
from mktsupport.knowledge.compiler import gather
from mktsupport.knowledge.search_index import LibraryIndex
from mktsupport.knowledge.search_index_writer import write_index
from mktsupport.search.ranking import Hit, clear_winner, hits_for
from tests.conftest import Run

KNOWLEDGE = (
    """
synonyms:
  - {id: not-arriving, words: [届かない, 来ない]}
  - {id: frozen, words: [凍結, 停止, とうけつ, BAN]}
troubles:
"""
    + "".join(
        f"""
  - id: {name}
    title: {{ja: {ja}, en: {en}}}
    symptoms: {{ja: {ja_said}, en: {en_said}}}
    platforms: [shop]
    start: end
    nodes:
      - {{id: end, kind: outcome, title: {{ja: 終, en: end}}, steps: [{{text: {{ja: 待つ, en: wait}}}}], facts: []}}
      - {{id: other, kind: outcome, title: {{ja: 終, en: end}}, steps: [{{text: {{ja: 待つ, en: wait}}}}], facts: []}}
"""
        for name, ja, en, ja_said, en_said in (
            ("code", "認証コード", "verification code", "[番号が届かない]", "[code not arriving]"),
            ("parcel", "荷物", "parcel", "[荷物が届かない]", "[parcel missing]"),
            ("frozen", "利用制限", "restricted", "[口座が凍結された]", "[account suspended]"),
        )
    )
    + """
platforms:
  - id: shop
    name: {ja: みせ市場, en: Shopmarket}
    aliases: [ミセマ]
    kind: marketplace
    status: {state: active}
"""
)


def index_of(text: str, folder: Path) -> LibraryIndex:
    file = folder / "own.yaml"
    file.write_text(text, encoding="utf-8")
    entries, broken = gather([file], layer=0)
    assert broken == []
    connection = sqlite3.connect(":memory:")
    write_index(connection, Book(entries))
    return LibraryIndex(lambda query, values: connection.execute(query, values).fetchall(), "en")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> LibraryIndex:
    return index_of(KNOWLEDGE, tmp_path_factory.mktemp("knowledge"))


@pytest.mark.parametrize(
    ("question", "first"),
    [
        pytest.param("番号が来ない", "code", id="a synonym"),
        pytest.param("ﾊﾞﾝｺﾞｳ 番号が届かない", "code", id="half width"),
        pytest.param("touketsu", "frozen", id="Japanese in Latin letters"),
        pytest.param("ban", "frozen", id="a synonym in another script, which is a syllable too"),
        pytest.param("parcels missing", "parcel", id="an ending"),
        pytest.param("もう3日たつんですけど番号が届かないんですが", "code", id="what is said around it"),
        pytest.param("for two weeks my parcel is missing now", "parcel", id="English words that only hold it together"),
        pytest.param("acount suspnded", "frozen", id="misspelt"),
        pytest.param("ミセマ", "shop", id="a platform's alias"),
        pytest.param("ミセマ 凍結", "frozen", id="a trouble before the platform named with it"),
    ],
)
def test_the_first_hit(index: LibraryIndex, question: str, first: str) -> None:
    assert hits_for(question, index)[0].id == first


@pytest.mark.parametrize(
    "question", ["weather tokyo", "天気", "", "   ", '" OR *', "'; DROP TABLE search", "NEAR(", "🎫"]
)
def test_what_we_know_nothing_of_finds_nothing(index: LibraryIndex, question: str) -> None:
    assert hits_for(question, index) == []


def test_what_is_asked_elsewhere_finds_nothing(index: LibraryIndex, tmp_path: Path) -> None:
    elsewhere = "elsewhere:\n  - {id: cars, en: [car shelf, shelf of a car, missing car shelf, a parcel shelf]}\n"
    aware = index_of(KNOWLEDGE + elsewhere, tmp_path)
    assert [hit.id for hit in hits_for("missing shelf", index)] == ["parcel"]
    assert hits_for("missing shelf", aware) == []
    assert [hit.id for hit in hits_for("parcel missing", aware)] == ["parcel"]


def test_one_question_from_elsewhere_silences_itself(index: LibraryIndex, tmp_path: Path) -> None:
    aware = index_of(KNOWLEDGE + "elsewhere: [{id: cars, en: [missing parcel shelf]}]\n", tmp_path)
    assert [hit.id for hit in hits_for("missing parcel shelf", index)] == ["parcel"]
    assert hits_for("missing parcel shelf", aware) == []
    assert [hit.id for hit in hits_for("parcel missing", aware)] == ["parcel"]


@pytest.mark.parametrize(
    ("question", "matched"),
    [
        pytest.param("こおりついた口座", "口座がこおりついた", id="kanji"),
        pytest.param("kouza ga kooritsuita", "kouza ga kooritsuita", id="romaji"),
        pytest.param("frozen account", "account frozen", id="English"),
    ],
)
def test_the_line_shown_is_written_as_the_question_is(tmp_path: Path, question: str, matched: str) -> None:
    said = "{ja: [kouza ga kooritsuita, 口座がこおりついた, こうざがこおりついた], en: [account frozen]}"
    index = index_of(KNOWLEDGE.replace("{ja: [口座が凍結された], en: [account suspended]}", said), tmp_path)
    assert hits_for(question, index)[0].matched == matched


def test_a_platform_named_beside_a_trouble_comes_after_it(index: LibraryIndex) -> None:
    assert [hit.id for hit in hits_for("shopmarket suspended", index)] == ["frozen", "shop"]


@pytest.mark.parametrize(
    "question",
    ["shopmarket phone number", "ミセマ 電話番号", "みせ市場の問い合わせ先を教えてください", "how to call shopmarket"],
)
def test_a_platform_whose_contact_alone_is_asked_for_is_the_answer(index: LibraryIndex, question: str) -> None:
    assert [(hit.kind, hit.id, hit.score) for hit in hits_for(question, index)] == [("platform", "shop", 1.0)]


def test_a_term_weighs_less_the_more_lines_hold_it() -> None:
    weights = [rarity(30_000, holding) for holding in (1, 40, 2_500, 30_000)]
    assert weights == sorted(weights, reverse=True)
    assert 0 < weights[-1] < 0.001


@pytest.mark.parametrize(
    ("scores", "clear"),
    [
        pytest.param([0.8], True, id="alone"),
        pytest.param([0.8, 0.6], True, id="far ahead"),
        pytest.param([0.8, 0.7], False, id="close"),
        pytest.param([], False, id="none"),
    ],
)
def test_a_winner_is_clearly_ahead(scores: list[float], *, clear: bool) -> None:
    hits = [Hit("trouble", str(score), "", score, "") for score in scores]
    assert (clear_winner(hits) is not None) == clear


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("touketsu", "とうけつ"), ("ninshou", "にんしょう"), ("chiketto", "ちけっと"), ("henji", "へんじ"),
        ("kekka", "けっか"), ("shimbun", "しんぶん"), ("weather", None), ("login", None),
    ],
)  # fmt: skip
def test_japanese_in_latin_letters(typed: str, read: str | None) -> None:
    assert kana(typed) == read


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("コード", "こど"),
        ("とうけつ", "とけつ"),
        ("ﾗｸﾏ", "らくま"),
        ("can't", "cant"),
        ("Tōkyō", "tokyo"),
        ("ガ", "が"),
    ],
)
def test_spellings_that_search_takes_for_one(one: str, other: str) -> None:
    assert fold_for_search(one) == fold_for_search(other)


@pytest.mark.parametrize(
    ("words", "first"),
    [(("番号が届かない",), "sms"), (("rakuma", "touketsu"), "restricted"), (("ヤフオク",), "yahoo-auctions")],
)
def test_the_shipped_knowledge_is_found(run: Run, words: tuple[str, ...], first: str) -> None:
    answer = run("search", *words, "--json").json
    assert answer["query"] == " ".join(words)
    assert answer["hits"][0]["id"] == first
    assert all(hit.keys() == {"kind", "id", "title", "score", "matched"} for hit in answer["hits"])
    assert [hit["score"] for hit in answer["hits"]] == sorted((hit["score"] for hit in answer["hits"]), reverse=True)


def test_nothing_fits(run: Run) -> None:
    result = run("search", "weather", "tokyo", "--lang", "en")
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines()[0] == "error: nothing we know fits 'weather tokyo'"
    assert len(result.err.splitlines()) == 2


def test_the_page_leads_on(run: Run) -> None:
    assert "mktsupport diagnose sms" in run("search", "番号が届かない").out


def test_a_hit_says_whom_it_is_for(run: Run) -> None:
    lines = run("search", "empty box", "--lang", "en").out.splitlines()
    assert "Unfair returns, swapped items and mass refusals  for sellers" in lines
    assert "The wrong item was sent or received" in lines


def test_words_that_clearly_mean_a_trouble_start_it(run: Run) -> None:
    result = run("diagnose", "認証コードが来ない", "--json", "--lang", "en")
    assert result.json["trouble"] == "sms"
    assert result.err.startswith("note: starting '")
    assert run("diagnose", "someone logged into my wallet", "--json").json["trouble"] == "hijacked"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        pytest.param("banned", 0, "note: starting 'My account, or part of it, has been restricted'", id="a bare word"),
        pytest.param(
            "buyer has not paid", 0, "note: starting 'The buyer has not paid' (unpaid, for sellers)", id="whose"
        ),
        pytest.param("smss", 2, "error: no trouble is called 'smss'", id="a slip of a name"),
        pytest.param("forgot pasword", 2, "error: it is not clear which trouble 'forgot pasword' is", id="a slip"),
        pytest.param("メルカリ", 2, "error: 'Mercari' is a service, not a trouble", id="a service"),
        pytest.param("purple elephants dancing", 2, "error: nothing we know fits", id="nothing of ours"),
    ],
)
def test_what_words_of_ones_own_start(run: Run, words: str, code: int, said: str) -> None:
    result = run("diagnose", words, "--lang", "en")
    assert result.code == code
    assert result.err.startswith(said)
    assert len(result.err.splitlines()) == (2 if code else 1)


def test_words_that_may_mean_several_offer_them(run: Run) -> None:
    result = run("diagnose", "届かない", "--lang", "en")
    assert (result.code, result.out) == (2, "")
    problem, hint = result.err.splitlines()
    assert problem == "error: '届かない' may be several troubles"
    assert hint.startswith("hint:  choose one by its name: ")
    assert hint.count(" / ") == 2
