"""Which version of its definition a run was at when something stood on its timeline. Pure.

A run may move: an event is told by the version that judged it. What belongs to a migration that was reverted is told by
whichever version knows it.
"""

from collections.abc import Iterable, Mapping

from pathways.machine.decide import Definitions
from pathways.machine.order import acts_about, place_of, standing_acts
from pathways.machine.prepared import Prepared
from pathways.machine.state import Place
from pathways.messages import say
from pathways.model.pathway import Deadline, Event
from pathways.model.record import Content, Record, RunPin


class Versions:
    """The versions that the runs of one case have been at, by the records known."""

    def __init__(self, definitions: Definitions, records: Iterable[Record]) -> None:
        self._definitions = definitions
        records = tuple(records)
        self._pins: dict[str, list[tuple[Place, RunPin]]] = {}
        standing = {act.seq: act for act in standing_acts(records)}
        for record in records:
            if record.content is not None:
                act = standing.get(acts_about(record.kind, record.seq, record.targets)[0])
                own = place_of(record.content.happened, record.recorded_at, record.seq)
                for pin in record.content.pins:
                    self._pins.setdefault(pin.run, []).append((own if act is None else act.place, pin))
        for pins in self._pins.values():
            pins.sort(key=lambda placed: placed[0])
        self._gone = frozenset(
            record.seq for record in records if record.content is not None and record.seq not in standing
        )

    def at(self, run: str, place: Place) -> Prepared | None:
        """The version of a run at a place; None for a run that never began."""
        pins = [pin for there, pin in self._pins.get(run, ()) if there <= place and there[2] not in self._gone]
        found = pins[-1:] or [pin for _, pin in self._pins.get(run, ())][:1]
        return self._definitions.prepared(found[0].digest) if found else None

    def with_event(self, run: str, name: str, place: Place) -> tuple[Prepared, Event] | None:
        """The version that knows an event of a run, that of the place first."""
        for prepared in self._from(run, place):
            event = prepared.event(name)
            if event is not None:
                return prepared, event
        return None

    def with_deadline(self, run: str, name: str, place: Place) -> tuple[Prepared, Deadline] | None:
        """The version that knows a deadline of a run, that of the place first."""
        for prepared in self._from(run, place):
            if name in prepared.deadlines:
                return prepared, prepared.deadlines[name]
        return None

    def newest_deadline(self, run: str, name: str) -> Deadline | None:
        """A deadline of a run by the last version that knows it."""
        known = (self._definitions.prepared(pin.digest).deadlines for _, pin in reversed(self._pins.get(run, [])))
        return next((deadlines[name] for deadlines in known if name in deadlines), None)

    def moved_told(self, content: Content) -> str:
        """What a migration is called: between which versions."""
        digests = content.migration.source if content.migration else "", content.pins[0].digest
        old, new = (self._definitions.prepared(digest).pathway for digest in digests)
        key = "timeline.recounted" if old.version == new.version else "timeline.moved"
        return say(key, title=new.title.nb, old=old.version.isoformat(), new=new.version.isoformat())

    def law_loaded(self) -> Mapping[str, bool]:
        """Run → whether a version was in force on the day it began."""
        return {run: pins[0][1].law_loaded for run, pins in self._pins.items()}

    def _from(self, run: str, place: Place) -> Iterable[Prepared]:
        first = self.at(run, place)
        if first is not None:
            yield first
        for _, pin in reversed(self._pins.get(run, [])):
            yield self._definitions.prepared(pin.digest)


def fields_of(prepared: Prepared | None) -> Mapping[str, tuple[str, str, str]]:
    """Field → title, kind, code list."""
    fields = () if prepared is None else prepared.pathway.fields
    return {field.name: (field.title.nb, str(field.kind), field.code_list) for field in fields}


def code_told(definitions: Definitions, code_list: str, code: str) -> str:
    """A code in words, with the code itself; alone where its list does not know it."""
    found = definitions.code_lists().get(code_list)
    title = next((each.title.nb for each in found.codes if each.code == code), "") if found else ""
    return say("timeline.code", title=title, code=code) if title else code
