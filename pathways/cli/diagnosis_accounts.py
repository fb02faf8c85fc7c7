"""The check of ``doctor`` on those who log in: whether two can help each other, and whether secrets can be opened."""

from pathways.cli.diagnosis_vault import key_name, wrapping_here
from pathways.cli.finding import Check
from pathways.cli.key_place import key_path
from pathways.clock import SystemClock
from pathways.compiler.catalogue import compile_folder
from pathways.counting.oslo import civil_date
from pathways.engine.people import people_on
from pathways.errors import DefinitionError
from pathways.messages import say
from pathways.model.policy import Action
from pathways.people.fold import fold
from pathways.settings import Settings
from pathways.store import accounts, organisation, sandbox
from pathways.store.database import Database

NAME = "accounts"


def diagnose_accounts(database: Database, settings: Settings) -> Check:
    """How many accounts are in use, and what would keep people out. Raises: as reading the database."""
    with database.read() as conn:
        known = accounts.every(conn)
        under = accounts.under_keys(conn)
        # That the log of the organisation is not what it was is told where it is looked at.
        entries = () if organisation.first_broken(conn) else organisation.every(conn)
        people = people_on(fold(entries), civil_date(SystemClock().now()))
        is_sandbox = sandbox.read(conn) is not None
    usable = {account.user for account in known if account.active and not account.locked} & set(people.users)
    found = say("cli.doctor.accounts", count=len(usable))
    here = wrapping_here(key_path(settings, database, sandbox=is_sandbox))
    missing = [number for number in under if number not in here]
    if missing:
        names = ", ".join(map(key_name, missing))
        return Check(name=NAME, found=found, mend=say("cli.doctor.mend_account_keys", names=names))
    if is_sandbox or not people.users:
        return Check(name=NAME, found=found)
    try:
        managing = compile_folder(settings.definitions).policy.roles_for(Action.account_write)
    except DefinitionError:
        # That the definitions are to be mended is told where they are looked at.
        return Check(name=NAME, found=found)
    managers = {user.name for role in managing for user in people.holders(role)} & usable
    few = len(managers) < 2
    return Check(name=NAME, found=found, remark=say("cli.doctor.few_managers", who=_names(managers)) if few else "")


def _names(people: set[str]) -> str:
    return ", ".join(sorted(people)) or "–"
