"""One page of an inbox: in which order notices stand, and where the next page begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pathways.errors import UsageError
from pathways.store.notices import Notice

IN_FORCE, LAPSED, REST = range(3)
"""What is to be done comes first, then what no longer holds and has only to be seen, then what was read."""

Place = tuple[int, datetime, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """The notices of a page, each part with the newest first. ``more``: the cursor of the next; empty: the last."""

    notices: tuple[Notice, ...]
    more: str


def page_of(to_read: Iterable[Notice], rest: Iterable[Notice], *, limit: int, after: str) -> InboxPage:
    """A page of up to ``limit`` notices. Raises: UsageError for a cursor that cannot be read."""
    start = _read_cursor(after)
    placed = [((LAPSED if each.cancelled_at else IN_FORCE, each.created_at, each.notice_id), each) for each in to_read]
    placed += [((REST, each.created_at, each.notice_id), each) for each in rest]
    behind = [(place, each) for place, each in placed if start is None or _is_behind(place, start)]
    behind.sort(key=lambda pair: (pair[0][1], pair[0][2]), reverse=True)
    behind.sort(key=lambda pair: pair[0][0])
    shown = behind[:limit]
    return InboxPage(
        notices=tuple(each for _, each in shown), more=_cursor(shown[-1][0]) if len(behind) > limit else ""
    )


def _is_behind(place: Place, start: Place) -> bool:
    """Whether it stands behind another, also where that one has moved to another part since."""
    return place[0] > start[0] or (place[0] == start[0] and place[1:] < start[1:])


def _cursor(place: Place) -> str:
    part, created, notice_id = place
    return f"{part}~{created.isoformat()}~{notice_id}"


def _read_cursor(typed: str) -> Place | None:
    if not typed:
        return None
    try:
        part, created, notice_id = typed.split("~")
        found = int(part), datetime.fromisoformat(created), notice_id
    except ValueError:
        raise UsageError("cli.list.bad_cursor") from None
    if found[1].tzinfo is None:
        raise UsageError("cli.list.bad_cursor")
    return found
