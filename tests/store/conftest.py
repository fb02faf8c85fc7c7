"""Fixtures of the store: an open, migrated database of each kind."""

from collections.abc import Iterator

import pytest

from pathways.store import migrate
from pathways.store.database import Database
from tests.support.databases import Databases, PostgresDatabases, SqliteDatabases


def migrated(url: str) -> None:
    """Prepares an empty database."""
    database = Database.open_unmigrated(url)
    migrate.upgrade(database)
    database.close()


@pytest.fixture
def migrated_url(databases: Databases) -> str:
    """The URL of a migrated database; the test runs once on SQLite and once on PostgreSQL."""
    return databases.copy_of(migrated)


@pytest.fixture
def db(migrated_url: str) -> Iterator[Database]:
    """An open, migrated database; the test runs once on SQLite and once on PostgreSQL."""
    database = Database.open(migrated_url)
    yield database
    database.close()


@pytest.fixture
def sqlite_db(sqlite_databases: SqliteDatabases) -> Iterator[Database]:
    """An open, migrated SQLite file."""
    database = Database.open(sqlite_databases.copy_of(migrated))
    yield database
    database.close()


@pytest.fixture
def postgres_db(postgres_databases: PostgresDatabases) -> Iterator[Database]:
    """An open, migrated PostgreSQL database."""
    database = Database.open(postgres_databases.copy_of(migrated))
    yield database
    database.close()
