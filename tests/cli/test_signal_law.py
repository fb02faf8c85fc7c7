"""Messages are sent by the law of sharing alone: on what was consented to, or a ground in law, and no further."""

from typing import Any

import pytest

from tests.cli.messages import (
    CASE,
    KARI,
    MONA,
    TO_SOR,
    corrected,
    due,
    gaps,
    listed,
    make_unreleased,
    received,
    released,
    sent,
    shown,
    the_one,
    whole,
)
from tests.cli.persons import put
from tests.cli.running import Cli
from tests.support.databases import Databases, SqliteDatabases

SENDING = "melding sendes"
GROUND = ("consent", "basis", CASE, "--ground", "bvl-13-1", "--share", "course", "--reason", "Trengs.", *TO_SOR, *KARI)
BORN = {"child": {"name": "Øystein Prøvesen", "birth_date": "2012-03-02"}}
BY_ALL = ("--by", "child", "--by", "parent_1", "--by", "parent_2", "--how", "oral", "--share", "course")


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """Two data areas, and a referral of which nobody has said that it may be told."""
    return Cli(url=sqlite_databases.copy_of(make_unreleased), env={})


@pytest.fixture
def cli_on_both(databases: Databases) -> Cli:
    """The same on SQLite and on PostgreSQL."""
    return Cli(url=databases.copy_of(make_unreleased), env={})


def refused(cli: Cli, signal: str) -> str:
    """Why it is not sent; and that nothing of it came to the receiver."""
    ran = cli("signal", "send", signal, *TO_SOR, *KARI)
    assert (ran.code, shown(cli, signal, KARI)["status"], listed(cli, MONA)["incoming"]) == (4, "prepared", [])
    return ran.told


def preview(cli: Cli, signal: str) -> dict[str, Any]:
    """What would be sent."""
    return cli.ok("signal", "send", signal, *TO_SOR, "--dry-run", *KARI, "--json").json


def shared(cli: Cli) -> list[dict[str, Any]]:
    """What of the case was told to others."""
    return list(cli.ok("share", "list", CASE, *KARI, "--json").json["shared"])


def test_the_story_of_a_message_and_the_release_it_rests_on(cli_on_both: Cli) -> None:
    cli = cli_on_both
    signal = the_one(cli)
    assert "consent release" in refused(cli, signal)
    seq = released(cli, *TO_SOR)
    told = preview(cli, signal)
    assert (told["may"], told["shared"]["values"]) == (True, {"henvist_til": ["bup"]})
    assert [(each["item"], each["by"]) for each in told["allowed"]] == [
        ("run", seq), ("events", seq), ("field.henvist_til", seq),
    ]  # fmt: skip
    assert (shown(cli, signal, KARI)["status"], shared(cli)) == ("prepared", [])
    cli.ok("signal", "send", signal, *TO_SOR, *KARI)
    assert [(each["message"], each["to"], each["items"], each["on_basis"]) for each in shared(cli)] == [
        (signal, "bup-sor", ["run", "events", "field.henvist_til"], [seq])
    ]
    assert shown(cli, signal, MONA)["shared"]["basis"] == told["allowed"][0]["law"]
    ran = cli.ok("consent", "withdraw", CASE, str(seq), "--by", "parent_1", *KARI)
    assert (signal in ran.told, "bup-sor" in ran.told) == (True, True)
    whole(cli)


def test_the_preview_is_that_of_what_may_be_shared(cli: Cli) -> None:
    signal = the_one(cli)
    for step in ((), ("--item", "events")):
        if step:
            released(cli, *TO_SOR, *step)
        lines = cli.ok("share", "preview", CASE, *TO_SOR, *KARI, "--json").json["links"][0]
        told = preview(cli, signal)
        items = {"run", "events", "field.henvist_til"}
        for kind in ("allowed", "withheld"):
            assert told[kind] == [each for each in lines[kind] if each["item"] in items], (step, kind)


def test_a_field_that_may_not_be_told_stays_behind_and_the_rest_goes(cli: Cli) -> None:
    signal, seq = the_one(cli), released(cli, *TO_SOR, "--item", "events")
    told = preview(cli, signal)
    assert [(each["item"], each["because"]) for each in told["withheld"]] == [("field.henvist_til", "why_scope")]
    cli.ok("signal", "send", signal, *TO_SOR, *KARI)
    assert (shown(cli, signal, MONA)["shared"]["values"], shared(cli)[0]["on_basis"]) == ({}, [seq])
    assert shared(cli)[0]["items"] == ["run", "events"]


def test_a_release_of_something_else_sends_nothing(cli: Cli) -> None:
    signal = the_one(cli)
    released(cli, "--to", "bup-ost")
    for share in (("--share", "texts"), ("--item", "field.henvist_til"), ("--until", "2026-08-24")):
        released(cli, *TO_SOR, *share)
    cli.ok("clock", "advance", "1d")
    refused(cli, signal)
    assert not preview(cli, signal)["may"]


def test_a_ground_in_law_sends_and_is_told_with_its_paragraph(cli: Cli) -> None:
    signal, seq = the_one(cli), cli.ok(*GROUND, "--json").json["seq"]
    cli.ok("signal", "send", signal, *TO_SOR, *KARI)
    assert "§ 13-1" in shown(cli, signal, MONA)["shared"]["basis"]
    assert [each["on_basis"] for each in shared(cli)] == [[seq]]


def test_no_basis_can_be_typed(cli: Cli) -> None:
    assert cli("signal", "send", the_one(cli), *TO_SOR, "--basis", "samtykke", *KARI).code == 2


@pytest.mark.parametrize("stop", ["withdraw", "object"])
def test_who_says_stop_stops_what_is_not_sent_yet(cli: Cli, stop: str) -> None:
    signal, seq = the_one(cli), released(cli, *TO_SOR)
    if stop == "withdraw":
        cli.ok("consent", "withdraw", CASE, str(seq), "--by", "parent_1", *KARI)
    else:
        cli.ok("consent", "object", CASE, "--by", "child", *TO_SOR, *KARI)
    refused(cli, signal)
    assert "handover_open" in gaps(cli)[CASE]


def test_who_objects_is_told_what_was_sent_already(cli: Cli) -> None:
    released(cli, *TO_SOR)
    signal = sent(cli)
    elsewhere = cli.ok("consent", "object", CASE, "--by", "child", "--to", "bup-ost", *KARI, "--json").json
    assert elsewhere["already_shared"] == []
    ran = cli.ok("consent", "object", CASE, "--by", "child", "--everybody", *KARI)
    assert (signal in ran.told, "bup-sor" in ran.told) == (True, True)
    once_more = cli.ok("consent", "object", CASE, "--by", "parent_1", *TO_SOR, *KARI, "--json").json
    assert [each["message"] for each in once_more["already_shared"]] == [signal]


def test_a_correction_is_not_told_on_once_it_may_not_be_and_is_when_it_may_again(cli: Cli) -> None:
    seq = released(cli, *TO_SOR)
    signal = sent(cli)
    case = received(cli, signal)
    cli.ok("consent", "withdraw", CASE, str(seq), "--by", "parent_1", *KARI)
    corrected(cli, signal)
    assert (shown(cli, signal, KARI)["untold"], shown(cli, signal, MONA)["news"]) == (True, None)
    assert cli("signal", "send", signal, *TO_SOR, *KARI).code == 4
    anew = released(cli, *TO_SOR)
    cli.ok("signal", "send", signal, *TO_SOR, *KARI)
    assert (shown(cli, signal, KARI)["untold"], shown(cli, signal, KARI)["status"]) == (False, "received")
    assert shown(cli, signal, MONA)["news"]["step"] == "changed"
    assert [each["on_basis"] for each in shared(cli)] == [[seq], [anew]]
    cli.ok("signal", "follow", signal, *MONA)
    assert due(cli, case) == "2026-09-04"
    whole(cli)


def test_a_correction_waits_for_a_person_where_it_would_rest_on_another_record(cli: Cli) -> None:
    seq = released(cli, *TO_SOR)
    signal = sent(cli)
    received(cli, signal)
    released(cli, *TO_SOR)
    cli.ok("consent", "withdraw", CASE, str(seq), "--by", "parent_1", *KARI)
    corrected(cli, signal)
    assert (shown(cli, signal, KARI)["untold"], len(shared(cli))) == (True, 1)


def test_the_birth_date_that_is_kept_is_read_for_sending_and_for_telling_a_correction(cli: Cli) -> None:
    assert put(cli, CASE, BORN, *KARI).code == 0
    cli.ok("consent", "release", CASE, *BY_ALL, *TO_SOR, *KARI)
    signal = sent(cli)
    received(cli, signal)
    corrected(cli, signal)
    assert (shown(cli, signal, KARI)["untold"], shown(cli, signal, MONA)["news"]["step"]) == (False, "changed")
    rows = cli.ok("access-log", CASE, "--as", "liv", "--json").json["rows"]
    looked = [each for each in rows if "child.birth_date" in each["information"] and each["purpose"] == SENDING]
    assert [each["user"] for each in looked] == ["kari", "kari"]


def test_a_release_that_the_child_has_outgrown_sends_nothing(cli: Cli) -> None:
    signal = the_one(cli)
    released(cli, *TO_SOR, "--age", "14")
    assert preview(cli, signal)["may"]
    cli.ok("clock", "advance", "1d")
    refused(cli, signal)
    assert preview(cli, signal)["withheld"][0]["because"] == "why_outgrown"
