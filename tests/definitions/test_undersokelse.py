"""Stories of a report and its investigation: dates, guards, branches, and what each reporter and party is owed."""

from datetime import date

import pytest

from pathways.errors import EventRefusedError, NotAllowedError
from pathways.machine.standing import Word
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
    assert investigation.word is Word.dormant


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


def test_an_expert_report_is_no_basis_before_the_commission_has_assessed_it() -> None:
    story = _investigated()
    story.do("sakkyndigrapport_mottatt", date(2026, 10, 1), rapport_mottatt="2026-10-01")
    with pytest.raises(EventRefusedError):
        story.do("undersokelse_konkludert", date(2026, 10, 10), utfall="1")
    story.do("kommisjonen_har_vurdert", date(2026, 10, 12), kommisjon_vurdert="2026-10-12")
    story.do("undersokelse_konkludert", date(2026, 10, 13), utfall="1")
    assert story.run(REPORT, date(2026, 10, 13)).state == "tiltak"


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
        )


def test_the_clause_opens_six_months_for_a_new_investigation() -> None:
    story = _investigated()
    story.do(
        "undersokelse_konkludert",
        date(2026, 11, 2),
        utfall="4",
        foreldre_samtykker_ikke=True,
        adgang_ny_undersokelse=True,
    )
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


def test_what_the_law_demands_without_making_it_a_condition_is_warned_of_and_recorded() -> None:
    story = _investigated()
    warnings = story.do("undersokelse_konkludert", date(2026, 11, 2), utfall="9")
    assert warnings == tuple(f"undersokelse_konkludert:{n}" for n in range(4))
    assert story.run(REPORT, date(2026, 11, 2)).state == "henlagt_flyttet"


def test_an_application_to_the_tribunal_is_no_decision_to_appeal() -> None:
    with pytest.raises(EventRefusedError):
        _investigated().do("undersokelse_konkludert", date(2026, 11, 2), utfall="2", parter=("forelder",))
