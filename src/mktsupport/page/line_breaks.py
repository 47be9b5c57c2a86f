"""Line breaking for Japanese and English: between words, or between characters in Japanese.

Japanese lines neither begin with a closing mark nor end with an opening one (kinsoku, JIS X 4051 in its simplest form).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from mktsupport.page.blocks import Span

_NO_START = "、。，．・：；？！)）」』】〕〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々〜…,.:;?!]}%"
_NO_END = "（(「『【〔〈《[{"
_ATOM = re.compile(r"[!-~\u00a1-\u024f\u2013\u2014\u2018-\u201d]+|\s|.", re.DOTALL)


def cells(text: str) -> int:
    """How many terminal cells `text` takes."""
    return len(text) if text.isascii() else sum(map(_cell, text))


@cache
def _cell(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(spans: tuple[Span, ...], width: int) -> list[list[Span]]:
    """The spans broken into lines of at most `width` cells."""
    lines: list[list[Span]] = [[]]
    used = 0
    for cluster in _clusters(spans, width):
        size = sum(cells(span.text) for span in cluster)
        if used + size > width and used:
            _strip(lines[-1])
            lines.append([])
            used = 0
        if used == 0 and len(lines) > 1 and not "".join(span.text for span in cluster).strip():
            continue
        lines[-1] += cluster
        used += size
    _strip(lines[-1])
    return [_joined(line) for line in lines]


def _clusters(spans: tuple[Span, ...], width: int) -> Iterator[list[Span]]:
    """Runs without a possible line break."""
    cluster: list[Span] = []
    for span in spans:
        for atom in _ATOM.findall(span.text):
            # A word longer than the line (an address) breaks anywhere.
            for part in (atom,) if cells(atom) <= width else atom:
                joins = cluster and (part[0] in _NO_START or cluster[-1].text[-1] in _NO_END)
                fits = sum(cells(each.text) for each in cluster) + cells(part) <= width
                if not (joins and fits and not part.isspace()):
                    if cluster:
                        yield cluster
                    cluster = []
                cluster.append(Span(part, span.style, span.link))
    if cluster:
        yield cluster


def _strip(line: list[Span]) -> None:
    while line and line[-1].text.isspace():
        line.pop()


def _joined(line: list[Span]) -> list[Span]:
    result: list[Span] = []
    for span in line:
        if result and (result[-1].style, result[-1].link) == (span.style, span.link):
            result[-1] = Span(result[-1].text + span.text, span.style, span.link)
        else:
            result.append(span)
    return result
