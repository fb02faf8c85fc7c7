"""What is typed carelessly, or set to something strange: nothing of it ends where it does not belong."""

import os
import pwd
from pathlib import Path

import pytest

from pathways.cli.context import os_account
from pathways.store import access
from tests.cli.running import REPORT, Cli, open_case

SECRET = "Kari Kanarisen 31129912345"


def accessed(cli: Cli, user: str) -> list[tuple[str, bool]]:
    database = cli.database()
    with database.read() as conn:
        rows = access.of_user(conn, user, limit=9)
    database.close()
    assert not [row for row in rows if "Kanarisen" in repr(row) or "31129912345" in repr(row)]
    return [(row.case_id, row.granted) for row in rows]


@pytest.mark.parametrize(
    "command",
    [
        ("case", "show"),
        ("case", "can"),
        ("timeline",),
        ("replay",),
        ("verify",),
        ("advance", "melding_konkludert"),
        ("annul", "1", "--why", "Feil."),
    ],
)
def test_what_is_no_case_number_is_not_kept_in_the_access_log(cli: Cli, command: tuple[str, ...]) -> None:
    words = 2 if command[0] == "case" else 1
    assert cli(*command[:words], SECRET, *command[words:], "--as", "rolf").code in (4, 5, 7)
    assert {case for case, _ in accessed(cli, "rolf")} <= {"ugyldig saksnummer", ""}


def test_that_somebody_asked_is_kept_all_the_same(cli: Cli) -> None:
    cli("case", "show", SECRET, "--as", "rolf")
    cli("case", "show", "BV-2026-9999", "--as", "rolf")
    assert accessed(cli, "rolf") == [("BV-2026-9999", False), ("ugyldig saksnummer", False)]


def test_a_case_that_is_there_is_logged_by_its_number(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("case", "show", case, "--as", "liv")
    assert accessed(cli, "liv") == [(case, True)]


def test_words_of_a_free_text_without_quotation_marks_are_not_repeated(cli: Cli) -> None:
    refused = cli("annul", "BV-2026-0001", "1", "--why", "Kari", "Kanarisen", "bor", "her")
    assert (refused.code, "anførselstegn" in refused.told) == (2, True)
    assert "Kanarisen" not in refused.told
    assert "bor" not in refused.told.split()


@pytest.mark.parametrize("columns", ["0", "1", "19", "100000", "-3", "bred"])
def test_an_answer_is_given_whatever_the_width_is_said_to_be(cli: Cli, columns: str) -> None:
    case = open_case(cli)
    asked = Cli(url=cli.url, env={"COLUMNS": columns})
    shown = asked.ok("case", "show", case)
    assert "Gjennomgang av melding" in shown.out
    assert max(map(len, shown.out.splitlines())) <= 80


def test_the_account_is_that_of_the_process_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "rolf")
    assert os_account() == pwd.getpwuid(os.getuid()).pw_name


def test_an_account_without_a_name_is_told_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 4_123_456)
    assert os_account() == "konto nummer 4123456, uten navn"


@pytest.mark.parametrize("name", ["PATHWAYS_ORGANISATION", "PATHWAYS_USER"])
def test_a_setting_that_is_not_utf8_is_named(cli: Cli, name: str) -> None:
    spoilt = Cli(url=cli.url, env={name: os.fsdecode(b"\xd8ving")})
    for command in (("case", "list"), ("case", "open", "barnevern_undersokelse", *REPORT)):
        refused = spoilt(*command)
        assert (refused.code, f"{name} skal være" in refused.told, "UTF-8" in refused.told) == (2, True, True)


def test_a_user_name_that_is_not_utf8_is_refused_in_words(cli: Cli) -> None:
    refused = cli("case", "list", "--as", os.fsdecode(b"\xd8ystein"))
    assert (refused.code, "--as" in refused.told) == (2, True)


@pytest.mark.parametrize("typed", ["2026-W35-1", "20260824", "24.08.2026", "2026-8-24"])
def test_a_date_is_written_in_one_way_only(cli: Cli, typed: str) -> None:
    case = open_case(cli)
    cli.ok("advance", case, "melding_konkludert", "--set", "konklusjon=2", "--set", "umiddelbar_oppfolging=nei",
           "--reason", "Over tid.", "--as", "liv")  # fmt: skip
    for options in (("--set", f"plan_dato={typed}"), ("--set", "plan_dato=2026-08-24", "--happened", typed)):
        refused = cli("advance", case, "undersokelsesplan_laget", *options)
        assert refused.code in (2, 4), refused
    cli.ok("advance", case, "undersokelsesplan_laget", "--set", "plan_dato=2026-08-24")


def test_more_codes_than_fifty_in_one_field_are_refused_with_the_number_that_is_allowed(cli: Cli) -> None:
    def opened(count: int) -> tuple[int, str]:
        codes = ",".join(["11"] * count)
        ran = cli("case", "open", "barnevern_undersokelse", "--set", f"meldere={codes}", "--set", "innhold=1.1.02")
        return ran.code, ran.told

    code, told = opened(51)
    assert (code, "«meldere» har 51 koder, og kan ha høyst 50" in told) == (4, True)
    assert opened(50)[0] == 0


def test_a_database_that_others_can_read_is_told(cli: Cli) -> None:
    file = Path(cli.url.removeprefix("sqlite:///"))
    assert "Andre enn eieren" not in cli("doctor").told
    file.chmod(0o644)
    told = cli("doctor")
    assert (told.code, "Andre enn eieren kan lese eller skrive databasen" in told.told) == (3, True)
    file.chmod(0o600)


def test_an_empty_file_that_becomes_a_database_is_closed_to_others(tmp_path: Path) -> None:
    file = tmp_path / "tom.db"
    file.touch()
    file.chmod(0o666)
    Cli(url=f"sqlite:///{file}", env={}).ok("init", "--sandbox")
    assert file.stat().st_mode & 0o777 == 0o600
