"""Who may put the past right, where the place itself has said so, and from when an entry is so late that it says why.

Also that nothing is corrected to a time after it was recorded: that is another event.

Each of the verbs has a permission of its own (docs/adr/0019). Re-decisions have theirs in the definition. Nothing of
this is asked when a log is folded or replayed: what was taken once stays taken, whatever is decided about rights later.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_clock, write_short
from pathways.engine.draft import Draft
from pathways.errors import EventRefusedError, NotAllowedError
from pathways.machine.decide import IMPORTER
from pathways.machine.roles import held_told, roles_told
from pathways.messages import say
from pathways.model.local_settings import LocalSettings
from pathways.model.pathway import Title
from pathways.model.policy import ANY, Action, Held, Policy
from pathways.model.record import Act, Actor, Happened, Kind, Record
from pathways.policy.deciding import roles_granting

Roles = tuple[str, ...] | None
"""Who may, of those who may record the event; None: all of them."""

Needed = Sequence[Collection[str]]
"""Of each of these a role is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """Who may put the past right in a case. An import is never asked: it repeats what another system says."""

    correct: Roles = None
    correct_any: tuple[str, ...] = ()
    """Those who may correct whatever it is, whoever may record it."""
    annul: Roles = None
    annul_any: tuple[str, ...] = ()
    enter_late: Roles = None
    titles: Mapping[str, Title] = field(default_factory=dict)
    """What the roles are called."""
    named: Mapping[Action, tuple[str, ...]] = field(default_factory=dict)
    """Who may by the table, whoever acts: the roles above are only those of whoever does, where one is meant."""
    late_from: int | None = None
    """Civil days in Norway, from the day it happened to today, from which an entry is late; None: never asked."""

    past_only: bool = False
    """Whether a correction may say no time after its event was recorded. An import may: it tells what stands there."""

    def require_had_happened(self, records: Iterable[Record], target: Record, act: Act) -> None:
        """What was recorded had happened by then, so it is corrected to no later time; as it reads, it may stay.

        Raises: EventRefusedError.
        """
        happened, recorded = act.happened, target.recorded_at
        is_later = happened.on > civil_date(recorded) or (happened.at is not None and happened.at > recorded)
        if not self.past_only or not is_later or IMPORTER in act.actor.roles:
            return
        about = [each for each in records if each.kind is Kind.correction and target.seq in each.targets]
        present = max(about, key=lambda each: each.seq, default=target).content
        if present is None or present.happened != happened:
            on, clock = write_short(civil_date(recorded)), write_clock(recorded)
            raise EventRefusedError("engine.correct_after", seq=target.seq, on=on, clock=clock)

    def grants_correction(self, actor: Actor) -> bool:
        """Whether the actor may correct whatever it is; False: the event's own roles decide.

        Raises: NotAllowedError where the actor may correct nothing.
        """
        return self._granted(self.correct, self.correct_any, actor, "engine.correct_not_yours", Action.case_correct)

    def grants_annulment(self, actor: Actor) -> bool:
        """As ``grants_correction``."""
        return self._granted(self.annul, self.annul_any, actor, "engine.annul_not_yours", Action.case_annul)

    def to_correct(self, by: Collection[str]) -> Needed:
        """What it takes to correct what the roles ``by`` may record, as ``Draft.add_about`` asks for it."""
        return _needed(self.correct, self.correct_any, by)

    def to_annul(self, by: Collection[str]) -> Needed:
        """As ``to_correct``."""
        return _needed(self.annul, self.annul_any, by)

    def is_late(self, happened: Happened, today: date) -> bool:
        """Whether an entry of this, made ``today``, is so late that somebody must say why."""
        return self.late_from is not None and (today - happened.on).days >= self.late_from

    def require_late(self, event: str, happened: Happened, actor: Actor, why: str, draft: Draft) -> None:
        """An entry that is late is by somebody who may, with a reason. Raises: NotAllowedError, EventRefusedError."""
        if IMPORTER in actor.roles or not self.is_late(happened, civil_date(draft.now)):
            return
        self._granted(self.enter_late, (), actor, "engine.late_not_yours", Action.case_enter_late)
        if not why.strip():
            days = (civil_date(draft.now) - happened.on).days
            raise EventRefusedError("engine.late_reason_missing", event=event, days=days, limit=self.late_from)

    def _granted(self, roles: Roles, whatever: tuple[str, ...], actor: Actor, key: str, action: Action) -> bool:
        if IMPORTER in actor.roles:
            return False
        if set(whatever) & set(actor.roles):
            return True
        if roles is not None and not set(roles) & set(actor.roles):
            raise self._refusal(self.named.get(action, (*whatever, *roles)), actor, key, action)
        return False

    def _refusal(self, named: tuple[str, ...], actor: Actor, key: str, action: Action) -> NotAllowedError:
        """Who may is told whoever acts: they know by it whom to ask."""
        values = {"user": actor.user, "roles": held_told(self.titles, actor.roles)}
        if not named:
            what = say(f"policy.action.{action.value}")
            return NotAllowedError("policy.nobody", what=what, action=action.value, **values)
        if ANY in named or set(named) & set(actor.roles):
            return NotAllowedError("engine.past_elsewhere", name=action.value, **values)
        return NotAllowedError(key, by=roles_told(self.titles, named), name=action.value, **values)


def _needed(roles: Roles, whatever: Collection[str], by: Collection[str]) -> Needed:
    """A role that the place lets put right, and one that may record it; whoever may put right anything needs no other.

    None of either where nothing is told of who may record it: then any role does by which they were let in.
    """
    return ((*whatever, *(by if roles is None else roles)), (*whatever, *by)) if by else ()


ANYBODY = Rights()
"""Whoever may record an event may put it right, however late."""


def rights_of(settings: LocalSettings, policy: Policy, held: Held | None = None) -> Rights:
    """What the access table and the local settings of today say.

    ``held``: the roles somebody has in a case, by how they stand to it; None: every role, whatever the case.
    """

    def who(action: Action) -> tuple[str, ...]:
        return policy.roles_for(action) if held is None else roles_granting(policy, action, held)

    def named(*actions: Action) -> tuple[str, ...]:
        return tuple(dict.fromkeys(role for each in actions for role in policy.roles_for(each)))

    recording = frozenset(who(Action.case_record))

    def those(action: Action) -> Roles:
        found = who(action)
        return None if recording and recording.issubset(found) else found

    return Rights(
        correct=those(Action.case_correct),
        correct_any=who(Action.case_correct_any),
        annul=those(Action.case_annul),
        annul_any=who(Action.case_annul_any),
        enter_late=those(Action.case_enter_late),
        titles=settings.roles,
        named={
            Action.case_correct: named(Action.case_correct, Action.case_correct_any),
            Action.case_annul: named(Action.case_annul, Action.case_annul_any),
            Action.case_enter_late: named(Action.case_enter_late),
        },
        late_from=settings.late_from,
        past_only=True,
    )
