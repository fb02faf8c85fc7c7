"""What ``verify`` and ``doctor`` say of what lies about persons: opened with the keys at hand, and not shown."""

from typing import TYPE_CHECKING

from pathways.cli.key_place import key_path
from pathways.messages import say

if TYPE_CHECKING:
    from pathways.settings import Settings
    from pathways.store.connection import Connection
    from pathways.store.database import Database
    from pathways.vault.contents import Contents
    from pathways.vault.ring import KeyRing


def key_ring(settings: "Settings", database: "Database", *, sandbox: bool) -> "KeyRing | None":
    """The keys of the settings; None where nothing says where they lie."""
    from pathways.keys.folder import KeyFolder
    from pathways.vault.ring import KeyRing

    path = key_path(settings, database, sandbox=sandbox)
    return None if path is None else KeyRing(folder=KeyFolder(path))


def contents_of(conn: "Connection", ring: "KeyRing | None", case_id: str) -> "Contents":
    """Of one case, or of all. Raises as ``vault.contents.check_contents``."""
    from pathways.store.events import any_bytes
    from pathways.vault.contents import check_contents

    with any_bytes(conn):
        return check_contents(conn, ring, case_id or None)


def unproven(keys: tuple[str, ...], persons_locked: int) -> list[str]:
    """What the check cannot show, with what is locked."""
    return [say(key) for key in (*keys, *(("cli.verify.cannot_persons",) if persons_locked else ()))]
