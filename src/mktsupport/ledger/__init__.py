"""Fees over whole ledgers: the schedules of `fee` as one dataframe expression, on any frame that narwhals knows."""

from __future__ import annotations

from mktsupport.ledger.frames import with_fees

__all__ = ["with_fees"]
