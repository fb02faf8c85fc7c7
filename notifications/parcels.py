"""Sorts claimed deliveries into mails: one for each person and channel, and what is sent again as it was. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pathways.store.notices import Notice
from pathways.store.outbox import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Deliveries that become one mail. ``message_id`` is set when it may have been sent before, under that id."""

    channel: str
    recipient: str
    message_id: str
    claims: tuple[Claim, ...]

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the mail tells."""
        return tuple(claim.notice for claim in self.claims)

    @property
    def again(self) -> bool:
        """Whether an earlier attempt may have arrived."""
        return any(claim.again for claim in self.claims)


def sort_into_parcels(claims: Iterable[Claim]) -> Iterator[Parcel]:
    """One parcel per channel, person and mail sent before, in the order in which the first of each waits."""
    sorted_: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        before = claim.message_id if claim.again else ""
        sorted_.setdefault((claim.channel, claim.notice.recipient, before), []).append(claim)
    for (channel, recipient, message_id), together in sorted_.items():
        yield Parcel(channel=channel, recipient=recipient, message_id=message_id, claims=tuple(together))
