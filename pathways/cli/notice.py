"""``pathways notice``: the inbox, and a round of delivery. The inbox is the record; mail only points to it."""

from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.context import As, DatabaseUrl, Json, Session, open_installation, open_session
from pathways.cli.output import tell, tell_aside, tell_json, tell_rows
from pathways.cli.when import json_moment, write_short_moment
from pathways.cli.wording import add_command, group
from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_short
from pathways.errors import NotFoundError, UsageError
from pathways.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from pathways.store.notices import Notice
    from pathways.store.outbox import Delivery

ATTENTION = 3
"""Exit code when something could not be delivered."""

PURPOSE = "varsel"
"""What the access log says a case is looked at for here."""

MOST = 500
"""Notices of one inbox that are looked through."""

SHOWN = 8
"""Signs of an id that are shown; as few may be typed, as long as only one notice begins so."""

Which = Annotated[str, typer.Argument(metavar="ID", help=say("cli.notice.argument_id"))]
All = Annotated[bool, typer.Option("--all", help=say("cli.notice.option_all"))]


def add(app: typer.Typer) -> None:
    """Add ``notice list``, ``show`` and ``deliver``."""
    notice = group("notice")
    add_command(notice, "list", "notice_list", list_mine)
    add_command(notice, "show", "notice_show", show)
    add_command(notice, "deliver", "notice_deliver", deliver)
    app.add_typer(notice, name="notice")


def list_mine(user: As = "", every: All = False, database: DatabaseUrl = "", as_json: Json = False) -> None:
    """What the user is to know of: unread first, then newest."""
    with open_session(database, user) as session:
        session.reader.log_reading("", PURPOSE, "innboks")
        mine = [notice for notice in _inbox(session) if every or notice.read_at is None]
        today = civil_date(session.installation.clock.now())
        titles = _titles(session, mine)
        name = session.actor.user
    if as_json:
        tell_json({"schema": "pathways.notice-list/1", "user": name, "notices": [_short(n, titles) for n in mine]})
        return
    if not mine:
        tell(say("cli.notice.none_at_all" if every else "cli.notice.none", user=name))
        return
    tell(say("cli.notice.heading", user=name, count=sum(notice.read_at is None for notice in mine)))
    tell_rows((row for notice in mine for row in _rows(notice, titles, today)), fixed=(0, 2))


def show(which: Which, user: As = "", database: DatabaseUrl = "", as_json: Json = False) -> None:
    """One notice, which is then read."""
    from pathways.store import notices, outbox

    with open_session(database, user) as session:
        notice = _find(session, which)
        session.reader.log_reading(notice.case_id, PURPOSE, "varsel om frist")
        now = session.installation.clock.now()
        with session.installation.database.write() as conn:
            notices.mark_read(conn, notice.notice_id, session.actor.user, now)
            deliveries = outbox.deliveries(conn, notice.notice_id)
        titles = _titles(session, [notice])
    if as_json:
        told = [_delivery(delivery) for delivery in deliveries]
        tell_json({"schema": "pathways.notice/1", **_short(notice, titles), "deliveries": told})
        return
    _tell_notice(notice, titles, deliveries, civil_date(now))


def deliver(database: DatabaseUrl = "", as_json: Json = False) -> None:
    """Deliver what waits, through the channels that are on."""
    from pathways.cli.delivering import deliverer
    from pathways.store import outbox

    with open_installation(database) as installation:
        channels = installation.desk.channels
        now = installation.clock.now()
        delivered = deliverer(installation)(now)
        with installation.database.read() as conn:
            waiting = outbox.backing_off(conn, now)
    if delivered.misset is not None:
        raise delivered.misset
    if as_json:
        counts = {"mails": delivered.mails, "sent": delivered.sent, "cancelled": delivered.cancelled}
        more = {"postponed": delivered.postponed, "given_up": delivered.failed, "why": delivered.why}
        later = {"count": waiting.count, "next_at": json_moment(waiting.next_at)} if waiting else None
        tell_json({"schema": "pathways.delivery/1", "channels": list(channels), **counts, **more, "waiting": later})
    elif not channels:
        tell(say("cli.notice.no_channel"))
    else:
        tell(say("cli.notice.delivered", mails=delivered.mails, sent=delivered.sent, cancelled=delivered.cancelled))
    delivered.tell_trouble()
    if waiting:
        tell_aside(say("cli.notice.backing_off", count=waiting.count, at=write_short_moment(waiting.next_at)))
    if delivered.trouble():
        raise typer.Exit(ATTENTION)


def _inbox(session: Session) -> "tuple[Notice, ...]":
    from pathways.store import notices

    with session.installation.database.read() as conn:
        return notices.inbox(conn, session.actor.user, limit=MOST)


def _find(session: Session, which: str) -> "Notice":
    """The user's notice whose id begins so. Raises: NotFoundError; UsageError when several do."""
    found = [notice for notice in _inbox(session) if notice.notice_id.startswith(which.strip().lower() or "-")]
    if not found:
        raise NotFoundError("store.no_notice", notice=which)
    if len(found) > 1:
        raise UsageError("cli.notice.several", typed=which, count=len(found))
    return found[0]


def _titles(session: Session, notices: "Iterable[Notice]") -> dict[str, str]:
    """The title of the deadline of each notice, by notice id, by the definition its run is pinned to."""
    from pathways.machine.state_json import load
    from pathways.store import heads

    library = session.installation.library
    titles: dict[str, str] = {}
    texts: dict[str, str | None] = {}
    for notice in notices:
        if notice.case_id not in texts:
            with session.installation.database.read() as conn:
                texts[notice.case_id] = heads.read_state(conn, notice.case_id)
        text = texts[notice.case_id]
        run = None if text is None else load(text).runs.get(notice.run)
        known = None if run is None else library.prepared(run.digest).deadlines.get(notice.deadline)
        titles[notice.notice_id] = notice.deadline if known is None else known.title.nb
    return titles


def _rows(notice: "Notice", titles: dict[str, str], today: "date") -> "Iterable[tuple[str, str, str]]":
    """When it is due and in which case; beneath it what it is about."""
    state = say("cli.notice.read") if notice.read_at else say("cli.notice.unread")
    what = say("cli.notice.escalated_title" if notice.escalate else "cli.notice.title", title=titles[notice.notice_id])
    yield notice.notice_id[:SHOWN], _when(notice.due_on, today), notice.case_id
    yield "", what, state


def _when(due_on: "date | None", today: "date") -> str:
    if due_on is None:
        return ""
    days = (due_on - today).days
    if days == 0:
        return say("cli.notice.due_today", date=write_short(due_on))
    key = ("in" if days > 0 else "ago") + ("_one" if abs(days) == 1 else "")
    return say(f"cli.notice.due_{key}", date=write_short(due_on), days=abs(days))


def _tell_notice(notice: "Notice", titles: dict[str, str], deliveries: "Iterable[Delivery]", today: "date") -> None:
    item = notice.item.partition(".")[2]
    title = titles[notice.notice_id]
    tell(say("cli.notice.about", case=notice.case_id, title=f"{title} ({item})" if item else title), style="bold")
    rows = [
        (say("cli.notice.due"), _when(notice.due_on, today)),
        (say("cli.notice.raised"), say("cli.notice.raised_by", at=_at(notice.created_at), seq=notice.seq)),
        (say("cli.notice.to"), say("cli.notice.to_role", user=notice.recipient, role=notice.role)),
    ]
    if notice.escalate:
        rows.append((say("cli.notice.escalation"), say("cli.notice.escalated")))
    rows += [(say("cli.notice.delivery"), _delivery_line(delivery)) for delivery in deliveries]
    tell_rows(rows, fixed=(0,))
    if notice.cancelled_at is not None:
        tell(say("cli.notice.taken_back", at=_at(notice.cancelled_at), why=say(notice.cancelled_why)))
    tell_aside(say("cli.notice.next", case=notice.case_id))


def _delivery_line(delivery: "Delivery") -> str:
    state = say(f"cli.delivery.{delivery.status}")
    line = say("cli.notice.delivery_line", channel=delivery.channel, state=state, at=_at(delivery.updated_at))
    return f"{line} {delivery.last_error}".rstrip()


def _at(instant: "datetime") -> str:
    return write_short_moment(instant)


def _short(notice: "Notice", titles: dict[str, str]) -> dict[str, object]:
    return {
        "id": notice.notice_id,
        "case_id": notice.case_id,
        "seq": notice.seq,
        "run": notice.run,
        "deadline": notice.deadline,
        "item": notice.item.partition(".")[2],
        "title": titles[notice.notice_id],
        "rung": notice.rung,
        "role": notice.role,
        "escalation": notice.escalate,
        "due_on": notice.due_on.isoformat() if notice.due_on else None,
        "created_at": json_moment(notice.created_at),
        "read_at": json_moment(notice.read_at) if notice.read_at else None,
    }


def _delivery(delivery: "Delivery") -> dict[str, object]:
    return {
        "channel": delivery.channel,
        "status": delivery.status.value,
        "attempts": delivery.attempts,
        "updated_at": json_moment(delivery.updated_at),
        "last_error": delivery.last_error,
    }
