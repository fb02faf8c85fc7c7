"""Which event of a case a correction, annulment or re-decision is about, and why one cannot be touched."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pathways.errors import EventRefusedError, NotFoundError
from pathways.machine.order import standing_acts
from pathways.model.record import Kind, Record
from pathways.sharing.records import GIVEN, KINDS

_CANNOT_CHANGE: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.correction: "engine.correct_the_act",
        Kind.annulment: "engine.annulment_is_final",
        Kind.explanation: "engine.explanation_alone",
        Kind.migration: "engine.migration_is_undone",
        Kind.assignment: "people.assignment_stays",
        Kind.nothing_due: "people.quiet_stays",
        Kind.person: "person.correct_there",
        Kind.glass: "oversight.glass_stays",
        Kind.signal: "signals.note_stays",
        Kind.note: "engine.note_stays",
        Kind.insight: "insight.step_stays",
        Kind.remark: "insight.remark_stays",
        Kind.proposal: "approvals.not_corrected",
        Kind.proposal_closed: "approvals.closing_stays",
        **dict.fromkeys((Kind.closed, Kind.joined, Kind.moving), "merging.stays"),
        **dict.fromkeys(GIVEN, "sharing.correct_there"),
        **dict.fromkeys((Kind.withdrawal, Kind.shared), "sharing.stays_as_is"),
    }
)
"""Why what was recorded about an act, or of no act at all, is not itself changed; all else the system found itself."""

_CANNOT_DECIDE_ANEW: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.correction: "engine.redecide_correction",
        Kind.annulment: "engine.redecide_annulment",
        Kind.explanation: "engine.redecide_explanation",
        Kind.migration: "engine.redecide_migration",
        Kind.assignment: "people.assignment_stays",
        Kind.nothing_due: "people.quiet_stays",
        Kind.glass: "oversight.glass_stays",
        Kind.signal: "signals.note_stays",
        Kind.note: "engine.redecide_note",
        Kind.insight: "insight.step_stays",
        Kind.remark: "insight.remark_stays",
        Kind.proposal: "approvals.not_corrected",
        Kind.proposal_closed: "approvals.closing_stays",
        **dict.fromkeys((Kind.closed, Kind.joined, Kind.moving), "merging.stays"),
        **dict.fromkeys(KINDS, "sharing.not_decided_anew"),
        Kind.superseded: "engine.redecide_superseded",
        Kind.crossing: "engine.redecide_crossing",
    }
)
"""What each kind of record is that is no decision, and what can be done instead."""


CHANGED = (Kind.act, Kind.redecision)
"""What people recorded of the case itself: it may be corrected, annulled or replaced."""


def act_record(records: Sequence[Record], case_id: str, seq: int) -> Record:
    """The act or explanation ``seq`` of a case, when it can still be corrected.

    Raises: NotFoundError, EventRefusedError.
    """
    return target_record(records, case_id, seq, (*CHANGED, Kind.explanation))


def wrong_record(records: Sequence[Record], case_id: str, seq: int) -> Record:
    """As ``act_record``, when it can be said that it should never have been: of persons, proposals, consent, too."""
    return target_record(
        records, case_id, seq, (*CHANGED, Kind.explanation, Kind.proposal, Kind.person, Kind.remark, *KINDS)
    )


def decision_record(records: Sequence[Record], case_id: str, seq: int) -> Record:
    """The act ``seq`` of a case, when another decision can take its place. Raises as ``act_record``."""
    found = target_record(records, case_id, seq, CHANGED, _CANNOT_DECIDE_ANEW)
    newer = next((act.seq for act in standing_acts(records) if act.redecides == seq), 0)
    if newer:
        raise EventRefusedError("engine.redecided_already", seq=seq, newer=newer)
    return found


def target_record(
    records: Sequence[Record],
    case_id: str,
    seq: int,
    kinds: Sequence[Kind],
    otherwise: Mapping[Kind, str] = _CANNOT_CHANGE,
) -> Record:
    """As ``act_record``, for any record of ``kinds``: the import changes the notes it wrote, and people do not.

    ``otherwise``: the sentences for records of other kinds.
    """
    found = next((record for record in records if record.seq == seq), None)
    if found is None:
        raise NotFoundError("engine.no_event", case=case_id, seq=seq)
    if found.kind not in kinds:
        key = otherwise.get(found.kind, "engine.not_an_act")
        raise EventRefusedError(key, case=case_id, seq=seq, target=", ".join(map(str, found.targets)))
    if any(record.kind is Kind.annulment and seq in record.targets for record in records):
        raise EventRefusedError("engine.annulled_already", seq=seq)
    return found
