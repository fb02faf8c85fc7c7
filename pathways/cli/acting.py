"""Who acts in a command: whoever logged in; in a sandbox whoever ``--as`` says; for the system, an operator.

An operator is a person for whom the organisation names this account of the operating system. That needs no password,
and counts for commands that run the system alone, never for one that looks into cases.
"""

import os
import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

from pathways.cli.context import SANDBOX_USER, os_account, read_settings
from pathways.cli.output import one_line
from pathways.errors import NotAllowedError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from pathways.engine.installation import Installation
    from pathways.engine.people import People
    from pathways.login.door import Door
    from pathways.model.record import Actor
    from pathways.settings import Settings
    from pathways.store.accounts import LoginSession
    from pathways.vault.ring import KeyRing

OPERATOR = "os_account"
"""How an operator was known, in events."""


def who_acts(world: "Installation", settings: "Settings", typed: str, *, operator: bool = False) -> "Actor":
    """Who acts. ``typed``: what ``--as`` said; ``operator``: whether one may.

    Raises: UsageError for ``--as`` in a real database, and when nobody holds a role; NotAllowedError for an unknown
    user, for one who holds no role today, and when nobody is logged in.
    """
    people = world.people
    if not people.users:
        raise UsageError("cli.frame.no_people")
    refuse_claim(world, typed)
    if world.sandbox and (typed or settings.user):
        return _claimed(people, typed or settings.user)
    found = session_actor(world, settings)
    if found is not None:
        return found
    if world.sandbox:
        return _claimed(people, SANDBOX_USER)
    run_by = world.roster.organisation.person_with(os_account()) if operator else ""
    if run_by in people.users:
        return replace(people.actor(run_by, os_account()), authenticated=True, proof=OPERATOR)
    key = "login.needed_operator" if operator else "login.needed"
    raise NotAllowedError(key, account=os_account(), database=given_database(settings))


def _claimed(people: "People", name: str) -> "Actor":
    """Whoever somebody says they are in a sandbox, where it is told who there is: never of another data area.

    Raises: NotAllowedError.
    """
    if name not in people.users and len(people.areas) < 2:
        raise NotAllowedError("engine.unknown_user", user=name, known=", ".join(people.users) or "—")
    return people.actor(name, os_account())


def given_database(settings: "Settings") -> str:
    """``--database`` as it was given, to be typed again; empty where the environment says it. Never a password."""
    if settings.database == read_settings().database:
        return ""
    scheme, _, rest = settings.database.partition("://")
    login, at, where = rest.rpartition("@")
    address = f"{scheme}://{login.partition(':')[0]}{at}{where.partition('?')[0]}"
    return " --database " + shlex.quote(one_line(address))


def refuse_claim(world: "Installation", typed: str) -> None:
    """Raises: UsageError for a claim in a real database, whoever makes it."""
    if typed and not world.sandbox:
        raise UsageError("login.only_sandbox")


def session_actor(world: "Installation", settings: "Settings") -> "Actor | None":
    """Whoever is logged in; None where nobody is."""
    session = present_session(world, settings)
    if session is None:
        return None
    from pathways.login.door import PROOF

    return replace(world.people.actor(session.user, os_account()), authenticated=True, proof=PROOF)


def present_session(world: "Installation", settings: "Settings") -> "LoginSession | None":
    """The session that lies in this person's file, which counts as using it."""
    from pathways.login.session_file import read_session

    token = read_session(session_file(world, settings))
    return door_of(world, settings).session(token) if token else None


def session_file(world: "Installation", settings: "Settings") -> "Path":
    """The file of a log-in to this database."""
    from pathways.login.session_file import session_path

    return session_path(settings.session, os.environ, world.database.place)


def door_of(world: "Installation", settings: "Settings") -> "Door":
    """The door of this database, for the account of the machine that runs the command."""
    from datetime import timedelta

    from pathways.login.door import Door, Limits

    lasts, idle = timedelta(hours=settings.session_hours), timedelta(minutes=settings.session_idle_minutes)
    return Door(
        limits=Limits(lasts=lasts, idle=idle),
        database=world.database,
        people=lambda: world.people,
        clock=world.system,
        ring=lambda: _ring(world, settings),
        os_account=os_account(),
    )


def _ring(world: "Installation", settings: "Settings") -> "KeyRing":
    """The keys that lock secrets, made where a sandbox has none and nothing is locked yet. Raises: UsageError."""
    from pathways.cli.key_place import key_folder
    from pathways.store import accounts, case_keys
    from pathways.vault.ring import KeyRing

    ring = KeyRing(folder=key_folder(settings, world.database, sandbox=world.sandbox))
    with world.database.read() as conn:
        unused = not case_keys.counts(conn) and not accounts.under_keys(conn)
    if world.sandbox and unused:
        ring.make_missing()
    return ring
