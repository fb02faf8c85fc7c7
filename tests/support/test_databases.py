"""What the other tests take for granted about their databases."""

import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.pool import NullPool

from pathways.store.database import Database
from tests.support.databases import Databases
from tests.support.postgres import PostgresServer

SERVER_THAT_DIES = """
import os, sys
from tests.support.postgres import SERVER_SETTINGS, PostgresServer, find_binaries
server = PostgresServer.start(find_binaries(), SERVER_SETTINGS)
print(server.url("postgres").partition("host=")[2], flush=True)
os.kill(os.getpid(), 9)
"""


def add_table(url: str) -> None:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE mark (a integer)"))
    engine.dispose()


def tables(url: str) -> list[str]:
    engine = create_engine(url, poolclass=NullPool)
    names = inspect(engine).get_table_names()
    engine.dispose()
    return names


def test_each_database_is_its_own(databases: Databases) -> None:
    first, second = databases.fresh(), databases.fresh()
    add_table(first)
    assert (tables(first), tables(second)) == (["mark"], [])


def test_a_prepared_database_is_copied_and_the_copies_are_apart(databases: Databases) -> None:
    first, second = databases.copy_of(add_table), databases.copy_of(add_table)
    engine = create_engine(first, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE mark"))
    engine.dispose()
    assert (tables(first), tables(second)) == ([], ["mark"])


def test_a_migrated_database_opens(migrated_url: str) -> None:
    Database.open(migrated_url).close()


def test_the_machine_s_time_zone_is_neither_oslo_nor_utc() -> None:
    assert time.tzname == ("JST", "JST")


def test_a_postgres_database_is_empty_and_ours(postgres_url: str) -> None:
    assert tables(postgres_url) == []


def test_the_server_is_not_on_the_network(postgres_server: PostgresServer) -> None:
    folder = postgres_server.url("postgres").partition("host=")[2]
    with psycopg.connect(host=folder, user="pathways", dbname="postgres") as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


@pytest.mark.usefixtures("postgres_server")
def test_a_server_goes_away_with_a_test_process_that_was_killed() -> None:
    died = subprocess.run([sys.executable, "-c", SERVER_THAT_DIES], capture_output=True, text=True, check=False)
    folder = Path(died.stdout.strip())
    for _ in range(200):
        if not folder.exists():
            break
        time.sleep(0.05)
    assert folder.name.startswith("pw-")
    assert not folder.exists()
