"""Messages under double work and broken transactions: each step once, in both logs, or not at all."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import text

from pathways.compiler import catalogue
from pathways.counting.oslo import civil_date
from pathways.engine.carrying import carry
from pathways.engine.engine import shell
from pathways.engine.installation import Installation, install
from pathways.engine.receipt import Receipt
from pathways.engine.replay import Kept, replay_case
from pathways.engine.signal_finding import Messages
from pathways.engine.signal_receiving import Receiving
from pathways.engine.signal_sending import Sending
from pathways.errors import ConflictError, PathwaysError
from pathways.model.policy import Action
from pathways.model.record import Act, Happened, Kind, Record
from pathways.model.signal import Signal, Status
from pathways.store import derivations, events, heads, signals
from pathways.store.verify import verify_all
from tests.cli.messages import CASE, make_referred
from tests.support.compiled import remembered
from tests.support.databases import Databases, SqliteDatabases

FOLDER = Path(__file__).parents[2] / "definitions"


@contextmanager
def opened(url: str) -> Iterator[Installation]:
    """The installation on a database, with the shipped definitions."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "_compile", remembered)
        installation = install(url, FOLDER, channels=(), organisation="Prøve")
    try:
        yield installation
    finally:
        installation.close()


def messages(installation: Installation, user: str) -> Messages:
    """What somebody does with messages: kari sends, all others receive."""
    actor, action = installation.people.actor(user, "prøve"), Action.signal_receive
    if user == "kari":
        action = Action.share_send
    reader = installation.reader(actor, "prøve", action)
    return Messages(engine=installation.engine, reader=reader, people=installation.people, action=action)


def prepared(installation: Installation) -> Signal:
    """The only message there is."""
    with installation.database.read() as conn:
        return signals.sent_by_case(conn, CASE)[0]


def sent(installation: Installation) -> str:
    """Send it to BUP Sør; its id."""
    signal = prepared(installation)
    Sending(messages=messages(installation, "kari")).send(signal.signal_id, "bup-sor")
    return signal.signal_id


def receive(installation: Installation, signal_id: str, key: str = "", who: str = "mona") -> Receipt:
    """Mona, or somebody else, opens a case for it."""
    now = installation.clock.now()
    act = Act(
        case_id="",
        event="",
        run="",
        item="",
        happened=Happened(on=civil_date(now), at=now),
        data={"henviser": "barnevern"},
        reason_codes=(),
        texts={},
        actor=installation.people.actor(who, "prøve"),
        key=key,
        expected_version=None,
        happened_given=False,
    )
    return Receiving(messages=messages(installation, who)).open_case(signal_id, act)


def cases(installation: Installation) -> list[str]:
    """Every case."""
    with installation.database.read() as conn:
        return sorted(head.case_id for head in heads.list_heads(conn, limit=100))


def notes(installation: Installation, case_id: str) -> list[Record]:
    """What the log of a case tells of messages."""
    with installation.database.read() as conn:
        return [record for record in events.read_case(conn, case_id) if record.kind is Kind.signal]


def is_whole(installation: Installation) -> bool:
    """Whether every chain holds and every case replays."""
    with installation.database.read() as conn:
        if list(verify_all(conn)):
            return False
        for case_id in cases(installation):
            kept = Kept(digests=events.standing_digests(conn, case_id), derived=derivations.of_case(conn, case_id))
            told = replay_case(installation.library, case_id, events.read_case(conn, case_id), kept)
            if told.differs_at or told.counted_otherwise:
                return False
    return True


def at_once(url: str, *works: Callable[[Installation], object]) -> list[object]:
    """Each work in an installation and a thread of its own, begun together; what came of it, or the error."""
    barrier = Barrier(len(works))

    def work(one: Callable[[Installation], object]) -> object:
        with opened(url) as installation:
            barrier.wait()
            try:
                return one(installation)
            except PathwaysError as error:
                return error

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(work, works))


def break_writes(installation: Installation, table: str) -> None:
    """Let the database refuse every new row of a table, as a disk that is full would."""
    with installation.database.write() as conn:
        statement = f"CREATE TRIGGER broken BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'broken'); END"
        conn.execute(text(statement))


def mend(installation: Installation) -> None:
    """As before."""
    with installation.database.write() as conn:
        conn.execute(text("DROP TRIGGER broken"))


def test_two_who_receive_one_message_at_once_open_one_case(databases: Databases) -> None:
    url = databases.copy_of(make_referred)
    with opened(url) as installation:
        signal_id = sent(installation)
        came = at_once(url, *[lambda one: receive(one, signal_id)] * 3)
        assert sorted(isinstance(each, Receipt) for each in came) == [False, False, True]
        assert [each for each in cases(installation) if each.startswith("BUP")] == ["BUP-2026-0001"]
        assert is_whole(installation)


def test_one_command_sent_twice_at_once_has_one_answer(databases: Databases) -> None:
    url = databases.copy_of(make_referred)
    with opened(url) as installation:
        signal_id = sent(installation)
        came = at_once(url, *[lambda one: receive(one, signal_id, "mottak-1").case_id] * 2)
        assert (came, len(cases(installation))) == (["BUP-2026-0001"] * 2, 2)


def test_the_other_log_is_told_once_however_many_carry_and_not_lost_when_nobody_did(databases: Databases) -> None:
    url = databases.copy_of(make_referred)
    with opened(url) as installation:
        receive(installation, sent(installation))
        assert [record.name for record in notes(installation, CASE)] == ["signal_sent"]
        at_once(url, *[lambda one: carry(one.database, one.desk, one.clock.now())] * 3)
        assert [record.name for record in notes(installation, CASE)] == ["signal_sent", "signal_received"]
        assert carry(installation.database, installation.desk, installation.clock.now()) == (0, [])
        assert is_whole(installation)


def test_sending_and_annulling_at_once_end_in_one_order(databases: Databases) -> None:
    url = databases.copy_of(make_referred)
    with opened(url) as installation:
        signal = prepared(installation)

        def annul(one: Installation) -> object:
            actor = one.people.actor("kari", "prøve")
            return one.engine.annul(shell(CASE, actor, "", None, "Feil barn."), signal.source_seq)

        at_once(url, sent, annul)
        assert prepared(installation).status is Status.withdrawn
        assert is_whole(installation)


def test_a_receipt_that_breaks_leaves_neither_case_nor_step(sqlite_databases: SqliteDatabases) -> None:
    with opened(sqlite_databases.copy_of(make_referred)) as installation:
        signal_id = sent(installation)
        break_writes(installation, "signal_step")
        with pytest.raises(Exception, match="broken"):
            receive(installation, signal_id)
        mend(installation)
        assert (cases(installation), prepared(installation).status) == ([CASE], Status.sent)
        assert receive(installation, signal_id).case_id == "BUP-2026-0001"


def test_an_event_whose_message_cannot_be_prepared_is_not_recorded(sqlite_databases: SqliteDatabases) -> None:
    with opened(sqlite_databases.copy_of(make_referred)) as installation:
        break_writes(installation, "signal")
        now, before = installation.clock.now(), len(notes(installation, CASE))
        act = Act(
            case_id=CASE,
            event="henvisning_sendt",
            run="",
            item="",
            happened=Happened(on=civil_date(now), at=now),
            data={"henvist_til": ("bup",)},
            reason_codes=(),
            texts={},
            actor=installation.people.actor("kari", "prøve"),
            key="",
            expected_version=None,
        )
        with pytest.raises(ConflictError, match="Ingenting ble lagret"):
            installation.engine.advance(act)
        with installation.database.read() as conn:
            sendings = [each for each in events.read_case(conn, CASE) if each.name == "henvisning_sendt"]
        assert (len(sendings), before) == (1, 0)


def test_each_event_prepares_its_own_message_and_prepares_it_once(sqlite_databases: SqliteDatabases) -> None:
    with opened(sqlite_databases.copy_of(make_referred)) as installation:
        signal = prepared(installation)
        with installation.database.write() as conn:
            assert not signals.begin(conn, signal)
        with installation.database.read() as conn:
            assert len(signals.sent_by_case(conn, CASE)) == 1
