"""The case lived through day by day: what happens, what stands open, and which reminders fall on the day.

Of a deadline only facts are kept: what it counts from, whether it is open, what extended or settled it, which bells
have rung. Its dates are counted anew whenever they are asked for.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Self

from tests.oracle.naive import recurring
from tests.oracle.naive.days import ONE, NotCoveredError, begins, day_of
from tests.oracle.naive.guards import Seen, Value, holds
from tests.oracle.naive.law import Tree, first_of, many, read, told_in, ways
from tests.oracle.naive.limits import Counted
from tests.oracle.naive.log import CLOCK, Act, Place, end_of
from tests.oracle.naive.matter import (
    DORMANT,
    ENDED,
    MET,
    OPEN,
    Bell,
    Item,
    Pause,
    Round,
    Run,
    Start,
    close,
    date_set,
    dates,
    key_of,
    ladder,
    openers,
    own_last_day,
    too_late,
    waiting,
    waits_for_more,
    waits_of,
)
from tests.oracle.naive.moved import ImpossibleError, called, move


@dataclass(slots=True, kw_only=True)
class Diary:
    """A case as it is lived. ``texts`` are the definitions by ``pathway@version``, ``acts`` all that count."""

    texts: Mapping[str, str]
    acts: Sequence[Act]
    runs: dict[str, Run] = field(default_factory=dict)
    bells: list[Bell] = field(default_factory=list)
    """Those that have rung, each once."""

    def live(self, until: Place) -> Self:
        """Live through every day up to a place in legal order."""
        if not self.acts:
            return self
        day = day_of(self.acts[0].place[0]) - ONE
        while end_of(day - ONE) < until:
            evening = min(end_of(day), until)
            for act in [each for each in self.acts if end_of(day - ONE) < each.place <= evening]:
                self._ring(act.place)
                self._happen(act)
                self._ring(act.place)
            self._ring(evening)
            day += ONE
        return self

    # ------------------------------------------------------------ the clock

    def _ring(self, until: Place) -> None:
        """Ring every bell that is due by then, the earliest first: one may move the run, and so hang up another."""
        while due := sorted(self._due(until), key=lambda bell: (bell.due, bell.run, key_of(bell), bell.what)):
            bell = due[0]
            run = self.runs[bell.run]
            run.deadlines[key_of(bell)].rung.add((bell.due, bell.what))
            if bell.what.startswith("timed:"):
                transition = run.law.part("timed")[bell.what.removeprefix("timed:")]
                if run.state not in many(transition["from"]):
                    continue
                self._enter(run, transition["to"], None, day_of(bell.due), bell.due)
            if not recurring.strike(run, bell):
                continue
            if bell not in self.bells:
                self.bells.append(bell)

    def _due(self, until: Place) -> Iterator[Bell]:
        for run in self.runs.values():
            for round_ in run.deadlines.values():
                for bell in ladder(run, round_):
                    place = (bell.due, CLOCK, 0)
                    behind = round_.deaf_until is not None and place <= round_.deaf_until
                    if place <= until and not behind and (bell.due, bell.what) not in round_.rung:
                        yield bell

    # ------------------------------------------------------------ acts

    def _happen(self, act: Act) -> None:
        pin = next((pin for pin in act.pins if pin["run"] == act.run), None)
        if act.plan is not None:
            self._move(act)
        elif pin is not None and act.run not in self.runs:
            run = self._begin(pin, "", act)
            self._take(run, act, self._way(run, act))
        elif act.run not in self.runs:
            raise ImpossibleError(f"{act.seq}: no run {act.run}")
        else:
            run = self.runs[act.run]
            if why := self._why_not(run, act):
                raise ImpossibleError(f"{act.seq}: {act.name} in {run.name}: {why}")
            if act.item:
                self._take_in_item(run, act)
            else:
                self._take(run, act, self._way(run, act))

    def _begin(self, pin: Mapping[str, Any], begun_by: str, act: Act) -> Run:
        law = read(self.texts[f"{pin['pathway']}@{pin['version']}"])
        run = Run(
            name=pin["run"],
            law=law,
            law_loaded=pin["law_loaded"],
            begun_by=begun_by,
            begun_at=act.seq,
            state=law.start(),
            since=act.on,
        )
        for activity, spec in law.activities.items():
            for code in spec.get("items", {}):
                self._make(run, activity, str(code), str(code), act)
        self.runs[run.name] = run
        return run

    def _make(self, run: Run, activity: str, number: str, code: str, act: Act) -> None:
        """An item as it begins, with its flags."""
        spec = run.law.activities[activity]
        seen = self._seen(run, "", act.data, act.on, {"code": code})
        flags: dict[str, Value] = {name: holds(guard, seen) for name, guard in spec.get("flags", {}).items()}
        state = first_of(spec["states"])
        run.items[f"{activity}.{number}"] = Item(activity=activity, code=code, state=state, since=act.on, values=flags)

    def _seen(
        self, run: Run, item: str, data: Mapping[str, Any], on: date, more: Mapping[str, Value] | None = None
    ) -> Seen:
        values: dict[str, Value] = dict(run.values)
        if item:
            values |= {**run.items[item].values, "code": run.items[item].code}
        states: dict[str, list[tuple[str, bool]]] = {}
        for each in run.items.values():
            ended = bool(run.law.activities[each.activity]["states"][each.state].get("end"))
            states.setdefault(each.activity, []).append((each.state, ended))
        said = {**values, **(more or {}), **data}
        return Seen(values=said, happened=on.isoformat(), items=states, anew=frozenset(run.anew))

    def _why_not(self, run: Run, act: Act, name: str = "") -> str:
        """Why the definition does not allow it here; empty where it does."""
        name = name or act.name
        event = run.law.event(name)
        if event is None:
            return "no such event"
        data = act.data if name == act.name else {}
        if act.item and name == act.name:
            if act.item not in run.items:
                return "no such item"
            item = run.items[act.item]
            open_in = many(run.law.activities[item.activity].get("open_in"))
            if open_in and run.state not in open_in:
                return "the activity is closed"
            state, seen = item.state, self._seen(run, act.item, data, act.on)
        else:
            state, seen = run.state, self._seen(run, "", data, act.on)
        if state not in run.law.leads_from(name):
            return f"not from {state}"
        if not all(holds(each["when"], seen) for each in event.get("requires", [])):
            return "a requirement does not hold"
        if "resumes" in event and not waiting(run, str(seen.values.get(event["resumes"]))):
            return "it waits for nobody"
        return "" if any(holds(way["when"], seen) for way in ways(event)) else "no way leads on"

    def _way(self, run: Run, act: Act) -> Tree:
        seen = self._seen(run, act.item, act.data, act.on)
        event = run.law.event(act.name)
        assert event is not None, act
        return next(way for way in ways(event) if holds(way["when"], seen))

    def _take(self, run: Run, act: Act, way: Tree) -> None:
        """Record, settle, move, wait; then begin what counts from it: an act may meet one round and begin the next."""
        run.say(act)
        run.happened[act.name] = act
        made = self._make_items(run, act)
        self._settle(run, act)
        if way["to"] != "stays":
            self._enter(run, way["to"], act, act.on, act.at)
        self._pause(run, act)
        self._count_from(run, act, made)
        for other in self.runs.values():
            if other.begun_by == run.name and other.law.pathway not in way["begins"]:
                self._count_from_elsewhere(other, run, act, act.name)
        self._begin_others(run, way["begins"], act)
        for signal in way["signals"]:
            self._signal(signal, act)

    def _begin_others(self, run: Run, pathways: Iterable[str], act: Act) -> None:
        """Runs that an act begins count from what has happened in the run that begins them."""
        for pathway in pathways:
            pin = next(pin for pin in act.pins if pin["pathway"] == pathway and pin["run"] not in self.runs)
            new = self._begin(pin, run.name, act)
            for name in list(run.happened):
                self._count_from_elsewhere(new, run, run.happened[name], name, by=act)

    def _signal(self, signal: Mapping[str, str], act: Act) -> None:
        """Heard by the newest run of the pathway where it is possible, and by nobody else. It carries nothing."""
        for run in reversed(list(self.runs.values())):
            if run.law.pathway == signal["pathway"] and not self._why_not(run, act, signal["event"]):
                heard = Act(
                    seq=act.seq, run=run.name, name=signal["event"], item="", on=act.on, at=act.at, data={}, pins=(),
                    place=act.place,
                )  # fmt: skip
                self._take(run, heard, self._way(run, heard))
                return

    def _take_in_item(self, run: Run, act: Act) -> None:
        item = run.items[act.item]
        way = self._way(run, act)
        item.values.update(act.data)
        if way["to"] != "stays":
            item.state, item.since = way["to"], act.on
        self._settle(run, act)
        self._count_from(run, act, [])

    def _make_items(self, run: Run, act: Act) -> list[str]:
        """One for each code, numbered in the order in which they were recorded, whenever they happened."""
        keys: list[str] = []
        for name, spec in run.law.activities.items():
            each = spec.get("each")
            if not each or each["event"] != act.name:
                continue
            earlier = [a for a in self.acts if a.run == act.run and a.name == act.name and a.seq < act.seq]
            number = sum(len(a.data.get(field_) or ()) for a in earlier for field_ in called(self.texts, run, act.name))
            for code in act.data.get(each["field"]) or ():
                number += 1
                self._make(run, name, str(number), code, act)
                keys.append(f"{name}.{number}")
        return keys

    def _move(self, act: Act) -> bool:
        return move(self.texts, self.runs, act, self._make)

    def _enter(self, run: Run, state: str, by: Act | None, on: date, at_: datetime | None) -> None:
        if state == run.state:
            return
        before = {key: dates(run, round_) for key, round_ in run.deadlines.items()} if run.pauses and by else {}
        waits = {key: waits_of(run, round_) for key, round_ in run.deadlines.items() if round_.settled is None}
        place: Place = by.place if by else (at_ or begins(on), CLOCK, 0)
        run.state, run.since, run.moves = state, on, run.moves + 1
        run.ended = (run.ended or (on, place)) if run.law.ended(state) else None
        for key, round_ in run.deadlines.items():
            spec = run.law.deadlines[round_.name]
            if state in told_in(spec.get("opens"), "state") and round_.status == DORMANT:
                round_.status = OPEN
                round_.openers.add(by.seq if by else 0)
            if state in told_in(spec.get("ends"), "state"):
                close(run, round_, ENDED, (by.seq if by else 0, on, at_))
                # As its clock was before: it does not stand again where the run is opened again.
                round_.waited = waits.get(key, round_.waited)
                if round_.owing is not None and not round_.owing.over:
                    round_.owing.over, round_.owing.over_by = True, by.seq if by else 0
        # A run that has ended waits for nobody; opened again, it waits on.
        for key, was in before.items():
            self._moved(run, run.deadlines[key], was, place)

    def _settle(self, run: Run, act: Act) -> None:
        """What the act opens, extends, meets or ends: of the deadlines of its item, or of the run and all items."""
        recurring.count(run, act)
        for round_ in [each for each in run.deadlines.values() if each.owing is None]:
            spec = run.law.deadlines[round_.name]
            if act.item and round_.item not in ("", act.item):
                continue
            if act.name in told_in(spec.get("opens"), "event"):
                round_.openers.add(act.seq)
                round_.status = OPEN if round_.status == DORMANT else round_.status
            if act.name == spec.get("extend", {}).get("by"):
                self._extend(run, round_, act)
            by = (act.seq, act.on, act.at)
            if act.name in many(spec.get("met_by")) and not waits_for_more(run, spec, act):
                close(run, round_, MET, by)
            if act.name in told_in(spec.get("ends"), "event"):
                close(run, round_, ENDED, by)

    def _extend(self, run: Run, round_: Round, act: Act) -> None:
        """Once, in one step from the same start; granted after the legal end it cures nothing."""
        if round_.extended_by or round_.status not in (DORMANT, OPEN):
            return
        spec = run.law.deadlines[round_.name]
        if too_late(run, round_, act):
            round_.late_extension_by = act.seq
            return
        before = dates(run, round_)
        round_.extended_by = act.seq
        if round_.kept is not None and round_.kept is not spec:
            round_.kept, round_.legs, round_.alone, round_.over_alone = None, (), (), None
        self._moved(run, round_, before, act.place)

    def _moved(self, run: Run, round_: Round, before: Counted, place: Place) -> None:
        if dates(run, round_) != before and round_.status == OPEN:
            round_.deaf_until = place

    def _pause(self, run: Run, act: Act) -> None:
        event = run.law.event(act.name) or {}
        if "pauses" not in event and "resumes" not in event:
            return
        before = {key: dates(run, round_) for key, round_ in run.deadlines.items()}
        if "pauses" in event:
            run.pauses.append(Pause(who=act.data[event["pauses"]], begun=act))
        if "resumes" in event and (this := waiting(run, act.data[event["resumes"]])):
            this.over = act
        for key, round_ in run.deadlines.items():
            self._moved(run, round_, before[key], act.place)

    # ------------------------------------------------------------ what begins

    def _count_from(self, run: Run, act: Act, made: list[str], kept: Act | None = None) -> None:
        """Deadlines that count from the act, or from a date it says. ``kept``: from where those count that keep it."""
        for name, spec in run.law.deadlines.items():
            start = spec["from"]
            anew = spec.get("on_redecide", "anew")
            if start == act.name and anew == "keeps" and kept:
                self._each(run, name, replace(act, seq=kept.seq), made, Start(on=kept.on, at=kept.at, chain=kept.on))
            elif start == act.name and (anew != "only" or act.instead_of):
                self._each(run, name, act, made, Start(on=act.on, at=act.at, chain=act.on))
            elif isinstance(start, dict) and "field" in start and isinstance(act.data.get(start["field"]), str):
                day = date.fromisoformat(act.data[start["field"]])
                self._each(run, name, act, made, Start(on=day, at=None, chain=day))

    def _count_from_elsewhere(self, other: Run, run: Run, act: Act, event: str, by: Act | None = None) -> None:
        """Deadlines of a run that count from an act of the run that began it. ``by``: the act that begins it now."""
        for name, spec in other.law.deadlines.items():
            start = spec["from"]
            if not isinstance(start, dict) or "pathway" not in start or other.law.ended(other.state):
                continue
            if (start["pathway"], start["event"]) == (run.law.pathway, event):
                self._each(other, name, by or act, None, Start(on=act.on, at=act.at, chain=act.on))

    def _each(self, run: Run, name: str, act: Act, made: list[str] | None, start: Start) -> None:
        """The deadline begins, for the run or for each item that it concerns. ``made`` None: another run's act."""
        spec = run.law.deadlines[name]
        for item in self._concerned(run, spec, act, made):
            if holds(spec.get("only_when"), self._seen(run, item, act.data, act.on)):
                self._anchor(run, name, item, act, start)

    def _concerned(self, run: Run, spec: Tree, act: Act, made: list[str] | None) -> list[str]:
        per = spec.get("per")
        if not per:
            return [""]
        if made is not None and act.item.startswith(f"{per}."):
            return [act.item]
        if made is not None and run.law.activities[per].get("each", {}).get("event") == act.name:
            return [key for key in made if key.startswith(f"{per}.")]
        return [key for key, item in run.items.items() if item.activity == per and self._owed(run, spec, item)]

    def _owed(self, run: Run, spec: Tree, item: Item) -> bool:
        """All but items that have ended and that no event can meet it for."""
        if not run.law.activities[item.activity]["states"][item.state].get("end"):
            return True
        own = [name for name in many(spec.get("met_by")) if run.law.activity_of(name) == item.activity]
        return any(item.state in run.law.leads_from(name) for name in own)

    def _anchor(self, run: Run, name: str, item: str, act: Act, start: Start) -> None:
        spec = run.law.deadlines[name]
        if "every" in spec:
            recurring.begin(run, name, act, start)
            return
        set_on = date_set(run, spec, item)
        if "until" in spec and set_on is None:
            return
        key = f"{name}:{item}" if item else name
        old, opens = run.deadlines.get(key), spec.get("opens")
        is_open = opens is None or run.state in told_in(opens, "state") or (old is not None and old.status == OPEN)
        new = Round(
            name=name,
            item=item,
            on=start.on,
            at=start.at,
            chain=start.chain,
            by=act.seq,
            set_on=set_on,
            status=OPEN if is_open else DORMANT,
            openers=openers(old, act) if is_open and opens is not None else set(),
        )
        run.deadlines[key] = new
        for child, its in run.law.deadlines.items():
            if isinstance(its["from"], dict) and its["from"].get("deadline") == name:
                day = own_last_day(spec, new)
                self._begin_child(run, child, item, act, Start(on=day, at=None, chain=start.chain))

    def _begin_child(self, run: Run, child: str, item: str, act: Act, start: Start) -> None:
        spec = run.law.deadlines[child]
        per = spec.get("per")
        if bool(per) != bool(item):
            raise NotCoveredError(f"{child} counts from a deadline of another kind of thing")
        if holds(spec.get("only_when"), self._seen(run, item, act.data, act.on)):
            self._anchor(run, child, item, act, start)
