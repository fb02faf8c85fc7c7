"""Notices of messages under double work, broken transactions and kills: each is given once, or by the next."""

import signal
import time
from random import Random

import pytest
from sqlalchemy import text

from pathways.engine.installation import Installation
from pathways.engine.signal_follow_up import follow_up
from pathways.store import notices, signals
from pathways.store.notices import Notice
from tests.cli.messages import make_referred
from tests.cli.running import Cli
from tests.engine.test_signals import at_once, break_writes, mend, opened, prepared, receive, sent
from tests.support.counts import count
from tests.support.databases import Databases, SqliteDatabases

KILLS = count(2, 60)


def told(installation: Installation) -> list[Notice]:
    """Every notice of the only message there is."""
    with installation.database.read() as conn:
        return list(notices.of_messages(conn, [prepared(installation).signal_id]))


def tell(installation: Installation) -> object:
    """What a command about messages ends with, and a tick does."""
    return follow_up(installation.database, installation.desk, installation.clock.now())


def test_however_many_tell_at_once_each_is_told_once(databases: Databases) -> None:
    url = databases.copy_of(make_referred)
    with opened(url) as installation:
        sent(installation)
        assert told(installation) == []
        at_once(url, *[tell] * 3)
        assert [(each.rung, each.recipient, each.case_id) for each in told(installation)] == [("came", "mona", "")]


def test_telling_and_receiving_at_once_leave_no_notice_that_holds(databases: Databases) -> None:
    url = databases.copy_of(make_referred)
    with opened(url) as installation:
        signal_id = sent(installation)
        at_once(url, tell, lambda one: receive(one, signal_id))
        tell(installation)
        assert [each for each in told(installation) if each.cancelled_at is None] == []


def test_what_could_not_be_told_is_told_by_the_next(sqlite_databases: SqliteDatabases) -> None:
    with opened(sqlite_databases.copy_of(make_referred)) as installation:
        sent(installation)
        break_writes(installation, "notice")
        with pytest.raises(Exception, match="broken"):
            tell(installation)
        assert told(installation) == []
        mend(installation)
        tell(installation)
        assert len(told(installation)) == 1


def test_whoever_is_killed_while_telling_leaves_it_to_the_next(databases: Databases) -> None:
    url = databases.copy_of(make_referred)
    with opened(url) as installation:
        sent(installation)
        rng, cli = Random("kill"), Cli(url=url, env={})
        for _ in range(KILLS):
            process = cli.start("tick")
            time.sleep(0.3 + rng.random())
            process.send_signal(signal.SIGKILL)
            process.communicate()
        with installation.database.write() as conn:
            # Who was killed held the lease: it would end by itself.
            conn.execute(text("DELETE FROM worker"))
        cli.ok("tick")
        assert [each.rung for each in told(installation)] == ["came"]


def test_a_notice_in_no_case_is_no_trace_of_a_case_that_is_gone(databases: Databases) -> None:
    url = databases.copy_of(make_referred)
    with opened(url) as installation:
        sent(installation)
        tell(installation)
        with installation.database.read() as conn:
            assert [each.source_case for each in signals.waiting(conn)] == ["BV-2026-0001"]
    cli = Cli(url=url, env={})
    found = {each["id"]: each for each in cli("doctor", "--json").json["checks"]}
    assert all(found[name]["ok"] for name in ("beside", "sources") if name in found)
    assert cli.ok("verify", "--as", "rolf", "--json").json["ok"]
