"""What building the site costs: the shipped knowledge, and generated platforms with as many troubles.

Whole processes without the search index, in seconds on the clock and, since a busy machine moves the clock alone, of
the processor; the bars are on the latter. Exits with 1 where the shipped knowledge takes more than 3 s, or where a page
of the largest library costs more than 1.3 times a page of the smaller one; beside it stands the same number of plain
pages through the same template engine. `--margin 2` doubles the bars, for a smoke run.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from scale import SOURCE, cost, program

SHIPPED, LINEAR = 3.0, 1.30  # the bars: seconds, and the ratio per page

# The baseline: as many pages as there are in the site, each with its own text escaped into a frame and written down.
PLAIN = """
import sys
from pathlib import Path
from jinja2 import Environment
page = Environment(autoescape=True).from_string("<!doctype html><title>{{ title }}</title><p>{{ text }}</p>")
for number in range(int(sys.argv[2])):
    (Path(sys.argv[1]) / f"{number}.html").write_text(page.render(title=number, text="x" * 15000))
"""


def main() -> int:
    """Measure every claim."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--sizes", default="300,3000", help="platforms, fewer and more")
    options.add_argument("--margin", type=float, default=1.0)
    chosen = options.parse_args()
    fewer, more = (int(size) for size in chosen.sizes.split(","))
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        foreign = ("XDG_", "MKTSUPPORT", "PYTHON")
        environment = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
        environment |= {"HOME": folder, "XDG_CACHE_HOME": f"{folder}/cache", "LANG": "C.UTF-8"}

        def built(path: Path, runs: int) -> tuple[float, float, float, int]:
            """The median seconds on the clock and of the processor, the peak in MiB and the number of pages."""
            out = Path(folder) / "out"
            words = [sys.executable, "-m", "mktsupport", "site", str(out), "--no-search"]
            with_code = environment | {"PYTHONPATH": str(path)}
            cost(
                [sys.executable, "-m", "mktsupport", "list", "--json"], with_code
            )  # the library is compiled beforehand
            costs = [cost(words, with_code) for _ in range(runs)]
            count = sum(1 for _ in out.rglob("*.html"))
            shutil.rmtree(out)
            clock, busy = (statistics.median(each[n] for each in costs) for n in (0, 2))
            return clock, busy, max(each[1] for each in costs), count

        def plain(count: int) -> float:
            out = Path(folder) / "plain"
            out.mkdir()
            _, _, busy = cost([sys.executable, "-c", PLAIN, str(out), str(count)], environment)
            shutil.rmtree(out)
            return busy

        def line(name: str, path: Path, runs: int, against: float | None = None) -> float:
            """Print what a library's site costs; processor's seconds for each page."""
            nonlocal failed
            clock, busy, peak, count = built(path, runs)
            each = busy / count
            ratio = f"{busy / plain(count):5.1f} times plain pages"
            if against is None:
                over = name == "shipped" and busy > SHIPPED * chosen.margin
                ratio += f", bar {SHIPPED:.0f} s" if name == "shipped" else ""
            else:
                over = each > against * LINEAR * chosen.margin
                ratio += f", {each / against:.2f} of the page above, bar {LINEAR}"
            failed |= over
            told = f"{clock:7.2f} s {busy:7.2f} s {peak:6.0f} MiB {count:7,} {each * 1000:7.2f} ms  {ratio}"
            print(f"{name:>10} {told}{'  above the bar' if over else ''}", flush=True)
            return each

        print(f"{'platforms':>10} {'clock':>9} {'processor':>9} {'memory':>8} {'pages':>9} {'a page':>10}")
        line("shipped", SOURCE.parent, chosen.runs)
        smaller = line(f"{fewer:,}", program(Path(folder), fewer), max(1, chosen.runs * 300 // fewer))
        line(f"{more:,}", program(Path(folder), more), max(1, chosen.runs * 300 // more), smaller)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
