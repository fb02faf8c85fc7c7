"""What ``report past`` counts, one by one: each touch of the past, and each breach that fell away because of one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from pathways.cli.looking import Look
from pathways.cli.report_deadlines import duties_of, require_known
from pathways.counting.oslo import civil_date
from pathways.engine.every_case import KnownLog
from pathways.engine.figures import Period
from pathways.engine.figures_past import events_of, touches
from pathways.engine.library import Library
from pathways.engine.past import Touch, Verb, verbs
from pathways.machine.merged import copied
from pathways.model.pathway import Pathway
from pathways.timeline_fallen import Fallen, fallen

MIGRATION = "migration"
"""What made a breach fall away where it was none of the four verbs: a run came to another version, or back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPast:
    """What a report is about: a period, and one pathway or what concerns one deadline (empty: everything)."""

    period: Period
    pathway: str
    deadline: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PastRow:
    """One touch of the past; or one breach, or date that had passed, that fell away because of one."""

    recorded_at: datetime
    case_id: str
    seq: int
    """The record that did it."""
    name: str
    """The event; of what fell away the deadline."""
    about: int
    """The act it is about; of what fell away the record that had noticed it."""
    pathway: str
    run: str
    item: str
    verb: str
    """One of the four; ``migration`` where only another version made something fall away."""
    user: str
    roles: tuple[str, ...]
    imported: bool
    old: date | None
    """The date that was replaced or marked as wrong, or of the deadline that had passed; None for a late entry."""
    new: date | None
    """The date it now is; None where nothing is left of it."""
    days: int | None
    """As ``Touch``; of what fell away from the date until it did."""
    reason: str | None
    """None where it is destroyed, or hidden."""
    reason_codes: tuple[str, ...]
    hidden: bool
    """Whether its content may not be shown: it was marked as wrongly registered."""
    fell_away: bool
    breach: bool
    moved: bool
    """Whether it is a correction that moved a date."""


def _of_verb(verb: Verb) -> Callable[[PastRow], bool]:
    return lambda row: row.verb == verb and not row.fell_away


LISTS: Mapping[str, Callable[[PastRow], bool]] = MappingProxyType(
    {
        **{str(verb): _of_verb(verb) for verb in Verb},
        "moved": lambda row: row.moved,
        "breach_fell_away": lambda row: row.fell_away and row.breach,
        "date_fell_away": lambda row: row.fell_away and not row.breach,
    }
)
"""What ``--list`` takes, by the names of the figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastOf:
    """What one case gives."""

    log: KnownLog
    touched: tuple[tuple[str, Touch], ...]
    """With the pathway of each."""
    fell: tuple[Fallen, ...]

    def rows(self) -> Iterator[PastRow]:
        """One for each."""
        known = {touch.seq: touch for touch in verbs(self.log.records, 0)}
        for pathway, touch in self.touched:
            yield _row(self.log, pathway, touch)
        for each in self.fell:
            yield _fallen_row(self.log, each, known.get(each.cause.seq))


def each_past(look: Look, asked: AskedPast) -> Iterator[PastOf]:
    """What each case gives that is asked for. Raises: UsageError for a name there is none of; as ``Look``."""
    by = civil_date(look.seen.at.at)
    late_from = look.session.installation.library.catalogue.settings.late_from
    known = duties_of(look)
    library = look.session.installation.library
    for log, found in look.each(lambda library, log: _past_of(library, log, asked, by, late_from)):
        known |= {(each.id, spec.name) for each in _pathways(library, log) for spec in each.deadlines}
        yield found
    require_known(asked.pathway, asked.deadline, known)


def _past_of(library: Library, log: KnownLog, asked: AskedPast, by: date, late_from: int | None) -> PastOf:
    concerned = {
        pair
        for each in _pathways(library, log)
        if asked.deadline and asked.pathway in ("", each.id)
        for pair in events_of(each, asked.deadline)
    }
    copies = copied(log.records)
    touched = [
        each
        for each in touches(log.records, asked.period, by, late_from)
        if copies.isdisjoint((each[1].seq, each[1].about))
    ]
    fell = fallen(library, log.records)
    return PastOf(
        log=log,
        touched=tuple(
            (pathway, touch)
            for pathway, touch in touched
            if ((pathway, touch.event) in concerned if asked.deadline else asked.pathway in ("", pathway))
        ),
        fell=tuple(
            each
            for each in fell
            if asked.pathway in ("", each.pathway)
            and asked.deadline in ("", each.deadline)
            and asked.period.holds(civil_date(each.cause.recorded_at))
            and each.on <= by
        ),
    )


def _pathways(library: Library, log: KnownLog) -> list[Pathway]:
    """Every version that a run of the case has been at."""
    pinned = (pin for record in log.records if record.content is not None for pin in record.content.pins)
    return [library.prepared(digest).pathway for digest in dict.fromkeys(pin.digest for pin in pinned)]


def _row(log: KnownLog, pathway: str, touch: Touch) -> PastRow:
    hidden = _hidden(log, touch)
    dateless = hidden and touch.verb is Verb.correction
    annulled = touch.verb is Verb.annulment
    return PastRow(
        recorded_at=touch.recorded_at,
        case_id=log.case_id,
        seq=touch.seq,
        name=touch.event,
        about=touch.about,
        pathway=pathway,
        run=touch.run,
        item=touch.item,
        verb=str(touch.verb),
        user=touch.user,
        roles=touch.roles,
        imported=touch.imported,
        old=None if dateless else touch.before,
        new=None if dateless or annulled else touch.happened,
        days=None if dateless else touch.days,
        reason=None if hidden else touch.reason,
        reason_codes=() if hidden else touch.reason_codes,
        hidden=hidden,
        fell_away=False,
        breach=False,
        moved=bool(touch.moved),
    )


def _fallen_row(log: KnownLog, each: Fallen, touch: Touch | None) -> PastRow:
    """``touch``: what made it fall away, where that was one of the four verbs."""
    hidden = touch is not None and _hidden(log, touch)
    told = None if hidden else touch
    cause = each.cause
    return PastRow(
        recorded_at=cause.recorded_at,
        case_id=log.case_id,
        seq=cause.seq,
        name=each.deadline,
        about=each.seq,
        pathway=each.pathway,
        run=each.run,
        item=each.item,
        verb=MIGRATION if touch is None else str(touch.verb),
        user=cause.actor.user,
        roles=cause.actor.roles,
        imported=touch is not None and touch.imported,
        old=each.on,
        new=None,
        days=(civil_date(cause.recorded_at) - each.on) // timedelta(days=1),
        reason=None if hidden else "" if told is None else told.reason,
        reason_codes=() if told is None else told.reason_codes,
        hidden=hidden,
        fell_away=True,
        breach=each.breach,
        moved=False,
    )


def _hidden(log: KnownLog, touch: Touch) -> bool:
    """Whether what a touch says may not be shown, as on the timeline: why something was annulled always may."""
    about = touch.seq if touch.verb is Verb.redecision else touch.about
    return touch.verb is not Verb.annulment and about in log.hidden
