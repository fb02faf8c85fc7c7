"""Fresh databases for one test, as SQLAlchemy URLs: real SQLite files, and databases on a real PostgreSQL server.

A database can be prepared once (migrated, filled) and copied for each test, which is much faster than preparing anew.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pytest

from pathways.store.database import Database
from pathways.store.migrate import upgrade
from tests.support.postgres import HOW_TO_MEND, PostgresServer, find_binaries, running_server

Prepare = Callable[[str], None]
"""Prepares the empty database of a URL, and leaves no connection to it open."""


class Databases(Protocol):
    """Gives databases of one kind."""

    def fresh(self) -> str:
        """The URL of a new, empty database."""
        ...

    def copy_of(self, prepare: Prepare) -> str:
        """The URL of a new database as ``prepare`` leaves one. It runs once per test process, then is copied."""
        ...


class SqliteDatabases:
    """SQLite files in one folder of a test; ``templates`` is shared by the tests of a process."""

    def __init__(self, folder: Path, templates: Path) -> None:
        self._folder = folder
        self._templates = templates
        self._made = 0

    def fresh(self) -> str:
        return sqlite_url_of(self._next_file())

    def copy_of(self, prepare: Prepare) -> str:
        template = self._templates / f"{name_of(prepare)}.db"
        if not template.exists():
            prepare(sqlite_url_of(template))
        copy = self._next_file()
        for suffix in ("", "-wal"):
            if Path(f"{template}{suffix}").exists():
                shutil.copy(f"{template}{suffix}", f"{copy}{suffix}")
        if Path(f"{template}.keys").exists():
            shutil.copytree(f"{template}.keys", f"{copy}.keys")
        return sqlite_url_of(copy)

    def _next_file(self) -> Path:
        self._made += 1
        return self._folder / f"test_{self._made}.db"


class PostgresDatabases:
    """Databases on one server, dropped again by ``drop_all``; ``templates`` is shared by the tests of a process."""

    def __init__(self, server: PostgresServer, templates: dict[str, str]) -> None:
        self._server = server
        self._templates = templates
        self._names: list[str] = []

    def fresh(self) -> str:
        return self._remember(self._server.create())

    def copy_of(self, prepare: Prepare) -> str:
        key = name_of(prepare)
        if key not in self._templates:
            template = self._server.create()
            prepare(self._server.url(template))
            self._templates[key] = template
        return self._remember(self._server.create(self._templates[key]))

    def drop_all(self) -> None:
        for name in self._names:
            self._server.drop(name)
        self._names.clear()

    def _remember(self, name: str) -> str:
        self._names.append(name)
        return self._server.url(name)


def sqlite_url_of(file: Path) -> str:
    """The SQLAlchemy URL of an SQLite file."""
    return f"sqlite:///{file}"


def name_of(prepare: Prepare) -> str:
    """What a template is known by: the preparing function's full name. Raises: ValueError for a lambda or closure."""
    name = f"{prepare.__module__}.{prepare.__qualname__}"
    if "<" in name:
        message = f"{name}: a template is known by the name of what prepares it, so give a function of a module"
        raise ValueError(message)
    return name


def migrate(url: str) -> None:
    """Give an empty database the schema of today, as ``pathways init`` does; for ``copy_of``."""
    database = Database.open_unmigrated(url)
    upgrade(database)
    database.close()


@contextmanager
def server_or_skip() -> Iterator[PostgresServer]:
    """A running server; a loud skip where PostgreSQL is missing, or a failure when PATHWAYS_REQUIRE_POSTGRES is 1."""
    binaries = find_binaries()
    if binaries is None:
        if os.environ.get("PATHWAYS_REQUIRE_POSTGRES") == "1":
            pytest.fail(HOW_TO_MEND, pytrace=False)
        pytest.skip(HOW_TO_MEND)
    with running_server(binaries) as server:
        yield server
