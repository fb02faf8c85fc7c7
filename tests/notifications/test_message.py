"""The mail itself: a stable id, a generic subject, quiet headers, and no way to smuggle one in."""

from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.message import Letterhead, build_message, message_id_of
from notifications.wording import Wording, wording_of
from pathways.people.address import is_address
from tests.notifications.letters import LETTERHEAD, RENDERER, WORDING, envelope, letter, notice

TODAY = date(2026, 11, 18)


def test_a_mail_bears_the_headers_that_were_agreed() -> None:
    mail = message_from_bytes(letter().as_bytes(), policy=policy.default)
    assert dict(mail.items()) == {
        "From": "varsel@kommune.example",
        "To": "kari@kommune.example",
        "Subject": "3 frister krever oppfølging",
        "Date": "Wed, 18 Nov 2026 07:00:00 +0000",
        "Message-ID": "<abc@forlop.example>",
        "Auto-Submitted": "auto-generated",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
        "MIME-Version": "1.0",
    }


def test_a_mail_that_may_have_arrived_before_says_so() -> None:
    assert letter(resent=True)["X-Resent-Reason"] == "outcome of an earlier attempt is unknown"


def test_the_mail_is_plain_ascii_on_the_wire_and_bokmal_when_read() -> None:
    raw = letter().as_bytes()
    assert raw.isascii()
    text = message_from_bytes(raw, policy=policy.default).get_body()
    assert text is not None
    assert "oppfølging. Den nærmeste er fredag 20. november 2026." in text.get_content()


def test_the_same_notices_give_the_same_id_in_any_order() -> None:
    assert message_id_of(["b", "a"], "smtp", "x.example") == message_id_of(["a", "b"], "smtp", "x.example")


@pytest.mark.parametrize(
    ("notices", "channel", "domain"),
    [
        (["a"], "smtp", "x.example"),
        (["a", "b"], "file", "x.example"),
        (["a", "b"], "smtp", "y.example"),
        (["ab"], "smtp", "x.example"),
    ],
)
def test_other_notices_channels_or_domains_give_another_id(notices: list[str], channel: str, domain: str) -> None:
    assert message_id_of(notices, channel, domain) != message_id_of(["a", "b"], "smtp", "x.example")


def test_an_id_is_one_that_mail_servers_accept() -> None:
    made = message_id_of(["a"], "smtp", "forlop.example")
    assert made.startswith("<")
    assert made.endswith("@forlop.example>")
    assert len(made) == 57


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kari",
        "@x.no",
        "kari@",
        "kari@x.no\r\nBcc: alle@x.no",
        "kari@x.no\n",
        "kari@x.no, ola@x.no",
        "Kari <kari@x.no>",
        "kåri@x.no",
        "kari@møre.no",
        "kari @x.no",
        "kari@x..no",
        '"kari"@x.no',
        "kari@x.no;",
        f"{'k' * 65}@x.no",
        f"kari@{'x.' * 130}no",
    ],
)
def test_anything_but_one_plain_address_is_refused(text: str) -> None:
    assert not is_address(text)
    with pytest.raises(ValueError, match="address"):
        letter(address=text)
    with pytest.raises(ValueError, match="address"):
        build_message(RENDERER, replace(LETTERHEAD, sender=text), envelope(), WORDING)


@given(address=st.text(max_size=80), url=st.text(max_size=80), due=st.text(max_size=80))
def test_no_text_anywhere_becomes_a_header(address: str, url: str, due: str) -> None:
    letterhead = Letterhead(sender="varsel@kommune.example", domain="forlop.example", url=url)
    wording = Wording(count=1, due=due, escalate=False)
    try:
        mail = build_message(RENDERER, letterhead, envelope(address=address), wording)
    except ValueError:
        mail = build_message(RENDERER, letterhead, envelope(), wording)
    parsed = message_from_bytes(mail.as_bytes(), policy=policy.default)
    assert parsed.keys() == letter().keys()


def test_the_nearest_date_is_told_of_several() -> None:
    told = wording_of([notice(1), notice(2, due_on=date(2026, 11, 19)), notice(3, due_on=None)], TODAY)
    assert told == Wording(count=3, due="Den nærmeste er torsdag 19. november 2026", escalate=False)


@pytest.mark.parametrize(
    ("days", "due"),
    [
        ([18], "Den er onsdag 18. november 2026"),
        ([17], "Den var tirsdag 17. november 2026"),
        ([17, 20], "Den eldste var tirsdag 17. november 2026"),
        ([20, 20], "Den nærmeste er fredag 20. november 2026"),
    ],
)
def test_a_date_that_has_passed_is_told_as_past(days: list[int], due: str) -> None:
    notices = [notice(number, due_on=date(2026, 11, day)) for number, day in enumerate(days)]
    assert wording_of(notices, TODAY).due == due


def test_notices_without_dates_tell_none() -> None:
    assert wording_of([notice(due_on=None)], TODAY).due == ""


def test_one_escalated_notice_makes_the_mail_say_so() -> None:
    assert wording_of([notice(1), notice(2, escalate=True)], TODAY).escalate
