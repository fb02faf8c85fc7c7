"""What is read in is known again in its own service alone: a reference elsewhere neither stops it nor is told of."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Cli, open_case, sandbox_of, staffed
from tests.cli.support import alter
from tests.cli.test_audit import TWO_AREAS
from tests.cli.test_open_cases import HEAD, REPORT
from tests.register.files import File, melding
from tests.support.databases import Databases, SqliteDatabases

UNITS = """
[units.mottak]
service = "bv-solvik"
[units.tiltak]
service = "bv-solvik"
[users.mari]
roles = [{role = "saksbehandler", service = "bv-solvik", unit = "mottak"}]
[users.tor]
roles = [{role = "saksbehandler", service = "bv-solvik", unit = "tiltak"}]
[users.anna]
roles = [{role = "leder", service = "bv-solvik"}]
[users.begge]
roles = [{role = "saksbehandler", service = "bv-solvik"}, {role = "saksbehandler", service = "bv-nes"}]
"""
OTHER = REPORT.replace("2026-03-02", "2026-03-09")
SOLVIK, NES = ("--as", "kari"), ("--as", "nina")
Write = Callable[[str | bytes], str]


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """Two municipalities in one installation, and units in the first."""
    return staffed(sandbox_of(sqlite_databases), TWO_AREAS + UNITS, by="siv")


@pytest.fixture
def cli_on_both(databases: Databases) -> Cli:
    return staffed(sandbox_of(databases), TWO_AREAS + UNITS, by="siv")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes open cases, or a file of the register; its path."""

    def to_file(content: str | bytes) -> str:
        path = tmp_path / ("uttrekk.xml" if isinstance(content, bytes) else "saker.csv")
        path.write_bytes(content if isinstance(content, bytes) else f"{HEAD}\r\n{content}".encode())
        return str(path)

    return to_file


def read_in(cli: Cli, file: str, *more: str) -> list[tuple[str, str]]:
    """What came of each case of a file of open cases."""
    told = cli.ok("import", "open-cases", file, "--json", *more).json["cases"]
    return [(each["outcome"], each["case_id"]) for each in told]


def purposes(cli: Cli, case: str, user: str) -> list[tuple[str, bool]]:
    rows = cli.ok("access-log", case, "--as", "anna", "--json").json["rows"]
    return [(row["purpose"], row["granted"]) for row in rows if row["user"] == user]


@pytest.mark.parametrize("row", [REPORT, OTHER])
def test_the_same_reference_in_two_municipalities_is_two_cases(cli_on_both: Cli, write: Write, row: str) -> None:
    cli = cli_on_both
    ((_, ours),) = read_in(cli, write(REPORT), *SOLVIK)
    tried = cli("import", "open-cases", write(row), "--dry-run", "--json", *NES)
    assert (tried.code, ours in tried.told + tried.out, '"known"' in tried.out) == (0, False, False)
    ((outcome, theirs),) = read_in(cli, write(row), *NES)
    assert (outcome, theirs != ours) == ("opened", True)
    assert [cli("case", "show", theirs, *who).code for who in (NES, SOLVIK)] == [0, 5]
    assert read_in(cli, write(row), *NES) == [("known", theirs)]
    assert read_in(cli, write(REPORT), *SOLVIK) == [("known", ours)]


def test_what_is_known_again_is_logged_as_read_also_by_a_dry_run(cli: Cli, write: Write) -> None:
    ((_, case),) = read_in(cli, write(REPORT), *SOLVIK)
    assert purposes(cli, case, "mari") == []
    read_in(cli, write(REPORT), "--dry-run", "--as", "mari")
    assert cli("import", "open-cases", write(OTHER), "--dry-run", "--as", "mari").code == 2
    assert purposes(cli, case, "mari") == [("innlesing av saker", True)] * 2


@pytest.mark.parametrize("row", [REPORT, OTHER])
def test_of_a_case_that_went_to_another_unit_no_number_is_told_and_the_try_is_logged(
    cli: Cli, write: Write, row: str
) -> None:
    ((_, case),) = read_in(cli, write(REPORT), "--as", "mari")
    cli.ok("case", "assign", case, "--unit", "tiltak", "--as", "anna")
    ran = cli("import", "open-cases", write(row), "--as", "mari")
    assert (ran.code, case in ran.told + ran.out, "spør lederen" in " ".join(ran.told.split())) == (2, False, True)
    assert purposes(cli, case, "mari") == [("innlesing av saker", False)]
    assert len(cli.ok("case", "list", "--as", "anna", "--json").json["cases"]) == 1


def test_nobody_reads_in_where_it_cannot_be_said_whose_the_cases_are(cli: Cli, write: Write) -> None:
    for who, why in (("begge", "flere tjenester"), ("siv", "")):
        assert cli("import", "open-cases", write(REPORT), "--as", who).code != 0, why
    ran = cli("import", "open-cases", write(REPORT), "--as", "begge")
    assert "flere dataområder" in " ".join(ran.told.split())
    register = cli("import", "register", write(File().of(melding(1))), "--as", "begge")
    assert (register.code, "flere dataområder" in " ".join(register.told.split())) == (4, True)


def test_a_case_of_the_register_lies_with_whoever_reads_it_in_and_its_id_is_known_there_alone(
    cli_on_both: Cli, write: Write
) -> None:
    cli, file = cli_on_both, write(File().of(melding(1)))
    (ours,) = cli.ok("import", "register", file, "--json", *SOLVIK).json["files"][0]["cases"]
    assert [cli("case", "show", ours, *who).code for who in (SOLVIK, NES)] == [0, 5]
    tried = cli.ok("import", "register", file, "--dry-run", "--json", *NES)
    assert ours not in json.dumps(tried.json) + tried.told
    (theirs,) = cli.ok("import", "register", file, "--json", *NES).json["files"][0]["cases"]
    assert theirs != ours
    again = cli.ok("import", "register", file, "--json", *SOLVIK).json["files"][0]
    assert (again["unchanged"], again["cases"]) == ([ours], [])
    assert purposes(cli, ours, "kari").count(("innlesing av saker", True)) == 1
    cli.ok("case", "assign", ours, "--unit", "tiltak", "--as", "anna")
    ran = cli("import", "register", file, "--as", "mari")
    assert (ran.code != 0, ours in ran.told) == (True, False)
    assert purposes(cli, ours, "mari") == [("innlesing av saker", False)]


def test_what_was_read_in_before_any_service_was_told_of_is_known_again_after(
    sqlite_databases: SqliteDatabases, write: Write
) -> None:
    cli = sandbox_of(sqlite_databases)
    ((_, case),) = read_in(cli, write(REPORT), *SOLVIK)
    register = write(File().of(melding(1)))
    (of_register,) = cli.ok("import", "register", register, "--json", *SOLVIK).json["files"][0]["cases"]
    one = TWO_AREAS.replace('[areas.nes]\nkind = "kommune"\nname = "Nes kommune"\n', "").replace('"nes"', '"solvik"')
    staffed(cli, one, by="siv")
    assert read_in(cli, write(REPORT), *SOLVIK) == [("known", case)]
    assert cli.ok("import", "register", register, "--json", *SOLVIK).json["files"][0]["unchanged"] == [of_register]
    assert open_case(cli, *SOLVIK) not in (case, of_register)


def test_each_case_that_a_file_finds_gets_one_row_and_what_it_opens_none(cli_on_both: Cli, write: Write) -> None:
    cli = cli_on_both
    one, two, three = (File(case_number=100 + each).case(melding(each)) for each in (1, 2, 3))
    first = cli.ok("import", "register", write(File().wrap(one, two)), "--json", *SOLVIK).json
    found = first["files"][0]["cases"]
    assert len(found) == 2
    every = write(File().wrap(one, two, three))
    (new,) = cli.ok("import", "register", every, "--json", "--as", "mari").json["files"][0]["cases"]
    assert [purposes(cli, case, "mari") for case in (*found, new)] == [[("innlesing av saker", True)]] * 2 + [[]]


@pytest.mark.parametrize("of", ["register", "open-cases"])
@pytest.mark.parametrize("dry_run", [False, True])
def test_where_the_access_log_cannot_be_written_nothing_is_told_of_a_case_that_was_here(
    cli: Cli, write: Write, of: str, *, dry_run: bool
) -> None:
    file = write(File().of(melding(1)) if of == "register" else REPORT)
    told = cli.ok("import", of, file, "--json", *SOLVIK).json
    case = (told["files"][0] if of == "register" else told)["cases"][0]
    case = case if isinstance(case, str) else case["case_id"]
    alter(cli, "CREATE TRIGGER nei BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, 'nei'); END", case)
    ran = cli("import", of, file, "--json", *(("--dry-run",) if dry_run else ()), *SOLVIK)
    assert (ran.code, case in ran.out + ran.err) == (69, False), ran
