"""How periods follow each other in a run: one at a time is under way, counts what is done in it, and makes way."""

from tests.oracle.naive.law import many, told_in
from tests.oracle.naive.log import Act
from tests.oracle.naive.matter import DORMANT, ENDED, MET, MISSED, OPEN, Bell, Round, Run, Start, close, key_of
from tests.oracle.naive.owed import Owing, counted, needed, owing, times


def begin(run: Run, name: str, act: Act, start: Start) -> None:
    """The first period since what it counts from; the one that was under way falls away."""
    stop(run, name, act)
    _add(run, name, owing(run.law.periodic[name]["every"], start.on, 0, less=False), start, act.seq)


def stop(run: Run, name: str, act: Act) -> None:
    """The period under way falls away with what was done, and no other begins."""
    for round_, this in _under_way(run, name):
        close(run, round_, ENDED, (act.seq, act.on, act.at))
        this.over, this.over_by = True, act.seq


def count(run: Run, act: Act) -> None:
    """What an act does to the periods under way."""
    for name, spec in run.law.periodic.items():
        if act.name in told_in(spec.get("ends"), "event"):
            stop(run, name, act)
        reduced = spec["every"].get("reduced", {})
        for round_, this in _under_way(run, name):
            if act.name in many(spec.get("met_by")):
                this.done.append((act.on, act.seq))
            for word, less in (("by", True), ("until", False)):
                if act.name in many(reduced.get(word)) and this.less[-1][1] is not less:
                    this.less.append((act.on, less, times(spec["every"], less=less), act.seq))
            if this.of:
                _reckon(run, round_, this, act)


def strike(run: Run, bell: Bell) -> bool:
    """What the clock does to a period as a bell of it rings; False where there was nothing to ring for."""
    round_ = run.deadlines[key_of(bell)]
    this = round_.owing
    if this is None or bell.what not in ("legal", "next"):
        return True
    if bell.what == "legal":
        if round_.status == OPEN:
            round_.status, round_.settled = MISSED, (0, this.last, None)
        return True
    this.over = True
    if run.law.ended(run.state):
        return False
    if round_.status == DORMANT:
        close(run, round_, ENDED, (0, this.last, None))
    every = run.law.deadlines[round_.name]["every"]
    less = this.less[-1][1] and "reduced" in every
    start = Start(on=round_.on, at=round_.at, chain=round_.chain)
    following = owing(every, round_.on, this.number + 1, less=less, by=this.less[-1][3])
    _add(run, round_.name, following, start, round_.by)
    return True


def again(run: Run, round_: Round, this: Owing, was: Round, act: Act) -> None:
    """What had fallen away is owed again from an act on; the days between are not, nor is what is over by then."""
    every = run.law.deadlines[round_.name]["every"]
    gone = round_.settled[1] if round_.status == ENDED and round_.settled else run.since
    if act.on <= this.last:
        round_.status, round_.settled, round_.waited, this.over = was.status, was.settled, None, False
        this.stood.append((gone, False))
    else:
        number, less, by = this.number, this.less[-1][1] and "reduced" in every, this.less[-1][3]
        while this.last < act.on:
            number += 1
            this = owing(every, round_.on, number, less=less, by=by)
        this.stood.append((this.first, False))
        _add(run, round_.name, this, Start(on=round_.on, at=round_.at, chain=round_.chain), round_.by)
        round_ = run.deadlines[f"{round_.name}:period.{this.first.isoformat()}"]
    this.stood.append((act.on, True))
    round_.deaf_until = act.place
    if this.of:
        _reckon(run, round_, this, act)


def _under_way(run: Run, name: str) -> list[tuple[Round, Owing]]:
    of_it = [(each, each.owing) for each in run.deadlines.values() if each.name == name]
    return [(round_, this) for round_, this in of_it if this is not None and not this.over]


def _reckon(run: Run, round_: Round, this: Owing, act: Act) -> None:
    """Met by the last that is needed; open again, without the bells that lie behind, where more is owed after all."""
    every = run.law.deadlines[round_.name]["every"]
    enough = counted(every, this) >= needed(this)
    if enough:
        close(run, round_, MET, (act.seq, act.on, act.at))
    elif round_.status == MET:
        round_.status, round_.settled, round_.deaf_until = OPEN, None, act.place


def _add(run: Run, name: str, this: Owing, start: Start, by: int) -> None:
    item = f"period.{this.first.isoformat()}"
    run.deadlines[f"{name}:{item}"] = Round(
        name=name,
        item=item,
        on=start.on,
        at=start.at,
        chain=start.chain,
        by=by,
        set_on=None,
        status=OPEN if this.of else DORMANT,
        owing=this,
    )
