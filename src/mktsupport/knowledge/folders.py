"""Which knowledge files there are: the shipped ones and one's own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

LINUX = sys.platform == "linux"


PACKAGE = Path(__file__).parents[1]


def shipped() -> Path:
    """The folder of the shipped knowledge: beside the code in a wheel, at the top of the checkout otherwise."""
    installed = PACKAGE / "data"
    return installed if installed.is_dir() else PACKAGE.parents[1] / "data"


def code() -> Iterator[os.DirEntry[str]]:
    """The files of the code, where somebody may edit them: in a checkout. A wheel's are those of its version."""
    return iter(()) if (PACKAGE / "data").is_dir() else _python_files(PACKAGE)


def _python_files(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    for entry in os.scandir(folder):  # a third of the time that `Path` takes
        if entry.is_dir():
            yield from _python_files(entry.path)
        elif entry.name.endswith(".py"):
            yield entry


def folder(kind: Literal["cache", "config"]) -> Path:
    """The user's own folder for this program.

    On Linux the XDG rule itself, elsewhere platformdirs, which costs as much to import as the whole look-up.
    """
    if LINUX:
        named = os.environ.get(f"XDG_{kind.upper()}_HOME", "")
        return Path(named if Path(named).is_absolute() else Path(f"~/.{kind}").expanduser()) / "mktsupport"
    import platformdirs

    return (
        platformdirs.user_cache_path("mktsupport") if kind == "cache" else platformdirs.user_config_path("mktsupport")
    )


def own(options: Iterable[str]) -> list[Path]:
    """One's own files, weakest first: the config folder's, then MKTSUPPORT_DATA's, then `--data`'s `options`."""
    config = folder("config")
    found = sorted(config.glob("*.yaml")) if _is_folder(config) else []
    named = [Path(part) for part in os.environ.get("MKTSUPPORT_DATA", "").split(os.pathsep) if part]
    asked = [Path(part) for option in options for part in option.split(os.pathsep) if part]
    return found + named + asked


def yaml_files(path: Path) -> list[Path]:
    """`path` itself, or the YAML files below it when it is a folder."""
    if not _is_folder(path):
        return [path]
    return sorted(
        Path(above, name)
        for above, _, names in os.walk(path)
        for name in names
        if name.endswith(".yaml") and not name.startswith(".")
    )


def _is_folder(path: Path) -> bool:
    """Whether it is one that we can see: `Path.is_dir` raises where nobody may look."""
    return os.path.isdir(path)  # noqa: PTH112 - see above
