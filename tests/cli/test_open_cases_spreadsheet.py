"""``import open-cases``: what a spreadsheet does to codes and clock times, and rows that were pasted twice."""

import pytest

from tests.cli.running import Cli
from tests.cli.test_open_cases_faults import Write, concluded, received, refused, write

__all__ = ["write"]


def dry_run(cli: Cli, file: str) -> str:
    return cli.ok("import", "open-cases", file, "--as", "kari", "--dry-run").told


@pytest.mark.parametrize("codes", ["9 10", "9, 10", "9+10", "9  10", "9 ,10"])
def test_several_codes_are_parted_by_what_no_spreadsheet_changes(cli: Cli, write: Write, codes: str) -> None:
    cli.ok("import", "open-cases", write(received("a", meldere=codes)), "--as", "kari")
    told = cli.ok("case", "show", "BV-2026-0001").told
    assert "Barnehage (9)" in told
    assert "(10)" in told


def test_what_may_be_a_code_that_became_a_number_is_remarked(cli: Cli, write: Write) -> None:
    told = " ".join(dry_run(cli, write(received("a", meldere="9,1"))).split())
    assert "rad 2, kolonne J (meldere)" in told
    assert "leses som to koder: 9 og 1. Et regneark gjør 9,10 om til 9,1" in told
    assert "leses som to koder" not in dry_run(cli, write(received("a", meldere="9 1 10")))


def test_a_code_that_became_a_day_is_told_as_such(cli: Cli, write: Write) -> None:
    [(place, why)] = refused(cli, write(received("a", innhold="01.01.2002")))
    assert "kolonne K (innhold)" in place
    assert "et regneark kan ha gjort koden om" in why


def test_codes_are_judged_by_the_day_of_the_event(cli: Cli, write: Write) -> None:
    found = refused(cli, write(received("a", "2026-03-02", innhold="7"), concluded("a", konklusjon="2")))
    assert len(found) == 1
    assert "gjaldt ikke man. 2. mars 2026" in found[0][1]
    assert "1.1.01" in found[0][1]
    cli.ok("import", "open-cases", write(received("a", "2025-11-03", innhold="7")), "--as", "kari")


def test_a_row_that_was_pasted_twice_is_remarked(cli: Cli, write: Write) -> None:
    named = {"hendelse": "melding_mottatt"}
    told = " ".join(dry_run(cli, write(received("a", **named), received("a", **named))).split())
    assert "rad 3" in told
    assert "raden sier det samme som" in told
    assert "raden sier" not in dry_run(
        cli, write(received("a"), received("a", innhold="1.1.03", **named), received("b"))
    )


def test_the_hour_that_comes_twice_is_entered_with_its_offset(cli: Cli, write: Write) -> None:
    [(_, why)] = refused(cli, write(received("a", "2025-10-26", klokkeslett="02:30", innhold="7")))
    assert "to ganger den dagen. Skriv 02:30+02:00 for sommertid" in why
    cli.ok(
        "import",
        "open-cases",
        write(received("a", "2025-10-26", klokkeslett="02:30+01:00", innhold="7")),
        "--as",
        "kari",
    )
    entries = cli.ok("timeline", "BV-2026-0001", "--json").json["entries"]
    assert entries[0]["happened_at"] == "2025-10-26T01:30:00Z"


@pytest.mark.parametrize(("day", "clock"), [("2025-03-30", "02:30"), ("2025-11-03", "25:00"), ("2025-11-03", "9:15+5")])
def test_a_time_that_never_was_is_refused(cli: Cli, write: Write, day: str, clock: str) -> None:
    [(_, why)] = refused(cli, write(received("a", day, klokkeslett=clock, innhold="7")))
    assert why == "dette er ikke et klokkeslett den dagen. Skriv 09:15"
