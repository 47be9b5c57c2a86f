"""The site without a browser: what stands in its files, and what the command refuses."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

import pytest
from msgspec import structs

from mktsupport.fee.answer import charge
from mktsupport.knowledge.library import Library, open_library
from mktsupport.records import Amount, Language, Outcome, Question
from mktsupport.site.build import files
from mktsupport.site.content import everything
from mktsupport.site.fees import tariff
from mktsupport.site.output import MARKER, write
from mktsupport.site.platforms import timetable
from tests.conftest import SRC, Run

Site = dict[str, str]
FIRST_VIEW = 60_000  # bytes: a page with its style sheet and scripts, as they are sent and not yet compressed
SCRIPTS = 22_000  # a walk leaves out what cannot occur on the chosen platform, which takes 1,200 of them
ATTRIBUTE = re.compile(r'<([a-z]+)[^<>]*?\s(href|src)="([^"]*)"')
SECTION = re.compile(r'<section class="node" id="([^"]+)".*?</section>', re.DOTALL)


@pytest.fixture(scope="module")
def site(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Every file of the shipped knowledge's site without its search, by its path."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache))
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        patch.delenv("MKTSUPPORT_DATA", raising=False)
        known = everything(open_library())
        return {path: content.decode() for path, content in files(known, search=False)}


def pages(site: Site) -> Iterator[tuple[str, str]]:
    return ((path, text) for path, text in site.items() if path.endswith(".html"))


def links(text: str) -> Iterator[tuple[str, str]]:
    """Each tag that leads somewhere, with its address."""
    return ((tag, address.replace("&amp;", "&")) for tag, _, address in ATTRIBUTE.findall(text))


@cache
def ids(text: str) -> frozenset[str]:
    return frozenset(re.findall(r'\sid="([^"]+)"', text))


def main_of(text: str) -> str:
    return text[text.index("<main") : text.index("</main>")]


# What every page holds


def test_every_relative_link_leads_to_a_file_and_to_a_place_in_it(site: Site) -> None:
    lost = set()
    for path, text in pages(site):
        for _, address in links(text):
            if re.match(r"[a-z]+:", address):
                continue
            to, _, place = address.partition("#")
            file = normpath(join(dirname(path), unquote(to))) if to else path
            walk = ":" in place  # an answer of the reader's, which a script reads
            if file not in site or (place and not walk and place not in ids(site[file])):
                lost.add((path, address))
    assert not lost


def test_nothing_is_asked_of_anybody_else(site: Site) -> None:
    asked = {
        (path, address)
        for path, text in pages(site)
        for tag, address in links(text)
        if tag != "a" and re.match(r"(?!data:)[a-z]+:|//", address)
    }
    assert not asked
    assert not [path for path, text in site.items() if path.endswith(".css") and re.search(r"@import|url\(", text)]
    assert not [path for path, text in site.items() if path.endswith(".js") and re.search(r"https?://", text)]


def test_links_that_leave_are_https_or_dial_or_write(site: Site) -> None:
    schemes = {match[1] for _, text in pages(site) for _, a in links(text) if (match := re.match(r"([a-z]+):", a))}
    assert schemes == {"https", "tel", "mailto", "data"}


def test_no_script_and_no_style_stands_in_a_page(site: Site) -> None:
    for path, text in pages(site):
        for attributes in re.findall(r"<script([^>]*)>", text):
            assert " src=" in attributes or 'type="application/' in attributes, path
        assert not re.search(r"<style|<[a-z][^<>]*\s(?:style|on[a-z]+)=", text), path


def test_every_page_allows_scripts_of_its_own_alone(site: Site) -> None:
    for path, text in pages(site):
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
        assert policy, path
        assert policy[1].startswith("default-src 'none';"), path
        assert "unsafe-inline" not in policy[1], path
        assert not re.search(r"https?:|\*", policy[1]), path


def test_webassembly_is_allowed_where_the_search_is(site: Site, library: Library) -> None:
    few = structs.replace(everything(library), platforms={}, troubles=[])
    made = {path: content.decode() for path, content in files(few)}
    assert [path for path, text in pages(made) if "'wasm-unsafe-eval'" in text] == ["ja/index.html", "en/index.html"]
    assert [path for path, text in pages(made) if 'id="search"' in text] == ["ja/index.html", "en/index.html"]
    assert not [path for path, text in pages(site) if "wasm" in text or 'id="search"' in text]


def test_a_first_view_weighs_less_than_60_kb(site: Site) -> None:
    assert not heavy(site)


def market(n: int) -> str:
    """A platform with a two-tier fee; every fourth is gone."""
    return f"""
  - id: market-{n}
    name: {{ja: 地域のフリーマーケット{n}, en: "The local flea market number {n}"}}
    kind: marketplace
    status: {{state: {"active" if n % 4 else "ended, on: 2018-05"}, facts: [MN-{n}]}}
    helplines: [police]
    fees:
      - id: sales
        name: {{ja: 販売手数料(新しい料金), en: Sales fee as it is now}}
        payer: seller
        since: 2016-01-{n % 28 + 1:02}
        tiers: [{{up_to: 10000, flat: 324}}, {{rate: 3.24%}}]
        facts: [MN-{n}]"""


def fact(n: int) -> str:
    return f"\n  - {{id: MN-{n}, source: many, about: market-{n}, says: {{ja: 手数料, en: a fee}}, looked: 2026-11-22}}"


MANY = "\n".join(
    [
        "sources: [{id: many, title: Fees, url: https://many.example/, trust: personal}]",
        f"facts: {''.join(fact(n) for n in range(1, 41))}",
        f"platforms: {''.join(market(n) for n in range(1, 41))}",
    ]
)


def test_forty_more_platforms_with_two_tiers_keep_every_first_view_under_60_kb(tmp_path: Path) -> None:
    overlay = tmp_path / "many.yaml"
    overlay.write_text(MANY, encoding="utf-8")
    made = {path: content.decode() for path, content in files(everything(open_library([str(overlay)])))}
    assert len([path for path in made if re.fullmatch(r"(ja|en)/fee/market-\d+\.html", path)]) == 80
    assert made["en/fee.html"].count('href="fee/market-') == 40
    assert not heavy(made)


def heavy(site: Site) -> dict[str, tuple[int, int]]:
    """The pages that weigh too much: their first view and their scripts alone, in bytes."""
    found = {}
    for path, text in pages(site):
        loaded = [a for tag, a in links(text) if tag in ("script", "link") and a.endswith((".js", ".css"))]
        parts = [site[normpath(join(dirname(path), address))] for address in loaded]
        scripts = sum(
            len(part.encode()) for part, address in zip(parts, loaded, strict=True) if address.endswith(".js")
        )
        size = len(text.encode()) + sum(len(part.encode()) for part in parts)
        if size >= FIRST_VIEW or scripts >= SCRIPTS:
            found[path] = size, scripts
    return found


def test_each_page_names_its_twin_in_the_other_language(site: Site) -> None:
    for path, text in pages(site):
        language, _, rest = path.partition("/")
        if language not in ("ja", "en"):
            continue
        named = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', text))
        found = {name: normpath(join(dirname(path), address)) for name, address in named.items()}
        assert found == {"ja": f"ja/{rest}", "en": f"en/{rest}", "x-default": f"en/{rest}"}
        assert f'<html lang="{language}"' in text
        assert found["en"] in site
        assert found["ja"] in site


def test_both_languages_have_the_same_pages(site: Site) -> None:
    trees = {language: {path[3:] for path in site if path.startswith(f"{language}/")} for language in ("ja", "en")}
    assert trees["ja"] == trees["en"]
    assert {"index.html", "fee.html", "platform/consumer-hotline.html", "trouble/sms.html"} <= trees["ja"]


def test_a_base_url_makes_canonical_addresses_and_a_sitemap(library: Library) -> None:
    known = everything(library)
    few = structs.replace(known, troubles=known.troubles[:2])
    made = {path: content.decode() for path, content in files(few, "https://help.example/m")}
    located = re.findall(r"<loc>https://help.example/m/([^<]+)</loc>", made["sitemap.xml"])
    assert set(located) == {
        path for path in made if re.match(r"(ja|en)/(index|fee|platform/|trouble/)", path) and path.endswith(".html")
    }
    for path in located:
        assert f'<link rel="canonical" href="https://help.example/m/{path}">' in made[path]
    assert "Sitemap: https://help.example/m/sitemap.xml" in made["robots.txt"]
    assert 'href="https://help.example/m/ja/index.html"' in made["404.html"]


def test_without_a_base_url_there_is_no_canonical_address(site: Site) -> None:
    assert "sitemap.xml" not in site
    assert not [path for path, text in pages(site) if "canonical" in text]


# Troubles


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_outcome_is_reached_by_links_alone(site: Site, library: Library, language: str) -> None:
    for trouble in library.troubles():
        path = f"{language}/trouble/{trouble.id}.html"
        sections = {match[1]: match[0] for match in SECTION.finditer(site[path])}
        found = [f"node-{trouble.start}"]
        if trouble.gone:
            assert f'href="#node-{trouble.gone}"' in site[path].replace(sections[f"node-{trouble.gone}"], "")
            found.append(f"node-{trouble.gone}")
        reached = set(found)
        for name in found:
            steps = re.findall(r'href="#(node-[^"]+)"', sections[name])
            found += [step for step in steps if step not in reached]
            reached |= set(steps)
        for node in trouble.nodes:
            if isinstance(node, Outcome):
                assert f"node-{node.id}" in reached
                assert f'href="../trouble/{trouble.id}/{node.id}.html"' in sections[f"node-{node.id}"]
                assert f"{language}/trouble/{trouble.id}/{node.id}.html" in site


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_tree_page_tells_every_question_once_with_its_answers_and_every_outcome(
    site: Site, library: Library, language: Language
) -> None:
    for trouble in library.troubles():
        page = unescape(main_of(site[f"{language}/tree/{trouble.id}.html"]))
        told = Counter(re.findall(rf'<a href="\.\./trouble/{trouble.id}\.html#node-([^"]+)">([^<]*)</a>', page))
        answers = Counter(re.findall(r"(?:<li>|<summary>)([^<]+?)(?: → |</summary>)", page))
        questions = {
            (node.id, node.ask.in_language(language)) for node in trouble.nodes if not isinstance(node, Outcome)
        }
        assert {each for each in told if each in questions and told[each] == 1} == questions
        outcomes = {(node.id, node.title.in_language(language)) for node in trouble.nodes if isinstance(node, Outcome)}
        assert set(told) == questions | outcomes
        options = [option for node in trouble.nodes if isinstance(node, Question) for option in node.options]
        bands = [band for node in trouble.nodes if isinstance(node, Amount) for band in node.bands]
        assert not Counter(option.label.in_language(language) for option in options) - answers
        assert answers.total() == len(options) + len(bands)
        assert page.count("<details open>") == len(questions) - 1


def test_a_question_that_another_answer_leads_to_is_linked_not_told_again(site: Site) -> None:
    page = main_of(site["en/tree/sms.html"])
    assert (
        '<li>I am not sure → <a href="#node-signal">What does the signal on your phone show?</a> '
        '<span class="dim">(asked above)</span></li>' in page
    )
    assert page.count('<li id="node-signal"><details open><summary>') == 1


@pytest.mark.parametrize(
    ("trouble", "platform", "answers"),
    [("sms", "rakuma", ["wrong"]), ("sms", "ticketcamp", []), ("sms", "amazon", ["unsure", "gone"])],
)
def test_an_outcome_says_what_the_terminal_says(
    run: Run, site: Site, trouble: str, platform: str, answers: list[str]
) -> None:
    given = [word for answer in answers for word in ("--answer", answer)]
    told = run("diagnose", trouble, "--platform", platform, *given, "--json", "--lang", "en").json["outcome"]
    shown = as_seen_on(main_of(site[f"en/trouble/{trouble}/{told['node']}.html"]), platform)
    expected = [
        *(step["text"] for step in told["steps"]),
        *(each["name"] for each in told["contact"]),
        *(each["text"] for each in told["warnings"] + told["evidence"] + told["deadlines"]),
        *(each["name"] for each in told["desks"]),
    ]
    assert [text for text in expected if text not in shown] == []
    steps = re.search(
        r'<ol class="steps">(.*?)</ol>', main_of(site[f"en/trouble/{trouble}/{told['node']}.html"]), re.DOTALL
    )
    assert steps
    assert as_seen_on(steps[1], platform).count("<li") == len(told["steps"])


def as_seen_on(html: str, platform: str) -> str:
    """The page without the list items and blocks of other platforms."""
    html = re.sub(r"&#39;", "'", re.sub(r"&#34;", '"', html)).replace("&amp;", "&")
    kept = re.sub(
        r'<(li|div) data-only="([^"]*)">.*?</\1>',
        lambda match: match[0] if platform in match[2].split() else "",
        html,
        flags=re.DOTALL,
    )
    return re.sub(r'<(div class="notice)[^>]* data-only="(?!' + platform + r'").*?</div>', "", kept, flags=re.DOTALL)


# Platforms


def test_an_ended_service_says_so_first_and_gives_nothing_to_dial(site: Site) -> None:
    page = main_of(site["en/platform/ticketcamp.html"])
    assert page.index("Ticketcamp ENDED in May 2018") < page.index("<h2")
    own = page[page.index('id="channels"') : page.index("</section>", page.index('id="channels"'))]
    assert "03-6706-4441 (a record: do not call or write)" in own
    assert "tel:" not in own
    assert "mailto:" not in own
    assert "data-hours" not in own
    assert "tel:188" in page


def test_open_is_claimed_by_the_browser_alone(site: Site) -> None:
    page = main_of(site["en/platform/mobaoku.html"])
    spots = re.findall(r'<span class="standing[^>]*>([^<]*)</span>', page)
    assert set(spots) == {"", "open around the clock", "hours not known"}
    assert '<p id="advice" class="advice" aria-live="polite">Start with ' in page


def test_timetables_for_a_browser_are_the_library_s(library: Library) -> None:
    hours = "Mo-Fr 09:00-17:00; Sa,Su,PH 10:00-16:00; Dec 29-Jan 03 off"
    table, made = library.timetable(hours), timetable(hours, library.timetable)
    assert table
    assert made
    for day in (date(2026, 12, 1) + timedelta(days=n) for n in range(60)):
        for holiday in (False, True):
            kind = made["kinds"][made["days"].get(f"{day:%m-%d}", 0)]
            assert made["spans"][kind[day.weekday() + 7 * holiday]] == table.day(day, holiday=holiday)


def test_every_fact_that_is_named_is_shown_with_its_source(site: Site) -> None:
    named = {name for _, text in pages(site) for name in re.findall(r'href="[^"]*sources/[^"]*#([^"]+)"', text)}
    shown = {
        name
        for path, text in pages(site)
        if path.startswith("en/sources/")
        for name, _ in re.findall(r'<li id="([A-Z][^"]*)"><b>.*?href="#source-(\d+)"', text)
    }
    assert len(named) > 500
    assert named == shown


# Fees


def test_tariffs_are_the_schedules_in_whole_numbers(library: Library) -> None:
    for row in library.platform_rows("en"):
        platform = library.platform(row.id)
        for fee, told in zip(platform.fees, tariff(platform, "en")["schedules"], strict=True):
            edges = [tier.up_to for tier in fee.tiers if tier.up_to]
            for price in {1, 99, 21_250, 999_999_999_999, *edges, *(edge + 1 for edge in edges)}:
                assert charged(told, price) == charge(fee, price).fee, (row.id, fee.id, price)


BOTH = """
platforms:
  - id: both
    name: {ja: 両方, en: Both}
    kind: marketplace
    status: {state: active}
    fees:
      - {id: sale, name: {ja: 販売, en: Sale}, payer: seller, tiers: [{rate: 10%}], facts: [MN-1]}
      - {id: sale-5, name: {ja: 販売5, en: Sale 5}, payer: seller, tiers: [{rate: 5%}], facts: [MN-1]}
      - {id: buy, name: {ja: 購入, en: Buy}, payer: buyer, tiers: [{flat: 324}], facts: [MN-1]}
  - id: lapsed
    name: {ja: 昔, en: Lapsed}
    kind: marketplace
    status: {state: active}
    fees:
      - {id: sale, name: {ja: 販売, en: Sale}, payer: seller, until: 2019-01-31, tiers: [{rate: 9%}], facts: [MN-1]}
"""


def test_what_buyers_pay_is_never_mixed_with_what_sellers_pay(tmp_path: Path) -> None:
    overlay = tmp_path / "both.yaml"
    overlay.write_text(f"{MANY.splitlines()[0]}\nfacts:{fact(1)}{BOTH}", encoding="utf-8")
    known = everything(open_library([str(overlay)]))
    few = structs.replace(known, platforms={name: known.platforms[name] for name in ("both", "lapsed")}, troubles=[])
    page = next(content.decode() for path, content in files(few) if path == "en/fee.html")
    rows = [re.sub(r"\s*<[^>]*>\s*", "|", row) for row in re.findall(r"<tr.*?</tr>", main_of(page), re.DOTALL)]
    assert [re.sub(r"\|+", "|", row).strip("|") for row in rows] == [
        "Service|fee|Received or paid",
        "Both|Buy|324 yen|Buyer pays|10,324 yen",
        "Both|depends on which of 2 schedules applies|500 yen to 1,000 yen|Seller receives|9,000 yen to 9,500 yen",
        "Lapsed|The fee on that day is not known.",
    ]


def charged(schedule: dict[str, Any], price: int) -> int:
    """The fee by the page's own numbers."""
    tier = next(tier for tier in schedule["tiers"] if tier["up_to"] is None or price <= tier["up_to"])
    if "flat" in tier:
        return int(tier["flat"])
    product = price * tier["numerator"]
    if schedule["rounding"] == "up":
        return int(-(-product // tier["denominator"]))
    half = tier["denominator"] // 2 if schedule["rounding"] == "half-up" else 0
    return int((product + half) // tier["denominator"])


# Somebody else's words

HOSTILE = """
platforms:
  - id: evil
    name: {ja: "</title><script>alert(1)</script>", en: "<img src=x onerror=alert(2)>"}
    kind: marketplace
    status: {state: active, note: {ja: "\\"><svg onload=alert(3)>", en: "{{ 7*7 }}<b>"}}
    channels:
      - id: form
        kind: form
        name: {ja: "' onclick='alert(4)", en: "\\" onclick=\\"alert(4)"}
        value: "javascript:alert(5)"
        hours: 24/7
        rank: 1
        facts: [EV-1]
    fees:
      - id: cut
        name: {ja: "</script><script>alert(6)</script>", en: "<!--<script>"}
        payer: seller
        tiers: [{rate: 5%}]
        facts: [EV-1]
sources:
  - {id: evil-source, title: "<script>alert(7)</script>", url: "javascript:alert(8)", trust: scraped}
facts:
  - {id: EV-1, source: evil-source, about: evil, says: {ja: "<i>事実</i>", en: "<i>fact</i>"}, looked: 2026-11-22}
"""


def test_words_of_an_overlay_are_only_words(tmp_path: Path) -> None:
    overlay = tmp_path / "evil.yaml"
    overlay.write_text(HOSTILE, encoding="utf-8")
    known = everything(open_library([str(overlay)]))
    alone = structs.replace(known, platforms={"evil": known.platforms["evil"]}, troubles=[])
    made = {path: content.decode() for path, content in files(alone)}
    assert {"ja/platform/evil.html", "en/platform/evil.html", "en/sources/EV-0.html", "ja/fee/evil.html"} <= set(made)
    for path, text in pages(made):
        for harm in ("<script>", "<img", "<svg onload", "<i>", "<!--"):
            assert harm not in text, (path, harm)
        assert not re.search(r"<[a-z][^<>]*\son[a-z]+=", re.sub(r'"[^"]*"', "", text)), path
        assert not [address for _, address in links(text) if address.startswith("javascript:")], path
    assert "{{ 7*7 }}&lt;b&gt;" in made["en/platform/evil.html"]
    tariffs = re.search(r'id="tariffs">(.*?)</script>', made["ja/fee/evil.html"], re.DOTALL)
    assert tariffs
    assert json.loads(tariffs[1])["tariffs"]["evil"]["schedules"][0]["name"] == "</script><script>alert(6)</script>"


# The command


def test_two_builds_are_byte_for_byte_equal_and_the_preview_shows_one(site: Site, tmp_path: Path) -> None:
    out = tmp_path / "site"
    words = ["site", str(out), "--no-search", "--serve", "--port", "0"]
    environment = dict(os.environ) | {"PYTHONPATH": str(SRC), "PYTHONHASHSEED": "1", "TZ": "America/New_York"}
    with subprocess.Popen(
        [sys.executable, "-m", "mktsupport", *words], env=environment, stderr=subprocess.PIPE, text=True
    ) as preview:
        assert preview.stderr
        address = preview.stderr.readline().strip()
        try:
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
            with urllib.request.urlopen(f"{address}en/trouble/sms.html") as answer:
                assert answer.read().decode() == site["en/trouble/sms.html"]
            with pytest.raises(urllib.error.HTTPError) as lost:
                urllib.request.urlopen(f"{address}nowhere")
            assert lost.value.code == 404
            assert "There is no such page" in lost.value.read().decode()
        finally:
            preview.send_signal(signal.SIGINT)
        assert preview.wait(10) == 130
        assert preview.stderr.read() == ""
    written = {str(file.relative_to(out)): file.read_bytes() for file in out.rglob("*") if file.is_file()}
    assert written.pop(MARKER)
    assert {path: content.decode() for path, content in written.items()} == site


def test_a_folder_with_anything_else_in_it_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    result = run("site", str(tmp_path / "mine"), "--no-search", "--lang", "en")
    assert result.code == 2
    assert result.err.splitlines() == [
        f"error: {tmp_path / 'mine'} holds something else",
        "hint:  name a new or empty folder, or one that `mktsupport site` wrote before",
    ]
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_a_former_site_is_replaced_as_a_whole(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write(out, [("a/old.html", b"old")])
    assert write(out, [("a/new.html", b"new")]) == 1
    assert sorted(file.name for file in out.rglob("*") if file.is_file()) == [MARKER, "new.html"]
    assert list(tmp_path.iterdir()) == [out]


def test_a_build_that_breaks_off_leaves_the_former_site(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write(out, [("a.html", b"whole")])

    def breaking() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b"half"
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write(out, breaking())
    assert (out / "a.html").read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [out]


def test_an_index_that_cannot_be_made_is_two_lines_and_leaves_no_site(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pagefind").mkdir()
    (tmp_path / "pagefind" / "__init__.py").touch()
    (tmp_path / "pagefind" / "__main__.py").write_text("raise SystemExit('no index today\\nand more')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    result = run("site", str(tmp_path / "site"), "--lang", "en")
    assert result.code == 1
    assert result.err.splitlines() == [
        "error: the search index could not be made: no index today",
        "hint:  `--no-search` writes the site without it",
    ]
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("module", ["jinja2", "rjsmin", "pagefind"])
def test_a_missing_extra_is_named_with_its_remedy(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    result = run("site", str(tmp_path / "site"), "--lang", "en")
    assert result.code == 1
    problem, hint = result.err.splitlines()
    named = re.fullmatch("error: this needs (.+), which is not installed", problem)
    assert named
    assert module in named[1].split(", ")
    assert hint == "hint:  run `pip install '.[site]'` in a checkout of mktsupport"
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param((), id="no folder"),
        pytest.param(("out", "--base-url", "help.example"), id="no scheme"),
        pytest.param(("out", "--base-url", "javascript://x"), id="another scheme"),
        pytest.param(("out", "--base-url", "https://a.example/?q"), id="a query"),
    ],
)
def test_a_wrong_question_is_two_lines(run: Run, arguments: tuple[str, ...]) -> None:
    result = run("site", *arguments, "--no-search")
    assert (result.code, len(result.err.splitlines())) == (2, 2)


def test_a_port_that_is_taken_is_said_before_anything_is_built(run: Run, tmp_path: Path) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        result = run("site", str(tmp_path / "site"), "--no-search", "--serve", "--port", str(port), "--lang", "en")
    assert result.code == 1
    assert result.err.splitlines() == [
        f"error: port {port} cannot be opened: Address already in use",
        "hint:  name another with `--port`",
    ]
    assert not (tmp_path / "site").exists()


# How it is made


def test_scripts_are_sent_without_what_only_people_read(site: Site) -> None:
    sent = site["assets/way.js"]
    assert "The way through a trouble" not in sent
    assert r"const form=/^(?:([a-z0-9-]*):)?([a-z0-9,-]+(?:\/[a-z0-9,-]+)*)?$/;" in sent
    assert '["mktsupport","diagnose",trouble,...(platform?["--platform",platform]:[])' in sent
    assert 'const gap=document.documentElement.lang==="ja"?"":" ";' in site["assets/walk.js"]


def test_no_marketplace_is_named_in_the_site_s_own_files(library: Library) -> None:
    named = [row for language in ("ja", "en") for row in library.platform_rows(language) if row.kind != "public"]
    words = {name.casefold() for row in named for name in (row.id, row.name, *row.aliases) if len(name) > 3}
    for file in (SRC / "mktsupport" / "site").rglob("*.*"):
        if file.suffix in (".py", ".js", ".css", ".html"):
            text = file.read_text(encoding="utf-8").casefold()
            assert not [word for word in words if re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text)], file
