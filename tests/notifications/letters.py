"""Invented notices and mails for tests."""

from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage

from notifications.message import Envelope, Letterhead, build_message
from notifications.render import Renderer
from notifications.wording import Wording
from pathways.store.notices import Notice

NOW = datetime(2026, 11, 18, 7, 0, tzinfo=UTC)
RENDERER = Renderer()
LETTERHEAD = Letterhead(sender="varsel@kommune.example", domain="forlop.example", url="")
WORDING = Wording(count=3, due="Den nærmeste er fredag 20. november 2026", escalate=False)
CASE = "BV-2026-0001"


def notice(number: int = 1, **changes: object) -> Notice:
    """A notice to kari about a deadline on 20 November 2026."""
    made = Notice(
        notice_id=f"{number:032x}",
        case_id=CASE,
        seq=number,
        run="undersokelse",
        deadline="gjennomgang",
        item="",
        rung="before-2-days",
        recipient="kari",
        role="saksbehandler",
        escalate=False,
        title_key="notices.deadline",
        due_on=date(2026, 11, 20),
        created_at=NOW,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def envelope(**changes: object) -> Envelope:
    """An envelope to kari."""
    made = Envelope(address="kari@kommune.example", message_id="<abc@forlop.example>", at=NOW, resent=False)
    return replace(made, **changes)  # type: ignore[arg-type]


def letter(**changes: object) -> EmailMessage:
    """A whole mail to kari."""
    return build_message(RENDERER, LETTERHEAD, envelope(**changes), WORDING)
