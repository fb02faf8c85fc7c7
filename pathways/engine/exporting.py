"""A log as it is stored, byte for byte, for those who check it elsewhere: JSON Lines, in order of case and seq.

An export for proof hides nothing: also what is annulled is in it. So only who may see that may have one.
"""

from collections.abc import Iterator

from pathways.engine.reading import SEES_ANNULLED, Reader
from pathways.errors import NotAllowedError, NotFoundError
from pathways.messages import say
from pathways.store import chain, exported
from pathways.store.access import ALL

FORMAT = "pathways.log/1"


def require_exporter(reader: Reader, case_id: str, purpose: str, information: str) -> None:
    """Raises NotAllowedError for who may not see what is annulled; that it was asked for is logged."""
    if reader.sees_annulled:
        return
    reader.log_refusal(case_id or ALL, purpose, information)
    roles = reader.library.catalogue.settings.role_settings.get(SEES_ANNULLED, ())
    by, has = (", ".join(each) or say("machine.none") for each in (roles, reader.actor.roles))
    raise NotAllowedError("exporting.not_yours", name=SEES_ANNULLED, by=by, user=reader.actor.user, roles=has)


def export_log(reader: Reader, case_id: str, purpose: str, information: str, *, texts: bool) -> Iterator[str]:
    """The lines, without their ends; every case where ``case_id`` is empty. Logged before the first.

    Raises: NotAllowedError; NotFoundError where nothing is known of the case.
    """
    require_exporter(reader, case_id, purpose, information)
    if not reader.log_reading(case_id or ALL, purpose, information):
        raise NotFoundError("engine.no_case", case=case_id)
    at = reader.clock.now().isoformat()
    yield chain.canonical({"format": FORMAT, "at": at, "all": not case_id, "texts": texts})
    cases, events, last = 0, 0, ""
    with reader.database.read() as conn:
        for row in exported.rows(conn, case_id, texts=texts):
            cases, events, last = cases + (row["case"] != last), events + 1, str(row["case"])
            yield chain.canonical(row)
    yield chain.canonical({"end": {"cases": cases, "events": events}})
