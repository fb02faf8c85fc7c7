"""Builds the mail: a generic subject, a stable Message-ID, and headers that keep answering machines quiet."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import urlsplit

from notifications.render import COUNTS, Renderer
from notifications.wording import Wording
from pathways.people.address import is_address

RESENT = "outcome of an earlier attempt is unknown"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What is the same in every mail of an installation. ``url`` leads to the inbox; empty: none is given."""

    sender: str
    domain: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Who gets one mail, and under which id. ``resent``: an earlier attempt may have arrived."""

    address: str
    message_id: str
    at: datetime
    resent: bool


def is_domain(text: str) -> bool:
    """Whether it can stand after the ``@`` of a Message-ID: a domain name in plain ASCII."""
    return len(text) <= 253 and _DOMAIN.fullmatch(text) is not None


def is_web_address(text: str) -> bool:
    """Whether a mail may point to it: http or https, on one line, without blanks or what cannot be seen."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    plain = text.isprintable() and not any(sign.isspace() for sign in text)
    return plain and parts.scheme in ("http", "https") and bool(parts.hostname)


def message_id_of(notice_ids: Iterable[str], channel: str, domain: str) -> str:
    """The id of the mail that tells these notices by this channel: the same ones always give the same id."""
    told = "\x1f".join((channel, *sorted(notice_ids)))
    return f"<{hashlib.sha256(told.encode()).hexdigest()[:40]}@{domain}>"


def build_message(renderer: Renderer, letterhead: Letterhead, envelope: Envelope, wording: Wording) -> EmailMessage:
    """The mail, ready for any channel. Raises: ValueError for a sender or address that is none (checked before)."""
    if not (is_address(letterhead.sender) and is_address(envelope.address)):
        raise ValueError("address")
    message = EmailMessage(policy=SMTP)
    message["From"] = letterhead.sender
    message["To"] = envelope.address
    counts: dict[str, int] = {name: getattr(wording, name) for name in COUNTS}
    message["Subject"] = renderer.render("deadlines_subject.txt", counts | {"again": wording.again}).strip()
    message["Date"] = format_datetime(envelope.at)
    message["Message-ID"] = envelope.message_id
    message["Auto-Submitted"] = "auto-generated"
    if envelope.resent:
        message["X-Resent-Reason"] = RESENT
    body = renderer.render(
        "deadlines_body.txt",
        {
            **counts,
            "due": wording.due,
            "escalate": wording.escalate,
            "first": wording.first,
            "again": wording.again,
            "url": letterhead.url,
        },
    )
    message.set_content(body, cte="quoted-printable")
    return message
