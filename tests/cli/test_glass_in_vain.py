"""``glass break`` that comes to nothing: the access log says so, and it tells nothing of whether there is a case."""

import shutil
from pathlib import Path

import pytest

from tests.cli.persons import keyed
from tests.cli.running import Cli, Ran, open_case, staffed
from tests.cli.test_glass import AS_ANNA, AS_VERA, BUP, LISE, WHY, broken_by
from tests.support.databases import Databases

NONE = "BV-2026-9999"
NO_KEYS = "om saken finnes; det ble ikke noe av, fordi nøklene mangler; begrunnelsen er ikke tatt vare på"
NOT_NEEDED = "om saken finnes; det ble ikke noe av, fordi saken kan leses uten; begrunnelsen er ikke tatt vare på"


@pytest.fixture
def without_keys(databases: Databases, tmp_path: Path) -> tuple[Cli, str]:
    """A case with a text under its key, and nobody has the folder of keys any more."""
    cli = staffed(keyed(databases, tmp_path), BUP, by="siv")
    case = open_case(cli, "--reason", "Uro for barnet.")
    shutil.rmtree(tmp_path / "keys")
    return cli, case


def tries_of(cli: Cli, user: str) -> list[tuple[str, bool, str]]:
    """What the access log says of somebody's attempts, the newest first."""
    rows = cli.ok("access-log", "--user", user, "--as", "siv", "--json").json["rows"]
    return [(row["case_id"], row["granted"], row["information"]) for row in rows if row["purpose"] == "nødtilgang"]


def break_(cli: Cli, case: str, user: str = "vera") -> Ran:
    return cli("glass", "break", case, "--reason", WHY, "--as", user)


def test_without_keys_a_case_answers_as_none_and_no_folder_is_named(
    without_keys: tuple[Cli, str], tmp_path: Path
) -> None:
    cli, case = without_keys
    there, none, elsewhere = break_(cli, case), break_(cli, NONE), break_(cli, case, "nina")
    assert (there.code, there.out, there.told.replace(case, NONE)) == (69, none.out, none.told)
    assert (none.code, elsewhere.told.replace(case, NONE)) == (69, none.told)
    assert (str(tmp_path) in there.told, "keys" in there.told) == (False, False)
    assert broken_by(cli, case, "vera", "2026-08-24T09:00") is None


def test_without_keys_it_stands_as_an_attempt_that_came_to_nothing_and_why(without_keys: tuple[Cli, str]) -> None:
    cli, case = without_keys
    break_(cli, case)
    break_(cli, NONE)
    assert tries_of(cli, "vera") == [(NONE, False, NO_KEYS), (case, False, NO_KEYS)]
    shown = " ".join(cli.ok("access-log", case, *AS_ANNA).told.split())
    assert "det ble ikke noe av" in shown
    assert "begrunnelsen står i saken" not in shown


@pytest.mark.parametrize("user", ["anna", "kari"])
def test_what_is_read_already_stands_as_an_attempt_that_came_to_nothing(cli_on_both: Cli, user: str) -> None:
    staffed(cli_on_both, BUP, by="siv")
    case = open_case(cli_on_both)
    assert break_(cli_on_both, case, user).code == 4
    assert tries_of(cli_on_both, user) == [(case, False, NOT_NEEDED)]


def test_what_was_broken_stands_once_as_granted_and_again_where_the_command_is_sent_again(cli_on_both: Cli) -> None:
    staffed(cli_on_both, BUP, by="siv")
    case = open_case(cli_on_both)
    for _ in range(2):
        cli_on_both.ok("glass", "break", case, "--reason", WHY, "--key", "natt-1", *AS_VERA)
    told = "om saken finnes; begrunnelsen står i saken"
    assert tries_of(cli_on_both, "vera") == [(case, True, f"{told} (samme kommando sendt på nytt)"), (case, True, told)]


def test_a_conflict_leaves_an_attempt_that_came_to_nothing(cli: Cli) -> None:
    staffed(cli, BUP, by="siv")
    case, other = open_case(cli), open_case(cli)
    cli.ok("glass", "break", case, "--reason", WHY, "--key", "natt-1", *AS_VERA)
    assert cli("glass", "break", other, "--reason", WHY, "--key", "natt-1", *AS_VERA).code == 6
    (newest, *_) = tries_of(cli, "vera")
    assert (newest[:2], "det ble ikke noe av" in newest[2]) == ((other, False), True)


def test_one_lost_key_of_several_keeps_no_other_case_shut(databases: Databases, tmp_path: Path) -> None:
    cli = staffed(keyed(databases, tmp_path), BUP, by="siv")
    old = open_case(cli, "--reason", "Uro for barnet.")
    cli.ok("keys", "new", "wrapping")
    new = open_case(cli, "--reason", "Uro for barnet.")
    (first,) = (tmp_path / "keys").glob("*wrapping*0001*")
    first.unlink()
    lost, none = break_(cli, old), break_(cli, NONE)
    assert (lost.code, lost.told.replace(old, NONE)) == (none.code, none.told) == (69, none.told)
    assert break_(cli, new).code == 0


def test_keys_of_another_installation_are_none(databases: Databases, tmp_path: Path) -> None:
    cli = staffed(keyed(databases, tmp_path), BUP, by="siv")
    case = open_case(cli, "--reason", "Uro for barnet.")
    shutil.rmtree(tmp_path / "keys")
    cli.ok("keys", "new", "wrapping")
    there, none = break_(cli, case), break_(cli, NONE)
    assert (there.code, there.told.replace(case, NONE)) == (none.code, none.told) == (69, none.told)


STAND_IN = LISE + '[users.mona]\nroles = [{role = "saksbehandler", service = "bv-solvik", unit = "team-b"}]\n'


def test_whoever_reviews_only_as_the_substitute_of_whoever_broke_it_reviews_nothing(cli: Cli) -> None:
    staffed(cli, BUP, STAND_IN, by="siv")
    case = open_case(cli)
    cli.ok("case", "assign", case, "--unit", "team-a", *AS_ANNA)
    seq = str(cli.ok("glass", "break", case, "--reason", WHY, "--as", "lise", "--json").json["seq"])
    cli.ok("people", "absent", "lise", "--from", "2026-08-24", "--substitute", "mona", "--as", "siv")
    judged = ("glass", "review", case, seq, "--outcome", "justified")
    refused = cli(*judged, "--as", "mona")
    assert (refused.code, "vikar for lise" in refused.told) == (7, True)
    cli.ok(*judged, *AS_ANNA)
