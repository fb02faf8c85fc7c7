"""Fixtures for every test: databases, and an environment in which a test depends on nothing of the machine's own.

``database_url`` runs a test on SQLite and on PostgreSQL; ``sqlite_url`` and ``postgres_url`` on one of them.
``migrated_url`` has the schema already. ``databases`` gives as many as a test
needs, also copies of one that was prepared once.
"""

import gc
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.counts import SOAKING
from tests.support.databases import Databases, PostgresDatabases, SqliteDatabases, migrate, server_or_skip
from tests.support.postgres import HOW_TO_MEND, PostgresServer

KEPT_SETTINGS = {"PATHWAYS_SOAK", "PATHWAYS_REQUIRE_POSTGRES", "PATHWAYS_REQUIRE_SHARED"}
BOTH = ["sqlite", pytest.param("postgres", id="postgresql", marks=pytest.mark.postgres)]

# The same examples every time, but new ones in a soak; a busy machine is not a failure.
settings.register_profile(
    "pathways",
    deadline=None,
    derandomize=not SOAKING,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("pathways")


def pytest_configure() -> None:
    """Take away the developer's own settings, and live neither in Oslo nor in UTC: nothing may ask the machine."""
    for name in [name for name in os.environ if name.startswith("PATHWAYS_") and name not in KEPT_SETTINGS]:
        del os.environ[name]
    # Whoever starts the tests in the background may have Ctrl-C ignored, and what is started here would inherit it.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ["TZ"] = "Asia/Tokyo"
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks for PostgreSQL by name, so that ``make check`` can leave it out."""
    for item in items:
        if "postgres_server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.postgres)


def pytest_collection_finish() -> None:
    """What was loaded stays until the end: nobody is to look for garbage in it again and again."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly at the end when PostgreSQL was missing."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if HOW_TO_MEND in str(report.longrepr)]
    if skipped:
        terminalreporter.section(f"{len(skipped)} tests did NOT run", sep="!", red=True, bold=True)
        terminalreporter.line(HOW_TO_MEND, red=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server for this test process, started for the first test that asks."""
    with server_or_skip() as server:
        yield server


@pytest.fixture(scope="session")
def _sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("templates")


@pytest.fixture(scope="session")
def _postgres_templates() -> dict[str, str]:
    return {}


@pytest.fixture
def sqlite_databases(tmp_path: Path, _sqlite_templates: Path) -> SqliteDatabases:
    """SQLite files in the test's own folder."""
    return SqliteDatabases(tmp_path, _sqlite_templates)


@pytest.fixture
def postgres_databases(
    postgres_server: PostgresServer, _postgres_templates: dict[str, str]
) -> Iterator[PostgresDatabases]:
    """PostgreSQL databases, dropped after the test."""
    databases = PostgresDatabases(postgres_server, _postgres_templates)
    yield databases
    databases.drop_all()


@pytest.fixture(params=BOTH)
def databases(request: pytest.FixtureRequest) -> Databases:
    """Databases of each kind in turn: the test runs once on SQLite and once on PostgreSQL."""
    found: Databases = request.getfixturevalue(f"{request.param}_databases")
    return found


@pytest.fixture
def database_url(databases: Databases) -> str:
    """The URL of an empty database; the test runs once on SQLite and once on PostgreSQL."""
    return databases.fresh()


@pytest.fixture
def migrated_url(databases: Databases) -> str:
    """The URL of a database with the schema of today and no rows; the test runs on SQLite and on PostgreSQL."""
    return databases.copy_of(migrate)


@pytest.fixture
def sqlite_url(sqlite_databases: SqliteDatabases) -> str:
    """The URL of an SQLite file that does not exist yet."""
    return sqlite_databases.fresh()


@pytest.fixture
def postgres_url(postgres_databases: PostgresDatabases) -> str:
    """The URL of an empty PostgreSQL database."""
    return postgres_databases.fresh()
