"""Stories of the national pathway: why it was or was not started, and that no child is left without a date."""

from datetime import date, timedelta

import pytest

from pathways.errors import EventRefusedError
from pathways.machine.standing import Word
from pathways.model.record import Value
from tests.definitions.telling import Story

REPORT, PATHWAY = "barnevern_undersokelse", "barnevern_forlop"
MONDAY = date(2026, 8, 24)
AREAS = ("psykisk", "somatisk", "seksuell", "tann", "rus")

UNTIL_FOLLOW_UP: list[tuple[str, date, dict[str, Value]]] = [
    ("kartlegging_oppsummert", date(2026, 10, 21), {"videre": "henvisning"}),
    ("henvisning_sendt", date(2026, 10, 28), {"henvist_til": ("bup",), "referanse": "SYN-1"}),
    ("oppfolging_planlagt", date(2026, 11, 2), {"ansvarlig": "helsestasjon", "evalueringsdato": "2026-12-14"}),
    ("oppfolging_evaluert", date(2026, 12, 14), {}),
    ("oppfolging_planlagt", date(2026, 12, 21), {"ansvarlig": "helsestasjon", "evalueringsdato": "2027-03-01"}),
]


def _investigated() -> Story:
    story = Story()
    story.start(REPORT, MONDAY, meldere=("11",), innhold=("1.3.08",))
    story.do("melding_konkludert", MONDAY, konklusjon="2")
    return story


def _started() -> Story:
    story = _investigated()
    story.do("forlop_startet", date(2026, 9, 7), codes=("tvil",), samtykke="gitt", risiko_individ=("1.3.06",))
    return story


def _mapping() -> Story:
    story = _started()
    story.do("oppstartsmote_holdt", date(2026, 9, 21), deltakere=("kommunal_helse", "barnet"))
    return story


def _mapped() -> Story:
    story = _mapping()
    for area in AREAS[:4]:
        story.do("omrade_startet", date(2026, 10, 1), item=area, tjeneste="helsestasjon", verktoy="Samtale")
        story.do("omrade_ferdig", date(2026, 10, 20), item=area, trenger_mer=area == "psykisk")
    story.do("omrade_ikke_nodvendig", date(2026, 10, 20), item="rus", codes=("ikke_behov",))
    return story


def test_the_twelve_weeks_run_from_the_day_the_investigation_was_decided() -> None:
    found = _investigated().deadline(PATHWAY, "dokumentert", MONDAY)
    assert found.nominal == date(2026, 11, 16)


def test_passing_the_twelve_weeks_is_never_called_a_breach() -> None:
    found = _investigated().deadline(PATHWAY, "dokumentert", date(2026, 12, 1))
    assert found.word is Word.past_recommended


def test_a_later_report_does_not_move_the_twelve_weeks() -> None:
    story = _investigated()
    story.start(REPORT, date(2026, 9, 28), meldere=("8",), innhold=("2.4.05",))
    story.do("melding_konkludert", date(2026, 9, 29), run=f"{REPORT}-2", konklusjon="4")
    found = story.deadline(PATHWAY, "dokumentert", date(2026, 9, 29))
    assert found.nominal == date(2026, 11, 16)


def test_a_later_investigation_does_not_touch_what_was_documented_before() -> None:
    story = _started()
    story.do("undersokelse_konkludert", date(2026, 11, 2), utfall="1")
    story.start(REPORT, date(2027, 1, 11), meldere=("8",), innhold=("2.4.05",))
    story.do("melding_konkludert", date(2027, 1, 11), run=f"{REPORT}-2", konklusjon="2")
    first = story.deadline(PATHWAY, "dokumentert", date(2027, 6, 1))
    second = story.deadline(f"{PATHWAY}-2", "dokumentert", date(2027, 1, 11))
    assert (first.word, second.nominal) == (Word.met, date(2027, 4, 5))


def test_not_started_is_documented_with_code_and_text_and_can_be_started_later() -> None:
    story = _investigated()
    with pytest.raises(EventRefusedError):
        story.do("forlop_ikke_startet", date(2026, 10, 1), samtykke="ikke_avklart")
    story.do(
        "forlop_ikke_startet",
        date(2026, 10, 1),
        codes=("ikke_ferdig_vurdert",),
        samtykke="ikke_avklart",
        vurderes_igjen="2026-11-02",
    )
    found = story.deadline(PATHWAY, "ny_vurdering", date(2026, 10, 1))
    assert found.nominal == date(2026, 11, 2)
    story.do("forlop_startet", date(2026, 11, 2), codes=("tvil",), samtykke="gitt")
    assert story.run(PATHWAY, date(2026, 11, 2)).state == "startet"


def test_risk_factors_without_a_start_are_warned_of() -> None:
    story = _investigated()
    warnings = story.do(
        "forlop_ikke_startet",
        date(2026, 10, 1),
        codes=("annet",),
        samtykke="ikke_avklart",
        risiko_familie=("3.1.08",),
    )
    assert warnings == ("forlop_ikke_startet:0",)


def test_closing_the_investigation_closes_a_pathway_that_was_not_started() -> None:
    story = _investigated()
    story.do("forlop_ikke_startet", date(2026, 10, 1), codes=("ingen_tegn",), samtykke="ikke_avklart")
    story.do("undersokelse_konkludert", date(2026, 11, 2), utfall="3")
    assert story.run(PATHWAY, date(2026, 11, 2)).state == "avsluttet_ikke_startet"


@pytest.mark.parametrize(("events", "state"), [((), "vurderes"), (("forlop_startet",), "startet")])
def test_closing_the_investigation_leaves_any_other_pathway_as_it_is(events: tuple[str, ...], state: str) -> None:
    story = _investigated()
    for event in events:
        story.do(event, date(2026, 10, 1), codes=("tvil",), samtykke="gitt")
    story.do("undersokelse_konkludert", date(2026, 11, 2), utfall="3")
    assert story.run(PATHWAY, date(2026, 11, 2)).state == state


def test_the_pathway_can_be_opened_in_any_phase_without_an_investigation() -> None:
    story = Story()
    story.start(PATHWAY, MONDAY, fase="hjelpetiltak")
    own = story.deadline(PATHWAY, "vurdert", MONDAY)
    assert (own.nominal, own.basis.effect) == (date(2026, 11, 16), "local")
    assert story.find(PATHWAY, "dokumentert", MONDAY) is None


def test_without_consent_the_health_service_is_not_met() -> None:
    story = _investigated()
    story.do("forlop_startet", date(2026, 9, 7), codes=("tvil",), samtykke="ikke_avklart")
    assert story.run(PATHWAY, date(2026, 9, 7)).state == "venter_samtykke"
    with pytest.raises(EventRefusedError):
        story.do("oppstartsmote_holdt", date(2026, 9, 8), deltakere=("kommunal_helse", "barnet"))
    story.do("samtykke_avklart", date(2026, 9, 14), samtykke="gitt")
    again = story.deadline(PATHWAY, "oppstartsmote_etter_samtykke", date(2026, 9, 14))
    assert again.nominal == date(2026, 10, 5)


def test_consent_withdrawn_during_mapping_leads_back_to_mapping_when_given_again() -> None:
    story = _mapping()
    story.do("samtykke_trukket", date(2026, 10, 1), samtykke="trukket")
    assert story.deadline(PATHWAY, "samtykke_avklares_igjen", date(2026, 10, 1)).open
    story.do("samtykke_avklart", date(2026, 10, 8), samtykke="gitt")
    assert story.run(PATHWAY, date(2026, 10, 8)).state == "kartlegging"
    assert story.find(PATHWAY, "oppstartsmote_etter_samtykke", date(2026, 10, 8)) is None


def test_a_date_to_look_again_that_has_passed_is_warned_of_and_does_not_stop_a_second_no() -> None:
    story = _investigated()
    codes = ("ingen_tegn",)
    story.do(
        "forlop_ikke_startet", date(2026, 10, 1), codes=codes, samtykke="ikke_avklart", vurderes_igjen="2026-11-02"
    )
    warnings = story.do("forlop_ikke_startet", date(2026, 11, 3), codes=codes, samtykke="ikke_avklart")
    assert warnings == ("forlop_ikke_startet:1",)


@pytest.mark.parametrize("again", [date(2026, 10, 20), date(2026, 11, 3)])
def test_a_second_no_without_a_date_does_not_take_over_the_date_of_the_first(again: date) -> None:
    story = _investigated()
    codes = ("ingen_tegn",)
    first = date(2026, 10, 1)
    story.do("forlop_ikke_startet", first, codes=codes, samtykke="ikke_avklart", vurderes_igjen="2026-11-02")
    planned = story.deadline(PATHWAY, "ny_vurdering", first)
    assert (planned.open, planned.nominal) == (True, date(2026, 11, 2))
    story.do("forlop_ikke_startet", again, codes=codes, samtykke="ikke_avklart")
    assert not story.deadline(PATHWAY, "ny_vurdering", again).open
    later = date(2026, 11, 10)
    story.do("forlop_ikke_startet", later, codes=codes, samtykke="ikke_avklart", vurderes_igjen="2026-12-01")
    planned = story.deadline(PATHWAY, "ny_vurdering", later)
    assert (planned.open, planned.nominal) == (True, date(2026, 12, 1))


def test_the_follow_up_is_not_evaluated_before_it_is_planned() -> None:
    story = _mapped()
    story.do("kartlegging_oppsummert", date(2026, 10, 21), videre="ingen")
    with pytest.raises(EventRefusedError):
        story.do("oppfolging_planlagt", date(2026, 11, 2), ansvarlig="helsestasjon", evalueringsdato="2026-11-01")


def test_the_start_meeting_is_held_with_the_municipal_health_service() -> None:
    story = _started()
    with pytest.raises(EventRefusedError):
        story.do("oppstartsmote_holdt", date(2026, 9, 21), deltakere=("foreldre",))


def test_specialist_care_missing_at_the_meeting_is_warned_of() -> None:
    warnings = _started().do(
        "oppstartsmote_holdt",
        date(2026, 9, 21),
        deltakere=("kommunal_helse", "barnet"),
        spesialistkontakt=True,
    )
    assert warnings == ("oppstartsmote_holdt:0",)


def test_the_mapping_is_summed_up_only_when_all_five_areas_are_done_or_reasoned_away() -> None:
    story = _mapping()
    for area in AREAS[:4]:
        story.do("omrade_ikke_nodvendig", date(2026, 10, 1), item=area, codes=("alt_kartlagt",))
    story.do("omrade_planlagt", date(2026, 10, 1), item="rus", tjeneste="helsestasjon")
    with pytest.raises(EventRefusedError):
        story.do("kartlegging_oppsummert", date(2026, 10, 21), videre="ingen")
    story = _mapped()
    story.do("kartlegging_oppsummert", date(2026, 10, 21), videre="henvisning")
    assert story.run(PATHWAY, date(2026, 10, 21)).state == "henvises"


def test_summing_up_with_nothing_further_is_warned_of_where_an_area_showed_need() -> None:
    assert _mapped().do("kartlegging_oppsummert", date(2026, 10, 21), videre="ingen") == ("kartlegging_oppsummert:0",)


def test_from_referral_to_closing_there_is_always_an_open_date() -> None:
    story = _mapped()
    for event, on, data in UNTIL_FOLLOW_UP:
        story.do(event, on, data)
        assert any(d.open for d in story.run(PATHWAY, on).deadlines), event
    again = story.deadline(PATHWAY, "evaluering", date(2026, 12, 21))
    assert (again.nominal, again.word) == (date(2027, 3, 1), Word.running)


def test_closing_leaves_no_deadline_open() -> None:
    story = _mapping()
    end = date(2026, 10, 1)
    warnings = story.do("forlop_avsluttet", end, codes=("flyttet",))
    run = story.run(PATHWAY, end + timedelta(days=400))
    assert warnings == ()
    assert [d.name for d in run.deadlines if d.open] == []
