"""Who was told of a deadline that has since moved or vanished gets a correction: once, and the inbox shows both."""

from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from tests.cli.running import Cli, open_case, sandbox_of
from tests.cli.support import CONCLUDE, LATE, words
from tests.notifications.servers import HOST, Post, post_office
from tests.support.databases import SqliteDatabases

DROP = ("--set", "konklusjon=10", "--reason", "Nye opplysninger fra skolen.", "--as", "liv")
EXTEND = ("frist_utvidet", "--code", "sakkyndig", "--reason", "Venter på sakkyndig.", "--as", "liv")


@pytest.fixture
def post() -> Iterator[Post]:
    with post_office() as office:
        yield office


@pytest.fixture
def mailed(sqlite_databases: SqliteDatabases, post: Post) -> Cli:
    """A sandbox that sends its mail to a real server."""
    mail = {"PATHWAYS_SMTP_HOST": HOST, "PATHWAYS_SMTP_PORT": str(post.port)}
    return sandbox_of(sqlite_databases, PATHWAYS_MAIL_FROM="varsel@kommune.example", **mail)


def reminded(cli: Cli) -> str:
    """A case whose investigation has had its first reminder; its number."""
    case = open_case(cli)
    cli.ok("advance", case, *CONCLUDE, "--reason", "Skolevegring over tid.")
    cli.ok("clock", "advance", "11w")
    return case


def corrections(cli: Cli, user: str, *options: str) -> list[dict[str, object]]:
    found = cli.ok("notice", "list", "--as", user, "--json", *options).json["notices"]
    return [notice for notice in found if notice["corrects"]]


def to(post: Post, user: str) -> list[EmailMessage]:
    return [mail for mail in post.mails if str(mail["To"]).startswith(f"{user}@")]


def test_a_deadline_that_moved_is_corrected_by_one_mail_and_shown_with_the_first(mailed: Cli, post: Post) -> None:
    case = reminded(mailed)
    before = len(to(post, "kari"))
    mailed.ok("advance", case, *EXTEND)
    [correction] = corrections(mailed, "kari")
    assert (correction["title"], correction["due_on"]) == ("Undersøkelse gjennomført", "2027-02-28")
    first = str(correction["corrects"])
    mailed.ok("notice", "deliver")
    [mail] = to(post, "kari")[before:]
    assert mail["Subject"] == "Retting av et varsel"
    assert "Et varsel du har fått, stemmer ikke lenger." in mail.get_content()
    assert case not in mail.as_string()
    told = words(mailed.ok("notice", "list", "--as", "kari"))
    assert "rettet man. 9. nov. 2026: fristen er nå søn. 28. feb. 2027 (retter varsel " + first[:8] in told
    assert first[:8] in told.replace(f"varsel {first[:8]}", "")
    shown = mailed.ok("notice", "show", first, "--as", "kari", "--json").json
    assert (shown["corrected_by"], shown["in_force"]) == ([correction["id"]], False)
    assert "Rettet av" in words(mailed.ok("notice", "show", first, "--as", "kari"))


def test_a_deadline_that_vanished_is_corrected_without_a_date(mailed: Cli, post: Post) -> None:
    case = reminded(mailed)
    assert to(post, "kari")
    mailed.ok("redecide", case, "2", *DROP)
    assert ("Undersøkelse gjennomført", None) in {
        (each["title"], each["due_on"]) for each in corrections(mailed, "kari")
    }
    assert "fristen finnes ikke lenger (retter varsel " in words(mailed.ok("notice", "list", "--as", "kari"))


def test_a_notice_of_a_run_that_was_annulled_keeps_its_title_and_its_correction_says_that_the_deadline_is_gone(
    mailed: Cli,
) -> None:
    case = open_case(mailed)
    mailed.ok("clock", "advance", "9d")
    mailed.ok("annul", case, "1", "--why", "Ført på feil sak.")
    listed = mailed.ok("notice", "list", "--as", "liv", "--all", "--json").json["notices"]
    assert {each["title"] for each in listed} == {"Gjennomgang av melding"}
    assert "fristen finnes ikke lenger (retter varsel " in words(mailed.ok("notice", "list", "--as", "liv"))


def test_the_inbox_tells_the_day_somebody_was_told_apart_from_the_day_it_was_due(mailed: Cli) -> None:
    open_case(mailed)
    mailed.ok("clock", "advance", "9d")
    told = words(mailed.ok("notice", "list", "--as", "liv"))
    assert "man. 31. aug. 2026, for 2 dager siden" in told
    assert "· varslet tir. 1. sep. 2026" in told


def test_several_corrections_of_one_act_are_one_mail_to_each_person(mailed: Cli, post: Post) -> None:
    case = reminded(mailed)
    before = len(to(post, "kari"))
    mailed.ok("correct", case, "1", "--happened", "2026-08-20", "--why", "Feil dag.")
    assert len(corrections(mailed, "kari")) > 1
    mailed.ok("notice", "deliver")
    [mail] = to(post, "kari")[before:]
    assert "varsler du har fått, stemmer ikke lenger." in mail.get_content()


def test_nobody_is_mailed_that_a_task_they_were_reminded_of_is_done(mailed: Cli) -> None:
    case = reminded(mailed)
    done = ("undersokelse_konkludert", "--set", "utfall=3", "--reason", "Ingen grunn.", "--as", "liv")
    mailed.ok("advance", case, *done)
    titles = {each["title"] for each in corrections(mailed, "kari", "--all")}
    assert "Undersøkelse gjennomført" not in titles


def test_what_never_went_out_and_nobody_has_read_is_not_corrected(cli: Cli) -> None:
    case = reminded(cli)
    cli.ok("advance", case, *EXTEND)
    assert corrections(cli, "kari", "--all") == []


def test_what_was_read_is_corrected_though_no_mail_went_out(cli: Cli) -> None:
    case = reminded(cli)
    cli.ok("notice", "read", "--all", "--as", "kari")
    cli.ok("advance", case, *EXTEND)
    assert [each["title"] for each in corrections(cli, "kari")] == ["Undersøkelse gjennomført"]
    assert corrections(cli, "jonas", "--all") == []


def test_a_correction_that_was_not_sent_before_the_date_moved_back_is_cancelled(mailed: Cli, post: Post) -> None:
    case = reminded(mailed)
    before = len(post.mails)
    seq = mailed.ok("advance", case, *EXTEND, "--json").json["seq"]
    mailed.ok("annul", case, str(seq), "--why", "Ikke besluttet.", "--as", "liv")
    assert corrections(mailed, "kari") == []
    [old] = corrections(mailed, "kari", "--all")
    assert old["in_force"] is False
    mailed.ok("notice", "deliver")
    assert not [mail for mail in post.mails[before:] if "Retting" in str(mail["Subject"])]


def test_a_correction_that_was_sent_is_corrected_itself_when_the_date_moves_back(mailed: Cli) -> None:
    case = reminded(mailed)
    seq = mailed.ok("advance", case, *EXTEND, "--json").json["seq"]
    [first] = corrections(mailed, "kari")
    mailed.ok("notice", "deliver")
    mailed.ok("annul", case, str(seq), "--why", "Ikke besluttet.", "--as", "liv")
    newest = [each for each in corrections(mailed, "kari") if each["in_force"]]
    assert [(each["corrects"], each["due_on"]) for each in newest] == [(first["id"], "2026-11-30")]


def test_a_case_that_waits_corrects_only_the_clocks_that_stand(mailed: Cli) -> None:
    case = reminded(mailed)
    wait = ("satt_pa_vent", "--run", "barnevern_undersokelse", "--set", "venter_pa=familien", "--reason", "Reise.")
    mailed.ok("advance", case, *wait)
    assert "Undersøkelse gjennomført" not in {each["title"] for each in corrections(mailed, "kari", "--all")}


def test_an_escalation_of_what_was_met_in_time_is_corrected_to_the_leader(mailed: Cli) -> None:
    case = open_case(mailed)
    mailed.ok("clock", "advance", "9d")
    concluded = ("--set", "konklusjon=3", "--reason", "Hører til saken som løper.", "--as", "liv")
    mailed.ok("advance", case, "melding_konkludert", *LATE, "--happened", "2026-08-26", *concluded)
    assert [each["title"] for each in corrections(mailed, "liv")] == ["Gjennomgang av melding"]
    assert "fristen ble likevel ikke brutt" in words(mailed.ok("notice", "list", "--as", "liv"))
    assert corrections(mailed, "kari") == []


def test_that_a_breach_never_was_is_sent_though_the_deadline_is_met_by_now(mailed: Cli, post: Post) -> None:
    case = open_case(mailed)
    mailed.ok("clock", "advance", "9d")
    concluded = ("--set", "konklusjon=3", "--reason", "Hører til saken som løper.", "--as", "liv")
    mailed.ok("advance", case, "melding_konkludert", *LATE, "--happened", "2026-08-26", *concluded)
    before = len(to(post, "liv"))
    mailed.ok("notice", "deliver")
    assert [mail["Subject"] for mail in to(post, "liv")[before:]] == ["Retting av et varsel"]
    assert [each["in_force"] for each in corrections(mailed, "liv")] == [True]
    assert "fristen ble likevel ikke brutt" in words(mailed.ok("notice", "list", "--as", "liv"))


def test_a_date_that_moves_again_before_the_correction_was_sent_is_told_once_and_right(mailed: Cli) -> None:
    case = reminded(mailed)
    seq = mailed.ok("advance", case, *EXTEND, "--json").json["seq"]
    [first] = corrections(mailed, "kari")
    mailed.ok("annul", case, str(seq), "--why", "Ikke besluttet.", "--as", "liv")
    assert corrections(mailed, "kari") == []
    mailed.ok("advance", case, *EXTEND)
    mailed.ok("correct", case, "1", "--happened", "2026-08-20", "--why", "Feil dag.")
    about = [each for each in corrections(mailed, "kari") if each["title"] == "Undersøkelse gjennomført"]
    assert len(about) == 1
    assert about[0]["due_on"] == "2027-02-27"
    assert first["due_on"] == "2027-02-28"
