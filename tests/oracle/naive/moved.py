"""A run comes to another version of its definition: what everything is called, and what becomes of each deadline."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from tests.oracle.naive.days import NotCoveredError
from tests.oracle.naive.law import Tree, read, told_in
from tests.oracle.naive.limits import Limit
from tests.oracle.naive.log import CLOCK, Act
from tests.oracle.naive.matter import (
    DORMANT,
    ENDED,
    MET,
    MISSED,
    OPEN,
    Item,
    Round,
    Run,
    Start,
    close,
    counting,
    date_set,
    dates,
)
from tests.oracle.naive.recurring import begin
from tests.oracle.naive.rest import Leg, left_over

T = TypeVar("T")

Make = Callable[[Run, str, str, str, Act], None]
"""Makes an item of a run: of which activity, its number, its code, and by which act."""


class ImpossibleError(Exception):
    """An act stands in the log that the definition does not allow where it stands."""


def move(texts: Mapping[str, str], runs: Mapping[str, Run], act: Act, make: Make) -> bool:
    """The run comes to another version as the plan of the act says; False where it is there already, or gone."""
    pin, run, plan = act.pins[0], runs.get(act.run), act.plan
    law = read(texts[f"{pin['pathway']}@{pin['version']}"])
    if run is None or plan is None or run.law is law:
        return False
    if str(run.law.tree["version"]) != plan["source"]:
        raise ImpossibleError(f"{act.seq}: {run.name} is at another version than the one it leaves")
    legs = {key: _leg(run, round_, act) for key, round_ in run.deadlines.items()}
    old, left = run.law, run.deadlines
    run.law = law
    rename(run, plan)
    for activity, spec in law.activities.items():
        for code in map(str, spec.get("items", {})):
            if f"{activity}.{code}" not in run.items:
                make(run, activity, code, code, act)
    run.deadlines, moving = {}, _Moving(run=run, act=act)
    carries = {new: (name, carry) for name, new, carry in plan["moves"] if carry != "drop"}
    for name in _parents_first(law.deadlines):
        was, carry = carries.get(name, ("", ""))
        for key, round_ in [each for each in left.items() if each[1].name == was]:
            new = replace(round_, name=name, item=_item(plan, round_.item))
            moving.carry(new, carry, old.deadlines[was], *legs[key])
    return True


def called(texts: Mapping[str, str], run: Run, event: str) -> set[str]:
    """What the field is called, in any version, whose codes an event makes items of."""
    laws = [read(text) for name, text in texts.items() if name.startswith(f"{run.law.pathway}@")]
    makes = [[a["each"] for a in law.activities.values() if a.get("each", {}).get("event") == event] for law in laws]
    if any(len(each) > 1 for each in makes):
        raise NotCoveredError(f"{event} makes items of two activities")
    return {each[0]["field"] for each in makes if each}


def rename(run: Run, plan: Tree) -> None:
    """State, values and items are called otherwise."""
    run.state = plan["states"].get(run.state, run.state)
    run.values, run.said_by = _fields(plan, run.values), _fields(plan, run.said_by)
    items = {}
    for key, item in run.items.items():
        state = plan["item_states"].get(item.activity, {}).get(item.state, item.state)
        new = _item(plan, key)
        items[new] = replace(
            item, activity=new.partition(".")[0], state=state, values=_fields(plan, item.values), code=_code(plan, item)
        )
    run.items = items


def round_called(plan: Tree, round_: Round) -> Round | None:
    """The same deadline by the names of the version that the plan leads to; None where it is dropped."""
    new = next((new for old, new, carry in plan["moves"] if old == round_.name and carry != "drop"), "")
    return replace(round_, name=new, item=_item(plan, round_.item)) if new else None


def _code(plan: Tree, item: Item) -> str:
    return _item(plan, f"{item.activity}.{item.code}").partition(".")[2]


def _item(plan: Tree, key: str) -> str:
    activity, dot, item = key.partition(".")
    name: str = plan["activities"].get(activity, activity)
    number: str = plan["items"].get(activity, {}).get(item, item)
    return f"{name}{dot}{number}"


def _fields(plan: Tree, values: Mapping[str, T]) -> dict[str, T]:
    called = {name: plan["fields"].get(name, name) for name in values}
    return {called[name]: value for name, value in values.items() if called[name]}


def _parents_first(deadlines: Tree) -> Iterator[str]:
    """Each deadline after the one it counts from."""
    waiting = dict(deadlines)
    while waiting:
        for name, spec in list(waiting.items()):
            parent = spec["from"].get("deadline") if isinstance(spec["from"], dict) else None
            if parent not in waiting:
                yield name
                del waiting[name]


def _leg(run: Run, round_: Round, act: Act) -> tuple[Leg, bool, Limit]:
    """How the deadline is counted until the act, whether it has been missed by then, and its limit of itself alone."""
    found = dates(run, round_)
    assert act.at is not None
    leg = Leg(
        spec=counting(run, round_),
        on=act.on,
        at=act.at,
        place=act.place,
        last=found.limit.nominal,
        stood=found.stands_since,
        closed=run.ended[0] if run.ended else None,
    )
    return leg, not found.stands_since and (found.limit.too_late, CLOCK, 0) <= act.place, _alone(run, round_)


def _alone(run: Run, round_: Round) -> Limit:
    """Its limit from its own beginning, never extended and never stopped."""
    return round_.over_alone or dates(run, replace(round_, extended_by=0, waited=(), legs=round_.alone)).limit


@dataclass(slots=True, kw_only=True)
class _Moving:
    run: Run
    act: Act
    days: dict[str, date] = field(default_factory=dict)
    """The last day, of itself alone, of each deadline that is counted anew."""

    def carry(self, round_: Round, carry: str, was: Tree, leg: Leg, missed: bool, alone: Limit) -> None:  # noqa: FBT001
        """One deadline comes over."""
        run, act, name = self.run, self.act, round_.name
        key = f"{name}:{round_.item}" if round_.item else name
        run.deadlines[key] = round_
        if round_.owing is not None and not round_.owing.over and carry == "reset":
            begin(run, name, act, Start(on=act.on, at=act.at, chain=act.on))
        elif missed or carry == "keep" or round_.status in (MET, ENDED, MISSED):
            round_.kept = round_.kept or was
        elif carry == "reset":
            run.deadlines[key] = self._reset(round_)
            self.days[key] = dates(run, run.deadlines[key]).limit.nominal
        else:
            self.days[key] = self._rebudget(round_, leg, alone)
        _stand(run, run.deadlines[key], act)

    def _from_parent(self, round_: Round) -> date | None:
        """Where it counts from, if that is a deadline that was counted anew."""
        start = self.run.law.deadlines[round_.name]["from"]
        parent = start.get("deadline", "") if isinstance(start, dict) else ""
        return self.days.get(f"{parent}:{round_.item}", self.days.get(parent))

    def _reset(self, round_: Round) -> Round:
        spec, act, parent = self.run.law.deadlines[round_.name], self.act, self._from_parent(round_)
        on, at = (act.on, act.at) if parent is None else (parent, None)
        opens = spec.get("opens")
        is_open = round_.status == OPEN or opens is None or self.run.state in told_in(opens, "state")
        return Round(
            name=round_.name,
            item=round_.item,
            on=on,
            at=at,
            chain=act.on,
            by=act.seq,
            set_on=date_set(self.run, spec, round_.item),
            status=OPEN if is_open else DORMANT,
        )

    def _rebudget(self, round_: Round, leg: Leg, alone: Limit) -> date:
        """The last day of itself alone: as if nothing had extended or stopped it. What was over so by now stays so."""
        spec, parent = self.run.law.deadlines[round_.name], self._from_parent(round_)
        round_.kept, round_.legs, round_.set_on = None, (*round_.legs, leg), None
        round_.alone = (*round_.alone, replace(leg, stood=None, last=alone.nominal))
        if parent not in (None, round_.on):
            round_.on, round_.at, round_.legs, round_.alone = parent, None, round_.legs[-1:], round_.alone[-1:]
        if (alone.too_late, CLOCK, 0) <= self.act.place:
            round_.over_alone = alone
            return alone.nominal
        return left_over(round_.on, round_.at, str(spec["within"]), spec, round_.alone, ()).limit.nominal


def _stand(run: Run, round_: Round, act: Act) -> None:
    """As the new version has it where the run stands; what lies behind rings no more, unless it opens just now."""
    spec = run.law.deadlines[round_.name]
    opens = spec.get("opens")
    if round_.owing is None and round_.status == DORMANT and (opens is None or run.state in told_in(opens, "state")):
        round_.status = OPEN
        return
    if run.state in told_in(spec.get("ends"), "state"):
        close(run, round_, ENDED, (act.seq, act.on, act.at))
        if round_.owing is not None and not round_.owing.over:
            round_.owing.over, round_.owing.over_by = True, act.seq
    if round_.status in (OPEN, MISSED):
        round_.deaf_until = act.place
