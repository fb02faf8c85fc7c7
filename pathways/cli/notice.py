"""``pathways notice``: the inbox, and a round of delivery. The inbox is the record; mail only points to it."""

from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.context import As, DatabaseUrl, Json, Session, open_installation, open_session, os_account
from pathways.cli.given import After, case_number
from pathways.cli.output import one_line, tell, tell_aside, tell_json
from pathways.cli.when import json_moment, write_short_moment
from pathways.cli.wording import add_command, group
from pathways.counting.oslo import civil_date
from pathways.errors import NotFoundError, UsageError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pathways.store.notices import Notice
    from pathways.store.undelivered import GivenUp

ATTENTION = 3
"""Exit code when something could not be delivered."""

PURPOSE = "varsel"
"""What the access log says a case is looked at for here."""

BATCH = 500
"""Notices of one inbox that are read at a time."""

Which = Annotated[list[str], typer.Argument(metavar="ID …", help=say("cli.notice.argument_id"), show_default=False)]
Those = Annotated[
    list[str] | None, typer.Argument(metavar="[ID …]", help=say("cli.notice.argument_id"), show_default=False)
]
Why = Annotated[str, typer.Option("--reason", metavar="TEKST", help=say("cli.notice.option_why"), show_default=False)]
OfCase = Annotated[str, typer.Option("--case", metavar="SAK", help=say("cli.notice.option_case"), callback=case_number)]
Limit = Annotated[int, typer.Option("--limit", metavar="ANTALL", min=1, max=500, help=say("cli.notice.option_limit"))]
Original = Annotated[bool, typer.Option("--original", help=say("cli.notice.option_original"))]
ReadAll = Annotated[bool, typer.Option("--all", help=say("cli.notice.option_read_all"))]
All = Annotated[bool, typer.Option("--all", help=say("cli.notice.option_all"))]


def add(app: typer.Typer) -> None:
    """Add ``notice`` and its commands."""
    notice = group("notice")
    add_command(notice, "list", "notice_list", list_mine)
    add_command(notice, "show", "notice_show", show)
    add_command(notice, "read", "notice_read", read)
    add_command(notice, "deliver", "notice_deliver", deliver)
    add_command(notice, "retry", "notice_retry", retry)
    add_command(notice, "drop", "notice_drop", drop)
    app.add_typer(notice, name="notice")


def list_mine(
    *,
    user: As = "",
    every: All = False,
    case_id: OfCase = "",
    limit: Limit = 50,
    after: After = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """What the user is to know of, newest first; with ``every`` also what is read, and what no longer is in force."""
    from pathways.cli.inbox_page import page_of
    from pathways.cli.notice_messages import log_messages
    from pathways.cli.notice_page import notice_json, tell_inbox, what_about

    with open_session(database, user, Action.notice_read) as session:
        session.reader.log_reading("", PURPOSE, "innboks")
        to_read = _of_case(_theirs(session, _inbox(session)), case_id)
        rest = _of_case(_theirs(session, _inbox(session, rest=True)), case_id)
        page = page_of(to_read, rest if every else (), limit=limit, after=after)
        mine = page.notices
        today = civil_date(session.installation.clock.now())
        if mine:
            # What a notice is about is read from its case, so each of them is looked at.
            cases = tuple(dict.fromkeys(notice.case_id for notice in mine if notice.case_id))
            session.reader.log_readings(cases, PURPOSE, "innboks")
            log_messages(session, mine, PURPOSE)
        about = what_about(session, mine)
        name = session.actor.user
        others = not every and bool(rest)
    if as_json:
        told = [notice_json(notice, about[notice.notice_id]) for notice in mine]
        more = {"next_page": page.more or None}
        tell_json({"schema": "pathways.notice-list/1", "user": name, "notices": told, **more})
        return
    if not mine:
        tell(say("cli.notice.none" if others else "cli.notice.none_at_all", user=name))
        return
    lapsed = sum(notice.cancelled_at is not None for notice in to_read)
    key = "cli.notice.heading_lapsed" if lapsed else "cli.notice.heading"
    tell(say(key, user=name, count=len(to_read), lapsed=lapsed))
    tell_inbox(mine, about, today)
    if page.more:
        tell_aside(say("cli.list.more", after=page.more))


def show(which: Which, user: As = "", database: DatabaseUrl = "", as_json: Json = False) -> None:
    """Notices, which are then read."""
    from pathways.cli.notice_messages import log_messages
    from pathways.cli.notice_page import delivery_json, notice_json, tell_notice, what_about
    from pathways.engine.telling import CORRECTION
    from pathways.store import notices, outbox

    with open_session(database, user, Action.notice_read) as session:
        found = _find_each(session, which)
        now = session.installation.clock.now()
        told = []
        for notice in found:
            if notice.case_id:
                session.reader.log_reading(notice.case_id, PURPOSE, "varsel om frist")
            log_messages(session, [notice], PURPOSE)
            with session.installation.database.write() as conn:
                notices.mark_read(conn, notice.notice_id, session.actor.user, now)
                newer = notices.superseding(conn, notice.notice_id, CORRECTION)
                told.append((notice, outbox.deliveries(conn, notice.notice_id), newer))
        about = what_about(session, found)
    if as_json:
        documents = [
            {"schema": "pathways.notice/1", **notice_json(notice, about[notice.notice_id])}
            | {"deliveries": [delivery_json(delivery) for delivery in deliveries], "corrected_by": list(newer)}
            for notice, deliveries, newer in told
        ]
        tell_json(documents[0] if len(documents) == 1 else {"schema": "pathways.notices/1", "notices": documents})
        return
    for count, (notice, deliveries, newer) in enumerate(told):
        if count:
            tell()
        tell_notice(notice, about[notice.notice_id], deliveries, civil_date(now), newer)


def read(which: Those = None, every: ReadAll = False, user: As = "", database: DatabaseUrl = "") -> None:
    """Mark notices as read without showing them."""
    from pathways.store import notices

    if bool(which) == every:
        raise UsageError("cli.notice.read_which")
    with open_session(database, user, Action.notice_read) as session:
        mine = _theirs(session, _inbox(session)) if every else _find_each(session, which or [])
        for case_id in sorted({notice.case_id for notice in mine}) or [""]:
            session.reader.log_reading(case_id, PURPOSE, "varsler merket som lest")
        now = session.installation.clock.now()
        with session.installation.database.write() as conn:
            marked = sum(notices.mark_read(conn, notice.notice_id, session.actor.user, now) for notice in mine)
    tell(say("cli.notice.marked_read", count=marked))


def deliver(original: Original = False, database: DatabaseUrl = "", as_json: Json = False) -> None:
    """Deliver what waits, through the channels that are on."""
    from pathways.cli.delivering import deliverer, tell_under_way, under_way_json
    from pathways.store import copied, outbox, undelivered

    with open_installation(database, Action.system_run) as installation:
        channels = installation.desk.channels
        now = installation.clock.now()
        if original:
            copied.release(installation.database, installation.system.now(), os_account())
        delivered = deliverer(installation)(now)
        with installation.database.read() as conn:
            waiting = outbox.backing_off(conn, now)
            under_way = undelivered.under_way(conn, installation.system.now())
    if delivered.misset is not None:
        raise delivered.misset
    if as_json:
        counts = {"mails": delivered.mails, "sent": delivered.sent, "cancelled": delivered.cancelled}
        more = {"postponed": delivered.postponed, "given_up": delivered.failed, "why": delivered.why}
        later = {"count": waiting.count, "next_at": json_moment(waiting.next_at)} if waiting else None
        taken = under_way_json(under_way)
        tell_json(
            {"schema": "pathways.delivery/1", "channels": list(channels), **counts, **more}
            | {"waiting": later, "under_way": taken}
        )
    elif not channels:
        tell(say("cli.notice.no_channel"))
    else:
        tell(say("cli.notice.delivered", mails=delivered.mails, sent=delivered.sent, cancelled=delivered.cancelled))
    delivered.tell_trouble()
    tell_under_way(under_way)
    if waiting:
        tell_aside(say("cli.notice.backing_off", count=waiting.count, at=write_short_moment(waiting.next_at)))
    if delivered.trouble():
        raise typer.Exit(ATTENTION)


def retry(which: Those = None, database: DatabaseUrl = "") -> None:
    """Put back what was given up."""
    from pathways.store import undelivered

    with open_installation(database, Action.system_run) as installation:
        now = installation.clock.now()
        with installation.database.write() as conn:
            chosen = _given_up(undelivered.given_up(conn), which or [])
            count = undelivered.put_back(conn, chosen, now=now)
    tell(say("cli.notice.put_back", count=count))


def drop(which: Which, why: Why, database: DatabaseUrl = "") -> None:
    """End what was given up, for a reason that is kept with it."""
    from pathways.store import undelivered

    reason = say("cli.notice.dropped_why", why=one_line(why))
    with open_installation(database, Action.system_run) as installation:
        now = installation.clock.now()
        with installation.database.write() as conn:
            chosen = _given_up(undelivered.given_up(conn), which)
            count = undelivered.drop(conn, chosen, now=now, why=reason)
    tell(say("cli.notice.dropped", count=count))


def _given_up(every: "Sequence[GivenUp]", which: "Sequence[str]") -> "list[GivenUp]":
    """Those whose ids begin as asked for, all when nothing is. Raises: NotFoundError when there is none such."""
    from pathways.cli.delivering import SHOWN

    if not every:
        raise NotFoundError("cli.notice.nothing_given_up")
    chosen: set[str] = set()
    ids = {each.notice_id for each in every}
    for typed in which:
        found = {notice_id for notice_id in ids if notice_id.startswith(typed.strip().lower() or "-")}
        if not found:
            known = ", ".join(sorted(notice_id[:SHOWN] for notice_id in ids))
            raise NotFoundError("cli.notice.not_given_up", notice=typed, known=known)
        if len(found) > 1:
            raise UsageError("cli.notice.several", typed=typed, count=len(found))
        chosen |= found
    return [each for each in every if not which or each.notice_id in chosen]


def _inbox(session: Session, *, rest: bool = False) -> "Iterator[Notice]":
    """What the user has to read, or the rest of the inbox; however much there is."""
    from pathways.store import notices
    from pathways.store.notices import InboxKey

    after: InboxKey | None = None
    while True:
        with session.installation.database.read() as conn:
            page = notices.inbox(conn, session.actor.user, limit=BATCH, after=after, rest=rest)
        yield from page
        if len(page) < BATCH:
            return
        after = InboxKey(created_at=page[-1].created_at, notice_id=page[-1].notice_id)


def _of_case(found: "Sequence[Notice]", case_id: str) -> "Sequence[Notice]":
    """Those about one case, where one is asked about."""
    return [notice for notice in found if case_id in ("", notice.case_id)]


def _theirs(session: Session, found: "Iterable[Notice]") -> "list[Notice]":
    """Those about cases that the user still may see: what a notice tells of a case is as much theirs as the case."""
    from pathways.cli.notice_messages import in_no_case, theirs_still

    every = list(found)
    visible = session.reader.visible({notice.case_id for notice in every if notice.case_id}, Action.case_read)
    messages = theirs_still(session, in_no_case(every))
    return [each for each in every if (each.case_id in visible if each.case_id else each.item in messages)]


def _find_each(session: Session, which: "Sequence[str]") -> "list[Notice]":
    """Each of the user's notices that are asked for, once."""
    return list({notice.notice_id: notice for notice in (_find(session, each) for each in which)}.values())


def _find(session: Session, which: str) -> "Notice":
    """The user's notice whose id begins so. Raises: NotFoundError; UsageError when several do."""
    from pathways.store import notices

    begins = which.strip().lower() or "-"
    with session.installation.database.read() as conn:
        beginning = notices.beginning_with(conn, session.actor.user, begins, limit=BATCH)
    found = _theirs(session, beginning)
    if not found:
        raise NotFoundError("store.no_notice", notice=which)
    if len(found) > 1:
        raise UsageError("cli.notice.several", typed=which, count=len(found))
    return found[0]
