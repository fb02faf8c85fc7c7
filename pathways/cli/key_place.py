"""Where keys lie: the folder of the settings; for a sandbox on SQLite, where none is set, one beside its file."""

from pathlib import Path
from typing import TYPE_CHECKING

from pathways.errors import UsageError
from pathways.keys import place

if TYPE_CHECKING:
    from pathways.keys.folder import KeyFolder
    from pathways.settings import Settings
    from pathways.store.database import Database


def key_folder(settings: "Settings", database: "Database", *, sandbox: bool) -> "KeyFolder":
    """The folder, which may not be there yet. Raises: UsageError where the settings name none."""
    found = key_path(settings, database, sandbox=sandbox)
    if found is None:
        raise UsageError("keys.not_set")
    from pathways.keys.folder import KeyFolder

    return KeyFolder(found)


def key_path(settings: "Settings", database: "Database", *, sandbox: bool) -> Path | None:
    """Where the folder is or would be; None where nothing says."""
    return place.key_path(settings.keys, sandbox=sandbox, kind=database.kind, place=database.place)
