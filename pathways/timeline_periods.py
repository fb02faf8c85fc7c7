"""What is owed so many times in each period, in words: which period, how much is done, and why so much is owed."""

from collections.abc import Iterator, Sequence
from datetime import date

from pathways.counting.telling import month_short
from pathways.machine.periods import A_DAY, first_day
from pathways.machine.standing import OVERDUE, DeadlineStanding, TallyStanding, Word
from pathways.machine.state import Terms
from pathways.messages import say


def about_period(item: str) -> str:
    """What is added to the title of a deadline whose key has this item: ``, perioden fra tor. 15. jan. 2026``."""
    first = first_day(item)
    return "" if first is None else say("timeline.about_period", first=_day(first))


def period_told(deadline: DeadlineStanding) -> str:
    """Added to a title: the first and last day of its period; empty for what is owed once."""
    tally = deadline.tally
    if tally is None:
        return ""
    return say("timeline.period", first=_day(tally.first), last=_day(deadline.nominal))


def tally_told(deadline: DeadlineStanding) -> list[str]:
    """``2 av 4: man. 12. jan. 2026, tir. 3. mars 2026``, and how many are left; none for what is owed once."""
    tally = deadline.tally
    if tally is None:
        return []
    days = ", ".join(_day(on) for on in dict.fromkeys(on for on, _ in tally.done))
    if tally.idle:
        return [*([say("timeline.done_unowed", counted=tally.counted, days=days)] if days else []), _none_owed()]
    if deadline.word is Word.ended:
        return [say("timeline.done_ended" if days else "timeline.none_done_ended", counted=tally.counted, days=days)]
    key = "timeline.done" if days else "timeline.none_done"
    lines = [say(key, counted=tally.counted, needed=tally.needed, days=days), *missing_told(deadline)]
    return [*lines, *(_terms_told(terms) for terms in tally.terms if terms.by)]


def missing_told(deadline: DeadlineStanding) -> list[str]:
    """How many are left of what is owed in a period, or were not done when it was over; nothing where none are."""
    tally = deadline.tally
    if tally is None or tally.counted >= tally.needed or not (deadline.open or deadline.word in OVERDUE):
        return []
    missing = tally.needed - tally.counted
    if deadline.open:
        return [say("timeline.left", left=missing)]
    return [say("timeline.over", counted=tally.counted, needed=tally.needed, missing=missing)]


def owed_told(deadline: DeadlineStanding) -> Iterator[str]:
    """Why so many are owed in the period: a line for each number of times that held in it, their sum and the result."""
    tally = deadline.tally
    if tally is None:
        return
    if tally.idle:
        yield _none_owed()
        return
    parts = list(_stretches(tally, deadline.nominal))
    whole = len(parts) == 1 and parts[0][1] == tally.of_days
    if whole and not parts[0][0].by:
        yield say("timeline.owed", times=tally.needed)
        return
    for terms, _ in parts:
        yield _terms_told(terms)
    if not whole:
        told = " + ".join(say("timeline.share", times=t.times, days=days, of=tally.of_days) for t, days in parts)
        yield say("timeline.shared", shares=told, sum=_sum_told(parts, tally.of_days))
    yield say("timeline.result", needed=tally.needed)


def _sum_told(parts: Sequence[tuple[Terms, int]], of_days: int) -> str:
    """The sum as a fraction, and the whole number that it is or is rounded up to."""
    total = sum(terms.times * days for terms, days in parts)
    low, rest = divmod(total, of_days)
    key = "timeline.sum_rounded" if rest else "timeline.sum_whole"
    return say(key, total=total, of=of_days, low=low, high=low + 1)


def _terms_told(terms: Terms) -> str:
    return say(_owed_key(terms), times=terms.times, since=_day(terms.since), seq=terms.by)


def _none_owed() -> str:
    return say("timeline.none_owed")


def _owed_key(terms: Terms) -> str:
    if not terms.times:
        return "timeline.owed_not"
    return "timeline.owed_reduced" if terms.reduced else "timeline.owed_from" if terms.by else "timeline.owed_at_first"


def _day(on: date) -> str:
    """``15. jan. 2026``."""
    return say("timeline.day", day=on.day, month=month_short(on), year=on.year)


def _stretches(tally: TallyStanding, last: date) -> Iterator[tuple[Terms, int]]:
    ends = [terms.since for terms in tally.terms[1:]] + [last + A_DAY]
    for terms, end in zip(tally.terms, ends, strict=True):
        yield terms, (end - terms.since).days
