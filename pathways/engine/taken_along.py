"""The deadlines by law that a case which moves takes along: told by codes and dates, and looked for where it arrives.

A case is not taken over by one in which any of them is missing or later, unless a person says of each why
(docs/adr/0032). What is owed to those who reported is told to nobody: it is done before the case goes.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pathways.counting.telling import write_date
from pathways.engine.library import Library
from pathways.errors import EventRefusedError, NotFoundError
from pathways.machine.deadlines import split_key
from pathways.machine.prepared import Prepared
from pathways.machine.state import CaseState, DeadlineState, RunState, Status
from pathways.messages import say
from pathways.model.basis import Effect
from pathways.model.pathway import Deadline, DeadlineKind
from pathways.model.signal import Shared, Signal

DEADLINES = "deadlines"
"""The value of the message: what is owed when it is sent; also the item that the law of sharing is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One deadline by law: what it is called in its definition, and its dates; never of whom or why."""

    pathway: str
    deadline: str
    activity: str
    """The activity of which it is one item's; empty: of the run."""
    anchored_on: date
    nominal: date
    legal: date
    missed_from: datetime
    extended: bool
    stands: bool
    """Whether its clock stands."""

    def written(self) -> str:
        """As it stands in a message."""
        dates = (self.anchored_on, self.nominal, self.legal, self.missed_from)
        marks = ("extended" * self.extended, "stands" * self.stands)
        return "|".join((self.pathway, self.deadline, self.activity, *(each.isoformat() for each in dates), *marks))

    def is_no_later(self, other: "Owed") -> bool:
        """Whether no date of it is later than that of ``other``."""
        dates = (self.nominal <= other.nominal, self.legal <= other.legal, self.missed_from <= other.missed_from)
        return all(dates) and not (self.stands and not other.stands)


def read(written: str) -> Owed:
    """What ``Owed.written`` wrote. Raises: ValueError."""
    pathway, deadline, activity, anchored_on, nominal, legal, missed_from, extended, stands = written.split("|")
    return Owed(
        pathway=pathway,
        deadline=deadline,
        activity=activity,
        anchored_on=date.fromisoformat(anchored_on),
        nominal=date.fromisoformat(nominal),
        legal=date.fromisoformat(legal),
        missed_from=datetime.fromisoformat(missed_from),
        extended=bool(extended),
        stands=bool(stands),
    )


def words_of(shared: Shared | None) -> tuple[str, ...]:
    """What a message tells of deadlines, as they stand in it; nothing where it tells none."""
    value = None if shared is None else shared.values.get(DEADLINES)
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


def title_of(library: Library, each: Owed, on: date) -> str:
    """What it is called by the definition of a day; its name where that knows none such."""
    try:
        pathway, _ = library.catalogue.in_force(each.pathway, on)
    except NotFoundError:
        return each.deadline
    return next((spec.title.nb for spec in pathway.deadlines if spec.name == each.deadline), each.deadline)


def told(library: Library, each: Owed, on: date) -> str:
    """What it is called, with its date, for people; by the definition of a day."""
    title = title_of(library, each, on)
    key = "moving.owed_extended" if each.extended else "moving.owed"
    values = {"title": title, "date": write_date(each.nominal), "anchor": write_date(each.anchored_on)}
    return say(key, **values)


def owed_in(library: Library, state: CaseState) -> tuple[Owed, ...]:
    """What a case owes by law, but to those who reported: the earliest first."""
    found = [
        _owed(run, key, deadline)
        for run, key, spec, deadline in _by_law(library, state)
        if _waits(deadline) and not _of_reporter(library, run, spec)
    ]
    return tuple(sorted(found, key=lambda each: (each.nominal, each.written())))


def require_reporters_told(library: Library, state: CaseState, message: str = "moving.reporters") -> None:
    """Nobody else can answer those who reported (barnevernsloven § 13-3): who they are never goes along.

    Raises: EventRefusedError that names the deadlines.
    """
    owed = [
        f"{spec.title.nb}, {split_key(key)[1]} ({write_date(deadline.nominal)})"
        for run, key, spec, deadline in _by_law(library, state)
        if _waits(deadline) and _of_reporter(library, run, spec)
    ]
    if owed:
        raise EventRefusedError(message, deadlines="; ".join(owed))


def lost_there(library: Library, owed: Sequence[Owed], there: CaseState) -> tuple[Owed, ...]:
    """Those of ``owed`` that nothing in the case which takes over stands for: one there stands for one."""
    used: set[tuple[str, str]] = set()
    lost = []
    # The earliest first: whatever stands for it stands for what is due later, too.
    for each in owed:
        stands = next((place for place in _standing_for(library, each, there) if place not in used), None)
        if stands is None:
            lost.append(each)
        else:
            used.add(stands)
    return tuple(lost)


def given_up(
    library: Library,
    here: Collection[Owed],
    signal: Signal,
    there: CaseState,
    why: Mapping[str, str],
    on: date,
) -> tuple[tuple[Owed, str], ...]:
    """What is given up by taking over, each with why. ``signal`` told of what is owed ``here``.

    ``why`` is by the name of a deadline, or by its title. Raises: EventRefusedError with what is lost, and what to do.
    """
    lost = lost_there(library, tuple(here), there)
    if any(each.written() not in words_of(signal.shared) for each in lost):
        # Whoever sent it tells of them; what was not told is not told by a refusal either.
        raise EventRefusedError("moving.changed_since", signal=signal.signal_id)
    given = _by_name(why, {each.deadline: title_of(library, each, on) for each in lost})
    if {each.deadline for each in lost} - set(given):
        listed = "; ".join(f"{told(library, each, on)} [{each.deadline}]" for each in lost)
        raise EventRefusedError("moving.would_be_lost", deadlines=listed)
    return tuple((each, given[each.deadline]) for each in lost)


def _by_name(why: Mapping[str, str], titles: Mapping[str, str]) -> Mapping[str, str]:
    """Why by the names of those that are lost, whose ``titles`` these are. Raises: EventRefusedError."""
    called = {name.casefold(): name for name in titles} | {title.casefold(): name for name, title in titles.items()}
    unknown = [typed for typed in why if typed.casefold() not in called]
    if unknown:
        known = ", ".join(say("moving.name_and_title", name=name, title=title) for name, title in titles.items())
        raise EventRefusedError("moving.not_lost", names=", ".join(sorted(unknown)), known=known or say("machine.none"))
    if len({called[typed.casefold()] for typed in why}) < len(why):
        raise EventRefusedError("moving.lost_twice")
    return {called[typed.casefold()]: said for typed, said in why.items()}


def is_of_reporters(library: Library, prepared: Prepared, activity: str) -> bool:
    """Whether an activity is done for each of those who reported; empty: there is no activity."""
    about = library.catalogue.sharing.about_reporters(prepared.pathway)
    return activity in prepared.activities and prepared.activities[activity].spec.each_field in about


def _by_law(library: Library, state: CaseState) -> Iterator[tuple[RunState, str, Deadline, DeadlineState]]:
    for run in state.runs.values():
        specs = library.prepared(run.digest).deadlines
        for key, deadline in run.deadlines.items():
            spec = specs[split_key(key)[0]]
            binds = spec.basis.effect in (Effect.statutory, Effect.individual)
            if binds and spec.kind is not DeadlineKind.window:
                yield run, key, spec, deadline


def _waits(deadline: DeadlineState) -> bool:
    """Whether it is owed, or comes again."""
    return deadline.status is Status.open or deadline.under_way


def _of_reporter(library: Library, run: RunState, spec: Deadline) -> bool:
    return is_of_reporters(library, library.prepared(run.digest), spec.per)


def _owed(run: RunState, key: str, deadline: DeadlineState) -> Owed:
    name, item = split_key(key)
    return Owed(
        pathway=run.pathway,
        deadline=name,
        activity=item.partition(".")[0],
        anchored_on=deadline.anchored_on,
        nominal=deadline.nominal,
        legal=deadline.legal,
        missed_from=deadline.missed_from,
        extended=bool(deadline.extended_by),
        stands=deadline.standing_since is not None,
    )


def _standing_for(library: Library, owed: Owed, there: CaseState) -> Iterator[tuple[str, str]]:
    """The same deadline of a case, by run and key, where it waits no later, or was met since this one began."""
    for run, key, _, deadline in _by_law(library, there):
        its = _owed(run, key, deadline)
        if (its.pathway, its.deadline, its.activity) != (owed.pathway, owed.deadline, owed.activity):
            continue
        met_on = deadline.settled_on if deadline.status is Status.met else None
        stands = _waits(deadline) and its.is_no_later(owed)
        if stands or (met_on is not None and met_on >= owed.anchored_on):
            yield run.run, key
