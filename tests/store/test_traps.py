"""Traps of SQLModel and SQLAlchemy that no run would show: the store does not go near them."""

import ast
from pathlib import Path

import pytest
from sqlalchemy import JSON, Enum, LargeBinary, PickleType, String
from sqlmodel import AutoString

import pathways.store
from pathways.store.columns import PlainText
from pathways.store.tables import METADATA

STORE = Path(pathways.store.__file__).parent
SOURCES = sorted(STORE.rglob("*.py"))
COLUMNS = [column for table in METADATA.sorted_tables for column in table.columns]
SESSIONS = {"Session", "sessionmaker", "scoped_session", "Relationship", "relationship", "create_all", "col"}


def names_in(path: Path) -> set[str]:
    """Every name a module speaks of."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    found |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return found | {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_row_can_be_detached_for_there_is_no_session(path: Path) -> None:
    assert names_in(path) & SESSIONS == set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_annotations_are_what_they_say(path: Path) -> None:
    assert "annotations" not in names_in(path)


def test_every_table_is_in_a_file_of_tables() -> None:
    files = [path.name for path in SOURCES if "table=True" in path.read_text(encoding="utf-8")]
    assert (all(name.endswith("tables.py") for name in files), "tables.py" in files) == (True, True)


def test_no_column_keeps_the_name_of_a_member_or_a_document_changed_in_place() -> None:
    assert [column for column in COLUMNS if isinstance(column.type, Enum | JSON | LargeBinary | PickleType)] == []


def test_every_text_is_of_a_type_that_refuses_what_cannot_be_kept() -> None:
    assert [str(column) for column in COLUMNS if isinstance(column.type, String | AutoString)] == []
    assert len([column for column in COLUMNS if isinstance(column.type, PlainText)]) > 40


def test_every_instant_has_a_zone() -> None:
    instants = [column for column in COLUMNS if column.name.endswith(("_at", "_until", "now", "next_due"))]
    assert {repr(column.type) for column in instants} == {"UTCDateTime()"}


def test_nothing_is_filled_in_by_the_database() -> None:
    assert [str(column) for column in COLUMNS if column.server_default is not None or column.default is not None] == []
