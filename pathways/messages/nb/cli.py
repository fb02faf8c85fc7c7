"""Bokmål sentences of cli. Dates are given to them already written out for people."""

SENTENCES: dict[str, str] = {}
