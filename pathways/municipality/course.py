"""The steps of one case as they are thought out, from a source of chance of its own. Nothing happens here.

``on`` is when something happens; it is recorded the same day, or later: late on purpose, or since what it builds on
was recorded late. ``known`` is the day up to which everything it can build on is recorded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from types import MappingProxyType
from typing import TypeVar

from pathways.counting.calendar import Calendar
from pathways.model.record import Value
from pathways.municipality.figures import CORRECTED, ENTERED_LATE, Figure
from pathways.municipality.step import Step

T = TypeVar("T")

REASON = "Oppdiktet begrunnelse."
LATE_REASON = "Oppdiktet forklaring på at det ble ført sent."
More = dict[str, Value]
"""What a step records besides what every such step does."""
NOTHING: Mapping[str, Value] = MappingProxyType({})
OPENS_AT = 8
"""The office opens at eight, in Oslo."""
MINUTES = 15
"""Between two steps of a case on one day there are at most so many."""


@dataclass(slots=True, kw_only=True)
class Course:
    """One case in the making. ``steps`` are in no order yet."""

    case: str
    rng: Random
    calendar: Calendar
    known: date
    steps: list[Step] = field(default_factory=list)
    minutes: dict[date, int] = field(default_factory=dict)

    def beside(self, known: date | None = None) -> "Course":
        """Another strand of the same case, which builds on what is recorded by ``known``; None: by now."""
        return replace(self, known=known or self.known)

    def chance(self, figure: Figure) -> bool:
        """Whether it happens this time."""
        return self.rng.randrange(figure.whole) < figure.part

    def pick(self, among: Sequence[T]) -> T:
        """One of them."""
        return among[self.rng.randrange(len(among))]

    def within(self, first: date, last: date) -> date:
        """A day somebody is at work, from ``first`` to ``last``; where there is none, the first after them."""
        day = first + timedelta(days=self.rng.randrange(max((last - first).days, 0) + 1))
        working = self.calendar.next_working_day(day)
        return working if working <= last else self.calendar.next_working_day(first)

    def after(self, day: date, least: int, most: int) -> date:
        """A day somebody is at work, ``least`` to ``most`` days after ``day``."""
        return self.within(day + timedelta(days=least), day + timedelta(days=most))

    def maybe_later(self, on: date, figure: Figure = ENTERED_LATE, most: int = 9) -> date:
        """When it is recorded: the same day, or, for some, up to ``most`` days later."""
        return self.after(on, 1, most) if self.chance(figure) else on

    def do(  # noqa: PLR0913 (a step is this much)
        self,
        event: str,
        who: str,
        on: date,
        *,
        recorded: date | None = None,
        beside: bool = False,
        opens: str = "",
        run: str = "",
        item: str = "",
        reason: str = REASON,
        codes: tuple[str, ...] = (),
        also: Mapping[str, Value] = NOTHING,
        **data: Value,
    ) -> Step:
        """Add a step with ``data`` and ``also``. What comes next builds on it, unless it is ``beside``."""
        day = max(recorded or on, self.known)
        if not beside:
            self.known = day
        step = Step(
            case=self.case,
            at=self._clock(day),
            who=who,
            event=event,
            happened="" if day == on else on.isoformat(),
            opens=opens,
            run=run,
            item=item,
            data={**data, **also},
            codes=codes,
            reason=reason,
            late_reason="" if day == on else LATE_REASON,
            label=f"{len(self.steps)}",
        )
        self.steps.append(step)
        return step

    def corrected(self, step: Step, **data: Value) -> None:
        """Some days later somebody corrects what ``step`` says."""
        day = self.after(date.fromisoformat(step.at[:10]), 2, 25)
        self._again(step, replace(step, data={**step.data, **data}, corrects=REASON), day)

    def received_earlier(self, step: Step, days: int) -> None:
        """Some days later it turns out that ``step`` happened some days earlier than it says."""
        recorded = date.fromisoformat(step.at[:10])
        happened = date.fromisoformat(step.happened or step.at[:10]) - timedelta(days=days)
        changed = replace(step, happened=happened.isoformat(), corrects=REASON)
        self._again(step, changed, self.after(recorded, 2, 25))

    def annulled(self, step: Step) -> date:
        """Some days later somebody sees that ``step`` should never have been registered; the day."""
        day = self.after(date.fromisoformat(step.at[:10]), 1, 6)
        self._again(step, replace(step, annuls=True), day)
        return day

    def redecided(self, step: Step, who: str, on: date, *, recorded: date | None = None, **data: Value) -> Step:
        """On a later day another decision is made in place of ``step``."""
        day = max(recorded or on, self.known)
        self.known = day
        again = replace(
            step,
            who=who,
            data=data,
            happened="" if day == on else on.isoformat(),
            late_reason="" if day == on else LATE_REASON,
            redecides=True,
            at=self._clock(day),
        )
        self.steps.append(replace(again, label=f"{len(self.steps)}", about=step.label))
        return self.steps[-1]

    def explained(self, who: str, on: date, deadline: str, item: str, codes: tuple[str, ...]) -> None:
        """Somebody says why a deadline was missed."""
        self._change(self.do(deadline, who, on, item=item, codes=codes), explains=True)

    def together(self, step: Step, entries: tuple[Step, ...]) -> None:
        """``step`` becomes these entries, recorded at once."""
        self._change(step, together=entries)

    def _change(self, step: Step, *, explains: bool = False, together: tuple[Step, ...] = ()) -> None:
        # In its place: the strands of a case share one list.
        place = next(number for number, each in enumerate(self.steps) if each is step)
        self.steps[place] = replace(step, explains=explains, together=together)

    def is_corrected(self) -> bool:
        """Whether a step is corrected this time."""
        return self.chance(CORRECTED)

    def _again(self, step: Step, changed: Step, day: date) -> None:
        """Somebody comes back to ``step`` on ``day``: the same happening, recorded anew."""
        happened = changed.happened or step.at
        again = replace(changed, at=self._clock(max(day, self.known)), happened=happened, label="", about=step.label)
        self.steps.append(again)

    def _clock(self, day: date) -> str:
        """A time of the day, later than that of every step before on it."""
        minute = self.minutes.get(day, self.rng.randrange(4 * 60)) + 1 + self.rng.randrange(MINUTES)
        self.minutes[day] = minute
        return f"{day.isoformat()}T{OPENS_AT + minute // 60:02d}:{minute % 60:02d}"
