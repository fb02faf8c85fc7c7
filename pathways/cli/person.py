"""``pathways person``: what is known of the persons of a case, encrypted under the key of the case.

Values come by prompt, by standard input or in a file, never on the command line.
"""

from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.context import As, DatabaseUrl, Json, Session, open_session, read_settings
from pathways.cli.given import CaseId
from pathways.cli.output import tell, tell_aside, tell_json
from pathways.cli.wording import add_command, group
from pathways.counting.oslo import civil_date
from pathways.errors import UsageError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from pathways.engine.person_values import GivenField
    from pathways.engine.persons import Persons, Written

Who = Annotated[str, typer.Argument(metavar="[HVEM]", help=say("cli.person.argument_who"), show_default=False)]
Field = Annotated[str, typer.Argument(metavar="[FELT]", help=say("cli.person.argument_field"), show_default=False)]
Searched = Annotated[str, typer.Argument(metavar="[FELT]", help=say("cli.person.argument_searched"))]
From = Annotated[str, typer.Option("--from", metavar="FIL|-", help=say("cli.person.option_from"))]
History = Annotated[bool, typer.Option("--history", help=say("cli.person.option_history"))]


def add(app: typer.Typer) -> None:
    """Add ``person`` and its commands."""
    from pathways.cli.person_contact import contact

    person = group("person")
    add_command(person, "show", "person_show", show)
    add_command(person, "set", "person_set", set_fields)
    add_command(person, "correct", "person_correct", correct)
    add_command(person, "search", "person_search", search)
    add_command(person, "contact", "person_contact", contact)
    app.add_typer(person, name="person")


def show(
    case_id: CaseId, *, history: History = False, user: As = "", database: DatabaseUrl = "", as_json: Json = False
) -> None:
    """What is known of the persons of a case."""
    from pathways.cli.person_page import persons_document, tell_persons

    with open_session(database, user, Action.person_read, about=case_id) as session:
        shown = persons_of(session, database).show(case_id)
        today = civil_date(session.installation.clock.now())
    if as_json:
        tell_json(persons_document(case_id, shown, today, history=history))
    else:
        tell_persons(case_id, shown, today, history=history)


def set_fields(
    case_id: CaseId,
    who: Who = "",
    field: Field = "",
    *,
    source: From = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Write down what was not known."""
    from pathways.cli.closed_case import closed_told_whole

    with open_session(database, user, Action.person_write, about=case_id) as session:
        persons = persons_of(session, database, writing=True)
        given, _ = _given(who, field, source, reason=False)
        with closed_told_whole(session, case_id):
            written = persons.write(case_id, given)
    tell_written(written, as_json=as_json)


def correct(
    case_id: CaseId,
    who: Who = "",
    field: Field = "",
    *,
    source: From = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Write what fields should have said, and why."""
    from pathways.cli.closed_case import closed_told_whole

    with open_session(database, user, Action.person_write, about=case_id) as session:
        persons = persons_of(session, database, writing=True)
        given, why = _given(who, field, source, reason=True)
        with closed_told_whole(session, case_id):
            written = persons.correct(case_id, given, why)
    tell_written(written, as_json=as_json)


def search(
    field: Searched = "national_number", *, user: As = "", database: DatabaseUrl = "", as_json: Json = False
) -> None:
    """In which cases somebody has a number or a name."""
    from pathways.cli.person_given import ask
    from pathways.cli.person_page import hits_document, tell_hits

    with open_session(database, user, Action.person_search) as session:
        persons = persons_of(session, database)
        hits = persons.search(field, ask(say("cli.person.ask_searched")))
    if as_json:
        tell_json(hits_document(field, hits))
    else:
        tell_hits(hits)


def _given(who: str, field: str, source: str, *, reason: bool) -> "tuple[tuple[GivenField, ...], str]":
    """The fields, from a file or by prompt, and the reason where there is to be one. Raises: UsageError."""
    from pathways.cli.person_given import ask, read_persons
    from pathways.engine.person_values import GivenField, require_field

    if bool(source) == bool(who) or bool(who) != bool(field):
        raise UsageError("cli.person.which")
    if source:
        return read_persons(source, reason=reason)
    require_field(who, field)
    value = ask(say("cli.person.ask_value", field=f"{who}.{field}"))
    why = ask(say("cli.person.ask_reason")) if reason else ""
    return (GivenField(subject=who, field=field, value=value),), why


def persons_of(session: Session, database: str, *, writing: bool = False) -> "Persons":
    """The persons of cases, for a session; a sandbox gets its first keys with the first writing."""
    from pathways.cli.key_place import key_folder
    from pathways.engine.persons import Persons
    from pathways.store import case_keys
    from pathways.vault.door import Vault
    from pathways.vault.ring import KeyRing

    world = session.installation
    ring = KeyRing(folder=key_folder(read_settings(database), world.database, sandbox=world.sandbox))
    with world.database.read() as conn:
        unused = not case_keys.counts(conn)
    # A sandbox that has none gets keys; never again once something is locked: a new key would open none of it.
    if writing and world.sandbox and unused and (made := ring.make_missing()):
        tell_aside(say("cli.person.first_keys", keys=", ".join(made), folder=ring.folder.path))
    return Persons(
        database=world.database,
        desk=world.desk,
        clock=world.clock,
        vault=Vault(ring),
        reader=session.reader,
        sandbox=world.sandbox,
    )


def tell_written(written: "Written", *, as_json: bool) -> None:
    """What was written, by the names of fields."""
    if as_json:
        tell_json(
            {
                "schema": "pathways.person-written/1",
                "case_id": written.case_id,
                "seq": written.seq or None,
                "fields": list(written.fields),
            }
        )
    elif not written.seq:
        tell(say("cli.person.unchanged", case=written.case_id))
    else:
        told = ", ".join(written.fields)
        tell(say("cli.person.written", case=written.case_id, seq=written.seq, fields=told))
