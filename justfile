# What CI runs, step by step.

default:
    @just --list

# Everything that .ci/run does.
ci:
    bash .ci/run

test *ARGS:
    python -m pytest {{ARGS}}

lint:
    ruff check .
    ruff format --check .
    mypy

check:
    python -m mktsupport check

# Approve the outcomes' texts as they stand.
pin:
    python -m tests.pins

# Draw the pictures of the README from real runs.
pictures:
    python docs/pictures.py
