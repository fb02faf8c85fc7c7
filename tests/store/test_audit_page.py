"""The page on the audit chain shows a program; it must do what the page says."""

import re
import subprocess
import sys
from pathlib import Path

from sqlalchemy import text

from pathways.store.database import Database
from tests.store.records import fill_case
from tests.support.tampering import unlocked

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "audit-chain.md"


def check(database: Database, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Runs the program of the page on an SQLite file."""
    shown = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert shown is not None
    program = folder / "check.py"
    program.write_text(shown.group(1), encoding="utf-8")
    return subprocess.run([sys.executable, program, database.place], capture_output=True, text=True, check=False)


def test_the_program_on_the_page_finds_untouched_chains_whole(sqlite_db: Database, tmp_path: Path) -> None:
    with sqlite_db.write() as conn:
        fill_case(conn, 5, "BV-2026-0001")
        fill_case(conn, 5, "BV-2026-0002")
    assert check(sqlite_db, tmp_path).stdout == "2 chains hold\n"


def test_the_program_on_the_page_finds_an_altered_event(sqlite_db: Database, tmp_path: Path) -> None:
    with sqlite_db.write() as conn:
        fill_case(conn, 5)
        with unlocked(conn):
            conn.execute(text("UPDATE event SET envelope = replace(envelope, 'kari', 'ola') WHERE seq = 2"))
    assert check(sqlite_db, tmp_path).stderr == "BV-2026-0001 is not as it was recorded\n"
