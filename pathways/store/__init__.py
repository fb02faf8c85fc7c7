"""What is kept: the log of every case, its projections, timers, notices and sources, on SQLite or PostgreSQL.

Import from the module that owns the word. Rows never leave this package: dataclasses do.
"""
