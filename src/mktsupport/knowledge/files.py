"""Which knowledge files there are: the shipped ones and one's own."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def shipped() -> Path:
    """The folder of the shipped knowledge: beside the code in a wheel, at the top of the checkout otherwise."""
    package = Path(__file__).parents[1]
    installed = package / "data"
    return installed if installed.is_dir() else package.parents[1] / "data"


def own(options: Iterable[str]) -> list[Path]:
    """One's own files, weakest first: the config folder's, then MKTSUPPORT_DATA's, then `--data`'s `options`."""
    from platformdirs import user_config_path  # noqa: PLC0415 - not needed by whoever only imports this module

    config = sorted(user_config_path("mktsupport").glob("*.yaml"))
    named = [Path(part) for part in os.environ.get("MKTSUPPORT_DATA", "").split(os.pathsep) if part]
    asked = [Path(part) for option in options for part in option.split(os.pathsep) if part]
    return config + named + asked


def yaml_files(path: Path) -> list[Path]:
    """`path` itself, or the YAML files below it when it is a folder."""
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*.yaml") if not file.name.startswith("."))
