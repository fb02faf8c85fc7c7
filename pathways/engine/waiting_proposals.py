"""Reads which cases have something that waits for an approval: now by the inboxes, at any other moment by the logs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from pathways.machine.proposals import KINDS, Proposal, waiting
from pathways.machine.state import Place
from pathways.store import events, notices
from pathways.store.database import Database

BATCH = 500


def cases_waiting(database: Database) -> frozenset[str]:
    """The cases in which something waits now: whoever may approve was told, or would be if there were anybody."""
    with database.read() as conn:
        return notices.cases_with_proposals(conn)


def proposals_waiting(
    database: Database, case_ids: Sequence[str], known_at: datetime | None = None, until: Place | None = None
) -> Mapping[str, tuple[Proposal, ...]]:
    """What waits in each of these cases, by what was recorded up to ``known_at`` (UTC) and had happened ``until`` then.

    For cases of a list: the reading of each is logged by whoever shows it.
    """
    found: dict[str, tuple[Proposal, ...]] = {}
    with database.read() as conn:
        for first in range(0, len(case_ids), BATCH):
            records = events.of_kinds(conn, case_ids[first : first + BATCH], KINDS)
            known = (each for each in records if known_at is None or each.recorded_at <= known_at)
            for case_id, own in groupby(known, key=lambda record: record.case_id):
                found[case_id] = waiting(own, until)
    return {case_id: each for case_id, each in found.items() if each}
