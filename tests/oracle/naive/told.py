"""What a reader should be told of a case at one moment, as it was known at another, in plain dicts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from tests.oracle.naive.anew import Chronicle
from tests.oracle.naive.days import day_of
from tests.oracle.naive.late import Judge, Verdict, told_of
from tests.oracle.naive.law import Tree, name_of
from tests.oracle.naive.limits import Limit, settled
from tests.oracle.naive.log import Place, Raw, acts, known_at
from tests.oracle.naive.matter import (
    DORMANT,
    ENDED,
    MET,
    MISSED,
    Pause,
    Round,
    Run,
    counting,
    dates,
    last_day_told,
    over_of,
)
from tests.oracle.naive.owed import counted, needed

Told = dict[str, Any]


@dataclass(frozen=True)
class Oracle:
    """Knows the definitions, by the text of their files."""

    texts: tuple[str, ...]

    @cached_property
    def by_name(self) -> Mapping[str, str]:
        """By ``pathway@version``. Each is read when a case comes to it: only then must the oracle know its words."""
        return {name_of(text): text for text in self.texts}

    def lived(self, raw: Iterable[Raw], known: datetime, until: Place) -> Chronicle:
        """The case as it was known at ``known`` (UTC), lived until a place in legal order."""
        return Chronicle(texts=self.by_name, acts=acts(known_at(raw, known))).live(until)

    def judge(self, raw: Iterable[Raw], known: datetime, until: Place) -> Mapping[tuple[str, str], Verdict]:
        """Of each deadline that stands, by run and key: whether it was late, and what was entered late."""
        written = list(known_at(raw, known))
        diary, told = self.lived(written, known, until), told_of(written)
        every = {act.seq: act for act in diary.acts}
        at = _instant(until)
        return {
            (run.name, key): Judge(run, round_, every, told).verdict(at)
            for run in diary.runs.values()
            for key, round_ in run.deadlines.items()
        }

    def tell(self, raw: Iterable[Raw], known: datetime, until: Place) -> Told:
        """Runs with their items and deadlines, what had rung, and the acts that count, in legal order."""
        diary = self.lived(raw, known, until)
        at = _instant(until)
        return {
            "runs": {run.name: _run(run, at) for run in diary.runs.values()},
            "rung": sorted((bell.due, bell.run, bell.deadline, bell.item, bell.what) for bell in diary.bells),
            "acts": [act.seq for act in diary.acts if act.place <= until],
        }


def _instant(until: Place) -> datetime:
    """When somebody stands at a place: the end of a day is before its midnight."""
    return until[0] - (timedelta(microseconds=1) if until[1] == 0 else timedelta())


def _run(run: Run, at: datetime) -> Told:
    state = run.law.part("states").get(run.state, {})
    return {
        "pathway": run.law.pathway,
        "version": str(run.law.tree["version"]),
        "state": run.state,
        "since": run.since,
        "holder": state.get("holder", ""),
        "ended": run.law.ended(run.state),
        "values": dict(run.values),
        "waits": [(pause.who, pause.begun.seq, *_over(run, pause)) for pause in run.pauses],
        "items": {
            key: {"code": item.code, "state": item.state, "since": item.since, "values": dict(item.values)}
            for key, item in run.items.items()
        },
        "deadlines": {key: _deadline(run, round_, at) for key, round_ in run.deadlines.items()},
    }


def _over(run: Run, pause: Pause) -> tuple[int, date | None]:
    """Who ended a wait, 0 where the run had ended first, and the day it was over."""
    over = over_of(run, pause)
    said = pause.over if pause.over and over and over[2] == pause.over.place else None
    return said.seq if said else 0, max(over[0], pause.begun.on) if over else None


def _deadline(run: Run, round_: Round, at: datetime) -> Told:
    spec = counting(run, round_)
    limit = last_day_told(run, round_, at)
    seq, on, _ = round_.settled or (0, None, None)
    if round_.shut is not None:
        seq, on = 0, round_.shut
    stands = None if round_.settled else dates(run, round_).stands_since
    days = spec.get("reporting", {})
    report = days.get("extended" if round_.extended_by else "days")
    last = limit.legal if settled(spec["counting"]) else limit.nominal
    return {
        "word": ENDED if round_.shut else _word(run, round_, at),
        "counts_from": round_.on,
        "by": round_.by,
        "nominal": limit.nominal,
        "legal": limit.legal,
        "too_late": limit.too_late,
        "reporting": None if report is None else round_.chain + timedelta(days=int(report)),
        "days_left": (last - day_of(at)).days,
        "extended_by": round_.extended_by,
        "late_extension_by": round_.late_extension_by,
        "settled_by": seq,
        "settled_on": on,
        "stands_since": stands,
        "owed": _owed(run, round_),
    }


def _owed(run: Run, round_: Round) -> Told | None:
    """What is done of what is owed in a period; None of what is owed once."""
    this = round_.owing
    if this is None:
        return None
    every = run.law.deadlines[round_.name]["every"]
    return {"first": this.first, "needed": needed(this), "counted": counted(every, this), "done": [*this.done]}


def _word(run: Run, round_: Round, at: datetime) -> str:
    """What may be said of it (semantics 20 and 21)."""
    if round_.status in (ENDED, DORMANT):
        return round_.status
    spec, found = run.law.deadlines[round_.name], dates(run, round_)
    if round_.status == MISSED:
        return _passed(run, spec, run.law.basis(round_.name))
    if round_.status == MET:
        return _met(run, round_, spec, found.limit, stood=found.stands_since is not None)
    if found.stands_since:
        return "paused"
    limit = found.limit
    if at < limit.nominal_end:
        return "due_today" if day_of(at) == limit.nominal else "running"
    if at < limit.too_late:
        return "extended_by_weekend" if settled(counting(run, round_)["counting"]) else "passed_unsettled"
    return _passed(run, spec, run.law.basis(round_.name))


def _met(run: Run, round_: Round, spec: Tree, limit: Limit, *, stood: bool) -> str:
    assert round_.settled is not None
    _, on, at = round_.settled
    late = not stood and (on > limit.legal if at is None else at >= limit.too_late)
    if spec.get("kind") == "window":
        return "used_after" if late else "window_used"
    if not late:
        return "met"
    return "met_late" if run.law_loaded and _by_law(run.law.basis(round_.name)) else "met_past"


def _by_law(basis: Tree) -> bool:
    """A breach is said of what an act says, where its text was read."""
    return basis["effect"] in ("statutory", "individual") and basis["certainty"] in ("A", "B")


def _passed(run: Run, spec: Tree, basis: Tree) -> str:
    if spec.get("kind") == "window":
        return "window_closed"
    if not run.law_loaded:
        return "past_law_not_loaded"
    if spec.get("kind") == "lapse":
        return "lapsed"
    if _by_law(basis):
        return "breach"
    if basis["effect"] in ("statutory", "individual"):
        return "past_unverified"
    return "past_local" if basis["effect"] == "local" else "past_recommended"
