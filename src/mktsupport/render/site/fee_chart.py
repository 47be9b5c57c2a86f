"""The fee over the price as a picture: every tier as its own line, every jump between two of them upright."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from math import log10

from msgspec import Struct

from mktsupport.fees import bands, charge, rule
from mktsupport.records import Fee, Language
from mktsupport.render.labels import label
from mktsupport.render.wrapping import cells
from mktsupport.wording import Wording
from mktsupport.words import band, partial_date, say, yen

_WIDTH, _HEIGHT = 340, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 326, 28, 196  # the axes; long numbers push the left one further in
_SIZE = 12  # of the letters
_CELL = 6.8  # pixels
_UNTIERED = 50_000  # yen, the end of the picture where one tier holds for every price
_NARROW = 12  # pixels that the narrowest tier must have on even steps
_STEPS = 24  # of a line that bends

_WORDS = {
    "title": Wording("{name}: 代金ごとの手数料", "{name}: the fee for each price"),
    "price": Wording("代金(円)", "Price (yen)"),
    "fee": Wording("手数料(円)", "Fee (yen)"),
    "tier": Wording("代金 {band}: {rule}", "Price {band}: {rule}"),
    "until": Wording(
        "図は代金{price}までで、そのときの手数料は{fee}です。最後の区分に上限はありません。",
        "The picture ends at a price of {price}, where the fee is {fee}; the last band has no upper limit.",
    ),
    "even": Wording("どちらの軸も目盛りは等間隔です。", "Both axes have even steps."),
    "log": Wording(
        "代金の軸は対数目盛りで、同じ幅が同じ倍率です。手数料の軸は等間隔です。",
        "The price axis is logarithmic: equal widths are equal ratios. The fee axis has even steps.",
    ),
    "log-mark": Wording("対数目盛り", "log scale"),
}


class _Scale(Struct, frozen=True):
    """Where prices and fees stand in the picture."""

    left: int
    last: int
    most: int
    logarithmic: bool

    def x(self, price: int) -> int:
        share = log10(price) / log10(self.last) if self.logarithmic else price / self.last
        return self.left + round((_RIGHT - self.left) * share)

    def y(self, fee: int) -> int:
        return _BOTTOM - round((_BOTTOM - _TOP) * fee / self.most)


def fee_chart(schedule: Fee, language: Language) -> str:
    """The fee over the price as SVG, with the same in words for those who do not see it."""
    edges = [tier.up_to for tier in schedule.tiers if tier.up_to is not None]
    last = edges[-1] * 2 if edges else _UNTIERED
    widths = [(high - low) * (_RIGHT - _LEFT) / last for low, high in pairwise([0, *edges, last])]
    logarithmic = min(widths) < _NARROW
    if logarithmic:
        last = edges[-1] * 10
    tiers = [(first, min(end or last, last)) for first, end, _ in bands(schedule.tiers)]
    fees = [charge(schedule, price).fee for tier in tiers for price in tier]
    steps = _even_steps(max(*fees, 1), 4)
    scale = _Scale(max(_LEFT, _pixels(f"{steps[-1]:,}") + 12), last, steps[-1], logarithmic)
    title = _WORDS["title"].in_language(language).format(name=schedule.name.in_language(language))
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="fee-chart" role="img" width="{_WIDTH}" height="{_HEIGHT}" '
            f'viewBox="0 0 {_WIDTH} {_HEIGHT}" font-size="{_SIZE}" fill="currentColor">'
        ),
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(_told(schedule, scale, language))}</desc>",
        *_axes(scale, steps, edges, language),
        *_lines(schedule, scale, tiers),
        *_names(schedule, scale, tiers, language),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _told(schedule: Fee, scale: _Scale, language: Language) -> str:
    """What the picture shows, in words."""
    sentences = [
        _WORDS["tier"]
        .in_language(language)
        .format(band=band(first, end, "yen", language), rule=rule(schedule, tier, language))
        for first, end, tier in bands(schedule.tiers)
    ]
    if schedule.since or schedule.until:
        since = partial_date(schedule.since, language) if schedule.since else label(language, "period-unknown")
        until = partial_date(schedule.until, language) if schedule.until else label(language, "period-open")
        sentences.append(label(language, "period", since=since, until=until))
    if not schedule.rounding_stated:
        sentences.append(label(language, "rounding-unstated"))
    price, fee = yen(scale.last, language), yen(charge(schedule, scale.last).fee, language)
    closing = [
        _WORDS["until"].in_language(language).format(price=price, fee=fee),
        _WORDS["log" if scale.logarithmic else "even"].in_language(language),
    ]
    if language == "ja":
        return "".join(f"{sentence}。" for sentence in sentences) + "".join(closing)
    return " ".join([*(f"{sentence[0].upper()}{sentence[1:]}." for sentence in sentences), *closing])


# Axes


def _even_steps(most: int, count: int) -> list[int]:
    """0 and up to `most` in at most `count` steps of 1, 2 or 5 times a power of ten; the last is no less."""
    power = 10 ** max(0, len(str(most)) - 2)
    step = next(n for n in (power * size for size in (1, 2, 5, 10, 20, 50, 100)) if n * count >= most)
    return list(range(0, most + step, step))


def _axes(scale: _Scale, steps: Sequence[int], edges: Sequence[int], language: Language) -> Iterator[str]:
    rows = [scale.y(fee) for fee in steps]
    grid = "".join(f"M{scale.left} {y}H{_RIGHT}" for y in rows[1:])
    yield f'<path class="chart-grid" fill="none" stroke="currentColor" stroke-opacity=".2" d="{grid}"/>'
    marks = [*edges, scale.last] if edges else _even_steps(scale.last, 5)[:0:-1]
    ticks = "".join(f"M{scale.x(price)} {_BOTTOM}v5" for price in marks)
    axes = f"M{scale.left} {_TOP}V{_BOTTOM}H{_RIGHT}{ticks}"
    yield f'<path class="chart-axis" fill="none" stroke="currentColor" d="{axes}"/>'
    for fee, y in zip(steps, rows, strict=True):
        yield _text("chart-tick", scale.left - 6, y + 4, f"{fee:,}", "end")
    taken: list[tuple[float, float]] = []
    for price in [*marks, 1 if scale.logarithmic else 0]:
        half = _pixels(f"{price:,}") / 2
        middle = min(scale.x(price), _WIDTH - 2 - half)
        if all(middle + half + 6 <= left or right + 6 <= middle - half for left, right in taken):
            taken.append((middle - half, middle + half))
            yield _text("chart-tick", round(middle), _BOTTOM + 19, f"{price:,}", "middle")
    name = _WORDS["price"].in_language(language)
    if scale.logarithmic:
        name += f" · {_WORDS['log-mark'].in_language(language)}"
    yield _text("chart-name", _RIGHT, _HEIGHT - 8, name, "end")
    yield _text("chart-name", 4, 14, _WORDS["fee"].in_language(language), "start")


def _text(kind: str, x: int, y: int, words: str, anchor: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(words)}</text>'


def _pixels(words: str) -> int:
    return round(cells(words) * _CELL)


# Lines


def _points(schedule: Fee, scale: _Scale, first: int, last: int) -> list[tuple[int, int]]:
    """A tier's line: straight on even steps, bent where they are logarithmic."""
    prices = {first, last}
    if scale.logarithmic:
        prices |= {min(last, max(first, round(first * (last / first) ** (n / _STEPS)))) for n in range(_STEPS)}
    return [(scale.x(price), scale.y(charge(schedule, price).fee)) for price in sorted(prices)]


def _lines(schedule: Fee, scale: _Scale, tiers: Sequence[tuple[int, int]]) -> Iterator[str]:
    """A line for each tier; where the fee jumps, an upright one from the last price of one to the first of the next."""
    lines = [_points(schedule, scale, *tier) for tier in tiers]
    for points in lines:
        path = "L".join(f"{x} {y}" for x, y in points)
        yield f'<path class="chart-line" fill="none" stroke="currentColor" stroke-width="2" d="M{path}"/>'
    for before, after in pairwise(lines):
        (x, y), (_, to) = before[-1], after[0]
        if abs(y - to) > 1:
            yield f'<path class="chart-jump" stroke="currentColor" stroke-dasharray="3 3" d="M{x} {y}V{to}"/>'
            yield f'<circle class="chart-last" cx="{x}" cy="{y}" r="3"/>'
            yield f'<circle class="chart-first" cx="{x}" cy="{to}" r="3" fill="none" stroke="currentColor"/>'


_Area = tuple[float, float, float, float]
_LEVEL = ((8, 0), (-18, 0))  # how far above a line its name stands, and how far aside
_SLANTED = tuple((up, aside) for up in (8, 24, 40, 56, -18, -34, -50) for aside in (0, -24, 24, -48, 48, -72))


def _names(schedule: Fee, scale: _Scale, tiers: Sequence[tuple[int, int]], language: Language) -> Iterator[str]:
    """What each tier charges, beside its line where there is room; the words of the picture tell it in any case."""
    lines = [_points(schedule, scale, *tier) for tier in tiers]
    taken = [area for points in lines for area in _along(points)]
    taken += [area for before, after in pairwise(lines) for area in _along([before[-1], (before[-1][0], after[0][1])])]
    for tier, points in zip(schedule.tiers, lines, strict=True):
        words = say(language, "of-the-price", rate=tier.rate) if tier.rate else yen(tier.flat or 0, language)
        half = _pixels(words) / 2
        middle, height = (points[0][0] + points[-1][0]) / 2, (points[0][1] + points[-1][1]) / 2
        for up, aside in _SLANTED if tier.rate else _LEVEL:
            x, y = middle + aside, height - up
            area = (x - half - 2, y - _SIZE, x + half + 2, y + 4)
            inside = area[0] > scale.left and area[2] < _WIDTH and area[1] > _TOP - 12 and area[3] < _BOTTOM
            if inside and not any(_overlap(area, other) for other in taken):
                taken.append(area)
                yield _text("chart-tier", round(x), round(y), words, "middle")
                break


def _along(points: Sequence[tuple[int, int]]) -> Iterator[_Area]:
    """Small squares along a line."""
    for (x, y), (to_x, to_y) in pairwise(points):
        count = max(abs(to_x - x), abs(to_y - y)) // 4 + 1
        for n in range(count + 1):
            here, there = x + (to_x - x) * n / count, y + (to_y - y) * n / count
            yield here - 4, there - 4, here + 4, there + 4


def _overlap(first: _Area, second: _Area) -> bool:
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]
