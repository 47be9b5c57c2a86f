"""The cache under real processes: first runs at once, killed runs, ruined, foreign and unwritable caches.

After each, the next answers must be the bytes that an undisturbed run gives. Exits with 1 where one is not;
`--kills 5 --first 4` for a smoke run.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

# Questions, and what their answers must contain: the reference itself must not be wrong.
QUESTIONS = (
    (("fee", "25000", "--json"), '"fee": 810,'),
    (("contact", "mobaoku", "--channel", "phone", "--at", "2026-09-22T17:00", "--json"), "03-6301-7551"),
    (("diagnose", "sms", "--platform", "ticketcamp", "--at", "2026-09-22T17:00", "--json"), '"state": "question"'),
    (("list", "platforms", "--json"), '"id": "mobaoku"'),
)
PATIENCE = 300  # seconds, after which a process hangs: forty at once wait for one another
Answer = tuple[int, bytes, bytes]


class Scene:
    """A cache folder, how processes with it are started, and the answers that it must not change."""

    def __init__(self, home: Path, chance: random.Random) -> None:
        self.home = home
        self.chance = chance
        self.cache = home / "cache" / "mktsupport"
        self.right: list[Answer] = []
        self.wrong: list[str] = []

    def start(self, words: tuple[str, ...], **how: object) -> subprocess.Popen[bytes]:
        environment = {
            key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "MKTSUPPORT", "LC_"))
        }
        environment |= {"HOME": str(self.home), "XDG_CACHE_HOME": str(self.cache.parent), "LANG": "C.UTF-8"}
        return subprocess.Popen(
            [sys.executable, "-m", "mktsupport", *words],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **how,  # type: ignore[call-overload] # as Popen takes them
        )

    def check(self, after: str, question: int | None = None, **how: object) -> None:
        """Ask one question, or one that chance picks, and compare."""
        n = self.chance.randrange(len(QUESTIONS)) if question is None else question
        self.compare(after, n, finished(self.start(QUESTIONS[n][0], **how)))

    def check_all(self, after: str, **how: object) -> None:
        for n in range(len(QUESTIONS)):
            self.check(after, n, **how)

    def compare(self, after: str, n: int, answer: Answer) -> None:
        if answer != self.right[n]:
            code, out, err = answer
            told = (err or out).decode(errors="replace").strip().rpartition("\n")[2]
            self.wrong.append(after)
            print(f"  WRONG after {after}: {' '.join(QUESTIONS[n][0])}: exit {code}: {told}")

    def empty(self) -> None:
        shutil.rmtree(self.cache.parent, ignore_errors=True)

    def libraries(self) -> list[Path]:
        return sorted(self.cache.glob("library-*.sqlite"))


def finished(process: subprocess.Popen[bytes]) -> Answer:
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
        return -1, out, err + b"no answer in time"
    return process.returncode, out, err


def references(scene: Scene) -> float:
    """Fill `right` with what undisturbed runs say; seconds that the first of them took."""
    scene.empty()
    begun = time.perf_counter()
    for n, (words, expected) in enumerate(QUESTIONS):
        code, out, err = finished(scene.start(words))
        if n == 0:
            took = time.perf_counter() - begun
        if code or err or expected not in out.decode():
            raise SystemExit(f"no reference: {' '.join(words)}: exit {code}: {err.decode()}")
        scene.right.append((code, out, err))
    return took


def first_runs(scene: Scene, count: int) -> None:
    """So many runs at once on an empty cache."""
    scene.empty()
    running = [(n % len(QUESTIONS), scene.start(QUESTIONS[n % len(QUESTIONS)][0])) for n in range(count)]
    for n, process in running:
        scene.compare(f"{count} first runs at once", n, finished(process))
    left = [file.name for file in scene.cache.iterdir()]
    if len(left) != 1 or torn(scene.libraries()[0]):
        scene.wrong.append("first runs")
        print(f"  WRONG: {count} first runs leave {left}")
    scene.check("first runs")


def kills(scene: Scene, count: int, span: float) -> Counter[str]:
    """Kill first runs: every other at a moment within `span` seconds, the rest once they have begun to write."""
    stages: Counter[str] = Counter()
    for n in range(count):
        scene.empty()
        process = scene.start(QUESTIONS[0][0])
        moment = scene.chance.uniform(0, span)
        if n % 2:
            while process.poll() is None and not begun(scene.cache):
                pass
            moment = scene.chance.uniform(0, 0.03)
        try:
            process.communicate(timeout=moment)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
        whole = scene.libraries()
        stages[
            "had ended"
            if process.returncode == 0
            else "after the library stood"
            if whole
            else "half written"
            if begun(scene.cache)
            else "before writing"
        ] += 1
        if any(torn(file) for file in whole):
            scene.wrong.append("a kill")
            print(f"  WRONG: kill {n} leaves a torn library")
        scene.check(f"kill {n}")
    return stages


def begun(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def torn(file: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            told = connection.execute("PRAGMA integrity_check").fetchall()
            rows = connection.execute("SELECT count(*) FROM origin").fetchone()
    except sqlite3.Error:
        return True
    return told != [("ok",)] or rows != (1,)


def sql(statement: str) -> Callable[[Path, random.Random], None]:
    def damage(file: Path, _: random.Random) -> None:
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute(statement)

    return damage


def overwritten(file: Path, chance: random.Random) -> None:
    """One to 200 bytes changed at random places."""
    data = bytearray(file.read_bytes())
    for _ in range(chance.choice((1, 5, 200))):
        data[chance.randrange(len(data))] ^= chance.randrange(1, 256)
    file.write_bytes(data)


def zeroed(file: Path, chance: random.Random) -> None:
    """A page of zeros, as a disk leaves after a power cut."""
    data = bytearray(file.read_bytes())
    place = chance.randrange(len(data) // 4096) * 4096
    data[place : place + 4096] = bytes(4096)
    file.write_bytes(data)


def replaced(put: Callable[[Path], object]) -> Callable[[Path, random.Random], None]:
    def damage(file: Path, _: random.Random) -> None:
        file.unlink()
        put(file)

    return damage


# In each of these ways so often: how a whole library is damaged.
RUINS: tuple[tuple[int, str, Callable[[Path, random.Random], object]], ...] = (
    (4, "a file of no bytes", lambda file, _: os.truncate(file, 0)),
    (4, "half a file", lambda file, _: os.truncate(file, file.stat().st_size // 2)),
    (4, "a page too few", lambda file, _: os.truncate(file, file.stat().st_size - 4096)),
    (8, "a file cut anywhere", lambda file, chance: os.truncate(file, chance.randrange(file.stat().st_size))),
    (4, "garbage behind", lambda file, _: file.write_bytes(file.read_bytes() + b"garbage")),
    (4, "nothing but garbage", lambda file, chance: file.write_bytes(chance.randbytes(file.stat().st_size))),
    (
        4,
        "a header and garbage",
        lambda file, chance: file.write_bytes(file.read_bytes()[:100] + chance.randbytes(9999)),
    ),
    (40, "bytes overwritten", overwritten),
    (20, "a page of zeros", zeroed),
    (4, "a text file", lambda file, _: file.write_text("not a library\n")),
    (4, "another version of the program", sql("UPDATE origin SET files = '0.0.0 ' || files")),
    (4, "another format", sql("PRAGMA user_version = 999")),
    (4, "no holidays", sql("DROP TABLE holidays")),
    (4, "no platforms", sql("DELETE FROM platforms")),
    (4, "another name for everything", sql("UPDATE OR REPLACE aliases SET id = 'police'")),
    (4, "other opening hours", sql("UPDATE openings SET timetable = (SELECT min(timetable) FROM openings)")),
    (4, "a folder in its place", replaced(Path.mkdir)),
    (4, "a link to nowhere", replaced(lambda file: file.symlink_to("nowhere"))),
    (4, "a pipe in its place", replaced(os.mkfifo)),
)


def ruins(scene: Scene) -> int:
    """Damage whole libraries and ask; how many were ruined."""
    for times, name, damage in RUINS:
        for n in range(times):
            scene.empty()
            shutil.copytree(scene.home / "intact", scene.cache)
            damage(scene.libraries()[0], scene.chance)
            scene.check(f"{name} ({n})", n % len(QUESTIONS))
    return sum(times for times, _, _ in RUINS)


def unwritable(scene: Scene) -> list[str]:
    """Caches that cannot be written; which of them this user could make."""
    return [*blocked(scene), *read_only(scene), *cut_short(scene), *full(scene)]


def blocked(scene: Scene) -> Iterator[str]:
    scene.empty()
    scene.cache.parent.write_text("a file where a folder should be")
    scene.check_all("a file in the folder's place")
    scene.cache.parent.unlink()
    yield "a file in the folder's place"


def read_only(scene: Scene) -> Iterator[str]:
    """By its mode, which means nothing to root, or by its mount, which only root can make."""
    for name in ("a read-only folder", "a read-only folder with a ruined library"):
        scene.empty()
        scene.cache.mkdir(parents=True)
        with disk(scene.cache, "64m") as mounted:
            if "ruined" in name:
                shutil.copytree(scene.home / "intact", scene.cache, dirs_exist_ok=True)
                overwritten(scene.libraries()[0], scene.chance)
            if mounted:
                mount("remount,ro", scene.cache)
            else:
                scene.cache.chmod(0o555)
            if os.access(scene.cache, os.W_OK):
                continue
            scene.check_all(name)
            if not mounted:
                scene.cache.chmod(0o755)
            yield name


def cut_short(scene: Scene) -> Iterator[str]:
    for most in (0, 4096, 1_000_000):
        scene.empty()
        limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most, most))
        scene.check_all(f"files of {most} bytes at most", preexec_fn=limit)
        unswept(scene, f"files of {most} bytes at most")
        yield f"files of {most} bytes at most"


def full(scene: Scene) -> Iterator[str]:
    for size in ("4k", "64k", "2m"):
        scene.empty()
        scene.cache.mkdir(parents=True)
        with disk(scene.cache, size) as mounted:
            if mounted:
                scene.check_all(f"a full disk of {size}")
                unswept(scene, f"a full disk of {size}")
                yield f"a full disk of {size}"


def unswept(scene: Scene, after: str) -> None:
    """A run that could not finish its library must leave nothing of it."""
    if scene.cache.is_dir() and any(scene.cache.iterdir()):
        scene.wrong.append(after)
        print(f"  WRONG after {after}: left {[file.name for file in scene.cache.iterdir()]}")


def mount(options: str, folder: Path) -> bool:
    words = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


@contextmanager
def disk(folder: Path, size: str) -> Iterator[bool]:
    """A small disk at `folder`, where this user may mount one."""
    mounted = os.geteuid() == 0 and mount(f"size={size}", folder)
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


def main() -> int:
    """Break it in every way, and say what held."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--first", type=int, default=40)
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    chosen = options.parse_args()
    print(f"seed {chosen.seed}")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        scene = Scene(home, random.Random(chosen.seed))
        took = references(scene)
        shutil.copytree(scene.cache, home / "intact")
        first_runs(scene, chosen.first)
        stages = kills(scene, chosen.kills, 1.2 * took)
        print(f"killed within {1.2 * took:.1f} s: " + ", ".join(f"{count} {stage}" for stage, count in stages.items()))
        ruined = ruins(scene)
        print(f"could not be written: {', '.join(unwritable(scene))}")
    told = f"{len(scene.wrong)} WRONG" if scene.wrong else "every answer right"
    print(f"chaos: {chosen.first} first runs, {chosen.kills} kills, {ruined} ruined caches: {told}")
    return int(bool(scene.wrong))


if __name__ == "__main__":
    sys.exit(main())
