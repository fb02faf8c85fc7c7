"""The versions that the runs of a case have been pinned to, and by which of them a record is judged."""

from collections.abc import Sequence

from pathways.machine.decide import Definitions
from pathways.model.record import Kind, Record, RunPin


def pins_of(record: Record) -> tuple[RunPin, ...]:
    """The runs a record begins."""
    return () if record.content is None else record.content.pins


def digest_knowing(definitions: Definitions, records: Sequence[Record], target: Record) -> str:
    """The first version that the run of ``target`` was at and that knows its event; it says who may record such one."""
    digests = (pin.digest for record in records for pin in pins_of(record) if pin.run == target.run)
    return next(each for each in digests if definitions.prepared(each).event(target.name) is not None)


def recorders(definitions: Definitions, records: Sequence[Record], target: Record) -> tuple[str, ...]:
    """The roles that may record what a record says, or decide it anew where it is a re-decision; none: no act."""
    if target.kind not in (Kind.act, Kind.redecision, Kind.proposal):
        return ()
    event = definitions.prepared(digest_knowing(definitions, records, target)).event(target.name)
    if event is None:
        return ()
    return event.redecided_by if target.kind is Kind.redecision else event.by
