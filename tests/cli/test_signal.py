"""A referral crosses from a municipality to a hospital trust: received, taken over, and corrected at its source."""

import pytest

from tests.cli.messages import (
    CASE,
    INGER,
    KARI,
    MONA,
    TO_SOR,
    annulled,
    corrected,
    due,
    gaps,
    listed,
    make_referred,
    received,
    sent,
    shown,
    the_one,
    whole,
)
from tests.cli.running import Cli
from tests.cli.support import page
from tests.support.databases import Databases, SqliteDatabases


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """Two data areas, and a referral from the one that is recorded and not sent."""
    return Cli(url=sqlite_databases.copy_of(make_referred), env={})


@pytest.fixture
def cli_on_both(databases: Databases) -> Cli:
    """The same on SQLite and on PostgreSQL."""
    return Cli(url=databases.copy_of(make_referred), env={})


def test_a_referral_is_sent_received_and_taken_over_and_red_until_then(cli_on_both: Cli) -> None:
    cli = cli_on_both
    signal = the_one(cli)
    assert (listed(cli, MONA), shown(cli, signal, KARI)["status"]) == ({"incoming": [], "outgoing": []}, "prepared")
    cli.ok("signal", "send", signal, *TO_SOR, *KARI)
    assert [each["status"] for each in listed(cli, MONA)["incoming"]] == ["sent"]
    cli.ok("clock", "advance", "2d")
    case = received(cli, signal)
    assert (shown(cli, signal, KARI)["status"], shown(cli, signal, KARI)["red"]) == ("received", True)
    cli.ok("clock", "advance", "1d")
    cli.ok("signal", "take-over", signal, *MONA)
    seen = shown(cli, signal, KARI)
    assert (seen["status"], seen["red"], seen["case_id"]) == ("taken_over", False, CASE)
    days = {step["step"]: step["on"] for step in seen["steps"]}
    assert (days["sent"], days["received"], days["taken_over"]) == ("2026-08-24", "2026-08-26", "2026-08-27")
    assert (listed(cli, KARI)["outgoing"], listed(cli, MONA)["incoming"]) == ([], [])
    source, target = page(cli, "timeline", CASE, *KARI), page(cli, "timeline", case, *MONA)
    assert ("mottatt av BUP Sør" in source, "BUP Sør har overtatt ansvaret" in source) == (True, True)
    assert ("fra Barnevernet i Nord mottatt" in target, "ansvaret overtatt" in target) == (True, True)
    whole(cli)


def test_a_message_that_waits_for_receipt_is_seen_with_its_day_and_what_is_due_first(cli: Cli) -> None:
    signal = sent(cli)
    cli.ok("clock", "advance", "20d")
    (waits,) = listed(cli, MONA)["incoming"]
    first = waits["awaited"]["first_due"]
    assert (waits["awaited"]["came"], waits["awaited"]["days"]) == ("2026-08-24", 20)
    assert (first["nominal"], first["overdue"]) == ("2026-09-07", True)
    for command in (("signal", "list"), ("worklist",), ("worklist", "--overdue"), ("case", "gaps")):
        told = page(cli, *command, *MONA)
        assert all(part in told for part in (signal, "Meldingen kom man. 24. aug. 2026", "innen man. 7. sep. 2026")), (
            told
        )
    assert [each["signal_id"] for each in cli.ok("case", "gaps", *MONA, "--json").json["messages"]] == [signal]
    assert "Meldingen kom" not in page(cli, "case", "gaps", *KARI)
    table = cli.ok("worklist", *MONA, "--csv").table
    assert any(signal in line and "2026-09-07" in line for line in table.splitlines())
    checks = {each["id"]: each for each in cli("doctor", "--json").json["checks"]}
    assert (checks["messages"]["ok"], "24. aug." in checks["messages"]["found"]) == (False, True)
    case = received(cli, signal, "--happened", "2026-08-24", "--late-reason", "Lå.")
    assert due(cli, case) == first["nominal"]
    assert cli.ok("case", "gaps", *MONA, "--json").json["messages"] == []


def test_what_is_due_first_is_told_to_count_from_the_day_that_the_sender_tells(cli: Cli) -> None:
    signal = the_one(cli)
    cli.ok("clock", "advance", "2d")
    cli.ok("signal", "send", signal, *TO_SOR, *KARI)
    wanted = "man. 7. sep. 2026, regnet fra man. 24. aug. 2026, dagen avsenderen oppgir"
    (notice,) = cli.ok("notice", "list", *MONA, "--json").json["notices"]
    for command in (
        ("signal", "list"),
        ("worklist",),
        ("case", "gaps"),
        ("notice", "list"),
        ("notice", "show", notice["id"]),
    ):
        told = " ".join(page(cli, *command, *MONA).split())
        assert ("Meldingen kom ons. 26. aug. 2026" in told, wanted in told) == (True, True), told
    (waits,) = listed(cli, MONA)["incoming"]
    assert (waits["awaited"]["came"], waits["awaited"]["first_due"]["counted_from"]) == ("2026-08-26", "2026-08-24")


def test_a_date_that_the_sender_fills_in_is_told_where_it_lies_before_the_sending(cli: Cli) -> None:
    signal = the_one(cli)
    cli.ok("clock", "advance", "20d")
    told = " ".join(cli.ok("signal", "send", signal, *TO_SOR, *KARI).told.split())
    assert "den første fristen alt over" in told
    assert "man. 7. sep. 2026, regnet fra man. 24. aug. 2026" in told
    seen = page(cli, "signal", "show", signal, *MONA)
    wanted = "fylles ut med man. 24. aug. 2026, dagen avsenderen oppgir"
    assert ("Meldingen kom søn. 13. sep. 2026" in seen, wanted in seen) == (True, True)
    assert "--set ansiennitetsdato=…" in seen
    given = ("signal", "receive", signal, "--set", "henviser=barnevern", *MONA)
    assert wanted in " ".join(cli.ok(*given).told.split())


def test_a_date_that_is_given_or_of_the_day_it_was_sent_is_not_told_of(cli: Cli) -> None:
    signal = sent(cli)
    assert "fylles ut med" not in page(cli, "signal", "show", signal, *MONA)
    cli.ok("clock", "advance", "2d")
    given = ("--set", "henviser=barnevern", "--set", "ansiennitetsdato=2026-08-26")
    assert "fylles ut med" not in cli.ok("signal", "receive", signal, *given, *MONA).told


def test_a_receipt_that_lacks_something_is_told_how_it_is_typed(cli: Cli) -> None:
    signal = sent(cli)
    lacking = cli("signal", "receive", signal, *MONA)
    assert (lacking.code, "mangler henviser" in lacking.told) == (4, True)
    assert lacking.told.rstrip().endswith(f"Slik: signal receive {signal} --set henviser=…")
    again = cli("signal", "receive", signal, "--happened", "2026-08-24", *MONA)
    assert again.told.rstrip().endswith("--set henviser=… --happened 2026-08-24")


def test_the_receipt_alone_starts_the_receivers_deadlines(cli: Cli) -> None:
    signal = sent(cli)
    cli.ok("clock", "advance", "2d")
    assert cli.ok("case", "list", *MONA, "--service", "bup", "--json").json["cases"] == []
    case = received(cli, signal, "--set", "ansiennitetsdato=2026-08-26")
    assert due(cli, case) == "2026-09-09"


def test_a_correction_at_the_source_moves_the_linked_deadline_once_the_receiver_follows(cli_on_both: Cli) -> None:
    cli = cli_on_both
    signal = sent(cli)
    cli.ok("clock", "advance", "1d")
    case = received(cli, signal)
    assert due(cli, case) == "2026-09-07"
    corrected(cli, signal)
    assert (due(cli, case), shown(cli, signal, MONA)["news"]["step"]) == ("2026-09-07", "changed")
    assert [each["red"] for each in listed(cli, MONA)["incoming"]] == [True]
    cli.ok("signal", "follow", signal, *MONA)
    assert (due(cli, case), shown(cli, signal, MONA)["news"]) == ("2026-09-04", None)
    assert cli("signal", "follow", signal, *MONA).code == 4
    whole(cli)


def test_what_was_typed_instead_of_what_the_message_told_is_not_overwritten(cli: Cli) -> None:
    signal = sent(cli)
    case = received(cli, signal, "--set", "ansiennitetsdato=2026-08-20")
    corrected(cli, signal)
    refused = cli("signal", "follow", signal, *MONA)
    assert (refused.code, due(cli, case)) == (4, "2026-09-03")
    cli.ok("signal", "keep", signal, "--reason", "Vi fikk den på papir før.", *MONA)
    assert shown(cli, signal, MONA)["news"] is None


def test_an_annulment_at_the_source_waits_for_the_receiver_and_takes_the_deadline_away_when_followed(cli: Cli) -> None:
    signal = sent(cli)
    case = received(cli, signal)
    annulled(cli, signal)
    assert (due(cli, case), shown(cli, signal, MONA)["news"]["step"]) == ("2026-09-07", "withdrawn")
    cli.ok("signal", "follow", signal, *MONA)
    assert cli.ok("case", "show", case, *MONA, "--json").json["runs"] == []
    whole(cli)


def test_one_that_is_annulled_before_its_receipt_can_no_longer_be_received(cli: Cli) -> None:
    signal = sent(cli)
    annulled(cli, signal)
    assert (listed(cli, MONA)["incoming"], cli("signal", "receive", signal, *MONA).code) == ([], 5)


def test_one_that_is_corrected_before_its_receipt_is_received_as_it_reads_then(cli: Cli) -> None:
    signal = sent(cli)
    corrected(cli, signal)
    case = received(cli, signal)
    assert (due(cli, case), shown(cli, signal, MONA)["news"]) == ("2026-09-04", None)


def test_the_receiver_sees_nothing_of_the_senders_case_and_the_sender_nothing_of_theirs(cli: Cli) -> None:
    signal = sent(cli)
    case = received(cli, signal)
    theirs = cli.ok("signal", "show", signal, *MONA).told + cli.ok("signal", "show", signal, *MONA, "--json").out
    ours = cli.ok("signal", "show", signal, *KARI).told + cli.ok("signal", "show", signal, *KARI, "--json").out
    assert all(word not in theirs for word in ("BV-", "KANARI", "kari"))
    assert all(word not in ours for word in (case, "mona"))
    assert [step["step"] for step in shown(cli, signal, MONA)["steps"]] == ["sent", "received"]


@pytest.mark.parametrize("command", [("show",), ("receive",), ("take-over",), ("send",), ("follow",)])
def test_a_foreign_message_is_as_one_that_is_not_there(cli: Cli, command: tuple[str, ...]) -> None:
    signal = sent(cli)
    foreign = cli("signal", command[0], signal, *command[1:], *INGER)
    unknown = cli("signal", command[0], "M-0000-0000-00", *command[1:], *INGER)
    assert foreign.code == unknown.code == 5
    assert foreign.told.replace(signal, "M") == unknown.told.replace("M-0000-0000-00", "M")
    assert listed(cli, INGER, "--all") == {"incoming": [], "outgoing": []}


def test_one_that_is_declined_goes_back_to_the_sender_who_sends_it_elsewhere(cli: Cli) -> None:
    signal = sent(cli)
    assert cli("signal", "decline", signal, "--code", "finnes_ikke", *MONA).code == 5
    cli.ok("signal", "decline", signal, "--code", "feil_tjeneste", *MONA)
    seen = shown(cli, signal, KARI)
    assert (seen["status"], seen["red"], seen["steps"][-1]["code"]) == ("declined", True, "feil_tjeneste")
    cli.ok("signal", "send", signal, "--to", "bup-ost", *KARI)
    assert [each["status"] for each in listed(cli, INGER)["incoming"]] == ["sent"]
    assert (cli("signal", "show", signal, *MONA).code, cli("signal", "receive", signal, *MONA).code) == (5, 5)


def test_one_that_shall_not_be_sent_is_dropped_with_a_reason(cli: Cli) -> None:
    signal = the_one(cli)
    assert cli("signal", "drop", signal, *KARI).code == 4
    cli.ok("signal", "drop", signal, "--reason", "Sendt på papir før.", *KARI)
    assert (shown(cli, signal, KARI)["red"], cli("signal", "send", signal, *TO_SOR, *KARI).code) == (False, 4)


def test_a_message_is_received_once_whoever_tries(cli: Cli) -> None:
    signal = sent(cli)
    case = received(cli, signal, "--key", "mottak-1")
    assert received(cli, signal, "--key", "mottak-1") == case
    again = cli("signal", "receive", signal, "--set", "henviser=barnevern", *MONA)
    assert (again.code, "mottatt" in again.told) == (4, True)
    assert len(cli.ok("case", "list", *MONA, "--service", "bup", "--json").json["cases"]) == 1


def test_a_message_is_joined_to_a_case_that_the_receiver_has(cli: Cli) -> None:
    signal = sent(cli)
    opened = cli.ok("case", "open", "bup_vurdering", "--set", "henviser=fastlege", "--set",
                    "ansiennitetsdato=2026-08-20", *MONA, "--json").json["case_id"]  # fmt: skip
    cli.ok("signal", "receive", signal, "--case", opened.lower(), *MONA)
    assert (shown(cli, signal, MONA)["case_id"], due(cli, opened)) == (opened, "2026-09-03")
    cli.ok("signal", "take-over", signal, *MONA)
    assert not shown(cli, signal, KARI)["red"]


def test_a_message_is_not_joined_to_a_case_of_another_service(cli: Cli) -> None:
    signal = sent(cli)
    source = shown(cli, signal, KARI)["case_id"]
    for case in (source, "BUP-2026-0009"):
        assert cli("signal", "receive", signal, "--case", case, *MONA).code == 5
    assert shown(cli, signal, MONA)["status"] == "sent"


def test_where_several_services_may_be_meant_the_sender_is_asked_which(cli: Cli) -> None:
    signal = the_one(cli)
    asked = cli("signal", "send", signal, *KARI)
    assert (asked.code, "bup-ost, bup-sor" in asked.told) == (2, True)
    assert cli("signal", "send", signal, "--to", "helsestasjonen", *KARI).code == 5


def test_every_look_at_a_message_is_logged(cli: Cli) -> None:
    signal = sent(cli)
    cli("signal", "show", signal, *INGER)
    cli.ok("signal", "show", signal, *MONA)
    database = cli.database()
    with database.read() as conn:
        rows = conn.exec_driver_sql(
            "SELECT user_id, information, granted FROM access_log ORDER BY id DESC LIMIT 3"
        ).all()
    database.close()
    seen = [(row[0], signal in row[1], bool(row[2])) for row in rows]
    assert seen == [("mona", True, True), ("mona", True, True), ("inger", False, False)]


def test_a_handover_is_red_where_people_look_until_responsibility_is_taken_over(cli: Cli) -> None:
    signal = sent(cli)
    seen = [each["status"] for each in cli.ok("case", "show", CASE, *KARI, "--json").json["messages"]]
    assert (seen, "ikke mottatt" in page(cli, "case", "show", CASE, *KARI)) == (["sent"], True)
    work = cli.ok("worklist", "--service", "bv-nord", *KARI, "--json").json["messages"]
    assert [each["signal_id"] for each in work] == [signal]
    assert [each["signal_id"] for each in cli.ok("worklist", *MONA, "--json").json["messages"]] == [signal]
    assert "handover_open" in gaps(cli)[CASE]
    cli.ok("clock", "advance", "2d")
    received(cli, signal)
    assert "handover_open" in gaps(cli)[CASE]
    cli.ok("signal", "take-over", signal, *MONA)
    assert ("handover_open" in gaps(cli)[CASE], cli.ok("worklist", *KARI, "--json").json["messages"]) == (False, [])
    then = cli.ok("case", "show", CASE, *KARI, "--known-at", "2026-08-25", "--json").json["messages"]
    assert [each["status"] for each in then] == ["sent"]


def test_a_handover_stays_a_gap_when_the_case_that_made_it_is_over(cli: Cli) -> None:
    sent(cli)
    over = ("--code", "behov_dekket", "--reason", "Ferdig her.")
    cli.ok("advance", CASE, "forlop_avsluttet", *over, *KARI)
    assert gaps(cli) == {CASE: ["handover_open"]}
    assert (gaps(cli, "--service", "bup-sor"), gaps(cli, user=MONA)) == ({}, {})


def test_a_change_at_the_source_is_a_gap_at_the_receiver_until_it_is_answered(cli: Cli) -> None:
    signal = sent(cli)
    case = received(cli, signal)
    corrected(cli, signal)
    assert "source_changed" in gaps(cli, user=MONA)[case]
    cli.ok("signal", "follow", signal, *MONA)
    assert "source_changed" not in gaps(cli, user=MONA)[case]


def test_a_correction_back_to_what_was_known_needs_no_answer(cli: Cli) -> None:
    signal = sent(cli)
    received(cli, signal)
    corrected(cli, signal)
    corrected(cli, signal, "--happened", "2026-08-24")
    assert shown(cli, signal, MONA)["news"] is None


def test_an_answer_to_what_was_never_sent_is_told_that_it_was_not(cli: Cli) -> None:
    ran = cli("signal", "answer", the_one(cli), "received", "--on", "2026-08-24", *KARI)
    assert (ran.code, "er ikke sendt, så ingen har noe å svare på" in ran.told, "svarer selv" in ran.told) == (
        4,
        True,
        False,
    )
    signal = sent(cli)
    assert "svarer selv" in cli("signal", "answer", signal, "received", "--on", "2026-08-24", *KARI).told
