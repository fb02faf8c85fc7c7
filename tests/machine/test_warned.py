"""What is told and not refused: for the sake of another run, of what came before, or of dates that lie far off."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from pathways.counting.telling import write_date
from pathways.errors import EventRefusedError
from pathways.machine.allowed import possible
from pathways.machine.standing import Word
from tests.machine.samples import under_way
from tests.support.cases import EVERY_ROLE, ToldCase, at_seq
from tests.support.worlds import shipped

REPORT, BUP = "barnevern_undersokelse", "bup_vurdering"
GRANTED: Mapping[str, Any] = {
    "resultat": "rett",
    "frist_start": "2027-01-15",
    "time_avtalt": "2026-12-01",
    "gjelder_4a": "ja",
}
FULL = ("resultat", "tidspunkt", "frist", "klage", "ny_vurdering", "helfo")


def reported() -> ToldCase:
    """A report of 24 August."""
    case = ToldCase(world=shipped())
    case.start(REPORT, "2026-08-24", meldere=("11",), innhold=("1.1.02",))
    return case


def investigated() -> ToldCase:
    """A report that is investigated."""
    case = reported()
    case.do("melding_konkludert", "2026-08-25", konklusjon="2", umiddelbar_oppfolging="nei")
    return case


def referred() -> ToldCase:
    """A referral of 2 November."""
    case = ToldCase(world=shipped())
    case.start(BUP, "2026-11-02", henviser="fastlege", ansiennitetsdato="2026-11-02")
    return case


def answered() -> ToldCase:
    """A referral that is granted and answered."""
    case = referred()
    case.do("henvisning_vurdert", "2026-11-09", **GRANTED)
    case.do("svar_sendt", "2026-11-10", svar_innhold=FULL, svar_til_henviser="ja")
    return case


def test_a_report_that_belongs_to_another_matter_is_always_told_to_be_looked_for() -> None:
    written = reported().do("melding_konkludert", "2026-08-25", konklusjon="4", umiddelbar_oppfolging="nei")
    assert written.warnings == ("Sjekk at saken meldingen hører til, finnes: denne meldingen følges ikke videre her.",)


def test_it_is_told_in_stronger_words_when_the_child_needs_help_at_once() -> None:
    written = reported().do("melding_konkludert", "2026-08-25", konklusjon="3", umiddelbar_oppfolging="ja")
    assert len(written.warnings) == 1
    assert "noen der følger opp" in written.warnings[0]


def test_a_second_investigation_beside_one_that_runs_is_told() -> None:
    case = investigated()
    second = case.start(REPORT, "2026-09-01", meldere=("11",), innhold=("1.1.02",)).record.run
    written = case.do("melding_konkludert", "2026-09-02", run=second, konklusjon="2", umiddelbar_oppfolging="nei")
    assert any(f"løp i saken, {REPORT}, står alt i den samme tilstanden" in told for told in written.warnings)
    assert any("løpet barnevern_forlop, som ikke er slutt" in told for told in written.warnings)


def test_a_first_investigation_is_told_nothing_of_the_kind() -> None:
    written = reported().do("melding_konkludert", "2026-08-25", konklusjon="2", umiddelbar_oppfolging="nei")
    assert written.warnings == ()


def test_a_run_is_found_by_its_number() -> None:
    case = investigated()
    case.start(REPORT, "2026-09-01", meldere=("11",), innhold=("1.1.02",))
    written = case.do("melding_grunnlos", "2026-09-02", run="2")
    assert written.record.run == f"{REPORT}-2"


def test_a_number_that_no_run_ends_in_is_refused_with_the_names() -> None:
    with pytest.raises(EventRefusedError, match=REPORT):
        investigated().do("undersokelsesplan_laget", "2026-09-02", run="3", plan_dato="2026-09-02")


def test_a_date_before_the_report_came_is_told_with_its_field() -> None:
    written = investigated().do("undersokelsesplan_laget", "2026-09-02", plan_dato="2025-09-02")
    assert written.warnings == ("Datoen i «plan_dato» ligger før løpet startet. Sjekk at den er riktig.",)


def test_another_day_than_the_case_has_is_told_with_the_event_and_its_day() -> None:
    case = investigated()
    case.do("undersokelse_konkludert", "2026-09-10", utfall="1")
    on, event = "2026-09-14", "melders_rolle_rettet_senere"
    written = case.do(event, on, item="melder.1", offentlig=True, undersokelse_slutt="2026-09-12")
    (told,) = written.warnings
    assert told.startswith(
        "Saken har «Undersøkelse konkludert» torsdag 10. september 2026. Datoen i «undersokelse_slutt»"
    )
    assert told.endswith("er en annen. Sjekk at den er riktig.")


def test_a_date_on_the_day_the_report_came_is_not() -> None:
    assert investigated().do("undersokelsesplan_laget", "2026-09-02", plan_dato="2026-08-24").warnings == ()


@pytest.mark.parametrize(("first", "told"), [("2026-09-02", True), ("2026-09-03", False)])
def test_a_first_receipt_more_than_sixty_days_before_is_told(first: str, told: bool) -> None:  # noqa: FBT001
    case = ToldCase(world=shipped())
    written = case.start(BUP, "2026-11-02", henviser="fastlege", ansiennitetsdato=first)
    assert any("60 dager" in warning for warning in written.warnings) is told


def test_a_second_extension_is_told_to_change_nothing_and_names_the_first() -> None:
    case = under_way()
    first = at_seq(case.do("utvidet", "2026-01-15T10:00"))
    nominal = case.now_is("arbeid").nominal
    written = case.do("utvidet", "2026-01-16T10:00")
    assert written.warnings == (f"Fristen er alt utvidet, se hendelse {first}. Dette endrer ikke fristen.",)
    assert case.now_is("arbeid").nominal == nominal


def test_an_extension_after_the_deadline_expired_is_told_to_cure_nothing_with_what_was_due_and_when() -> None:
    case = under_way()
    last = case.now_is("arbeid").legal
    written = case.do("utvidet", f"{last + timedelta(days=1)}T10:00")
    (told,) = written.warnings
    assert told == (
        f"Utvidelsen er gitt etter at fristen gikk ut: «Frist for arbeidet», siste dag {write_date(last)}. Den er "
        "registrert slik den skjedde, men fristen flyttes ikke, og det retter ikke opp at den gikk ut."
    )
    assert (case.now_is("arbeid").legal, case.now_is("arbeid").late_extension_by) == (last, at_seq(written))


def test_an_extension_on_the_last_day_that_is_entered_later_is_told_nothing_of_the_kind() -> None:
    case = under_way()
    last = case.now_is("arbeid").legal
    written = case.do("utvidet", f"{last}T10:00", recorded=f"{last + timedelta(days=3)}")
    assert written.warnings == ()
    assert case.now_is("arbeid").extended_by == at_seq(written)


def test_an_extension_that_is_used_is_not_offered_again() -> None:
    case = under_way()
    assert "utvidet" in {each.event for each in possible(case.world, case.state, EVERY_ROLE)}
    case.do("utvidet", "2026-01-15T10:00")
    assert "utvidet" not in {each.event for each in possible(case.world, case.state, EVERY_ROLE)}


def test_an_assessment_that_is_corrected_after_the_answer_tells_that_a_new_answer_is_due() -> None:
    case = answered()
    case.tick("2026-11-11")
    answer = next(record.seq for record in case.records if record.name == "svar_sendt")
    target = next(record.seq for record in case.records if record.name == "henvisning_vurdert")
    later = {**GRANTED, "frist_start": "2027-01-20"}
    written = case.correct(target, "2026-11-09", recorded="2026-11-12", **later)
    assert any(f"Hendelse {answer} bygger på" in warning for warning in written.warnings)


def test_a_correction_before_the_answer_tells_nothing_of_it() -> None:
    case = referred()
    target = at_seq(case.do("henvisning_vurdert", "2026-11-09", **GRANTED))
    later = {**GRANTED, "frist_start": "2027-01-20"}
    assert case.correct(target, "2026-11-09", recorded="2026-11-10", **later).warnings == ()


def test_a_requirement_that_a_correction_breaks_is_told_in_its_own_words() -> None:
    case = referred()
    target = at_seq(case.do("henvisning_vurdert", "2026-11-09", resultat="avslag", avslag_grunner=("kommunalt_niva",)))
    refusal = ("resultat", "klage", "ny_vurdering")
    case.do("svar_sendt", "2026-11-10", svar_innhold=refusal, svar_til_henviser="ja")
    with pytest.raises(EventRefusedError) as refused:
        case.correct(target, "2026-11-09", recorded="2026-11-11", **GRANTED)
    assert "et krav er ikke lenger oppfylt: Svaret skal holde fristen" in str(refused.value)


def test_a_deadline_that_never_opened_has_fallen_away_when_the_run_has_ended() -> None:
    case = reported()
    case.do("melding_konkludert", "2026-08-25", konklusjon="4", umiddelbar_oppfolging="nei")
    found = case.deadline("undersokelse", "2026-08-27", run=REPORT)
    assert (found.word, str(found.settled_on)) == (Word.ended, "2026-08-25")
    assert not found.open


def test_one_that_may_still_open_waits() -> None:
    assert reported().deadline("undersokelse", "2026-08-25", run=REPORT).word is Word.dormant


def waits(case: ToldCase, event: str, when: str, **data: Any) -> tuple[str, ...]:
    """The warnings of waiting that an act was given."""
    case.do(event, when, run=REPORT, **data)
    content = case.records[-1].content
    assert content is not None
    return tuple(each for each in content.warnings if "wait" in each)


def test_who_is_set_to_wait_for_the_same_again_is_told_since_when_it_waits() -> None:
    case = investigated()
    assert waits(case, "satt_pa_vent", "2026-08-26", venter_pa="familien") == ()
    first = case.records[-1].seq
    assert waits(case, "satt_pa_vent", "2026-08-27", venter_pa="annen_tjeneste") == ()
    assert waits(case, "satt_pa_vent", "2026-08-28", venter_pa="familien") == (f"machine.warn_waits:{first}",)


def test_who_goes_on_is_told_what_is_waited_for_still() -> None:
    case = investigated()
    case.do("satt_pa_vent", "2026-08-26", run=REPORT, venter_pa="familien")
    case.do("satt_pa_vent", "2026-08-27", run=REPORT, venter_pa="familien")
    second = case.records[-1].seq
    assert waits(case, "gjenopptatt", "2026-08-28", venter_pa="familien") == (f"machine.warn_waits_still:{second}",)
    assert waits(case, "gjenopptatt", "2026-08-29", venter_pa="familien") == ()


def test_who_ends_a_run_that_waits_is_told() -> None:
    case = investigated()
    case.do("satt_pa_vent", "2026-08-26", run=REPORT, venter_pa="familien")
    pause = case.records[-1].seq
    told = waits(case, "undersokelse_konkludert", "2026-08-28", utfall="3", parter=("forelder",))
    assert told == (f"machine.warn_ends_waiting:{pause}",)


def test_who_takes_a_run_that_waits_on_to_a_state_that_is_no_end_is_told_nothing() -> None:
    case = reported()
    case.do("satt_pa_vent", "2026-08-24", run=REPORT, venter_pa="familien")
    assert waits(case, "melding_konkludert", "2026-08-25", konklusjon="2", umiddelbar_oppfolging="nei") == ()


def test_going_on_from_what_is_not_waited_for_names_what_is() -> None:
    case = investigated()
    case.do("satt_pa_vent", "2026-08-26", run=REPORT, venter_pa="familien")
    with pytest.raises(EventRefusedError) as refused:
        case.do("gjenopptatt", "2026-08-27", run=REPORT, venter_pa="annen_tjeneste")
    assert "Det løpet venter på: «Barnet eller familien» (familien)" in str(refused.value)
