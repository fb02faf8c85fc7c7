"""The port: what a channel does, and how it fails. The inbox is none: its rows are written with the event itself."""

from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum
from typing import Protocol

from pathways.errors import UnavailableError


class Fault(StrEnum):
    """What a failed attempt means for the next one."""

    temporary = "temporary"
    """Not sent; may succeed later."""
    permanent = "permanent"
    """Not sent, and never will be."""
    unknown = "unknown"
    """May have arrived: sent again it must bear the same id."""


class DeliveryError(UnavailableError):
    """A mail was not handed over, or nobody knows. Carries no address, no credential and no word of the server's."""

    def __init__(self, fault: Fault, key: str, *, whole_channel: bool = False, **values: object) -> None:
        super().__init__(key, **values)
        self.fault = fault
        self.whole_channel = whole_channel
        """Whether the next mail would fail the same way, so that there is no use in trying now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A channel has taken responsibility for a message."""

    message_id: str


class Channel(Protocol):
    """One way of telling. ``name`` is what deliveries in the outbox call it."""

    name: str

    def send(self, message: EmailMessage) -> Handed:
        """Hands the message over, within about a minute. Raises: DeliveryError."""
        ...
