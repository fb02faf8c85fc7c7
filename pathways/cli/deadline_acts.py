"""The acts that a deadline rests on, as ``deadline explain`` tells them: which, when, by whom, and with what reason.

Who acted and the codes they gave are told as on the timeline: of an act whose content the reader may not be shown, who
and when, and no code. What stands in free text is the timeline's to tell.
"""

from collections.abc import Iterator
from datetime import date

from pathways.cli.documents import Document, instant, pause_document
from pathways.cli.output import one_line
from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_short
from pathways.engine.derivation import Derivation
from pathways.engine.library import Library
from pathways.engine.view import CaseView
from pathways.machine.decide import IMPORTER
from pathways.machine.order import StandingAct, about_each
from pathways.machine.roles import held_told
from pathways.machine.state import PauseState
from pathways.messages import say
from pathways.model.pathway import AnchorKind
from pathways.model.record import Actor, Kind, Proposed
from pathways.timeline import when_told
from pathways.timeline_versions import Versions, code_told


class Acts:
    """Tells the acts of one case as the reader of ``view`` may see them."""

    def __init__(self, library: Library, view: CaseView) -> None:
        self._library, self._hidden = library, view.hidden
        self._titles = library.role_titles()
        self._versions = Versions(library, view.records)
        self._recorded = {each.seq: each for each in view.records}
        self._standing = {each.seq: each for each in view.acts}
        self._corrections = about_each(each for each in view.records if each.kind is Kind.correction)

    def told(self, act: StandingAct) -> str:
        """Which act, and when."""
        return say("cli.deadline.act", seq=act.seq, title=self._title(act), when=when_told(act.content.happened))

    def lines(self, act: StandingAct) -> list[str]:
        """Which act, when and by whom: a line each."""
        return [self.told(act), *self.who(act)]

    def who(self, act: StandingAct) -> Iterator[str]:
        """By whom it was recorded, with the reason codes as they now read, and who has put it right since."""
        yield self._by(act)
        for each in self._corrections.get(act.seq, ()):
            yield say("cli.deadline.corrected_by", seq=each.seq, who=self._person(each.actor))

    def pause_lines(self, pause: PauseState) -> Iterator[str]:
        """Who let the run wait, and who let it go on."""
        began, ended = self._standing.get(pause.begun_by), self._standing.get(pause.ended_by)
        if began is not None:
            yield from self.who(began)
        if ended is not None:
            yield say("cli.deadline.waited_until", act=self.told(ended), who=self._by(ended))

    def anchor_told(self, derived: Derivation) -> str:
        """What it counts from: the event, or where it is not its time that counts the date it gave in which field."""
        prepared = self._library.prepared(derived.digest)
        root = prepared.deadlines.get(derived.parents[-1].name) if derived.parents else derived.spec
        if root is None or root.anchor.kind is not AnchorKind.field:
            return self.told(derived.anchor)
        name = root.anchor.name
        given = derived.anchor.content.data.get(name)
        if not isinstance(given, str):
            return self.told(derived.anchor)
        title, on = prepared.fields[name].title.nb, write_short(date.fromisoformat(given))
        return say("cli.deadline.field", title=title, date=on, act=self.told(derived.anchor))

    def document(self, act: StandingAct | None) -> Document | None:
        """An act as JSON; None for none."""
        if act is None:
            return None
        happened, content = act.content.happened, self._recorded[act.seq].content
        code_list, codes = self._reason(act)
        return {
            "seq": act.seq,
            "event": act.name,
            "title": self._title(act),
            "run": act.run,
            "happened_on": happened.on.isoformat(),
            "happened_at": None if happened.at is None else instant(happened.at),
            "recorded_at": instant(act.recorded_at),
            **self._person_document(self._recorded[act.seq].actor),
            "proposed": None if content is None or content.proposed is None else self._proposed(content.proposed),
            "reason_list": code_list or None,
            "reason_codes": list(codes),
            "corrected_by": [
                {"seq": each.seq, "recorded_at": instant(each.recorded_at), **self._person_document(each.actor)}
                for each in self._corrections.get(act.seq, ())
            ],
        }

    def pause_document(self, pause: PauseState, clock: str) -> Document:
        """A stretch in which the run waited, what it did to the clock, and who began and ended it, as JSON."""
        began, ended = (self._standing.get(seq) for seq in (pause.begun_by, pause.ended_by))
        acts = {"began": self.document(began), "ended": self.document(ended)}
        return {**pause_document(pause), "clock": clock, **acts}

    def _title(self, act: StandingAct) -> str:
        """As the version calls it that its own run was at: it may lie in another run than the deadline."""
        if act.closes:
            return say(f"cli.deadline.by_{act.closes}")
        if act.content.migration is not None:
            version = self._library.prepared(act.content.pins[0].digest).pathway.version
            return say("cli.deadline.migration", date=write_short(version))
        found = self._versions.with_event(act.run, act.name, act.place)
        return act.name if found is None else found[1].title.nb

    def _reason(self, act: StandingAct) -> tuple[str, tuple[str, ...]]:
        """The local list and the codes of an act; none where the reader may not be shown its content."""
        found = self._versions.with_event(act.run, act.name, act.place)
        if found is None or act.seq in self._hidden or not act.content.reason_codes:
            return "", ()
        return found[1].reason.code_list, act.content.reason_codes

    def _by(self, act: StandingAct) -> str:
        """Who recorded an act, or the two who did it together, and why by the codes."""
        actor, content = self._recorded[act.seq].actor, self._recorded[act.seq].content
        proposed = None if content is None else content.proposed
        if proposed is not None:
            first, on = self._person(proposed.actor), write_short(civil_date(proposed.recorded_at))
            who = say("cli.deadline.two_people", proposer=first, date=on, approver=self._person(actor))
        else:
            key = "cli.deadline.brought_by" if IMPORTER in actor.roles else "cli.deadline.recorded_by"
            who = say(key, who=self._person(actor))
        code_list, codes = self._reason(act)
        told = ", ".join(code_told(self._library, code_list, code) for code in codes)
        return say("cli.deadline.because_of", who=who, codes=told) if told else who

    def _person(self, actor: Actor) -> str:
        roles = held_told(self._titles, (role for role in actor.roles if role != IMPORTER))
        return say("cli.deadline.person", user=one_line(actor.user), roles=roles)

    def _person_document(self, actor: Actor) -> Document:
        titles = self._titles
        told = [titles[role].nb if role in titles else role for role in actor.roles]
        return {"user": actor.user, "roles": list(actor.roles), "role_titles": told}

    def _proposed(self, proposed: Proposed) -> Document:
        person = self._person_document(proposed.actor)
        return {"seq": proposed.seq, "recorded_at": instant(proposed.recorded_at), **person}
