"""The scripts that make the documentation; `python -m docs.generate` writes every generated file."""
