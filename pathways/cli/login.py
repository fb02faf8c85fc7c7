"""``pathways login``, ``logout`` and ``whoami``: who is at work here. No secret is ever an argument."""

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.context import DatabaseUrl, Json, open_office_of, read_settings
from pathways.cli.output import tell, tell_json
from pathways.cli.when import json_moment, write_short_moment
from pathways.cli.wording import add_command
from pathways.errors import UsageError
from pathways.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pathways.engine.installation import Installation
    from pathways.login.door import Door, LoggedIn
    from pathways.model.record import Actor
    from pathways.settings import Settings
    from pathways.store.accounts import LoginSession

LOGGED_IN = "pathways.whoami/1"

User = Annotated[str, typer.Argument(metavar="[BRUKER]", help=say("cli.login.argument_user"), show_default=False)]
Everywhere = Annotated[bool, typer.Option("--everywhere", help=say("cli.login.option_everywhere"))]


def add(app: typer.Typer) -> None:
    """Add ``login``, ``logout`` and ``whoami``."""
    add_command(app, "login", "login", login)
    add_command(app, "logout", "logout", logout)
    add_command(app, "whoami", "whoami", whoami)


def login(user: User = "", database: DatabaseUrl = "", as_json: Json = False) -> None:
    """Log in with a password and a code."""
    from pathways.cli.person_given import ask

    with at_the_door(database) as (world, settings, door):
        name = named(user, settings)
        password, code = ask(say("cli.login.ask_password")), ask(say("cli.login.ask_code"))
        come_in(world, settings, door, door.log_in(name, password, code), as_json=as_json)


def logout(everywhere: Everywhere = False, database: DatabaseUrl = "") -> None:
    """End this log-in, or all of one's own."""
    from pathways.cli.acting import session_file
    from pathways.login.session_file import forget_session, read_session

    with at_the_door(database) as (world, settings, door):
        file = session_file(world, settings)
        token = read_session(file)
        ended = door.log_out(token, everywhere=everywhere) if token else 0
        forget_session(file)
        tell(say("cli.login.out", count=ended) if ended else say("cli.login.was_out"))


def whoami(database: DatabaseUrl = "", as_json: Json = False) -> None:
    """Who acts in the commands that are run here, and how that is known."""
    from pathways.cli.acting import present_session, who_acts

    with open_office_of(database) as world:
        settings = read_settings(database)
        actor = who_acts(world, settings, "")
        session = present_session(world, settings) if actor.authenticated else None
        _tell(world, settings, actor, session, as_json=as_json)


@contextmanager
def at_the_door(database: str) -> "Iterator[tuple[Installation, Settings, Door]]":
    """The installation, its settings and its door."""
    from pathways.cli.acting import door_of

    settings = read_settings(database)
    with open_office_of(database) as world:
        yield world, settings, door_of(world, settings)


def named(user: str, settings: "Settings") -> str:
    """Who wants in: as typed, or PATHWAYS_USER. Raises: UsageError."""
    name = (user or settings.user).strip()
    if not name:
        raise UsageError("login.who")
    return name


def come_in(
    world: "Installation", settings: "Settings", door: "Door", entered: "LoggedIn", *, as_json: bool = False
) -> None:
    """Keep a new log-in in the person's file, in the place of any before, which ends. Raises: UnavailableError."""
    from pathways.cli.acting import session_actor, session_file
    from pathways.login.session_file import read_session, write_session

    file = session_file(world, settings)
    try:
        before = read_session(file)
        write_session(file, entered.token)
    except BaseException:
        door.log_out(entered.token)
        raise
    if before:
        door.log_out(before)
    actor = session_actor(world, settings)
    if actor is not None:
        _tell(world, settings, actor, entered.session, as_json=as_json)


def _tell(
    world: "Installation", settings: "Settings", actor: "Actor", session: "LoginSession | None", *, as_json: bool
) -> None:
    if as_json:
        tell_json(
            {
                "schema": LOGGED_IN,
                "user": actor.user,
                "roles": list(actor.roles),
                "authenticated": actor.authenticated,
                "proof": actor.proof or None,
                "os_account": actor.os_account,
                "since": json_moment(session.begun_at) if session else None,
                "until": json_moment(session.ends_at) if session else None,
            }
        )
        return
    titles = world.library.role_titles()
    roles = ", ".join(titles[role].nb if role in titles else role for role in actor.roles)
    tell(say("cli.login.who", user=actor.user, roles=roles))
    if session is None:
        tell(say("cli.login.claimed", account=actor.os_account))
        return
    until = write_short_moment(session.ends_at)
    tell(say("cli.login.until", until=until, minutes=settings.session_idle_minutes))
