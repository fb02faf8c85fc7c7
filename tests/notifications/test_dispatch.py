"""Delivering the outbox, on both databases and against a real mail server: what is sent, when, and how often."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from notifications.backoff import MOST_ATTEMPTS
from notifications.channels import Channel, Handed
from notifications.dispatch import LEASE, PATIENCE, Postman, Report
from notifications.folder import FolderChannel
from notifications.smtp import SmtpChannel, SmtpServer
from pathways.store import notices, outbox
from pathways.store.database import Database
from pathways.store.notices import Notice
from pathways.store.outbox import Delivery, DeliveryStatus
from tests.notifications.letters import CASE, LETTERHEAD, NOW, RENDERER, notice
from tests.notifications.servers import HOST, Post, free_port, post_office
from tests.store.records import open_case
from tests.support.databases import Databases, migrate

MINUTE = timedelta(minutes=1)
NOTHING = Report(mails=0, sent=0, cancelled=0, postponed=0, failed=0, lost=0)


@pytest.fixture
def db(databases: Databases) -> Iterator[Database]:
    database = Database.open(databases.copy_of(migrate))
    with database.write() as conn:
        open_case(conn, CASE)
    yield database
    database.close()


@pytest.fixture
def post() -> Iterator[Post]:
    with post_office() as office:
        yield office


def mail_channel(port: int) -> Channel:
    return SmtpChannel(SmtpServer(host=HOST, port=port, encrypted=False, timeout=5.0))


def postman(db: Database, *channels: Channel, wanted: Callable[[Notice], bool] = lambda _: True) -> Postman:
    tokens = iter(range(1_000_000))
    return Postman(
        database=db,
        channels={channel.name: channel for channel in channels},
        address_of=lambda user: f"{user}@kommune.example" if user in ("kari", "liv") else "",
        still_wanted=wanted,
        letterhead=LETTERHEAD,
        renderer=RENDERER,
        chance=lambda: 0.0,
        new_token=lambda: f"token-{id(tokens)}-{next(tokens)}",
        elapsed=lambda: 0.0,
    )


def fill(db: Database, *filled: Notice, channels: tuple[str, ...] = ("smtp",)) -> None:
    with db.write() as conn:
        outbox.add(conn, filled, channels)


def of(db: Database, number: int = 1) -> Delivery:
    with db.read() as conn:
        (delivery,) = outbox.deliveries(conn, notice(number).notice_id)
    return delivery


def deliver(sender: Postman, now: datetime = NOW, *, limit: int = 50) -> Report:
    """The counts of a round; the reasons in words are tested where they are told."""
    return replace(sender.deliver(now=now, real_now=now, limit=limit), why=())


def test_a_notice_is_mailed_once_and_marked_sent(db: Database, post: Post) -> None:
    fill(db, notice())
    sender = postman(db, mail_channel(post.port))
    assert deliver(sender) == replace(NOTHING, mails=1, sent=1)
    assert deliver(sender, NOW + timedelta(days=30)) == NOTHING
    (mail,) = post.mails
    assert mail["To"] == "kari@kommune.example"
    assert mail["Subject"] == "1 frist krever oppfølging"
    assert (of(db).status, of(db).message_id) == (DeliveryStatus.sent, mail["Message-ID"])


def test_several_notices_to_one_person_become_one_mail(db: Database, post: Post) -> None:
    fill(db, notice(1), notice(2, due_on=date(2026, 11, 25)), notice(3), notice(4, recipient="liv"))
    assert deliver(postman(db, mail_channel(post.port))) == replace(NOTHING, mails=2, sent=4)
    assert [(mail["To"], mail["Subject"]) for mail in post.mails] == [
        ("kari@kommune.example", "3 frister krever oppfølging"),
        ("liv@kommune.example", "1 frist krever oppfølging"),
    ]
    body = post.mails[0].get_content()
    assert body.startswith("Du har 3 frister som krever oppfølging. Den nærmeste er fredag 20. november 2026.")


def test_what_waits_for_one_person_is_one_mail_however_much_it_is(db: Database, post: Post) -> None:
    mine = [notice(number) for number in range(120)]
    others = [notice(number, recipient="liv") for number in range(120, 180)]
    fill(db, *mine, *others)
    sender = postman(db, mail_channel(post.port))
    while deliver(sender, limit=50).mails:
        pass
    assert sorted((mail["To"], mail["Subject"]) for mail in post.mails) == [
        ("kari@kommune.example", "120 frister krever oppfølging"),
        ("liv@kommune.example", "60 frister krever oppfølging"),
    ]


def test_a_notice_that_is_not_due_to_be_sent_waits(db: Database, post: Post) -> None:
    fill(db, notice(created_at=NOW + MINUTE))
    sender = postman(db, mail_channel(post.port))
    assert deliver(sender) == NOTHING
    assert deliver(sender, NOW + MINUTE) == replace(NOTHING, mails=1, sent=1)


def test_a_notice_whose_reason_has_gone_is_cancelled_and_leaves_the_inbox(db: Database, post: Post) -> None:
    fill(db, notice(1), notice(2))
    gone = notice(1).notice_id
    sender = postman(db, mail_channel(post.port), wanted=lambda each: each.notice_id != gone)
    assert deliver(sender) == replace(NOTHING, mails=1, sent=1, cancelled=1)
    assert post.mails[0]["Subject"] == "1 frist krever oppfølging"
    assert (of(db, 1).status, of(db, 1).last_error[:11]) == (DeliveryStatus.cancelled, "Ikke sendt:")
    with db.read() as conn:
        assert [each.notice_id for each in notices.inbox(conn, "kari", limit=9)] == [notice(2).notice_id]
        taken_back = notices.read_notice(conn, gone)
    assert taken_back is not None
    assert (taken_back.cancelled_at, taken_back.cancelled_why) == (NOW, "engine.notice_moot")


def test_a_notice_cancelled_after_it_was_claimed_is_not_sent(db: Database, post: Post) -> None:
    fill(db, notice(1, recipient="liv"), notice(2))

    def cancels_the_next(each: Notice) -> bool:
        if each.recipient == "liv":
            with db.write() as conn:
                outbox.cancel(conn, [notice(2).notice_id], at=NOW, why="notices.reason_gone")
        return True

    sender = postman(db, mail_channel(post.port), wanted=cancels_the_next)
    assert deliver(sender) == replace(NOTHING, mails=1, sent=1, cancelled=1)
    assert [mail["To"] for mail in post.mails] == ["liv@kommune.example"]


def test_what_was_told_by_another_channel_stays_in_the_inbox(db: Database, post: Post, tmp_path: Path) -> None:
    fill(db, notice(), channels=("file", "smtp"))
    asked: list[str] = []

    def once(each: Notice) -> bool:
        asked.append(each.notice_id)
        return len(asked) == 1

    sender = postman(db, FolderChannel(tmp_path), mail_channel(post.port), wanted=once)
    assert deliver(sender) == replace(NOTHING, mails=1, sent=1, cancelled=1)
    with db.read() as conn:
        assert len(notices.inbox(conn, "kari", limit=9)) == 1


@pytest.mark.parametrize("recipient", ["", "ukjent"])
def test_who_has_no_address_gets_no_mail_and_keeps_the_notice(db: Database, post: Post, recipient: str) -> None:
    fill(db, notice(recipient=recipient))
    assert deliver(postman(db, mail_channel(post.port))) == replace(NOTHING, cancelled=1)
    assert "ingen gyldig e-postadresse" in of(db).last_error
    with db.read() as conn:
        assert len(notices.inbox(conn, recipient, limit=9)) == 1
    assert post.raw == []


def test_a_temporary_refusal_is_tried_again_later_under_the_same_id(db: Database, post: Post) -> None:
    fill(db, notice())
    sender = postman(db, mail_channel(post.port))
    post.rcpt_reply = "450 4.2.1 kari@kommune.example opptatt"
    assert deliver(sender) == replace(NOTHING, postponed=1)
    waiting = of(db)
    assert (waiting.status, waiting.attempts, waiting.next_at) == (DeliveryStatus.pending, 1, NOW + MINUTE / 2)
    assert waiting.last_error == "Ikke sendt: e-posttjeneren svarte 450 i trinnet «rcpt»."
    post.rcpt_reply = ""
    assert deliver(sender, NOW + MINUTE / 4) == NOTHING
    assert deliver(sender, NOW + MINUTE / 2) == replace(NOTHING, mails=1, sent=1)
    assert (post.mails[0]["Message-ID"], post.mails[0]["X-Resent-Reason"]) == (waiting.message_id, None)


def test_after_a_temporary_refusal_a_person_still_gets_one_mail_for_all(db: Database, post: Post) -> None:
    fill(db, notice(1))
    sender = postman(db, mail_channel(post.port))
    post.rcpt_reply = "450 4.2.1 opptatt"
    deliver(sender)
    fill(db, notice(2))
    post.rcpt_reply = ""
    assert deliver(sender, NOW + MINUTE) == replace(NOTHING, mails=1, sent=2)


def test_a_permanent_refusal_is_given_up_at_once_and_shown(db: Database, post: Post) -> None:
    fill(db, notice())
    sender = postman(db, mail_channel(post.port))
    post.rcpt_reply = "550 5.1.1 kari@kommune.example finnes ikke"
    assert deliver(sender) == replace(NOTHING, failed=1)
    assert (of(db).status, of(db).attempts) == (DeliveryStatus.failed, 1)
    assert "550" in of(db).last_error
    assert "kari" not in of(db).last_error
    assert deliver(sender, NOW + timedelta(days=1)) == NOTHING


def test_after_ten_attempts_a_delivery_is_given_up_and_never_dropped(db: Database) -> None:
    fill(db, notice())
    sender = postman(db, mail_channel(free_port()))
    now = NOW
    for attempt in range(1, MOST_ATTEMPTS):
        assert deliver(sender, now) == replace(NOTHING, postponed=1)
        assert of(db).attempts == attempt
        now = of(db).next_at
    assert deliver(sender, now) == replace(NOTHING, failed=1)
    assert (of(db).status, of(db).attempts) == (DeliveryStatus.failed, MOST_ATTEMPTS)
    assert "e-posttjeneren" in of(db).last_error
    with db.read() as conn:
        assert len(notices.inbox(conn, "kari", limit=9)) == 1


def test_a_channel_that_is_down_is_tried_once_in_a_round(db: Database) -> None:
    fill(db, notice(1), notice(2, recipient="liv"), notice(3, recipient="kari"))
    tries: list[str] = []

    class Counting:
        name = "smtp"

        def send(self, message: EmailMessage) -> Handed:
            tries.append("send")
            return mail_channel(free_port()).send(message)

    assert deliver(postman(db, Counting())) == replace(NOTHING, postponed=3)
    assert tries == ["send"]


def test_a_channel_that_was_turned_off_keeps_its_deliveries_waiting(db: Database, post: Post) -> None:
    fill(db, notice())
    assert deliver(postman(db)) == replace(NOTHING, postponed=1)
    assert "slått av" in of(db).last_error
    assert deliver(postman(db, mail_channel(post.port)), NOW + MINUTE) == replace(NOTHING, mails=1, sent=1)


def test_a_cut_after_the_message_is_sent_again_under_the_same_id_and_says_so(db: Database, post: Post) -> None:
    fill(db, notice(1), notice(2))
    sender = postman(db, mail_channel(post.port))
    post.cut = 1
    assert deliver(sender) == replace(NOTHING, postponed=2)
    assert of(db).status is DeliveryStatus.unknown
    fill(db, notice(3))
    assert deliver(sender, NOW + MINUTE) == replace(NOTHING, mails=2, sent=3)
    first, *later = post.mails
    fresh, again = sorted(later, key=lambda mail: str(mail["Subject"]))
    assert (again["Message-ID"], again["Subject"]) == (first["Message-ID"], "2 frister krever oppfølging")
    assert again["X-Resent-Reason"] == "outcome of an earlier attempt is unknown"
    assert (fresh["Subject"], fresh["X-Resent-Reason"]) == ("1 frist krever oppfølging", None)


def test_what_may_have_arrived_keeps_its_id_when_a_part_of_it_is_no_longer_wanted(db: Database, post: Post) -> None:
    fill(db, notice(1), notice(2))
    post.cut = 1
    deliver(postman(db, mail_channel(post.port)))
    met = notice(2).notice_id
    later = postman(db, mail_channel(post.port), wanted=lambda each: each.notice_id != met)
    assert deliver(later, NOW + MINUTE) == replace(NOTHING, mails=1, sent=1, cancelled=1)
    first, again = post.mails
    assert (again["Message-ID"], again["Subject"]) == (first["Message-ID"], "1 frist krever oppfølging")
    with db.read() as conn:
        assert len(notices.inbox(conn, "kari", limit=9)) == 2


def test_what_may_have_arrived_keeps_its_id_through_later_refusals(db: Database, post: Post) -> None:
    fill(db, notice())
    sender = postman(db, mail_channel(post.port))
    post.cut = 1
    deliver(sender)
    post.rcpt_reply = "450 4.2.1 opptatt"
    deliver(sender, NOW + 5 * MINUTE)
    assert of(db).status is DeliveryStatus.unknown
    post.rcpt_reply = ""
    deliver(sender, NOW + 60 * MINUTE)
    first, again = post.mails
    assert again["Message-ID"] == first["Message-ID"]
    assert again["X-Resent-Reason"]


def test_two_senders_never_send_the_same(db: Database, post: Post) -> None:
    fill(db, *(notice(number, recipient="kari" if number < 5 else "liv") for number in range(1, 7)))
    other = postman(db, mail_channel(post.port))
    reports: list[Report] = []

    def while_the_first_is_at_it(_: Notice) -> bool:
        if not reports:
            reports.append(NOTHING)
            reports.append(deliver(other, limit=50))
        return True

    first = deliver(postman(db, mail_channel(post.port), wanted=while_the_first_is_at_it), limit=4)
    assert (first.sent, reports[1].sent) == (4, 2)
    assert sorted(mail["Subject"][0] for mail in post.mails) == ["2", "4"]


def test_a_sender_that_slept_through_its_lease_sends_nothing(db: Database, post: Post) -> None:
    fill(db, notice())
    other = postman(db, mail_channel(post.port))
    later = NOW + LEASE + MINUTE
    reports: list[Report] = []

    def sleeps(_: Notice) -> bool:
        reports.append(deliver(other, later))
        return True

    assert deliver(postman(db, mail_channel(post.port), wanted=sleeps)) == replace(NOTHING, lost=1)
    assert reports == [replace(NOTHING, mails=1, sent=1)]
    assert len(post.raw) == 1


def test_a_round_that_takes_too_long_begins_no_more_mails(db: Database, post: Post) -> None:
    fill(db, notice(1), notice(2, recipient="liv"))
    seconds = iter([0.0, PATIENCE, PATIENCE + 1])
    slow = replace(postman(db, mail_channel(post.port)), elapsed=lambda: next(seconds))
    assert deliver(slow) == replace(NOTHING, mails=1, sent=1, postponed=1)
    assert deliver(postman(db, mail_channel(post.port)), NOW + MINUTE) == replace(NOTHING, mails=1, sent=1)


def test_a_delivery_that_keeps_killing_its_senders_is_given_up(db: Database, post: Post) -> None:
    fill(db, notice(1))

    def dies(_: Notice) -> bool:
        raise MemoryError

    now = NOW
    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(MemoryError):
            deliver(postman(db, mail_channel(post.port), wanted=dies), now)
        now += LEASE + MINUTE
    assert deliver(postman(db, mail_channel(post.port), wanted=dies), now) == replace(NOTHING, failed=1)
    assert of(db).last_error.startswith("Gitt opp etter 10 forsøk")


def test_no_transaction_is_open_while_a_mail_is_sent(db: Database, post: Post) -> None:
    fill(db, notice())
    seen: list[DeliveryStatus] = []

    class Looking:
        name = "smtp"

        def send(self, message: EmailMessage) -> Handed:
            with db.write() as conn:
                seen.extend(each.status for each in outbox.deliveries(conn, notice().notice_id))
            return mail_channel(post.port).send(message)

    deliver(postman(db, Looking()))
    assert seen == [DeliveryStatus.claimed]
