"""Whether a deadline was missed by late handling, or only by late registration. Derived when read, never stored.

What counts is when things *happened*; what was recorded too late to be seen in time only made it look missed
(semantics 2). Missed by registration alone is a deadline that a list showed as missed for a while, though what kept it
(what met it, an extension, a pause) had happened in time.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from pathways.counting.oslo import start_of_day
from pathways.machine.deadlines import counted_by, counting_version, split_key
from pathways.machine.decide import IMPORTER
from pathways.machine.prepared import World
from pathways.machine.state import DeadlineState, PauseState, RunState, Status
from pathways.model.basis import Effect
from pathways.model.pathway import Deadline, DeadlineKind, OnPause
from pathways.model.record import Content, Happened, Kind, Record

BINDING = frozenset({Effect.statutory, Effect.individual})
"""What may be moved to a working day though nobody has settled it: for all else the nominal end counts."""


class Lateness(StrEnum):
    """How a deadline was missed, if it was."""

    none = "none"
    registration = "registration"
    """What kept it happened in time, and was recorded after it looked missed."""
    imported = "imported"
    """The same, where all that came so late was read in from another system: nobody was late here."""
    handling = "handling"
    """It was met, or fell away, after its end."""
    open = "open"
    """Its end has passed and nothing has met it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one record said of an act, and when it was recorded."""

    recorded_at: datetime
    content: Content
    imported: bool
    """Whether it was read in from another system."""


@dataclass(slots=True, kw_only=True)
class Saying:
    """An act that stands, and what was said of it: by its own record and by each correction, in that order."""

    act: Record
    said: list[Said]


Sayings = Mapping[int, Saying]
"""By the seq of each act that is not annulled."""


def sayings(records: Iterable[Record]) -> Sayings:
    """What was said of every act, first and later."""
    found: dict[int, Saying] = {}
    for record in records:
        if record.kind is Kind.annulment:
            found.pop(record.targets[0], None)
        if record.content is None:
            continue
        imported = IMPORTER in record.actor.roles
        said = Said(recorded_at=record.recorded_at, content=record.content, imported=imported)
        if record.kind in (Kind.act, Kind.migration, Kind.redecision):
            found[record.seq] = Saying(act=record, said=[said])
        elif record.kind is Kind.correction and record.targets[0] in found:
            found[record.targets[0]].said.append(said)
    return found


def lateness(world: World, run: RunState, key: str, state: DeadlineState, said: Sayings, *, at: datetime) -> Lateness:
    """How ``state``, a round of the deadline ``key`` of ``run``, was missed by ``at``; of windows and lapses, none."""
    spec = world.prepared(run.digest).deadlines[split_key(key)[0]]
    if spec.kind in (DeadlineKind.window, DeadlineKind.lapse) or state.status is Status.dormant:
        return Lateness.none
    if state.status is Status.missed:
        return Lateness.open
    if state.settled_on is None:
        if state.standing_since is None and at >= end_of(world, run, key, state):
            return Lateness.open
    elif _too_late(world, run, key, state, Happened(on=state.settled_on, at=state.settled_at)):
        return Lateness.handling
    late = _looked_missed(world, run, key, state, said)
    if not late:
        return Lateness.none
    return Lateness.imported if late <= _imports(said) else Lateness.registration


def end_of(world: World, run: RunState, key: str, state: DeadlineState) -> datetime:
    """The first instant (UTC) that is too late: after the legal date, or the nominal one where that is what counts.

    A recommended time is not moved to a working day where no rule settles that it is (semantics 21).
    """
    return state.missed_from if _legal_counts(world, run, key) else state.nominal_end


def legal_counts(spec: Deadline, *, roll_settled: bool) -> bool:
    """Whether the legal date is the end: for all that binds by law, and wherever it is settled that the date moves."""
    return roll_settled or spec.basis.effect in BINDING


def _legal_counts(world: World, run: RunState, key: str) -> bool:
    prepared = world.prepared(run.digest)
    spec = prepared.deadlines.get(split_key(key)[0])
    return spec is None or legal_counts(spec, roll_settled=prepared.rules[spec.rule].roll_settled)


def _too_late(world: World, run: RunState, key: str, state: DeadlineState, happened: Happened) -> bool:
    """Whether something happened after the end; never while the clock stands. A date alone is compared as one."""
    if state.standing_since is not None:
        return False
    if happened.at is not None:
        return happened.at >= end_of(world, run, key, state)
    return happened.on > (state.legal if _legal_counts(world, run, key) else state.nominal)


def _imports(said: Sayings) -> frozenset[datetime]:
    """When something was read in from another system; that of a person never falls at the same instant."""
    return frozenset(each.recorded_at for saying in said.values() for each in saying.said if each.imported)


def _looked_missed(world: World, run: RunState, key: str, state: DeadlineState, said: Sayings) -> frozenset[datetime]:
    """The moments at which something came that kept the deadline, after it had looked missed though it was not.

    Each time something came that kept it, it is counted as it was known just before.
    """
    settled = _known_in_time(world, run, key, state, said) if state.settled_by else state.settled_at
    moments = {_known(said, seq) for seq in _movers(world, run, key, state)} | {settled}
    return frozenset(
        moment
        for moment in moments
        if moment is not None
        and _end_as_known(world, run, key, state, said, moment) <= _reached(world, run, key, state, said, moment)
    )


def _reached(world: World, run: RunState, key: str, state: DeadlineState, said: Sayings, moment: datetime) -> datetime:
    """How far a deadline had run by what was known just before ``moment``: until then, or until it was settled."""
    known = [
        [each.content.happened for each in said[seq].said if each.recorded_at < moment][-1:]
        for seq in _settling(world, run, key, state, said)
    ]
    return min([moment, *(each.at or start_of_day(each.on) for one in known for each in one)])


def _known_in_time(world: World, run: RunState, key: str, state: DeadlineState, said: Sayings) -> datetime | None:
    """Since when it has been known without a break that something settled it in time; None for what no record tells.

    What is entered later may have met it even earlier than what was known to have met it.
    """
    stretches = [
        stretch
        for seq in _settling(world, run, key, state, said)
        for stretch in _in_time(world, run, key, state, said[seq].said)
    ]
    since = min((began for began, ended in stretches if ended is None), default=None)
    while since is not None:
        earlier = [began for began, ended in stretches if ended is not None and began < since <= ended]
        if not earlier:
            break
        since = min(earlier)
    return since


def _in_time(
    world: World, run: RunState, key: str, state: DeadlineState, said: Iterable[Said]
) -> Iterator[tuple[datetime, datetime | None]]:
    """The stretches in which an act was known to have happened in time, until a correction said otherwise.

    A correction from one day in time to another ends none. What made a deadline fall away may be what it said.
    """
    began: datetime | None = None
    before: Content | None = None
    for each in said:
        same = before is None or state.status is Status.met or before.data == each.content.data
        if began is not None and not same:
            began = None
        if began is not None and _too_late(world, run, key, state, each.content.happened):
            yield began, each.recorded_at
            began = None
        if began is None and not _too_late(world, run, key, state, each.content.happened):
            began = each.recorded_at
        before = each.content
    if began is not None:
        yield began, None


def _settling(world: World, run: RunState, key: str, state: DeadlineState, said: Sayings) -> set[int]:
    """The act that settled it, and those that would have met it, had that one not come first."""
    name, item = split_key(key)
    met_by = world.prepared(run.digest).deadlines[name].met_by if state.status is Status.met else ()
    return {
        seq
        for seq, saying in said.items()
        if seq == state.settled_by
        or (
            saying.act.run == run.run
            and saying.act.name in met_by
            and saying.act.item in ("", item)
            and saying.said[-1].content.happened.on >= state.anchored_on
        )
    }


def _movers(world: World, run: RunState, key: str, state: DeadlineState) -> set[int]:
    """The seqs of what gave the deadline more time: its extension, and the pauses that stopped its clock."""
    pauses = run.pauses if _stopped_by_pauses(world, run, key, state) else ()
    ends = {pause.ended_by for pause in pauses}
    return ({state.extended_by} | {pause.begun_by for pause in pauses} | ends) - {0}


def _stopped_by_pauses(world: World, run: RunState, key: str, state: DeadlineState) -> bool:
    """Pauses before a migration that carried used time over are part of what it found, and are left as they are."""
    if state.carried is not None:
        return False
    return _counting_spec(world, run, key, state).on_pause is not OnPause.runs


def _counting_spec(world: World, run: RunState, key: str, state: DeadlineState) -> Deadline:
    return counting_version(world, replace(run, deadlines={key: state}), key)[1]


def _known(said: Sayings, seq: int) -> datetime | None:
    """When it became known that ``seq`` happened when it did; None for what no record tells."""
    known: datetime | None = None
    happened: Happened | None = None
    for each in said[seq].said if seq in said else ():
        if each.content.happened != happened:
            known, happened = each.recorded_at, each.content.happened
    return known


def _end_as_known(
    world: World, run: RunState, key: str, state: DeadlineState, said: Sayings, moment: datetime
) -> datetime:
    """The end of the deadline without what was recorded at ``moment`` or later; the last instant where it stood."""
    movers = _movers(world, run, key, state)
    unknown = {seq for seq in movers if (known := _known(said, seq)) is not None and known >= moment}
    if not unknown and state.standing_since is None:
        return end_of(world, run, key, state)
    pauses = tuple(each for pause in run.pauses if (each := _as_known(pause, unknown)) is not None)
    then = replace(state, extended_by=0 if state.extended_by in unknown else state.extended_by)
    as_it_was = replace(run, deadlines={key: then}, pauses=pauses)
    counted = counted_by(world, as_it_was, key, None)
    if counted is None:
        return end_of(world, run, key, state)
    if counted.standing_since is not None:
        return _NEVER
    return counted.due.missed_from if _legal_counts(world, run, key) else counted.due.nominal_end


def _as_known(pause: PauseState, unknown: set[int]) -> PauseState | None:
    if pause.begun_by in unknown:
        return None
    return replace(pause, ended=None, ended_by=0) if pause.ended_by in unknown else pause


_NEVER = datetime.max.replace(tzinfo=UTC)
