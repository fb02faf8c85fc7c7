"""What an act asks to have sent, and how a log tells what became of a message. Pure; reads one case alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from pathways.machine.guards import Scope, holds
from pathways.machine.order import StandingAct
from pathways.machine.prepared import Prepared
from pathways.model.pathway import DEFAULT_CALENDAR
from pathways.model.record import Content, Kind, Record, Value
from pathways.model.signal import HAPPENED, Send, Shared, Step

SIGNAL, LINK, WITH, ON, ANCHOR, ABOUT, FIELDS, BASIS, SIDE = (
    "signal",
    "link",
    "with",
    "on",
    "anchor",
    "about",
    "fields",
    "basis",
    "side",
)
"""The values of a note about a message: its id and link, the other service, the day, what it counts from, the event it
is about, which fields were shared on which basis, and whose log this is."""

LOST = "lost"
"""Of a case that was taken over: the deadlines that were given up by that, as they stand in messages."""

AT_SOURCE, AT_TARGET = "source", "target"
"""Whose log a note stands in."""


def asked(act: StandingAct, sends: Iterable[Send], prepared: Prepared) -> tuple[Send, ...]:
    """Those of an event's messages that its act asks for. ``prepared``: the definition that they stand in."""
    scope = Scope(
        fields=act.content.data,
        happened=act.content.happened.on,
        items=MappingProxyType({}),
        rules=prepared.rules,
        calendar=prepared.calendars[DEFAULT_CALENDAR],
        ended_item_states=MappingProxyType({}),
    )
    return tuple(send for send in sends if holds(send.when, scope))


def shared_of(content: Content, fields: Iterable[str], basis: str) -> Shared:
    """What a message tells of an act: its day, and those of ``fields`` that it records."""
    values = {name: content.data[name] for name in fields if content.data.get(name) not in (None, "", ())}
    return Shared(anchor=content.happened.on, values=values, basis=basis)


def filled(shared: Shared, source: str) -> Value | None:
    """What a field of the receiver's is given; None where the message does not tell it."""
    return shared.anchor.isoformat() if source == HAPPENED else shared.values.get(source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A note about a message in the log of a case."""

    seq: int
    signal_id: str
    step: Step
    link: str
    other: str
    """The other service."""
    on: date
    at_source: bool
    basis: str
    lost: tuple[str, ...]
    """The deadlines that were given up by it, as they stand in messages."""


def note_data(  # noqa: PLR0913 (a note is this much)
    *, signal_id: str, link: str, other: str, on: date, side: str, about: int = 0, shared: Shared | None = None
) -> Mapping[str, Value]:
    """The values of a note. Of what is shared only names stand here, the day and the basis."""
    data: dict[str, Value] = {SIGNAL: signal_id, LINK: link, WITH: other, ON: on.isoformat(), SIDE: side}
    if about:
        data[ABOUT] = about
    if shared is not None:
        data |= {ANCHOR: shared.anchor.isoformat(), BASIS: shared.basis}
        names, lost = sorted(set(shared.values) - {LOST}), shared.values.get(LOST)
        data |= {FIELDS: tuple(names)} if names else {}
        data |= {LOST: lost} if lost else {}
    return data


def noted(record: Record) -> Noted:
    """What a note tells. Raises: KeyError, ValueError for a record that is none."""
    content = record.content
    if record.kind is not Kind.signal or content is None:
        raise ValueError(f"record {record.seq} is no note of a message")
    data = content.data
    return Noted(
        seq=record.seq,
        signal_id=str(data[SIGNAL]),
        step=Step(record.name.removeprefix(f"{Kind.signal.value}_")),
        link=str(data[LINK]),
        other=str(data[WITH]),
        on=date.fromisoformat(str(data[ON])),
        at_source=data[SIDE] == AT_SOURCE,
        basis=str(data.get(BASIS, "")),
        lost=tuple(map(str, lost)) if isinstance(lost := data.get(LOST), tuple) else (),
    )
