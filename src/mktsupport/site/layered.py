"""A layered drawing of a graph whose edges all lead down: which layer, in which order, at which x and y.

Sugiyama's method in its plain form: layers by longest path, as full as a given width allows; order by barycentre, then
by swapping neighbours; x by least squares. Edges leave a box at its ports and come in at the middle of the next one's
top. All edges to one box share the way past the layers between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from msgspec import Struct

Point = tuple[int, int]

_GAP = 14  # between the boxes of a layer
_LANE = 6  # the width of a way past a layer
_BEND = 34  # the least height in which edges turn from one layer to the next
_SLOPE = 14  # pixels sideways for each that a bend is higher than that
_HIGHEST = 90  # of a bend
_SWEEPS = 8


class Box(Struct, frozen=True):
    """What is to be drawn: its size, and for each way out the x of its port and the box that it leads to."""

    name: str
    width: int
    height: int
    ways: tuple[tuple[int, str], ...]


class Drawing(Struct, frozen=True):
    """Each box's upper left corner, and the runs that lead to each box; the picture begins at 0, 0.

    A run goes straight down from its first point to its second and turns to its third, and so on by turns.
    """

    width: int
    height: int
    corners: dict[str, Point]
    runs: dict[str, list[list[Point]]]


class _Cell(Struct, eq=False):
    """A box, or a lane on the way to one, in its layer; `outs` and `ins` hold the port that an edge leaves by."""

    name: str
    width: int
    height: int
    lane: bool
    outs: list[tuple[int, _Cell]]
    ins: list[tuple[int, _Cell]]
    place: int = 0
    x: float = 0


_Layer = list[_Cell]


def drawing(boxes: Sequence[Box], limit: int) -> Drawing:
    """The boxes, each listed before those that it leads to, in layers of about `limit` pixels."""
    layers = _layers(boxes, limit)
    _order(layers)
    width = _place(layers)
    return _drawn(layers, width)


def _depths(boxes: Sequence[Box], limit: int) -> dict[str, int]:
    """Each box's layer: the first below all that lead to it that has room.

    Where ways end comes first: a box that waits for the next layer takes what is below it along, an end leaves its way
    alone behind, past everything in between.
    """
    longest = {boxes[0].name: 0}
    above: dict[str, list[str]] = {box.name: [] for box in boxes}
    for box in boxes:
        for _, to in box.ways:
            longest[to] = max(longest.get(to, 0), longest.setdefault(box.name, 0) + 1)
            above[to].append(box.name)
    depths: dict[str, int] = {}
    used: dict[int, int] = {}
    for box in sorted(boxes, key=lambda box: (longest.get(box.name, 0), bool(box.ways))):
        depth = max((depths[name] + 1 for name in above[box.name]), default=0)
        while depth in used and used[depth] + box.width > limit:
            depth += 1
        depths[box.name] = depth
        used[depth] = used.get(depth, 0) + box.width + _GAP
    return depths


def _layers(boxes: Sequence[Box], limit: int) -> list[_Layer]:
    """The cells of each layer, lanes included, joined to those of the next."""
    depths = _depths(boxes, limit)
    layers: list[_Layer] = [[] for _ in range(max(depths.values()) + 1)]
    cells: dict[tuple[str, int], _Cell] = {}

    def added(name: str, depth: int, width: int, height: int, *, lane: bool) -> _Cell:
        cell = cells[name, depth] = _Cell(name, width, height, lane, [], [], len(layers[depth]))
        layers[depth].append(cell)
        return cell

    def way_to(name: str, depth: int) -> _Cell:
        found = cells.get((name, depth))
        if found is None:
            found = added(name, depth, _LANE, 0, lane=True)
            join(found, _LANE // 2, way_to(name, depth + 1))
        return found

    def join(cell: _Cell, port: int, to: _Cell) -> None:
        cell.outs.append((port, to))
        to.ins.append((port, cell))

    for box in boxes:
        added(box.name, depths[box.name], box.width, box.height, lane=False)
    for box in boxes:
        for port, to in box.ways:
            join(cells[box.name, depths[box.name]], port, way_to(to, depths[box.name] + 1))
    return layers


# Order


def _order(layers: list[_Layer]) -> None:
    """Put each layer into the order with the fewest crossings that was found."""
    best, least = [list(layer) for layer in layers], _crossings(layers)
    for sweep in range(_SWEEPS):
        downward = sweep % 2 == 0
        for n in range(1, len(layers)) if downward else range(len(layers) - 2, -1, -1):
            _sort(layers[n], len(layers[n - 1 if downward else n + 1]), downward=downward)
        for layer in layers:
            _swap(layer)
        found = _crossings(layers)
        if found < least:
            best, least = [list(layer) for layer in layers], found
    layers[:] = best
    for layer in layers:
        _number(layer)


def _number(layer: _Layer) -> None:
    for place, cell in enumerate(layer):
        cell.place = place


def _leaving(port: int, cell: _Cell) -> float:
    """Where an edge leaves its layer, counted in cells."""
    return cell.place + port / cell.width


def _sort(layer: _Layer, beside: int, *, downward: bool) -> None:
    """Order a layer by where its neighbours stand in the layer before (or after) it, of `beside` cells."""

    def wish(cell: _Cell) -> float:
        if downward:
            wishes = [_leaving(port, source) / beside for port, source in cell.ins]
        else:
            wishes = [(to.place + 0.5) / beside for _, to in cell.outs]
        return sum(wishes) / len(wishes) if wishes else (cell.place + 0.5) / size

    size = len(layer)
    layer.sort(key=wish)
    _number(layer)


def _crossings(layers: list[_Layer]) -> int:
    total = 0
    for layer in layers:
        ends = [to.place for cell in layer for _, to in sorted(cell.outs, key=lambda out: out[0])]
        total += sum(first > second for first, second in combinations(ends, 2))
    return total


def _swap(layer: _Layer) -> None:
    """Exchange neighbours where that saves crossings."""
    for place in range(len(layer) - 1):
        left, right = layer[place], layer[place + 1]
        if _between(left, right) > _between(right, left):
            layer[place], layer[place + 1] = right, left
            left.place, right.place = place + 1, place


def _between(left: _Cell, right: _Cell) -> int:
    """How many edges of two neighbours cross in this order."""
    above = sum(_leaving(*a) > _leaving(*b) for a in left.ins for b in right.ins)
    return above + sum(a.place > b.place for _, a in left.outs for _, b in right.outs)


# Place


def _place(layers: list[_Layer]) -> int:
    """Set each cell's x near its neighbours'; returns the width, which is the widest layer's.

    The first layer stands at the left, where a narrow screen begins to show the picture.
    """
    width = max(sum(cell.width + _GAP for cell in layer) - _GAP for layer in layers)
    for layer in layers:
        x = 0
        for cell in layer:
            cell.x = x
            x += cell.width + _GAP

    def under(cell: _Cell) -> list[float]:
        return [source.x + port - cell.width / 2 for port, source in cell.ins]

    def over(cell: _Cell) -> list[float]:
        return [to.x + to.width / 2 - port for port, to in cell.outs]

    for _ in range(_SWEEPS // 2):
        for layer in layers[1:]:
            _settle(layer, width, under)
        for layer in layers[:0:-1]:
            _settle(layer, width, over)
    for layer in layers[1:]:
        _settle(layer, width, lambda cell: under(cell) + over(cell))
    return width


def _settle(layer: _Layer, width: int, wishes_of: Callable[[_Cell], list[float]]) -> None:
    """The places that are nearest to what the cells wish, by least squares, in this order and without overlapping.

    Without the space that the cells to its left take, each cell's x is only to be no less than the one's before it:
    neighbours that wish it otherwise meet at their mean.
    """
    groups: list[tuple[float, float, int]] = []  # sum of wishes by weight, weight, cells
    offset = 0
    for cell in layer:
        wishes = wishes_of(cell) or [cell.x]
        weight = len(wishes) * (4.0 if cell.lane else 1.0)
        group = (weight * (sum(wishes) / len(wishes) - offset), weight, 1)
        while groups and groups[-1][0] / groups[-1][1] >= group[0] / group[1]:
            group = tuple(map(sum, zip(groups.pop(), group, strict=True)))  # type: ignore[assignment]
        groups.append(group)
        offset += cell.width + _GAP
    room = width - offset + _GAP
    offset = 0
    settled = (min(max(total / weight, 0), room) for total, weight, count in groups for _ in range(count))
    for cell, x in zip(layer, settled, strict=True):
        cell.x = x + offset
        offset += cell.width + _GAP


# Draw


def _drawn(layers: list[_Layer], width: int) -> Drawing:
    tops = [0]
    bottoms: list[int] = []
    for layer in layers:
        bottoms.append(tops[-1] + max(cell.height for cell in layer))
        furthest = max(
            (abs(cell.x + port - to.x - to.width / 2) for cell in layer for port, to in cell.outs), default=0
        )
        tops.append(bottoms[-1] + min(_HIGHEST, _BEND + int(furthest) // _SLOPE))
    runs: dict[str, list[list[Point]]] = {cell.name: [] for layer in layers for cell in layer if not cell.lane}
    passed: set[int] = set()
    for depth, layer in enumerate(layers):
        for cell in layer:
            for port, to in [] if cell.lane else cell.outs:
                run = [(round(cell.x) + port, tops[depth] + cell.height)]
                run += _way(to, run[0][0], depth, tops, bottoms, passed)
                runs[to.name].append(run)
    corners = {cell.name: (round(cell.x), tops[n]) for n, layer in enumerate(layers) for cell in layer if not cell.lane}
    return Drawing(width, bottoms[-1], corners, runs)


def _way(
    to: _Cell, x: int, depth: int, tops: Sequence[int], bottoms: Sequence[int], passed: set[int]
) -> Iterator[Point]:
    """The rest of a run, as far as the box, or the lane that another run has taken before."""
    while True:
        yield x, bottoms[depth]
        x, depth = round(to.x) + to.width // 2, depth + 1
        yield x, tops[depth]
        if not to.lane or id(to) in passed:
            return
        passed.add(id(to))
        to = to.outs[0][1]
