"""Opening a database: a file of another program stays as it is, and what cannot be opened is refused in words."""

import os
from pathlib import Path

import pytest
from sqlalchemy import text

from pathways.errors import PathwaysError, UnavailableError, UsageError
from pathways.store import events, heads
from pathways.store.database import Database
from pathways.store.engines import journal_mode, sqlite_module
from pathways.store.migrate import current, upgrade
from pathways.store.verify import verify_case


def foreign_file(folder: Path) -> Path:
    """A database of another program, in the journal SQLite gives it."""
    file = folder / "andres.db"
    connection = sqlite_module().connect(str(file))
    connection.execute("CREATE TABLE kunde (id INTEGER)")
    connection.commit()
    connection.close()
    return file


def open_to_read(url: str) -> None:
    Database.open(url).close()


def look(url: str) -> None:
    database = Database.open_unmigrated(url)
    try:
        current(database)
    finally:
        database.close()


def prepare(url: str) -> None:
    database = Database.open_unmigrated(url)
    try:
        upgrade(database)
    finally:
        database.close()


@pytest.mark.parametrize("door", [open_to_read, look, prepare])
def test_a_file_of_another_program_is_refused_and_not_a_byte_of_it_changed(tmp_path: Path, door: object) -> None:
    file = foreign_file(tmp_path)
    before = file.read_bytes()
    assert callable(door)
    with pytest.raises(UnavailableError) as refused:
        door(f"sqlite:///{file}")
    assert refused.value.key == "store.foreign_tables"
    assert file.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [file.name]


def test_an_empty_file_that_is_only_looked_into_stays_empty(tmp_path: Path) -> None:
    file = tmp_path / "tom.db"
    file.touch()
    with pytest.raises(UnavailableError) as refused:
        Database.open(f"sqlite:///{file}")
    assert refused.value.key == "store.no_schema"
    assert file.read_bytes() == b""


def test_a_database_of_ours_is_switched_to_the_journal_that_is_wanted(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'vår.db'}"
    prepare(url)
    module = sqlite_module()
    connection = module.connect(str(tmp_path / "vår.db"))
    connection.execute("PRAGMA journal_mode=delete")
    connection.close()
    database = Database.open(url)
    with database.read() as conn:
        assert conn.exec_driver_sql("PRAGMA journal_mode").scalar_one() == journal_mode(module.sqlite_version_info)
    database.close()


@pytest.mark.parametrize("option", ["timeout=abc", "timeout=1&timeout=2", "tiemout=3", "check_same_thread=maybe"])
def test_an_option_that_cannot_be_used_is_refused_in_words(tmp_path: Path, option: str) -> None:
    with pytest.raises(UsageError) as refused:
        Database.open_unmigrated(f"sqlite:///{tmp_path / 'x.db'}?{option}")
    assert refused.value.key == "store.bad_option"
    assert "timeout" in str(refused.value)


def test_a_waiting_time_can_be_given(tmp_path: Path) -> None:
    Database.open_unmigrated(f"sqlite:///{tmp_path / 'x.db'}?timeout=0.5").close()


def test_a_pipe_is_no_database(tmp_path: Path) -> None:
    pipe = tmp_path / "rør.db"
    os.mkfifo(pipe)
    for door in (Database.open, Database.open_unmigrated):
        with pytest.raises(UnavailableError) as refused:
            door(f"sqlite:///{pipe}")
        assert "ingen vanlig fil" in str(refused.value)


def test_tables_said_to_be_of_two_revisions_are_refused_in_words(migrated_url: str) -> None:
    database = Database.open(migrated_url)
    with database.write() as conn:
        conn.execute(text("INSERT INTO alembic_version (version_num) VALUES ('0000')"))
    database.close()
    for door in (open_to_read, look, prepare):
        with pytest.raises(UnavailableError) as refused:
            door(migrated_url)
        assert refused.value.key == "store.several_revisions"
        assert "0000, 0001" in str(refused.value)
        assert "alembic_version" in str(refused.value)


def test_an_id_with_a_nul_is_refused_in_words_wherever_it_is_looked_up(migrated_url: str) -> None:
    database = Database.open(migrated_url)
    doors = (heads.read, heads.lock, heads.read_state, events.read_case, events.run_names, verify_case)
    for door in doors:
        with pytest.raises(PathwaysError) as refused, database.read() as conn:
            door(conn, "BV-2026-\x000001")
        assert refused.value.key == "store.nul", door
    database.close()
