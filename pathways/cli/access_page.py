"""The access log for people and as JSON: a page for whoever oversees, and all of it for a party, to be printed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from pathways.cli.documents import Document
from pathways.cli.output import one_line, tell, tell_aside, tell_json, tell_rows
from pathways.cli.when import json_moment, write_moment, write_short_moment
from pathways.engine.library import Library
from pathways.engine.overseeing import Page
from pathways.machine.roles import held_told
from pathways.messages import say
from pathways.store.access import ALL, Access
from pathways.store.access_pages import AccessKey, Logged, Span

LOG, FOR_PARTY = "pathways.access-log/1", "pathways.access-log-for-party/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What was asked for: the log of a case, or of a user (the other is empty), and from when to when."""

    library: Library
    case_id: str
    user: str
    span: Span


def tell_page(shown: Shown, page: Page, *, as_json: bool) -> None:
    """A page, with who, from where, in which role, on what basis and why, when, and which information."""
    if as_json:
        rows = [_row_json(shown, each.access) for each in page.rows]
        more = None if page.more is None else cursor(page.more)
        tell_json({"schema": LOG, **_head(shown), "rows": rows, "next_page": more})
        return
    about = one_line(shown.case_id or shown.user)
    if not page.rows:
        tell(say("oversight.nothing", about=about))
        return
    tell(say("oversight.of_case" if shown.case_id else "oversight.of_user", about=about), "bold")
    tell_rows((cells for each in page.rows for cells in _cells(shown, each.access)), fixed=(0,))
    if page.more is not None:
        tell_aside(say("cli.list.more", after=cursor(page.more)))


def tell_for_party(shown: Shown, rows: Iterator[Logged], now: datetime, *, as_json: bool) -> None:
    """All of it with organisation and role, and without what any person who works here is called."""
    if as_json:
        told = [_party_json(shown, each.access) for each in rows]
        tell_json({"schema": FOR_PARTY, **_head(shown), "at": json_moment(now), "rows": told})
        return
    tell(say("oversight.for_party", case=shown.case_id, at=write_moment(now)), "bold")
    tell(say("oversight.for_party_what"))
    tell()
    tell_rows((cells for each in rows for cells in _party_cells(shown, each.access)), fixed=(0,))
    tell()
    tell(say("oversight.for_party_limits"))


def cursor(key: AccessKey) -> str:
    """Where the next page begins, for ``--after``."""
    return f"{key.at.isoformat()}~{key.id}"


def _cells(shown: Shown, access: Access) -> Iterable[tuple[str, str]]:
    who = access.user or say("oversight.nobody")
    yield write_short_moment(access.at), f"{who} ({_roles(shown, access)}) · {access.organisation}{_refused(access)}"
    yield "", say("oversight.why", purpose=access.purpose, information=access.information, which=_which(shown, access))
    yield "", say("oversight.basis", basis=access.basis, account=access.os_account, channel=access.channel)


def _party_cells(shown: Shown, access: Access) -> Iterable[tuple[str, str]]:
    yield write_short_moment(access.at), f"{access.organisation}, {_roles(shown, access)}{_refused(access)}"
    yield "", say("oversight.why", purpose=access.purpose, information=access.information, which=_which(shown, access))
    yield "", say("oversight.party_basis", basis=access.basis)


def _roles(shown: Shown, access: Access) -> str:
    return held_told(shown.library.role_titles(), access.roles)


def _refused(access: Access) -> str:
    return "" if access.granted else say("oversight.refused")


def _which(shown: Shown, access: Access) -> str:
    """That every case was read with this one; or, of what somebody has seen, which case it was."""
    if access.case_id == ALL:
        return say("oversight.all_cases")
    if shown.case_id or not access.case_id:
        return ""
    return say("oversight.in_case", case=access.case_id)


def _head(shown: Shown) -> Document:
    first, end = shown.span.first, shown.span.end
    return {
        "case_id": shown.case_id or None,
        "user": shown.user or None,
        "from": None if first is None else json_moment(first),
        "before": None if end is None else json_moment(end),
    }


def _row_json(shown: Shown, access: Access) -> Document:
    return {
        **_party_json(shown, access),
        "case_id": None if access.case_id in ("", ALL) else access.case_id,
        "user": access.user or None,
        "os_account": access.os_account,
        "channel": access.channel,
    }


def _party_json(shown: Shown, access: Access) -> Document:
    titles = shown.library.role_titles()
    return {
        "at": json_moment(access.at),
        "organisation": access.organisation,
        "roles": [titles[role].nb if role in titles else role for role in access.roles],
        "basis": access.basis,
        "purpose": access.purpose,
        "information": access.information,
        "every_case": access.case_id == ALL,
        "granted": access.granted,
    }
