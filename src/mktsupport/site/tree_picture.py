"""A decision tree as a picture: every question, number and outcome a link, drawn when the site is built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from msgspec import Struct

from mktsupport.diagnose.tree import ways
from mktsupport.japan.text import Wording
from mktsupport.page.blocks import Span
from mktsupport.page.line_breaks import cells, wrap
from mktsupport.records import Amount, Language, Node, Outcome, Trouble
from mktsupport.site.layered import Box, Point, drawing

_WIDEST = 940  # pixels of a layer, where it can be helped
_LINE = 16  # pixels from line to line
_SIZE = 13  # of the letters
_PAD = 7
_INSET = 10  # of the words of an outcome, for its corners
_MARGIN = 4
_CUT = 10  # off the corners of a number's box
_ROUND = 16  # the corners of an outcome
_CELL = {"ja": 7.0, "en": 7.4}  # pixels: half a full-width letter; a wide Latin one
_LABEL = 15  # cells of an option's line
_TITLE = 17  # cells of an outcome's line
_ASK = 22  # the least cells of a question's line

_WORDS = {
    "question": Wording("質問", "Question"),
    "amount": Wording("質問(数で)", "Question (a number)"),
    "outcome": Wording("結果", "Outcome"),
    "title": Wording("{title}: 質問と結果の図", "{title}: questions and outcomes"),
    "desc": Wording(
        "上から下へ読みます。四角が質問、角を落とした四角が数で答える質問、丸い枠が結果です。線は、答えから次の質問や結果へ続きます。",
        "Read from top to bottom. A rectangle is a question, one with its corners cut off is a question answered by a "
        "number, a rounded frame is an outcome. Lines lead from an answer to the next question or outcome.",
    ),
}


class _Drawn(Struct, frozen=True):
    """A node with its words broken into lines, and for each answer its x, its width, its lines and where it leads."""

    node: Node
    kind: str
    width: int
    height: int
    told: list[str]
    answers: list[tuple[int, int, list[str], str]]


def tree_picture(trouble: Trouble, language: Language) -> str:
    """The tree as SVG, whose boxes lead to `#node-ID`; colours are the style sheet's."""
    drawn = [_drawn(node, language) for node in trouble.nodes]
    boxes = [
        Box(each.node.id, each.width, each.height, tuple((x + width // 2, to) for x, width, _, to in each.answers))
        for each in drawn
    ]
    picture = drawing(boxes, _WIDEST)
    width, height = picture.width + 2 * _MARGIN, picture.height + 2 * _MARGIN
    title = _WORDS["title"].in_language(language).format(title=trouble.title.in_language(language))
    name = f"tree-{trouble.id}"
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="tree" role="group" aria-labelledby="{name}" '
        f'aria-describedby="{name}-how" width="{width}" height="{height}" '
        f'viewBox="-{_MARGIN} -{_MARGIN} {width} {height}" font-size="{_SIZE}" fill="currentColor">'
    )
    parts = [
        opening,
        f'<title id="{name}">{escape(title)}</title>',
        f'<desc id="{name}-how">{escape(_WORDS["desc"].in_language(language))}</desc>',
        '<g class="tree-edge" fill="none" stroke="currentColor">',
        *(f'<path d="{"".join(_edge(runs))}"/>' for runs in picture.runs.values() if runs),
        "</g>",
        *(part for each in drawn for part in _node(each, picture.corners[each.node.id])),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _drawn(node: Node, language: Language) -> _Drawn:
    """A node's size: as wide as its answers side by side, or its own words."""
    kind = "outcome" if isinstance(node, Outcome) else "amount" if isinstance(node, Amount) else "question"
    text = (node.title if isinstance(node, Outcome) else node.ask).in_language(language)
    text = f"{_WORDS[kind].in_language(language)}: {text}"
    answers = [(_lines(said, _LABEL), to) for said, to in ways(node, language)]
    if not answers:
        told = _lines(text, _TITLE)
        width = max(_pixels(line, language) for line in told) + 2 * _INSET
        return _Drawn(node, kind, width, len(told) * _LINE + 2 * _PAD, told, [])
    widths = [max(_pixels(line, language) for line in lines) + 2 * _PAD for lines, _ in answers]
    missing = max(0, round(_ASK * _CELL[language]) + 2 * _PAD - sum(widths))
    widths = [width + -(-missing // len(widths)) for width in widths]
    starts = [sum(widths[:n]) for n in range(len(widths))]
    told = _lines(text, int((sum(widths) - 2 * _PAD) / _CELL[language]))
    height = (len(told) + max(len(lines) for lines, _ in answers)) * _LINE + 4 * _PAD
    placed = [(x, width, lines, to) for x, width, (lines, to) in zip(starts, widths, answers, strict=True)]
    return _Drawn(node, kind, sum(widths), height, told, placed)


def _lines(text: str, width: int) -> list[str]:
    return ["".join(span.text for span in line) for line in wrap((Span(text),), width)]


def _pixels(line: str, language: Language) -> int:
    return round(cells(line) * _CELL[language])


def _edge(runs: Sequence[Sequence[Point]]) -> Iterator[str]:
    """The way into a box from each answer that leads to it, with one arrow head."""
    for (x, y), *rest in runs:
        yield f"M{x} {y}"
        for (_, bend), (to, end) in zip(rest[::2], rest[1::2], strict=True):
            across, half, down = to - x, (end - bend) // 2, end - bend
            yield f"V{bend}" + (f"c0 {half} {across} {half} {across} {down}" if across else f"V{end}")
            x = to  # noqa: PLW2901 - the run goes on from where it came to
    x, y = max((run[-1] for run in runs), key=lambda point: point[1])
    yield f"M{x - 4} {y - 7}l4 7 4-7"


def _node(each: _Drawn, corner: Point) -> Iterator[str]:
    """A box that is a link, named by its own words; then its answers, each in its place above its line."""
    x, y = corner
    left, base = x + (_PAD if each.answers else _INSET), y + _PAD + 12
    yield f'<a class="tree-node tree-{each.kind}" href="#node-{escape(each.node.id)}">{_shape(each, x, y)}'
    yield f"<text{_text(each.told, left, base)}</text></a>"
    base += len(each.told) * _LINE + 2 * _PAD
    for start, _, lines, _ in each.answers:
        yield f'<text class="tree-label"{_text(lines, x + start + _PAD, base)}</text>'


def _text(lines: Sequence[str], x: int, y: int) -> str:
    """A text's attributes and lines; the space between them is for those who hear it read."""
    first, *others = (escape(line) for line in lines)
    return f' x="{x}" y="{y}">{first}' + "".join(f' <tspan x="{x}" dy="{_LINE}">{line}</tspan>' for line in others)


def _shape(each: _Drawn, x: int, y: int) -> str:
    """A rectangle, one with its corners cut off or one with them rounded; in a question, a cell for each answer."""
    width, height = each.width, each.height
    ink = 'fill-opacity=".05" stroke="currentColor"'
    if not each.answers:
        return f'<rect {ink} x="{x}" y="{y}" width="{width}" height="{height}" rx="{_ROUND}"/>'
    frame = f"M{x} {y}h{width}v{height}h-{width}z"
    if each.kind == "amount":
        across, down = width - 2 * _CUT, height - 2 * _CUT
        frame = f"M{x + _CUT} {y}h{across}l{_CUT} {_CUT}v{down}l-{_CUT} {_CUT}h-{across}l-{_CUT}-{_CUT}v-{down}z"
    rule = len(each.told) * _LINE + 2 * _PAD - 2
    between = "".join(f"M{x + start} {y + rule}v{height - rule}" for start, *_ in each.answers[1:])
    return f'<path {ink} d="{frame}M{x} {y + rule}h{width}{between}"/>'
