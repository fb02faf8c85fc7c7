"""``notice``: the inbox is the record, reading is noted and logged, and delivery says nothing about anyone."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from pathways.store import access
from tests.cli.running import Cli, open_case, sandbox_of
from tests.cli.support import CONCLUDE, page
from tests.support.databases import SqliteDatabases


@pytest.fixture
def reminded(cli: Cli) -> str:
    """A case whose report has not been gone through in time: three rungs have passed."""
    case = open_case(cli)
    cli.ok("clock", "advance", "9d")
    return case


def ids(cli: Cli, user: str, *more: str) -> list[str]:
    found = cli.ok("notice", "list", "--as", user, "--json", *more).json["notices"]
    return [str(notice["id"]) for notice in found]


def test_the_inbox_shows_what_is_due_with_days_left_and_escalation(cli: Cli, reminded: str) -> None:
    told = cli.ok("notice", "list", "--as", "liv").told
    assert "Varsler til liv. Uleste: 2." in told
    assert reminded in told
    assert "eskalert" in told
    assert "man. 31. aug. 2026, for 2 dager siden" in told
    newest = cli.ok("notice", "list", "--as", "liv", "--json").json["notices"][0]
    assert (newest["title"], newest["escalation"]) == ("Gjennomgang av melding", True)
    assert newest["due_on"] == "2026-08-31"


def test_an_empty_inbox_says_so(cli: Cli) -> None:
    assert "Ingen varsler til rolf" in cli.ok("notice", "list", "--as", "rolf").out
    assert "Ingen varsler til rolf" in cli.ok("notice", "list", "--as", "rolf", "--all").out


@pytest.mark.usefixtures("reminded")
def test_what_is_shown_is_read_and_leaves_the_list_of_unread(cli: Cli) -> None:
    first, second = ids(cli, "liv")
    shown = cli.ok("notice", "show", first[:8], "--as", "liv")
    assert "Gjennomgang av melding" in shown.out
    assert "liv, som leder" in shown.told
    assert ids(cli, "liv") == [second]
    assert set(ids(cli, "liv", "--all")) == {first, second}
    assert cli.ok("notice", "show", first, "--as", "liv", "--json").json["read_at"] is not None


def test_showing_a_notice_is_logged_as_a_reading_of_its_case(cli: Cli, reminded: str) -> None:
    cli.ok("notice", "show", ids(cli, "liv")[0], "--as", "liv")
    database = cli.database()
    with database.read() as conn:
        rows = access.of_user(conn, "liv", limit=5)
    database.close()
    assert (rows[0].case_id, rows[0].purpose) == (reminded, "varsel")


@pytest.mark.usefixtures("reminded")
def test_nobody_sees_the_notice_of_another(cli: Cli) -> None:
    theirs = ids(cli, "liv")[0]
    assert cli("notice", "show", theirs, "--as", "kari").code == 5
    assert theirs in ids(cli, "liv")


@pytest.mark.usefixtures("reminded")
@pytest.mark.parametrize("typed", ["ffffffff", " ", "%"])
def test_an_id_that_is_none_of_mine_is_not_found(cli: Cli, typed: str) -> None:
    assert cli("notice", "show", typed, "--as", "liv").code == 5


@pytest.mark.usefixtures("reminded")
def test_an_id_typed_too_short_for_one_notice_asks_for_more(cli: Cli) -> None:
    for _ in range(4):
        open_case(cli)
    cli.ok("clock", "advance", "9d")
    begins = [each[0] for each in ids(cli, "kari")]
    doubled = next(sign for sign in begins if begins.count(sign) > 1)
    assert cli("notice", "show", doubled, "--as", "kari").code == 2


def mailing(databases: SqliteDatabases) -> tuple[Cli, Path]:
    folder = databases._folder / "post"
    cli = sandbox_of(databases, PATHWAYS_MAIL_FOLDER=str(folder), PATHWAYS_MAIL_FROM="varsel@kommune.example")
    return cli, folder


def test_delivery_writes_one_mail_for_each_person_and_says_nothing_about_anyone(
    sqlite_databases: SqliteDatabases,
) -> None:
    cli, folder = mailing(sqlite_databases)
    quiet = Cli(url=cli.url, env={"PATHWAYS_MAIL_FOLDER": str(folder / "later"), **cli.env})
    case = open_case(cli)
    cli.ok("clock", "advance", "9d")
    mails = [message_from_bytes(path.read_bytes(), policy=default) for path in folder.glob("*.eml")]
    assert {str(mail["To"]) for mail in mails} >= {"kari@ovingskommune.example", "liv@ovingskommune.example"}
    assert all(case not in mail.as_string() and "melding" not in mail.as_string().lower() for mail in mails)
    assert quiet.ok("notice", "deliver", "--json").json["mails"] == 0
    shown = cli.ok("notice", "show", ids(cli, "liv")[0], "--as", "liv", "--json").json
    assert [(d["channel"], d["status"]) for d in shown["deliveries"]] == [("file", "sent")]


def test_a_notice_whose_deadline_was_met_meanwhile_is_not_sent(sqlite_databases: SqliteDatabases) -> None:
    cli, folder = mailing(sqlite_databases)
    folder.write_text("in the way")
    case = open_case(cli)
    cli.ok("clock", "advance", "5d")
    assert len(ids(cli, "kari")) == 1
    cli.ok("advance", case, "melding_konkludert", "--set", "konklusjon=10", "--reason", "Henlegges.")
    folder.unlink()
    cli.ok("clock", "advance", "2h")
    delivered = cli.ok("notice", "deliver", "--json").json
    assert (delivered["mails"], delivered["cancelled"]) == (0, 0)  # taken back with the event itself
    assert ids(cli, "kari") == []
    assert not folder.exists() or not list(folder.glob("*.eml"))


@pytest.mark.usefixtures("reminded")
def test_without_a_channel_delivery_says_where_the_notices_are(cli: Cli) -> None:
    assert "ligger bare i innboksen" in cli.ok("notice", "deliver").told
    assert cli.ok("notice", "deliver", "--json").json["channels"] == []


def test_a_channel_without_a_sender_is_refused_before_anything_is_sent(sqlite_databases: SqliteDatabases) -> None:
    folder = sqlite_databases._folder / "post"
    cli = sandbox_of(sqlite_databases, PATHWAYS_MAIL_FOLDER=str(folder))
    refused = cli("notice", "deliver")
    assert refused.code == 2
    assert "PATHWAYS_MAIL_FROM" in refused.err


def test_delivery_says_how_many_wait_for_another_try_and_until_when(
    sqlite_databases: SqliteDatabases, tmp_path: Path
) -> None:
    blocked = tmp_path / "post"
    blocked.write_text("no folder")
    cli = sandbox_of(sqlite_databases, PATHWAYS_MAIL_FOLDER=str(blocked), PATHWAYS_MAIL_FROM="varsel@kommune.example")
    open_case(cli)
    cli("clock", "advance", "6d")
    assert cli("notice", "deliver").code == 3
    ran = cli.ok("notice", "deliver", "--json")
    assert (ran.json["postponed"], ran.json["waiting"]["count"]) == (0, 2)
    assert ran.json["waiting"]["next_at"] > "2026-08-29"
    assert "Venter på nytt forsøk: 2. Det neste er" in ran.told


@pytest.mark.usefixtures("reminded")
def test_several_notices_are_shown_at_once_and_then_all_are_read(cli: Cli) -> None:
    first, second = ids(cli, "liv")
    assert cli.ok("notice", "show", first, second, first, "--as", "liv").told.count("liv, som leder") == 2
    assert ids(cli, "liv") == []
    shown = cli.ok("notice", "show", first, second, "--as", "liv", "--json").json
    assert [notice["id"] for notice in shown["notices"]] == [first, second]


@pytest.mark.usefixtures("reminded")
def test_nothing_is_read_when_one_of_those_asked_for_is_not_there(cli: Cli) -> None:
    first, second = ids(cli, "liv")
    assert cli("notice", "show", first, "ffffffff", "--as", "liv").code == 5
    assert ids(cli, "liv") == [first, second]


@pytest.mark.usefixtures("reminded")
def test_all_are_marked_as_read_at_once_and_counted(cli: Cli) -> None:
    assert cli("notice", "read", "--as", "liv").code == 2
    assert cli("notice", "read", ids(cli, "liv")[0], "--all", "--as", "liv").code == 2
    assert "Merket som lest: 2." in cli.ok("notice", "read", "--all", "--as", "liv").out
    assert "Merket som lest: 0." in cli.ok("notice", "read", "--all", "--as", "liv").out
    assert "De andre vises med --all" in cli.ok("notice", "list", "--as", "liv").out
    assert ids(cli, "kari") != []


@pytest.mark.usefixtures("reminded")
def test_what_was_passed_when_the_notice_was_made_is_told_by_its_word(cli: Cli) -> None:
    words = {n["escalation"]: n["word"] for n in cli.ok("notice", "list", "--as", "liv", "--json").json["notices"]}
    assert words == {True: "breach", False: None}
    told = page(cli, "notice", "list", "--as", "liv")
    assert "brudd på lovfristen · eskalert · varslet tir. 1. sep. 2026" in told
    assert "påminnelse · varslet man. 31. aug. 2026" in told
    escalated = next(n["id"] for n in cli.ok("notice", "list", "--as", "liv", "--json").json["notices"] if n["word"])
    assert "brudd på lovfristen" in cli.ok("notice", "show", str(escalated), "--as", "liv").told


def test_notices_about_one_deadline_for_several_say_which(cli: Cli) -> None:
    opened = cli.ok(
        "case", "open", "barnevern_undersokelse", "--set", "meldere=11,12", "--set", "innhold=1.1.02", "--json"
    )
    case = str(opened.json["case_id"])
    cli.ok("advance", case, *CONCLUDE, "--reason", "Uro.")
    cli.ok("clock", "advance", "3w")
    told = {n["full_title"] for n in cli.ok("notice", "list", "--as", "kari", "--json").json["notices"]}
    assert len({title for title in told if title.startswith("Tilbakemelding til melder")}) == 2
