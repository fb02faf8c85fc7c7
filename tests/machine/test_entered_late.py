"""What was recorded too late: each act against the date as it truly was, and what gave more time as what it is."""

import pytest

from pathways.engine.figures import became
from pathways.engine.moment import moment_at
from pathways.engine.outcome import Outcome, outcomes
from pathways.machine.late_entry import Entered
from pathways.machine.lateness import Lateness
from pathways.model.record import Kind
from tests.engine.test_outcome import found, received
from tests.machine.periods import EACH, YEARLY, moved_in
from tests.machine.test_waiting_over import ended
from tests.support.cases import ToldCase, at_seq, instant
from tests.support.worlds import definition, small

BY, WAITED = "utvidet", ("stanset", "videre")


def received_with(*told: tuple[str, str, str]) -> ToldCase:
    """A deadline of a week, to Monday 12 January, two weeks where it is extended; what happened when, recorded when."""
    case = received()
    for name, happened, recorded in sorted(told, key=lambda each: instant(each[2])):
        data = {"venter_pa": "familien"} if name in WAITED else {}
        case.do(name, happened, recorded=recorded, **data)  # type: ignore[arg-type]
    return case


def entered(outcome: Outcome) -> list[str]:
    """What was entered so late that it looked missed."""
    return [str(each.what) for each in outcome.entered_late]


def day_of(case: ToldCase, seq: int) -> str:
    content = case.records[seq - 1].content
    return "" if content is None else str(content.happened.on)


def judged(case: ToldCase, at: str = "2026-02-20", known_at: str = "") -> tuple[str, str, list[str]]:
    """What became of the deadline, how it was late, and what was entered late."""
    outcome = found(case, "svar", at, known_at)
    return became(outcome), str(outcome.lateness), entered(outcome)


STATED = """\
    apen: {title: Åpen, start: true, holder: barnevern}
    hviler: {title: Hviler, holder: barnevern, silent: Prøve.}
    slutt: {title: Slutt, end: true}
"""
DECIDED = definition(
    fields="ja: {title: Ja, kind: flag}",
    states=STATED,
    events="""\
        kommet: {title: Kommet, start: true, by: [saksbehandler]}
        avgjort: {title: Avgjort, from: apen, by: [leder], records: ja, reason: required, decision: true,
                  to: [{when: ja, state: slutt}, {when: not ja, state: stays}]}
        svart: {title: Svart, from: [apen, hviler], by: [saksbehandler], to: hviler}
        lukket: {title: Lukket, from: hviler, by: [saksbehandler], to: slutt}
    """,
    deadlines="""\
        svar: {title: Svar, from: kommet, within: 1 week, counting: dl-148, basis: lov, met_by: svart,
               ends: {state: slutt}, on_pause: runs, remind: [{on_due: "08:00", to: [leder]}]}
    """,
)
IN_HOURS = definition(
    states=STATED,
    events="""\
        kommet: {title: Kommet, start: true, by: [saksbehandler]}
        utvidet: {title: Utvidet, from: apen, by: [leder], reason: required, decision: true, to: stays}
        svart: {title: Svart, from: apen, by: [saksbehandler], to: hviler}
        lukket: {title: Lukket, from: hviler, by: [saksbehandler], to: slutt}
    """,
    deadlines="""\
        svar: {title: Svar, from: kommet, within: 24 hours, extend: {by: utvidet, within: 48 hours}, counting: hours,
               basis: lov, met_by: svart, on_pause: runs, remind: [{on_due: "08:00", to: [leder]}]}
    """,
)

TO_THE_19TH = ("utvidet", "2026-01-12T10:00", "2026-01-15")
"""An extension that was granted in time, and entered when the week was over."""


@pytest.mark.parametrize(
    ("svart", "expected"),
    [
        # Done and entered at once, when the extension had been entered, or just when it was.
        (("svart", "2026-01-17T10:00", "2026-01-17T10:00"), ("met", "registration", ["extension"])),
        (("svart", "2026-01-15T10:00", "2026-01-15T12:00"), ("met", "registration", ["extension"])),
        # Done and entered between the first date and the entry of the extension: it was told as late until then.
        (("svart", "2026-01-14T10:00", "2026-01-14T10:00"), ("met", "registration", ["extension"])),
        # Done in the first week and entered after it, before the extension was or after.
        (("svart", "2026-01-12T12:00", "2026-01-14"), ("met", "registration", ["extension"])),
        (("svart", "2026-01-12T12:00", "2026-01-18"), ("met", "registration", ["extension"])),
        # Done and entered in the first week: nothing ever looked missed.
        (("svart", "2026-01-12T12:00", "2026-01-12T13:00"), ("met", "none", [])),
        # Entered on the last day there truly was, and after it.
        (("svart", "2026-01-17T10:00", "2026-01-19T23:59"), ("met", "registration", ["extension"])),
        (
            ("svart", "2026-01-17T10:00", "2026-01-20T00:00"),
            ("registered_late", "registration", ["extension", "settled"]),
        ),
        # Done after it.
        (("svart", "2026-01-20T10:00", "2026-01-20T10:00"), ("late", "handling", [])),
    ],
)
def test_an_extension_that_was_entered_late_makes_nothing_else_late(
    svart: tuple[str, str, str], expected: tuple[str, str, list[str]]
) -> None:
    case = received_with(TO_THE_19TH, svart)
    assert judged(case) == expected
    assert found(case, "svar", "2026-02-20").registered_late(Entered.extension)


def test_what_was_entered_late_is_told_by_what_was_known_and_when() -> None:
    case = received_with(TO_THE_19TH, ("svart", "2026-01-14T10:00", "2026-01-14T10:00"))
    assert judged(case, "2026-01-13T12:00", "2026-01-13T12:00") == ("missed_open", "open", [])
    assert judged(case, "2026-01-14T12:00", "2026-01-14T12:00") == ("late", "handling", [])
    assert judged(case, "2026-01-15T13:00", "2026-01-15T13:00") == ("met", "registration", ["extension"])
    assert judged(case, "2026-01-13T12:00", "2026-01-15T13:00") == ("running", "registration", ["extension"])
    assert judged(case, "2026-01-13T12:00", "2026-01-14T12:00") == ("missed_open", "open", [])


def test_an_extension_that_is_annulled_or_moved_beyond_the_end_keeps_nothing() -> None:
    case = received_with(TO_THE_19TH, ("svart", "2026-01-14T10:00", "2026-01-14T10:00"))
    seq = next(record.seq for record in case.records if record.name == BY)
    case.correct(seq, "2026-01-13T10:00", recorded="2026-01-20")
    assert judged(case) == ("late", "handling", [])
    case.correct(seq, "2026-01-12T11:00", recorded="2026-01-21")
    assert judged(case) == ("met", "registration", ["extension"])
    case.annul(seq, recorded="2026-01-22")
    assert judged(case) == ("late", "handling", [])


def test_an_extension_that_is_corrected_from_one_day_in_time_to_another_was_known_all_along() -> None:
    case = received_with((BY, "2026-01-09T10:00", "2026-01-09T10:00"))
    case.do("svart", "2026-01-14T10:00")
    case.correct(next(r.seq for r in case.records if r.name == BY), "2026-01-10T10:00", recorded="2026-01-16")
    assert judged(case) == ("met", "none", [])


def test_of_two_extensions_in_time_the_one_that_was_entered_first_extended_it() -> None:
    in_time = received_with((BY, "2026-01-10T10:00", "2026-01-10T10:00"), (BY, "2026-01-09T10:00", "2026-01-15"))
    assert judged(in_time) == ("missed_open", "open", [])
    assert not found(in_time, "svar", "2026-02-20").registered_late(Entered.extension)
    in_time.do("svart", "2026-01-16T10:00")
    assert judged(in_time) == ("met", "none", [])
    case = received_with((BY, "2026-01-10T10:00", "2026-01-14"), (BY, "2026-01-09T10:00", "2026-01-15"))
    assert [day_of(case, each.seq) for each in found(case, "svar", "2026-01-16").late_entries] == ["2026-01-10"]
    # One that was granted too late by what was known then extended nothing.
    too_late = received_with((BY, "2026-01-13T10:00", "2026-01-13T10:00"), (BY, "2026-01-09T10:00", "2026-01-15"))
    assert [day_of(too_late, each.seq) for each in found(too_late, "svar", "2026-01-16").late_entries] == ["2026-01-09"]


@pytest.mark.parametrize(
    ("when", "extended"), [("2026-01-12T23:59", True), ("2026-01-12", True), ("2026-01-13", False)]
)
def test_an_extension_is_granted_in_time_until_the_day_that_a_weekend_moves_the_end_to(
    when: str,
    extended: bool,  # noqa: FBT001
) -> None:
    case = received(on="2026-01-03")
    case.do(BY, when)
    assert found(case, "svar", "2026-01-14").extended is extended


def test_an_extension_at_the_very_instant_that_is_too_late_extended_nothing() -> None:
    case = received_with((BY, "2026-01-13T00:00", "2026-01-13T00:00"), (BY, "2026-01-09T10:00", "2026-01-15"))
    assert [day_of(case, each.seq) for each in found(case, "svar", "2026-01-16").late_entries] == ["2026-01-09"]


def test_nobody_saw_it_missed_who_did_not_know_that_an_extension_came_after_it_was_met() -> None:
    case = received_with(
        (BY, "2026-01-10T10:00", "2026-01-10T10:00"),
        ("svart", "2026-01-09T12:00", "2026-01-14"),
        (BY, "2026-01-09T10:00", "2026-01-15"),
    )
    assert judged(case) == ("met", "none", [])


def test_what_met_it_while_its_clock_stood_is_late_where_somebody_had_seen_it_missed_since() -> None:
    waited = [("stanset", "2026-01-07T08:00", "2026-01-07"), ("videre", "2026-01-14T08:00", "2026-01-14")]
    case = received_with(*waited, ("svart", "2026-01-09T12:00", "2026-01-25"))
    assert judged(case, "2026-01-24", "2026-01-24")[1] == "open"
    assert judged(case) == ("registered_late", "registration", ["settled"])


def test_a_wait_that_began_after_it_was_met_kept_readers_from_seeing_it_missed() -> None:
    case = received_with(("stanset", "2026-01-10T08:00", "2026-01-10"), ("svart", "2026-01-09T12:00", "2026-01-21"))
    assert judged(case, "2026-01-20", "2026-01-20")[1] == "none"
    assert judged(case) == ("met", "none", [])


def test_of_a_date_alone_the_last_day_is_in_time() -> None:
    case = received_with((BY, "2026-01-12", "2026-01-12T12:00"), (BY, "2026-01-09T10:00", "2026-01-15"))
    assert judged(case, "2026-01-16") == ("running", "none", [])
    after = received_with((BY, "2026-01-13", "2026-01-13T12:00"), (BY, "2026-01-09T10:00", "2026-01-15"))
    assert judged(after, "2026-01-16") == ("running", "registration", ["extension"])


STOPPED = ("stanset", "2026-01-07T10:00", "2026-01-16T10:00")
"""It waited for a week, so that the last day is the 19th; and that was entered when it looked to be over."""
WENT_ON = ("videre", "2026-01-14T10:00", "2026-01-16T10:00")


@pytest.mark.parametrize(
    ("svart", "expected"),
    [
        (("svart", "2026-01-16T12:00", "2026-01-16T12:00"), ("met", "registration", ["waiting"])),
        (("svart", "2026-01-15T12:00", "2026-01-15T12:00"), ("met", "registration", ["waiting"])),
        (
            ("svart", "2026-01-19T12:00", "2026-01-20T00:00"),
            ("registered_late", "registration", ["waiting", "settled"]),
        ),
        (("svart", "2026-01-20T12:00", "2026-01-20T12:00"), ("late", "handling", [])),
    ],
)
def test_a_wait_that_was_entered_late_makes_nothing_else_late(
    svart: tuple[str, str, str], expected: tuple[str, str, list[str]]
) -> None:
    case = received_with(STOPPED, WENT_ON, svart)
    assert judged(case) == expected
    assert found(case, "svar", "2026-02-20").registered_late(Entered.waiting)


def test_a_wait_is_taken_as_it_was_told_before_it_was_corrected() -> None:
    shorter = received_with(*((*each[:2], each[1]) for each in (STOPPED, WENT_ON)))
    shorter.do("svart", "2026-01-16T12:00")
    shorter.correct(2, "2026-01-08T10:00", recorded="2026-01-20", venter_pa="familien")
    assert judged(shorter) == ("met", "none", [])
    longer = received_with(*((*each[:2], each[1]) for each in (STOPPED, WENT_ON)))
    longer.do("svart", "2026-01-20T12:00")
    longer.correct(2, "2026-01-06T10:00", recorded="2026-01-21", venter_pa="familien")
    assert judged(longer) == ("met", "registration", ["waiting"])


def test_what_comes_after_it_was_settled_gave_it_no_time() -> None:
    case = received_with(
        ("svart", "2026-01-09T10:00", "2026-01-20"),
        ("stanset", "2026-01-10T10:00", "2026-01-15"),
        (BY, "2026-01-11T10:00", "2026-01-16"),
    )
    assert judged(case) == ("registered_late", "registration", ["settled"])


def test_of_two_entries_at_one_instant_only_the_first_was_late_where_it_gave_enough_time() -> None:
    case = received_with(
        (BY, "2026-01-12T10:00", "2026-01-15T10:00"), ("stanset", "2026-01-15T10:00", "2026-01-15T10:00")
    )
    assert judged(case, "2026-01-16") == ("running", "registration", ["extension"])


def test_a_wait_that_gave_too_little_time_and_an_extension_after_it_were_both_entered_late() -> None:
    case = received_with(
        ("stanset", "2026-01-07T10:00", "2026-01-16T10:00"),
        ("videre", "2026-01-08T10:00", "2026-01-16T11:00"),
        (BY, "2026-01-09T10:00", "2026-01-17T10:00"),
    )
    assert judged(case, "2026-01-18") == ("running", "registration", ["waiting", "extension"])


def rounds_of(case: ToldCase, name: str) -> list[tuple[bool, str, str]]:
    told = outcomes(case.world, case.records, moment_at(instant("2026-02-20")))
    return [(each.current, became(each), str(each.lateness)) for each in told if each.name == name]


def test_a_round_that_was_over_before_its_end_never_looked_missed() -> None:
    case = received_with(
        ("purret", "2026-01-06T10:00", "2026-01-06T10:00"),
        ("svart", "2026-01-07T10:00", "2026-01-20"),
        ("purret", "2026-01-08T10:00", "2026-01-08T10:00"),
    )
    assert rounds_of(case, "puring") == [(False, "met", "none"), (True, "missed_open", "open")]


def test_a_round_that_was_over_after_its_end_is_judged_by_its_own_acts() -> None:
    case = received_with(
        ("svart", "2026-01-06T09:00", "2026-01-06T09:00"),
        ("purret", "2026-01-06T10:00", "2026-01-06T10:00"),
        ("svart", "2026-01-12T10:00", "2026-01-20"),
        ("purret", "2026-01-16T10:00", "2026-01-16T10:00"),
        ("svart", "2026-01-17T10:00", "2026-01-17T10:00"),
    )
    assert rounds_of(case, "puring") == [(False, "registered_late", "registration"), (True, "met", "none")]


def test_a_deadline_of_law_is_met_in_time_until_the_day_that_a_weekend_moves_its_end_to() -> None:
    case = received(on="2026-01-03")
    case.do("svart", "2026-01-12T10:00", recorded="2026-01-20")
    assert judged(case) == ("registered_late", "registration", ["settled"])


def test_what_met_it_in_time_was_known_though_its_day_was_corrected_when_it_had_looked_missed() -> None:
    case = received_with(TO_THE_19TH, ("svart", "2026-01-14T10:00", "2026-01-14T10:00"))
    case.correct(next(r.seq for r in case.records if r.name == "svart"), "2026-01-13T10:00", recorded="2026-01-25")
    assert judged(case) == ("met", "registration", ["extension"])


@pytest.mark.parametrize(("known_at", "late"), [("2026-01-21", []), ("2026-01-23", ["settled"])])
def test_what_let_it_fall_away_is_known_since_what_was_decided_is(known_at: str, late: list[str]) -> None:
    case = ToldCase(world=small(DECIDED))
    case.start("prove", "2026-01-05T10:00")
    seq = at_seq(case.do("avgjort", "2026-01-08T10:00", ja=False))
    case.correct(seq, "2026-01-09T10:00", recorded="2026-01-20", ja=False)
    case.correct(seq, "2026-01-09T10:00", recorded="2026-01-22", ja=True)
    case.correct(seq, "2026-01-08T10:00", recorded="2026-01-23", ja=True)
    outcome = found(case, "svar", "2026-02-20", known_at)
    assert entered(outcome) == late
    assert outcome.lateness is (Lateness.registration if late else Lateness.open)


def test_a_wait_that_was_over_when_the_case_ended_was_known_to_be_since_then() -> None:
    case, _ = ended()
    case.do("sendt", "2026-01-20T10:00", recorded="2026-01-25")
    outcome = found(case, "brev", "2026-02-20")
    assert (str(outcome.legal), outcome.lateness, entered(outcome)) == (
        "2026-01-21",
        Lateness.registration,
        ["settled"],
    )


def test_of_hours_an_extension_that_was_granted_later_that_day_extended_nothing() -> None:
    case = ToldCase(world=small(IN_HOURS))
    case.start("prove", "2026-01-05T10:00")
    case.do(BY, "2026-01-06T15:00")
    case.do(BY, "2026-01-06T09:00", recorded="2026-01-06T16:00")
    assert [
        str(case.records[each.seq - 1].recorded_at)[11:16] for each in found(case, "svar", "2026-01-07").late_entries
    ] == ["15:00"]


# ------------------------------------------------------------ what is owed in periods


def first_year(case: ToldCase, at: str = "2027-03-01") -> Outcome:
    """The year from 15 January 2026 to 15 January 2027."""
    told = outcomes(case.world, case.records, moment_at(instant(at)))
    return min(told, key=lambda each: each.nominal)


def test_fewer_visits_that_were_decided_in_time_and_entered_late_make_no_visit_late() -> None:
    case = moved_in()
    for day in ("2026-03-01", "2026-06-01", "2026-09-01"):
        case.do("besok", day)
    case.do("faerre", "2026-06-10", recorded="2027-02-01")
    told = first_year(case)
    assert (became(told), told.lateness, entered(told)) == ("met", Lateness.registration, ["fewer"])
    known = [record for record in case.records if record.recorded_at < instant("2027-02-01")]
    before = outcomes(case.world, known, moment_at(instant("2027-01-20")))[0]
    assert (became(before), before.lateness) == ("missed_period", Lateness.open)


def test_fewer_visits_that_were_entered_in_time_are_nothing_late() -> None:
    case = moved_in()
    for day in ("2026-03-01", "2026-06-01"):
        case.do("besok", day)
    case.do("faerre", "2026-06-10", recorded="2027-01-15T23:59")
    case.do("besok", "2026-09-01", recorded="2027-02-01")
    told = first_year(case)
    assert (became(told), told.lateness, entered(told)) == ("registered_late", Lateness.registration, ["settled"])


def test_that_more_is_owed_again_is_never_what_keeps_it() -> None:
    case = moved_in()
    for day in ("2026-03-01", "2026-06-01", "2026-09-01"):
        case.do("besok", day)
    case.do("faerre", "2026-12-20")
    case.do("som_for", "2026-12-21", recorded="2027-02-01")
    case.do("besok", "2026-12-10", recorded="2027-02-02")
    assert entered(first_year(case)) == ["settled"]


def test_a_visit_that_is_entered_at_the_very_instant_the_period_is_over_was_entered_late() -> None:
    for recorded, late in (("2027-01-15T23:59", []), ("2027-01-16T00:00", ["settled"])):
        case = moved_in()
        for day in ("2026-03-01", "2026-06-01", "2026-09-01"):
            case.do("besok", day)
        case.do("besok", "2026-12-01", recorded=recorded)
        assert entered(first_year(case)) == late


def test_where_enough_was_done_without_it_the_decision_is_nothing_late() -> None:
    case = moved_in()
    for day in ("2026-03-01", "2026-06-01", "2026-09-01", "2026-12-01"):
        case.do("besok", day)
    case.do("faerre", "2026-06-10", recorded="2027-02-01")
    assert first_year(case).late_entries == ()


def test_a_decision_that_holds_into_the_next_period_was_entered_late_for_that_one_too() -> None:
    case = moved_in()
    for day in ("2026-03-01", "2026-06-01", "2026-09-01", "2027-03-01", "2027-09-01"):
        case.do("besok", day)
    case.do("faerre", "2026-06-10", recorded="2028-02-01")
    told = outcomes(case.world, case.records, moment_at(instant("2028-03-01")))
    assert [(became(each), entered(each)) for each in told[:2]] == [("met", ["fewer"])] * 2


@pytest.mark.parametrize(("text", "became_then"), [(YEARLY, "met"), (EACH, "registered_late")])
def test_a_second_visit_of_a_day_that_is_entered_late_is_late_only_where_each_counts(
    text: str, became_then: str
) -> None:
    case = moved_in(text)
    for day in ("2026-03-01T10:00", "2026-06-01T10:00", "2026-09-01T10:00"):
        case.do("besok", day)
    if text == YEARLY:
        case.do("besok", "2026-12-01T10:00")
    case.do("besok", "2026-09-01T15:00", recorded="2027-02-01")
    assert became(first_year(case)) == became_then


@pytest.mark.parametrize(
    ("first", "late"), [("2026-12-01", []), ("2026-01-15", []), ("2027-01-15", []), ("2027-01-16", ["settled"])]
)
def test_a_visit_that_is_moved_within_its_period_was_known_and_one_that_is_moved_into_it_was_not(
    first: str, late: list[str]
) -> None:
    case = moved_in()
    for day in ("2026-03-01", "2026-06-01", "2026-09-01", first):
        case.do("besok", day)
    seq = max(record.seq for record in case.records if record.name == "besok" and record.kind is Kind.act)
    case.correct(seq, "2026-12-02", recorded="2027-02-01")
    told = first_year(case)
    assert (became(told), entered(told)) == ("registered_late" if late else "met", late)
