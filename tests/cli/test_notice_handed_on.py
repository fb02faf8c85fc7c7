"""A notice that nobody who holds its role has read reaches whoever fills the role: at the next tick or act."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Cli, open_case

KARI = '[users.kari]\nroles = ["saksbehandler"]\n'
LIV = '[users.liv]\nroles = ["leder"]\n'
NORA = '[users.nora]\nroles = ["leder"]\n'
PER = '[users.per]\nroles = ["saksbehandler"]\n'
ROLF = '[users.rolf]\nroles = ["revisor", "systemansvarlig"]\n'


@pytest.fixture
def cli(cli_on_both: Cli, tmp_path: Path) -> Cli:
    """A sandbox where Kari is alone: nobody leads."""
    people = tmp_path / "people.toml"
    people.write_text(KARI + ROLF, encoding="utf-8")
    return replace(cli_on_both, env={**cli_on_both.env, "PATHWAYS_USERS": str(people), "COLUMNS": "200"})


def now_are(cli: Cli, *people: str) -> None:
    """Other people hold the roles from now on."""
    Path(cli.env["PATHWAYS_USERS"]).write_text("".join(people) + ROLF, encoding="utf-8")


def inbox(cli: Cli, user: str, *more: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = cli.ok("notice", "list", "--as", user, *more, "--json").json["notices"]
    return found


def overdue(cli: Cli) -> str:
    """A report that nobody looked at: its week is over, and an escalation went to a leader whom there is not."""
    case = open_case(cli, "--as", "kari")
    cli.ok("clock", "advance", "2w")
    assert "Varsler ligger til roller som ingen hadde: leder." in cli("doctor").told
    return case


def overdue_with_a_leader(cli: Cli) -> str:
    """The same, told to the leader there is."""
    case = open_case(cli, "--as", "kari")
    cli.ok("clock", "advance", "2w")
    return case


@pytest.mark.parametrize("way", ["tick", "act"])
def test_whoever_fills_a_role_gets_the_last_notice_that_waited_for_it(cli: Cli, way: str) -> None:
    case = overdue(cli)
    waited = {n["deadline"] for n in inbox(cli, "kari")}
    now_are(cli, KARI, LIV)
    if way == "tick":
        cli.ok("tick")
    else:
        done = ("tilbakemelding_gitt", "--activity", "1", "--set", "opplyst_apnet=ja", "--as", "kari")
        cli.ok("advance", case, *done)
    told = inbox(cli, "liv")
    assert [(n["case_id"], n["deadline"], n["role"]) for n in told] == [(case, "gjennomgang", "leder")]
    assert told[0]["escalation"]
    assert "gjennomgang" in waited
    cli.ok("tick")
    assert len(inbox(cli, "liv", "--all")) == 1
    assert "Varsler ligger til roller" not in cli("doctor").told


def test_what_somebody_left_unread_goes_to_who_holds_the_role_now(cli: Cli) -> None:
    case = overdue(cli)
    left = inbox(cli, "kari")
    now_are(cli, PER, LIV)
    cli.ok("tick")
    told = inbox(cli, "per")
    assert {(n["case_id"], n["deadline"], n["due_on"]) for n in told} == {
        (case, n["deadline"], n["due_on"]) for n in left
    }
    now_are(cli, KARI, PER, LIV)
    assert {n["lapsed_why"] for n in inbox(cli, "kari", "--all")} == {
        "varselet er gitt videre til den som har rollen nå"
    }


def test_whoever_was_told_before_the_role_went_to_another_is_told_of_the_correction_too(
    cli: Cli, tmp_path: Path
) -> None:
    liv, nora = (f'{each}email = "{name}@kommune.example"\n' for each, name in ((LIV, "liv"), (NORA, "nora")))
    post = tmp_path / "post"
    post.mkdir()
    mailing = {"PATHWAYS_MAIL_FOLDER": str(post), "PATHWAYS_MAIL_FROM": "varsel@kommune.example"}
    cli = replace(cli, env={**cli.env, **mailing})
    now_are(cli, KARI, liv)
    case = overdue_with_a_leader(cli)
    cli.ok("notice", "deliver")
    now_are(cli, KARI, nora)
    cli.ok("tick")
    now_are(cli, KARI, liv, nora)
    cli.ok("correct", case, "1", "--happened", "2026-08-21", "--why", "Feil dag.", "--as", "kari")
    for leader in ("liv", "nora"):
        assert [each["deadline"] for each in inbox(cli, leader) if each["corrects"]] == ["gjennomgang"], leader


def test_a_new_colleague_is_not_given_what_another_has(cli: Cli) -> None:
    overdue(cli)
    now_are(cli, KARI, PER, LIV)
    cli.ok("tick")
    assert inbox(cli, "per") == []
    assert all(n["in_force"] for n in inbox(cli, "kari"))


def test_what_was_read_stays_with_who_read_it(cli: Cli) -> None:
    overdue(cli)
    cli.ok("notice", "read", "--all", "--as", "kari")
    now_are(cli, PER, LIV)
    cli.ok("tick")
    assert inbox(cli, "per") == []
