"""What a re-decision would record in a case that is being judged (ADR 0015). Records nothing."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from pathways.engine.pinning import pins_of
from pathways.errors import EventRefusedError
from pathways.machine.decide import Decided, Definitions, NewPlace, decide_anew
from pathways.machine.fold import advance
from pathways.machine.happening import Fold
from pathways.machine.not_anew import too_early
from pathways.model.record import Act, Record


def act_of_target(act: Act, target: Record) -> Act:
    """The act as one on ``target``. Raises: EventRefusedError where it names another event or run."""
    if act.event not in ("", target.name) or act.run not in ("", target.run):
        raise EventRefusedError("engine.redecide_other", seq=target.seq, event=target.name, run=target.run)
    return replace(act, event=target.name, run=target.run, item=target.item)


def require_decision(definitions: Definitions, records: Sequence[Record], target: Record) -> None:
    """What is decided anew is a decision, and one that some version of its run lets somebody decide anew.

    Raises: EventRefusedError, which says which of the two it is not.
    """
    pins = (pin for record in records for pin in pins_of(record) if pin.run == target.run)
    versions = [definitions.prepared(pin.digest) for pin in pins]
    known = [event for event in (prepared.event(target.name) for prepared in versions) if event is not None]
    if not any(event.redecided_by for event in known):
        key = "machine.not_redecidable" if any(event.decision for event in known) else "machine.no_decision"
        raise EventRefusedError(key, event=target.name, definition=versions[-1].pathway.origin)


def decided_anew(  # noqa: PLR0913
    definitions: Definitions,
    folding: Fold,
    act: Act,
    now: datetime,
    new: NewPlace,
    taken: Collection[str],
    *,
    granted: bool = False,
) -> Decided:
    """What deciding anew would record, in a folding that has come to its place and remembers what it replaces.

    ``taken``: every run name the case has used. Raises: EventRefusedError, NotAllowedError.
    """
    advance(folding, new.place)
    if new.redecides not in folding.grounds or new.redecides not in {each.seq for each in new.acts}:
        raise too_early(new.redecides, new.seq, new.acts)
    names = frozenset(taken)
    return decide_anew(definitions, folding, act, now, lambda: names, new, granted=granted)
