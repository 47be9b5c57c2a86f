"""What must hold of any bytes: both of PyYAML's loaders read them or refuse them, on a line that there is."""

from __future__ import annotations

import yaml

from mktsupport.errors import FileError
from mktsupport.knowledge import book
from mktsupport.knowledge import reader as reading

LOADERS = (reading.Loader, yaml.BaseLoader)


def rule_broken(data: bytes) -> str | None:
    """The rule that these bytes break as a knowledge file, or None; both loaders must come to an end."""
    text = data.decode("utf-8", "replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    rules: list[str | None] = []
    for reading.Loader in LOADERS:
        try:
            document = reading.parse(text, "own.yaml")
        except FileError as error:
            told = [(error.line, error.rule)]
        else:
            found, findings = book.entries(document)
            told = [(finding.line, finding.rule) for finding in findings]
            if not told:  # then nothing may be missing
                assert len(found) == sum(len(entries or ()) for entries in document.value.values())
        assert all(1 <= line <= lines + 1 for line, _ in told), (told, lines)
        rules.append(told[0][1] if told else None)
    reading.Loader = LOADERS[0]
    return rules[0]
