"""What a case is made of in the oracle, and how a deadline's dates and bells follow from the facts about it."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from tests.oracle.naive import limits
from tests.oracle.naive.days import ONE, NotCoveredError, at, begins, day_of
from tests.oracle.naive.guards import Value
from tests.oracle.naive.law import Law, Tree, on_pause, rungs
from tests.oracle.naive.limits import Counted, Limit, Wait, limit_at, limit_on
from tests.oracle.naive.log import Act, Place
from tests.oracle.naive.owed import Owing
from tests.oracle.naive.rest import Leg, Over, effective, ends_before_it_begins, left_over

DORMANT, OPEN, MET, ENDED = "dormant", "open", "met", "ended"
MISSED = "missed"
"""Of a period that is over: nothing can meet it any more."""


@dataclass(slots=True, kw_only=True)
class Item:
    """One item of an activity."""

    activity: str
    code: str
    state: str
    since: date
    values: dict[str, Value]


@dataclass(slots=True, kw_only=True)
class Pause:
    """The run waits for somebody."""

    who: str
    begun: Act
    over: Act | None = None


@dataclass(slots=True, kw_only=True)
class Round:
    """One deadline since it last began. ``chain`` is the day the chain of deadlines began that it belongs to."""

    name: str
    item: str
    on: date
    at: datetime | None
    chain: date
    by: int
    set_on: date | None
    """The due date itself, where somebody has set it."""
    status: str
    openers: set[int] = field(default_factory=set)
    """Who opened it, or would have, had it not been open: none of one that is open from the start."""
    extended_by: int = 0
    late_extension_by: int = 0
    settled: tuple[int, date, datetime | None] | None = None
    shut: date | None = None
    """Since when it has been dormant where nothing can open it: it fell away then, and nothing later moves that day."""
    waited: tuple[Wait, ...] | None = None
    """The waits as they were when it was settled; what the case waits for later is nothing to it."""
    deaf_until: Place | None = None
    """Its date was moved there: what then lay behind rings no more."""
    rung: set[tuple[datetime, str]] = field(default_factory=set)
    owing: Owing | None = None
    """What is owed in it, where it is a period of something that is owed in each."""
    kept: Tree | None = None
    """The deadline as the version has it by which it is still counted, where its run has come to another since."""
    legs: tuple[Leg, ...] = ()
    """How it was counted before each migration after which the rest of another budget was left."""
    alone: tuple[Leg, ...] = ()
    """The same, as if nothing had extended or stopped it: by that its children count."""
    over_alone: Limit | None = None
    """Its limit so, where that was over when it moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Where a deadline counts from: the day, the instant where it is known, and the day its chain began."""

    on: date
    at: datetime | None
    chain: date


@dataclass(slots=True, kw_only=True)
class Run:
    """One pathway under way."""

    name: str
    law: Law
    law_loaded: bool
    begun_by: str
    state: str
    since: date
    values: dict[str, Value] = field(default_factory=dict)
    happened: dict[str, Act] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    deadlines: dict[str, Round] = field(default_factory=dict)
    pauses: list[Pause] = field(default_factory=list)
    begun_at: int
    """The act that began it."""
    said_by: dict[str, int] = field(default_factory=dict)
    """Who last said each of the values."""
    moves: int = 0
    """How often it has come into another state."""
    anew: set[str] = field(default_factory=set)
    """Which decisions were made anew."""
    ended: tuple[date, Place] | None = None
    """When it ended, of one that has: from one end to another it ends no second time."""

    def say(self, act: Act) -> None:
        """What the act says holds from now on."""
        self.values.update(act.data)
        self.said_by.update(dict.fromkeys(act.data, act.seq))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bell:
    """A reminder, the end of a deadline, or what the clock moves: what, when, and who hears it."""

    due: datetime
    run: str
    deadline: str
    item: str
    what: str
    roles: tuple[str, ...]


def dates(run: Run, round_: Round, now: tuple[date, datetime | None] | None = None) -> Counted:
    """Count the deadline. With ``now``, as if a clock that stands went on then: it cannot be due earlier."""
    spec = counting(run, round_)
    rule = spec["counting"]
    if round_.owing is not None:
        return Counted(limit=limit_on(round_.owing.last, rule), stands_since=None)
    if round_.set_on is not None:
        return Counted(limit=limit_on(round_.set_on, rule), stands_since=None)
    period = str(spec["extend"]["within"] if round_.extended_by else spec["within"])
    waits = round_.waited if round_.waited is not None else waits_of(run, round_)
    if now is not None:
        # One that would stand from the day after a migration has not stood at all, if it were over by then.
        waits = tuple(wait for each in waits if not ends_before_it_begins(wait := _until(each, now)))
    if round_.legs:
        return left_over(round_.on, round_.at, period, spec, round_.legs, waits)
    if limits.parts(period)[1] == "hours":
        return _hours(round_, period, rule, on_pause(spec), waits)
    return limits.counted(round_.on, period, rule, spec.get("calendar", "NO"), waits, on_pause(spec))


def counting(run: Run, round_: Round) -> Tree:
    """The deadline as the version has it by which it is counted."""
    found: Tree = run.law.deadlines[round_.name] if round_.kept is None else round_.kept
    return found


def over_of(run: Run, pause: Pause) -> Over | None:
    """When a wait was over: as somebody said, or with the run, whichever came first."""
    if pause.over and not (run.ended and pause.over.on > run.ended[0]):
        return pause.over.on, pause.over.at, pause.over.place
    return (run.ended[0], None, run.ended[1]) if run.ended else None


def _wait(begun: Act, over: Over | None) -> Wait:
    until = over[:2] if over else (None, None)
    return Wait(since_on=begun.on, since_at=begun.at, until_on=until[0], until_at=until[1])


def waits_of(run: Run, round_: Round) -> tuple[Wait, ...]:
    """The waits of the run, none longer than it lasted, and none that began only then, be it on the day it ended.

    With migrations, as each version let them stop the clock.
    """
    pauses = [pause for pause in run.pauses if not (run.ended and pause.begun.place >= run.ended[1])]
    overs = [over_of(run, pause) for pause in pauses]
    begun = [pause.begun for pause in pauses]
    if not round_.legs:
        return tuple(_wait(act, over) for act, over in zip(begun, overs, strict=True))
    return effective(list(zip(begun, overs, strict=True)), round_.legs, counting(run, round_))


def close(run: Run, round_: Round, status: str, by: tuple[int, date, datetime | None]) -> None:
    """Met, or fallen away: the first time counts."""
    if round_.status in (DORMANT, OPEN):
        round_.status, round_.settled = status, by
        round_.waited = waits_of(run, round_)


def shut(run: Run, on: date) -> None:
    """Look, after what happened on a day, at which of the dormant deadlines nothing can open any more."""
    for round_ in run.deadlines.values():
        if round_.status == DORMANT:
            never = run.law.ended(run.state) and run.law.never_opens(run.state, round_.name)
            round_.shut = (round_.shut or on) if never else None
        elif round_.status != ENDED:
            round_.shut = None


def openers(old: Round | None, act: Act) -> set[int]:
    """Who opened a round that begins open: of one that goes on anew those of before, or besides all that armed it."""
    if old is None or old.status != OPEN:
        return {act.seq}
    return old.openers if act.instead_of or act.seq in old.openers else {*old.openers, 0}


def date_set(run: Run, spec: Tree, item: str) -> date | None:
    """The due date that somebody has set."""
    values = {**run.values, **(run.items[item].values if item else {})}
    found = values.get(spec.get("until", ""))
    return date.fromisoformat(found) if isinstance(found, str) else None


def last_day_told(run: Run, round_: Round, at_: datetime) -> Limit:
    """The limit as a reader is told it: where the clock stands, the earliest it can be."""
    now: tuple[date, datetime | None] = (day_of(at_), at_)
    if round_.settled is not None:
        now = round_.settled[1], None
    return dates(run, round_, now if dates(run, round_).stands_since else None).limit


def too_late(run: Run, round_: Round, act: Act) -> bool:
    """Whether the act came after the legal end; a day alone is compared as a day; never while the clock stands."""
    found = dates(run, round_)
    if found.stands_since:
        return False
    return act.on > found.limit.legal if act.at is None else act.at >= found.limit.too_late


def own_last_day(spec: Tree, parent: Round) -> date:
    """The last day of a parent from its own start, whatever its extension or pause (semantics 19)."""
    if parent.set_on is not None:
        return parent.set_on
    if limits.parts(str(spec["within"]))[1] == "hours":
        return _hours(parent, str(spec["within"]), spec["counting"], "runs", ()).limit.nominal
    return limits.step(parent.on, str(spec["within"]), spec.get("calendar", "NO"))


def ladder(run: Run, round_: Round) -> list[Bell]:
    """All bells of a deadline that is open; none while its clock stands, for then nobody knows the day."""
    if round_.owing is not None:
        return _in_period(run, round_, round_.owing)
    found = dates(run, round_)
    if round_.status != OPEN or found.stands_since:
        return []
    return _hung(run, round_, found.limit)


def _in_period(run: Run, round_: Round, this: Owing) -> list[Bell]:
    """Those of a period: none before its second day, all of them until enough is done; at its end the next begins."""
    limit = dates(run, round_).limit
    bells = _hung(run, round_, limit) if round_.status in (OPEN, MISSED) else []
    second = begins(this.first + ONE)
    bells = [bell for bell in bells if bell.due >= second]
    if not this.over:
        bells.append(_bell(run, round_, limit.too_late, "next", ()))
    return bells


def _hung(run: Run, round_: Round, limit: Limit) -> list[Bell]:
    spec = run.law.deadlines[round_.name]
    calendar = spec.get("calendar", "NO")
    bells = [
        (_rings(kind, period, clock, limit, calendar), _name(kind, period), roles)
        for kind, period, clock, roles in rungs(spec)
    ]
    bells += [
        (limit.nominal_end, f"timed:{name}", ())
        for name, each in run.law.part("timed").items()
        if each["when_passed"] == round_.name
    ]
    if limit.nominal_end != limit.too_late:
        bells.append((limit.nominal_end, "nominal", ()))
    bells.append((limit.too_late, "legal", ()))
    return [_bell(run, round_, due, what, roles) for due, what, roles in bells]


def _bell(run: Run, round_: Round, due: datetime, what: str, roles: tuple[str, ...]) -> Bell:
    return Bell(due=due, run=run.name, deadline=round_.name, item=round_.item, what=what, roles=roles)


def key_of(bell: Bell) -> str:
    """The key of the deadline it is a bell of."""
    return f"{bell.deadline}:{bell.item}" if bell.item else bell.deadline


def _rings(kind: str, period: str, clock: str, limit: Limit, calendar: str) -> datetime:
    if kind == "on":
        return at(limit.nominal, clock)
    sign = 1 if kind == "after" else -1
    amount, unit = limits.parts(period)
    if unit == "hours":
        return limit.nominal_end + sign * timedelta(hours=amount)
    return at(limits.step(limit.nominal, period, calendar, sign), clock)


def _name(kind: str, period: str) -> str:
    return kind if kind == "on" else "-".join([kind, *map(str, limits.parts(period))])


def _until(wait: Wait, now: tuple[date, datetime | None]) -> Wait:
    if wait.until_on is not None:
        return wait
    return replace(wait, until_on=now[0], until_at=now[1])


def _hours(round_: Round, period: str, rule: str, on_pause: str, waits: tuple[Wait, ...]) -> Counted:
    """Elapsed hours; where only the day is known they count from its beginning."""
    if rule != "hours" or (on_pause != "runs" and waits):
        raise NotCoveredError(f"hours by {rule} that a pause {on_pause}")
    start = round_.at or begins(round_.on)
    return Counted(limit=limit_at(start + timedelta(hours=limits.parts(period)[0])), stands_since=None)


def waiting(run: Run, who: str) -> Pause | None:
    """The longest wait for somebody."""
    return next((pause for pause in run.pauses if pause.over is None and pause.who == who), None)


def waits_for_more(run: Run, spec: Tree, act: Act) -> bool:
    """Whether waiting began the deadline, and a wait goes on when this act has ended one."""
    event = run.law.event(act.name) or {}
    begun = run.law.event(spec["from"]) if isinstance(spec["from"], str) else None
    if "resumes" not in event or "pauses" not in (begun or {}):
        return False
    ended = waiting(run, str(act.data.get(event["resumes"])))
    return any(pause.over is None and pause is not ended for pause in run.pauses)
