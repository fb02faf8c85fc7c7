"""``pathways account``: who may log in. A new account is a code told once; its owner chooses the rest."""

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.context import As, DatabaseUrl, Json, open_office_of, os_account, read_settings
from pathways.cli.login import User, at_the_door, come_in, named
from pathways.cli.output import tell, tell_as_is, tell_aside
from pathways.cli.people_options import PersonId, Why
from pathways.cli.wording import add_command, group
from pathways.errors import UsageError
from pathways.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pathways.engine.installation import Installation
    from pathways.login.keeping import Keeper

SomePerson = Annotated[
    str, typer.Argument(metavar="[PERSON]", help=say("cli.account.argument_person"), show_default=False)
]
OfPerson = Annotated[str, typer.Option("--person", metavar="PERSON", help=say("cli.account.option_person"))]
Limit = Annotated[
    int, typer.Option("--limit", metavar="ANTALL", min=1, max=10_000, help=say("cli.account.option_limit"))
]


def add(app: typer.Typer) -> None:
    """Add ``account`` and its commands."""
    account = group("account")
    add_command(account, "create", "account_create", create)
    add_command(account, "activate", "account_activate", activate)
    add_command(account, "reset", "account_reset", reset)
    add_command(account, "lock", "account_lock", lock)
    add_command(account, "unlock", "account_unlock", unlock)
    add_command(account, "list", "account_list", list_accounts)
    add_command(account, "show", "account_show", show)
    add_command(account, "log", "account_log", log)
    app.add_typer(account, name="account")


@contextmanager
def open_keeping(database: str, user: str, *, looks: bool = False) -> "Iterator[tuple[Installation, Keeper]]":
    """The accounts, and who acts: while nobody can manage them, whoever runs the command, unless it only ``looks``."""
    from pathways.cli.acting import refuse_claim, session_actor, who_acts
    from pathways.engine.organising import Organiser
    from pathways.login.keeping import Keeper
    from pathways.model.record import Actor

    settings = read_settings(database)
    with open_office_of(database) as world:
        organiser = Organiser(database=world.database, library=world.library, roster=world.roster, clock=world.clock)
        nobody = Actor(user="", roles=(), os_account=os_account(), authenticated=False)
        keeper = Keeper(organiser=organiser, actor=nobody, clock=world.system)
        refuse_claim(world, user)
        if not (world.sandbox or looks) and keeper.nobody_can() and session_actor(world, settings) is None:
            yield world, keeper
            return
        actor = who_acts(world, settings, user)
        yield world, Keeper(organiser=organiser, actor=actor, clock=world.system)


def create(
    person: PersonId, *, why: Why = "", user: As = "", database: DatabaseUrl = "", as_json: Json = False
) -> None:
    """Let somebody log in: a code that activates the account, told once."""
    from pathways.cli.account_page import tell_invited

    with open_keeping(database, user) as (_, keeper):
        tell_invited(keeper.create(person, _plain(why)), by_account=_unmanaged(keeper), as_json=as_json)


def reset(person: PersonId, *, why: Why = "", user: As = "", database: DatabaseUrl = "", as_json: Json = False) -> None:
    """Take password, codes and sessions from somebody who lost them, and give a new code."""
    from pathways.cli.account_page import tell_invited

    with open_keeping(database, user) as (_, keeper):
        tell_invited(keeper.reset(person, _plain(why)), by_account=_unmanaged(keeper), as_json=as_json)


def lock(person: PersonId, *, why: Why = "", user: As = "", database: DatabaseUrl = "") -> None:
    """Let an account be used no more, from now on."""
    with open_keeping(database, user) as (_, keeper):
        keeper.lock(person, _plain(why))
    tell(say("cli.account.was_locked", user=person))


def unlock(person: PersonId, *, why: Why = "", user: As = "", database: DatabaseUrl = "") -> None:
    """Let an account be used again; also after too many wrong attempts."""
    with open_keeping(database, user) as (_, keeper):
        keeper.unlock(person, _plain(why))
    tell(say("cli.account.was_unlocked", user=person))


def list_accounts(*, user: As = "", database: DatabaseUrl = "", as_json: Json = False) -> None:
    """Who has an account, and who has a role and none."""
    from pathways.cli.account_page import tell_accounts

    with open_keeping(database, user, looks=True) as (_, keeper):
        tell_accounts(keeper.every(), keeper.clock.now(), as_json=as_json)


def show(person: SomePerson = "", *, user: As = "", database: DatabaseUrl = "", as_json: Json = False) -> None:
    """One account: one's own, or another's."""
    from pathways.cli.account_page import tell_account

    with open_keeping(database, user, looks=True) as (_, keeper):
        tell_account(keeper.one(person or keeper.actor.user), keeper.clock.now(), as_json=as_json)


def log(
    *, person: OfPerson = "", limit: Limit = 50, user: As = "", database: DatabaseUrl = "", as_json: Json = False
) -> None:
    """Log-ins, attempts and what was done to accounts, newest first."""
    from pathways.cli.account_page import tell_log

    with open_keeping(database, user, looks=True) as (_, keeper):
        tell_log(keeper.noted(person or None, limit), as_json=as_json)


def activate(user: User = "", database: DatabaseUrl = "") -> None:
    """Choose a password, set up an app that shows codes, and be logged in."""
    from pathways.cli.person_given import ask
    from pathways.login import codes
    from pathways.login.passwords import SHORTEST, require_good

    with at_the_door(database) as (world, settings, door):
        name = named(user, settings)
        invite = ask(say("cli.account.ask_invite"))
        door.require_invited(name, invite)
        password = ask(say("cli.account.ask_new", shortest=SHORTEST))
        require_good(password, door.about(name))
        if ask(say("cli.account.ask_again")) != password:
            raise UsageError("login.not_the_same")
        secret = codes.new_secret()
        tell(say("cli.account.secret"))
        tell_as_is(f"    {secret}")
        tell(say("cli.account.address"))
        tell_as_is(f"    {codes.address_of(secret, name)}")
        code = ask(say("cli.account.ask_first_code"))
        come_in(world, settings, door, door.activate(name, invite, password, secret, code))
        tell_aside(say("cli.account.activated"))


def _plain(why: str) -> str:
    """A reason that may be kept in the clear. Raises: UsageError."""
    from pathways.intake.people_file import shown_fault

    if why and (fault := shown_fault(why)):
        raise UsageError("people.bad_argument", what="--reason", why=fault)
    return why


def _unmanaged(keeper: "Keeper") -> str:
    """The account of the machine that did it, where nobody else could; else empty."""
    return "" if keeper.actor.user else keeper.actor.os_account
