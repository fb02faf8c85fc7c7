"""What is owed so many times in each period, in words: which period, how much is done, and why so much is owed."""

from collections.abc import Iterator
from datetime import date

from pathways.counting.telling import month_short
from pathways.machine.periods import A_DAY, first_day
from pathways.machine.standing import DeadlineStanding, TallyStanding
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
    key = "timeline.done" if days else "timeline.none_done"
    lines = [say(key, counted=tally.counted, needed=tally.needed, days=days)]
    if deadline.open and tally.counted < tally.needed:
        left = tally.needed - tally.counted
        lines.append(say("timeline.left", left=left))
    return lines


def owed_told(deadline: DeadlineStanding) -> Iterator[str]:
    """Why so many are owed in the period, a line for each number of times that held in it."""
    tally = deadline.tally
    if tally is None:
        return
    if tally.idle:
        yield _none_owed()
        return
    parts = list(_stretches(tally, deadline.nominal))
    for terms, _ in parts:
        yield say(_owed_key(terms), times=terms.times, since=_day(terms.since), seq=terms.by)
    if len(parts) > 1 or sum(days for _, days in parts) != tally.of_days:
        told = " + ".join(say("timeline.share", times=t.times, days=days, of=tally.of_days) for t, days in parts)
        yield say("timeline.shared", shares=told, needed=tally.needed)


def _none_owed() -> str:
    return say("timeline.none_owed")


def _owed_key(terms: Terms) -> str:
    if not terms.times:
        return "timeline.owed_not"
    return "timeline.owed_reduced" if terms.reduced else "timeline.owed_from" if terms.by else "timeline.owed"


def _day(on: date) -> str:
    """``15. jan. 2026``."""
    return say("timeline.day", day=on.day, month=month_short(on), year=on.year)


def _stretches(tally: TallyStanding, last: date) -> Iterator[tuple[Terms, int]]:
    ends = [terms.since for terms in tally.terms[1:]] + [last + A_DAY]
    for terms, end in zip(tally.terms, ends, strict=True):
        yield terms, (end - terms.since).days
