"""A refused referral whose family wants no contact: no transfer was sent, and nothing is shut for good."""

from collections.abc import Mapping

from pathways.engine.moment import moment_at
from pathways.engine.outcome import outcomes
from pathways.engine.view import view
from pathways.machine.state import Status
from pathways.model.record import Value
from tests.definitions.test_vurdering_anew import REFUSED, RIGHT, anew, assessed, now
from tests.support.cases import CASE, EVERY_ROLE, ToldCase, act, instant

SENT: Mapping[str, Value] = {"mottaker": "barnevern", "mottaker_navn": "Oppdiktet", "samtykke_kontakt": True}


def refused() -> ToldCase:
    """Refused on 8 January 2027, as event 2; on 11 January the family wants no contact, as event 4."""
    case = assessed(REFUSED)
    case.do("familien_onsker_ikke_kontakt", "2027-01-11T10:00", sikkerhet_vurdert=True)
    return case


def contact_after_all() -> ToldCase:
    """The same family on 1 February, as event 5."""
    case = refused()
    case.do("familien_onsker_likevel_kontakt", "2027-02-01T10:00")
    return case


def state(case: ToldCase) -> str:
    return case.state.runs["bup_vurdering"].state


def test_that_the_family_wants_no_contact_meets_no_duty_to_send_a_transfer() -> None:
    case = refused()
    owed = now(case, "overforing_avtales")
    assert (owed.status, owed.settled_by, state(case)) == (Status.ended, 4, "ikke_kontakt")
    found = outcomes(case.world, case.records, moment_at(instant("2027-06-01")))
    assert {each.name for each in found if each.name.startswith("overforing") and each.status is Status.met} == set()


def test_after_an_answer_of_no_too_it_falls_away() -> None:
    case = assessed(REFUSED)
    case.write(act("overforing_sendt", "2027-01-11T10:00", data=SENT))
    case.do("overforing_avvist", "2027-01-12T10:00")
    case.do("familien_onsker_ikke_kontakt", "2027-01-13T10:00", sikkerhet_vurdert=True)
    assert now(case, "overforing_avtales").status is Status.met
    assert now(case, "overforing_avtales_igjen").status is Status.ended


def test_the_family_may_want_contact_after_all_and_the_transfer_is_owed_again() -> None:
    case = contact_after_all()
    owed = now(case, "overforing_tas_opp")
    assert (state(case), owed.status, str(owed.nominal)) == ("overforing_apen", Status.open, "2027-02-08")
    assert now(case, "overforing_avtales").status is Status.ended
    case.write(act("overforing_sendt", "2027-02-03T10:00", data=SENT))
    assert now(case, "overforing_tas_opp").status is Status.met


def test_it_may_change_its_mind_again() -> None:
    case = contact_after_all()
    case.do("familien_onsker_ikke_kontakt", "2027-02-02T10:00", sikkerhet_vurdert=True)
    assert (state(case), now(case, "overforing_tas_opp").status) == ("ikke_kontakt", Status.ended)


def test_a_complaint_can_lead_to_a_right_after_the_family_wanted_no_contact() -> None:
    case = refused()
    anew(case, 2, "2027-02-01T10:00", RIGHT)
    assert state(case) == "vurdert_rett"
    assert (now(case, "nytt_svar").status, now(case, "start_helsehjelp").status) == (Status.open, Status.open)
    assert "machine.warn_past:4" in (case.records[-1].content.warnings if case.records[-1].content else ())


def test_and_after_it_wanted_contact_after_all() -> None:
    case = contact_after_all()
    anew(case, 2, "2027-02-05T10:00", RIGHT)
    assert (state(case), now(case, "overforing_tas_opp").status) == ("vurdert_rett", Status.ended)


def test_a_refusal_that_is_decided_again_leaves_it_closed_and_is_answered() -> None:
    case = refused()
    anew(case, 2, "2027-02-01T10:00", REFUSED)
    assert (state(case), now(case, "avslag_sendt").status) == ("ikke_kontakt", Status.open)
    case.do(
        "nytt_svar_sendt",
        "2027-02-02T10:00",
        svar_innhold=("resultat", "klage", "ny_vurdering"),
        svar_til_henviser=True,
    )
    assert now(case, "avslag_sendt").status is Status.met


def test_what_can_be_decided_anew_is_the_assessment() -> None:
    for case in (refused(), contact_after_all()):
        moment = moment_at(case.now)
        seen = view(case.world, CASE, case.records, moment, moment, EVERY_ROLE)
        assert [(each.seq, each.mine) for each in seen.redecidable] == [(2, True)]
