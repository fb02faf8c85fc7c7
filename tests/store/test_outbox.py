"""Inbox and outbox: told once, sent by one sender at a time, in a way that survives senders who die."""

import random
import threading
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

import pytest

from pathways.errors import NotFoundError
from pathways.store import notices, outbox
from pathways.store.database import Database
from pathways.store.notices import InboxKey, Notice
from pathways.store.outbox import Claim, DeliveryStatus, Outcome
from tests.store.records import CASE, START, open_case

LEASE = timedelta(minutes=5)
SENT = Outcome(status=DeliveryStatus.sent, at=START, message_id="<1@kommune.no>")


def notice(number: int, **changes: object) -> Notice:
    plain = Notice(
        notice_id=f"n{number:02}",
        case_id=CASE,
        seq=number,
        run="undersokelse",
        deadline="konklusjon",
        item="",
        rung="before-2-days",
        recipient="kari",
        role="saksbehandler",
        escalate=False,
        title_key="notices.before",
        due_on=date(2026, 3, 2),
        created_at=START + timedelta(hours=number),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def store(database: Database, *told: Notice, channels: tuple[str, ...] = ("smtp",)) -> None:
    with database.write() as conn:
        open_case(conn)
        outbox.add(conn, told, channels)


def claim(
    database: Database, token: str, *, hours: int = 99, real_hours: int = 99, limit: int = 9
) -> tuple[Claim, ...]:
    """Claims at so many hours after the start, by the database's clock and by real time."""
    now, real_now = (START + timedelta(hours=h) for h in (hours, real_hours))
    with database.write() as conn:
        return outbox.claim(conn, now=now, real_now=real_now, lease=LEASE, limit=limit, token=token)


def finish(database: Database, taken: Claim, outcome: Outcome) -> bool:
    with database.write() as conn:
        return outbox.finish(conn, taken, outcome)


def statuses(database: Database, notice_id: str = "n01") -> dict[str, DeliveryStatus]:
    with database.read() as conn:
        return {each.channel: each.status for each in outbox.deliveries(conn, notice_id)}


def test_a_notice_lies_in_the_inbox_and_waits_once_for_every_channel(db: Database) -> None:
    store(db, notice(1), channels=("file", "smtp"))
    with db.read() as conn:
        assert notices.read_notice(conn, "n01") == notice(1)
    assert statuses(db) == {"file": DeliveryStatus.pending, "smtp": DeliveryStatus.pending}


def test_a_claimed_delivery_is_sent_and_then_left_alone(db: Database) -> None:
    store(db, notice(1))
    (taken,) = claim(db, "t")
    assert (taken.notice, taken.channel, taken.attempt, taken.again) == (notice(1), "smtp", 1, False)
    assert finish(db, taken, SENT)
    assert claim(db, "u") == ()
    with db.read() as conn:
        (found,) = outbox.deliveries(conn, "n01")
    assert (found.status, found.message_id, found.attempts) == (DeliveryStatus.sent, "<1@kommune.no>", 1)


def test_what_is_claimed_is_not_claimed_again_while_its_lease_runs(db: Database) -> None:
    store(db, notice(1))
    claim(db, "t")
    assert claim(db, "u") == ()


def test_a_delivery_whose_sender_died_is_unknown_and_sent_again(db: Database) -> None:
    store(db, notice(1))
    (dead,) = claim(db, "t", real_hours=1)
    (again,) = claim(db, "u", real_hours=2)
    assert (again.attempt, again.again) == (2, True)
    assert not finish(db, dead, SENT)
    assert statuses(db) == {"smtp": DeliveryStatus.claimed}
    assert finish(db, again, SENT)


def test_a_lease_is_real_time_and_not_the_time_of_a_sandbox(db: Database) -> None:
    store(db, notice(1))
    claim(db, "t", hours=2, real_hours=1)
    assert claim(db, "u", hours=999, real_hours=1) == ()


def test_a_delivery_is_claimed_when_its_time_has_come(db: Database) -> None:
    store(db, notice(2))
    assert claim(db, "t", hours=1) == ()
    assert len(claim(db, "t", hours=2)) == 1


def test_a_failed_attempt_is_tried_again_later(db: Database) -> None:
    store(db, notice(1))
    (taken,) = claim(db, "t", hours=1)
    later = Outcome(status=DeliveryStatus.pending, at=START, next_at=START + timedelta(hours=3), last_error="451")
    assert finish(db, taken, later)
    assert claim(db, "u", hours=2) == ()
    (again,) = claim(db, "u", hours=3)
    assert (again.attempt, again.again) == (2, False)
    with db.read() as conn:
        assert outbox.deliveries(conn, "n01")[0].last_error == "451"


def test_a_delivery_that_was_given_up_stays_to_be_seen(db: Database) -> None:
    store(db, notice(1))
    (taken,) = claim(db, "t")
    finish(db, taken, Outcome(status=DeliveryStatus.failed, at=START, last_error="550"))
    assert claim(db, "u") == ()
    assert statuses(db) == {"smtp": DeliveryStatus.failed}


def test_the_longest_waiting_are_claimed_first_and_all_that_waits_for_the_same_people(db: Database) -> None:
    people = ["kari", "per", "liv", "kari", "liv"]
    store(db, *(notice(number, recipient=person) for number, person in enumerate(people, 1)))
    assert [taken.notice.notice_id for taken in claim(db, "t", limit=2)] == ["n01", "n02", "n04"]
    assert [taken.notice.notice_id for taken in claim(db, "u", limit=2)] == ["n03", "n05"]


def test_senders_at_the_same_time_never_get_the_same_delivery(db: Database) -> None:
    store(db, *(notice(number, recipient=f"bruker{number % 20}") for number in range(60)))
    got: list[list[str]] = [[] for _ in range(4)]
    together = threading.Barrier(4)

    def send(mine: list[str], token: str) -> None:
        together.wait()
        misses = 0
        while misses < 3:
            taken = claim(db, token, limit=4)
            mine.extend(each.notice.notice_id for each in taken)
            misses += not taken

    threads = [threading.Thread(target=send, args=(mine, str(number))) for number, mine in enumerate(got)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(chain.from_iterable(got)) == [f"n{number:02}" for number in range(60)]


def test_a_sender_does_not_wait_for_what_another_is_claiming(postgres_db: Database) -> None:
    store(postgres_db, notice(1), notice(2, recipient="per"))
    with postgres_db.write() as conn:
        now = START + timedelta(hours=9)
        outbox.claim(conn, now=now, real_now=now, lease=LEASE, limit=1, token="t")
        assert [taken.notice.notice_id for taken in claim(postgres_db, "u")] == ["n02"]


def test_a_notice_whose_reason_went_is_taken_back_and_not_sent(db: Database) -> None:
    store(db, notice(1), notice(2))
    with db.write() as conn:
        outbox.cancel(conn, ["n01"], at=START, why="notices.met")
    assert [taken.notice.notice_id for taken in claim(db, "t")] == ["n02"]
    assert statuses(db) == {"smtp": DeliveryStatus.cancelled}
    with db.read() as conn:
        assert [each.notice_id for each in notices.inbox(conn, "kari", limit=9)] == ["n02"]
        assert [each.notice_id for each in notices.of_case(conn, CASE)] == ["n02"]
        (taken_back, _) = notices.of_case(conn, CASE, cancelled=True)
    assert (taken_back.cancelled_at, taken_back.cancelled_why) == (START, "notices.met")


def test_a_delivery_on_its_way_is_left_to_its_sender_who_is_told(db: Database) -> None:
    store(db, notice(1))
    (taken,) = claim(db, "t", real_hours=1)
    with db.write() as conn:
        outbox.cancel(conn, ["n01"], at=START, why="notices.met")
    assert statuses(db) == {"smtp": DeliveryStatus.claimed}
    (again,) = claim(db, "u", real_hours=2)
    assert again.notice.cancelled_at == START
    assert not finish(db, taken, SENT)


def test_what_no_longer_holds_is_still_to_be_read_only_where_it_may_have_gone_out(db: Database) -> None:
    store(db, *(notice(number) for number in (1, 2, 3, 4)))
    for taken in claim(db, "t", hours=3):
        status = {"n01": "sent", "n02": "unknown", "n03": "pending"}[taken.notice.notice_id]
        outcome = Outcome(status=DeliveryStatus(status), at=START, next_at=START, message_id="<1@kommune.no>")
        assert finish(db, taken, outcome)
    ids = [f"n0{number}" for number in (1, 2, 3, 4)]
    with db.write() as conn:
        outbox.cancel(conn, ids, at=START, why="engine.notice_met")
        to_read = [each.notice_id for each in notices.inbox(conn, "kari", limit=9)]
        rest = [each.notice_id for each in notices.inbox(conn, "kari", limit=9, rest=True)]
    assert (to_read, rest) == (["n02", "n01"], ["n04", "n03"])


def test_a_claim_that_is_cancelled_keeps_its_id_only_when_it_may_have_been_sent_before(db: Database) -> None:
    store(db, notice(1), notice(2))
    (first,) = claim(db, "t", hours=1)
    assert finish(db, first, Outcome(status=DeliveryStatus.unknown, at=START, next_at=START, message_id="<1@k.no>"))
    for taken in claim(db, "u", real_hours=200):
        with db.write() as conn:
            assert outbox.address(conn, taken, "<1@k.no>")
            assert outbox.finish(conn, taken, Outcome(status=DeliveryStatus.cancelled, at=START))
    with db.read() as conn:
        kept = {each: outbox.deliveries(conn, each)[0].message_id for each in ("n01", "n02")}
    assert kept == {"n01": "<1@k.no>", "n02": ""}


def test_cancelling_nothing_cancels_nothing(db: Database) -> None:
    store(db, notice(1))
    with db.write() as conn:
        outbox.cancel(conn, [], at=START, why="notices.met")
    assert statuses(db) == {"smtp": DeliveryStatus.pending}


@pytest.mark.parametrize("limit", [1, 2, 5, 100])
def test_the_pages_of_an_inbox_hold_unread_first_then_the_newest(db: Database, limit: int) -> None:
    chance = random.Random(1)
    told = [
        notice(
            number,
            created_at=START + timedelta(hours=chance.randrange(4)),
            read_at=chance.choice([None, START]),
            recipient=chance.choice(["kari", "kari", "per"]),
        )
        for number in range(25)
    ]
    store(db, *told)
    mine = sorted((each for each in told if each.recipient == "kari"), key=lambda n: n.notice_id, reverse=True)
    mine.sort(key=lambda n: n.created_at, reverse=True)
    mine.sort(key=lambda n: n.read_at is not None)
    pages: list[Notice] = []
    with db.read() as conn:
        for rest in (False, True):
            after: InboxKey | None = None
            while page := notices.inbox(conn, "kari", limit=limit, after=after, rest=rest):
                pages.extend(page)
                after = InboxKey(created_at=page[-1].created_at, notice_id=page[-1].notice_id)
    assert pages == mine


def test_a_notice_is_read_once_by_its_recipient(db: Database) -> None:
    store(db, notice(1))
    later = START + timedelta(days=1)
    with db.write() as conn:
        first = notices.mark_read(conn, "n01", "kari", START)
        second = notices.mark_read(conn, "n01", "kari", later)
        found = notices.read_notice(conn, "n01")
    assert (first, second, found and found.read_at) == (True, False, START)


def test_what_reached_a_person_at_one_instant_is_in_the_order_of_events_whatever_its_ids_are(db: Database) -> None:
    first = notice(1, notice_id="z", created_at=START, read_at=START)
    middle = notice(2, notice_id="a", created_at=START, read_at=START, title_key="ny", supersedes="z")
    last = notice(3, notice_id="0", created_at=START, read_at=START, title_key="ny", supersedes="z")
    store(db, last, first, middle)
    with db.read() as conn:
        assert [each.seq for each in notices.that_reached(conn, CASE)] == [1, 2, 3]
        assert notices.superseding(conn, "z", "ny") == ("a", "0")


@pytest.mark.parametrize(("notice_id", "reader"), [("n01", "per"), ("ingen", "kari")])
def test_nobody_reads_a_notice_that_is_not_theirs(db: Database, notice_id: str, reader: str) -> None:
    store(db, notice(1))
    with pytest.raises(NotFoundError, match=notice_id), db.write() as conn:
        notices.mark_read(conn, notice_id, reader, START)


def test_a_status_is_kept_as_the_word_it_is(db: Database) -> None:
    store(db, notice(1))
    with db.read() as conn:
        assert conn.exec_driver_sql("SELECT status FROM delivery").scalar_one() == "pending"


def test_a_lease_is_over_at_the_instant_it_ends(db: Database) -> None:
    store(db, notice(1))
    claim(db, "t", real_hours=1)
    with db.write() as conn:
        ends = START + timedelta(hours=1) + LEASE
        (again,) = outbox.claim(conn, now=START + timedelta(hours=99), real_now=ends, lease=LEASE, limit=9, token="u")
    assert again.again


def test_a_notice_that_is_taken_back_twice_keeps_the_first_reason(db: Database) -> None:
    store(db, notice(1))
    with db.write() as conn:
        outbox.cancel(conn, ["n01"], at=START, why="engine.notice_moot")
        outbox.cancel(conn, ["n01"], at=START + timedelta(hours=1), why="notices.reason_gone")
        found = notices.read_notice(conn, "n01")
    assert found is not None
    assert (found.cancelled_at, found.cancelled_why) == (START, "engine.notice_moot")
