"""How one deadline of a case came to its dates: told from the log alone, with the rules its run is pinned to. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from pathways.counting.budget import Stop
from pathways.counting.oslo import start_of_day
from pathways.counting.why import CarriedOver, why_budget, why_fixed, why_rest
from pathways.engine.left_as import passed_before
from pathways.engine.meant import not_meant
from pathways.engine.period_steps import why_period
from pathways.engine.settled import as_settled
from pathways.engine.spent import Spent, carried_over, spent
from pathways.engine.view import CaseView
from pathways.engine.waited import Stood, waited
from pathways.errors import NotFoundError
from pathways.machine.deadlines import counted_by, counting_version, key_of, pauses_told, start_of, within_of
from pathways.machine.decide import Definitions
from pathways.machine.fold import fold
from pathways.machine.order import StandingAct
from pathways.machine.prepared import Prepared
from pathways.machine.standing import DeadlineStanding, RunStanding
from pathways.machine.state import Carried, DeadlineState, PauseState, RunState
from pathways.model.counting import CalendarData, CountingRule, Period, Step
from pathways.model.pathway import AnchorKind, Deadline
from pathways.model.record import Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """Everything a due date rests on. Acts are as they now read."""

    run: RunStanding
    deadline: DeadlineStanding
    spec: Deadline
    """As the version has it that it is counted by, as ``rule`` and ``calendar``."""
    version: date
    """Of the definition it is counted by; that of its run, but where a migration kept its dates."""
    digest: str
    migration: StandingAct | None
    """The migration that carried it over, or that brought its run to this version."""
    recounted: bool
    """Whether that migration kept the version, and took changed calendars, rules or local settings into use."""
    carried: Carried | None
    over: CarriedOver | None
    """What was used and left at the migration, where it was rebudgeted."""
    anchor: StandingAct
    """The act that set it, itself or by way of the deadlines in ``parents``."""
    parents: tuple[DeadlineStanding, ...]
    """The deadlines it counts from, the nearest first."""
    period: Period | None
    """The budget that holds now; None for a date that somebody set, and for a period."""
    rule: CountingRule
    calendar: CalendarData
    steps: tuple[Step, ...]
    pauses: tuple[PauseState, ...]
    """Pauses of the run, whatever they do to this clock."""
    waited: Mapping[int, Stood]
    """What each of them, by ``begun_by``, did to this clock by the version that counted it then."""
    extension: StandingAct | None
    late_extension: StandingAct | None
    settled: StandingAct | None
    """The act that met it or let it fall away; None where a state or nothing did."""
    spent: Spent | None
    """At the moment of the view, or when it was settled; None for a date that somebody set."""


def derive(definitions: Definitions, view: CaseView, name: str, *, run: str = "", item: str = "") -> Derivation:
    """How the deadline ``name`` stands as it does at the moment of the view.

    Raises: NotFoundError when the case has no such deadline there, or several of that name and none is chosen.
    """
    standing, deadline = _choose(view, name, run, item)
    folded = fold(definitions, view.records, until=view.at.place).state
    key, acts = key_of(deadline.name, deadline.item), {act.seq: act for act in view.acts}
    state = as_settled(definitions, view, folded.runs[standing.run], key, acts)
    prepared, spec = counting_version(definitions, state, key)
    there = definitions.prepared(standing.digest)
    found = state.deadlines[key]
    period = within_of(spec, found) if found.tally is None else None
    moved = _migration(view, standing.run, found, prepared)
    stood = waited(definitions, view, state, key, moved)
    over = carried_over(prepared, spec, found)
    if over is not None:
        earlier, passed = _stood_before(state, found.carried, stood), passed_before(definitions, view, state, key, acts)
        over = replace(over, earlier=tuple(earlier), passed=passed)
    return Derivation(
        run=standing,
        deadline=deadline,
        spec=spec,
        version=prepared.pathway.version,
        digest=prepared.pathway.digest,
        migration=moved,
        recounted=_recounts(definitions, moved),
        carried=found.carried,
        over=over,
        anchor=acts[found.anchored_by],
        parents=_parents(there, standing, there.deadlines[name]),
        period=period,
        rule=prepared.rules[spec.rule],
        calendar=prepared.calendars[spec.calendar].data,
        steps=_steps(definitions, state, key, over),
        pauses=pauses_told(there, state),
        waited=stood,
        extension=acts.get(found.extended_by),
        late_extension=acts.get(found.late_extension_by),
        settled=acts.get(deadline.settled_by),
        spent=spent(definitions, state, key, _until(deadline, view.at.at)),
    )


def _recounts(definitions: Definitions, moved: StandingAct | None) -> bool:
    migration = None if moved is None else moved.content.migration
    if moved is None or migration is None:
        return False
    old, new = (definitions.prepared(each).pathway for each in (migration.source, moved.content.pins[0].digest))
    return old.version == new.version


def _until(deadline: DeadlineStanding, at: datetime) -> datetime:
    """Until when its time was used: it is not, once nothing can open it any more."""
    return start_of_day(deadline.settled_on) if deadline.settled_on is not None else at


def _choose(view: CaseView, name: str, run: str, item: str) -> tuple[RunStanding, DeadlineStanding]:
    """The one deadline meant. An item may be named with or without its activity."""
    there = [(each, deadline) for each in view.standing.runs for deadline in each.deadlines if run in ("", each.run)]
    named = [(each, deadline) for each, deadline in there if deadline.name == name]
    meant = [pair for pair in named if item in ("", pair[1].item, pair[1].item.partition(".")[2])]
    if not named:
        known = ", ".join(dict.fromkeys(deadline.name for _, deadline in there)) or "–"
        raise NotFoundError("engine.no_deadline", deadline=name, known=known)
    if len(meant) != 1:
        raise not_meant(name, item, [deadline.item for _, deadline in named], [each.run for each, _ in named])
    return meant[0]


def _parents(prepared: Prepared, run: RunStanding, spec: Deadline) -> tuple[DeadlineStanding, ...]:
    found: list[DeadlineStanding] = []
    while spec.anchor.kind is AnchorKind.deadline:
        name = spec.anchor.name
        found += [deadline for deadline in run.deadlines if deadline.name == name][:1]
        spec = prepared.deadlines[name]
    return tuple(found)


def _migration(view: CaseView, run: str, found: DeadlineState, counting: Prepared) -> StandingAct | None:
    """The act that carried the deadline over, or that brought its run to the version it is counted by."""
    moves = [act for act in view.acts if act.run == run and act.content.migration is not None]
    if found.carried is not None:
        return next((act for act in moves if act.seq == found.carried.by), None)
    arrived = [act for act in moves if act.content.pins[0].digest == counting.pathway.digest]
    return arrived[-1] if arrived else None


def _stood_before(run: RunState, carried: Carried | None, stood: Mapping[int, Stood]) -> Iterator[Stop]:
    """The stretches in which the clock had stood when a migration rebudgeted it, but for one in which it stood on."""
    rest = None if carried is None else carried.rest
    if rest is None or carried is None:
        return
    moved = Happened(on=carried.on, at=None)
    for pause in run.pauses[: rest.pauses_before]:
        lasted, word = pause.begun_by in rest.lasting, stood[pause.begun_by]
        if word is Stood.until_moved and lasted:
            yield Stop(began=pause.began, ended=moved)
        elif word is Stood.stood and not lasted and (not rest.lasting or pause.began.on <= rest.base_on):
            yield Stop(began=pause.began, ended=pause.ended)


def _steps(definitions: Definitions, run: RunState, key: str, over: CarriedOver | None) -> tuple[Step, ...]:
    prepared, spec = counting_version(definitions, run, key)
    found = run.deadlines[key]
    rule, calendar = prepared.rules[spec.rule], prepared.calendars[spec.calendar]
    if spec.every is not None and spec.within is not None and found.tally is not None:
        return why_period(spec.every, spec.within, found, found.tally)
    counted, period = counted_by(definitions, run, key, None), within_of(spec, found)
    if period is None or counted is None:
        return why_fixed(found.nominal, rule, calendar)
    if over is not None:
        return why_rest(over, period, rule, calendar, counted, spec.on_pause)
    return why_budget(start_of(found, period), period, rule, calendar, counted, spec.on_pause)
