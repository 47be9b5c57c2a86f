"""`schema`: the shape of knowledge files, for editors."""

import re
import sys
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from mktsupport.files import write_errors, write_whole
from mktsupport.knowledge.folders import shipped
from mktsupport.options import Lang
from mktsupport.records import Knowledge


def schema(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="Where to; a checkout's data/schema, else ./schema.", show_default=False),
    ] = None,
    lang: Lang = None,  # noqa: ARG001 - `main` reads it for its errors
) -> None:
    """Write the JSON Schema of knowledge files, with which an editor completes and checks them."""
    where = folder or _usual_folder()
    file = where / "knowledge.json"
    with write_errors(file):
        where.mkdir(parents=True, exist_ok=True)
    # A former schema is what this replaces.
    write_whole(file, msgspec.json.format(msgspec.json.encode(knowledge_schema())) + b"\n", replace=True)
    sys.stdout.write(f"{file}\n")


def _usual_folder() -> Path:
    data = shipped()
    return data / "schema" if (data.parent / "pyproject.toml").is_file() else Path("schema")


def knowledge_schema() -> dict[str, Any]:
    """The schema of one knowledge file, which may hold any section, and a section may stand empty."""
    parts = _seen_by_editors(msgspec.json.schema(Knowledge))["$defs"]
    whole = parts.pop("Knowledge")
    for section in whole["properties"].values():
        section["type"] = ["array", "null"]
    # Draft 7, since editors know it best; nothing in the schema is newer.
    return {"$schema": "http://json-schema.org/draft-07/schema#", **whole, "$defs": parts}


# Words that are words to our reader and something else to an editor, which knows no records.
SEEN_AS = {"boolean": "true", "integer": "2018", "number": "0.5"}


def _seen_by_editors(part: Any) -> Any:  # noqa: ANN401 - a schema holds anything
    """The schema with numbers and booleans wherever a text may look like one: `on: 2018`, `id: true`."""
    if isinstance(part, list):
        return [_seen_by_editors(each) for each in part]
    if not isinstance(part, dict):
        return part
    seen = {key: _seen_by_editors(value) for key, value in part.items()}
    if seen.get("type") == "string" and "format" not in seen:
        alike = [kind for kind, word in SEEN_AS.items() if re.search(seen.get("pattern", ""), word)]
        seen["type"] = ["string", *alike] if alike else "string"
    return seen
