"""What an answer costs when the knowledge grows, on generated platforms and as many troubles.

Whole processes, run in turn: a warm look-up and its peak memory in the largest library against the smallest; compiling
(reading, checking, writing, indexing: the first look-up of all) against `yaml.load(..., CBaseLoader)` alone on the same
files, and its time per entry from one size to the next. Exits with 1 where a ratio is above its bar; `--margin 2`
doubles the bars, for a smoke run on a busy machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "mktsupport"
PER_FILE = 1500  # entries, which makes files of 3 MB
LOOK_UP, MEMORY, COMPILING, LINEAR = 1.05, 1.05, 1.00, 1.30  # the bars
COMPILED = 10_000  # platforms that are compiled in all for one median: a large library is compiled once

DESK = """\
  - id: desk
    name: {ja: 相談の窓口, en: The desk}
    kind: public
    status: {state: active}
    channels: [{id: phone, kind: phone, name: {ja: 電話, en: Phone}, value: "188", rank: 1, facts: [P-0]}]
"""
PLATFORM = """\
  - id: shop-<n>
    name: {ja: <n>番のお店, en: "Shop <n>, Japan"}
    aliases: [ミセ<n>, "mise<n>.example"]
    kind: marketplace
    operator: {ja: 株式会社<n>, en: Company <n> Inc.}
    status: {state: active, facts: [P-<n>]}
    helplines: [desk]
    channels:
      - id: phone
        kind: phone
        name: {ja: 電話, en: Phone}
        role: buyer
        value: "188"
        hours: "<hours>"
        rank: 1
        cost: charged
        prepare:
          - {ja: "商品番号と起きた日時を書いておきます。", en: "Write down the item number and the time."}
        facts: [P-<n>]
      - id: form
        kind: form
        name: {ja: 問い合わせフォーム, en: Enquiry form}
        topics: [trouble-<n>]
        value: https://shop-<n>.example/contact
        reply_within: {ja: 3日以内, en: within three days}
        rank: 2
        steps:
          - {ja: "公式サイトの「よくあるご質問」を開きます。", en: "On the official site, open the FAQ."}
          - {ja: "その下にある問い合わせの入口へ進みます。", en: "Follow the enquiry link beneath it."}
        facts: [P-<n>, Q-<n>]
    rules:
      - id: one-account
        topics: [trouble-<n>]
        text: {ja: 登録は一人に一つだけです。, en: "One account for each person, and no more."}
        penalty: {ja: 利用が止められます。, en: The account is suspended.}
        facts: [Q-<n>]
    fees:
      - id: selling
        name: {ja: 販売手数料, en: Selling fee}
        payer: seller
        since: "2020-01"
        tiers:
          - {up_to: 10000, flat: 300}
          - {rate: 3.24%}
        facts: [Q-<n>]
"""
TROUBLE = """\
  - id: trouble-<n>
    title: {ja: <n>番の困りごと, en: Trouble <n>}
    role: buyer
    platforms: [shop-<n>]
    symptoms: {ja: [<n>番が届かない, <n>番に返事がない], en: ["<n> has not arrived", "no answer about <n>"]}
    start: paid
    nodes:
      - id: paid
        kind: question
        ask: {ja: 代金はもう払いましたか。, en: Have you paid?}
        why: {ja: 払う前なら、やめれば済むからです。, en: "Before you pay, walking away is enough."}
        facts: [R-<n>]
        options:
          - {id: yes, label: {ja: 払った, en: "Yes, I have"}, to: days}
          - {id: no, label: {ja: まだ払っていない, en: Not yet}, to: leave}
      - id: days
        kind: amount
        ask: {ja: 払ってから何日たちましたか。, en: How many days ago?}
        why: {ja: 申し出には期限があるからです。, en: There is a deadline.}
        unit: days
        bands: [{up_to: 7, to: asked}, {to: late}]
      - id: asked
        kind: question
        ask: {ja: 相手に聞きましたか。, en: Have you asked the other side?}
        why: {ja: 窓口はまずそれを尋ねるからです。, en: The desk asks that first.}
        options:
          - {id: yes, label: {ja: 聞いた, en: "Yes, and waited"}, to: late}
          - {id: no, label: {ja: 聞いていない, en: Not yet}, to: wait}
      - id: leave
        kind: outcome
        title: {ja: 払わずにやめる, en: Walk away}
        steps: [{text: {ja: 取引をやめると伝えます。, en: Say that you leave the deal.}}]
        facts: [R-<n>]
      - id: wait
        kind: outcome
        title: {ja: 聞いて待つ, en: Ask and wait}
        steps:
          - {text: {ja: 発送の日と追跡番号を聞きます。, en: "Ask when it was sent, and its number."}, wait: 2 days}
          - {text: {ja: 返事がなければ窓口に知らせます。, en: "No answer? Tell the desk."}, only: [shop-<n>]}
        facts: [R-<n>]
      - id: late
        kind: outcome
        title: {ja: 窓口に申し出る, en: Go to the desk}
        steps: [{text: {ja: 払った日を書いて申し出ます。, en: Give the day you paid.}, facts: [R-<n>]}]
        contact: [{platform: shop-<n>, channel: form}, {platform: desk}]
        deadlines: [{after: 14 days, from: {ja: 払った日, en: payment}, text: {ja: 返金, en: refund}}]
        warnings: [{text: {ja: サイトの外で払い直さないでください。, en: Do not pay again outside the site.}}]
        facts: [R-<n>]
"""
EVIDENCE = """\
  - id: P-<n>
    source: source-<n>
    about: shop-<n>
    says: {ja: 電話の窓口がある。, en: There is a desk by phone.}
    looked: 2026-11-22
  - id: Q-<n>
    source: source-<n>
    about: shop-<n>
    says: {ja: フォームの窓口がある。, en: There is a form.}
    looked: 2026-11-22
  - id: R-<n>
    source: source-<n>
    about: shop-<n>
    says: {ja: 期限は14日である。, en: The deadline is 14 days.}
    looked: 2026-11-22
"""
FIRST_FACT = """\
  - {id: P-0, source: source-00000, about: desk, says: {ja: 電話がある。, en: There is a phone.}, looked: 2026-11-22}
"""
SOURCED = "  - {id: source-<n>, title: <n>番の資料, url: https://source-<n>.example/page, trust: official}\n"
# A first line, an entry of the file's own, and one for each number.
SECTIONS = (
    ("platforms", DESK, PLATFORM),
    ("troubles", "", TROUBLE),
    ("facts", FIRST_FACT, EVIDENCE),
    ("sources", "", SOURCED),
)

# The baseline: the reader that everybody uses, keeping nothing.
YAML_LOAD = """
import sys, yaml
for name in sys.argv[1:]:
    with open(name, encoding="utf-8") as file:
        yaml.load(file.read(), Loader=yaml.CBaseLoader)
"""

Cost = tuple[float, float, float]  # seconds, MiB at the peak, seconds of the processor


def hours(n: int) -> str:
    """One of 576 opening times."""
    days = ("Mo-Fr", "Mo-Sa", "Mo-Th", "Mo,We,Fr")[n % 4]
    opens, closes = f"{8 + n // 4 % 3:02}:{n // 12 % 6}0", f"{17 + n // 72 % 4}:{n // 288 % 2 * 3}0"
    return f"{days} {opens}-{closes}; PH off"


def program(folder: Path, size: int) -> Path:
    """A copy of the program with knowledge of `size` platforms and troubles beside the code, as in a wheel."""
    code = folder / str(size) / "mktsupport"
    shutil.copytree(SOURCE, code, ignore=shutil.ignore_patterns("data", "__pycache__"))
    (code / "data").mkdir()
    for name, once, each in SECTIONS:
        for first in range(0, size, PER_FILE):
            with (code / "data" / f"{name}-{first:05}.yaml").open("w", encoding="utf-8") as file:
                file.write(f"{name}:\n" + ("" if first else once))
                for n in range(first, min(first + PER_FILE, size)):
                    file.write(each.replace("<n>", f"{n:05}").replace("<hours>", hours(n)))
    return code.parent


def cost(words: list[str], environment: dict[str, str]) -> Cost:
    """What a process costs from start to exit. Linux counts this one's own memory at the fork, so it keeps none."""
    begun = time.perf_counter()
    process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(words)}")
    return took, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def interleaved(first: Callable[[], Cost], second: Callable[[], Cost], times: int) -> Iterator[tuple[float, ...]]:
    """Of time, memory, processor: the medians of both, and the median of the ratios pair by pair."""
    pairs = [(first(), second()) for _ in range(times)]
    for what in range(3):
        ones, others = [one[what] for one, _ in pairs], [other[what] for _, other in pairs]
        ratio = statistics.median(one / other for one, other in zip(ones, others, strict=True))
        yield statistics.median(ones), statistics.median(others), ratio


class Report:
    """The table as it is printed, and whether anything in it is above its bar."""

    def __init__(self, margin: float) -> None:
        self.margin, self.failed = margin, False
        print(f"{'':48} {'this':>10} {'against':>10} {'ratio':>6} {'bar':>5}")

    def line(self, name: str, one: str, other: str, ratio: float, bar: float | None) -> None:
        over = bar is not None and ratio > bar * self.margin
        self.failed |= over
        limit, mark = "" if bar is None else f"{bar:.2f}", "  above the bar" if over else ""
        print(f"{name:48} {one:>10} {other:>10} {ratio:6.2f} {limit:>5}{mark}", flush=True)


def looked_up(
    report: Report, large: tuple[int, Path], small: tuple[int, Path], environment: dict[str, str], runs: int
) -> None:
    """Warm look-ups in the large library against the small one, each of an entry in the middle."""

    def asked(command: str, name: str, size: int, path: Path) -> Cost:
        words = [sys.executable, "-m", "mktsupport", command, f"{name}-{size // 2:05}", "--json"]
        return cost(words, environment | {"PYTHONPATH": str(path)})

    for command, name in (("contact", "shop"), ("diagnose", "trouble")):
        ours, theirs = partial(asked, command, name, *large), partial(asked, command, name, *small)
        ours(), theirs()
        times, peaks, _ = interleaved(ours, theirs, runs)
        title = f"{command} --json, {large[0]:,} against {small[0]:,}"
        report.line(title, f"{times[0] * 1000:.1f} ms", f"{times[1] * 1000:.1f} ms", times[2], LOOK_UP)
        report.line("  its peak memory", f"{peaks[0]:.1f} MiB", f"{peaks[1]:.1f} MiB", peaks[2], MEMORY)


def compiled(report: Report, size: int, path: Path, environment: dict[str, str], runs: int) -> tuple[float, float]:
    """Compiling against reading alone; seconds, and the processor's, for each platform and its trouble."""
    files = sorted(str(file) for file in (path / "mktsupport" / "data").iterdir())
    megabytes = sum(Path(file).stat().st_size for file in files) / 1e6

    def first_look_up() -> Cost:
        shutil.rmtree(Path(environment["XDG_CACHE_HOME"]), ignore_errors=True)
        words = [sys.executable, "-m", "mktsupport", "contact", "shop-00001", "--json"]
        return cost(words, environment | {"PYTHONPATH": str(path)})

    yaml_load = partial(cost, [sys.executable, "-c", YAML_LOAD, *files], environment)
    times, peaks, busy = interleaved(first_look_up, yaml_load, runs)
    title = f"compiling {size:,}, {megabytes:.1f} MB in {len(files)} files"
    report.line(title, f"{times[0]:.2f} s", f"{times[1]:.2f} s", times[2], COMPILING)
    report.line("  its peak memory", f"{peaks[0]:.0f} MiB", f"{peaks[1]:.0f} MiB", peaks[2], None)
    return times[0] / size, busy[0] / size


def main() -> int:
    """Measure every claim."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=21)
    options.add_argument("--sizes", default="30,3000,30000", help="platforms, from the smallest to the largest library")
    options.add_argument("--margin", type=float, default=1.0)
    chosen = options.parse_args()
    sizes = [int(size) for size in chosen.sizes.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        foreign = ("XDG_", "MKTSUPPORT", "PYTHON")
        environment = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
        environment |= {"HOME": folder, "XDG_CACHE_HOME": f"{folder}/cache", "LANG": "C.UTF-8"}
        programs = {size: program(Path(folder), size) for size in sizes}
        report = Report(chosen.margin)
        each = {
            size: compiled(report, size, programs[size], environment, max(1, min(chosen.runs, COMPILED // size)))
            for size in sizes[1:]
        }
        for fewer, more in pairwise(sizes[1:]):
            # Sizes are compiled minutes apart: the processor's own time tells a busy machine from a slow program.
            for n, what, bar in ((0, "time", LINEAR), (1, "processor time", None)):
                one, other = each[more][n], each[fewer][n]
                title = f"  {what} per entry, {more:,} against {fewer:,}"
                report.line(title, f"{one * 1000:.2f} ms", f"{other * 1000:.2f} ms", one / other, bar)
        large, small = ((size, programs[size]) for size in (sizes[-1], sizes[0]))
        looked_up(report, large, small, environment, chosen.runs)
    return int(report.failed)


if __name__ == "__main__":
    sys.exit(main())
