"""Carries steps out through the engine's door, each as the person it names."""

from dataclasses import dataclass, field

from pathways.counting.oslo import parse_moment
from pathways.engine.changes import Enter
from pathways.engine.engine import Engine
from pathways.engine.people import People
from pathways.engine.receipt import Receipt
from pathways.machine.decide import LATE
from pathways.model.record import Act
from pathways.municipality.step import Step

OS_ACCOUNT = "demo"
"""Recorded instead of the real account, so that the same seed gives the same log on every machine."""


@dataclass(slots=True, kw_only=True)
class Player:
    """Records steps. ``numbers`` gives the case number of every case that has been opened, by its name."""

    engine: Engine
    people: People
    numbers: dict[str, str] = field(default_factory=dict)
    _seqs: dict[tuple[str, str], int] = field(default_factory=dict)

    def record(self, step: Step) -> int:
        """Carry the step out; the seq of what was recorded. Raises as the engine."""
        case_id = self.numbers.get(step.case, "")
        receipt = self._carry_out(step, self._act(step, case_id), case_id)
        self.numbers[step.case] = receipt.case_id
        if not (step.corrects or step.annuls):
            self._seqs[step.case, step.label or _name(step)] = receipt.seq
        return receipt.seq

    def _carry_out(self, step: Step, act: Act, case_id: str) -> Receipt:
        if step.corrects:
            return self.engine.correct(act, self._about(step), step.corrects)
        if step.annuls:
            return self.engine.annul(act, self._about(step))
        if step.redecides:
            return self.engine.redecide(act, self._about(step))
        if step.explains:
            return self.engine.explain(act)
        if step.together:
            changes = tuple(Enter(act=self._act(each, case_id)) for each in step.together)
            return self.engine.change(case_id, changes, act.actor, step.reason)
        if step.opens and not case_id:
            return self.engine.open_case(step.opens, act)
        return self.engine.advance(act, step.opens)

    def _about(self, step: Step) -> int:
        # What was refused has no seq, and nothing can be said about it: the engine says so of event 0.
        return self._seqs.get((step.case, step.about or _name(step)), 0)

    def _act(self, step: Step, case_id: str) -> Act:
        return Act(
            case_id=case_id,
            event=step.event,
            run=step.run,
            item=step.item,
            happened=parse_moment(step.happened or step.at),
            data=step.data,
            reason_codes=step.codes,
            texts=_texts(step),
            actor=self.people.actor(step.who, OS_ACCOUNT),
            key="",
            expected_version=None,
        )


def _texts(step: Step) -> dict[str, str]:
    """What the step says in free text. What comes back to an earlier step says why itself."""
    late = "" if step.corrects or step.annuls else step.late_reason
    return {name: text for name, text in (("reason", step.reason), (LATE, late)) if text}


def _name(step: Step) -> str:
    return f"{step.event} {step.item}"
