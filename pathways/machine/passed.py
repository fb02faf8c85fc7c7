"""Deadlines of a case that were over when it was brought in with its past, and that still wait."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pathways.machine.deadlines import key_of
from pathways.machine.standing import OVERDUE, DeadlineStanding, RunStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A deadline that was over before it came here and is still open."""

    run: RunStanding
    deadline: DeadlineStanding

    @property
    def key(self) -> tuple[str, str]:
        """Its run, and its key there."""
        return self.run.run, key_of(self.deadline.name, self.deadline.item)


def passed_in(runs: Iterable[RunStanding]) -> Iterator[Passed]:
    """Those among ``runs``, as they stand now."""
    for run in runs:
        for each in run.deadlines:
            if each.days_left < 0 and (each.open or each.word in OVERDUE):
                yield Passed(run=run, deadline=each)
