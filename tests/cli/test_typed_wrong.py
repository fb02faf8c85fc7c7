"""Who somebody is, typed where something else was asked for: kept nowhere, and no number told back."""

from pathlib import Path

import pytest

from pathways.store import access
from pathways.store.access import Access
from tests.cli.persons import NUMBER
from tests.cli.running import Cli, open_case, staffed
from tests.cli.test_consent import BOTH, ORAL, TO_BUP, TWO_AREAS

KARI = ("--as", "kari")
CHILD = f"Ola Prøvesen {NUMBER}"


@pytest.fixture
def town(cli: Cli) -> tuple[Cli, str]:
    """Two services, and a case with a release and a consent to help."""
    staffed(cli, TWO_AREAS, by="siv")
    case = open_case(cli, *KARI)
    aged = ("--age", "11", "--child-unable", *BOTH, *ORAL, *KARI)
    cli.ok("consent", "release", case, *aged, *TO_BUP, "--share", "course")
    cli.ok("consent", "give", case, "--age", "11", "--by", "parent_1", *ORAL, *KARI)
    return cli, case


def rows_of(cli: Cli, user: str) -> tuple[Access, ...]:
    database = cli.database()
    with database.read() as conn:
        found = access.of_user(conn, user, limit=50)
    database.close()
    return found


def is_kept(cli: Cli, text: str) -> bool:
    file = Path(cli.url.removeprefix("sqlite:///"))
    return any(text.encode() in each.read_bytes() for each in file.parent.glob(f"{file.name}*") if each.is_file())


@pytest.mark.parametrize(
    ("seq", "more", "told"),
    [
        ("3", ("--sector", CHILD), "Oppgi --sector"),
        ("3", ("--ground", CHILD), "--ground hører til"),
        ("4", ("--sector", CHILD), "Oppgi --sector"),
        ("4", ("--item", CHILD), "sies i et fritak"),
        ("4", ("--of", CHILD), "sies i et fritak"),
        ("4", ("--share", "course"), "sies i et fritak"),
    ],
)
def test_a_record_of_consent_keeps_no_word_that_means_nothing_in_it(
    town: tuple[Cli, str], seq: str, more: tuple[str, str], told: str
) -> None:
    """The envelope of an event is kept for ever, in the clear."""
    cli, case = town
    ran = cli("consent", "correct", case, seq, *more, "--why", "Feil.", *KARI)
    assert (ran.code, told in ran.told, NUMBER in ran.told) == (2, True, False), ran
    assert not is_kept(cli, NUMBER)


@pytest.mark.parametrize("verb", ["release", "object"])
def test_nor_does_a_new_one(town: tuple[Cli, str], verb: str) -> None:
    cli, case = town
    by = ("--age", "11", "--child-unable", *BOTH, *ORAL) if verb == "release" else BOTH
    ran = cli("consent", verb, case, *by, *TO_BUP, "--share", "course", "--sector", CHILD, *KARI)
    assert (ran.code, "Oppgi --sector" in ran.told) == (2, True), ran
    assert not is_kept(cli, NUMBER)


def test_the_access_log_names_a_deadline_that_there_is_and_no_other(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("deadline", "explain", case, "gjennomgang", *KARI)
    assert cli("deadline", "explain", case, CHILD, *KARI).code == 5
    assert [row.information for row in rows_of(cli, "kari") if "frist" in row.information] == [
        "hvordan en frist er regnet", "hvordan fristen gjennomgang er regnet",
    ]  # fmt: skip


def test_the_access_log_names_whoever_was_refused_only_by_what_people_may_be_called_here(cli: Cli) -> None:
    for typed in (CHILD, NUMBER, "nora"):
        assert cli("case", "list", "--as", typed).code == 7
    assert [row.granted for row in rows_of(cli, "nora")] == [False]
    assert [row.purpose for row in rows_of(cli, "")] == ["avvist", "avvist"]
    assert not is_kept(cli, NUMBER)


@pytest.mark.parametrize(
    "typed", [NUMBER, f"{NUMBER[:6]} {NUMBER[6:]}", CHILD, f"\x1b[1m{NUMBER[:4]}\x1b[0m{NUMBER[4:]}"]
)
def test_a_number_that_was_typed_somewhere_else_is_not_told_back(cli: Cli, typed: str) -> None:
    ran = cli("case", "show", typed)
    assert (ran.code, "[elleve siffer]" in ran.told) == (5, True)
    assert not any(part in ran.told for part in (NUMBER, NUMBER[6:]))


@pytest.mark.parametrize("typed", ["BV-2026-0999", "0181905006", "018190500621", "A01819050062"])
def test_what_is_no_such_number_is_told_as_it_was_typed(cli: Cli, typed: str) -> None:
    assert typed in cli("case", "show", typed).told
