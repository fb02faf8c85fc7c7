"""What is recorded: events as they lie in the log, and the commands that become events."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from pathways.model.migration import Migration

Value = str | bool | int | tuple[str, ...]
"""A recorded value: code, ISO date, flag, number, or several codes. Free text is never a Value."""


class Kind(StrEnum):
    """Kinds of records in a case's log."""

    act = "act"
    """A person did something a definition names."""
    crossing = "crossing"
    """The clock passed something: a reminder's rung, a deadline's end, a timed transition."""
    correction = "correction"
    """The content of an earlier act was wrong; both stay."""
    annulment = "annulment"
    """An earlier act should never have been registered."""
    redecision = "redecision"
    """A decision that was rightly recorded is replaced by another one from a later date on."""
    superseded = "superseded"
    """Earlier crossings no longer hold after a late entry, correction, annulment or re-decision."""
    migration = "migration"
    """A run came to another version of its definition, or to the same one under changed calendars or settings."""
    explanation = "explanation"
    """Why a deadline was missed, by the local list: about a deadline, and no part of what the case is."""
    assignment = "assignment"
    """Who has the case from now on: about the case, and no part of what it is."""
    nothing_due = "nothing_due"
    """Why nothing is due in an open case, until somebody records something else or the day comes that it names."""
    glass = "glass"
    """Somebody reads the case in an emergency for some hours; or, with ``targets``, somebody has looked at why."""
    person = "person"
    """Something was written down about a person of the case; what it says lies in the vault, and only there."""
    consent = "consent"
    """Consent to help: about the case, and no part of what it is; so are the five that follow (docs/adr/0028)."""
    release = "release"
    """Consent to telling somebody outside what is confidential."""
    basis = "basis"
    """A ground in law for telling somebody outside, assessed by a person."""
    objection = "objection"
    """Somebody who may has objected to sharing."""
    withdrawal = "withdrawal"
    """A consent, release, basis or objection no longer stands from a day on."""
    shared = "shared"
    """Something was told to somebody outside."""
    signal = "signal"
    """Something became of a message to or from another service (docs/adr/0029); no part of what the case is."""
    insight = "insight"
    """A step of giving a party insight: prepared, assessed, approved, given (docs/adr/0030); moves nothing."""
    remark = "remark"
    """What a party says about the records ``targets``; it stands beside them, and moves nothing."""
    note = "note"
    """Something kept on the timeline that no definition knows yet."""
    proposal = "proposal"
    """What a person would record, and another must approve first: until then it has not happened."""
    proposal_closed = "proposal_closed"
    """What became of a proposal: ``name`` is approved, declined or withdrawn."""
    closed = "closed"
    """The whole case is over though no run came to an end: ``name`` is ``merged`` or ``moved`` (docs/adr/0032)."""
    moving = "moving"
    """The child has moved, and the case is handed over to another municipality: until it is, nothing ends here."""
    joined = "joined"
    """Another case of the same child was closed as a duplicate of this one; no part of what the case is."""


BESIDE = (
    *(Kind.assignment, Kind.nothing_due, Kind.glass, Kind.signal, Kind.proposal, Kind.proposal_closed),
    *(Kind.insight, Kind.remark, Kind.joined, Kind.moving),
)
"""Kinds that say something about a case and move nothing in it: who has it, why nothing is due, what is proposed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """When something happened in the world: a civil date in Norway, and the instant (UTC) where it is known."""

    on: date
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acted. In a sandbox ``user`` is a claim, and ``authenticated`` is False."""

    user: str
    roles: tuple[str, ...]
    os_account: str
    authenticated: bool
    proof: str = ""
    """How it was known who acted: ``password+totp``, ``os_account``; empty for a claim, and for the system itself."""
    on_behalf_of: str = ""
    """Whose role it took, where it was lent by somebody who is away and none of the actor's own would have done."""
    lent: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """Those of ``roles`` that are only lent where the actor acts, each with by whom. Not recorded."""

    def acting_by(self, *needed: Collection[str]) -> "Actor":
        """The actor as they are recorded for what takes a role of each of ``needed``; none, or empty: any of theirs."""
        if not self.lent:
            return self
        lenders, whose = dict(self.lent), self.on_behalf_of
        for roles in needed or ((),):
            used = [role for role in self.roles if not roles or role in roles]
            if used and all(role in lenders for role in used):
                whose = lenders[used[0]]
        return replace(self, on_behalf_of=whose, lent=())


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPin:
    """A run that an event starts, pinned to the digest in force on the event's date."""

    run: str
    pathway: str
    digest: str
    law_loaded: bool
    """False when no version was in force that day and the earliest was taken: never a breach of law."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Something the clock passed. ``what`` is a reminder id, ``nominal``, ``legal`` or ``timed:<name>``."""

    due: datetime
    """The instant (UTC) it fell due; a crossing happens at its due instant."""
    run: str
    deadline: str
    item: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """Who had proposed an act that another person approved: by record ``seq``, at an instant (UTC)."""

    seq: int
    actor: Actor
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an act says. A correction carries the whole content anew."""

    happened: Happened
    data: Mapping[str, Value]
    reason_codes: tuple[str, ...]
    pins: tuple[RunPin, ...]
    warnings: tuple[str, ...]
    """The warnings that were told: ``event:index``, or ``machine.key:about`` for those of every pathway."""
    migration: Migration | None = None
    """Set for a migration alone; its one pin names the run and the digest it comes to."""
    proposed: Proposed | None = None
    """Set for an act that two people made: the actor of its record approved what this one had proposed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One event of a case, immutable. ``seq`` counts from 1 in the order of recording.

    ``content`` is set for acts, corrections, re-decisions, migrations, explanations, notes and proposals;
    ``crossing`` for crossings; ``targets`` holds the seqs a correction, annulment, re-decision or supersession
    concerns; ``cause`` the seq of the record that caused a supersession, or 0.
    ``texts`` are the sealed free texts (``reason``, and fields of kind text); None once they are destroyed.
    """

    case_id: str
    seq: int
    event_id: str
    kind: Kind
    run: str
    name: str
    """The event; of a crossing or an explanation, the deadline."""
    item: str
    """``activity.item`` for an activity's event or deadline; empty otherwise."""
    recorded_at: datetime
    actor: Actor
    content: Content | None
    crossing: Crossing | None
    targets: tuple[int, ...]
    cause: int
    text_names: tuple[str, ...]
    """Which free texts were given; the names stay when the texts are destroyed."""
    texts: Mapping[str, str] | None

    @property
    def sealed(self) -> bool:
        """Whether its free texts are destroyed, so that only their names are left."""
        return self.texts is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A command: record ``event`` in ``run`` of a case. ``run`` empty: the only run that knows the event."""

    case_id: str
    event: str
    run: str
    item: str
    happened: Happened
    data: Mapping[str, Value]
    reason_codes: tuple[str, ...]
    texts: Mapping[str, str]
    actor: Actor
    key: str
    """Idempotency key; empty: none given."""
    expected_version: int | None
    """Last seq the user had seen; None: whatever it is."""
    happened_given: bool = True
    """False when nobody said when it happened and the present was taken: then it is no part of the fingerprint."""
    proposed: Proposed | None = None
    """Set where ``actor`` approves what another has proposed; it is judged by the roles of both."""
