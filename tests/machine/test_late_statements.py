"""What was told of each act, and since when what settled a deadline was known: corrected, annulled, read in."""

from dataclasses import replace

import pytest

from pathways.counting.oslo import parse_moment
from pathways.machine.decide import IMPORTER
from pathways.machine.lateness import Lateness
from pathways.machine.order import standing_acts
from pathways.machine.stated import began_of, statements_of
from tests.engine.test_outcome import found, received
from tests.machine.test_entered_late import BY, TO_THE_19TH, judged, received_with
from tests.machine.test_settled import MARKED
from tests.support.cases import ANYBODY, ToldCase, act, at_seq, instant
from tests.support.worlds import small


def agree(case: ToldCase) -> None:
    """Whether each act is told to stand where the fold lets it stand."""
    told = {seq: stated.place for seq, stated in statements_of(case.records).items()}
    assert told == {each.seq: each.place for each in standing_acts(case.records)}


def test_an_act_stands_where_what_was_told_last_of_its_time_puts_it() -> None:
    case = received()
    seq = at_seq(case.do(BY, "2026-01-08", recorded="2026-01-08T12:00"))
    agree(case)
    again = act(BY, "2026-01-08", run="prove", reason="En annen begrunnelse.")
    case.rewrite(again, case.records[seq - 1], recorded="2026-01-09")
    agree(case)
    case.correct(seq, "2026-01-09", recorded="2026-01-09T13:00")
    agree(case)
    case.annul(seq, recorded="2026-01-10")
    agree(case)


def test_of_a_date_alone_the_day_began_when_it_can_have_happened() -> None:
    assert began_of(parse_moment("2026-01-08")) == instant("2026-01-08T00:00")
    assert began_of(parse_moment("2026-01-08T10:00")) == instant("2026-01-08T10:00")


def test_what_is_annulled_was_never_known() -> None:
    case = received()
    case.annul(at_seq(case.do("svart", "2026-01-09T10:00")), recorded="2026-01-20")
    case.do("svart", "2026-01-12T10:00", recorded="2026-01-21")
    assert judged(case) == ("registered_late", "registration", ["settled"])


@pytest.mark.parametrize(
    ("first", "second", "corrected", "late"),
    [
        # Known in time by the first until the second had been told: known without a break since the first.
        ("2026-01-16", "2026-01-25", "2026-01-26", ["extension"]),
        ("2026-01-16", "2026-01-25", "2026-01-25", ["extension"]),
        # The first was entered late itself.
        ("2026-01-21", "2026-01-25", "2026-01-26", ["extension", "settled"]),
        # A day on which nothing was known of it that settles it.
        ("2026-01-16", "2026-01-25", "2026-01-24", ["extension", "settled"]),
    ],
)
def test_what_settled_it_is_known_as_long_as_one_act_or_another_was(
    first: str, second: str, corrected: str, late: list[str]
) -> None:
    case = received_with(TO_THE_19TH)
    seq = at_seq(case.do("svart", "2026-01-16T10:00", recorded=first))
    if corrected < second:
        case.correct(seq, "2026-01-22T10:00", recorded=corrected)
    case.do("svart", "2026-01-17T10:00", recorded=second)
    case.do("svart", "2026-01-18T10:00", recorded=second)
    if corrected >= second:
        case.correct(seq, "2026-01-22T10:00", recorded=corrected)
    assert judged(case)[1:] == ("registration", late)


def test_the_earliest_of_several_that_were_known_for_a_while_is_since_when_it_was_known() -> None:
    case = received_with(TO_THE_19TH)
    known = [at_seq(case.do("svart", f"2026-01-{day}T10:00", recorded=f"2026-01-{day}")) for day in (16, 17)]
    case.do("svart", "2026-01-18T10:00", recorded="2026-01-25")
    for seq in known:
        case.correct(seq, "2026-01-22T10:00", recorded="2026-01-26")
    assert judged(case)[1:] == ("registration", ["extension"])


def test_what_a_person_entered_late_stays_that_when_another_system_tells_more_of_it() -> None:
    case = received()
    case.do("stanset", "2026-01-09T10:00", recorded="2026-01-14", venter_pa="familien")
    case.do("videre", "2026-01-10T10:00", recorded="2026-01-14", venter_pa="familien")
    case.do("svart", "2026-01-15T10:00")
    system = replace(ANYBODY, roles=(*ANYBODY.roles, IMPORTER))
    earlier = act("stanset", "2026-01-06T10:00", run="prove", data={"venter_pa": "familien"}, actor=system)
    case.rewrite(earlier, case.records[1], recorded="2026-01-20")
    assert judged(case)[1:] == ("registration", ["waiting"])


def test_an_extension_that_is_entered_at_the_very_instant_the_week_is_over_came_too_late() -> None:
    case = received_with((BY, "2026-01-12T10:00", "2026-01-13T00:00"))
    assert judged(case, "2026-01-14") == ("running", "registration", ["extension"])


def test_what_was_done_in_another_run_is_nothing_to_it() -> None:
    case = received()
    case.start("prove", "2026-01-05T11:00")
    first, second = case.state.runs
    case.write(act("svart", "2026-01-09T10:00", run=second))
    case.write(act("svart", "2026-01-12T10:00", run=first), recorded="2026-01-20")
    assert found(case, "svar", "2026-01-21").lateness is Lateness.registration


# ------------------------------------------------------------ the end there was by what was known


def test_a_wait_that_is_entered_after_the_extended_end_came_too_late() -> None:
    case = received_with(
        (BY, "2026-01-09T10:00", "2026-01-09"),
        ("stanset", "2026-01-14T10:00", "2026-01-21"),
        ("videre", "2026-01-16T10:00", "2026-01-21"),
    )
    assert judged(case, "2026-01-21T13:00") == ("running", "registration", ["waiting"])


def test_an_extension_is_entered_in_time_until_the_day_that_a_weekend_moves_the_end_to() -> None:
    case = received(on="2026-01-03")
    case.do(BY, "2026-01-12T10:00", recorded="2026-01-12T12:00")
    assert judged(case, "2026-01-13") == ("running", "none", [])


def test_of_a_recommended_time_an_extension_is_entered_in_time_until_its_nominal_day() -> None:
    case = received("guideline", on="2026-01-03")
    case.do(BY, "2026-01-09T10:00", recorded="2026-01-11T12:00")
    assert judged(case, "2026-01-12") == ("running", "registration", ["extension"])


def test_an_extension_that_only_a_wait_makes_one_in_time_extended_it_from_its_own_entry() -> None:
    case = received_with(
        (BY, "2026-01-15T10:00", "2026-01-15"),
        ("stanset", "2026-01-07T10:00", "2026-01-18"),
        ("videre", "2026-01-14T10:00", "2026-01-18"),
    )
    assert judged(case, "2026-01-22") == ("running", "registration", ["extension"])


def test_a_wait_that_begins_after_the_clock_let_it_fall_away_gave_it_no_time() -> None:
    case = ToldCase(world=small(MARKED))
    case.start("prove", "2026-01-05T10:00")
    case.tick("2026-01-13T00:00")
    case.do("stanset", "2026-01-14T10:00", recorded="2026-01-30", venter_pa="familien")
    outcome = found(case, "varsel", "2026-01-31")
    assert (outcome.lateness, outcome.late_entries) == (Lateness.none, ())


def test_when_a_wait_was_over_is_nothing_to_what_was_met_before() -> None:
    known = received_with(
        ("stanset", "2026-01-07T10:00", "2026-01-07"),
        ("svart", "2026-01-09T10:00", "2026-01-09"),
        ("videre", "2026-01-14T10:00", "2026-01-14"),
    )
    over = next(record.seq for record in known.records if record.name == "videre")
    known.correct(over, "2026-01-16T10:00", recorded="2026-01-30", venter_pa="familien")
    assert found(known, "svar", "2026-02-20").late_entries == ()
    late = received_with(
        ("svart", "2026-01-09T10:00", "2026-01-09"),
        ("stanset", "2026-01-07T10:00", "2026-01-21"),
        ("videre", "2026-01-14T10:00", "2026-01-22"),
    )
    begun = next(record.seq for record in late.records if record.name == "stanset")
    assert [each.seq for each in found(late, "svar", "2026-02-20").late_entries] == [begun]
