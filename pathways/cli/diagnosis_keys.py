"""The check of ``doctor`` on the folder of keys: whether anybody else can look into it. Reads no key."""

from pathlib import Path

from pathways.cli.finding import Check
from pathways.cli.key_place import key_path
from pathways.errors import PathwaysError
from pathways.keys.folder import KeyFolder
from pathways.messages import say
from pathways.messages.line import as_line
from pathways.settings import Settings
from pathways.store import sandbox
from pathways.store.database import Database


def diagnose_keys(database: Database, settings: Settings) -> Check:
    """Who may look into the folder of keys, and whether there are any. Raises: as reading the database."""
    with database.read() as conn:
        row = sandbox.read(conn)
    path = key_path(settings, database, sandbox=row is not None)
    remark = "" if row else say("cli.doctor.remark_no_keys")
    if path is None:
        return Check(name="keys", found=say("cli.doctor.no_keys"), remark=remark)
    folder = KeyFolder(path)
    try:
        keys = {file.key for file in folder.every() if file.suffix != "pub"}
        open_to_others = folder.open_files()
    except (PathwaysError, OSError) as error:
        mend = str(error) if isinstance(error, PathwaysError) else say("keys.no_such_folder", folder=path)
        return Check(name="keys", found=as_line(path), mend=mend)
    if open_to_others:
        mend = say("keys.file_open", file=path / open_to_others[0])
        return Check(name="keys", found=as_line(path), mend=mend)
    if not keys:
        return Check(name="keys", found=say("cli.doctor.no_keys"), remark=remark)
    beside = row is None and _shares_a_backup(path, database)
    remark = say("cli.doctor.remark_keys_beside") if beside else ""
    return Check(name="keys", found=say("cli.doctor.keys", count=len(keys), folder=path), remark=remark)


def _shares_a_backup(keys: Path, database: Database) -> bool:
    """Whether the keys lie in the folder of an SQLite file, or beneath it: who copies one copies both."""
    return database.kind == "sqlite" and Path(database.place).resolve().parent in keys.resolve().parents
