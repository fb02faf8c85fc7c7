"""How notices are told: as rows of an inbox, one by one, and as JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from pathways.cli.context import Session
from pathways.cli.delivering import SHOWN
from pathways.cli.output import tell, tell_aside, tell_rows
from pathways.cli.when import json_moment, write_short_moment
from pathways.cli.words import channel_told
from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_short
from pathways.engine.message_ending import AT_ONCE
from pathways.engine.proposals_told import event_of
from pathways.engine.telling import CORRECTION, GLASS, MESSAGE, REVIEW
from pathways.engine.telling_undone import no_longer_so
from pathways.machine.deadlines import key_of
from pathways.machine.renaming import deadline_now
from pathways.machine.standing import Standing, Word, passed_word, standing
from pathways.machine.state import CaseState, DeadlineState, Status
from pathways.machine.state_json import load
from pathways.messages import say
from pathways.store import events, heads
from pathways.store.notices import Notice
from pathways.timeline import about_item
from pathways.timeline_clock import word_told
from pathways.timeline_periods import about_period
from pathways.timeline_versions import Versions

if TYPE_CHECKING:
    from pathways.store.outbox import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a notice is about, by the definition its run is pinned to."""

    title: str
    """The title of the deadline."""
    full_title: str
    """The same with the item it concerns."""
    word: Word | None = None
    """What could be said of a deadline that was past its date when the notice was made; None for one that was not."""
    word_told: str = ""
    now: DeadlineState | None = None
    """What has become of the deadline."""
    event: str = ""
    """The event whose proposal it is about; empty for a notice of a deadline."""
    message: str = ""
    """The message between services that it is about; empty for any other."""
    undone: bool = False
    """Whether why it lapsed has been put right since, so that it no longer is so."""
    gone: bool = False
    """Whether its message is not theirs to see any more."""
    days: int = 0
    """After how many working days it was given, which is decided locally; 0: it was given at once."""


def what_about(session: Session, notices: Iterable[Notice]) -> dict[str, About]:
    """What each notice is about, by its id."""
    cases: dict[str, _Case] = {}
    told = {}
    for notice in notices:
        if notice.title_key == MESSAGE:
            told[notice.notice_id] = _of_message(session, notice)
            continue
        case = cases.get(notice.case_id) or cases.setdefault(notice.case_id, _Case(session, notice.case_id))
        told[notice.notice_id] = case.about(notice)
    return told


def tell_inbox(notices: Iterable[Notice], about: dict[str, About], today: date) -> None:
    """Rows for each: when it is due, in which case; what it is about; what was told when; and whether it has lapsed."""
    tell_rows((row for notice in notices for row in _rows(notice, about[notice.notice_id], today)), fixed=(0, 2))


def tell_notice(
    notice: Notice, about: About, deliveries: "Iterable[Delivery]", today: date, corrected_by: Sequence[str] = ()
) -> None:
    """One notice, with what has become of it."""
    tell(say("cli.notice.about", case=notice.case_id or notice.item, title=about.full_title), style="bold")
    when = _due(notice, about, today)
    rows = [
        *([(say("cli.notice.due"), when)] if when or not about.message else []),
        (say("cli.notice.raised"), _raised(notice)),
        (say("cli.notice.to"), say("cli.notice.to_role", user=notice.recipient, role=notice.role)),
    ]
    if about.word is not None:
        rows.insert(1, (say("cli.notice.then"), about.word_told))
    if about.message:
        rows.insert(0, (say("cli.notice.message"), say(f"signals.notice_{notice.rung}")))
    if about.days:
        rows.append((say("cli.notice.local"), say("signals.notice_local", days=about.days)))
    if notice.escalate:
        rows.append((say("cli.notice.escalation"), say("cli.notice.escalated")))
    if notice.title_key == CORRECTION:
        rows.append((say("cli.notice.correction"), _corrects(notice, about)))
    rows += [(say("cli.notice.corrected_by"), each[:SHOWN]) for each in corrected_by]
    rows += [(say("cli.notice.delivery"), _delivery_line(delivery)) for delivery in deliveries]
    tell_rows(rows, fixed=(0,))
    if notice.cancelled_at is not None:
        tell(_lapsed(notice, about, notice.cancelled_at), style="bold")
    if about.gone:
        return
    if about.message:
        tell_aside(say("cli.notice.next_message", signal=about.message))
    else:
        tell_aside(say("cli.notice.next", case=notice.case_id))


def notice_json(notice: Notice, about: About) -> dict[str, object]:
    """A notice in JSON, without its deliveries."""
    return {
        "id": notice.notice_id,
        "case_id": notice.case_id or None,
        "seq": notice.seq if notice.case_id else None,
        "run": notice.run,
        "deadline": None if about.event or about.message else notice.deadline,
        "event": about.event or None,
        "message": about.message or None,
        "item": notice.item.partition(".")[2],
        "title": about.title,
        "full_title": about.full_title,
        "rung": notice.rung,
        "word": about.word.value if about.word else None,
        "role": notice.role,
        "escalation": notice.escalate,
        "due_on": notice.due_on.isoformat() if notice.due_on else None,
        "created_at": json_moment(notice.created_at),
        "read_at": json_moment(notice.read_at) if notice.read_at else None,
        "in_force": notice.cancelled_at is None,
        "lapsed_at": json_moment(notice.cancelled_at) if notice.cancelled_at else None,
        "corrects": notice.supersedes if notice.title_key == CORRECTION else None,
        "lapsed_why": say(notice.cancelled_why) if notice.cancelled_why else "",
        "lapsed_why_undone": about.undone,
    }


def delivery_json(delivery: "Delivery") -> dict[str, object]:
    """A delivery in JSON."""
    return {
        "channel": delivery.channel,
        "status": delivery.status.value,
        "attempts": delivery.attempts,
        "updated_at": json_moment(delivery.updated_at),
        "last_error": delivery.last_error,
    }


class _Case:
    """One case, read once for what its notices are about."""

    def __init__(self, session: Session, case_id: str) -> None:
        self._session = session
        self._library = session.installation.library
        self._versions: Versions | None = None
        with session.installation.database.read() as conn:
            text = heads.read_state(conn, case_id)
        self._state = CaseState() if text is None else load(text)
        self._standing: Standing = standing(self._library, case_id, self._state, session.installation.clock.now())

    def about(self, notice: Notice) -> About:
        return replace(self._about(notice), undone=no_longer_so(self._state, notice))

    def _about(self, notice: Notice) -> About:
        if notice.title_key == REVIEW:
            return About(title=say("notices.review"), full_title=say("notices.review"))
        if notice.title_key == GLASS:
            title = say("oversight.glass_notice")
            return About(title=title, full_title=title)
        run = self._state.runs.get(notice.run)
        if event_of(notice):
            return self._proposed(notice, event_of(notice))
        prepared = None if run is None else self._library.prepared(run.digest)
        name, key = notice.deadline, notice.item
        if run is not None:
            name, key = deadline_now(run, name, key, notice.seq)
        spec = None if prepared is None else prepared.deadlines.get(name)
        if run is None or prepared is None or spec is None:
            return self._gone(notice)
        items = (item for known in self._standing.runs if known.run == notice.run for item in known.items)
        item = next((each for each in items if f"{each.activity}.{each.item}" == key), None)
        title = spec.title.nb
        about = about_period(notice.item) if item is None else about_item(item, self._library, prepared)
        full = title + about
        deadline = run.deadlines.get(key_of(name, key))
        if deadline is None or deadline.nominal != notice.due_on or notice.created_at < deadline.missed_from:
            return About(title=title, full_title=full, now=deadline)
        word = passed_word(spec, law_loaded=run.law_loaded)
        return About(title=title, full_title=full, word=word, word_told=word_told(word, spec), now=deadline)

    def _proposed(self, notice: Notice, name: str) -> About:
        """About what waits for an approval, by the version its run is at."""
        run = self._state.runs.get(notice.run)
        event = None if run is None else self._library.prepared(run.digest).event(name)
        title, item = name if event is None else event.title.nb, notice.item.partition(".")[2]
        return About(title=title, full_title=f"{title} {item}".rstrip(), event=name)

    def _gone(self, notice: Notice) -> About:
        """About what is no longer there, by the version it was in: the log keeps which."""
        if self._versions is None:
            with self._session.installation.database.read() as conn:
                self._versions = Versions(self._library, events.read_case(conn, notice.case_id))
        spec = self._versions.newest_deadline(notice.run, notice.deadline)
        title = notice.deadline if spec is None else spec.title.nb
        item = notice.item.partition(".")[2]
        about = f" {item}" if item.isdigit() else about_period(notice.item)
        return About(title=title, full_title=title + about)


def _of_message(session: Session, notice: Notice) -> About:
    from pathways.cli.notice_messages import can_be_shown, title_told

    title, again = title_told(session, notice), notice.rung not in AT_ONCE
    days = session.installation.library.catalogue.settings.message_days if again else None
    gone = not can_be_shown(session, notice)
    return About(title=title.partition("\n")[0], full_title=title, message=notice.item, gone=gone, days=days or 0)


def _raised(notice: Notice) -> str:
    key = "cli.notice.raised_by" if notice.case_id else "cli.notice.raised_at"
    return say(key, at=_at(notice.created_at), seq=notice.seq)


def _rows(notice: Notice, about: About, today: date) -> Iterable[tuple[str, str, str]]:
    state = say("cli.notice.read") if notice.read_at else say("cli.notice.unread")
    kinds = [about.word_told] if about.word else []
    kinds += [say("cli.notice.escalated_short")] if notice.escalate else []
    kinds += [say("cli.notice.proposal")] if about.event else []
    otherwise = "oversight.glass_notice_next" if notice.title_key == GLASS else "cli.notice.reminder"
    otherwise = f"signals.notice_{notice.rung}" if about.message else otherwise
    kind, given = " · ".join(kinds) or say(otherwise), write_short(civil_date(notice.created_at))
    yield notice.notice_id[:SHOWN], _due(notice, about, today), notice.case_id or notice.item
    yield "", about.full_title, state
    key = "cli.notice.rectified" if notice.title_key == CORRECTION else "cli.notice.given"
    yield "", say(key, kind=_corrects(notice, about) or kind, date=given), ""
    if notice.cancelled_at is not None:
        yield "", _lapsed(notice, about, notice.cancelled_at), ""


def _corrects(notice: Notice, about: About) -> str:
    """That it corrects another notice, and to what; empty for any other."""
    if notice.title_key != CORRECTION:
        return ""
    corrected = notice.supersedes[:SHOWN]
    if notice.due_on is not None:
        return say("cli.notice.corrects", notice=corrected, due=write_short(notice.due_on))
    return say(f"cli.notice.corrects_{_become(about.now)}", notice=corrected)


def _become(deadline: DeadlineState | None) -> str:
    """What became of a deadline that a correction names no date of. One that waits anew says nothing of what was."""
    if deadline is None or deadline.status in (Status.ended, Status.dormant):
        return "gone"
    if deadline.status is Status.met:
        return "met"
    return "standing" if deadline.standing_since is not None else "otherwise"


def _lapsed(notice: Notice, about: About, at: datetime) -> str:
    key = "cli.notice.lapsed_then" if about.undone else "cli.notice.lapsed"
    return say(key, date=write_short(civil_date(at)), why=say(notice.cancelled_why))


def _due(notice: Notice, about: About, today: date) -> str:
    """The date that a notice names; none where it was of a message that nobody there waits for any more."""
    over = bool(about.message) and notice.cancelled_at is not None
    return "" if over else _when(notice.due_on, today)


def _when(due_on: date | None, today: date) -> str:
    if due_on is None:
        return ""
    days = (due_on - today).days
    if days == 0:
        return say("cli.notice.due_today", date=write_short(due_on))
    key = ("in" if days > 0 else "ago") + ("_one" if abs(days) == 1 else "")
    return say(f"cli.notice.due_{key}", date=write_short(due_on), days=abs(days))


def _delivery_line(delivery: "Delivery") -> str:
    state = say(f"cli.delivery.{delivery.status}")
    line = say(
        "cli.notice.delivery_line", channel=channel_told(delivery.channel), state=state, at=_at(delivery.updated_at)
    )
    return f"{line} {delivery.last_error}".rstrip()


def _at(instant: datetime) -> str:
    return write_short_moment(instant)
