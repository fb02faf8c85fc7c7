"""``definition paths``: each path told as a short story with dates, what is covered, and what is not and why."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from pathways.cli.output import tell, tell_ledger, tell_rows
from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_short
from pathways.machine.deadlines import split_key
from pathways.machine.prepared import outside
from pathways.messages import say
from pathways.model.pathway import Activity, Deadline, Event, FieldKind, Pathway, State
from pathways.proving.goals import Goal, Kind, Outcome, outcome_of
from pathways.timeline_clock import word_told

if TYPE_CHECKING:
    from pathways.compiler.catalogue import Catalogue
    from pathways.model.record import Act, Value
    from pathways.proving.paths import Covered, Path
    from pathways.proving.walking import Step

DATE_WIDTH = 18

_OUTSIDE_THE_WORD = (Outcome.extended, Outcome.late_extension, Outcome.stood)
"""Outcomes that the word of a deadline does not tell."""


def tell_paths(catalogue: "Catalogue", covered: "Covered") -> None:
    """Everything, for a person."""
    teller = _Teller(catalogue, covered.pathway)
    for number, path in enumerate(covered.paths, 1):
        tell(say("proving.path", number=number, of=len(covered.paths), about=teller.about(path)))
        tell_ledger(teller.story(path), (DATE_WIDTH, 0))
        tell()
    done = len(covered.goals) - len(covered.unreached)
    tell(say("proving.covered", covered=done, of=len(covered.goals), paths=len(covered.paths)))
    if covered.unreached:
        tell(say("proving.unreached", count=len(covered.unreached)))
        tell_rows((teller.goal(each.goal), each.why) for each in covered.unreached)


def paths_document(catalogue: "Catalogue", covered: "Covered") -> dict[str, object]:
    """The same as JSON."""
    teller = _Teller(catalogue, covered.pathway)
    return {
        "covered": len(covered.goals) - len(covered.unreached),
        "of": len(covered.goals),
        "paths": [
            {
                "told": teller.about(path),
                "covers": [_goal(goal) for goal in path.covers],
                "steps": [_step(step, teller) for step in path.steps],
            }
            for path in covered.paths
        ],
        "unreached": [
            {**_goal(each.goal), "told": teller.goal(each.goal), "why": each.why} for each in covered.unreached
        ],
    }


def _goal(goal: Goal) -> dict[str, object]:
    return {"kind": goal.kind.value, "name": goal.name, "about": goal.about, "branch": goal.branch}


def _step(step: "Step", teller: "_Teller") -> dict[str, object]:
    act = step.act
    return {
        "at": step.at.isoformat().replace("+00:00", "Z"),
        "kind": "wait" if act is None else "act",
        "event": act.event if act else "",
        "run": act.run if act else "",
        "item": act.item if act else "",
        "starts": step.pathway,
        "redecides": step.done.redecides if step.done else 0,
        "role": (act.proposed.actor if act.proposed else act.actor).roles[0] if act else "",
        "approved_by": act.actor.roles[0] if act and act.proposed else None,
        "data": {name: list(v) if isinstance(v, tuple) else v for name, v in act.data.items()} if act else {},
        "reason_codes": list(act.reason_codes) if act else [],
        "passed": len(step.crossings),
        "states": dict(step.states),
        "words": [{"run": run, "deadline": key, "word": word.value} for run, key, word in step.words],
        "told": teller.main(step),
    }


class _Teller:
    """Looks up titles while paths of one pathway are told."""

    def __init__(self, catalogue: "Catalogue", pathway: Pathway) -> None:
        self._catalogue = catalogue
        self._pathway = pathway
        self._deadlines = {deadline.name: deadline for deadline in pathway.deadlines}
        self._states = {state.name: state for state in pathway.states}
        self._activities = {activity.name: activity for activity in pathway.activities}

    def about(self, path: "Path") -> str:
        """What the path is the first to show."""
        rare = [goal for goal in path.covers if goal.kind is not Kind.state] or list(path.covers)
        first = self.goal(rare[-1])
        more = len(path.covers) - 1
        return say("proving.path_more", first=first, more=more) if more else first

    def story(self, path: "Path") -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
        """Each step as a row with its date, and what came of it beneath."""
        states: Mapping[str, str] = {}
        for step in path.steps:
            yield (self._when(step), self.main(step)), tuple(self._beneath(step, states))
            states = dict(step.states)

    def goal(self, goal: Goal) -> str:
        """A goal in words."""
        match goal.kind:
            case Kind.state:
                return say("proving.goal_state", title=self._states[goal.name].title.nb)
            case Kind.item_state:
                activity = self._activities[goal.about]
                title = _named(activity.states, goal.name).title.nb
                return say("proving.goal_item_state", title=title, activity=activity.title.nb)
            case Kind.timed:
                title = next(timed.title.nb for timed in self._pathway.timed if timed.name == goal.name)
                return say("proving.goal_timed", state=self._states[goal.about].title.nb, title=title)
            case Kind.deadline:
                outcome = say(f"proving.outcome.{goal.about}")
                return say("proving.goal_deadline", title=self._deadlines[goal.name].title.nb, outcome=outcome)
            case Kind.redecision:
                event, _ = self._own_event(goal.name)
                first, branch, count = int(goal.about) + 1, goal.branch + 1, len(event.branches)
                return say("proving.goal_redecision", event=event.title.nb, first=first, branch=branch, of=count)
            case Kind.transition | Kind.item_transition:
                return self._transition(goal)

    def main(self, step: "Step") -> str:
        """What was done, or that nobody did anything."""
        act = step.act
        if act is None:
            return say("proving.step_waits")
        event, activity = self._event(act, step)
        title = event.title.nb
        if act.item:
            title = say("proving.step_item", title=title, item=_item(activity, act.item))
        if step.done is not None and step.done.redecides:
            title = say("proving.step_anew", title=title)
        values = "; ".join(self._values(act, step))
        return say("proving.step_values", title=title, values=values) if values else title

    def _transition(self, goal: Goal) -> str:
        event, states = self._own_event(goal.name)
        if not goal.about:
            return say("proving.goal_begins", event=event.title.nb)
        state = _named(states, goal.about).title.nb
        if len(event.branches) < 2:
            return say("proving.goal_transition", event=event.title.nb, state=state)
        number, count = goal.branch + 1, len(event.branches)
        return say("proving.goal_branch", event=event.title.nb, state=state, branch=number, of=count)

    def _own_event(self, name: str) -> tuple[Event, tuple[State, ...]]:
        for activity in self._pathway.activities:
            for event in activity.events:
                if event.name == name:
                    return event, activity.states
        return next(event for event in self._pathway.events if event.name == name), self._pathway.states

    def _of(self, run: str) -> Pathway:
        """The pathway of a run by its name: the name of the pathway, with a number from the second run on."""
        name = run.partition("-")[0]
        return self._pathway if name == self._pathway.id else self._catalogue.versions[name][-1]

    def _event(self, act: "Act", step: "Step") -> tuple[Event, Activity | None]:
        pathway = self._of(act.run or step.pathway)
        for activity in pathway.activities:
            for event in activity.events:
                if event.name == act.event:
                    return event, activity
        return next(event for event in pathway.events if event.name == act.event), None

    def _values(self, act: "Act", step: "Step") -> Iterator[str]:
        fields = {field.name: field for field in self._of(act.run or step.pathway).fields}
        for name, value in act.data.items():
            field = fields[name]
            if field.kind is not FieldKind.text:
                told = self._value(value, field.kind, field.code_list)
                yield say("proving.step_value", title=field.title.nb, value=told)

    def _value(self, value: "Value", kind: FieldKind, code_list: str) -> str:
        if kind in (FieldKind.code, FieldKind.codes):
            titles = {code.code: code.title.nb for code in self._catalogue.code_lists[code_list].codes}
            codes = value if isinstance(value, tuple) else (str(value),)
            return ", ".join(f"{titles[code]} ({code})" for code in codes)
        if kind is FieldKind.flag:
            return say("proving.yes" if value is True else "proving.no")
        return write_short(date.fromisoformat(str(value))) if kind is FieldKind.date else str(value)

    def _when(self, step: "Step") -> str:
        return write_short(civil_date(step.at))

    def _beneath(self, step: "Step", before: Mapping[str, str]) -> Iterator[str]:
        reminders = sum(1 for crossing in step.crossings if crossing.what.split("-")[0] in ("before", "on", "after"))
        if reminders:
            yield say("proving.step_reminded", count=reminders)
        for run, state in step.states:
            if before.get(run) != state:
                pathway = self._of(run)
                title = (outside().get(state) or _named(pathway.states, state)).title.nb
                yield say("proving.step_state", title=pathway.title.nb, state=title)
        stood = {goal.name for goal in step.goals if goal.about == Outcome.stood}
        for goal in sorted(step.goals):
            # That it was missed after its clock had stood says that it was missed.
            if goal.kind is Kind.deadline and not (goal.about == Outcome.missed and goal.name in stood):
                deadline = self._deadlines[goal.name]
                yield say("proving.step_deadline", title=deadline.title.nb, word=_word(step, deadline, goal))


def _word(step: "Step", deadline: Deadline, goal: Goal) -> str:
    """What may be said of the deadline; of an extension, and of a clock that has stood, what the word leaves out."""
    if goal.about in _OUTSIDE_THE_WORD:
        return say(f"proving.outcome.{goal.about}")
    words = [word for _, key, word in step.words if split_key(key)[0] == deadline.name]
    fitting = [word for word in words if outcome_of(word) == goal.about]
    return word_told(fitting[0], deadline)


def _named(states: tuple[State, ...], name: str) -> State:
    return next(state for state in states if state.name == name)


def _item(activity: Activity | None, key: str) -> str:
    """An item by its title; one of those that are counted, by its number."""
    name = key.partition(".")[2]
    fixed = activity.items if activity else ()
    return next((item.title.nb for item in fixed if item.id == name), name)
