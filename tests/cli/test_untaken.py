"""A service that has received a message sees in its own list that nobody there has taken over the responsibility."""

import pytest

from tests.cli.messages import KARI, MONA, TWO_AREAS, annulled, gaps, make_referred, received, sent
from tests.cli.running import Cli, staffed
from tests.cli.support import page
from tests.support.databases import SqliteDatabases

EVA, GAP = ("--as", "eva"), "takeover_waits"


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """Two data areas, a referral that is ready, and a leader of BUP Sør."""
    leader = '[users.eva]\nroles = [{role = "enhetsleder", service = "bup-sor"}]\n'
    return staffed(Cli(url=sqlite_databases.copy_of(make_referred), env={}), TWO_AREAS + leader, by="siv")


def test_what_was_received_is_a_gap_there_until_responsibility_is_taken_over(cli: Cli) -> None:
    signal = sent(cli)
    case = received(cli, signal)
    assert GAP in gaps(cli, user=EVA)[case]
    told = " ".join(page(cli, "case", "gaps", *EVA).split())
    assert "ingen her har overtatt ansvaret" in told
    assert f"«pathways signal take-over {signal}»" in told
    assert GAP not in str(gaps(cli, user=KARI))
    cli.ok("signal", "take-over", signal, *MONA)
    assert GAP not in gaps(cli, user=EVA).get(case, [])


def test_what_its_sender_withdrew_is_for_nobody_to_take_over(cli: Cli) -> None:
    signal = sent(cli)
    case = received(cli, signal)
    annulled(cli, signal)
    assert (GAP in gaps(cli, user=EVA)[case], "source_changed" in gaps(cli, user=EVA)[case]) == (False, True)


def test_what_was_declined_is_no_longer_waited_for(cli: Cli) -> None:
    signal = sent(cli)
    case = received(cli, signal)
    cli.ok("signal", "decline", signal, "--code", "feil_tjeneste", *MONA)
    assert GAP not in gaps(cli, user=EVA)[case]
