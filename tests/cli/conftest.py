"""Fixtures of the command line: sandboxes on a Monday morning in August 2026."""

import pytest

from tests.cli.running import Cli, sandbox_of
from tests.support.databases import Databases, SqliteDatabases


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """A sandbox on SQLite."""
    return sandbox_of(sqlite_databases)


@pytest.fixture
def cli_on_both(databases: Databases) -> Cli:
    """A sandbox; the test runs on SQLite and on PostgreSQL."""
    return sandbox_of(databases)
