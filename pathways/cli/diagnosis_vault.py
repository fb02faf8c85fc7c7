"""The check of ``doctor`` on the keys of cases: what they are locked with, and whether that is here. Opens nothing."""

from pathlib import Path

from pathways.cli.finding import Check
from pathways.cli.key_place import key_path
from pathways.errors import PathwaysError
from pathways.keys import raw
from pathways.keys.folder import KeyFolder
from pathways.messages import say
from pathways.settings import Settings
from pathways.store import case_keys, sandbox
from pathways.store.database import Database

NAME = "case_keys"


def diagnose_case_keys(database: Database, settings: Settings) -> Check:
    """How many are under which key, how many under older ones, and which are missing. Raises: as the database."""
    with database.read() as conn:
        counts = case_keys.counts(conn)
        row = sandbox.read(conn)
    if not counts:
        return Check(name=NAME, found=say("cli.doctor.case_keys_none"))
    here = wrapping_here(key_path(settings, database, sandbox=row is not None))
    newest = max((*counts, *here))
    older = sum(count for number, count in counts.items() if number != newest)
    missing = {number: count for number, count in counts.items() if number not in here}
    key = "cli.doctor.case_keys_older" if older else "cli.doctor.case_keys"
    found = say(key, count=counts.get(newest, 0), name=key_name(newest), older=older)
    if missing:
        names = ", ".join(map(key_name, missing))
        mend = say("cli.doctor.mend_key_missing", names=names, count=sum(missing.values()))
        return Check(name=NAME, found=found, mend=mend)
    return Check(name=NAME, found=found, remark=say("cli.doctor.remark_rewrap") if older else "")


def wrapping_here(path: Path | None) -> frozenset[int]:
    """The numbers of the wrapping keys in the folder; none where it cannot be looked into: ``keys`` tells why."""
    if path is None:
        return frozenset()
    try:
        return frozenset(file.number for file in raw.files(KeyFolder(path), raw.WRAPPING))
    except (PathwaysError, OSError):
        return frozenset()


def key_name(number: int) -> str:
    """What people call a wrapping key."""
    return f"{raw.WRAPPING}-{number:04d}"
