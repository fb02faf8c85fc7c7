"""Stories of a referral to BUP: what contradicts itself, help before the answer, and what is left open."""

from collections.abc import Mapping
from datetime import date

import pytest

from pathways.errors import EventRefusedError
from pathways.machine.standing import Word
from pathways.model.record import Value
from tests.definitions.telling import Story

BUP = "bup_vurdering"
MONDAY, ASSESSED = date(2026, 11, 2), date(2026, 11, 9)
REFUSED: Mapping[str, Value] = {"resultat": "avslag", "avslag_grunner": ("kommunalt_niva",)}
GRANTED: Mapping[str, Value] = {"resultat": "rett", "frist_start": "2027-01-15", "gjelder_4a": True}
ANSWER = ("resultat", "frist", "klage", "ny_vurdering", "helfo")


def _referred() -> Story:
    story = Story()
    story.start(BUP, MONDAY, henviser="fastlege", ansiennitetsdato=MONDAY.isoformat(), innhold=("symptomer_alvor",))
    return story


def _helped_first() -> Story:
    story = _referred()
    story.do("henvisning_vurdert", ASSESSED, GRANTED)
    story.do("helsehjelp_startet_for_svar", date(2026, 11, 10), reell_start=True, oppstart_form="utredning")
    return story


@pytest.mark.parametrize(
    "given",
    [
        {**GRANTED, "avslag_grunner": ("kommunalt_niva",)},
        {**REFUSED, "time_avtalt": "2026-12-01"},
        {**REFUSED, "gjelder_4a": True},
        {**REFUSED, "frist_start": "2027-01-15"},
    ],
)
def test_an_assessment_that_contradicts_itself_is_refused(given: Mapping[str, Value]) -> None:
    with pytest.raises(EventRefusedError, match=r"Ved (rett|avslag)"):
        _referred().do("henvisning_vurdert", ASSESSED, given)


def test_help_that_begins_before_the_answer_meets_the_dates_for_help_and_leaves_the_answer_due() -> None:
    story = _helped_first()
    words = [
        story.deadline(BUP, name, ASSESSED.replace(day=10)).word for name in ("start_helsehjelp", "start_under_23")
    ]
    assert words == [Word.met, Word.met]
    assert story.deadline(BUP, "svar", date(2026, 11, 10)).word is Word.running
    assert not story.run(BUP, date(2026, 11, 10)).ended


def test_the_answer_is_sent_afterwards_and_ends_it() -> None:
    story = _helped_first()
    told = story.do("svar_sendt_etter_start", date(2026, 11, 12), svar_innhold=ANSWER, svar_til_henviser=True)
    assert story.deadline(BUP, "svar", date(2026, 11, 12)).word is Word.met
    assert story.run(BUP, date(2026, 11, 12)).state == "helsehjelp_startet"
    assert told == ("svar_sendt_etter_start:0",)


def test_an_answer_after_the_start_must_hold_the_date_and_the_right_to_complain_all_the_same() -> None:
    with pytest.raises(EventRefusedError, match="klageadgangen"):
        _helped_first().do(
            "svar_sendt_etter_start", date(2026, 11, 12), svar_innhold=("resultat",), svar_til_henviser=True
        )


def test_what_is_left_open_is_told_when_the_referral_is_assessed() -> None:
    story = _referred()
    story.do("opplysninger_bedt", date(2026, 11, 3), item="henviser")
    story.do("samtale_avtalt", date(2026, 11, 3), item="samtale")
    story.do("inntak_ute_meldt", date(2026, 11, 3), item="mote", samtykke_drofting=True)
    told = story.do("henvisning_vurdert", ASSESSED, {**GRANTED, "time_avtalt": "2026-12-01"})
    assert told == ("henvisning_vurdert:3", "henvisning_vurdert:4", "henvisning_vurdert:5")


def test_nothing_is_told_when_nothing_is_left_open() -> None:
    assert _referred().do("henvisning_vurdert", ASSESSED, {**GRANTED, "time_avtalt": "2026-12-01"}) == ()


def test_information_that_comes_late_is_noted_and_told_to_be_weighed() -> None:
    story = _referred()
    story.do("opplysninger_bedt", date(2026, 11, 3), item="henviser")
    story.do("henvisning_vurdert", ASSESSED, GRANTED)
    told = story.do("opplysninger_mottatt", date(2026, 11, 11), item="henviser")
    assert told == ("opplysninger_mottatt:0",)


def test_information_is_not_asked_for_after_the_assessment() -> None:
    story = _referred()
    story.do("henvisning_vurdert", ASSESSED, GRANTED)
    with pytest.raises(EventRefusedError, match="alt vurdert"):
        story.do("opplysninger_bedt", date(2026, 11, 11), item="henviser")


def test_responsibility_taken_over_while_there_is_a_complaint_is_told() -> None:
    story = _referred()
    story.do("henvisning_vurdert", ASSESSED, REFUSED)
    refusal = ("resultat", "klage", "ny_vurdering")
    story.do("svar_sendt", date(2026, 11, 10), svar_innhold=refusal, svar_til_henviser=True)
    story.do("klage_mottatt", date(2026, 11, 11), item="pasient")
    to: Mapping[str, Value] = {
        "mottaker": "helsestasjon",
        "mottaker_navn": "Oppdiktet helsestasjon",
        "samtykke_kontakt": True,
    }
    story.do("overforing_sendt", date(2026, 11, 12), to)
    story.do("overforing_mottatt", date(2026, 11, 13))
    assert "ansvar_overtatt:1" in story.do("ansvar_overtatt", date(2026, 11, 14))
