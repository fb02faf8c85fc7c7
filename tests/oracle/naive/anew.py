"""A decision that is made anew (ADR 0015): pictures of the case are laid beside each other.

Pictures are kept of the case as the first decision found it, and as each in its place did. What the second does is read
off them and the case as it now is.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from tests.oracle.naive.diary import Diary
from tests.oracle.naive.law import WITHDRAWN, Tree, many, told_in
from tests.oracle.naive.log import Act
from tests.oracle.naive.matter import DORMANT, ENDED, MET, OPEN, Round, Run, close, shut, too_late
from tests.oracle.naive.moved import ImpossibleError, rename, round_called
from tests.oracle.naive.recurring import again

Runs = dict[str, Run]


@dataclass(slots=True, kw_only=True)
class Ground:
    """A decision that has others in its place later; or one in its place."""

    state: str
    """Where the first found the run."""
    pictures: dict[int, Runs]
    """The case as each of the chain found it."""
    before: dict[int, Run]
    """The run as each of the chain was judged: as if none of the chain had been."""
    moved: dict[str, tuple[str, int]]
    """Runs that the chain moved by signals: where each stood, and how often it had been moved when that was done."""
    way: Tree
    last: Act
    since: Act
    """The first of those that led where the last one led, with none between that led elsewhere."""

    @property
    def chain(self) -> set[int]:
        """The seqs of the first, and of those that have replaced it."""
        return set(self.pictures)


@dataclass(slots=True, kw_only=True)
class Chronicle(Diary):
    """The diary of a case in which something is decided anew."""

    grounds: dict[int, Ground] = field(default_factory=dict)
    """Of each decision that has another in its place, by its seq."""

    def _happen(self, act: Act) -> None:
        if act.instead_of:
            self._decide_anew(act)
        elif any(other.instead_of == act.seq for other in self.acts):
            found, way = deepcopy(self.runs), self._way(self.runs[act.run], act)
            Diary._happen(self, act)
            self.grounds[act.seq] = Ground(
                state=found[act.run].state,
                pictures={act.seq: found},
                before={act.seq: found[act.run]},
                moved=self._moved_others(found, act),
                way=way,
                last=act,
                since=act,
            )
        else:
            Diary._happen(self, act)
        for run in self.runs.values():
            shut(run, act.on)

    def _enter(self, run: Run, state: str, by: Act | None, on: date, at_: datetime | None) -> None:
        Diary._enter(self, run, state, by, on, at_)
        if by is None:
            shut(run, on)

    def _move(self, act: Act) -> bool:
        moved = Diary._move(self, act)
        if moved and act.plan:
            self.grounds = {seq: _called(ground, act.run, act.plan) for seq, ground in self.grounds.items()}
        return moved

    def _decide_anew(self, act: Act) -> None:
        ground = self.grounds.get(act.instead_of)
        if ground is None:
            raise ImpossibleError(f"{act.seq}: {act.instead_of} has not been decided")
        run, there, picture = self.runs[act.run], self._there(ground, act), deepcopy(self.runs)
        if why := self._why_not_anew(run, there, ground, act):
            raise ImpossibleError(f"{act.seq}: {act.name} instead of {act.instead_of}: {why}")
        way = self._way(there, act)
        gone = list(self._withdrawn(ground, way))
        if self._decided_in([each.name for each in gone], ground.last, act):
            raise ImpossibleError(f"{act.seq}: something was decided in what it withdraws")
        was, to = (each["to"] if each["to"] != "stays" else ground.state for each in (ground.way, way))
        run.values, run.said_by = dict(there.values), dict(there.said_by)
        run.say(act)
        run.happened[act.name] = act
        run.anew.add(act.name)
        made = self._make_items(run, act)
        for each in gone:
            self._withdraw(each, act)
        self._wait_again(run, ground, to, act)
        self._settle(run, act)
        if to != was:
            self._enter(run, to, act, act.on, act.at)
            self._let_go(run, act)
            self._unopened(run, ground, to, act)
        self._count_anew(run, ground, way, act, made, ground.since if to == was else None)
        kept = [each.law.pathway for each in self._begun(ground)]
        self._begin_others(run, [each for each in way["begins"] if each not in kept], act)
        self._put_back(ground, way, act)
        for signal in way["signals"]:
            if signal not in ground.way["signals"]:
                self._signal(signal, act)
        if any(other.instead_of == act.seq for other in self.acts):
            self.grounds[act.seq] = Ground(
                state=ground.state,
                pictures={**ground.pictures, act.seq: picture},
                before={**ground.before, act.seq: there},
                moved={**ground.moved, **self._moved_others(picture, act)},
                way=way,
                last=act,
                since=ground.since if to == was else act,
            )

    # ------------------------------------------------------------ what was found

    def _there(self, ground: Ground, act: Act) -> Run:
        """The run where the first decision found it; what it said reads as before, unless it was said again since."""
        run = self.runs[act.run]
        values, said_by = dict(run.values), dict(run.said_by)
        for name, seq in run.said_by.items():
            if seq not in ground.chain:
                continue
            before = ground.before[seq]
            del values[name], said_by[name]
            if name in before.values:
                values[name], said_by[name] = before.values[name], before.said_by[name]
        return replace(run, state=ground.state, values=values, said_by=said_by)

    def _moved_others(self, found: Runs, act: Act) -> dict[str, tuple[str, int]]:
        """Other runs that stand otherwise than in the picture."""
        others = [(name, was) for name, was in found.items() if name != act.run]
        return {n: (was.state, self.runs[n].moves) for n, was in others if self.runs[n].moves > was.moves}

    def _why_not_anew(self, run: Run, there: Run, ground: Ground, act: Act) -> str:
        event = run.law.event(act.name)
        if event is None or "redecide" not in event:
            return "nobody decides it anew"
        if self._decided_in([run.name], ground.last, act, beside=many(event["redecide"].get("past"))):
            return "something else was decided since"
        limits = event["redecide"].get("never_later", [])
        for limit in limits if isinstance(limits, list) else [limits]:
            if act.data.get(limit["field"], "") > run.values.get(limit["field"], "9999"):
                return "a date is moved to a later day"
        return self._why_not(there, act)

    def _decided_in(self, runs: Iterable[str], first: Act, last: Act, *, beside: Iterable[str] = ()) -> bool:
        """Whether anything was decided in these runs between the two, ``beside`` what does not stand in the way."""
        between = [act for act in self.acts if first.place < act.place < last.place and act.run in runs]
        between = [act for act in between if act.name not in beside]
        return any((self.runs[act.run].law.event(act.name) or {}).get("decision") for act in between if not act.item)

    # ------------------------------------------------------------ what it takes back

    def _begun(self, ground: Ground) -> Iterator[Run]:
        """Runs that the first began, or those in its place, and that stand."""
        for run in self.runs.values():
            begun = run.begun_by == ground.last.run and run.begun_at in ground.chain
            if begun and run.state != WITHDRAWN:
                yield run

    def _withdrawn(self, ground: Ground, way: Tree) -> Iterator[Run]:
        """Of those, the ones that the second does not begin, with all that they began, as far as they go on."""
        names = {run.name for run in self._begun(ground) if run.law.pathway not in way["begins"]}
        for _ in self.runs:
            names |= {run.name for run in self.runs.values() if run.begun_by in names}
        for run in self.runs.values():
            if run.name in names and not run.law.ended(run.state):
                yield run

    def _withdraw(self, run: Run, act: Act) -> None:
        for pause in run.pauses:
            pause.over = pause.over or act
        for round_ in run.deadlines.values():
            close(run, round_, ENDED, (act.seq, act.on, act.at))
        run.state, run.since, run.ended = WITHDRAWN, act.on, (act.on, act.place)

    def _wait_again(self, run: Run, ground: Ground, to: str, act: Act) -> None:
        """What fell away by the first and does not by the second waits to the date it had."""
        for key, round_ in list(run.deadlines.items()):
            by = self._let_fall(run, round_, ground)
            led = ground.state if ground.way["to"] == "stays" else ground.way["to"]
            stands = run.state if to == led else to
            falls_again = self._ends(run, round_, to, act) or (run.name == act.run and self._unmet(run, round_, stands))
            if by and not falls_again:
                was = ground.pictures[by][run.name].deadlines[key]
                if round_.owing is not None:
                    again(run, round_, round_.owing, was, act)
                else:
                    round_.status, round_.settled, round_.waited = was.status, was.settled, None
                # It waits again where the run had ended already: since then, if nothing can open it there.
                round_.shut = None
                shut(run, run.since)

    def _let_fall(self, run: Run, round_: Round, ground: Ground) -> int:
        """Which of the chain let it fall away, or a period and those after it; 0 where none did."""
        this = round_.owing
        newer = any(
            this and o.owing and o.name == round_.name and o.owing.first > this.first for o in run.deadlines.values()
        )
        if round_.by in ground.chain or newer:
            return 0
        if this is not None and this.over:
            return this.over_by if this.over_by in ground.chain else 0
        by = round_.settled[0] if round_.settled else 0
        return by if round_.status == ENDED and by in ground.chain else 0

    def _ends(self, run: Run, round_: Round, to: str, act: Act) -> bool:
        ends = run.law.deadlines[round_.name].get("ends")
        return to in told_in(ends, "state") or (act.run == run.name and act.name in told_in(ends, "event"))

    def _unopened(self, run: Run, ground: Ground, to: str, act: Act) -> None:
        """What none but the chain opened is open no more, unless the second opens it too; a missed duty stays so."""
        for round_ in run.deadlines.values():
            opens = run.law.deadlines[round_.name].get("opens")
            again = to in told_in(opens, "state") or (act.run == run.name and act.name in told_in(opens, "event"))
            again = again or opens is None
            stays = round_.by in ground.chain and self._missed(run, round_, act)
            if round_.status == OPEN and round_.openers and round_.openers <= ground.chain and not (again or stays):
                round_.status, round_.openers, round_.deaf_until = DORMANT, set(), None

    def _let_go(self, run: Run, act: Act) -> None:
        """A duty that is open where the run has ended, and nothing there can meet, falls away; no period follows."""
        for round_ in run.deadlines.values():
            if round_.status == OPEN and self._unmet(run, round_, run.state):
                close(run, round_, ENDED, (act.seq, act.on, act.at))
                if round_.owing is not None:
                    round_.owing.over, round_.owing.over_by = True, act.seq

    def _unmet(self, run: Run, round_: Round, state: str) -> bool:
        """A duty that nothing can meet in a state in which the run has ended."""
        spec = run.law.deadlines[round_.name]
        duty = spec.get("kind", "duty") == "duty" and run.law.ended(state)
        return duty and not any(self._can(run, event, round_, state) for event in many(spec.get("met_by")))

    def _can(self, run: Run, event: str, round_: Round, state: str) -> bool:
        activity = run.law.activity_of(event)
        if not activity:
            return state in run.law.leads_from(event)
        open_in = many(run.law.activities[activity].get("open_in"))
        if open_in and state not in open_in:
            return False
        return not round_.item or run.items[round_.item].state in run.law.leads_from(event)

    def _count_anew(self, run: Run, ground: Ground, way: Tree, act: Act, made: list[str], kept: Act | None) -> None:
        """What the first set going counts from the second, or falls away; a duty that was missed stays missed.

        What keeps its beginning goes on. A duty that was met, and that nothing can meet again there, stays met.
        """
        done = {key: round_ for key, round_ in run.deadlines.items() if self._done(run, round_, ground)}
        others = [o for o in self.runs.values() if o is not run and o.law.pathway not in way["begins"]]
        old = [
            (of, key, round_)
            for of in (run, *others)
            for key, round_ in of.deadlines.items()
            if round_.by in ground.chain and round_.status in (DORMANT, OPEN)
        ]
        missed = [round_ for of, _, round_ in old if self._missed(of, round_, act)]
        self._count_from(run, act, made, kept)
        for other in others:
            if other.begun_by == run.name:
                self._count_from_elsewhere(other, run, act, act.name)
        for of, key, round_ in old:
            if of.deadlines[key] is round_:
                close(of, round_, ENDED, (act.seq, act.on, act.at))
            elif round_ in missed or of.deadlines[key].by != act.seq:
                of.deadlines[key] = round_
        run.deadlines.update(done)

    def _done(self, run: Run, round_: Round, ground: Ground) -> bool:
        spec = run.law.deadlines[round_.name]
        once = spec.get("kind", "duty") == "duty" and "every" not in spec
        met = round_.status == MET and round_.by in ground.chain
        return once and met and not any(self._can(run, event, round_, run.state) for event in many(spec.get("met_by")))

    def _missed(self, run: Run, round_: Round, act: Act) -> bool:
        duty = run.law.deadlines[round_.name].get("kind", "duty") == "duty"
        return duty and round_.status == OPEN and too_late(run, round_, act)

    def _put_back(self, ground: Ground, way: Tree, act: Act) -> None:
        """Runs that a signal of the first moved, that the second does not signal to, and that nobody moved since."""
        unsaid = [each["pathway"] for each in ground.way["signals"] if each not in way["signals"]]
        for name, (state, moves) in ground.moved.items():
            run = self.runs[name]
            if run.law.pathway in unsaid and run.moves == moves:
                self._wait_again(run, ground, state, act)
                self._unopened(run, ground, state, act)
                self._enter(run, state, act, act.on, act.at)


def _called(ground: Ground, run: str, plan: Tree) -> Ground:
    """The same in the names of the version that a run has come to."""
    states, found = plan["states"], ground
    if ground.last.run == run:
        way = {**ground.way, "to": states.get(ground.way["to"], ground.way["to"])}
        before = {seq: _run_called(each, plan) for seq, each in ground.before.items()}
        found = replace(ground, state=states.get(ground.state, ground.state), way=way, before=before)
    pictures = {
        seq: {name: _run_called(each, plan) if name == run else each for name, each in runs.items()}
        for seq, runs in ground.pictures.items()
    }
    moved = {n: (states.get(s, s) if n == run else s, moves) for n, (s, moves) in ground.moved.items()}
    return replace(found, pictures=pictures, moved=moved)


def _run_called(run: Run, plan: Tree) -> Run:
    kept = [new for each in run.deadlines.values() if (new := round_called(plan, each))]
    again = replace(run, deadlines={f"{each.name}:{each.item}" if each.item else each.name: each for each in kept})
    rename(again, plan)
    return again
