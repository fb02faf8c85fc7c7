"""Reads files that people write: sets of changes to a case, and cases open at go-live. Everything in them is hostile.

Stores nothing but through the engine's door.
"""
