"""Figures: each outcome is counted once, in its own period and under its own words, and the parts add up."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pathways.engine.figures import BECAME, FIGURES, OF, Group, Period, Sums, add, became, counts, group_of
from pathways.engine.figures_past import PastGroup, PastSums, touches
from pathways.engine.figures_past import add as add_past
from pathways.engine.moment import moment_at
from pathways.engine.outcome import Outcome, outcomes
from pathways.engine.past import Verb
from pathways.machine.held import Held
from pathways.machine.late_entry import Entered, LateEntry
from pathways.machine.lateness import Lateness
from pathways.machine.state import Status
from pathways.model.basis import Certainty, Effect
from pathways.model.pathway import DeadlineKind
from pathways.model.record import Kind
from tests.support.counts import count
from tests.support.walks import told_walk

ALWAYS = Period()
MET = Outcome(
    run="forlop",
    key="svar",
    name="svar",
    item="",
    pathway="forlop",
    kind=DeadlineKind.duty,
    effect=Effect.statutory,
    certainty=Certainty.A,
    law_loaded=True,
    status=Status.met,
    current=True,
    lateness=Lateness.none,
    anchored_on=date(2026, 3, 1),
    anchored_by=1,
    nominal=date(2026, 3, 31),
    legal=date(2026, 3, 31),
    missed_from=datetime(2026, 3, 31, 22, tzinfo=UTC),
    settled_on=date(2026, 3, 20),
    settled_by=2,
    extended_by=0,
    late_extension_by=0,
    reason_list="lokal/frist",
    reason_codes=(),
    reason_by=0,
    holder_days=(Held(who="bup", paused=False, days=12), Held(who="familie", paused=True, days=7)),
    elapsed=19,
)
LATE = LateEntry(what=Entered.settled, seq=2, imported=False, looked_missed=True)
READ_IN = replace(LATE, imported=True)
EXTENDED = replace(LATE, what=Entered.extension, seq=4)
ONLY = replace(MET, lateness=Lateness.registration)
"""Nothing but something of its registration was late."""
OPEN = replace(MET, status=Status.open, settled_on=None, settled_by=0)
GONE = replace(MET, status=Status.ended)


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (MET, "met"),
        (replace(ONLY, late_entries=(LATE,)), "registered_late"),
        (replace(ONLY, late_entries=(LATE, EXTENDED)), "registered_late"),
        (replace(ONLY, late_entries=(EXTENDED,)), "met"),
        (replace(ONLY, late_entries=(replace(EXTENDED, what=Entered.waiting),)), "met"),
        (replace(ONLY, late_entries=(READ_IN, EXTENDED)), "imported"),
        (replace(MET, lateness=Lateness.imported, late_entries=(READ_IN,)), "imported"),
        (replace(MET, lateness=Lateness.handling), "late"),
        (replace(OPEN, lateness=Lateness.open), "missed_open"),
        (replace(OPEN, lateness=Lateness.open, current=False), "missed_ended"),
        (replace(GONE, lateness=Lateness.handling), "missed_ended"),
        (replace(OPEN, lateness=Lateness.open, status=Status.missed), "missed_period"),
        (GONE, "fell_away"),
        (replace(GONE, lateness=Lateness.registration), "fell_away"),
        (replace(OPEN, current=False), "fell_away"),
        (OPEN, "running"),
    ],
)
def test_a_round_became_one_thing(outcome: Outcome, expected: str) -> None:
    assert became(outcome) == expected


def test_only_duties_that_opened_are_counted() -> None:
    assert counts(MET, ALWAYS)
    assert counts(GONE, ALWAYS)
    assert not counts(replace(MET, kind=DeadlineKind.window), ALWAYS)
    assert not counts(replace(MET, kind=DeadlineKind.lapse), ALWAYS)
    assert not counts(replace(OPEN, status=Status.dormant), ALWAYS)
    assert not counts(replace(GONE, settled_on=None), ALWAYS)


@pytest.mark.parametrize(
    ("first", "last", "held"),
    [(31, 31, True), (30, None, True), (None, 31, True), (None, 30, False), (20, 30, False)],
)
def test_it_belongs_to_the_period_of_its_nominal_date(first: int | None, last: int | None, *, held: bool) -> None:
    period = Period(first=date(2026, 3, first) if first else None, last=date(2026, 3, last) if last else None)
    assert counts(MET, period) is held


def test_20_missing_it_is_a_breach_only_by_law_in_force_that_was_read() -> None:
    assert group_of(MET).breach
    assert not group_of(replace(MET, certainty=Certainty.C)).breach
    assert not group_of(replace(MET, effect=Effect.guideline)).breach
    assert not group_of(replace(MET, law_loaded=False)).breach


def test_reasons_are_those_of_what_was_missed_and_who_held_the_ball_adds_up() -> None:
    explained = replace(MET, lateness=Lateness.handling, reason_codes=("1", "2"), reason_by=9, extended_by=4)
    moot = replace(MET, reason_codes=("1",), reason_by=9, late_extension_by=5)
    asked = replace(OPEN, lateness=Lateness.open)
    sums: dict[Group, Sums] = {}
    add(sums, [explained, moot, asked], ALWAYS)
    (one,) = sums.values()
    assert one.reasons == {("lokal/frist", "1"): 1, ("lokal/frist", "2"): 1}
    assert (one.figures["missed"], one.figures["reason_missing"], one.figures["decided"]) == (2, 1, 3)
    assert (one.figures["extended"], one.figures["extended_late"]) == (1, 1)
    for what, figure in (("extension", "extended"), ("waiting", "waiting"), ("fewer", "fewer")):
        late = replace(LATE, what=Entered(what))
        assert FIGURES[f"{figure}_entered_late"](replace(explained, late_entries=(late,)))
        assert not FIGURES[f"{figure}_entered_late"](replace(explained, late_entries=(replace(late, imported=True),)))
        assert not FIGURES[f"{figure}_entered_late"](replace(explained, late_entries=(LATE,)))
    assert one.held == {("bup", False): 36, ("familie", True): 21}
    assert one.days == 57


@pytest.mark.soak
def test_over_random_histories_the_parts_add_up() -> None:
    sums: dict[Group, Sums] = {}
    touched: dict[PastGroup, PastSums] = {}
    for seed in range(count(12, 300)):
        walk = told_walk(seed)
        for _ in walk.steps(25):
            pass
        case = walk.case
        add(sums, outcomes(case.world, case.records, moment_at(case.now)), ALWAYS)
        found = touches(case.records, ALWAYS, case.now.date())
        add_past(touched, found)
        annulled = sum(record.kind is Kind.annulment for record in case.records)
        assert sum(touch.verb is Verb.annulment for _, touch in found) == annulled, seed
    for group, one in sums.items():
        figures = one.figures
        assert sum(figures[name] for name in BECAME) == figures["due"], group
        assert figures["in_time"] + figures["missed"] == figures["decided"], group
        assert sum(one.held.values()) == one.days, group
        assert all(figures[name] <= figures[of] for name, of in OF.items()), group
    assert {name for one in sums.values() for name in one.figures} >= {"met", "late", "running", "missed_open"}
    for past in touched.values():
        assert sum(past.days.values()) == past.count
        assert min(past.days) <= past.median <= past.most
        assert past.moved.total() <= past.count


def test_the_middle_of_an_even_number_is_between_two() -> None:
    one = PastSums()
    for days in (1, 9, 2, 40):
        one.count += 1
        one.days[days] += 1
    assert (one.median, one.most) == (5.5, 40)
    one.count += 1
    one.days[9] += 1
    assert one.median == 9
