"""`schema`: the shape of knowledge files, for editors."""

import inspect
import re
import sys
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from mktsupport.files import write_errors, write_whole
from mktsupport.knowledge.folders import shipped_folder
from mktsupport.knowledge.sections import SECTIONS
from mktsupport.options import Lang

FILE_NAME = "knowledge.json"


def schema(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="Where to; a checkout's data/schema, else ./schema.", show_default=False),
    ] = None,
    lang: Lang = None,  # noqa: ARG001 - `main` reads it for its errors
) -> None:
    """Write the JSON Schema of knowledge files, with which an editor completes and checks them."""
    where = folder or _usual_folder()
    file = where / FILE_NAME
    with write_errors(file):
        where.mkdir(parents=True, exist_ok=True)
    write_whole(file, schema_text(), replace=True)
    sys.stdout.write(f"{file}\n")


def _usual_folder() -> Path:
    data = shipped_folder()
    return data / "schema" if (data.parent / "pyproject.toml").is_file() else Path("schema")


def schema_text() -> str:
    """The schema as it is written to a file."""
    return msgspec.json.format(msgspec.json.encode(knowledge_schema())).decode() + "\n"


def knowledge_schema() -> dict[str, Any]:
    """The schema of one knowledge file, which may hold any section; a section may be empty."""
    fields = [(name, tuple[section.record, ...], ()) for name, section in SECTIONS.items()]  # type: ignore[name-defined]
    about = {"__doc__": "What the data files hold between them; each file holds any part of it."}
    knowledge = msgspec.defstruct("Knowledge", fields, namespace=about, kw_only=True, forbid_unknown_fields=True)
    parts = _seen_by_editors(msgspec.json.schema(knowledge))["$defs"]
    whole = parts.pop("Knowledge")
    for section in whole["properties"].values():
        section["type"] = ["array", "null"]
    # Draft 7, since editors know it best; nothing in the schema is newer.
    return {"$schema": "http://json-schema.org/draft-07/schema#", **whole, "$defs": parts}


# Texts to our reader, which an editor takes for another type, since it does not know the records.
SEEN_AS = {"boolean": "true", "integer": "2018", "number": "0.5"}


def _seen_by_editors(part: Any) -> Any:  # noqa: ANN401 - a schema holds anything
    """The schema with numbers and booleans wherever a text may look like one: `on: 2018`, `id: true`."""
    if isinstance(part, list):
        return [_seen_by_editors(each) for each in part]
    if not isinstance(part, dict):
        return part
    seen = {key: _seen_by_editors(value) for key, value in part.items()}
    if isinstance(seen.get("description"), str):  # msgspec before 0.23 keeps the indentation of a docstring
        seen["description"] = inspect.cleandoc(seen["description"])
    if seen.get("type") == "string" and "format" not in seen:
        alike = [kind for kind, word in SEEN_AS.items() if re.search(seen.get("pattern", ""), word)]
        seen["type"] = ["string", *alike] if alike else "string"
    return seen
