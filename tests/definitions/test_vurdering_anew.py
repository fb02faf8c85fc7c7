"""A referral to BUP assessed anew: the date and the cap stand, and the answer is owed anew."""

from collections.abc import Mapping

import pytest

from pathways.engine.changes import Redecide
from pathways.engine.moment import moment_at
from pathways.engine.outcome import Outcome, outcomes
from pathways.errors import EventRefusedError
from pathways.machine.lateness import Lateness
from pathways.machine.state import DeadlineState, Status
from pathways.model.record import Value
from tests.support.cases import ANYBODY, ToldCase, act, instant
from tests.support.worlds import shipped

RIGHT: Mapping[str, Value] = {
    "resultat": "rett",
    "frist_start": "2027-04-01",
    "time_avtalt": "2027-03-31",
    "gjelder_4a": True,
}
REFUSED: Mapping[str, Value] = {"resultat": "avslag", "avslag_grunner": ("kommunalt_niva",)}
ANSWER = ("resultat", "tidspunkt", "frist", "klage", "ny_vurdering", "helfo")


def assessed(given: Mapping[str, Value] = RIGHT, *, answered: bool = True) -> ToldCase:
    """Assessed on 8 January 2027, as event 2, and answered the same day."""
    case = ToldCase(world=shipped())
    case.start("bup_vurdering", "2027-01-07T10:00", henviser="fastlege", ansiennitetsdato="2027-01-07")
    case.write(act("henvisning_vurdert", "2027-01-08T10:00", data=given, reason="Vurdert."))
    if answered:
        case.do("svar_sendt", "2027-01-08T12:00", svar_innhold=ANSWER, svar_til_henviser=True)
    return case


def anew(case: ToldCase, seq: int, when: str, given: Mapping[str, Value]) -> None:
    decision = act("", when, data=given, reason="Nye opplysninger.")
    case.now = max(case.now, instant(when))
    case.change(Redecide(seq=seq, act=decision), by=ANYBODY)


def now(case: ToldCase, name: str) -> DeadlineState:
    return case.now_is(name, run="bup_vurdering")


def told(case: ToldCase, name: str, at: str) -> Outcome:
    [found] = [
        each
        for each in outcomes(case.world, case.records, moment_at(instant(at)))
        if (each.name, each.current) == (name, True)
    ]
    return found


def test_the_date_of_the_patient_is_not_moved_to_a_later_day() -> None:
    case = assessed()
    with pytest.raises(EventRefusedError) as refused:
        anew(case, 2, "2027-03-30T10:00", {**RIGHT, "frist_start": "2027-04-02"})
    assert "aldri senere" in str(refused.value)


def test_it_may_be_earlier_and_then_the_earlier_one_counts() -> None:
    case = assessed()
    anew(case, 2, "2027-02-01T10:00", {**RIGHT, "frist_start": "2027-02-20", "time_avtalt": "2027-02-19"})
    limit = now(case, "start_helsehjelp")
    assert (str(limit.nominal), limit.status) == ("2027-02-20", Status.open)


def test_the_cap_counts_from_the_day_the_right_was_assessed_however_often() -> None:
    case = assessed()
    before = now(case, "start_under_23").nominal
    anew(case, 2, "2027-02-01T10:00", RIGHT)
    anew(case, case.records[-1].seq, "2027-02-10T10:00", RIGHT)
    cap = now(case, "start_under_23")
    assert (cap.nominal, cap.anchored_by, str(cap.anchored_on)) == (before, 2, "2027-01-08")


def test_a_cap_that_only_the_second_decision_finds_counts_from_the_first_too() -> None:
    case = assessed({**RIGHT, "gjelder_4a": False})
    anew(case, 2, "2027-02-01T10:00", RIGHT)
    assert str(now(case, "start_under_23").anchored_on) == "2027-01-08"


def test_one_that_only_the_third_finds_counts_from_the_first_too() -> None:
    case = assessed({**RIGHT, "gjelder_4a": False})
    anew(case, 2, "2027-02-01T10:00", {**RIGHT, "gjelder_4a": False})
    anew(case, case.records[-1].seq, "2027-02-10T10:00", RIGHT)
    cap = now(case, "start_under_23")
    assert (str(cap.anchored_on), cap.anchored_by) == ("2027-01-08", 2)


def test_a_right_in_place_of_a_refusal_counts_from_the_new_decision() -> None:
    case = assessed(REFUSED, answered=False)
    anew(case, 2, "2027-02-01T10:00", {**RIGHT, "time_avtalt": "2027-03-01"})
    assert str(now(case, "start_under_23").anchored_on) == "2027-02-01"


def test_a_new_answer_is_owed_and_met_by_it_though_the_first_was_sent() -> None:
    case = assessed()
    assert "nytt_svar" not in case.state.runs["bup_vurdering"].deadlines
    anew(case, 2, "2027-02-01T10:00", RIGHT)
    assert str(now(case, "nytt_svar").nominal) == "2027-02-03"
    case.do("nytt_svar_sendt", "2027-02-02T10:00", svar_innhold=ANSWER, svar_til_henviser=True)
    assert now(case, "nytt_svar").status is Status.met


def test_an_answer_owed_for_a_refusal_made_anew_can_be_sent_where_the_case_has_come_to() -> None:
    case = assessed(REFUSED, answered=False)
    refusal = ("resultat", "klage", "ny_vurdering")
    case.do("svar_sendt", "2027-01-08T12:00", svar_innhold=refusal, svar_til_henviser=True)
    anew(case, 2, "2027-02-01T10:00", {**REFUSED, "avslag_grunner": ("kommunalt_niva", "rus")})
    case.do("nytt_svar_sendt", "2027-02-02T10:00", svar_innhold=refusal, svar_til_henviser=True)
    assert now(case, "avslag_sendt").status is Status.met


def test_help_that_has_started_stays_started() -> None:
    case = assessed()
    case.do("helsehjelp_startet", "2027-01-20T10:00", reell_start=True, oppstart_form="utredning")
    anew(case, 2, "2027-02-01T10:00", RIGHT)
    start, cap = now(case, "start_helsehjelp"), now(case, "start_under_23")
    assert (start.status, cap.status) == (Status.met, Status.met)
    case.do("nytt_svar_sendt", "2027-02-02T10:00", svar_innhold=ANSWER, svar_til_henviser=True)


def test_what_runs_after_it_is_no_breach() -> None:
    case = assessed()
    anew(case, 2, "2027-02-01T10:00", {**RIGHT, "frist_start": "2027-03-31"})
    assert told(case, "start_helsehjelp", "2027-03-31").lateness is Lateness.none
    assert told(case, "start_helsehjelp", "2027-04-01").lateness is Lateness.open
    # Its date was set by the decision in place of the first: 1 February to 31 March.
    assert told(case, "start_helsehjelp", "2027-03-31").elapsed == 58


REFUSAL = ("resultat", "klage", "ny_vurdering")
SENT: Mapping[str, Value] = {"mottaker": "helsestasjon", "mottaker_navn": "Helsestasjonen", "samtykke_kontakt": True}
TRANSFER = ("overforing_avtales", "overforing_avtales_igjen", "overforing_besvares", "ansvar_overtas")


def refused_and_answered() -> ToldCase:
    case = assessed(REFUSED, answered=False)
    case.do("svar_sendt", "2027-01-08T12:00", svar_innhold=REFUSAL, svar_til_henviser=True)
    return case


def owed_of_a_transfer(case: ToldCase) -> set[str]:
    found = case.state.runs["bup_vurdering"].deadlines
    return {name for name in TRANSFER if name in found and found[name].status in (Status.open, Status.dormant)}


@pytest.mark.parametrize(
    ("came", "owed"),
    [
        ([], {"overforing_avtales"}),
        (["overforing_sendt"], {"overforing_besvares"}),
        (["overforing_sendt", "overforing_avvist"], {"overforing_avtales_igjen"}),
        (["overforing_sendt", "overforing_mottatt"], {"ansvar_overtas"}),
    ],
)
def test_nobody_owes_a_transfer_when_a_refusal_is_decided_anew_into_a_right(came: list[str], owed: set[str]) -> None:
    case = refused_and_answered()
    for day, event in enumerate(came, 11):
        case.write(act(event, f"2027-01-{day}T10:00", data=SENT if event == "overforing_sendt" else {}))
    assert owed_of_a_transfer(case) == owed
    anew(case, 2, "2027-01-15T10:00", RIGHT)
    assert owed_of_a_transfer(case) == set()


def test_a_refusal_again_owes_a_transfer_from_its_own_answer() -> None:
    case = refused_and_answered()
    anew(case, 2, "2027-01-11T10:00", RIGHT)
    anew(case, case.records[-1].seq, "2027-02-01T10:00", REFUSED)
    assert owed_of_a_transfer(case) == set()
    case.do("svar_sendt", "2027-02-02T10:00", svar_innhold=REFUSAL, svar_til_henviser=True)
    assert str(now(case, "overforing_avtales").nominal) == "2027-02-09"


def test_a_refusal_in_place_of_a_refusal_leaves_the_transfer_owed() -> None:
    case = refused_and_answered()
    anew(case, 2, "2027-01-11T10:00", {**REFUSED, "avslag_grunner": ("kommunalt_niva", "rus")})
    assert owed_of_a_transfer(case) == {"overforing_avtales"}
