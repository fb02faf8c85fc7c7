"""The digest of a definition: SHA-256 over a canonical form of what it means.

In it: everything that decides what happens and when, the format number, the counting rules and calendars used, and
roles as local settings resolved them. Not in it: titles and other prose, comments, order that has no meaning, and code
lists, which only grow (semantics 9).
"""

import hashlib
import json
from dataclasses import fields
from datetime import date, time

from pathways.compiler.context import Context
from pathways.compiler.over_codes import over_codes
from pathways.model.basis import Basis
from pathways.model.counting import CalendarData, CountingRule
from pathways.model.every import Reduced
from pathways.model.expression import After, OneOf
from pathways.model.pathway import (
    DEFAULT_CALENDAR,
    FORMAT,
    Activity,
    Branch,
    Deadline,
    Event,
    Field,
    Pathway,
    Reminder,
    State,
    Title,
)

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]

_PROSE: dict[type, tuple[str, ...]] = {
    Pathway: ("sources", "digest", "source_hash", "origin", "slots", "local"),
    State: ("silent", "overdue"),
    Field: ("day_of", "always_shown"),
    Event: ("sends",),
    Deadline: ("missed_word", "at_most", "local_period"),
    Basis: ("note",),
    CountingRule: ("note",),
    CalendarData: ("title",),
}
"""Attributes without meaning for what happens. Titles are left out wherever they stand; a source counts where used.

What an event sends decides no state and no date, and what may leave is judged by the definition of the day it leaves,
in running cases too (docs/adr/0029). A local period or switch is in it by what it is worth; of a
deadline whose period is not set only the name is, for nothing else of it happens (docs/adr/0033).
"""

_SETS: dict[type, tuple[str, ...]] = {
    Pathway: ("fields", "states", "events", "deadlines", "activities", "timed"),
    Event: ("sources", "by", "records", "may_record", "redecided_by", "never_later", "redecided_past", "approved_by"),
    Branch: ("begins",),
    Activity: ("items", "open_in", "states", "events", "flags"),
    Deadline: ("opens_states", "opens_events", "met_by", "ended_by", "ended_in", "reminders"),
    Reminder: ("to",),
    Reduced: ("by", "until"),
    OneOf: ("among",),
    CountingRule: ("units", "reporting"),
    CalendarData: ("fixed", "easter"),
}
"""Attributes whose order has no meaning."""

_LATER: dict[type, tuple[str, ...]] = {
    Event: ("pauses", "resumes", "redecided_by", "never_later", "redecided_past", "approved_by"),
    Deadline: ("pause_basis", "every", "on_redecide"),
}
"""Attributes that came after the first digests: left out while empty, so that definitions without them keep theirs."""


def digest_of(pathway: Pathway, context: Context) -> str:
    """Hex SHA-256 of what the pathway means."""
    return hashlib.sha256(canonical(pathway, context).encode()).hexdigest()


def canonical(pathway: Pathway, context: Context) -> str:
    """The canonical JSON text that is hashed: sorted keys, no blanks, ASCII."""
    writer = _Writer()
    meaning: dict[str, Json] = {"format": FORMAT, "pathway": writer.plain(pathway)}
    rules = sorted({deadline.rule for deadline in pathway.deadlines} | writer.rules)
    calendars = {deadline.calendar for deadline in pathway.deadlines}
    if writer.rules:
        calendars.add(DEFAULT_CALENDAR)
    meaning["rules"] = [writer.plain(context.rules[rule]) for rule in rules]
    meaning["calendars"] = [writer.plain(context.calendars[name].data) for name in sorted(calendars)]
    return _dump(meaning)


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


def _dump(value: Json) -> str:
    return _ENCODER.encode(value)


class _Writer:
    """Turns frozen values into plain ones, and notes the counting rules that guards use."""

    def __init__(self) -> None:
        self.rules: set[str] = set()
        self._kept: dict[type, tuple[tuple[str, bool], ...]] = {}

    def plain(self, value: object) -> Json:
        """Strings, numbers, lists and mappings that stand for ``value``."""
        if value is None or isinstance(value, (bool, int)):
            return value
        if isinstance(value, str):
            return str(value)
        if isinstance(value, (date, time)):
            return value.isoformat()
        if isinstance(value, tuple):
            return [self.plain(part) for part in value]
        return self._record(value)

    def _record(self, value: object) -> Json:
        kind = type(value)
        if isinstance(value, After):
            self.rules.add(value.rule)
        kept, later = self._kept.get(kind) or self._keep(kind), _LATER.get(kind, ())
        record: dict[str, Json] = {"is": kind.__name__}
        for name, is_set in kept:
            part = getattr(value, name)
            if isinstance(part, Title) or (not part and name in later):
                continue
            record[name] = self._unordered(part) if is_set else self.plain(part)
        if isinstance(value, Event) and over_codes(value.branches):
            record["branches"] = self._unordered(value.branches)
        if isinstance(value, Pathway) and value.slots:
            record["slots"] = [*sorted(slot.name for slot in value.slots)]
        return record

    def _keep(self, kind: type) -> tuple[tuple[str, bool], ...]:
        prose, sets = _PROSE.get(kind, ()), _SETS.get(kind, ())
        names = (field.name for field in fields(kind) if field.name not in prose)
        self._kept[kind] = tuple((name, name in sets) for name in names)
        return self._kept[kind]

    def _unordered(self, parts: tuple[object, ...]) -> Json:
        return sorted((self.plain(part) for part in parts), key=_dump)
