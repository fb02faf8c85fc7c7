"""Bokmål sentences of notices. Dates are given to them already written out for people."""

SENTENCES: dict[str, str] = {}
