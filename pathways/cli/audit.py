"""``pathways audit``: engagements of those who look at a service from outside; their list, samples, and cases taken."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.context import As, DatabaseUrl, Json, open_session
from pathways.cli.output import one_line
from pathways.cli.wording import add_command, group
from pathways.definitions_folder import definitions_folder
from pathways.errors import NotFoundError, UsageError
from pathways.messages import say
from pathways.messages.graded import law_told
from pathways.model.policy import Action

if TYPE_CHECKING:
    from pathways.engine.auditing import Audits

Id = Annotated[str, typer.Argument(metavar="TILSYN", help=say("oversight.argument_id"), show_default=False)]
SomeId = Annotated[str, typer.Argument(metavar="[TILSYN]", help=say("oversight.argument_some_id"), show_default=False)]
Row = Annotated[str, typer.Argument(metavar="RAD", help=say("oversight.argument_row"), show_default=False)]
Basis = Annotated[
    str, typer.Option("--basis", metavar="HJEMMEL", help=say("oversight.option_basis"), show_default=False)
]
Organisation = Annotated[
    str, typer.Option("--organisation", metavar="NAVN", help=say("oversight.option_organisation"), show_default=False)
]
Reference = Annotated[
    str, typer.Option("--reference", metavar="TEKST", help=say("oversight.option_reference"), show_default=False)
]
Persons = Annotated[
    list[str], typer.Option("--person", metavar="PERSON", help=say("oversight.option_person"), show_default=False)
]
Services = Annotated[
    list[str], typer.Option("--service", metavar="TJENESTE", help=say("oversight.option_service"), show_default=False)
]
Pathways = Annotated[
    list[str] | None, typer.Option("--pathway", metavar="FORLØP", help=say("oversight.option_pathway"))
]
CasesFrom = Annotated[str, typer.Option("--cases-from", metavar="DATO", help=say("oversight.option_cases_from"))]
CasesTo = Annotated[str, typer.Option("--cases-to", metavar="DATO", help=say("oversight.option_cases_to"))]
From = Annotated[str, typer.Option("--from", metavar="DATO", help=say("oversight.option_engaged_from"))]
To = Annotated[str, typer.Option("--to", metavar="DATO", help=say("oversight.option_engaged_to"), show_default=False)]
Last = Annotated[str, typer.Option("--last", metavar="DATO", help=say("oversight.option_last"))]
Why = Annotated[str, typer.Option("--reason", metavar="TEKST", help=say("oversight.option_why"), show_default=False)]
Given = Annotated[str, typer.Option("--engagement", metavar="TILSYN", help=say("oversight.option_engagement"))]
Count = Annotated[
    int,
    typer.Option("--count", metavar="ANTALL", min=1, max=500, help=say("oversight.option_count"), show_default=False),
]


def add(app: typer.Typer) -> None:
    """Add ``audit`` and its commands."""
    audit = group("audit")
    add_command(audit, "start", "audit_start", start)
    add_command(audit, "show", "audit_show", show)
    add_command(audit, "extend", "audit_extend", extend)
    add_command(audit, "end", "audit_end", end)
    add_command(audit, "list", "audit_list", list_rows)
    add_command(audit, "sample", "audit_sample", sample)
    add_command(audit, "take", "audit_take", take)
    app.add_typer(audit, name="audit")


@contextmanager
def open_audits(database: str, user: str, action: Action, *others: Action) -> "Iterator[Audits]":
    """The engagements of an installation, for whoever acts."""
    from pathways.engine.auditing import Audits

    with open_session(database, user, action, *others) as session:
        world = session.installation
        yield Audits(
            database=world.database,
            library=world.library,
            roster=world.roster,
            clock=world.clock,
            entropy=world.desk.entropy,
            reader=session.reader,
        )


def start(
    id_: Id,
    *,
    basis: Basis,
    organisation: Organisation,
    reference: Reference,
    persons: Persons,
    services: Services,
    last: To,
    pathways: Pathways = None,
    cases_from: CasesFrom = "",
    cases_to: CasesTo = "",
    first: From = "",
    why: Why = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Record an engagement."""
    from pathways.cli.audit_page import tell_engagement
    from pathways.intake.oversight_file import read_bases
    from pathways.intake.people_file import id_fault
    from pathways.model.engagement import Engagement, Scope

    if fault := id_fault(id_):
        raise UsageError("people.bad_argument", what="TILSYN", why=fault)
    for option, text in (("--organisation", organisation), ("--reference", reference), ("--reason", why)):
        _require_plain(option, text)
    bases = read_bases(definitions_folder())
    if basis not in bases:
        raise NotFoundError("oversight.unknown_basis", basis=one_line(basis), known=", ".join(sorted(bases)) or "–")
    scope = Scope(
        services=_named("--service", services),
        pathways=_named("--pathway", pathways or ()),
        first=_day(cases_from) if cases_from else None,
        last=_day(cases_to) if cases_to else None,
    )
    if scope.first and scope.last and scope.last < scope.first:
        raise UsageError("people.bad_argument", what="--cases-to", why=say("people.ends_before"))
    with open_audits(database, user, Action.engagement_write) as audits:
        wanted = Engagement(
            id=id_,
            basis=basis,
            law=law_told(bases[basis].law, bases[basis].certainty),
            organisation=organisation,
            reference=reference,
            persons=_named("--person", persons),
            scope=scope,
            first=_day(first) if first else audits.today,
            last=_day(last),
            key="",
        )
        tell_engagement(audits, audits.start(wanted, bases[basis], why), as_json=as_json)


def show(id_: SomeId = "", *, user: As = "", database: DatabaseUrl = "", as_json: Json = False) -> None:
    """List engagements, or show one with all that came of it."""
    from pathways.cli.audit_page import tell_engagement, tell_engagements

    with open_audits(database, user, Action.engagement_write, Action.audit_read) as audits:
        if id_:
            tell_engagement(audits, audits.named(id_), as_json=as_json)
        else:
            tell_engagements(audits.known(), audits.today, as_json=as_json)


def extend(id_: Id, *, last: To, why: Why, user: As = "", database: DatabaseUrl = "", as_json: Json = False) -> None:
    """Let an engagement last longer."""
    from pathways.cli.audit_page import tell_engagement

    _require_plain("--reason", why)
    with open_audits(database, user, Action.engagement_write) as audits:
        tell_engagement(audits, audits.extend(id_, _day(last), why), as_json=as_json)


def end(
    id_: Id, *, last: Last = "", why: Why = "", user: As = "", database: DatabaseUrl = "", as_json: Json = False
) -> None:
    """Let an engagement end today, or on another day before it would."""
    from pathways.cli.audit_page import tell_engagement

    _require_plain("--reason", why)
    with open_audits(database, user, Action.engagement_write) as audits:
        day = _day(last) if last else audits.today
        tell_engagement(audits, audits.end(id_, day, why), as_json=as_json)


def list_rows(*, engagement: Given = "", user: As = "", database: DatabaseUrl = "", as_json: Json = False) -> None:
    """List the cases in the scope without names and numbers."""
    from pathways.cli.audit_page import tell_list

    with open_audits(database, user, Action.audit_read) as audits:
        tell_list(audits.library, audits.list_rows(audits.of_actor(engagement)), as_json=as_json)


def sample(
    *, count: Count, engagement: Given = "", user: As = "", database: DatabaseUrl = "", as_json: Json = False
) -> None:
    """Draw cases by chance."""
    from pathways.cli.audit_page import tell_picked

    with open_audits(database, user, Action.audit_read) as audits:
        tell_picked(*audits.draw(audits.of_actor(engagement), count), as_json=as_json)


def take(
    row: Row,
    *,
    why: Why,
    engagement: Given = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Take a case that was not drawn, with a reason."""
    from pathways.cli.audit_page import tell_picked

    if not why.strip():
        raise UsageError("oversight.reason_missing")
    _require_plain("--reason", why)
    with open_audits(database, user, Action.audit_read) as audits:
        tell_picked(*audits.take(audits.of_actor(engagement), row.strip().lower(), why.strip()), as_json=as_json)


def _named(option: str, given: Sequence[str]) -> tuple[str, ...]:
    """Ids as typed, each once; what cannot be one is refused without being repeated."""
    from pathways.intake.people_file import id_fault

    for each in given:
        if fault := id_fault(each):
            raise UsageError("people.bad_argument", what=option, why=fault)
    return tuple(dict.fromkeys(given))


def _day(typed: str) -> date:
    from pathways.counting.oslo import parse_moment

    return parse_moment(typed).on


def _require_plain(option: str, text: str) -> None:
    """Raises: UsageError for what may not be kept in the clear."""
    from pathways.intake.people_file import shown_fault

    if text and (fault := shown_fault(text)):
        raise UsageError("people.bad_argument", what=option, why=fault)
