"""Who has seen a case, and what somebody has seen: the access log, read through the one door like anything else.

The reading is logged before the log is read, so whoever looks stands at the top of what they see.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pathways.engine.access_shown import about_case, own_side
from pathways.engine.reached import lay
from pathways.engine.reading import Reader
from pathways.errors import NotFoundError
from pathways.messages import say
from pathways.store import access_pages, heads
from pathways.store.access import ALL
from pathways.store.access_pages import AccessKey, Logged, Span

BATCH = 500
"""Rows read at a time where all are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the log. ``more`` is where the next one begins; None when this is the last."""

    rows: tuple[Logged, ...]
    more: AccessKey | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overseer:
    """Reads the access log on behalf of a reader."""

    reader: Reader

    def of_case(self, case_id: str, span: Span, *, limit: int, after: AccessKey | None) -> Page:
        """A page of who has seen a case, or was refused, newest first.

        Raises: NotFoundError, alike for a foreign case; UnavailableError.
        """
        self._open(case_id, say("oversight.information_of_case"))
        return self._page(case_id, span, limit, after)

    def whole(self, case_id: str, span: Span) -> Iterator[Logged]:
        """All of it, for a print. Raises: as ``of_case``, at once."""
        self._open(case_id, say("oversight.information_for_party"))
        return self._each(case_id, span)

    def of_user(self, user: str, span: Span, *, limit: int, after: AccessKey | None) -> Page:
        """A page of what somebody has seen, or was refused; each case that it names is logged as looked at.

        Cases that are foreign to the reader are left out, as are numbers that are none, lists in which no case of
        theirs can have stood, and what names no case; whoever may see the log of every case sees those, too.
        Raises: UnavailableError.
        """
        purpose = say("oversight.purpose")
        self.reader.log_reading("", purpose, say("oversight.information_of_user"))
        found: list[Logged] = []
        every = self.reader.permits.everywhere(self.reader.actor, self.reader.action)
        side = None if every else own_side(self.reader)
        key, ended = after, False
        while len(found) <= limit and not ended:
            with self.reader.database.read() as conn:
                batch = access_pages.of_user(conn, user, span, limit=BATCH, after=key)
            found += batch if side is None else side.told(batch)
            ended = len(batch) < BATCH
            key = batch[-1].key if batch else key
        page = _page(found, limit)
        cases = dict.fromkeys(row.access.case_id for row in page.rows if row.access.granted)
        named = [case_id for case_id in cases if case_id not in ("", ALL)]
        if named:
            self.reader.log_readings(named, purpose, say("oversight.information_of_case"))
        return page

    def _open(self, case_id: str, information: str) -> None:
        if case_id in ("", ALL):
            raise NotFoundError("engine.no_case", case=case_id)
        self.reader.require_reading(case_id, say("oversight.purpose"), information)

    def _page(self, case_id: str, span: Span, limit: int, after: AccessKey | None) -> Page:
        found, key, ended = list[Logged](), after, False
        with self.reader.database.read() as conn:
            there, head = lay(conn, case_id), heads.read_if_readable(conn, case_id)
            while len(found) <= limit and not ended:
                batch = access_pages.of_case(conn, case_id, span, limit=max(limit + 1, BATCH), after=key)
                found += (row for row in batch if there.among(row.access))
                ended = len(batch) < max(limit + 1, BATCH)
                key = batch[-1].key if batch else key
        people = self.reader.people
        return _page([about_case(each, head, people) for each in found], limit)

    def _each(self, case_id: str, span: Span) -> Iterator[Logged]:
        after: AccessKey | None = None
        while True:
            page = self._page(case_id, span, BATCH, after)
            yield from page.rows
            if page.more is None:
                return
            after = page.more


def _page(found: Sequence[Logged], limit: int) -> Page:
    rows = tuple(found[:limit])
    return Page(rows=rows, more=rows[-1].key if len(found) > limit else None)
