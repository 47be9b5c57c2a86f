"""Where the knowledge files are: the shipped ones and the user's own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

LINUX = sys.platform == "linux"
PACKAGE = Path(__file__).parents[1]


def shipped_folder() -> Path:
    """The folder of the shipped knowledge: in the package of a wheel, at the top of a checkout otherwise."""
    installed = PACKAGE / "data"
    return installed if installed.is_dir() else PACKAGE.parents[1] / "data"


def code_files() -> Iterator[os.DirEntry[str]]:
    """The program's own files where they may be edited, which is in a checkout; none for a wheel."""
    return iter(()) if (PACKAGE / "data").is_dir() else _python_files(PACKAGE)


def _python_files(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    for entry in os.scandir(folder):  # a third of the time that `Path` takes
        if entry.is_dir():
            yield from _python_files(entry.path)
        elif entry.name.endswith(".py"):
            yield entry


def user_folder(kind: Literal["cache", "config"]) -> Path:
    """The user's folder for this program.

    On Linux by the XDG rule, elsewhere from platformdirs, which takes as long to import as the whole look-up.
    """
    if LINUX:
        named = Path(os.environ.get(f"XDG_{kind.upper()}_HOME", ""))
        return (named if named.is_absolute() else Path(f"~/.{kind}").expanduser()) / "mktsupport"
    import platformdirs

    return (platformdirs.user_cache_path if kind == "cache" else platformdirs.user_config_path)("mktsupport")


def user_files(options: Iterable[str]) -> list[Path]:
    """The user's own files, weakest first: the config folder's, then MKTSUPPORT_DATA's, then those of `--data`."""
    config = user_folder("config")
    found = sorted(config.glob("*.yaml")) if _is_folder(config) else []
    lists = (os.environ.get("MKTSUPPORT_DATA", ""), *options)
    return found + [Path(part) for each in lists for part in each.split(os.pathsep) if part]


def yaml_files(path: Path) -> list[Path]:
    """`path` itself, or the YAML files below it where it is a folder."""
    if not _is_folder(path):
        return [path]
    return sorted(
        Path(above, name)
        for above, _, names in os.walk(path)
        for name in names
        if name.endswith(".yaml") and not name.startswith(".")
    )


def _is_folder(path: Path) -> bool:
    """False, not an error, where we may not look: `Path.is_dir` raises there."""
    return os.path.isdir(path)  # noqa: PTH112 - see above
