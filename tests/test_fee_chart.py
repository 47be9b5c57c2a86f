"""The fee's picture: its lines stand where the fee stands, jumps are upright, and the words say the same."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from mktsupport.knowledge.library import Library
from mktsupport.records import Fee, Language, Text, Tier
from mktsupport.render.site.fee_chart import fee_chart
from mktsupport.render.wrapping import cells

SVG = "{http://www.w3.org/2000/svg}"
LEFT, RIGHT, TOP, BOTTOM = 58, 326, 28, 196


def fee(*tiers: Tier, words: str = "Fee") -> Fee:
    return Fee(id="odd", name=Text(words, words), payer="seller", tiers=tiers, facts=())


def shipped(library: Library, name: str) -> Fee:
    platform, schedule = name.split("/")
    return next(each for each in library.platform(platform).fees if each.id == schedule)


def texts(svg: str, kind: str) -> list[str]:
    return [text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text") if text.attrib["class"] == kind]


def paths(svg: str, kind: str) -> list[str]:
    return [path.attrib["d"] for path in ET.fromstring(svg).iter(f"{SVG}path") if path.attrib["class"] == kind]


ODD = {
    "a free band": fee(Tier(up_to=5_000, flat=0), Tier(up_to=8_000, flat=500), Tier(flat=200)),
    "nothing at all": fee(Tier(flat=0)),
    "bands of very different size": fee(
        Tier(up_to=100, flat=10), Tier(up_to=1_000, flat=100), Tier(up_to=100_000, rate="5%"), Tier(rate="3%")
    ),
    "many bands": fee(*(Tier(up_to=1_000 * n, flat=50 * n) for n in range(1, 12)), Tier(rate="8%")),
    "a very low band": fee(Tier(up_to=100, flat=1), Tier(flat=7)),
    "no jump": fee(Tier(up_to=1_000, rate="10%"), Tier(flat=100)),
    "very large sums": fee(Tier(up_to=900_000_000, flat=123_456_789), Tier(rate="50%")),
}
SHIPPED = ["ticketcamp/escrow", "mercari/sales", "rakuma/sales", "rakuma/sales-4-5", "yahoo-auctions/sales"]


@pytest.fixture(params=[*SHIPPED, *ODD])
def schedule(request: pytest.FixtureRequest, library: Library) -> Fee:
    return ODD[request.param] if request.param in ODD else shipped(library, request.param)


def test_the_escrow_fee_stands_where_it_is(library: Library) -> None:
    svg = fee_chart(shipped(library, "ticketcamp/escrow"), "ja")
    # 268 pixels are 40,000 yen of price, 168 are 1,500 yen of fee
    assert paths(svg, "chart-line") == ["M58 160L125 160", "M125 136L192 136", "M192 123L326 51"]
    assert paths(svg, "chart-jump") == ["M125 160V136", "M192 136V123"]
    assert texts(svg, "chart-tick") == ["0", "500", "1,000", "1,500", "10,000", "20,000", "40,000", "0"]
    assert texts(svg, "chart-name") == ["代金(円)", "手数料(円)"]
    assert texts(svg, "chart-tier") == ["324円", "540円", "代金の 3.24%"]


@pytest.mark.parametrize(
    ("name", "language", "title", "desc"),
    [
        pytest.param(
            "ticketcamp/escrow",
            "ja",
            "あんしん決済の決済システム料: 代金ごとの手数料",
            "代金 1〜10,000円: 324円(税込、買い手が払う)。代金 10,001〜20,000円: 540円(税込、買い手が払う)。"
            "代金 20,001円〜: 代金の 3.24%(税込、買い手が払う)。適用 不明〜2018年5月。"
            "端数の扱いは出典に書かれていません。"
            "図は代金40,000円までで、そのときの手数料は1,296円です。最後の区分に上限はありません。"
            "どちらの軸も目盛りは等間隔です。",
            id="tiers, in Japanese",
        ),
        pytest.param(
            "rakuma/sales",
            "en",
            None,
            "Price 1 yen and up: 6.6% of the price, tax included, taken from the seller. "
            "In force 13 January 2021 to 31 July 2023. The source does not say how fractions are rounded. "
            "The picture ends at a price of 50,000 yen, where the fee is 3,300 yen; the last band has no upper limit. "
            "Both axes have even steps.",
            id="one rate, in English",
        ),
    ],
)
def test_the_words_say_what_the_lines_show(
    library: Library, name: str, language: Language, title: str | None, desc: str
) -> None:
    root = ET.fromstring(fee_chart(shipped(library, name), language))
    assert title is None or root.findtext(f"{SVG}title") == title
    assert root.findtext(f"{SVG}desc") == desc


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_tier_shows_and_every_jump_is_upright(schedule: Fee, language: Language) -> None:
    svg = fee_chart(schedule, language)
    lines = paths(svg, "chart-line")
    assert len(lines) == len(schedule.tiers)
    for line in lines:
        points = [tuple(map(int, point.split())) for point in line.removeprefix("M").split("L")]
        assert all(LEFT <= x <= RIGHT and TOP <= y <= BOTTOM for x, y in points)
        assert points[-1][0] - points[0][0] >= 12
    assert all(re.fullmatch(r"M\d+ \d+V\d+", jump) for jump in paths(svg, "chart-jump"))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_words_overlap_or_leave_the_picture(schedule: Fee, language: Language) -> None:
    areas = []
    for text in ET.fromstring(fee_chart(schedule, language)).iter(f"{SVG}text"):
        width = cells(text.text or "") * 6.5
        x, y = int(text.attrib["x"]), int(text.attrib["y"])
        left = x - {"start": 0, "middle": width / 2, "end": width}[text.attrib["text-anchor"]]
        areas.append((left, y - 11, left + width, y + 3))
    assert all(left >= 0 and top >= 0 and right <= 341 and bottom <= 240 for left, top, right, bottom in areas)
    assert not [
        (a, b) for a, b in combinations(areas, 2) if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


def test_a_jump_shows_which_price_is_the_last_of_its_band(library: Library) -> None:
    root = ET.fromstring(fee_chart(shipped(library, "ticketcamp/escrow"), "ja"))
    dots = [(dot.attrib["class"], dot.attrib["cx"], dot.attrib["cy"]) for dot in root.iter(f"{SVG}circle")]
    assert dots[:2] == [("chart-last", "125", "160"), ("chart-first", "125", "136")]


def test_steps_are_ratios_only_where_a_band_would_be_too_narrow_to_see() -> None:
    svg = fee_chart(ODD["bands of very different size"], "ja")
    assert texts(svg, "chart-name")[0] == "代金(円) · 対数目盛り"
    assert "代金の軸は対数目盛りで、同じ幅が同じ倍率です。" in svg
    starts = [int(line.removeprefix("M").split()[0]) for line in paths(svg, "chart-line")]
    assert starts == [58, 148, 192, 281]  # 1, 100, 1,000 and 100,000 of 1,000,000 yen
    assert "対数" not in fee_chart(ODD["many bands"], "ja")


def test_where_no_fee_jumps_none_is_drawn() -> None:
    assert paths(fee_chart(ODD["no jump"], "en"), "chart-jump") == []


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("<script>alert(1)</script>", id="a script"),
        pytest.param('" onload="alert(1)', id="a quote"),
        pytest.param("]]></svg>", id="the ends of sections"),
        pytest.param("&lt;b&gt; &amp;", id="what is escaped already"),
    ],
)
def test_words_stay_words(words: str) -> None:
    svg = fee_chart(fee(Tier(flat=100), words=words), "en")
    root = ET.fromstring(svg)
    assert root.findtext(f"{SVG}title") == f"{words}: the fee for each price"
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {"svg", "title", "desc", "path", "text"}
    names = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in names if name == "style" or name.startswith("on")}


def test_a_chart_is_small_and_drawn_the_same(schedule: Fee) -> None:
    svg = fee_chart(schedule, "ja")
    assert len(svg.encode()) < 8_000
    assert fee_chart(schedule, "ja") == svg
