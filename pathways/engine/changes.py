"""What may be changed in one case at once: late entries, corrections, annulments, re-decisions.

Data only, and how a refusal of them is told; ``changing`` judges and records a set of these.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from pathways.errors import EventRefusedError, PathwaysError
from pathways.messages import say
from pathways.model.policy import Action
from pathways.model.record import Act, Actor, Happened, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Enter:
    """An act that is missing. ``pathway`` when it begins a run of that pathway on its own.

    ``label`` names the run it begins, for other entries of the same set, which say ``within`` that label: the run has
    no name before it is recorded.
    """

    act: Act
    pathway: str = ""
    label: str = ""
    within: str = ""
    place: str = field(default="", compare=False)
    """Where it stands in the file it came from, for whoever is told why it is refused; no part of what is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct:
    """Event ``seq`` should have read as ``act`` says (its whole content)."""

    seq: int
    act: Act
    why: str
    place: str = field(default="", compare=False)
    """As of ``Enter``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redecide:
    """From when ``act`` happened on another decision holds than ``seq``; ``act`` is its whole content anew."""

    seq: int
    act: Act
    place: str = field(default="", compare=False)
    """As of ``Enter``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annul:
    """Event ``seq`` should never have been registered."""

    seq: int
    why: str
    place: str = field(default="", compare=False)
    """As of ``Enter``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something to be kept on the timeline that no definition knows: codes and dates, no free text."""

    name: str
    happened: Happened
    data: Mapping[str, Value]
    key: str = ""
    """By which whoever gave the set knows it again; as ``Act.key``, it is not recorded."""


Change = Enter | Correct | Redecide | Annul | Note


def by(change: Change, actor: Actor) -> Change:
    """The same change by ``actor``, with the roles that count for the case; another's act stays theirs."""
    if isinstance(change, Annul | Note) or change.act.actor.user != actor.user:
        return change
    return replace(change, act=replace(change.act, actor=actor))


_REFUSED: Mapping[type, str] = MappingProxyType(
    {Correct: "engine.refused_correct", Redecide: "engine.refused_redecide", Annul: "engine.refused_annul"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A change of a set that is not possible in the history the set would end in."""

    change: Change
    error: PathwaysError

    def __str__(self) -> str:
        place = "" if isinstance(self.change, Note) else self.change.place
        return say("intake.place", place=place, told=self._told()) if place else self._told()

    def _told(self) -> str:
        # That nothing is recorded is told once, above the list.
        what, why = self.change, str(self.error).removeprefix(say("engine.not_recorded"))
        if isinstance(what, Enter):
            return say("engine.refused_enter", event=what.act.event, on=what.act.happened.on, why=why)
        if isinstance(what, Note):
            return say("engine.refused_enter", event=what.name, on=what.happened.on, why=why)
        return say(_REFUSED[type(what)], seq=what.seq, why=why)


class ChangesRefusedError(EventRefusedError):
    """A set of changes that cannot stand: ``refused`` of its own, ``conflicts`` of acts it leaves as they are.

    ``beyond``: the seqs of those that no other day of theirs would make possible.
    """

    def __init__(
        self,
        refused: Sequence[Refused],
        conflicts: Sequence[str],
        conflicting: Sequence[int],
        *,
        beyond: Sequence[int] = (),
        several: bool = True,
    ) -> None:
        listed = "\n".join(f"  - {each}" for each in dict.fromkeys((*map(str, refused), *conflicts)))
        key = "engine.changes_refused" if several else "engine.change_refused"
        super().__init__(key, listed=listed, seqs=tuple(conflicting), beyond=tuple(beyond))
        self.refused = tuple(refused)
        self.conflicts = tuple(conflicts)
        """Sentences, one an act."""
        self.conflicting = tuple(conflicting)
        """Their seqs, in legal order."""


def place_in_set(change: Enter | Redecide) -> str:
    """Orders entries of one moment among themselves, whatever order they were given in."""
    return json.dumps(_said(change), sort_keys=True)


def with_why(changes: Sequence[Change], why: str) -> tuple[Change, ...]:
    """The changes, those that say nothing of their own with ``why`` as their reason."""
    return tuple(
        replace(each, why=why) if isinstance(each, Correct | Annul) and not each.why.strip() else each
        for each in changes
    )


def canonical(changes: Sequence[Change]) -> str:
    """The set as one text, the same in whatever order it was given: for the fingerprint of the command."""
    return json.dumps(sorted(json.dumps(_said(change), sort_keys=True) for change in changes))


def _said(change: Change) -> dict[str, object]:
    if isinstance(change, Annul):
        return {"verb": "annul", "seq": change.seq, "why": change.why}
    if isinstance(change, Note):
        return {"verb": "note", "name": change.name, "on": change.happened.on.isoformat(), "data": dict(change.data)}
    act = change.act
    said: dict[str, object] = {
        "event": act.event,
        "run": act.run,
        "item": act.item,
        "data": dict(act.data),
        "codes": act.reason_codes,
        "texts": dict(act.texts),
    }
    if act.happened_given:
        said |= {"on": act.happened.on.isoformat(), "at": act.happened.at.isoformat() if act.happened.at else ""}
    if isinstance(change, Correct):
        return {"verb": "correct", "seq": change.seq, "why": change.why, **said}
    if isinstance(change, Redecide):
        return {"verb": "redecide", "seq": change.seq, **said}
    return {"verb": "enter", "pathway": change.pathway, "label": change.label, "within": change.within, **said}


def actions_of(changes: Sequence[Change]) -> tuple[Action, ...]:
    """What changes of a case need. What is corrected or annulled is asked for its own right besides, with its place."""
    verbs: dict[type, Action] = {Correct: Action.case_correct, Annul: Action.case_annul}
    found = tuple(dict.fromkeys(verbs.get(type(change), Action.case_record) for change in changes))
    return (Action.case_record,) if Action.case_record in found else found or (Action.case_correct,)
