"""Handing mail to a real server: encrypted or not at all, and every way it can end."""

import ssl
import time
from pathlib import Path

import pytest

from notifications.channels import DeliveryError, Fault
from notifications.smtp import TIMEOUT, SmtpChannel, SmtpServer, is_this_machine
from tests.notifications.letters import letter
from tests.notifications.servers import HOST, free_port, post_office, self_signed, silent_server

PASSWORD = "riktig passord"


def channel(port: int, tls: ssl.SSLContext | None = None, **changes: object) -> SmtpChannel:
    settings: dict[str, object] = {"host": HOST, "port": port, "encrypted": False, "timeout": 5.0, **changes}
    return SmtpChannel(SmtpServer(**settings), tls)  # type: ignore[arg-type]


def failure(sender: SmtpChannel) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        sender.send(letter())
    error = caught.value
    told = f"{error} {error!r} {error.values} {error.__cause__} {error.__suppress_context__}"
    assert [word for word in ("kari", "kommune.example", PASSWORD, "Postmesteren") if word in told] == []
    assert error.__suppress_context__ or error.__context__ is None
    return error


@pytest.fixture
def contexts(tmp_path: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    return self_signed(tmp_path)


def test_a_mail_is_handed_in_whole() -> None:
    with post_office() as post:
        handed = channel(post.port).send(letter())
    assert handed.message_id == "<abc@forlop.example>"
    assert post.raw == [letter().as_bytes()]


def test_a_mail_goes_encrypted_where_the_server_offers_it(contexts: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    server, client = contexts
    with post_office(server) as post:
        channel(post.port, client, encrypted=True).send(letter())
    assert post.encrypted == [True]


def test_a_server_without_encryption_gets_nothing() -> None:
    with post_office() as post:
        error = failure(channel(post.port, encrypted=True, user="u", password=PASSWORD))
    assert (error.key, error.fault, error.whole_channel) == ("notices.no_starttls", Fault.temporary, True)
    assert (post.raw, post.users) == ([], [])


def test_a_server_nobody_vouches_for_gets_nothing(contexts: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    with post_office(contexts[0]) as post:
        error = failure(channel(post.port, encrypted=True, user="u", password=PASSWORD))
    assert (error.key, error.fault, error.whole_channel) == ("notices.smtp_unreachable", Fault.temporary, True)
    assert error.values["step"] == "starttls"
    assert (post.raw, post.users) == ([], [])


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("smtp.kommune.no", False),
        ("127.0.0.1.kommune.no", False),
        ("localhost.kommune.no", False),
        ("10.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 (an address to be refused, not to listen on)
        ("", False),
    ],
)
def test_only_the_machine_itself_is_trusted_without_encryption(host: str, loopback: bool) -> None:  # noqa: FBT001
    assert is_this_machine(host) is loopback


def test_a_user_logs_in_with_the_password() -> None:
    with post_office() as post:
        channel(post.port, user="forlop", password=PASSWORD).send(letter())
    assert (post.users, len(post.raw)) == ([b"forlop"], 1)


def test_a_wrong_password_is_the_fault_of_the_channel_and_not_of_the_mail() -> None:
    with post_office() as post:
        error = failure(channel(post.port, user="forlop", password="feil"))
    assert (error.fault, error.whole_channel) == (Fault.temporary, True)
    assert (error.values["code"], error.values["step"]) == (535, "auth")
    assert post.raw == []


def test_the_password_is_not_shown() -> None:
    assert PASSWORD not in repr(SmtpServer(host=HOST, port=25, password=PASSWORD))


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        ("450 4.2.1 kari@kommune.example opptatt, hilsen Postmesteren", Fault.temporary),
        ("550 5.1.1 kari@kommune.example ukjent, hilsen Postmesteren", Fault.permanent),
    ],
)
@pytest.mark.parametrize("step", ["rcpt", "data"])
def test_a_refusal_of_this_mail_is_temporary_or_permanent_by_its_code(step: str, reply: str, fault: Fault) -> None:
    with post_office() as post:
        setattr(post, f"{step}_reply", reply)
        error = failure(channel(post.port))
    assert (error.key, error.fault, error.whole_channel) == ("notices.smtp_refused", fault, False)
    assert (error.values["code"], error.values["step"]) == (int(reply[:3]), step)


def test_a_refusal_of_the_sender_concerns_every_mail_and_loses_none() -> None:
    with post_office() as post:
        post.mail_reply = "550 5.7.1 avsender ikke tillatt"
        error = failure(channel(post.port))
    assert (error.fault, error.whole_channel) == (Fault.temporary, True)


def test_a_server_that_is_not_there_is_a_temporary_fault_of_the_channel() -> None:
    error = failure(channel(free_port()))
    assert (error.key, error.fault, error.whole_channel) == ("notices.smtp_unreachable", Fault.temporary, True)


def test_a_server_that_hangs_is_left_when_the_time_is_out() -> None:
    began = time.monotonic()
    with silent_server() as port:
        error = failure(channel(port, timeout=0.2))
    assert time.monotonic() - began < 3
    assert (error.key, error.fault, error.whole_channel) == ("notices.smtp_unreachable", Fault.temporary, True)


def test_the_usual_patience_is_at_most_thirty_seconds() -> None:
    assert SmtpServer(host=HOST, port=25).timeout == TIMEOUT <= 30


def test_a_connection_cut_after_the_message_leaves_the_outcome_unknown() -> None:
    with post_office() as post:
        post.cut = 1
        error = failure(channel(post.port))
    assert (error.key, error.fault, error.whole_channel) == ("notices.smtp_unanswered", Fault.unknown, False)
    assert len(post.raw) == 1
