"""The trees as pictures: nothing overlaps, everything is in the picture, and every node is a link."""

from __future__ import annotations

import re
import unicodedata
from itertools import combinations
from typing import get_args
from xml.etree import ElementTree as ET

import pytest

from mktsupport.knowledge.library import Library
from mktsupport.records import Amount, Band, Language, Option, Outcome, Question, Step, Symptoms, Text, Trouble
from mktsupport.site.layered import Box, drawing
from mktsupport.site.tree_picture import tree_picture
from tests.conftest import ROOT

SVG = "{http://www.w3.org/2000/svg}"
TROUBLES = sorted(path.stem for path in (ROOT / "data" / "troubles").glob("*.yaml"))
LINE, SIZE = 16, 13

Rectangle = tuple[float, float, float, float]  # left, top, right, bottom


@pytest.fixture(params=[(name, language) for name in TROUBLES for language in get_args(Language)], ids="-".join)
def picture(request: pytest.FixtureRequest, library: Library) -> tuple[Trouble, str]:
    name, language = request.param
    trouble = library.trouble(name)
    return trouble, tree_picture(trouble, language)


def frame(shape: ET.Element) -> Rectangle:
    """The bounds of a rectangle or of a path of M, h, v and l."""
    if shape.tag == f"{SVG}rect":
        x, y, width, height = (float(shape.attrib[name]) for name in ("x", "y", "width", "height"))
        return x, y, x + width, y + height
    xs, ys = [], []
    x = y = 0.0
    for command, numbers in re.findall(r"([Mhvl])([-\d ]+)", shape.attrib["d"]):
        found = [float(number) for number in re.findall(r"-?\d+", numbers)]
        dx, dy = {"h": (found[0], 0.0), "v": (0.0, found[0])}.get(command, (found[0], found[-1]))
        x, y = (dx, dy) if command == "M" else (x + dx, y + dy)
        xs.append(x)
        ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)


def words(text: ET.Element) -> Rectangle:
    """The bounds of a text, full-width letters taken as wide as they are high and others as 0.54 of that."""
    lines = [text.text or "", *(span.text or "" for span in text)]
    widths = [sum(1 if unicodedata.east_asian_width(char) in "WF" else 0.54 for char in line.strip()) for line in lines]
    x, y = float(text.attrib["x"]), float(text.attrib["y"])
    assert all(span.attrib["x"] == text.attrib["x"] and span.attrib["dy"] == str(LINE) for span in text)
    return x, y - SIZE, x + max(widths) * SIZE, y + (len(lines) - 1) * LINE + 3


def overlap(first: Rectangle, second: Rectangle) -> bool:
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]


def within(inner: Rectangle, outer: Rectangle) -> bool:
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def parts(svg: str) -> tuple[Rectangle, list[tuple[ET.Element, Rectangle, list[Rectangle]]]]:
    """The picture's bounds; each link with its box and the bounds of its words and of its answers'."""
    root = ET.fromstring(svg)
    left, top, width, height = (float(number) for number in root.attrib["viewBox"].split())
    links: list[tuple[ET.Element, Rectangle, list[Rectangle]]] = []
    for element in root:
        if element.tag == f"{SVG}a":
            links.append((element, frame(element[0]), [words(element[1])]))
        elif element.tag == f"{SVG}text":
            links[-1][2].append(words(element))
    return (left, top, left + width, top + height), links


def test_nothing_overlaps_and_all_lies_in_the_picture(picture: tuple[Trouble, str]) -> None:
    whole, links = parts(picture[1])
    boxes = [box for _, box, _ in links]
    assert all(within(box, whole) for box in boxes)
    assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]
    for _, box, texts in links:
        assert all(within(text, box) for text in texts)
        assert not [pair for pair in combinations(texts, 2) if overlap(*pair)]


def test_no_line_runs_through_a_box(picture: tuple[Trouble, str]) -> None:
    _, links = parts(picture[1])
    edges = ET.fromstring(picture[1]).find(f"{SVG}g")
    assert edges is not None
    legs = [leg for path in edges for leg in legs_of(path.attrib["d"])]
    assert legs
    inner = [(left + 1, top + 1, right - 1, bottom - 1) for _, (left, top, right, bottom), _ in links]
    assert not [(leg, box) for leg in legs for box in inner if overlap(leg, box)]


def legs_of(path: str) -> list[Rectangle]:
    """The bounds of the parts of a line: straight down, or a bend, which stays between its ends."""
    legs = []
    x = y = 0.0
    for command, numbers in re.findall(r"([MVcl])([-\d ]+)", path):
        found = [float(number) for number in re.findall(r"-?\d+", numbers)]
        if command == "M":
            x, y = found
        elif command == "V":
            legs.append((x - 0.1, y, x + 0.1, found[0]))
            y = found[0]
        elif command == "c":
            assert 0 <= found[1] <= found[5]
            assert found[0] == 0
            assert found[2] == found[4]
            legs.append((min(x, x + found[4]), y, max(x, x + found[4]), y + found[5]))
            x, y = x + found[4], y + found[5]
    return legs


def test_every_node_is_a_link_named_by_its_kind_and_words(library: Library) -> None:
    trouble = library.trouble("wrong-item")
    _, links = parts(tree_picture(trouble, "en"))
    assert [link.attrib["href"] for link, _, _ in links] == [f"#node-{node.id}" for node in trouble.nodes]
    told = [" ".join("".join(link.itertext()).split()) for link, _, _ in links]
    for node, name in zip(trouble.nodes, told, strict=True):
        kind = {"Question": "Question: ", "Amount": "Question (a number): ", "Outcome": "Outcome: "}[
            type(node).__name__
        ]
        assert name == kind + (node.title.en if isinstance(node, Outcome) else node.ask.en)


def test_every_answer_is_written_at_its_question(library: Library) -> None:
    trouble = library.trouble("sms")
    root = ET.fromstring(tree_picture(trouble, "ja"))
    labels = ["".join(text.itertext()).replace(" ", "") for text in root.iter(f"{SVG}text") if "class" in text.attrib]
    options = [option.label.ja for node in trouble.nodes if isinstance(node, Question) for option in node.options]
    assert labels == [label.replace(" ", "") for label in options]


def test_a_picture_weighs_less_than_a_page_allows(picture: tuple[Trouble, str]) -> None:
    trouble, svg = picture
    assert len(svg.encode()) < (20_000 if len(trouble.nodes) < 40 else 30_000)


def test_the_same_tree_is_drawn_the_same(library: Library) -> None:
    assert len({tree_picture(library.trouble("scam"), "ja") for _ in range(3)}) == 1


def test_the_style_is_the_style_sheets(picture: tuple[Trouble, str]) -> None:
    root = ET.fromstring(picture[1])
    assert not [element.tag for element in root.iter() if element.tag in (f"{SVG}style", f"{SVG}script")]
    names = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in names if name == "style" or name.startswith("on")}
    painted = {element.attrib[name] for element in root.iter() for name in ("fill", "stroke") if name in element.attrib}
    assert painted == {"currentColor", "none"}


HOSTILE = [
    pytest.param("<script>alert(1)</script>", id="a script"),
    pytest.param('" onload="alert(1)', id="a quote"),
    pytest.param("' onload='alert(1)", id="a single quote"),
    pytest.param("]]><![CDATA[ </text></svg>", id="the ends of sections"),
    pytest.param("&lt;b&gt; &amp; &#60;", id="what is escaped already"),
    pytest.param("<a href='javascript:alert(1)'>打つ</a>", id="a link"),
]


def small(words: str) -> Trouble:
    text = Text(words, words)
    outcomes = tuple(Outcome(id=name, title=text, steps=(Step(text=text),), facts=()) for name in ("yes", "no", "more"))
    ask = Question(
        id="ask",
        ask=text,
        why=text,
        options=(Option(id="a", label=text, to="price"), Option(id="b", label=text, to="no")),
    )
    price = Amount(id="price", ask=text, why=text, unit="yen", bands=(Band(up_to=5, to="yes"), Band(to="more")))
    symptoms = Symptoms((words,), (words,))
    return Trouble(id="odd", title=text, symptoms=symptoms, platforms=(), start="ask", nodes=(ask, price, *outcomes))


@pytest.mark.parametrize("words", HOSTILE)
def test_words_stay_words(words: str) -> None:
    root = ET.fromstring(tree_picture(small(words), "en"))
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags == {"svg", "title", "desc", "g", "path", "rect", "a", "text", "tspan"}
    assert [element.attrib["href"] for element in root.iter(f"{SVG}a")] == [
        "#node-ask",
        "#node-price",
        "#node-yes",
        "#node-no",
        "#node-more",
    ]
    names = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in names if name.startswith("on")}
    told = "".join("".join(root.findall(f"{SVG}a")[0].itertext()).split())
    assert told == "".join(f"Question: {words}".split())


def test_shapes_tell_the_kinds_apart() -> None:
    root = ET.fromstring(tree_picture(small("買う"), "ja"))
    shapes = {link.attrib["class"]: link[0] for link in root.iter(f"{SVG}a")}
    assert "l" not in shapes["tree-node tree-question"].attrib["d"]
    assert "l" in shapes["tree-node tree-amount"].attrib["d"]
    assert shapes["tree-node tree-outcome"].attrib["rx"] == "16"


def test_the_first_question_stands_where_a_phone_begins(picture: tuple[Trouble, str]) -> None:
    _, links = parts(picture[1])
    left, top, _, _ = links[0][1]
    assert (left, top) == (0, 0)


def test_a_layer_that_is_full_leaves_what_can_wait_to_the_next() -> None:
    leaves = [f"leaf-{n}" for n in range(6)]
    top = Box("top", 60, 20, tuple((10 * n, name) for n, name in enumerate(leaves)))
    drawn = drawing([top, *(Box(name, 100, 20, ()) for name in leaves)], 340)
    assert len({y for _, y in drawn.corners.values()}) == 3
    assert drawn.width <= 340 + 6 * 20


def test_lines_that_need_not_cross_do_not() -> None:
    top = Box("top", 90, 20, ((15, "left"), (45, "middle"), (75, "right")))
    leaves = [Box(name, 40, 20, ()) for name in ("right", "left", "middle")]
    corners = drawing([top, *leaves], 500).corners
    assert corners["left"][0] < corners["middle"][0] < corners["right"][0]
