"""The invented people of a sandbox, and the engagements of its auditors: the first entries of its organisation."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from pathways.counting.oslo import civil_date
from pathways.engine.people import SYSTEM
from pathways.errors import UsageError
from pathways.files import read_file
from pathways.intake.oversight_file import MAX_BYTES, read_bases
from pathways.intake.people_file import Known, read_toml
from pathways.messages import say
from pathways.messages.graded import law_told
from pathways.model.engagement import Engagement, Scope
from pathways.model.organisation import Change, Organisation
from pathways.people.engaged import start_of
from pathways.people.wanted import changes_for
from pathways.store import organisation, sandbox
from pathways.store.connection import Connection
from pathways.store.entropy import SeededEntropy

SANDBOX_USERS = "sandbox-users.toml"
"""The file of them, beside the definitions."""

SANDBOX_ENGAGEMENTS = "sandbox-engagements.toml"
"""The file of engagements, beside the definitions; people come first."""

DEMO_USERS = "demo-users.toml"
"""The same as ``SANDBOX_USERS`` for the demo: people of two services in two data areas."""


def introduce(conn: Connection, definitions: Path, now: datetime, name: str = SANDBOX_USERS) -> None:
    """Record the people of the file ``name`` beside the definitions, if there is one, as of the day a sandbox begins.

    Nothing is compiled for it: a role that no setting knows is told by ``doctor``. Raises: UsageError for a file.
    """
    file = definitions / name
    if not file.is_file():
        return
    wanted = read_toml(file, Known(roles=None, kinds=None))
    changes = changes_for(Organisation(), wanted, civil_date(now))
    people = frozenset(person.id for person in wanted.persons)
    row = sandbox.read(conn)
    engaged = _engagements(definitions, people, now, SeededEntropy(row.seed)) if row else ()
    if changes:
        organisation.append(conn, [*changes, *engaged], after=0, at=now, actor=SYSTEM, why="")


def _engagements(definitions: Path, people: frozenset[str], now: datetime, entropy: SeededEntropy) -> Iterator[Change]:
    """Those of the file that name people there are. Raises: UsageError."""
    file = definitions / SANDBOX_ENGAGEMENTS
    if not file.is_file():
        return
    bases, first = read_bases(definitions), civil_date(now)
    for id_, entry in _tables(file):
        try:
            basis, persons = bases[str(entry["basis"])], tuple(map(str, _list(entry["persons"])))
            made = Engagement(
                id=id_,
                basis=basis.id,
                law=law_told(basis.law, basis.certainty),
                organisation=str(entry["organisation"]),
                reference=str(entry["reference"]),
                persons=persons,
                scope=Scope(services=tuple(map(str, _list(entry["services"])))),
                first=first,
                last=first + timedelta(days=int(str(entry["days"]))),
                key=entropy.audit_key(id_),
            )
        except (LookupError, TypeError, ValueError, OverflowError):
            raise UsageError("oversight.bad_sandbox_file", file=file.name) from None
        if people.issuperset(persons):
            yield start_of(made)


def _tables(file: Path) -> list[tuple[str, Mapping[str, object]]]:
    try:
        tree = tomllib.loads(read_file(file, MAX_BYTES).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        raise UsageError("people.unreadable", file=file.name, why=say("people.not_toml")) from None
    if not all(isinstance(entry, dict) for entry in tree.values()):
        raise UsageError("oversight.bad_sandbox_file", file=file.name)
    return list(tree.items())


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError
    return value
