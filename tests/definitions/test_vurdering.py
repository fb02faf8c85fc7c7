"""Stories of a referral to BUP: the ten working days, the right and its date, and a refusal that is not the end."""

from collections.abc import Mapping
from datetime import date

import pytest

from pathways.errors import EventRefusedError
from pathways.machine.standing import Word
from pathways.model.basis import Effect
from pathways.model.record import Value
from tests.definitions.telling import Story, shipped

BUP = "bup_vurdering"
MONDAY = date(2026, 11, 2)
REFUSED: Mapping[str, Value] = {"resultat": "avslag", "avslag_grunner": ("kommunalt_niva",)}
GRANTED: Mapping[str, Value] = {
    "resultat": "rett",
    "frist_start": "2027-01-15",
    "time_avtalt": "2026-12-01",
    "gjelder_4a": True,
}
ANSWER = ("resultat", "tidspunkt", "frist", "klage", "ny_vurdering", "helfo")
REFUSAL = ("resultat", "klage", "ny_vurdering")


def _referred(first: date = MONDAY) -> Story:
    story = Story()
    story.start(BUP, MONDAY, henviser="fastlege", ansiennitetsdato=first.isoformat(), innhold=("symptomer_alvor",))
    return story


def _assessed(given: Mapping[str, Value]) -> Story:
    story = _referred()
    story.do("henvisning_vurdert", date(2026, 11, 9), given)
    return story


def _refused() -> Story:
    story = _assessed(REFUSED)
    story.do("svar_sendt", date(2026, 11, 10), svar_innhold=REFUSAL, svar_til_henviser=True)
    return story


def _handed_over() -> Story:
    story = _refused()
    story.do(
        "overforing_sendt",
        date(2026, 11, 12),
        mottaker="helsestasjon",
        mottaker_navn="Oppdiktet helsestasjon",
        samtykke_kontakt=True,
    )
    return story


def test_the_answer_is_due_ten_working_days_after_receipt() -> None:
    found = _referred().deadline(BUP, "svar", MONDAY)
    assert (found.nominal, found.legal, found.days_left) == (date(2026, 11, 16), date(2026, 11, 16), 14)


def test_the_first_receipt_in_specialist_care_follows_a_referral_that_is_sent_on() -> None:
    found = _referred(first=date(2026, 10, 26)).deadline(BUP, "svar", MONDAY)
    assert found.nominal == date(2026, 11, 9)


def test_asking_for_information_does_not_stop_the_clock() -> None:
    story = _referred()
    story.do("opplysninger_bedt", date(2026, 11, 4), item="henviser")
    found = story.deadline(BUP, "svar", date(2026, 11, 17))
    assert found.word is Word.breach


def test_a_talk_or_inntak_ute_comes_before_the_decision() -> None:
    story = _assessed(REFUSED)
    with pytest.raises(EventRefusedError):
        story.do("samtale_avtalt", date(2026, 11, 10), item="samtale")


def test_inntak_ute_needs_consent_to_discuss() -> None:
    with pytest.raises(EventRefusedError):
        _referred().do("inntak_ute_meldt", date(2026, 11, 4), item="mote", samtykke_drofting=False)


def test_a_right_has_an_individual_date_a_cap_and_an_appointed_time_inside_it() -> None:
    story = _assessed(GRANTED)
    individual = story.deadline(BUP, "start_helsehjelp", date(2026, 11, 9))
    cap = story.deadline(BUP, "start_under_23", date(2026, 11, 9))
    assert (individual.nominal, individual.basis.effect) == (date(2027, 1, 15), Effect.individual)
    assert cap.nominal == date(2027, 2, 10)


@pytest.mark.parametrize(
    "wrong",
    [
        {"frist_start": "2027-02-11"},
        {"time_avtalt": "2027-01-16"},
        {"frist_start": "2026-11-08", "time_avtalt": "2026-11-08"},
        {"time_avtalt": "2026-11-08"},
    ],
    ids=["later than 65 working days", "time after the limit", "limit before the assessment", "time before it"],
)
def test_a_date_that_breaks_the_rules_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(EventRefusedError):
        _assessed({**GRANTED, **wrong})


def test_the_last_of_the_65_working_days_is_within_the_cap() -> None:
    story = _assessed({**GRANTED, "frist_start": "2027-02-10"})
    assert story.run(BUP, date(2026, 11, 9)).state == "vurdert_rett"


def test_the_cap_is_for_those_it_is_meant_for() -> None:
    story = _assessed({**GRANTED, "frist_start": "2027-03-01", "gjelder_4a": False})
    assert story.find(BUP, "start_under_23", date(2026, 11, 9)) is None


@pytest.mark.parametrize("left_out", ["resultat", "tidspunkt", "frist", "klage", "ny_vurdering", "helfo"])
def test_an_answer_without_its_statutory_content_is_not_the_answer(left_out: str) -> None:
    story = _assessed(GRANTED)
    content = tuple(part for part in ANSWER if part != left_out)
    with pytest.raises(EventRefusedError):
        story.do("svar_sendt", date(2026, 11, 10), svar_innhold=content, svar_til_henviser=True)


def test_a_time_beyond_the_limit_needs_notice_to_helfo() -> None:
    story = _assessed(GRANTED)
    story.do("svar_sendt", date(2026, 11, 10), svar_innhold=ANSWER, svar_til_henviser=True)
    with pytest.raises(EventRefusedError):
        story.do("time_flyttet", date(2026, 12, 1), time_avtalt="2027-01-20")
    story.do("helfo_varslet", date(2026, 12, 1), helfo_varslet_dato="2026-12-01")
    story.do("time_flyttet", date(2026, 12, 1), time_avtalt="2027-01-20")
    found = story.deadline(BUP, "start_helsehjelp", date(2027, 1, 16))
    assert found.word is Word.breach


def test_an_appointed_time_is_not_moved_into_the_past() -> None:
    story = _assessed(GRANTED)
    with pytest.raises(EventRefusedError):
        story.do("time_flyttet", date(2026, 11, 20), time_avtalt="2026-11-19")
    story.do("time_flyttet", date(2026, 11, 20), time_avtalt="2026-11-20")


@pytest.mark.parametrize(
    ("event", "field"), [("helfo_varslet", "helfo_varslet_dato"), ("veiledning_gitt", "veiledning_dato")]
)
def test_what_was_done_was_not_done_after_the_day_it_happened(event: str, field: str) -> None:
    story = _assessed(GRANTED)
    with pytest.raises(EventRefusedError):
        story.do(event, date(2026, 11, 20), {field: "2026-11-21"})
    story.do(event, date(2026, 11, 20), {field: "2026-11-20"})


def test_guidance_can_be_given_in_every_state_also_when_the_case_is_over_here() -> None:
    states = {state.name for state in shipped().versions[BUP][-1].states}
    guidance = next(event for event in shipped().versions[BUP][-1].events if event.name == "veiledning_gitt")
    assert set(guidance.sources) == states
    story = _referred()
    story.do("henvisning_videresendt", date(2026, 11, 4), mottaker_navn="Oppdiktet BUP")
    story.do("veiledning_gitt", date(2026, 11, 9), veiledning_dato="2026-11-09")
    assert story.run(BUP, date(2026, 11, 9)).state == "videresendt"


def test_only_a_real_start_meets_the_individual_date() -> None:
    story = _assessed(GRANTED)
    story.do("svar_sendt", date(2026, 11, 10), svar_innhold=ANSWER, svar_til_henviser=True)
    with pytest.raises(EventRefusedError):
        story.do("helsehjelp_startet", date(2026, 12, 1), reell_start=False, oppstart_form="utredning")
    story.do("helsehjelp_startet", date(2026, 12, 1), reell_start=True, oppstart_form="utredning")
    run = story.run(BUP, date(2027, 1, 16))
    assert (run.state, run.ended) == ("helsehjelp_startet", True)
    assert {d.name: d.word for d in run.deadlines if d.name.startswith("start_")} == {
        "start_helsehjelp": Word.met,
        "start_under_23": Word.met,
    }


@pytest.mark.parametrize("ground", ["uavklart_omsorg", "rus"])
def test_grounds_that_should_not_be_grounds_are_warned_of(ground: str) -> None:
    story = _referred()
    warnings = story.do("henvisning_vurdert", date(2026, 11, 9), resultat="avslag", avslag_grunner=(ground,))
    assert warnings == ("henvisning_vurdert:1",)


def test_a_refusal_stays_open_until_a_named_service_has_taken_over() -> None:
    story = _handed_over()
    story.do("overforing_mottatt", date(2026, 11, 18))
    assert not story.run(BUP, date(2026, 11, 18)).ended
    story.do("ansvar_overtatt", date(2026, 11, 30))
    assert story.run(BUP, date(2026, 11, 30)).state == "ansvar_overtatt"


def test_a_hand_over_needs_consent_to_contact() -> None:
    with pytest.raises(EventRefusedError):
        _refused().do(
            "overforing_sendt",
            date(2026, 11, 12),
            mottaker="helsestasjon",
            mottaker_navn="Oppdiktet helsestasjon",
            samtykke_kontakt=False,
        )


def test_the_clock_marks_an_unanswered_hand_over_and_the_service_can_still_answer() -> None:
    story = _handed_over()
    assert story.run(BUP, date(2026, 11, 27)).state == "overforing_ubesvart"
    story.do("overforing_mottatt", date(2026, 12, 1))
    assert story.run(BUP, date(2026, 12, 1)).state == "overforing_mottatt"


def test_a_service_that_says_no_starts_the_search_again() -> None:
    story = _handed_over()
    story.do("overforing_avvist", date(2026, 11, 16))
    found = story.deadline(BUP, "overforing_avtales_igjen", date(2026, 11, 16))
    assert found.nominal == date(2026, 11, 23)


def test_a_family_that_wants_no_contact_ends_it_only_with_an_assessment_of_safety() -> None:
    story = _refused()
    with pytest.raises(EventRefusedError):
        story.do("familien_onsker_ikke_kontakt", date(2026, 11, 12), sikkerhet_vurdert=False)
    story.do("familien_onsker_ikke_kontakt", date(2026, 11, 12), sikkerhet_vurdert=True)
    assert story.run(BUP, date(2026, 11, 12)).ended


def test_the_time_to_appeal_is_four_weeks_and_moves_off_christmas() -> None:
    story = _refused()
    story.do("avgjorelsen_kjent", date(2026, 11, 27), item="pasient")
    found = story.deadline(BUP, "klage", date(2026, 11, 27), "klage.pasient")
    assert (found.nominal, found.legal) == (date(2026, 12, 25), date(2026, 12, 28))


def test_a_referral_sent_on_owes_no_answer_here() -> None:
    story = _referred()
    story.do("henvisning_videresendt", date(2026, 11, 4), mottaker_navn="Oppdiktet BUP")
    found = story.deadline(BUP, "svar", date(2026, 12, 1))
    assert found.word is Word.ended
