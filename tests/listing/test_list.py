from __future__ import annotations

import pytest

from tests.conftest import Run

PLATFORMS = {
    "mobaoku", "ticketcamp", "rakuma", "otamart", "amazon", "coincheck", "mercari", "yahoo-auctions",
    "yahoo-flea-market", "fril", "ticket-ryutsu-center", "ticketen", "ticketjam", "ticketplus-trade", "tiketore",
}  # fmt: skip

CARRIERS = {"japan-post", "sagawa", "yamato"}

MOBILE = {"au", "docomo", "mvno", "rakuten-mobile", "softbank"}

PAYMENT = {
    "au-pay", "banks", "card-issuers", "carrier-billing", "d-barai", "deferred-payment", "gift-cards", "line-pay",
    "merpay", "paidy", "paypay", "prepaid", "rakuten-pay",
}  # fmt: skip

DESKS = {"consumer-hotline", "police", "cyber-police", "fsa", "houterasu", "antiphishing", "kokusen"}

TROUBLES = {
    "sms", "restricted", "multiple-accounts", "ticket", "not-received", "buyer-claims-not-received", "wrong-item",
    "unpaid", "angry-buyer", "no-response", "unfair-return", "bad-review", "cancel-order", "login", "trade",
    "transfer", "outage", "hijacked", "scam", "inquiry",
}  # fmt: skip


def test_every_key_of_the_contract_exists(run: Run) -> None:
    answer = run("list", "--json").json
    assert answer.keys() == {"platforms", "troubles"}
    assert all({"id", "name", "kind", "aliases", "state"} <= row.keys() for row in answer["platforms"])
    assert all({"id", "title", "platforms", "role"} <= row.keys() for row in answer["troubles"])


def test_every_platform_of_the_contract_is_listed(run: Run) -> None:
    kinds = {row["id"]: row["kind"] for row in run("list", "--json").json["platforms"]}
    assert {name for name, kind in kinds.items() if kind in ("marketplace", "exchange")} == PLATFORMS
    assert {name for name, kind in kinds.items() if kind == "exchange"} == {"coincheck"}
    assert {name for name, kind in kinds.items() if kind == "carrier"} == CARRIERS
    assert {name for name, kind in kinds.items() if kind == "mobile"} == MOBILE
    assert {name for name, kind in kinds.items() if kind == "payment"} == PAYMENT
    assert {name for name, kind in kinds.items() if kind == "public"} == DESKS


def test_every_trouble_of_the_contract_is_listed(run: Run) -> None:
    assert {row["id"] for row in run("list", "--json").json["troubles"]} >= TROUBLES


@pytest.mark.parametrize("what", ["platforms", "troubles"])
def test_one_of_the_two_is_listed_alone(run: Run, what: str) -> None:
    alone = run("list", what, "--json").json
    assert alone.keys() == {what}
    assert alone[what] == run("list", "--json").json[what]


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("mobaoku", "active"), ("mercari", "active"), ("ticketcamp", "ended"), ("otamart", "ended"), ("fril", "merged"),
        ("line-pay", "ended"), ("ticketjam", "unknown"), ("yamato", "active"),
    ],
)  # fmt: skip
def test_the_state_of(run: Run, name: str, state: str) -> None:
    rows = run("list", "platforms", "--json").json["platforms"]
    assert [row["state"] for row in rows if row["id"] == name] == [state]


@pytest.mark.parametrize(
    ("name", "alias"), [("yahoo-auctions", "yahuoku"), ("ticketcamp", "チケキャン"), ("consumer-hotline", "188")]
)
def test_the_aliases_name(run: Run, name: str, alias: str) -> None:
    rows = run("list", "platforms", "--json").json["platforms"]
    assert alias in next(row["aliases"] for row in rows if row["id"] == name)


def test_an_alias_belongs_to_one_platform(run: Run) -> None:
    rows = run("list", "platforms", "--json").json["platforms"]
    aliases = [alias for row in rows for alias in row["aliases"]]
    assert sorted(aliases) == sorted(set(aliases))


@pytest.mark.parametrize(("name", "role"), [("not-received", "buyer"), ("unpaid", "seller"), ("sms", "any")])
def test_the_role_of(run: Run, name: str, role: str) -> None:
    rows = run("list", "troubles", "--json").json["troubles"]
    assert [row["role"] for row in rows if row["id"] == name] == [role]


def test_people_trade_on_every_platform_of_a_trouble(run: Run) -> None:
    answer = run("list", "--json").json
    markets = {row["id"] for row in answer["platforms"] if row["kind"] in ("marketplace", "exchange")}
    assert {name for row in answer["troubles"] for name in row["platforms"]} <= markets


@pytest.mark.parametrize(("language", "name"), [("ja", "モバオク"), ("en", "Mobaoku")])
def test_names_are_in_the_language_asked_for(run: Run, language: str, name: str) -> None:
    rows = run("list", "platforms", "--json", "--lang", language).json["platforms"]
    assert [row["name"] for row in rows if row["id"] == "mobaoku"] == [name]
    assert f"  {name}" in run("list", "platforms", "--lang", language).out


def test_the_page_shows_every_id(run: Run) -> None:
    listed = {line.split()[0] for line in run("list", "--lang", "en").out.splitlines() if line.startswith("  ")}
    assert (PLATFORMS | CARRIERS | MOBILE | PAYMENT | DESKS | TROUBLES) - listed == set()


def test_the_page_puts_markets_first_then_carriers_and_the_like_and_public_desks_last(run: Run) -> None:
    groups = run("list", "platforms", "--lang", "en").out.split("\n\n")
    listed = {lines[0]: {line.split()[0] for line in lines[1:]} for lines in (each.splitlines() for each in groups[:3])}
    assert list(listed.items()) == [
        ("Marketplaces and exchanges", PLATFORMS),
        ("Carriers, mobile carriers and payment services", CARRIERS | MOBILE | PAYMENT),
        ("Public help lines", DESKS),
    ]


def test_the_page_marks_what_is_gone(run: Run) -> None:
    lines = run("list", "platforms", "--lang", "en").out.splitlines()
    assert {line.split()[0] for line in lines if line.endswith("ENDED")} == {"ticketcamp", "otamart", "line-pay"}
    assert {line.split()[0] for line in lines if line.endswith("MERGED")} == {"fril"}


def test_a_list_of_something_else_is_refused(run: Run) -> None:
    result = run("list", "nonsense", "--lang", "en")
    assert (result.code, result.out) == (2, "")
    assert "'platforms', 'troubles'" in result.err
