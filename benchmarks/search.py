"""How well `search` leads: recall@3, first hits and silence on nonsense, for each part of tests/queries.yaml.

Whoever wrote the held-out part had seen no symptom and no other question, and nobody who writes symptoms has seen it.

python benchmarks/search.py            the figures, and the bars that the held-out part must pass
python benchmarks/search.py --missed   the questions of the tuning part that go wrong
python benchmarks/search.py --scale    the time of a question among 30,000 generated entries
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import sys
import time
from pathlib import Path

import msgspec
import yaml

from mktsupport.knowledge.book import Book
from mktsupport.knowledge.compiler import gather
from mktsupport.knowledge.folders import shipped_folder, yaml_files
from mktsupport.knowledge.library import open_library
from mktsupport.knowledge.search_index import LibraryIndex
from mktsupport.knowledge.search_index_writer import write_index
from mktsupport.records import Symptoms
from mktsupport.search.ranking import hits_for

QUERIES = Path(__file__).parents[1] / "tests" / "queries.yaml"
BARS = {"recall@3": 0.95, "first hit": 0.85, "quiet": 0.9}
ENTRIES = 30_000

Query = dict[str, object]


def main() -> int:
    """Print what was asked for; 1 where the held-out part misses a bar."""
    queries = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))["queries"]
    if "--scale" in sys.argv:
        return scale([query["ask"] for query in queries])
    index = open_library().index("ja")
    took: list[float] = []
    results = []
    for query in queries:
        start = time.process_time()
        hits = [hit.id for hit in hits_for(query["ask"], index)]
        took.append(time.process_time() - start)
        results.append((query, hits))
    if "--missed" in sys.argv:
        for query, hits in results:
            if part(query) == "tuning" and not right(query["targets"], hits[:1]):
                meant, came = (", ".join(names) or "nothing" for names in (query["targets"], hits[:4]))
                print(f"{query['ask']}: {meant}, found {came}")
    code = 0
    for name in ("tuning", "held out"):
        asked = [each for each in results if part(each[0]) == name]
        sense = [each for each in asked if each[0]["targets"]]
        figures = {
            "recall@3": statistics.mean(right(query["targets"], hits[:3]) for query, hits in sense),
            "first hit": statistics.mean(right(query["targets"], hits[:1]) for query, hits in sense),
            "quiet": statistics.mean(not hits for query, hits in asked if not query["targets"]),
        }
        print(f"{name:<9}{len(asked)} queries  " + "  ".join(f"{k} {v:.3f}" for k, v in figures.items()))
        if name == "held out" and any(figures[figure] < bar for figure, bar in BARS.items()):
            print(f"below the bars: {BARS}")
            code = 1
    print(f"median {statistics.median(took) * 1000:.2f} ms of processor time a question")
    return code


def part(query: Query) -> str:
    """Which part of the set a question belongs to."""
    return "held out" if query.get("held_out") else "tuning"


def right(targets: list[str], hits: list[str]) -> bool:
    """Whether the hits hold a target; where nothing is meant, whether there are none."""
    return bool(set(targets) & set(hits)) if targets else not hits


def scale(asked: list[str]) -> int:
    """The median time among generated entries: copies of the shipped troubles, each with symptoms drawn anew."""
    found, _ = gather(yaml_files(shipped_folder()), layer=0)
    troubles = Book(found).troubles
    said = [
        (text, trouble.symptoms.en[n % len(trouble.symptoms.en)])
        for _, trouble in troubles
        for n, text in enumerate(trouble.symptoms.ja)
    ]
    draw = random.Random(20261122)
    for number in range(ENTRIES - len(found)):
        entry, base = draw.choice(troubles)
        drawn = draw.sample(said, 12)
        record = msgspec.structs.replace(
            base,
            id=f"generated-{number}",
            symptoms=Symptoms(tuple(ja for ja, _ in drawn), tuple(en for _, en in drawn)),
            nodes=base.nodes[:2],
        )
        found.append(msgspec.structs.replace(entry, record=record))
    connection = sqlite3.connect(":memory:")
    write_index(connection, Book(found))
    index = LibraryIndex(lambda query, values: connection.execute(query, values).fetchall(), "ja")
    hits_for(asked[0], index)  # once, so that the synonyms are read
    took = []
    for question in asked:
        start = time.process_time()
        hits_for(question, index)
        took.append(time.process_time() - start)
    print(f"{ENTRIES} entries: median {statistics.median(took) * 1000:.1f} ms, worst {max(took) * 1000:.1f} ms")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
