"""What the timeline and notices keep by ids is told in words: who has said something, services, channels."""

import pytest

from pathways.cli.words import channel_told
from tests.cli.messages import CASE, KARI, MONA, make_referred, received, sent
from tests.cli.running import Cli
from tests.cli.support import page, started_late
from tests.support.databases import SqliteDatabases


@pytest.fixture
def referred(sqlite_databases: SqliteDatabases) -> Cli:
    """A referral that is ready to be sent, on a release."""
    return Cli(url=sqlite_databases.copy_of(make_referred), env={})


def test_who_has_said_something_and_to_whom_it_was_told_stand_in_words(referred: Cli) -> None:
    sent(referred)
    told = page(referred, "timeline", CASE, *KARI)
    assert "Av: Barnet" in told
    assert "Til: BUP Sør" in told
    assert ("child" in told, "parent_1" in told, "Til: bup-sor" in told) == (False, False, False)


def test_a_step_of_a_message_names_the_service_on_both_sides(referred: Cli) -> None:
    signal = sent(referred)
    assert f"melding {signal} sendt til BUP Sør (" in page(referred, "timeline", CASE, *KARI)
    case = received(referred, signal)
    assert f"melding {signal} fra Barnevernet i Nord mottatt" in page(referred, "timeline", case, *MONA)
    for of, user, name in ((CASE, KARI, "bup-sor"), (case, MONA, "bv-nord")):
        assert name not in page(referred, "timeline", of, *user)


def test_the_system_has_one_name(cli: Cli) -> None:
    rows = cli.ok("timeline", started_late(cli)).out.splitlines()
    ends = {row.split()[-1] for row in rows if row.split()}
    assert ("systemet" in ends, "system" in ends) == (True, False)


@pytest.mark.parametrize(("name", "told"), [("file", "mappe"), ("smtp", "e-posttjener"), ("pager", "pager")])
def test_a_channel_is_told_in_words(name: str, told: str) -> None:
    assert channel_told(name) == told
