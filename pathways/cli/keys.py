"""``pathways keys``: the keys that lie outside the database. Shows what may be known of them, never a secret."""

from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.context import DatabaseUrl, Json, read_settings
from pathways.cli.output import tell, tell_aside, tell_json, tell_rows
from pathways.cli.when import json_moment, write_short_moment
from pathways.cli.wording import add_command, group
from pathways.errors import UsageError
from pathways.messages import say

if TYPE_CHECKING:
    from pathways.keys.folder import KeyFolder

KINDS = ("signing",)
"""What keys can be made for here."""

Kind = Annotated[str, typer.Argument(metavar="SLAG", help=say("cli.keys.argument_kind"), show_default=False)]


def add(app: typer.Typer) -> None:
    """Add ``keys new`` and ``keys list``."""
    keys = group("keys")
    add_command(keys, "new", "keys_new", new)
    add_command(keys, "list", "keys_list", list_keys)
    app.add_typer(keys, name="keys")


def new(kind: Kind, database: DatabaseUrl = "") -> None:
    """Make a key, the current one from now on."""
    if kind not in KINDS:
        raise UsageError("cli.keys.kind", kind=kind, known=", ".join(KINDS))
    from pathways.keys.signing import current_signer, new_key

    folder = _folder(database)
    made = new_key(folder)
    tell(say("cli.keys.made", key=made.key, folder=folder.path, fingerprint=current_signer(folder).fingerprint))
    tell_aside(say("cli.keys.made_next", public=f"{made.key}.pub"))


def list_keys(database: DatabaseUrl = "", as_json: Json = False) -> None:
    """Which keys there are, oldest first."""
    from pathways.keys.signing import KIND, SECRET, public_keys

    folder = _folder(database)
    known = public_keys(folder)
    secret = folder.files(KIND, SECRET)
    current = secret[-1].number if secret else 0
    if as_json:
        told = [
            {
                "key": file.key,
                "made_at": json_moment(folder.made_at(file)),
                "fingerprint": key.fingerprint,
                "current": file.number == current,
            }
            for file, key in known
        ]
        tell_json({"schema": "pathways.keys/1", "folder": str(folder.path), "keys": told})
        return
    if not known:
        tell(say("cli.keys.empty", folder=folder.path))
    for file, key in known:
        use = say("cli.keys.in_use" if file.number == current else "cli.keys.older")
        tell_rows([(file.key, write_short_moment(folder.made_at(file)), use)], fixed=(0,))
        tell_rows([(key.fingerprint,)], indent=4)


def _folder(database: str) -> "KeyFolder":
    """The folder of the settings, for which no database is opened; else that of a sandbox."""
    from pathways.cli.key_place import key_folder
    from pathways.keys.folder import KeyFolder
    from pathways.store import sandbox
    from pathways.store.database import Database

    settings = read_settings(database)
    if settings.keys is not None:
        return KeyFolder(settings.keys)
    opened = Database.open(settings.database)
    try:
        with opened.read() as conn:
            row = sandbox.read(conn)
        return key_folder(settings, opened, sandbox=row is not None)
    finally:
        opened.close()
