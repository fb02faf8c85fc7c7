"""``pathways access-log``: who has seen a case, or was refused; and what somebody has seen."""

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.context import As, DatabaseUrl, Json, open_session
from pathways.cli.given import After, case_number
from pathways.cli.wording import add_command
from pathways.errors import UsageError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from pathways.store.access_pages import AccessKey, Span

_CURSOR = re.compile(r"([0-9T:.-]{10,40}\+00:00)~([0-9]{1,18})")

MOST = 500
"""Rows of a page at most."""

SomeCase = Annotated[
    str,
    typer.Argument(metavar="[SAK]", help=say("oversight.argument_case"), show_default=False, callback=case_number),
]
OfUser = Annotated[str, typer.Option("--user", metavar="BRUKER", help=say("oversight.option_user"))]
From = Annotated[str, typer.Option("--from", metavar="DATO", help=say("oversight.option_from"))]
To = Annotated[str, typer.Option("--to", metavar="DATO", help=say("oversight.option_to"))]
ForParty = Annotated[bool, typer.Option("--for-party", help=say("oversight.option_for_party"))]
Limit = Annotated[int, typer.Option("--limit", metavar="ANTALL", min=1, max=MOST, help=say("oversight.option_limit"))]


def add(app: typer.Typer) -> None:
    """Add the command."""
    add_command(app, "access-log", "access_log", access_log)


def access_log(
    case_id: SomeCase = "",
    *,
    of_user: OfUser = "",
    first: From = "",
    last: To = "",
    for_party: ForParty = False,
    limit: Limit = 50,
    after: After = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Tell who has seen a case, or what somebody has seen, the newest first."""
    from pathways.cli.access_page import Shown, tell_for_party, tell_page
    from pathways.engine.overseeing import Overseer

    _require_sense(case_id, of_user, after, for_party=for_party)
    span, key = _span(first, last), read_cursor(after) if after else None
    with open_session(database, user, Action.access_read, about=case_id) as session:
        overseer = Overseer(reader=session.reader)
        shown = Shown(library=session.installation.library, case_id=case_id, user=of_user, span=span)
        if for_party:
            now = session.installation.clock.now()
            tell_for_party(shown, overseer.whole(case_id, span), now, as_json=as_json)
        elif case_id:
            tell_page(shown, overseer.of_case(case_id, span, limit=limit, after=key), as_json=as_json)
        else:
            tell_page(shown, overseer.of_user(of_user, span, limit=limit, after=key), as_json=as_json)


def _require_sense(case_id: str, of_user: str, after: str, *, for_party: bool) -> None:
    """Raises UsageError for options that say nothing together."""
    if bool(case_id) == bool(of_user):
        raise UsageError("oversight.which")
    if for_party and (of_user or after):
        raise UsageError("oversight.party_alone")


def _span(first: str, last: str) -> "Span":
    """The days that are asked for, both included. Raises UsageError."""
    from pathways.store.access_pages import Span

    span = Span(first=_begin(first, 0) if first else None, end=_begin(last, 1) if last else None)
    if span.first is not None and span.end is not None and span.first >= span.end:
        raise UsageError("oversight.ends_before")
    return span


def _begin(typed: str, days: int) -> datetime:
    """When the day begins that is so many days behind the one typed."""
    from pathways.counting.oslo import parse_moment, start_of_day

    moment = parse_moment(typed)
    try:
        return start_of_day(moment.on + timedelta(days=days))
    except OverflowError:
        raise UsageError("counting.moment_unreadable", text=typed) from None


def read_cursor(cursor: str) -> "AccessKey":
    """Where a page ended, as it was told under it. Raises UsageError."""
    from pathways.store.access_pages import AccessKey

    found = _CURSOR.fullmatch(cursor)
    try:
        if found is not None:
            return AccessKey(at=datetime.fromisoformat(found[1]).astimezone(UTC), id=int(found[2]))
    except (ValueError, OverflowError):
        pass
    raise UsageError("cli.list.bad_cursor")
