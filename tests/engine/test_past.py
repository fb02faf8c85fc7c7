"""The four verbs for the past, as a case's log tells them."""

import pytest

from pathways.engine.past import Verb, counted, verbs
from tests.machine.samples import received, under_way
from tests.support.cases import ToldCase, act, at_seq, with_user


def told(case: ToldCase, late_from: int = 1) -> list[tuple[str, int, int, str | None]]:
    """Verb, act, days, reason."""
    return [(touch.verb.value, touch.about, touch.days, touch.reason) for touch in verbs(case.records, late_from)]


def test_an_act_recorded_on_its_own_day_is_no_late_entry() -> None:
    assert told(under_way()) == []


def test_an_act_recorded_on_a_later_day_is_a_late_entry_with_the_days_and_its_reason() -> None:
    case = received()
    given = act("startet", "2026-01-08T23:30", late="Lå i postmottaket.")
    seq = at_seq(case.write(given, recorded="2026-01-12T00:30"))
    assert told(case) == [("late_entry", seq, 4, "Lå i postmottaket.")]


def test_the_reason_of_the_act_itself_is_no_reason_for_its_lateness() -> None:
    case = received()
    seq = at_seq(case.do("startet", "2026-01-08T23:30", recorded="2026-01-12T00:30"))
    assert told(case) == [("late_entry", seq, 4, "")]


def test_how_many_days_make_a_late_entry_is_asked_for() -> None:
    case = received()
    case.do("startet", "2026-01-08", recorded="2026-01-12")
    assert len(verbs(case.records, late_from=4)) == 1
    assert verbs(case.records, late_from=5) == ()


def test_a_correction_tells_the_act_it_is_about_and_why() -> None:
    case = under_way()
    case.correct(2, "2026-01-08T11:00", recorded="2026-01-20", antall=4)
    [touch] = verbs(case.records)
    assert (touch.verb, touch.about, touch.reason, touch.user) == (Verb.correction, 2, "Skrivefeil.", "kari")


@pytest.mark.parametrize(("to", "moved"), [("2026-01-19T11:00", 11), ("2026-01-06T11:00", 2), ("2026-01-08T09:00", 0)])
def test_a_correction_is_as_late_as_the_date_it_replaced_however_far_it_moved_it(to: str, moved: int) -> None:
    case = under_way()
    case.correct(2, to, recorded="2026-01-20", antall=4)
    [touch] = verbs(case.records)
    assert (str(touch.before), touch.days, touch.moved) == ("2026-01-08", 12, moved)
    case.correct(2, "2026-01-08T10:00", recorded="2026-01-21", antall=4)
    again = verbs(case.records)[-1]
    assert (again.before, again.moved) == (touch.happened, moved)


def test_an_annulment_tells_the_day_of_the_act_as_it_read_by_then() -> None:
    case = under_way()
    case.correct(2, "2026-01-07T11:00", recorded="2026-01-20")
    case.annul(2, recorded="2026-01-21", by=with_user("liv", "saksbehandler"))
    touch = verbs(case.records)[-1]
    assert (touch.verb, touch.about, touch.days, touch.reason) == (Verb.annulment, 2, 14, "Feil barn.")
    assert (touch.user, touch.roles) == ("liv", ("saksbehandler",))


def test_what_the_clock_records_is_no_verb() -> None:
    case = received()
    case.tick("2026-01-20")
    assert told(case) == []


def test_every_verb_is_counted_those_with_none_too() -> None:
    case = under_way()
    case.correct(2, "2026-01-07T11:00", recorded="2026-01-20")
    case.annul(2, recorded="2026-01-21")
    found = counted(verbs(case.records))
    assert dict(found) == {Verb.late_entry: 0, Verb.correction: 1, Verb.annulment: 1, Verb.redecision: 0}
