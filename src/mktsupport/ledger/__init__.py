"""`ledger`: fees over whole ledgers. `ledger.expression.with_fees` does it on any frame that narwhals knows."""
