"""Why a period begins and ends when it does, for readers."""

from pathways.counting.telling import write_period
from pathways.machine.periods import calendar_start
from pathways.machine.state import DeadlineState, Tally
from pathways.model.counting import Period, Step
from pathways.model.every import Aligned, Every


def why_period(every: Every, within: Period, state: DeadlineState, tally: Tally) -> tuple[Step, ...]:
    """From the anchor by way of the first day to the last."""
    number, length = str(tally.index + 1), write_period(within)
    steps = [Step(on=state.anchored_on, key="counting.why.periods", values=(("period", length),))]
    if every.aligned is Aligned.calendar:
        begins = calendar_start(tally.first, within)
        if begins != tally.first:
            steps.append(Step(on=begins, key="counting.why.period_cut", values=()))
        else:
            steps.append(Step(on=begins, key="counting.why.period_calendar", values=(("period", length),)))
    elif tally.index:
        steps.append(Step(on=tally.first, key="counting.why.period_first", values=(("number", number),)))
    return (*steps, Step(on=state.nominal, key="counting.why.period_last", values=()))
