"""The knowledge is found however the package is installed; each is built for real and run from another folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
BUILD = "import sys; from hatchling import build; print(getattr(build, sys.argv[1])(sys.argv[2]))"
RUN = """
import runpy, site, sys
before = list(sys.path)
site.addsitedir(sys.argv.pop(1))
sys.path = [each for each in sys.path if each not in before] + before
sys.argv[0] = "mktsupport"
runpy.run_module("mktsupport", run_name="__main__")
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the project in a folder of their own."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("pyproject.toml", "README.md", "README.ja.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, folder)
    for name in ("src", "data", "docs/man"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def built(kind: str, source: Path, target: Path) -> Path:
    """The archive that the build backend makes of `source`."""
    target.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", BUILD, kind, str(target)], cwd=source, capture_output=True, text=True, check=True
    )
    return target / done.stdout.split()[-1]


def answers(site: Path, folder: Path) -> str:
    """What the package in `site` says, asked from another folder by an interpreter that sees no checkout."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    environment["XDG_CACHE_HOME"] = str(folder / "cache")
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(site), "fee", "25000", "--json"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def unpacked(wheel: Path, folder: Path) -> Path:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_wheel_carries_the_knowledge_and_the_type_marker(checkout: Path, tmp_path: Path) -> None:
    site = unpacked(built("build_wheel", checkout, tmp_path / "out"), tmp_path / "site")
    assert (site / "mktsupport" / "py.typed").is_file()
    assert (site / "mktsupport" / "data" / "ladders.yaml").is_file()
    assert (site / "mktsupport" / "completion" / "commands.json").is_file()
    assert len(list(site.glob("*.data/data/share/man/**/man1/mktsupport.1"))) == 2
    assert '"fee": 810' in answers(site, tmp_path)


def test_sdist_builds_a_wheel_that_answers(checkout: Path, tmp_path: Path) -> None:
    sdist = built("build_sdist", checkout, tmp_path / "out")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    site = unpacked(built("build_wheel", source, tmp_path / "again"), tmp_path / "site")
    assert '"fee": 810' in answers(site, tmp_path)


def test_editable_install_reads_the_checkout(checkout: Path, tmp_path: Path) -> None:
    site = unpacked(built("build_editable", checkout, tmp_path / "out"), tmp_path / "site")
    table = checkout / "data" / "platforms" / "ticketcamp.yaml"
    table.write_text(table.read_text(encoding="utf-8").replace("3.24%", "4%"), encoding="utf-8")
    assert '"fee": 1000' in answers(site, tmp_path)


def requirements() -> list[str]:
    """Everything that pyproject.toml asks for: the package, its extras, its build."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    return [
        *project["project"]["dependencies"],
        *(each for extra in extras for each in extra),
        *project["build-system"]["requires"],
    ]


def locked() -> dict[str, set[Version]]:
    """The exact versions of constraints.txt; a name may have one for each Python."""
    versions: dict[str, set[Version]] = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if match := re.fullmatch(r"([a-z0-9.-]+)==([^ ;]+)( ;.*)?", line):
            versions.setdefault(match[1], set()).add(Version(match[2]))
        else:
            assert line.startswith("#"), line
    return versions


@pytest.mark.parametrize("text", requirements())
def test_every_requirement_has_an_exact_version_within_its_bounds(text: str) -> None:
    requirement = Requirement(text)
    versions = locked()[canonicalize_name(requirement.name)]
    assert versions
    assert {version for version in versions if version not in requirement.specifier} == set()
