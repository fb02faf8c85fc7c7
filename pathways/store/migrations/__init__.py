"""Alembic revisions, newest last. A released one is never changed."""
