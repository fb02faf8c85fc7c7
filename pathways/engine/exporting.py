"""A log as it is stored, byte for byte, for those who check it elsewhere: JSON Lines, in order of case and seq.

An export for proof hides nothing: also what is annulled is in it. So it is an action of its own in the access table.
"""

from collections.abc import Iterator

from pathways.engine.reading import Reader
from pathways.store import chain, exported

FORMAT = "pathways.log/1"


def export_log(reader: Reader, case_id: str, purpose: str, information: str, *, texts: bool) -> Iterator[str]:
    """The lines, without their ends; every case where ``case_id`` is empty. Logged before the first.

    Raises: NotAllowedError; NotFoundError where nothing is known of the case.
    """
    if case_id:
        reader.require_reading(case_id, purpose, information)
    else:
        reader.require_every(purpose, information)
    at = reader.clock.now().isoformat()
    yield chain.canonical({"format": FORMAT, "at": at, "all": not case_id, "texts": texts})
    cases, events, last = 0, 0, ""
    with reader.database.read() as conn:
        for row in exported.rows(conn, case_id, texts=texts):
            cases, events, last = cases + (row["case"] != last), events + 1, str(row["case"])
            yield chain.canonical(row)
    yield chain.canonical({"end": {"cases": cases, "events": events}})
