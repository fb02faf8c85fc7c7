"""Who has seen a case, and what somebody has seen: the access log, read through the one door like anything else.

The reading is logged before the log is read, so whoever looks stands at the top of what they see.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pathways.engine.reading import Reader
from pathways.errors import NotAllowedError, NotFoundError
from pathways.machine.roles import held_told, roles_told
from pathways.messages import say
from pathways.store import access_pages
from pathways.store.access import ALL
from pathways.store.access_pages import AccessKey, Logged, Span

SEES_LOG = "lokal/ser_tilgangslogg"
"""The role setting that names who may see who has seen a case, and what somebody has seen."""

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

        Raises: NotAllowedError, before anything is looked up; NotFoundError; UnavailableError.
        """
        self._open(case_id, say("oversight.information_of_case"))
        return self._page(case_id, span, limit, after)

    def whole(self, case_id: str, span: Span) -> Iterator[Logged]:
        """All of it, for a print. Raises: as ``of_case``, at once."""
        self._open(case_id, say("oversight.information_for_party"))
        return self._each(case_id, span)

    def of_user(self, user: str, span: Span, *, limit: int, after: AccessKey | None) -> Page:
        """A page of what somebody has seen, or was refused; each case that it names is logged as looked at.

        Raises: NotAllowedError; UnavailableError.
        """
        purpose, information = say("oversight.purpose"), say("oversight.information_of_user")
        self._require("", information)
        self.reader.log_reading("", purpose, information)
        with self.reader.database.read() as conn:
            found = access_pages.of_user(conn, user, span, limit=limit + 1, after=after)
        page = _page(found, limit)
        named = dict.fromkeys(row.access.case_id for row in page.rows if row.access.granted)
        cases = [case_id for case_id in named if case_id not in ("", ALL)]
        if cases:
            self.reader.log_readings(cases, purpose, say("oversight.information_of_case"))
        return page

    def _open(self, case_id: str, information: str) -> None:
        self._require(case_id, information)
        if not self.reader.log_reading(case_id, say("oversight.purpose"), information) or case_id in ("", ALL):
            raise NotFoundError("engine.no_case", case=case_id)

    def _require(self, case_id: str, information: str) -> None:
        """Refused alike whether there is such a case or not."""
        settings = self.reader.library.catalogue.settings
        roles, actor = settings.role_settings.get(SEES_LOG, ()), self.reader.actor
        if not set(roles) & set(actor.roles):
            self.reader.log_refusal(case_id, say("oversight.purpose"), information)
            by, has = roles_told(settings.roles, roles), held_told(settings.roles, actor.roles)
            raise NotAllowedError("oversight.not_allowed", by=by, user=actor.user, roles=has, name=SEES_LOG)

    def _page(self, case_id: str, span: Span, limit: int, after: AccessKey | None) -> Page:
        with self.reader.database.read() as conn:
            return _page(access_pages.of_case(conn, case_id, span, limit=limit + 1, after=after), limit)

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
