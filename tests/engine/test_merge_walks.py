"""Random pairs of cases are merged: no deadline is lost or later by it, and both logs fold to what was written."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

import pytest

from pathways.engine.acts import refold
from pathways.engine.changes import Annul
from pathways.engine.closing import write_closing
from pathways.engine.copying import Copying, Source
from pathways.engine.merge_plan import Choices, Part, parts_of
from pathways.engine.merging import carry_over
from pathways.errors import EventRefusedError
from pathways.machine.decide import IMPORTER
from pathways.machine.fold import fold
from pathways.machine.order import frontier
from pathways.machine.state import MERGED, CaseState, DeadlineState, Status
from pathways.machine.state_json import dump, load
from pathways.model.basis import Effect
from pathways.model.record import Content, Happened, Kind, Value
from tests.machine.decided_anew import applied, decided
from tests.support.cases import ANYBODY, ToldCase, act, with_user
from tests.support.counts import count
from tests.support.walks import told_walk
from tests.support.worlds import shipped

PAIRS = count(25, 3_000)
LEADER = with_user("liv", "leder", IMPORTER)


@dataclass(slots=True, kw_only=True)
class Pair:
    """Two cases at the same moment."""

    duplicate: ToldCase
    kept: ToldCase
    now: datetime

    def merge(self, random: Random, *, ending: bool = True) -> tuple[Copying, list[Part]]:
        """Choose for each run, and let all happen. Raises: EventRefusedError, and nothing is kept."""
        parts = parts_of(self.kept.world, self.duplicate.records, self.duplicate.state, self.kept.state)
        ended = {part.run: "Ført to ganger." for part in parts if ending and part.may_end and random.random() < 0.5}
        here = tuple(part.run for part in parts if part.run not in ended)
        draft, state = self.kept.draft(), load(dump(self.kept.state))
        copying = Copying(
            definitions=self.kept.world,
            draft=draft,
            records=tuple(self.kept.records),
            state=state,
            actor=ANYBODY,
            source=Source(records=tuple(self.duplicate.records), state=self.duplicate.state),
            said="Et annet sted.",
        )
        after = carry_over(copying, parts, Choices(here=here, ended=ended), self.kept.state)
        self.kept.store(draft, after)
        own, closed = self.duplicate.draft(), load(dump(self.duplicate.state))
        on = Happened(on=self.now.date(), at=self.now)
        content = Content(happened=on, data={}, reason_codes=(), pins=(), warnings=())
        write_closing(self.kept.world, own, closed, ANYBODY, MERGED, content, {})
        self.duplicate.store(own, closed)
        return copying, [part for part in parts if part.run in ended]


def pair_of(seed: int) -> Pair:
    """Two walks through cases of one service, of which the one is a little behind the other, both let run to now."""
    random = Random(seed)
    cases: list[ToldCase] = []
    services: list[str] = []
    attempt = seed * 1_000
    while len(cases) < 2:
        attempt += 1
        walk = told_walk(attempt)
        for _ in walk.steps(random.randint(2, 25)):
            pass
        case = walk.case
        assert isinstance(case, ToldCase)
        service = (
            case.world.prepared(next(iter(case.state.runs.values())).digest).pathway.service if case.state.runs else ""
        )
        if (service and service in ("", *services[:1])) or (service and not services):
            cases.append(case)
            services.append(service)
    now = max(each.now for each in cases)
    for each in cases:
        each.tick(now)
    return Pair(duplicate=cases[0], kept=cases[1], now=now)


def by_law(case: ToldCase, state: CaseState) -> Iterator[tuple[tuple[str, str], DeadlineState]]:
    """Every deadline by law, by pathway and name."""
    for run in state.runs.values():
        prepared = case.world.prepared(run.digest)
        for key, deadline in run.deadlines.items():
            name = key.partition(":")[0]
            spec = prepared.deadlines[name]
            if spec.basis.effect in (Effect.statutory, Effect.individual) and spec.kind.value != "window":
                yield (run.pathway, name), deadline


def lost(
    duplicate: list[tuple[tuple[str, str], DeadlineState]], after: list[tuple[tuple[str, str], DeadlineState]]
) -> list[str]:
    """What waited and is neither waiting no later in the case that goes on, nor met there since."""
    found = []
    for name, was in duplicate:
        like = [each for other, each in after if other == name]
        waits = any(
            each.status is Status.open
            and each.nominal <= was.nominal
            and each.legal <= was.legal
            and each.missed_from <= was.missed_from
            for each in like
        )
        met = any(each.status is Status.met and each.settled_on and each.settled_on >= was.anchored_on for each in like)
        if not (waits or met):
            found.append(f"{name} {was.nominal}")
    return found


def opened(case: ToldCase, state: CaseState) -> list[tuple[tuple[str, str], DeadlineState]]:
    return [each for each in by_law(case, state) if each[1].status is Status.open]


def undone(pair: Pair, copying: Copying, own: CaseState, other: CaseState, seed: int) -> None:
    """Undo a merge: both stand as they did before it."""
    copies = sorted(copying.copies.values())
    if copies:
        pair.kept.change(*(Annul(seq=seq, why="Det var to barn.") for seq in copies), by=LEADER)
    duplicate, closing = pair.duplicate, pair.duplicate.records[-1]
    draft = duplicate.draft()
    record = draft.add_about(Kind.annulment, ANYBODY, closing, None, {"reason": "Det var to barn."})
    duplicate.store(draft, refold(duplicate.world, draft, tuple(duplicate.records), [record]))
    for case, before in ((pair.kept, own), (duplicate, other)):
        assert told(case.state) == told(before), seed


def told(state: CaseState) -> dict[str, object]:
    """Where each run is, with what waits in it, and until when."""
    return {
        name: (run.state, {key: (each.status, each.nominal, each.legal) for key, each in run.deadlines.items()})
        for name, run in state.runs.items()
    }


def test_what_was_done_with_an_item_is_done_with_the_same_one_in_the_kept_case() -> None:
    cases = ToldCase(world=shipped()), ToldCase(world=shipped())
    for case in cases:
        case.start("barnevern_undersokelse", "2026-08-24T10:00", meldere=("11",), innhold=("1.1.02",))
        case.do("melding_konkludert", "2026-08-28T10:00", konklusjon="2")
    source, kept = cases
    for day, code in (("12", "part"), ("05", "tjenesten")):
        on = f"2026-09-{day}"
        given: dict[str, Value] = {"sakkyndigrapporter": (code,), "rapport_mottatt": on}
        source.write(act("sakkyndigrapport_mottatt", f"{on}T10:00", data=given), recorded="2026-09-15")
    # What was recorded last came first, so it has the second number there, and the first one in the kept case.
    source.do("kommisjonen_har_vurdert", "2026-09-16T10:00", item="2")
    merged(source, kept)
    run = kept.state.runs["barnevern_undersokelse-2"]
    found = {item.code: item.state for key, item in run.items.items() if key.startswith("sakkyndigrapport.")}
    assert found == {"part": "mottatt", "tjenesten": "vurdert"}


def test_a_decision_that_was_made_anew_goes_along_with_the_first() -> None:
    source, kept = decided(yes=False), decided(yes=True)
    source.redecide(2, "2026-01-20T10:00", ja=True, omfang=2)
    kept.tick(source.now)
    source.tick(kept.now)
    pair = Pair(duplicate=source, kept=kept, now=source.now)
    before = {key: each.nominal for run in source.state.runs.values() for key, each in run.deadlines.items()}
    copying, _ = pair.merge(Random(2))
    there = [kept.state.runs[name] for name in copying.runs.values()]
    assert {key: each.nominal for run in there for key, each in run.deadlines.items()} == before
    assert [record.kind for record in kept.records].count(Kind.redecision) == 1
    assert dump(fold(kept.world, kept.records, frontier(kept.records)).state) == dump(kept.state)


def merged(duplicate: ToldCase, kept: ToldCase) -> None:
    """Merge with all that waits going on. Raises: EventRefusedError."""
    now = max(duplicate.now, kept.now)
    for each in (duplicate, kept):
        each.tick(now)
    pair = Pair(duplicate=duplicate, kept=kept, now=now)
    pair.merge(Random(0), ending=False)


def followed(when: str) -> ToldCase:
    """An application with a run that follows it, which ends by a signal when an application is declined."""
    case = applied()
    case.do("fulgt", when)
    return case


def test_a_run_whose_signal_another_run_would_hear_does_not_go_on_there() -> None:
    declined = followed("2026-01-06T10:00")
    declined.do("vurdert", "2026-01-25T10:00", ja=False)
    with pytest.raises(EventRefusedError) as refused:
        merged(declined, followed("2026-01-20T10:00"))
    assert refused.value.key == "merging.stands_otherwise"


def test_what_goes_on_lets_nothing_fall_away_that_waits_in_the_kept_case() -> None:
    kept = followed("2026-01-20T10:00")
    with pytest.raises(EventRefusedError) as refused:
        merged(decided(yes=False, when="2026-01-25T10:00"), kept)
    assert refused.value.key == "merging.kept_would_be_later"
    assert kept.state.runs["folge"].deadlines["besok"].status is Status.open


def test_no_deadline_by_law_is_lost_or_later_by_a_merge() -> None:
    merged, refused, waited = 0, Counter[str](), 0
    for seed in range(PAIRS):
        pair = pair_of(seed)
        own, other = load(dump(pair.kept.state)), load(dump(pair.duplicate.state))
        before = len(pair.kept.records), len(pair.duplicate.records)
        try:
            copying, _ = pair.merge(Random(seed))
        except EventRefusedError as error:
            refused[error.key] += 1
            assert (len(pair.kept.records), len(pair.duplicate.records)) == before
            continue
        merged += 1
        after = list(by_law(pair.kept, pair.kept.state))
        there = opened(pair.duplicate, other)
        waited += len(there)
        assert lost(there, after) == [], seed
        for run in own.runs.values():
            for key, was in run.deadlines.items():
                if was.status is Status.open:
                    now = pair.kept.state.runs[run.run].deadlines[key]
                    assert (now.status, now.nominal <= was.nominal, now.legal <= was.legal) == (Status.open, True, True)
        for case in (pair.kept, pair.duplicate):
            assert dump(fold(case.world, case.records, frontier(case.records)).state) == dump(case.state), seed
        assert opened(pair.duplicate, pair.duplicate.state) == []
        undone(pair, copying, own, other, seed)
    assert merged > PAIRS * 2 / 3, refused
    assert waited > PAIRS, refused
