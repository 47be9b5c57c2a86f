"""A ledger from its files to its sums: read, charged, written, summed, and the rows without a fee found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import narwhals as nw

from mktsupport.errors import AskedWronglyError
from mktsupport.files import complete_file, write_errors
from mktsupport.japan.text import Wording
from mktsupport.ledger.engines import Engine
from mktsupport.ledger.frames import FAULT, REASONS, Terms, charged, finished
from mktsupport.ledger.sources import Source, lines_at
from mktsupport.ledger.summary import Part, parts, summed
from mktsupport.views import Reason

ROW = "_mktsupport_row"


class Faulty(NamedTuple):
    """A row without a fee: its file and line, why, and what stands where the reason lies."""

    file: str
    line: int
    reason: Reason
    text: str | None


def sums(engine: Engine, sources: Sequence[Source], terms: Terms, *, monthly: bool) -> list[Part]:
    """What the ledger comes to."""
    frame = charged(engine.scan(sources), terms)
    return parts(engine.rows(summed(frame, terms, monthly=monthly)), terms, monthly=monthly)


def written(engine: Engine, sources: Sequence[Source], terms: Terms, out: Path) -> None:
    """Write the ledger with its fees to `out`, which is either whole or not there."""
    frame = finished(engine.scan(sources), terms)
    with complete_file(out) as part, write_errors(out):
        engine.write(frame, part, sources[0].separator, parquet=out.suffix.lower() == ".parquet")


def faulty(engine: Engine, sources: Iterable[Source], terms: Terms, most: int) -> list[Faulty]:
    """The first rows without a fee, at most so many."""
    found: list[Faulty] = []
    shown = (terms.price, terms.price, terms.platform, terms.date, terms.date or terms.platform)  # of each of REASONS
    columns = list(dict.fromkeys(name for name in shown if name))
    for source in sources:
        frame = charged(engine.numbered(source, ROW), terms).filter(~nw.col(FAULT).is_null())
        rows = sorted(engine.rows(frame.select(ROW, FAULT, *columns).head(most - len(found))), key=itemgetter(0))
        for line, (_, fault, *values) in zip(lines_at(source, [row[0] for row in rows]), rows, strict=True):
            text = dict(zip(columns, values, strict=True)).get(shown[fault] or "")
            found.append(
                Faulty(str(source.kept or source.path), line, REASONS[fault], None if text is None else str(text))
            )
        if len(found) >= most:
            break
    return found


def names_in(engine: Engine, sources: Sequence[Source], column: str, most: int) -> list[str]:
    """The different texts in a column; refuses one with more than `most`."""
    frame = engine.scan(sources).select(column).filter(~nw.col(column).is_null()).unique().head(most + 1)
    rows = engine.rows(frame)
    if len(rows) > most:
        raise AskedWronglyError(
            Wording(
                f"列「{column}」には {most:,} を超える種類の値があります",
                f"the column '{column}' has more than {most:,} different values",
            ),
            Wording("サービス名の入った列を指定してください", "name a column that holds the service of each row"),
        )
    return sorted(str(row[0]) for row in rows)
