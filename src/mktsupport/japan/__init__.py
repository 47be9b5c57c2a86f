"""Japanese text, money, dates, opening hours and addresses."""
