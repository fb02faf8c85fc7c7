"""A notice that no longer holds is no longer to be acted on, and stays in the record: with why, and since when."""

from pathlib import Path

from tests.cli.running import Cli, open_case, sandbox_of
from tests.cli.support import page
from tests.cli.test_waiting import FAMILY, FORLOP, WHY, mapped
from tests.support.databases import SqliteDatabases

CONCLUDED = ("--set", "konklusjon=3", "--reason", "Hører til saken som løper.")


def unread(cli: Cli, user: str) -> list[tuple[str, bool]]:
    found = cli.ok("notice", "list", "--as", user, "--json").json["notices"]
    return [(str(notice["title"]), bool(notice["escalation"])) for notice in found]


def about_screening(cli: Cli, user: str) -> list[bool]:
    return [escalation for title, escalation in unread(cli, user) if title == "Gjennomgang av melding"]


def test_a_late_entry_of_what_was_done_in_time_takes_reminder_and_escalation_back(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("clock", "advance", "9d")
    assert sorted(about_screening(cli, "liv")) == [False, True]
    cli.ok("advance", case, "melding_konkludert", "--as", "liv", "--happened", "2026-08-26", *CONCLUDED)
    assert about_screening(cli, "liv") == []
    assert about_screening(cli, "kari") == []


def test_an_escalation_stays_when_the_deadline_was_missed_and_met_afterwards(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("clock", "advance", "9d")
    cli.ok("advance", case, "melding_konkludert", "--as", "liv", *CONCLUDED)
    assert about_screening(cli, "liv") == [True]
    assert about_screening(cli, "kari") == []


def test_a_notice_that_has_been_read_stays_as_the_record_it_is(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("clock", "advance", "9d")
    first = cli.ok("notice", "list", "--as", "liv", "--json").json["notices"][0]["id"]
    cli.ok("notice", "show", str(first), "--as", "liv")
    cli.ok("advance", case, "melding_konkludert", "--as", "liv", "--happened", "2026-08-26", *CONCLUDED)
    kept = cli.ok("notice", "list", "--as", "liv", "--all", "--json").json["notices"]
    mine = {str(notice["id"]): notice for notice in kept if notice["title"] == "Gjennomgang av melding"}
    corrected = [mine.pop(notice) for notice in list(mine) if mine[notice]["corrects"]]
    assert [notice["corrects"] for notice in corrected] in ([], [str(first)])
    assert mine[str(first)]["read_at"] is not None
    assert {notice["lapsed_why"] for notice in mine.values()} == {"fristen er oppfylt"}


def test_what_was_in_the_inbox_is_still_told_there_when_its_deadline_is_met(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("clock", "advance", "5d")
    (notice,) = cli.ok("notice", "list", "--as", "kari", "--json").json["notices"]
    assert notice["in_force"]
    cli.ok("advance", case, "melding_konkludert", *CONCLUDED)
    assert about_screening(cli, "kari") == []
    every = cli.ok("notice", "list", "--as", "kari", "--all").told
    assert "Gjelder ikke lenger, fra lør. 29. aug. 2026: fristen er oppfylt." in every
    shown = cli.ok("notice", "show", str(notice["id"]), "--as", "kari")
    assert "Gjelder ikke lenger, fra lør. 29. aug. 2026: fristen er oppfylt." in shown.told


def test_what_was_mailed_stays_listed_until_it_is_read(sqlite_databases: SqliteDatabases, tmp_path: Path) -> None:
    mail = {"PATHWAYS_MAIL_FOLDER": str(tmp_path / "post"), "PATHWAYS_MAIL_FROM": "varsel@kommune.example"}
    cli = sandbox_of(sqlite_databases, **mail)
    case = open_case(cli)
    cli.ok("clock", "advance", "5d")
    cli.ok("advance", case, "melding_konkludert", *CONCLUDED)
    (notice,) = cli.ok("notice", "list", "--as", "kari", "--json").json["notices"]
    assert (notice["in_force"], notice["lapsed_why"]) == (False, "fristen er oppfylt")
    assert "Uleste: 1; av dem gjelder 1 ikke lenger." in cli.ok("notice", "list", "--as", "kari").told
    cli.ok("notice", "show", str(notice["id"]), "--as", "kari")
    assert about_screening(cli, "kari") == []
    assert len(cli.ok("notice", "list", "--as", "kari", "--all", "--json").json["notices"]) == 1


def test_what_is_to_be_done_comes_before_what_no_longer_holds(
    sqlite_databases: SqliteDatabases, tmp_path: Path
) -> None:
    mail = {"PATHWAYS_MAIL_FOLDER": str(tmp_path / "post"), "PATHWAYS_MAIL_FROM": "varsel@kommune.example"}
    cli = sandbox_of(sqlite_databases, **mail)
    waiting = open_case(cli)
    cli.ok("clock", "advance", "1d")
    done = open_case(cli)
    cli.ok("clock", "advance", "5d")
    cli.ok("advance", done, "melding_konkludert", *CONCLUDED)
    listed = cli.ok("notice", "list", "--as", "kari", "--json").json["notices"]
    assert [(notice["case_id"], notice["in_force"]) for notice in listed] == [(waiting, True), (done, False)]


def test_a_reminder_lapses_when_the_clock_of_its_deadline_stops_and_says_so(cli: Cli) -> None:
    case = mapped(cli)
    cli.ok("clock", "advance", "7w")
    before = [n["id"] for n in cli.ok("notice", "list", "--as", "kari", "--json").json["notices"]]
    cli.ok("advance", case, "satt_pa_vent", *FORLOP, *FAMILY, *WHY)
    listed = cli.ok("notice", "list", "--all", "--as", "kari", "--json").json["notices"]
    lapsed = {n["deadline"]: n["lapsed_why"] for n in listed if n["id"] in before and not n["in_force"]}
    assert lapsed == {"omrade": "klokken står mens saken venter"}
    # Its three weeks or ten are not ours to stop: what the law says of the others goes on holding.
    assert "tilbakemelding" in {n["deadline"] for n in listed if n["in_force"]}


def lapsed(cli: Cli, user: str) -> list[tuple[str, bool]]:
    """Why each notice lapsed, and whether that is so no longer."""
    found = cli.ok("notice", "list", "--all", "--as", user, "--json").json["notices"]
    return [(each["lapsed_why"], each["lapsed_why_undone"]) for each in found if each["lapsed_why"]]


def test_a_notice_that_lapsed_for_what_was_annulled_since_says_that_it_is_not_so_now(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("clock", "advance", "9d")
    done = ("advance", case, "melding_konkludert", "--as", "liv", "--happened", "2026-08-26", *CONCLUDED)
    seq = str(cli.ok(*done, "--json").json["seq"])
    assert {undone for _, undone in lapsed(cli, "liv")} == {False}
    assert "ikke slik nå" not in page(cli, "notice", "list", "--all", "--as", "liv")
    cli.ok("annul", case, seq, "--why", "Feil barn.", "--as", "liv")
    assert ("fristen er oppfylt", True) in lapsed(cli, "liv")
    told = page(cli, "notice", "list", "--all", "--as", "liv")
    assert "fristen er oppfylt. Slik var det registrert da; det er rettet siden, og er ikke slik nå." in told


def test_a_notice_of_a_run_that_was_annulled_whole_since_says_so_too(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("clock", "advance", "9d")
    cli.ok("advance", case, "melding_konkludert", "--as", "liv", "--happened", "2026-08-26", *CONCLUDED)
    for seq in ("melding_konkludert", "melding_mottatt"):
        entries = cli.ok("timeline", case, "--json").json["entries"]
        number = str(next(each["seq"] for each in entries if each["name"] == seq))
        cli.ok("annul", case, number, "--why", "Feil barn.", "--as", "liv")
    assert ("fristen er oppfylt", True) in lapsed(cli, "liv")


def test_what_was_met_and_waits_anew_in_another_round_was_met_all_the_same(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("clock", "advance", "9d")
    cli.ok("advance", case, "melding_konkludert", "--as", "liv", "--happened", "2026-08-26", *CONCLUDED)
    cli.ok("advance", case, "melding_mottatt", "--set", "meldere=11", "--set", "innhold=1.1.02")
    assert {undone for _, undone in lapsed(cli, "liv")} == {False}
