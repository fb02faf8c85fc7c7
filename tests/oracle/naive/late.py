"""Whether a deadline was missed, or only entered late: the log is read record by record, and the date told anew.

The date as it truly was is that of all that is known. The date as it was told is counted with the same beginning, and
with those extensions and waits alone that had been written down by then, as they read then (docs/adr/0014).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from tests.oracle.naive.days import begins
from tests.oracle.naive.law import many
from tests.oracle.naive.limits import Counted, Wait, settled
from tests.oracle.naive.log import CLOCK, Act, Place, Raw
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
    over_of,
    waits_of,
)
from tests.oracle.naive.owed import needed

NONE, REGISTRATION, HANDLING, OPEN = "none", "registration", "handling", "open"
SETTLED, WAITING, EXTENSION, FEWER = "settled", "waiting", "extension", "fewer"
NEVER = datetime.max.replace(tzinfo=UTC)

Verdict = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one record tells of an act."""

    seq: int
    when: datetime
    """When it was written down."""
    on: date
    at: datetime | None
    said: object

    @property
    def began(self) -> datetime:
        """When it can have happened at the earliest."""
        return self.at or begins(self.on)


By = Callable[[Told], bool]


def told_of(raw: Iterable[Raw]) -> dict[int, list[Told]]:
    """All that was told of each act that stands."""
    found: dict[int, list[Told]] = {}
    for each in sorted(raw, key=lambda one: one["seq"]):
        if each["kind"] in ("act", "migration", "redecision"):
            found[each["seq"]] = [_told(each)]
        elif each["kind"] == "correction" and each["targets"][0] in found:
            found[each["targets"][0]].append(_told(each))
        elif each["kind"] == "annulment":
            found.pop(each["targets"][0], None)
    return found


def _told(raw: Raw) -> Told:
    on, at = raw["happened_on"], raw["happened_at"]
    return Told(seq=raw["seq"], when=raw["recorded_at"], on=on, at=at, said=raw["data"])


@dataclass
class Judge:
    """Judges one round of a deadline. ``acts``: those that count; ``told``: what was told of each."""

    run: Run
    round: Round
    acts: Mapping[int, Act]
    told: Mapping[int, list[Told]]

    def verdict(self, at: datetime) -> Verdict:
        """What became of it by ``at``, whether it was late, and what was written down too late."""
        kind = self.run.law.deadlines[self.round.name].get("kind", "duty")
        if kind != "duty" or self.round.status == DORMANT:
            return {"lateness": NONE, "entered": [], "became": self._became(NONE, [])}
        found = sorted(self._of_period() if self.round.owing else self._of_dates())
        late = self._late(at, [each for each in found if each[2]])
        return {"lateness": late, "entered": [each[:2] for each in found], "became": self._became(late, found)}

    def _late(self, at: datetime, seen: list[tuple[int, str, bool]]) -> str:
        if self.round.status == MISSED:
            return OPEN
        if self.round.settled is None:
            if at >= self._truly():
                return OPEN
        elif self._too_late(self.round.settled[1], self.round.settled[2]):
            return HANDLING
        return REGISTRATION if seen else NONE

    def _became(self, late: str, found: list[tuple[int, str, bool]]) -> str:
        """The one figure it is counted in (docs/adr/0016)."""
        status = self.round.status
        if late in (OPEN, HANDLING):
            return {MET: "late", MISSED: "missed_period", ENDED: "missed_ended"}.get(status, "missed_open")
        if status == MET:
            return "registered_late" if any(what == SETTLED for _, what, _ in found) else "met"
        return "fell_away" if status == ENDED else "running"

    # ------------------------------------------------------------ the date as it truly was

    def _truly(self) -> datetime:
        return self._end_of(dates(self.run, self.round))

    def _end_of(self, found: Counted) -> datetime:
        if found.stands_since:
            return NEVER
        return found.limit.too_late if self._by_the_legal_day() else found.limit.nominal_end

    def _by_the_legal_day(self) -> bool:
        """What binds by law ends with its legal day, and so does what everybody knows to move."""
        basis = self.run.law.basis(self.round.name)
        return basis["effect"] in ("statutory", "individual") or settled(counting(self.run, self.round)["counting"])

    def _too_late(self, on: date, at: datetime | None) -> bool:
        found = dates(self.run, self.round)
        if found.stands_since:
            return False
        if at is not None:
            return at >= self._truly()
        return on > (found.limit.legal if self._by_the_legal_day() else found.limit.nominal)

    # ------------------------------------------------------------ who did what

    def _since_it_began(self, names: Iterable[str], before: Place | None = None) -> Iterator[int]:
        wanted, began = set(names), self.acts[self.round.by].place if self.round.by in self.acts else None
        for act in self.acts.values():
            own = act.run == self.run.name and act.name in wanted and act.item in ("", self.round.item)
            if own and (began is None or act.place > began) and (before is None or act.place < before):
                yield act.seq

    def _deeds(self) -> set[int]:
        """What settled it; of one that was met also what else would have."""
        by = self.round.settled[0] if self.round.settled else 0
        if by not in self.told:
            return set()
        spec = self.run.law.deadlines[self.round.name]
        pauses = isinstance(spec["from"], str) and "pauses" in (self.run.law.event(spec["from"]) or {})
        names = many(spec.get("met_by")) if self.round.status == MET else ()
        meets = [name for name in names if not (pauses and "resumes" in (self.run.law.event(name) or {}))]
        return {by, *self._since_it_began(meets)}

    def _was_settled(self) -> Place | None:
        if self.round.settled is None:
            return None
        by, on, at = self.round.settled
        return self.acts[by].place if by in self.acts else (at or begins(on), CLOCK, 0)

    def _extensions(self, *, knew: bool = True) -> set[int]:
        names = many(self.run.law.deadlines[self.round.name].get("extend", {}).get("by"))
        if not knew:
            return {*self._since_it_began(names)}
        if not self.round.extended_by:
            return set()
        return {self.round.extended_by, *self._since_it_began(names, self._was_settled())}

    def _pauses(self, *, knew: bool = True) -> list[Pause]:
        """Those that were begun before it was settled, and whether they were over then.

        Who did not know when it was settled (``knew``) saw all of them.
        """
        settled_ = self._was_settled()
        if settled_ is None or not knew:
            return self.run.pauses
        return [
            Pause(who=each.who, begun=each.begun, over=each.over if each.over and each.over.place < settled_ else None)
            for each in self.run.pauses
            if each.begun.place < settled_
        ]

    @property
    def _stops(self) -> bool:
        """Whether waits stop its clock; a round that came over from another version is left as it came."""
        moved = self.round.kept is not None or self.round.legs
        word = counting(self.run, self.round)["on_pause"]
        return not moved and word != "runs"

    @property
    def _stood(self) -> bool:
        """Whether it was settled while its clock stood: then its run's end, which came later, is nothing to it."""
        return self.round.settled is not None and dates(self.run, self.round).stands_since is not None

    # ------------------------------------------------------------ the date as it was told

    def _end_told(self, by: By, *, knew: bool = True) -> datetime:
        """When it ended, for whoever knew of the extensions and waits what was written down by then."""
        bare = replace(self.round, extended_by=0, waited=self._waits_told(by, knew=knew))
        found = dates(self.run, bare)
        granted = [seq for seq in self._extensions(knew=knew) if self._granted(seq, by, found)]
        if granted:
            found = dates(self.run, replace(bare, extended_by=granted[0]))
        return self._end_of(found)

    def _granted(self, seq: int, by: By, found: Counted) -> bool:
        told = [each for each in self.told[seq] if by(each)][-1:]
        if seq == self.round.extended_by and told == self.told[seq][-1:]:
            return True
        return any(
            found.stands_since is not None
            or (each.on <= found.limit.legal if each.at is None else each.at < found.limit.too_late)
            for each in told
        )

    def _waits_told(self, by: By, *, knew: bool) -> tuple[Wait, ...] | None:
        if not self._stops:
            return self.round.waited if self.round.settled else waits_of(self.run, self.round)
        return tuple(wait for pause in self._pauses(knew=knew) for wait in self._wait_told(pause, by))

    def _wait_told(self, pause: Pause, by: By) -> Iterator[Wait]:
        begun = [each for each in self.told[pause.begun.seq] if by(each)][-1:]
        over = [each for each in self.told[pause.over.seq] if by(each)][-1:] if pause.over else []
        for since in begun:
            until: tuple[date | None, datetime | None] = (over[0].on, over[0].at) if over else (None, None)
            if not self._stood and (ended := over_of(self.run, pause)) and not _said(pause, ended):
                until = max(ended[0], since.on), None
            if over and over[0].began < since.began:
                until = since.on, since.at
            yield Wait(since_on=since.on, since_at=since.at, until_on=until[0], until_at=until[1])

    # ------------------------------------------------------------ what came too late

    def _of_dates(self) -> Iterator[tuple[int, str, bool]]:
        """Each with its seq, and whether the deadline had looked missed by then."""
        late = self.round.settled is not None and self._too_late(*self.round.settled[1:])
        since = None if late else self._known_since()
        past = since is not None and (self._stood or since >= self._truly())
        if since is not None and past and self._looked_missed_by(since):
            assert self.round.settled is not None
            yield self.round.settled[0], SETTLED, True
        givers: dict[int, str] = {}
        if self._stops:
            givers = {each.seq: WAITING for pause in self._pauses() for each in (pause.begun, pause.over) if each}
        givers |= dict.fromkeys(self._extensions(), EXTENSION)
        found: dict[tuple[int, str], bool] = {}
        for seq, what in givers.items():
            for each in self.told[seq]:
                before = self._end_told(lambda one, each=each: one.seq < each.seq)  # type: ignore[misc]
                after = self._end_told(lambda one, each=each: one.seq <= each.seq)  # type: ignore[misc]
                if before <= each.when and before < after:
                    found[seq, what] = found.get((seq, what), False) or self._looked_missed_by(each.when)
        yield from ((seq, what, seen) for (seq, what), seen in found.items())

    def _known_since(self) -> datetime | None:
        """The first of the moments, up to now without a break, at which something was known to settle it in time."""
        since, deeds = None, self._deeds()
        for moment in sorted({each.when for seq in deeds for each in self.told[seq]}, reverse=True):
            if not any(self._in_time(seq, moment) for seq in deeds):
                break
            since = moment
        return since

    def _in_time(self, seq: int, moment: datetime) -> bool:
        known = [each for each in self.told[seq] if each.when <= moment][-1:]
        return any(self._settles(each, seq) and not self._too_late(each.on, each.at) for each in known)

    def _settles(self, told: Told, seq: int) -> bool:
        """What made it fall away may be what was said; what met it did so whatever was said."""
        return self.round.status == MET or told.said == self.told[seq][-1].said

    def _looked_missed_by(self, moment: datetime) -> bool:
        """Whether it had looked missed just before any of the moments until then at which something was written."""
        pauses = self._pauses(knew=False) if self._stops else []
        waits = {each.seq for pause in pauses for each in (pause.begun, pause.over) if each}
        seqs = self._deeds() | self._extensions(knew=False) | waits
        moments = {each.when for seq in seqs for each in self.told[seq] if each.when <= moment}
        return any(self._looked_missed(each) for each in moments)

    def _looked_missed(self, moment: datetime) -> bool:
        told = [(seq, each) for seq in self._deeds() for each in [e for e in self.told[seq] if e.when < moment][-1:]]
        settling = [each.began for seq, each in told if self._settles(each, seq)]
        return self._end_told(lambda one: one.when < moment, knew=False) <= min([moment, *settling])

    # ------------------------------------------------------------ what is owed in periods

    def _of_period(self) -> Iterator[tuple[int, str, bool]]:
        this, end = self.round.owing, self._truly()
        assert this is not None
        if self.round.status != MET or self.round.settled is None:
            return
        every, on_days = self.run.law.deadlines[self.round.name]["every"], dict[object, tuple[int, datetime]]()
        for on, seq in this.done:
            known = self._since(seq, lambda each: this.first <= each.on <= this.last)
            key = (on, seq) if every.get("same_day") == "each" else on
            on_days[key] = min(known, on_days.get(key, known))
        in_time = sum(when < end for _, when in on_days.values())
        if in_time < needed(this):
            yield self.round.settled[0], SETTLED, True
        late = {by for _, less, _, by in this.less if less and self._known_as_it_is(by)[1] >= end}
        whole = deepcopy(this)
        whole.less = [
            (since, less, int(every["times"]) if by in late else each, by) for since, less, each, by in this.less
        ]
        if late and in_time < needed(whole):
            yield from ((by, FEWER, True) for by in late)

    def _known_as_it_is(self, seq: int) -> tuple[int, datetime]:
        """Since which record it is known to have happened when it did."""
        last = self.told[seq][-1]
        return self._since(seq, lambda each: (each.on, each.at) == (last.on, last.at))

    def _since(self, seq: int, fits: By) -> tuple[int, datetime]:
        """Since which record, and when that was, all that is told of an act fits."""
        since = self.told[seq][-1]
        for each in reversed(self.told[seq]):
            if not fits(each):
                break
            since = each
        return since.seq, since.when


def _said(pause: Pause, ended: tuple[date, datetime | None, Place]) -> bool:
    return pause.over is not None and pause.over.place == ended[2]
