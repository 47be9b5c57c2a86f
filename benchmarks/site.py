"""What building the site costs: the shipped knowledge, and generated platforms with as many troubles.

Whole processes without the search index. Exits with 1 where the shipped knowledge takes more than 3 s, or where a page
of the largest library costs more than 1.3 times a page of the smaller one; beside it stands the same number of plain
pages through the same template engine. `--margin 2` doubles the bars, for a smoke run on a busy machine.
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

        def built(path: Path, runs: int) -> tuple[float, float, int]:
            """The median seconds, the peak in MiB and the number of pages."""
            out = Path(folder) / "out"
            words = [sys.executable, "-m", "mktsupport", "site", str(out), "--no-search"]
            with_code = environment | {"PYTHONPATH": str(path)}
            cost(
                [sys.executable, "-m", "mktsupport", "list", "--json"], with_code
            )  # the library is compiled beforehand
            costs = [cost(words, with_code) for _ in range(runs)]
            count = sum(1 for _ in out.rglob("*.html"))
            shutil.rmtree(out)
            return statistics.median(each[0] for each in costs), max(each[1] for each in costs), count

        def plain(count: int) -> float:
            out = Path(folder) / "plain"
            out.mkdir()
            took, _, _ = cost([sys.executable, "-c", PLAIN, str(out), str(count)], environment)
            shutil.rmtree(out)
            return took

        def line(name: str, seconds: float, peak: float, count: int, ratio: str, *, over: bool) -> None:
            mark = "  above the bar" if over else ""
            each = seconds / count * 1000
            print(
                f"{name:28} {seconds:7.2f} s {peak:6.0f} MiB {count:7,} pages {each:6.2f} ms each  {ratio}{mark}",
                flush=True,
            )

        seconds, peak, count = built(SOURCE.parent, chosen.runs)
        over = seconds > SHIPPED * chosen.margin
        failed |= over
        against = f"{seconds / plain(count):.1f} times as many plain pages, bar {SHIPPED:.0f} s"
        line("the shipped knowledge", seconds, peak, count, against, over=over)
        former = 0.0
        for size in (fewer, more):
            seconds, peak, count = built(program(Path(folder), size), max(1, chosen.runs * 300 // size))
            per_page = seconds / count
            over = bool(former) and per_page > former * LINEAR * chosen.margin
            failed |= over
            ratio = (
                f"{per_page / former:.2f} of that, bar {LINEAR}"
                if former
                else f"{seconds / plain(count):.1f} times plain"
            )
            line(f"{size:,} platforms and troubles", seconds, peak, count, ratio, over=over)
            former = former or per_page
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
