"""What is destroyed takes with it what says the same again: what it was proposed by, and how proposals of it ended."""

import shutil
from pathlib import Path

import pytest

from pathways.definitions_folder import SHIPPED
from pathways.store.tables import PAYLOAD
from tests.cli.running import Cli, sandbox_of
from tests.cli.test_destroy import ERIK, INGER, WHY
from tests.support.databases import SqliteDatabases

HELD = ("samtale_holdt", "--reason", "Zxforslagqz")
TALK = "      samtale_holdt:\n"
MONA = ("--as", "mona")
RECEIVED = ("--set", "ansiennitetsdato=2026-08-24")


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Cli:
    """A sandbox with keys, in which a talk is held only when a second person has agreed."""
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "definitions"))
    file = folder / "bup" / "vurdering.yaml"
    told = file.read_text("utf-8")
    assert told.count(TALK) == 1
    file.write_text(told.replace(TALK, TALK + "        approval: {by: enhetsleder}\n"), encoding="utf-8")
    return sandbox_of(
        sqlite_databases, PATHWAYS_DEFINITIONS=str(folder), PATHWAYS_KEYS=str(tmp_path / "keys")
    )  # fmt: skip


def proposed(cli: Cli) -> tuple[str, str]:
    """A case in which it is proposed that a talk was held, and the number of the proposal."""
    opened = cli.ok("case", "open", "bup_vurdering", "--set", "henviser=fastlege", *RECEIVED, *MONA, "--json").json[
        "case_id"
    ]
    return opened, str(cli.ok("advance", opened, *HELD, *MONA, "--json").json["seq"])


def destroyed(cli: Cli, case: str, *events: str) -> set[int]:
    """Let two people destroy these events; those that are in the proposal."""
    named = [part for each in events for part in ("--event", each)]
    told = cli.ok("destroy", "propose", case, *named, *WHY, *ERIK, "--json").json
    cli.ok("destroy", "approve", case, str(told["seq"]), "--reason", "Enig.", *INGER)
    return set(told["events"])


def texts(cli: Cli, case: str) -> set[int]:
    """The events of a case that still have a text."""
    database = cli.database()
    with database.read() as conn:
        kept = conn.execute(PAYLOAD.select().where(PAYLOAD.c.case_id == case, PAYLOAD.c.texts.is_not(None))).all()
    database.close()
    return {row.seq for row in kept}


@pytest.mark.parametrize("named", [True, False])
def test_the_proposal_of_an_act_goes_with_it(cli: Cli, *, named: bool) -> None:
    case, proposal = proposed(cli)
    act = str(cli.ok("approve", case, proposal, "--reason", "Zxenigqz", *INGER, "--json").json["seq"])
    cli.ok("annul", case, act, "--why", "Feil barn.", *INGER)
    assert {int(proposal), int(act)} <= texts(cli, case)
    gone = destroyed(cli, case, *((act,) if named else ()))
    assert {int(proposal), int(act)} <= gone
    assert not gone & texts(cli, case)
    told = cli.ok("timeline", case, *INGER).told + cli.ok("timeline", case, *INGER, "--json").out
    assert (("Zxforslagqz" in told), ("Zxenigqz" in told)) == (False, False)
    assert cli.ok("verify", "--as", "siv", "--json").json["findings"] == []


def test_why_a_wrong_proposal_was_declined_goes_with_it(cli: Cli) -> None:
    case, proposal = proposed(cli)
    declined = int(cli.ok("decline", case, proposal, "--reason", "Zxneiqz", *INGER, "--json").json["seq"])
    cli.ok("annul", case, proposal, "--why", "Feil barn.", *INGER)
    assert {int(proposal), declined} <= texts(cli, case)
    assert {int(proposal), declined} <= destroyed(cli, case, proposal)
    assert not {int(proposal), declined} & texts(cli, case)


def test_a_proposal_of_something_else_stays(cli: Cli) -> None:
    case, proposal = proposed(cli)
    act = str(cli.ok("approve", case, proposal, "--reason", "Enig.", *INGER, "--json").json["seq"])
    note = int(cli.ok("advance", case, "opplysninger_bedt", "--reason", "Zxbedtqz", *MONA, "--json").json["seq"])
    cli.ok("annul", case, str(note), "--why", "Feil barn.", *INGER)
    assert destroyed(cli, case) == {note}
    assert {int(proposal), int(act)} <= texts(cli, case)
