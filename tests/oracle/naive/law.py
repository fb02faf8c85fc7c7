"""The definitions as they are written: YAML into dicts, with the few abbreviations of the language written out.

Words of the language that the oracle does not know are refused, so that nothing new is passed over in silence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from tests.oracle.naive.days import NotCoveredError

Tree = Mapping[str, Any]

TOP = {"pathway", "version", "title", "service", "case_prefix", "sources", "fields", "states", "events", "deadlines"}
TOP |= {"activities", "timed"}
EVENT = {"title", "start", "from", "by", "records", "may_record", "reason", "decision", "requires", "warns", "pauses"}
EVENT |= {"resumes", "to", "begins", "signals", "redecide", "sends"}
DEADLINE = {"title", "basis", "kind", "from", "per", "only_when", "opens", "within", "until", "counting", "calendar"}
DEADLINE |= {"reporting", "met_by", "ends", "extend", "at_most", "on_pause", "remind", "missed", "every", "on_redecide"}
EVERY = {"period", "times", "aligned", "first", "same_day", "reduced"}
REDUCED = {"by", "until", "times"}
ACTIVITY = {"title", "items", "each", "open_in", "states", "events", "flags"}
STATE = {"title", "start", "end", "holder", "silent", "overdue", "mark"}
TIMED = {"title", "from", "when_passed", "to"}
RUNG = {"before", "on_due", "after", "at", "to", "escalate"}
KINDS = ("duty", "window", "lapse")

WITHDRAWN = "(omgjort)"
"""The state of a run whose beginning was decided anew; no definition writes it down (ADR 0015)."""


def many(value: object) -> tuple[str, ...]:
    """One or several names, as ``a`` or ``[a, b]``; none where there is nothing."""
    if value is None:
        return ()
    return tuple(str(each) for each in value) if isinstance(value, list) else (str(value),)


def told_in(value: object, key: str) -> tuple[str, ...]:
    """The names under ``event`` or ``state`` of an ``opens`` or ``ends``."""
    return many(value.get(key)) if isinstance(value, dict) else ()


def on_pause(deadline: Tree) -> str:
    """What a pause does to its clock, without the source that allows it."""
    word = deadline["on_pause"]
    return str(next(iter(word))) if isinstance(word, dict) else str(word)


@dataclass(frozen=True, slots=True)
class Law:
    """One version of one pathway."""

    tree: Tree

    def __deepcopy__(self, memo: object) -> "Law":
        """The law stays what it is when a picture of a case is taken."""
        return self

    @property
    def pathway(self) -> str:
        """Its id."""
        return str(self.tree["pathway"])

    def part(self, name: str) -> Tree:
        """One of its parts, empty where it has none."""
        return self.tree.get(name) or {}

    @property
    def deadlines(self) -> Tree:
        """Name to deadline."""
        return self.part("deadlines")

    @property
    def periodic(self) -> Tree:
        """Name to deadline, of those that are owed so many times in each period."""
        return {name: each for name, each in self.deadlines.items() if "every" in each}

    @property
    def activities(self) -> Tree:
        """Name to activity."""
        return self.part("activities")

    def start(self) -> str:
        """The state a run begins in."""
        return first_of(self.part("states"))

    def ended(self, state: str) -> bool:
        """Whether it is over there."""
        return state == WITHDRAWN or bool(self.part("states")[state].get("end"))

    def activity_of(self, event: str) -> str:
        """The activity whose event it is; empty for one of the run."""
        return next((name for name, each in self.activities.items() if event in each["events"]), "")

    def event(self, name: str) -> Tree | None:
        """The event, of the run or of an activity."""
        activity = self.activity_of(name)
        found: Tree | None = (self.activities[activity] if activity else self.tree)["events"].get(name)
        return found

    def leads_from(self, event: str) -> tuple[str, ...]:
        """The states, of the run or of an item, in which the event is possible."""
        activity = self.activity_of(event)
        states = (self.activities[activity] if activity else self.tree)["states"]
        told = many((self.event(event) or {}).get("from"))
        return tuple(name for name, each in states.items() if not each.get("end")) if told == ("any",) else told

    def basis(self, deadline: str) -> Tree:
        """The source of a deadline."""
        found: Tree = self.part("sources")[self.deadlines[deadline]["basis"]]
        return found

    def never_opens(self, state: str, deadline: str) -> bool:
        """Whether nothing that can still be recorded in a run that has ended in ``state`` opens the deadline."""
        opens = self.deadlines[deadline].get("opens")
        states, events = self._ahead(state)
        return states.isdisjoint(told_in(opens, "state")) and events.isdisjoint(told_in(opens, "event"))

    def _ahead(self, state: str) -> tuple[set[str], set[str]]:
        states, events = {state}, set[str]()
        for _ in range(len(self.part("states")) + 1):
            for name in self.tree["events"]:
                if states & set(self.leads_from(name)):
                    events.add(name)
                    states |= {str(way["to"]) for way in ways(self.event(name) or {}) if way["to"] != "stays"}
            states |= {str(each["to"]) for each in self.part("timed").values() if states & set(many(each["from"]))}
        for each in self.activities.values():
            if "open_in" not in each or states & set(many(each["open_in"])):
                events |= set(each["events"])
        return states, events


def first_of(states: Tree) -> str:
    """The start state among states."""
    return next(name for name, each in states.items() if each.get("start"))


def ways(event: Tree) -> list[Tree]:
    """The branches of an event, each ``{when, to, begins, signals}``; one without ``when`` always holds."""
    to = event.get("to", "stays")
    if isinstance(to, list):
        return [
            {
                "when": branch.get("when"),
                "to": branch["state"],
                "begins": many(branch.get("begins")),
                "signals": branch.get("signals", []),
            }
            for branch in to
        ]
    return [{"when": None, "to": to, "begins": many(event.get("begins")), "signals": event.get("signals", [])}]


def rungs(deadline: Tree) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """The ladder: (``before``, ``on`` or ``after``; the period; the time of day; who is told)."""
    for rung in deadline.get("remind", []):
        roles = many(rung["to"])
        if "on_due" in rung:
            yield "on", "", str(rung["on_due"]), roles
        for kind in ("before", "after"):
            if kind in rung:
                yield kind, str(rung[kind]), str(rung.get("at", "08:00")), roles


@lru_cache(256)
def name_of(text: str) -> str:
    """``pathway@version`` of a definition, whether or not the oracle has been taught all its words."""
    tree = yaml.safe_load(text)
    return f"{tree['pathway']}@{tree['version']}"


@lru_cache(256)
def at_place(text: str, settings: str) -> str:
    """A definition as one place has it: local lengths and switches written out, and nothing of what is not set."""
    place = yaml.safe_load(settings) or {}
    periods, flags = place.get("periods") or {}, place.get("flags") or {}
    if not any(name in text for name in (*periods, *flags)):
        return text
    for name, is_on in flags.items():
        text = text.replace(f'local("{name}")', "true" if is_on else "false")
    tree = yaml.safe_load(text)
    there = {}
    for name, each in (tree.get("deadlines") or {}).items():
        where, key = (each["every"], "period") if "every" in each else (each, "within")
        where[key] = periods.get(where.get(key), where.get(key))
        if where[key] is not None or "until" in each:
            there[name] = {word: value for word, value in each.items() if value is not None}
    return yaml.safe_dump({**tree, "deadlines": there}, allow_unicode=True, sort_keys=False)


@lru_cache(256)
def read(text: str) -> Law:
    """One definition. Raises NotCoveredError for a word that the oracle has not been taught."""
    tree = yaml.safe_load(text)
    _only(TOP, tree, "the top")
    events = [*tree["events"].items()]
    for activity in (tree.get("activities") or {}).values():
        _only(ACTIVITY, activity, "an activity")
        events += activity["events"].items()
        for state in activity["states"].values():
            _only(STATE, state, "a state")
    for name, event in events:
        _only(EVENT, event, name)
    for state in tree["states"].values():
        _only(STATE, state, "a state")
    for timed in (tree.get("timed") or {}).values():
        _only(TIMED, timed, "a timed transition")
    for name, deadline in (tree.get("deadlines") or {}).items():
        _only(DEADLINE, deadline, name)
        _only(EVERY, deadline.get("every", {}), name)
        _only(REDUCED, deadline.get("every", {}).get("reduced", {}), name)
        if deadline.get("kind", "duty") not in KINDS:
            raise NotCoveredError(f"kind {deadline['kind']}")
        for rung in deadline.get("remind", []):
            _only(RUNG, rung, name)
    return Law(tree)


def _only(known: set[str], tree: Tree, where: str) -> None:
    unknown = set(tree) - known
    if unknown:
        raise NotCoveredError(f"{sorted(unknown)} in {where}")
