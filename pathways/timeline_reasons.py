"""What the timeline says of missed deadlines: why they were, and which acts were late, or only their registration."""

from collections.abc import Callable, Iterator
from datetime import date

from pathways.counting.telling import write_short
from pathways.engine.outcome import Outcome, outcomes
from pathways.engine.view import CaseView
from pathways.machine.decide import Definitions
from pathways.machine.explained import GIVEN_BY, GIVEN_ON, REASON_LIST, explanations
from pathways.machine.late_entry import Entered
from pathways.machine.lateness import Lateness
from pathways.machine.state import BY_INSTANT, Status
from pathways.messages import say
from pathways.model.pathway import Deadline
from pathways.model.record import Kind, Record
from pathways.timeline_versions import Versions

OfItem = Callable[[str, str], str]
"""What is added to a title for an item of a run."""


class Reasons:
    """The explanations of one case, and what became of its deadlines by the moment of the view."""

    def __init__(self, definitions: Definitions, versions: Versions, view: CaseView, of_item: OfItem) -> None:
        self._versions, self._of_item = versions, of_item
        self._explained = {record.seq: record for record in view.records if record.kind is Kind.explanation}
        self._standing = explanations(view.records)
        self._outcomes = outcomes(definitions, view.records, view.at)

    def about(self, record: Record) -> Record | None:
        """The explanation that a record is, or that it corrects or annuls; None where it is about something else."""
        return self._explained.get(record.targets[0] if record.targets else record.seq)

    def titled(self, explained: Record) -> str:
        """What an explanation is called."""
        spec = self._spec(explained)
        title = explained.name if spec is None else spec.title.nb
        return say("timeline.explained", title=title + self._of_item(explained.run, explained.item))

    def code_list(self, explained: Record) -> str:
        """The list its codes were taken from, by the settings of then or the definition; empty where none knows it."""
        own = "" if explained.content is None else explained.content.data.get(REASON_LIST, "")
        spec = self._spec(explained)
        return str(own) or ("" if spec is None else spec.missed_reason)

    def remarks(self, seq: int) -> tuple[str, ...]:
        """What is said of an event: of an explanation, that it is replaced or without effect; of an act, how late."""
        return tuple(self._of_explanation(seq) if seq in self._explained else self._of_act(seq))

    def _of_explanation(self, seq: int) -> Iterator[str]:
        own = next((each for each in self._standing if each.seq == seq), None)
        if own is None:
            return
        data = {} if (content := self._explained[seq].content) is None else content.data
        if GIVEN_BY in data:
            date_given = write_short(date.fromisoformat(str(data[GIVEN_ON])))
            yield say("timeline.explained_there", user=data[GIVEN_BY], date=date_given)
        later = [each.seq for each in self._standing if each.same_round(own) and each.seq > seq]
        if later:
            yield say("timeline.replaced", seq=later[0])
        elif not any((each.missed or each.gone_on) and each.reason_by == seq for each in self._outcomes):
            yield say("timeline.moot")

    def _of_act(self, seq: int) -> Iterator[str]:
        for each in self._outcomes:
            gone = each.status is Status.ended
            if each.lateness is Lateness.handling and seq == each.settled_by:
                yield self._lateness(each, "timeline.gone_late" if gone else "timeline.was_late")
            for entry in (entry for entry in each.entered_late if entry.seq == seq):
                fell_away = "_gone" if gone and entry.what is Entered.settled else ""
                how = Lateness.imported if entry.imported else Lateness.registration
                yield self._lateness(each, f"timeline.{how}_{entry.what}{fell_away}")

    def _lateness(self, outcome: Outcome, key: str) -> str:
        spec = self._versions.newest_deadline(outcome.run, outcome.name)
        title = (outcome.name if spec is None else spec.title.nb) + self._of_item(outcome.run, outcome.item)
        return say(key, title=title, date=write_short(outcome.nominal))

    def _spec(self, explained: Record) -> Deadline | None:
        place = (explained.recorded_at, BY_INSTANT, explained.seq)
        found = self._versions.with_deadline(explained.run, explained.name, place)
        return None if found is None else found[1]
