"""Delivers the outbox: claim, check again, send, mark. Three short transactions, and none is open while sending.

At least once: a crash between sending and marking sends again, under the same Message-ID and marked as such. What is
cancelled, unreachable or given up is marked with its reason, and never dropped in silence.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta

from notifications.backoff import MOST_ATTEMPTS, wait_after
from notifications.channels import Channel, DeliveryError, Fault
from notifications.message import Envelope, Letterhead, build_message, message_id_of
from notifications.parcels import Parcel, sort_into_parcels
from notifications.render import Renderer
from notifications.wording import wording_of
from pathways.counting.oslo import civil_date
from pathways.messages import say
from pathways.people.address import is_address
from pathways.store import notices, outbox
from pathways.store.database import Database
from pathways.store.notices import Notice
from pathways.store.outbox import Claim, DeliveryStatus, Outcome

LEASE = timedelta(minutes=15)
"""How long a sender that died keeps its deliveries from others; real time."""
PATIENCE = 5 * 60.0
"""Seconds after which a round begins no more mails, so that its lease cannot run out while it sends."""
GONE = "notices.reason_gone"
"""Why a delivery was cancelled: the deadline of its notice was met, moved or fell away meanwhile."""
MOOT = "engine.notice_moot"
"""Why such a notice is no longer in force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one round did. All but ``mails`` count deliveries; ``lost`` had been taken over by another sender."""

    mails: int
    sent: int
    cancelled: int
    postponed: int
    failed: int
    lost: int
    why: tuple[str, ...] = ()
    """Why deliveries were postponed or failed, each sentence once. Holds no personal data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postman:
    """Everything delivering needs. One per process; not for two threads at once."""

    database: Database
    channels: Mapping[str, Channel]
    address_of: Callable[[str], str]
    """The mail address of a user; empty where there is none."""
    still_wanted: Callable[[Notice], bool]
    """Whether the reason of a notice still holds; asked just before sending, outside any transaction."""
    letterhead: Letterhead
    renderer: Renderer
    chance: Callable[[], float]
    """A number from 0 up to 1, for the waiting times."""
    new_token: Callable[[], str]
    """A token nobody else has."""
    elapsed: Callable[[], float]
    """Seconds of real time that only go forward (``time.monotonic``)."""

    def deliver(self, *, now: datetime, real_now: datetime, limit: int = 50) -> Report:
        """One round: all due at ``now``, the database's clock, for the people whom the ``limit`` oldest are for.

        ``real_now`` is real time.

        Raises: UnavailableError, ConflictError from the database; what was claimed is then unknown when its lease ends.
        """
        with self.database.write() as conn:
            claims = outbox.claim(conn, now=now, real_now=real_now, lease=LEASE, limit=limit, token=self.new_token())
        work = _Round(postman=self, now=now, began=self.elapsed())
        for parcel in sort_into_parcels(claims):
            work.deliver(parcel)
        return work.report()


@dataclass(slots=True, kw_only=True)
class _Round:
    """One round under way. ``down`` holds the channels that have failed as a whole, with their error."""

    postman: Postman
    now: datetime
    began: float
    counts: Counter[str] = field(default_factory=Counter)
    """By the names of ``Report``."""
    down: dict[str, DeliveryError] = field(default_factory=dict)
    why: dict[str, None] = field(default_factory=dict)
    """Sentences on what failed, in order, each once."""

    def report(self) -> Report:
        counts = {each.name: self.counts[each.name] for each in fields(Report) if each.name != "why"}
        return Report(**counts, why=tuple(self.why))

    def deliver(self, parcel: Parcel) -> None:
        kept = [claim for claim in parcel.claims if not self._given_up(claim)]
        kept = self._still_wanted(kept)
        address = self.postman.address_of(parcel.recipient) if parcel.recipient else ""
        if not is_address(address):
            self._end(kept, DeliveryStatus.cancelled, say("notices.no_address"))
        elif self.postman.elapsed() - self.began > PATIENCE:
            self._postpone(kept, DeliveryError(Fault.temporary, "notices.round_over"))
        elif parcel.channel in self.down:
            self._postpone(kept, self.down[parcel.channel])
        elif kept:
            self._send(parcel, kept, address)

    def _given_up(self, claim: Claim) -> bool:
        """A delivery whose senders keep dying is poison: it must not take the next one down as well."""
        if claim.attempt <= MOST_ATTEMPTS:
            return False
        self._end([claim], DeliveryStatus.failed, say("notices.given_up", attempts=MOST_ATTEMPTS))
        return True

    def _still_wanted(self, claims: Sequence[Claim]) -> list[Claim]:
        """Those whose reason still holds, by the notices as they are now; the others are taken back."""
        with self.postman.database.read() as conn:
            fresh = [notices.read_notice(conn, claim.notice.notice_id) for claim in claims]
        kept = []
        for claim, notice in zip(claims, fresh, strict=True):
            if notice is not None and notice.cancelled_at is None and self.postman.still_wanted(notice):
                kept.append(claim)
            else:
                self._take_back(claim)
        return kept

    def _take_back(self, claim: Claim) -> None:
        """Cancels the delivery, and marks the notice as no longer in force.

        An escalation stays: that a deadline was missed is news to a leader after somebody has met it late.
        """
        outcome = Outcome(status=DeliveryStatus.cancelled, at=self.now, last_error=say(GONE))
        with self.postman.database.write() as conn:
            held = outbox.finish(conn, claim, outcome)
            if held and not claim.notice.escalate:
                outbox.cancel(conn, [claim.notice.notice_id], at=self.now, why=MOOT)
        self.counts["cancelled" if held else "lost"] += 1

    def _send(self, parcel: Parcel, kept: Sequence[Claim], address: str) -> None:
        message_id = parcel.message_id or message_id_of(
            (claim.notice.notice_id for claim in kept), parcel.channel, self.postman.letterhead.domain
        )
        held = self._write_down(kept, message_id)
        if not held:
            return
        envelope = Envelope(address=address, message_id=message_id, at=self.now, resent=parcel.again)
        wording = wording_of([claim.notice for claim in held], civil_date(self.now))
        message = build_message(self.postman.renderer, self.postman.letterhead, envelope, wording)
        try:
            self._channel(parcel.channel).send(message)
        except DeliveryError as error:
            self._failed(parcel.channel, held, error)
        else:
            self.counts["mails"] += 1
            self._finish(held, Outcome(status=DeliveryStatus.sent, at=self.now, message_id=message_id), "sent")

    def _channel(self, name: str) -> Channel:
        channel = self.postman.channels.get(name)
        if channel is None:
            raise DeliveryError(Fault.temporary, "notices.channel_off", whole_channel=True, channel=name)
        return channel

    def _write_down(self, claims: Sequence[Claim], message_id: str) -> list[Claim]:
        """Stores the id before sending, so that whoever sends again after a crash uses the same."""
        with self.postman.database.write() as conn:
            held = [claim for claim in claims if outbox.address(conn, claim, message_id)]
        self.counts["lost"] += len(claims) - len(held)
        return held

    def _failed(self, channel: str, claims: Sequence[Claim], error: DeliveryError) -> None:
        if error.whole_channel:
            self.down[channel] = error
        if error.fault is Fault.permanent:
            self._end(claims, DeliveryStatus.failed, str(error))
        else:
            self._postpone(claims, error)

    def _postpone(self, claims: Sequence[Claim], error: DeliveryError) -> None:
        """Tries again later, or gives up. What may have arrived once stays unknown, whatever happened since."""
        for claim in claims:
            unknown = claim.again or error.fault is Fault.unknown
            status = DeliveryStatus.unknown if unknown else DeliveryStatus.pending
            next_at = self.now + wait_after(claim.attempt, self.postman.chance())
            if claim.attempt >= MOST_ATTEMPTS:
                self._end([claim], DeliveryStatus.failed, str(error))
            else:
                outcome = Outcome(status=status, at=self.now, next_at=next_at, last_error=str(error))
                self._finish([claim], outcome, "postponed")

    def _end(self, claims: Sequence[Claim], status: DeliveryStatus, why: str) -> None:
        outcome = Outcome(status=status, at=self.now, last_error=why)
        self._finish(claims, outcome, status.value)

    def _finish(self, claims: Sequence[Claim], outcome: Outcome, count: str) -> None:
        if not claims:
            return
        with self.postman.database.write() as conn:
            held = [outbox.finish(conn, claim, outcome) for claim in claims]
        self.counts[count] += sum(held)
        if any(held) and count in ("postponed", "failed"):
            self.why[outcome.last_error] = None
        self.counts["lost"] += len(held) - sum(held)
