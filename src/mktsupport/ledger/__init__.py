"""`ledger`: fees over whole ledgers. `ledger.frames.with_fees` does it on any frame that narwhals knows."""
