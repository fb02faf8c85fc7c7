"""Emergency help in BUP: told to the command line from the call to the decision, and act by act where dates matter."""

from datetime import date

import pytest

from pathways.errors import EventRefusedError
from pathways.machine.standing import Word
from pathways.model.basis import Effect
from tests.cli.messages import make_areas
from tests.cli.running import Cli
from tests.cli.support import page
from tests.definitions.telling import Story, shipped
from tests.support.databases import Databases, SqliteDatabases

AKUTT = "bup_akutt"
FRIDAY, SATURDAY, MONDAY = date(2026, 11, 6), date(2026, 11, 7), date(2026, 11, 9)
TWO_WEEKS = date(2026, 11, 20)
OPEN = ("kontaktlege", "ambulant_kontakt", "videre_hjelp")
MONA, INGER, KARI = (("--as", name) for name in ("mona", "inger", "kari"))
WHY = ("--reason", "Oppdiktet.")
ASSESSED = ("oh_vurdert", "--set", "oh_resultat=ambulant", "--set", "skal_ha_kontaktlege=ja", *WHY)


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """A municipality and a hospital trust; Monday 24 August 2026."""
    return Cli(url=sqlite_databases.copy_of(make_areas), env={})


@pytest.fixture
def cli_on_both(databases: Databases) -> Cli:
    """The same on SQLite and on PostgreSQL."""
    return Cli(url=databases.copy_of(make_areas), env={})


def called(cli: Cli) -> str:
    """An emergency clinic rings; the case's number. Nobody has referred the child."""
    opened = cli.ok("case", "open", AKUTT, "--set", "kontaktet_av=legevakt", *MONA, "--json")
    return str(opened.json["case_id"])


def assessed(on: date = FRIDAY, *, result: str = "ambulant", named: bool = False) -> Story:
    """A family that rang and was assessed on the same day."""
    story = Story()
    story.start(AKUTT, on, kontaktet_av="familien")
    story.do("oh_vurdert", on, oh_resultat=result, skal_ha_kontaktlege=named)
    return story


def handed_over() -> Story:
    """The same on Monday 9 November, when another service is to take over and has been asked."""
    story = assessed()
    story.do("videre_besluttet", MONDAY, videre="annen_tjeneste")
    story.do("overforing_sendt", MONDAY, overtar="kommune", mottaker_navn="Oppdiktet", samtykke_kontakt=True)
    return story


def test_a_child_is_helped_without_a_referral_and_what_comes_next_is_decided(cli_on_both: Cli) -> None:
    cli = cli_on_both
    case = called(cli)
    assert "ØH-vurdering gjenstår" in page(cli, "case", "show", case, *MONA)
    cli.ok("advance", case, *ASSESSED, *MONA)
    cli.ok("advance", case, "kontakt_avtalt", "--set", "neste_kontakt=2026-08-26", *MONA)
    shown = page(cli, "case", "show", case, *MONA)
    assert "Ambulant akutteam følger opp" in shown
    fired = page(cli, "clock", "set", "2026-08-27T09:00")
    assert "Akutteamet har møtt barnet som avtalt" in fired
    listed = cli.ok("deadline", "list", case, *MONA, "--json").json["deadlines"]
    assert {each["name"]: (each["nominal"], each["word"]) for each in listed if each["name"] in OPEN} == {
        "kontaktlege": ("2026-08-25", "breach"),
        "ambulant_kontakt": ("2026-08-26", "past_local"),
        "videre_hjelp": ("2026-09-07", "running"),
    }
    decided = ("videre_besluttet", "--set", "videre=forlop", *WHY)
    assert "Datoen for beslutningen er datoen forløpet begynner fra" in cli.ok("advance", case, *decided, *MONA).told
    assert "Utredning eller behandling i BUP er besluttet" in page(cli, "case", "show", case, *MONA)
    assert cli("verify", "--as", "siv").code == 0


def test_child_welfare_hears_of_it_only_when_the_duty_to_report_is_recorded_in_the_case(cli: Cli) -> None:
    case = called(cli)
    cli.ok("advance", case, "barnevernet_varslet", *WHY, *MONA)
    (waiting,) = cli.ok("signal", "list", *MONA, "--json").json["outgoing"]
    refused = cli("signal", "send", waiting["signal_id"], "--to", "bv-nord", *MONA)
    assert refused.code != 0
    assert cli.ok("signal", "list", *KARI, "--json").json["incoming"] == []


def test_another_service_cannot_tell_that_there_is_such_a_case(cli: Cli) -> None:
    assert cli("case", "show", called(cli), *KARI).code == 5


def test_two_weeks_are_a_recommendation_and_never_a_breach() -> None:
    story = assessed()
    found = story.deadline(AKUTT, "videre_hjelp", date(2026, 11, 21))
    assert (found.nominal, found.word) == (TWO_WEEKS, Word.past_recommended)


def test_a_contact_doctor_is_owed_on_the_next_working_day_by_law() -> None:
    story = assessed(named=True)
    assert story.deadline(AKUTT, "kontaktlege", FRIDAY).nominal == MONDAY
    assert story.deadline(AKUTT, "kontaktlege", date(2026, 11, 10)).word is Word.breach


def test_who_has_no_right_to_a_contact_doctor_is_owed_none() -> None:
    assert assessed().find(AKUTT, "kontaktlege", MONDAY) is None


def test_an_admission_later_owes_a_contact_doctor_to_who_has_none_yet() -> None:
    story = assessed(named=False)
    story.do("lagt_inn", SATURDAY, skal_ha_kontaktlege=True)
    assert story.deadline(AKUTT, "kontaktlege_innlagt", SATURDAY).nominal == MONDAY


def test_no_response_time_is_law() -> None:
    (pathway,) = shipped().versions[AKUTT]
    of_law = {each.name for each in pathway.deadlines if each.basis.effect is Effect.statutory}
    assert of_law == {"kontaktlege", "kontaktlege_innlagt"}


def test_who_leaves_the_ward_is_not_forgotten() -> None:
    story = assessed(result="innlagt")
    story.do("skrevet_ut", date(2026, 11, 23))
    assert story.deadline(AKUTT, "etter_utskrivning", date(2026, 11, 23)).nominal == date(2026, 11, 25)


def test_no_emergency_closes_it_only_when_the_child_was_found_safe() -> None:
    story = Story()
    story.start(AKUTT, FRIDAY, kontaktet_av="skole")
    with pytest.raises(EventRefusedError):
        story.do("ikke_oh_vurdert", FRIDAY, sikkerhet_vurdert=False)
    warned = story.do("ikke_oh_vurdert", FRIDAY, sikkerhet_vurdert=True)
    assert warned == ("ikke_oh_vurdert:0",)
    assert story.run(AKUTT, FRIDAY).state == "ikke_oh"


def test_nothing_further_is_decided_only_when_the_child_was_found_safe() -> None:
    story = assessed()
    with pytest.raises(EventRefusedError):
        story.do("videre_besluttet", MONDAY, videre="avsluttes")
    story.do("videre_besluttet", MONDAY, videre="avsluttes", sikkerhet_vurdert=True)
    assert story.run(AKUTT, MONDAY).state == "avsluttet"


def test_a_case_that_another_service_is_to_take_over_is_open_until_it_has() -> None:
    story = handed_over()
    assert story.run(AKUTT, MONDAY).state == "overforing_sendt"
    story.do("overforing_avvist", date(2026, 11, 11))
    assert story.deadline(AKUTT, "overforing_avtales_igjen", date(2026, 11, 11)).nominal == date(2026, 11, 13)
    story.do("overforing_sendt", date(2026, 11, 12), overtar="barnevern", mottaker_navn="O", samtykke_kontakt=True)
    story.do("ansvar_overtatt", date(2026, 11, 13))
    assert story.run(AKUTT, date(2026, 11, 13)).state == "ansvar_overtatt"


def test_no_other_service_is_asked_to_make_contact_without_consent() -> None:
    story = assessed()
    story.do("videre_besluttet", MONDAY, videre="annen_tjeneste")
    with pytest.raises(EventRefusedError):
        story.do("overforing_sendt", MONDAY, overtar="kommune", mottaker_navn="O", samtykke_kontakt=False)


def test_to_wait_stops_no_deadline() -> None:
    story = assessed()
    story.do("satt_pa_vent", MONDAY, venter_pa="familien")
    assert story.deadline(AKUTT, "videre_hjelp", date(2026, 11, 10)).nominal == TWO_WEEKS
