"""What a warning says, in the words of now: it was judged where its act happened, and is told by what is known since.

What is kept is the warning, never its sentence. Of a wait that has ended since, or no longer counts, nobody is told
that it lasts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pathways.counting.telling import write_date, write_short
from pathways.machine.prepared import Prepared
from pathways.machine.state import PauseState
from pathways.machine.warning import ENDS_WAITING, EXTENDED_LATE, OTHER_DAY, OURS, WAITS, WAITS_STILL
from pathways.messages import say
from pathways.model.pathway import Event
from pathways.model.record import Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What is known now that a warning of an act may be about."""

    happened: Happened
    """When the act happened that was warned of."""
    pauses: tuple[PauseState, ...]
    """Of its run; that of one that waited when it ended is over by no event (``pauses_told``)."""
    gone: frozenset[int] = frozenset()
    """Events that no longer count."""

    def waited(self, seq: int) -> PauseState | None:
        """The wait that an event began; None where there is none such now."""
        return next((pause for pause in self.pauses if pause.begun_by == seq), None)


def warning_told(prepared: Prepared, event: Event, warning: str, since: Since) -> str:
    """The sentence of a warning that was kept as ``event:index`` or as ``machine.key:what it is about``.

    ``prepared``: the version that ``event`` is of.
    """
    name, _, about = warning.partition(":")
    if name == EXTENDED_LATE:
        day, _, deadline = about.partition(" ")
        spec = prepared.deadlines.get(deadline)
        title = deadline if spec is None else spec.title.nb
        return say(name, title=title, date=write_date(date.fromisoformat(day)))
    if name == OTHER_DAY:
        day, known, field = about.split(" ")
        found = prepared.events.get(known)
        title = known if found is None else found.title.nb
        return say(name, title=title, date=write_date(date.fromisoformat(day)), field=field)
    if name in (WAITS, WAITS_STILL, ENDS_WAITING):
        return _wait_told(name, int(about), since)
    return say(name, about=about) if name.startswith(OURS) else event.warns[int(about)].otherwise.nb


def told_now(prepared: Prepared, event: Event, warnings: Iterable[str], since: Since) -> tuple[str, ...]:
    """The sentences of several."""
    return tuple(warning_told(prepared, event, warning, since) for warning in warnings)


def _wait_told(name: str, seq: int, since: Since) -> str:
    """Of a wait that lasted where an act happened: that it lasts, or what has become of it."""
    wait = since.waited(seq)
    if wait is None:
        return say("machine.warned_wait_gone", about=seq) if seq in since.gone else say(name, about=seq)
    if wait.ended is None or (name == ENDS_WAITING and not wait.ended_by):
        return say(name, about=seq)
    on = write_short(wait.ended.on)
    if not wait.ended_by:
        return say("machine.warned_wait_over", about=seq, on=on)
    key = "machine.warned_waited_alike" if name == WAITS else "machine.warned_wait_resumed"
    if wait.ended.on < since.happened.on:
        key = "machine.warned_wait_resumed_before"
    return say(key, about=seq, on=on, by=wait.ended_by)
