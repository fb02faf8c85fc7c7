"""What the oracle found: a date that moved with something that was none of its business."""

from datetime import date

from pathways.engine.derivation import derive
from pathways.engine.moment import moment_at
from pathways.engine.view import view
from pathways.machine.standing import Word
from pathways.timeline import tell_timeline
from tests.oracle.dense import dense
from tests.support.cases import CASE, EVERY_ROLE, ToldCase, instant


def begun() -> ToldCase:
    """A case of which an answer is due ten working days from Monday 5 January: the 19th."""
    case = ToldCase(world=dense())
    case.start("prove", "2026-01-05T10:00", meldere=("11",), kjent="2026-01-05")
    return case


def waits(case: ToldCase, since: str, until: str = "") -> None:
    case.do("vent", since, run="prove", venter_pa="familien")
    if until:
        case.do("videre", until, run="prove", venter_pa="familien")


def test_what_was_met_while_its_clock_stood_keeps_its_date_when_the_clock_goes_on() -> None:
    case = begun()
    waits(case, "2026-01-08T10:00")
    case.do("svart", "2026-01-12T10:00")
    before = case.deadline("svar", "2026-01-13")
    case.do("videre", "2026-02-16T10:00", run="prove", venter_pa="familien")
    waits(case, "2026-02-17T10:00", "2026-02-25T10:00")
    after = case.deadline("svar", "2026-03-02")
    assert (before.nominal, before.word) == (date(2026, 1, 21), Word.met)
    assert (after.nominal, after.legal, after.word) == (before.nominal, before.legal, before.word)


def test_what_was_met_is_explained_without_what_the_case_waited_for_later() -> None:
    case = begun()
    case.do("svart", "2026-01-12T10:00")
    waits(case, "2026-01-14T10:00", "2026-01-22T10:00")
    moment = moment_at(instant("2026-02-02"))
    told = derive(dense(), view(dense(), CASE, case.records, moment, moment, EVERY_ROLE), "svar")
    assert (told.deadline.nominal, told.steps[-1].on) == (date(2026, 1, 19), date(2026, 1, 19))
    assert told.pauses == ()


def test_19_it_does_not_move_when_its_parent_had_waited_before_it_was_set() -> None:
    case = begun()
    waits(case, "2026-01-06T10:00", "2026-01-16T10:00")
    case.do("spurt", "2026-01-19T10:00", run="prove", haster=True, kjent="2026-01-02")
    parent, child = (case.now_is(name, run="prove") for name in ("svar", "klage"))
    assert parent.nominal == date(2026, 1, 28)
    assert child.anchored_on == date(2026, 1, 16)


def test_the_timeline_passes_nothing_that_is_set_in_the_past_by_an_act_still_to_come() -> None:
    case = begun()
    case.do("avtale", "2026-03-02T10:00", run="prove", avtalt="2026-02-02")
    at = moment_at(instant("2026-02-16"))
    known = moment_at(case.now)
    seen = view(dense(), CASE, case.records, known, at, EVERY_ROLE)
    assert "dag" not in {each.name for run in seen.standing.runs for each in run.deadlines}
    assert "dag" not in {entry.name for entry in tell_timeline(dense(), seen)}
