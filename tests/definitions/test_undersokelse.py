"""Stories of a report and its investigation: dates, guards, branches, and what each reporter and party is owed."""

from datetime import date

import pytest

from pathways.errors import EventRefusedError, NotAllowedError
from pathways.machine.standing import Word
from pathways.model.record import Value
from tests.definitions.telling import Story

REPORT = "barnevern_undersokelse"
MONDAY = date(2026, 8, 24)


def _reported(meldere: tuple[str, ...] = ("11",)) -> Story:
    story = Story()
    story.start(REPORT, MONDAY, meldere=meldere, innhold=("1.3.08",))
    return story


def _investigated(meldere: tuple[str, ...] = ("11",)) -> Story:
    story = _reported(meldere)
    story.do("melding_konkludert", MONDAY, konklusjon="2")
    return story


def test_the_worked_example_has_the_dates_of_the_law_and_of_the_register() -> None:
    story = _investigated()
    screening = story.deadline(REPORT, "gjennomgang", MONDAY)
    investigation = story.deadline(REPORT, "undersokelse", MONDAY)
    feedback = story.deadline(REPORT, "tilbakemelding", MONDAY, "melder.1")
    assert (screening.nominal, screening.reporting, screening.word) == (
        date(2026, 8, 31),
        date(2026, 8, 31),
        Word.met,
    )
    assert (investigation.nominal, investigation.reporting) == (date(2026, 11, 30), date(2026, 11, 29))
    assert feedback.nominal == date(2026, 9, 14)


def test_an_extension_gives_six_months_in_total_from_the_same_day() -> None:
    story = _investigated()
    warnings = story.do("frist_utvidet", date(2026, 11, 20), roles=("leder",), codes=("sakkyndig",))
    extended = story.deadline(REPORT, "undersokelse", date(2026, 11, 20))
    assert (extended.nominal, extended.legal, extended.reporting) == (
        date(2027, 2, 28),
        date(2027, 3, 1),
        date(2027, 2, 27),
    )
    assert warnings == ("frist_utvidet:0",)  # the parents have not been told


def test_only_the_role_of_the_local_setting_may_extend() -> None:
    story = _investigated()
    with pytest.raises(NotAllowedError):
        story.do("frist_utvidet", date(2026, 11, 20), roles=("saksbehandler",))


def test_an_extension_granted_after_expiry_cures_nothing() -> None:
    story = _investigated()
    story.do("frist_utvidet", date(2026, 12, 8), codes=("kapasitet",))
    late = story.deadline(REPORT, "undersokelse", date(2026, 12, 8))
    assert (late.word, late.nominal) == (Word.breach, date(2026, 11, 30))


@pytest.mark.parametrize("code", ["3", "4"])
def test_a_report_on_a_running_matter_closes_nothing_and_starts_no_investigation(code: str) -> None:
    story = _reported()
    story.do("melding_konkludert", MONDAY, konklusjon=code)
    assert story.run(REPORT, MONDAY).state == "sluttet_til"
    investigation = story.deadline(REPORT, "undersokelse", MONDAY)
    assert investigation.word is Word.ended


def test_each_reporter_has_a_deadline_of_its_own_and_only_public_ones_a_second() -> None:
    story = _investigated(("11", "4", "4"))
    story.do("tilbakemelding_gitt", date(2026, 9, 1), item="melder.2")
    story.do("undersokelse_konkludert", date(2026, 11, 2), utfall="3")
    first = [story.deadline(REPORT, "tilbakemelding", MONDAY, f"melder.{n}") for n in (1, 2, 3)]
    second = [story.find(REPORT, "ny_tilbakemelding", date(2026, 11, 2), f"melder.{n}") for n in (1, 2, 3)]
    assert all(first)
    assert [found.nominal if found else None for found in second] == [date(2026, 11, 23), None, None]


def test_a_public_reporter_must_also_learn_whether_an_investigation_was_opened() -> None:
    story = _investigated(("11",))
    with pytest.raises(EventRefusedError):
        story.do("tilbakemelding_gitt", date(2026, 9, 1), item="melder.1")
    story.do("tilbakemelding_gitt", date(2026, 9, 1), item="melder.1", opplyst_apnet=True)
    found = story.deadline(REPORT, "tilbakemelding", date(2026, 9, 1), "melder.1")
    assert found.word is Word.met


def test_the_capacity_of_a_reporter_can_be_put_right() -> None:
    story = _investigated(("21",))  # a voluntary organisation, here with a delegated public task
    story.do("melders_rolle_rettet", date(2026, 9, 1), item="melder.1", offentlig=True)
    story.do("undersokelse_konkludert", date(2026, 11, 2), utfall="1")
    assert story.find(REPORT, "ny_tilbakemelding", date(2026, 11, 2), "melder.1") is not None


@pytest.mark.parametrize(("on", "word"), [(date(2026, 11, 9), Word.running), (date(2026, 12, 1), Word.breach)])
def test_a_capacity_put_right_after_the_investigation_counts_from_its_end(on: date, word: Word) -> None:
    story = _investigated(("21",))
    story.do("undersokelse_konkludert", date(2026, 11, 2), utfall="1")
    with pytest.raises(EventRefusedError):  # it would lose the second feedback without a word
        story.do("melders_rolle_rettet", on, item="melder.1", offentlig=True)
    story.do("melders_rolle_rettet_senere", on, item="melder.1", offentlig=True, undersokelse_slutt="2026-11-02")
    found = story.deadline(REPORT, "ny_tilbakemelding_rettet", on, "melder.1")
    assert (found.nominal, found.word) == (date(2026, 11, 23), word)
    story.do("ny_tilbakemelding_gitt", on, item="melder.1", opplyst_oppfolging=True)
    assert not story.deadline(REPORT, "ny_tilbakemelding_rettet", on, "melder.1").open


def test_another_day_than_the_case_has_for_the_end_of_the_investigation_is_warned_of_and_kept() -> None:
    story = _investigated(("21",))
    story.do("undersokelse_konkludert", date(2026, 11, 2), utfall="1")
    right: dict[str, Value] = {"offentlig": True, "undersokelse_slutt": "2026-11-02"}
    assert story.do("melders_rolle_rettet_senere", date(2026, 11, 9), right, item="melder.1") == ()
    wrong: dict[str, Value] = {"offentlig": True, "undersokelse_slutt": "2026-11-04"}
    told = story.do("melders_rolle_rettet_senere", date(2026, 11, 9), wrong, item="melder.1")
    assert told == ("machine.warn_other_day:2026-11-02 undersokelse_konkludert undersokelse_slutt",)
    assert story.deadline(REPORT, "ny_tilbakemelding_rettet", date(2026, 11, 9), "melder.1").nominal == date(
        2026, 11, 25
    )


def test_after_a_new_investigation_it_is_the_end_of_that_one_that_the_day_is_held_against() -> None:
    story = _reopened(date(2027, 1, 11), ("21",))
    story.do("ny_undersokelse_konkludert", date(2027, 3, 1), nytt_utfall="1")
    first: dict[str, Value] = {"offentlig": True, "undersokelse_slutt": "2026-11-02"}
    told = story.do("melders_rolle_rettet_senere", date(2027, 3, 8), first, item="melder.1")
    assert told == ("machine.warn_other_day:2027-03-01 ny_undersokelse_konkludert undersokelse_slutt",)
    last: dict[str, Value] = {"offentlig": True, "undersokelse_slutt": "2027-03-01"}
    assert story.do("melders_rolle_rettet_senere", date(2027, 3, 8), last, item="melder.1") == ()


def test_a_reporter_who_turns_out_to_be_private_is_owed_no_second_feedback_and_can_turn_back() -> None:
    story = _investigated(("11",))
    story.do("undersokelse_konkludert", date(2026, 11, 2), utfall="1")
    for public in (False, True, False, True):
        story.do(
            "melders_rolle_rettet_senere",
            date(2026, 11, 9),
            item="melder.1",
            offentlig=public,
            undersokelse_slutt="2026-11-02",
        )
        run = story.run(REPORT, date(2026, 11, 9))
        owed = [d.name for d in run.deadlines if d.open and d.name.startswith("ny_tilbakemelding")]
        assert owed == (["ny_tilbakemelding_rettet"] if public else [])


def test_a_capacity_is_put_right_the_later_way_only_after_the_investigation() -> None:
    with pytest.raises(EventRefusedError):
        _investigated().do(
            "melders_rolle_rettet_senere",
            date(2026, 9, 1),
            item="melder.1",
            offentlig=True,
            undersokelse_slutt="2026-09-01",
        )


def test_feedback_on_the_new_investigation_waits_for_its_outcome() -> None:
    story = _closed_with_the_clause()
    story.do("ny_tilbakemelding_gitt", date(2026, 11, 9), item="melder.1", opplyst_oppfolging=True)
    story.do("ny_undersokelse_apnet", date(2027, 1, 11), foreldre_informert=True)
    with pytest.raises(EventRefusedError):
        story.do("ny_tilbakemelding_igjen_gitt", date(2027, 2, 1), item="melder.1", opplyst_oppfolging=True)
    story.do("ny_undersokelse_konkludert", date(2027, 3, 1), nytt_utfall="1")
    story.do("ny_tilbakemelding_igjen_gitt", date(2027, 3, 1), item="melder.1", opplyst_oppfolging=True)
    found = story.deadline(REPORT, "ny_tilbakemelding_igjen", date(2027, 3, 1), "melder.1")
    assert found.word is Word.met


def test_feedback_left_out_with_a_reason_is_neither_met_nor_missed() -> None:
    story = _investigated(("23",))
    story.do("tilbakemelding_unnlatt", date(2026, 9, 1), item="melder.1", codes=("ukjent_avsender",))
    found = story.deadline(REPORT, "tilbakemelding", date(2026, 12, 1), "melder.1")
    assert found.word is Word.ended


def test_a_groundless_report_needs_no_feedback() -> None:
    story = _reported()
    story.do("melding_grunnlos", date(2026, 8, 25))
    found = story.deadline(REPORT, "tilbakemelding", date(2026, 12, 1), "melder.1")
    assert found.word is Word.ended


def _reports(story: Story, on: date, *codes: str) -> None:
    """Expert reports come in on a day."""
    story.do("sakkyndigrapport_mottatt", on, sakkyndigrapporter=codes, rapport_mottatt=on.isoformat())


def _assess(story: Story, on: date, number: int) -> None:
    """The commission has assessed one of them."""
    story.do("kommisjonen_har_vurdert", on, item=f"sakkyndigrapport.{number}")


def test_an_expert_report_is_no_basis_before_the_commission_has_assessed_it() -> None:
    story = _investigated()
    _reports(story, date(2026, 10, 1), "tjenesten")
    with pytest.raises(EventRefusedError):
        story.do("undersokelse_konkludert", date(2026, 10, 10), utfall="1")
    _assess(story, date(2026, 10, 12), 1)
    story.do("undersokelse_konkludert", date(2026, 10, 13), utfall="1")
    assert story.run(REPORT, date(2026, 10, 13)).state == "tiltak"


def test_an_investigation_that_ends_because_the_child_moved_waits_for_no_commission() -> None:
    story = _investigated()
    _reports(story, date(2026, 10, 1), "tjenesten")
    story.do("undersokelse_konkludert", date(2026, 10, 10), utfall="7")
    assert story.run(REPORT, date(2026, 10, 10)).state == "henlagt_flyttet"


def test_the_commission_cannot_have_assessed_a_report_that_has_not_come() -> None:
    with pytest.raises(EventRefusedError):
        _assess(_investigated(), date(2026, 10, 12), 1)


@pytest.mark.parametrize("new", [date(2026, 10, 1), date(2026, 10, 5), date(2026, 10, 12), date(2026, 10, 20)])
@pytest.mark.parametrize("first", [1, 2])
def test_every_report_needs_an_assessment_of_its_own_whenever_it_came(new: date, first: int) -> None:
    """The second comes on the same day, while the first lies with the commission, on the day of the answer, later."""
    story = _investigated()
    _reports(story, date(2026, 10, 1), "tjenesten")
    _reports(story, new, "tjenesten")
    _assess(story, date(2026, 10, 20), first)
    with pytest.raises(EventRefusedError):
        story.do("undersokelse_konkludert", date(2026, 11, 2), utfall="1")
    _assess(story, date(2026, 11, 2), 3 - first)
    story.do("undersokelse_konkludert", date(2026, 11, 2), utfall="1")


def test_two_reports_that_are_registered_together_are_two() -> None:
    story = _investigated()
    _reports(story, date(2026, 10, 1), "tjenesten", "part")
    items = [item for item in story.run(REPORT, date(2026, 10, 1)).items if item.activity == "sakkyndigrapport"]
    assert [(item.item, item.code, item.state) for item in items] == [
        ("1", "tjenesten", "mottatt"),
        ("2", "part", "mottatt"),
    ]


def test_a_report_is_assessed_once() -> None:
    story = _investigated()
    _reports(story, date(2026, 10, 1), "tjenesten", "tjenesten")
    _assess(story, date(2026, 10, 12), 1)
    with pytest.raises(EventRefusedError):
        _assess(story, date(2026, 10, 13), 1)


def test_a_new_investigation_asks_for_the_assessment_of_a_new_report_too() -> None:
    story = _reopened(date(2027, 1, 11))
    _reports(story, date(2027, 2, 1), "tjenesten")
    with pytest.raises(EventRefusedError):
        story.do("ny_undersokelse_konkludert", date(2027, 2, 10), nytt_utfall="1")
    _assess(story, date(2027, 2, 10), 1)
    story.do("ny_undersokelse_konkludert", date(2027, 2, 10), nytt_utfall="1")


def test_the_twelve_days_of_the_commission_run_for_each_report_from_the_day_the_commission_got_it() -> None:
    story, on = _investigated(), date(2026, 10, 9)
    _reports(story, date(2026, 10, 1), "tjenesten", "tjenesten")
    for number, got in ((1, "2026-10-02"), (2, "2026-10-08")):
        story.do("sendt_kommisjonen", on, item=f"sakkyndigrapport.{number}", kommisjonen_mottok=got)
    found = [story.deadline(REPORT, "kommisjon", on, f"sakkyndigrapport.{number}").nominal for number in (1, 2)]
    assert found == [date(2026, 10, 14), date(2026, 10, 20)]


def test_a_report_that_is_sent_without_the_day_it_arrived_is_warned_of_and_the_day_may_come_later() -> None:
    story, on = _investigated(), date(2026, 10, 9)
    _reports(story, date(2026, 10, 1), "tjenesten")
    assert story.do("sendt_kommisjonen", date(2026, 10, 2), item="sakkyndigrapport.1") == ("sendt_kommisjonen:0",)
    assert story.find(REPORT, "kommisjon", on, "sakkyndigrapport.1") is None
    story.do("sendt_kommisjonen", on, item="sakkyndigrapport.1", kommisjonen_mottok="2026-10-05")
    assert story.deadline(REPORT, "kommisjon", on, "sakkyndigrapport.1").nominal == date(2026, 10, 17)


@pytest.mark.parametrize(
    ("event", "field"), [("undersokelsesplan_laget", "plan_dato"), ("sakkyndigrapport_mottatt", "rapport_mottatt")]
)
def test_what_was_done_was_not_done_after_the_day_it_happened(event: str, field: str) -> None:
    story = _investigated()
    more = {"sakkyndigrapporter": ("tjenesten",)} if field == "rapport_mottatt" else {}
    with pytest.raises(EventRefusedError):
        story.do(event, date(2026, 9, 1), {field: "2026-09-02", **more})
    story.do(event, date(2026, 9, 1), {field: "2026-09-01", **more})


def test_code_four_alone_arms_no_new_investigation() -> None:
    story = _investigated()
    story.do("undersokelse_konkludert", date(2026, 11, 2), utfall="4", foreldre_samtykker_ikke=True)
    assert story.run(REPORT, date(2026, 11, 2)).state == "henlagt"
    assert story.find(REPORT, "adgang_ny_undersokelse_ut", date(2026, 11, 2)) is None


@pytest.mark.parametrize(("utfall", "parents"), [("4", False), ("3", True)])
def test_the_clause_is_refused_unless_the_parents_are_those_who_do_not_consent(utfall: str, parents: bool) -> None:  # noqa: FBT001
    story = _investigated()
    with pytest.raises(EventRefusedError):
        story.do(
            "undersokelse_konkludert",
            date(2026, 11, 2),
            utfall=utfall,
            foreldre_samtykker_ikke=parents,
            adgang_ny_undersokelse=True,
            henlagt_dato="2026-11-02",
        )


def _closed_with_the_clause(meldere: tuple[str, ...] = ("11",), **data: Value) -> Story:
    story = _investigated(meldere)
    clause: dict[str, Value] = {"adgang_ny_undersokelse": True, "henlagt_dato": "2026-11-02", **data}
    story.do("undersokelse_konkludert", date(2026, 11, 2), clause, utfall="4", foreldre_samtykker_ikke=True)
    return story


def _reopened(on: date, meldere: tuple[str, ...] = ("11",), **data: Value) -> Story:
    story = _closed_with_the_clause(meldere, **data)
    story.do("ny_undersokelse_apnet", on, foreldre_informert=True)
    return story


def test_the_clause_wants_the_date_of_the_decision() -> None:
    clause: dict[str, Value] = {"utfall": "4", "foreldre_samtykker_ikke": True, "adgang_ny_undersokelse": True}
    for given in (clause, {**clause, "henlagt_dato": "2026-11-03"}):
        with pytest.raises(EventRefusedError):
            _investigated().do("undersokelse_konkludert", date(2026, 11, 2), given)


def test_the_six_months_run_from_the_decision_and_a_date_before_the_conclusion_is_warned_of() -> None:
    story = _closed_with_the_clause(henlagt_dato="2026-10-30")
    window = story.deadline(REPORT, "adgang_ny_undersokelse_ut", date(2026, 11, 2))
    assert window.nominal == date(2027, 4, 30)
    content = story.records[-1].content
    assert content
    assert "undersokelse_konkludert:4" in content.warnings


@pytest.mark.parametrize(("on", "told"), [(date(2027, 5, 2), ()), (date(2027, 5, 3), ("ny_undersokelse_apnet:1",))])
def test_a_new_investigation_opened_too_late_is_recorded_and_warned_of(on: date, told: tuple[str, ...]) -> None:
    assert _closed_with_the_clause().do("ny_undersokelse_apnet", on, foreldre_informert=True) == told


def test_the_clause_opens_six_months_for_a_new_investigation() -> None:
    story = _closed_with_the_clause()
    window = story.deadline(REPORT, "adgang_ny_undersokelse_ut", date(2026, 11, 2))
    assert window.nominal == date(2027, 5, 2)
    story.do("ny_undersokelse_apnet", date(2027, 1, 11), foreldre_informert=True)
    assert story.run(REPORT, date(2027, 1, 11)).state == "undersokes_igjen"
    again = story.deadline(REPORT, "ny_undersokelse", date(2027, 6, 1))
    assert again.word is Word.past_local
    story.do("ny_undersokelse_konkludert", date(2027, 6, 1), nytt_utfall="1")
    assert story.run(REPORT, date(2027, 6, 1)).state == "tiltak"


def test_every_party_has_its_own_time_to_appeal_and_it_moves_off_holidays() -> None:
    story = _investigated()
    story.do("undersokelse_konkludert", date(2026, 11, 20), utfall="1", parter=("forelder", "forelder", "barnet"))
    story.do("underretning_kommet_fram", date(2026, 12, 4), item="underretning.1")
    appeal = story.deadline(REPORT, "klage", date(2027, 2, 1), "underretning.1")
    assert (appeal.nominal, appeal.legal, appeal.word) == (
        date(2026, 12, 25),
        date(2026, 12, 28),
        Word.window_closed,
    )
    assert story.find(REPORT, "klage", date(2027, 2, 1), "underretning.2") is None
    story.do("klage_mottatt", date(2027, 2, 1), item="underretning.1")  # late, and still recorded


def test_a_new_decision_is_notified_anew_also_to_one_who_appealed_the_first() -> None:
    story = _closed_with_the_clause(parter=("forelder", "barnet"))
    story.do("underretning_kommet_fram", date(2026, 11, 4), item="underretning.1")
    story.do("klage_mottatt", date(2026, 11, 10), item="underretning.1")
    story.do("ny_undersokelse_apnet", date(2027, 1, 11), foreldre_informert=True)
    story.do("ny_undersokelse_konkludert", date(2027, 3, 1), nytt_utfall="1", nye_parter=("forelder", "barnet"))
    story.do("ny_underretning_kommet_fram", date(2027, 3, 3), item="ny_underretning.1")
    appeal = story.deadline(REPORT, "klage_igjen", date(2027, 3, 3), "ny_underretning.1")
    assert (appeal.nominal, appeal.word) == (date(2027, 3, 24), Word.running)
    assert story.find(REPORT, "klage_igjen", date(2027, 3, 3), "ny_underretning.2") is None
    story.do("ny_klage_mottatt", date(2027, 3, 10), item="ny_underretning.1")


def test_a_new_decision_without_parties_is_warned_of_and_an_application_has_none() -> None:
    day = date(2027, 3, 1)
    told = _reopened(date(2027, 1, 11)).do("ny_undersokelse_konkludert", day, nytt_utfall="1")
    assert told == ("ny_undersokelse_konkludert:0",)
    with pytest.raises(EventRefusedError):
        _reopened(date(2027, 1, 11)).do("ny_undersokelse_konkludert", day, nytt_utfall="2", nye_parter=("forelder",))


def test_what_the_law_demands_without_making_it_a_condition_is_warned_of_and_recorded() -> None:
    story = _investigated()
    warnings = story.do("undersokelse_konkludert", date(2026, 11, 2), utfall="9")
    assert warnings == tuple(f"undersokelse_konkludert:{n}" for n in range(4))
    assert story.run(REPORT, date(2026, 11, 2)).state == "henlagt_flyttet"


def test_an_application_to_the_tribunal_is_no_decision_to_appeal() -> None:
    with pytest.raises(EventRefusedError):
        _investigated().do("undersokelse_konkludert", date(2026, 11, 2), utfall="2", parter=("forelder",))


def test_who_is_told_the_outcome_has_been_confirmed_too_and_late_where_it_is() -> None:
    """The first confirmation does not stand open for good when the outcome was told without it."""
    story = _investigated()
    story.do("undersokelse_konkludert", date(2026, 11, 2), utfall="3", parter=("forelder",))
    story.do("ny_tilbakemelding_gitt", date(2026, 11, 9), item="melder.1", opplyst_oppfolging=True)
    assert story.deadline(REPORT, "tilbakemelding", date(2026, 11, 9), "melder.1").word is Word.met_late
