# What CI runs, step by step.

default:
    @just --list

# Everything that .ci/run does.
ci:
    bash .ci/run

# Renew the exact versions that the README's commands and the gate install.
upgrade:
    python -m uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --upgrade --no-annotate \
        --no-emit-index-url --no-emit-find-links --custom-compile-command 'just upgrade' --quiet -o constraints.txt

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

# Write every generated file: the manual pages, completion's commands.json, docs/checks.md, docs/coverage.md, the schema.
generate:
    python -m docs.generate

# Draw the pictures of the README from real runs.
pictures:
    python docs/pictures.py

# Show the web site on this machine.
site:
    python -m mktsupport site --serve

# Photograph the site for the README.
screenshots:
    python docs/screenshots.py

# Speed, as ratios against named baselines; exits non-zero past a bar.
bench:
    python benchmarks/startup.py
    python benchmarks/scale.py
    python benchmarks/ledger.py
    python benchmarks/site.py

# Every page of the site opened and held to axe's rules, not only some of each kind.
every-page:
    MKTSUPPORT_EVERY_PAGE=1 python -m pytest tests/site/browser/test_every_page.py

# First runs all at once, runs killed at random moments, ruined caches.
chaos:
    python benchmarks/chaos.py

# The reader against random input, for a minute.
fuzz SECONDS="60":
    python -m tests.fuzz.reader "$(mktemp -d)" tests/fuzz/corpus -dict=tests/fuzz/yaml.dict -max_total_time={{SECONDS}}
