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
    from collections.abc import Iterator

    from pathways.keys.folder import KeyFile, KeyFolder

KINDS = ("signing", "wrapping", "search")
"""What keys can be made for here."""

Kind = Annotated[str, typer.Argument(metavar="SLAG", help=say("cli.keys.argument_kind"), show_default=False)]


def add(app: typer.Typer) -> None:
    """Add ``keys new`` and ``keys list``."""
    keys = group("keys")
    add_command(keys, "new", "keys_new", new)
    add_command(keys, "list", "keys_list", list_keys)
    add_command(keys, "rewrap", "keys_rewrap", rewrap)
    app.add_typer(keys, name="keys")


def new(kind: Kind, database: DatabaseUrl = "") -> None:
    """Make a key, the current one from now on."""
    if kind not in KINDS:
        raise UsageError("cli.keys.kind", kind=kind, known=", ".join(KINDS))
    from pathways.keys import raw
    from pathways.keys.signing import current_signer
    from pathways.keys.signing import new_key as new_signing_key

    folder = _folder(database)
    if kind in raw.KINDS:
        made = raw.new_key(folder, kind)
        mark = raw.fingerprint(raw.read(folder, kind, made.number))
        next_step = say("cli.keys.made_wrapping" if kind == raw.WRAPPING else "cli.keys.made_search")
    else:
        made = new_signing_key(folder)
        mark = current_signer(folder).fingerprint
        next_step = say("cli.keys.made_next", public=f"{made.key}.pub")
    tell(say("cli.keys.made", key=made.key, folder=folder.path, fingerprint=mark))
    tell_aside(next_step)


def list_keys(database: DatabaseUrl = "", as_json: Json = False) -> None:
    """Which keys there are, by kind, oldest first."""
    folder = _folder(database)
    known = tuple(_known(folder))
    newest = {file.kind: file.number for file, _ in known}
    if as_json:
        told = [
            {
                "key": file.key,
                "made_at": json_moment(folder.made_at(file)),
                "fingerprint": mark,
                "current": file.number == newest[file.kind],
            }
            for file, mark in known
        ]
        tell_json({"schema": "pathways.keys/1", "folder": str(folder.path), "keys": told})
        return
    if not known:
        tell(say("cli.keys.empty", folder=folder.path))
    for file, mark in known:
        use = say("cli.keys.in_use" if file.number == newest[file.kind] else "cli.keys.older")
        tell_rows([(file.key, write_short_moment(folder.made_at(file)), use)], fixed=(0,))
        tell_rows([(mark,)], indent=4)


def rewrap(database: DatabaseUrl = "", as_json: Json = False) -> None:
    """Lock the keys of all cases with the newest wrapping key."""
    from pathways.cli.progress import progress
    from pathways.store.database import Database
    from pathways.vault.rewrapping import rewrap as rewrap_all
    from pathways.vault.ring import KeyRing

    ring, count = KeyRing(folder=_folder(database)), 0
    opened = Database.open(read_settings(database).database)
    try:
        with progress(say("cli.keys.rewrap_progress")) as advance:
            for done in rewrap_all(opened, ring):
                count += done
                advance(count, None)
    finally:
        opened.close()
    name = f"wrapping-{ring.current():04d}"
    if as_json:
        tell_json({"schema": "pathways.keys-rewrapped/1", "key": name, "cases": count})
    else:
        tell(say("cli.keys.rewrapped", name=name, count=count))


def _known(folder: "KeyFolder") -> "Iterator[tuple[KeyFile, str]]":
    """Each key with its fingerprint; of one with two halves the public one."""
    from pathways.keys import raw
    from pathways.keys.signing import public_keys

    for file, public in public_keys(folder):
        yield file, public.fingerprint
    for kind in raw.KINDS:
        for file in raw.files(folder, kind):
            yield file, raw.fingerprint(raw.read(folder, kind, file.number))


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
