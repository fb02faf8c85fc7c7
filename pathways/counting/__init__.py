"""Counting of deadlines: pure, exact, and refusing to guess. Import from the module that owns the word."""
