"""A leader says who is away and who stands in where they lead, and gives nobody a way in to anywhere else."""

import pytest

from tests.cli.running import Cli, open_case, sandbox_of, staffed
from tests.support.databases import SqliteDatabases

NOT_ALLOWED, MISSING = 7, 5
PLACES = """
[areas.nord]
kind = "kommune"
[services.bv-nord]
area = "nord"
kind = "barnevern"
[services.bv-vest]
area = "nord"
kind = "barnevern"
[users.kari]
roles = [{role = "saksbehandler", service = "bv-nord"}]
[users.liv]
roles = [{role = "leder", service = "bv-nord"}]
[users.frida]
roles = [{role = "leder", service = "bv-vest"}, {role = "saksbehandler", service = "bv-vest"}]
[users.vera]
roles = [{role = "saksbehandler", service = "bv-vest"}]
[users.per]
roles = [{role = "saksbehandler", service = "bv-nord"}, {role = "saksbehandler", service = "bv-vest"}]
[users.siv]
roles = ["systemansvarlig"]
"""
AWAY = ("--from", "2026-08-24", "--substitute")


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """Two services, each with a leader."""
    return staffed(sandbox_of(sqlite_databases), PLACES, by="siv")


@pytest.mark.parametrize(
    "arranged",
    [
        ("absent", "kari", *AWAY, "frida"),
        ("absent", "per", *AWAY, "frida"),
        ("intake", "bv-nord", "--person", "frida"),
        ("absent", "siv", *AWAY, "frida"),
    ],
    ids=["of another service", "also of another service", "of another intake", "of who says who works here"],
)
def test_a_leader_lets_nobody_in_where_they_do_not_lead(cli: Cli, arranged: tuple[str, ...]) -> None:
    case = open_case(cli, "--as", "kari")
    refused = cli("people", *arranged, "--as", "frida")
    assert (refused.code, refused.out) == (NOT_ALLOWED, ""), refused
    assert cli("case", "show", case, "--as", "frida").code == MISSING


def test_nor_by_a_substitute_of_somebody_who_is_away_already(cli: Cli) -> None:
    cli.ok("people", "absent", "kari", *AWAY, "per", "--as", "liv")
    assert cli("people", "substitute", "kari", "frida", "--as", "frida").code == NOT_ALLOWED
    assert cli("people", "absent", "kari", "--cancel", "--as", "frida").code == NOT_ALLOWED


def test_they_arrange_where_they_lead_and_whoever_says_who_works_here_everywhere(cli: Cli) -> None:
    cli.ok("people", "absent", "vera", *AWAY, "kari", "--as", "frida")
    cli.ok("people", "intake", "bv-vest", "--person", "frida", "--as", "frida")
    cli.ok("people", "absent", "per", *AWAY, "kari", "--as", "siv")


def test_who_stands_in_for_a_leader_arranges_as_they_would(cli: Cli) -> None:
    cli.ok("people", "absent", "liv", *AWAY, "frida", "--as", "siv")
    cli.ok("people", "absent", "kari", *AWAY, "per", "--as", "frida")


def test_where_nobody_told_of_services_leaders_arrange_for_all_but_those_who_say_who_works_here(
    sqlite_databases: SqliteDatabases,
) -> None:
    cli = sandbox_of(sqlite_databases)
    cli.ok("people", "absent", "kari", *AWAY, "jonas", "--as", "liv")
    assert cli("people", "absent", "siv", *AWAY, "liv", "--as", "liv").code == NOT_ALLOWED


def test_a_leader_lets_auditors_in_nowhere_else_and_ends_no_other_services_audit(cli: Cli) -> None:
    auditor = ("--basis", "statsforvalter_barnevern", "--organisation", "Statsforvalteren", "--reference", "2026/9")
    given = (*auditor, "--person", "rolf", "--service", "bv-nord", "--to", "2026-12-31", "--reason", "Tilsyn.")
    staffed(cli, PLACES, '[users.rolf]\nroles = ["revisor"]\n', by="siv")
    refused = cli("audit", "start", "nytt", *given, "--as", "frida")
    assert (refused.code, "bv-nord" in refused.told) == (NOT_ALLOWED, True), refused
    cli.ok("audit", "start", "nytt", *given, "--as", "liv")
    for verb in (("extend", "nytt", "--to", "2027-01-31"), ("end", "nytt")):
        told = [
            cli("audit", *verb[:1], each, *verb[2:], "--reason", "Nei.", "--as", "frida") for each in ("nytt", "ei")
        ]
        # As if there were none: she leads no service that it is of (ADR 0026).
        assert (told[0].code, told[0].told.replace("nytt", "ei")) == (MISSING, told[1].told)
    cli.ok("audit", "end", "nytt", "--reason", "Ferdig.", "--as", "siv")


def test_who_may_is_told_of_those_alone_to_whom_the_case_is_there(cli: Cli) -> None:
    case = open_case(cli, "--as", "kari")
    cli.ok("advance", case, "melding_konkludert", "--set", "konklusjon=2", "--reason", "Skolen.", "--as", "kari")
    told = cli.ok("case", "can", case, "--as", "kari").told
    refused = cli("advance", case, "frist_utvidet", "--as", "kari").told
    assert ("(liv)" in told, "frida" in told + refused) == (True, False), told
