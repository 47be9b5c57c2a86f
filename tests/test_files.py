"""What the commands write stands there whole or not at all, and never over anything; each says so in the same words."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run
from tests.extras import needs

needs("duckdb", "narwhals", "jinja2", "rjsmin")

MESSAGE = (
    *("draft", "rakuma", "--set", "name=会員八番", "--set", "account=八番", "--set", "situation=届きません。"),
    *("--set", "wish=確かめてください。", "--set", "error=なし", "--set", "tried=待ちました。", "-o"),
)
FILES = ["draft", "ledger", "diagnose"]
FOLDERS = ["schema", "site"]
SMALL = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))"  # as good as a full disk


@pytest.fixture
def lines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, ...]]:
    """Each command that writes, up to the path."""
    folder = tmp_path_factory.mktemp("given")
    sales, crate = folder / "sales.csv", folder / "crate.yaml"
    sales.write_text("price\n" + "1000\n" * 20, encoding="utf-8")
    crate.write_text(CRATE, encoding="utf-8")
    moment = ("--since", "2026-11-22", "--at", "2026-11-22T12:00")
    return {
        "draft": MESSAGE,
        "ledger": ("ledger", str(sales), "--price", "price", "--platform", "mercari", "-o"),
        "diagnose": ("diagnose", "crate", "--answer", "one", "--data", str(crate), *moment, "--ics"),
        "schema": ("schema",),
        "site": ("site", "--no-search"),
    }


CRATE = """
troubles:
  - id: crate
    title: {ja: 木箱, en: A crate}
    role: buyer
    platforms: [mobaoku]
    symptoms: {ja: [木箱がへこんだ], en: [a dented crate]}
    start: seen
    nodes:
      - id: seen
        kind: question
        ask: {ja: 何を見ましたか。, en: What do you see?}
        why: {ja: 道が分かれるからです。, en: The way parts here.}
        options: [{id: one, label: {ja: 一つ, en: One}, to: one}, {id: two, label: {ja: 二つ, en: Two}, to: one}]
      - id: one
        kind: outcome
        title: {ja: 知らせる, en: Report it}
        facts: []
        steps: [{text: {ja: 手順, en: Write to the seller.}}]
        deadlines: [{after: 9 days, from: {ja: 発送通知, en: the notice}, text: {ja: 終わる。, en: It closes.}}]
"""


def put(kind: str, path: Path) -> None:
    if kind == "a file":
        path.write_text("mine", encoding="utf-8")
    elif kind == "a folder":
        path.mkdir()
    elif kind == "a link to nothing":
        path.symlink_to(path.with_name("gone"))


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        *((command, kind) for command in FILES for kind in ("a file", "a folder", "a link to nothing")),
        *(("site", kind) for kind in ("a file", "a link to nothing")),
    ],
)
def test_what_is_there_is_refused_in_the_same_words(
    run: Run, lines: dict[str, tuple[str, ...]], tmp_path: Path, command: str, kind: str
) -> None:
    path = tmp_path / "x.csv"
    put(kind, path)
    for language, words in (
        ("en", f"error: {path} is already there\nhint:  choose another name, or move or delete it first\n"),
        ("ja", f"error: {path} はもうあります\nhint:  別の名前にするか、先に移すか消すかしてください\n"),
    ):
        result = run(*lines[command], str(path), "--lang", language)
        assert (result.code, result.out, result.err) == (2, "", words)
    assert [each.name for each in tmp_path.iterdir()] == ["x.csv"]
    assert kind != "a file" or path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("command", FILES)
@pytest.mark.parametrize("folder", ["nowhere", "/dev/null"])
def test_a_folder_that_is_not_there_is_named(
    run: Run, lines: dict[str, tuple[str, ...]], tmp_path: Path, command: str, folder: str
) -> None:
    result = run(*lines[command], str(tmp_path / folder / "x.csv"), "--lang", "en")
    assert (result.code, result.out) == (2, "")
    assert result.err == f"error: there is no folder {tmp_path / folder}\nhint:  make it first, or name another\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", FOLDERS)
def test_a_folder_that_cannot_be_made_is_two_lines(run: Run, lines: dict[str, tuple[str, ...]], command: str) -> None:
    result = run(*lines[command], "/dev/null/x", "--lang", "en")
    assert (result.code, result.out) == (2, "")
    path = "/dev/null/x/knowledge.json" if command == "schema" else "/dev/null/x"
    assert result.err == (
        f"error: {path} cannot be written: Not a directory\nhint:  name a folder that can be written to\n"
    )


def limited(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own, after `script` has taken something away from it."""
    code = f"import sys\nfrom mktsupport.cli import main\n{script}\nsys.exit(main({arguments!r}))"
    command = [sys.executable, "-B", "-c", code]
    return subprocess.run(command, cwd=ROOT / "src", capture_output=True, text=True, check=False, encoding="utf-8")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder in which even root may not write")
@pytest.mark.parametrize("command", [*FILES, *FOLDERS])
def test_a_folder_where_nothing_can_be_written_is_two_lines(
    run: Run, lines: dict[str, tuple[str, ...]], command: str
) -> None:
    result = run(*lines[command], "/proc/x.csv", "--lang", "en")
    assert (result.code, result.out) == (2, "")
    problem, hint = result.err.splitlines()
    path = "/proc/x.csv/knowledge.json" if command == "schema" else "/proc/x.csv"
    assert problem.startswith(f"error: {path} cannot be written: ")
    assert hint == "hint:  name a folder that can be written to"


@pytest.mark.parametrize("command", ["draft", "diagnose", "schema", "site"])
def test_a_full_disk_leaves_nothing_behind(
    run: Run, lines: dict[str, tuple[str, ...]], tmp_path: Path, command: str
) -> None:
    assert run(*lines["diagnose"][:-1]).code == 0  # the library is compiled
    done = limited(SMALL, *lines[command], str(tmp_path / "x.csv"), "--lang", "en")
    assert (done.returncode, done.stdout) == (1, "")
    problem, hint = done.stderr.splitlines()
    assert problem.endswith(" cannot be written: File too large")
    assert hint == "hint:  check the free space"
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []
    assert not list(tmp_path.rglob(".*"))


def test_a_former_schema_is_replaced_and_nothing_else(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "knowledge.json"
    file.write_text("{}", encoding="utf-8")
    assert run("schema", str(tmp_path)).code == 0
    assert "$schema" in json.loads(file.read_bytes())
    file.unlink()
    file.mkdir()
    result = run("schema", str(tmp_path), "--lang", "en")
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[0] == f"error: {file} cannot be written: Is a directory"
    assert [each.name for each in tmp_path.iterdir()] == ["knowledge.json"]


def test_a_file_takes_its_rights_from_where_it_is_made_and_a_message_is_its_owners(
    run: Run, lines: dict[str, tuple[str, ...]], tmp_path: Path
) -> None:
    for command in (*FILES, *FOLDERS):
        assert run(*lines[command], str(tmp_path / f"{command}.csv")).code == 0
    like = tmp_path / "like"
    like.touch()
    plain = like.stat().st_mode & 0o777
    rights = {name: (tmp_path / f"{name}.csv").stat().st_mode & 0o777 for name in FILES}
    assert rights == {"draft": 0o600, "ledger": plain, "diagnose": plain}


def test_a_former_completion_script_is_replaced_but_no_folder(run: Run, tmp_path: Path) -> None:
    script = tmp_path / ".local" / "share" / "mktsupport" / "completion.zsh"
    script.parent.mkdir(parents=True)
    script.write_text("old", encoding="utf-8")
    assert run("--install-completion", "zsh").code == 0
    assert "mktsupport" in script.read_text(encoding="utf-8")
    script.unlink()
    script.mkdir()
    result = run("--install-completion", "zsh")
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[0] == f"error: {script} cannot be written: Is a directory"
    assert [each.name for each in script.parent.iterdir()] == ["completion.zsh"]


@pytest.mark.parametrize("command", ["ledger", "site"])
def test_without_a_place_for_temporary_files_two_lines_say_so(
    lines: dict[str, tuple[str, ...]], tmp_path: Path, command: str
) -> None:
    done = limited(
        "import tempfile; tempfile.tempdir = '/dev/null/x'", *lines[command], str(tmp_path / "x.csv"), "--lang", "en"
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "error: temporary files cannot be written: Not a directory",
        "hint:  check the free space, or set TMPDIR to a folder that can be written to",
    ]
