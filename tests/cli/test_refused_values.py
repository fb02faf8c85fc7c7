"""A value that is refused is told with how far it may go, and never asked for as if it had not been given."""

from tests.cli.running import Cli
from tests.cli.test_refused_anew import REFERRAL, REPORT, RIGHT, told

ASSESSED = ("henvisning_vurdert", *RIGHT, "--reason", "x", "--as", "inger")
LATER = ("--set", "resultat=rett", "--set", "gjelder_4a=ja", "--reason", "x", "--as", "inger", "--set")


def test_a_later_date_anew_is_refused_with_the_field_and_the_latest_date(cli: Cli) -> None:
    case = told(cli, "bup_vurdering", REFERRAL, [ASSESSED])
    for look in ((), ("--dry-run",)):
        ran = cli("redecide", case, "2", *LATER, "frist_start=2026-10-02", *look)
        assert ran.code == 4
        assert "Feltet frist_start kan senest være tor. 1. okt. 2026." in ran.told
        way = ran.told.partition("Slik: ")[2]
        for field in ("resultat", "frist_start", "gjelder_4a"):
            assert f"--set {field}=…" in way, way
        assert "[--set time_avtalt|avslag_grunner=…]" in way


def test_the_date_it_names_is_let_through(cli: Cli) -> None:
    case = told(cli, "bup_vurdering", REFERRAL, [ASSESSED])
    cli.ok("redecide", case, "2", *LATER, "frist_start=2026-10-01", "--dry-run")
    cli.ok("redecide", case, "2", *LATER, "frist_start=2026-09-30")
    again = cli("redecide", case, "3", *LATER, "frist_start=2026-10-01")
    assert "kan senest være ons. 30. sep. 2026" in again.told


def test_too_late_a_date_is_refused_with_the_latest_that_is_let_through(cli: Cli) -> None:
    case = told(cli, "bup_vurdering", REFERRAL, [])
    act = ("advance", case, "henvisning_vurdert", *LATER)
    ran = cli(*act, "frist_start=2026-12-24")
    assert (ran.code, "frist_start (senest man. 23. nov. 2026)" in ran.told) == (4, True), ran.told
    assert "Oppgi en annen verdi med --set felt=verdi." in ran.told
    assert "Oppgi feltet" not in ran.told
    assert cli(*act, "frist_start=2026-11-24").code == 4
    cli.ok(*act, "frist_start=2026-11-23")


def test_too_early_a_date_is_refused_with_the_earliest(cli: Cli) -> None:
    case = told(cli, "bup_vurdering", REFERRAL, [])
    ran = cli("advance", case, "henvisning_vurdert", *LATER, "frist_start=2026-08-23")
    assert "frist_start (tidligst man. 24. aug. 2026)" in ran.told


def test_what_was_not_given_is_asked_for(cli: Cli) -> None:
    case = told(cli, "bup_vurdering", REFERRAL, [])
    ran = cli("advance", case, "henvisning_vurdert", "--set", "resultat=rett", "--reason", "x", "--as", "inger")
    assert "Felt det kan gjelde: resultat, frist_start. Oppgi feltet med --set felt=verdi." in ran.told


def test_a_no_that_was_given_is_not_asked_for(cli: Cli) -> None:
    concluded = ("melding_konkludert", "--set", "konklusjon=2", "--reason", "x", "--as", "liv")
    case = told(cli, "barnevern_undersokelse", REPORT, [concluded])
    ran = cli("advance", case, "tilbakemelding_gitt", "--activity", "1", "--set", "opplyst_apnet=nei", "--as", "kari")
    assert "Felt det kan gjelde: opplyst_apnet. Oppgi en annen verdi med --set felt=verdi." in ran.told
    missing = cli("advance", case, "tilbakemelding_gitt", "--activity", "1", "--as", "kari")
    assert "Felt det kan gjelde: opplyst_apnet. Oppgi feltet med --set felt=verdi." in missing.told
