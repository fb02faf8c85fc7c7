"""A child in a foster home: visits, supervision, the agreement, the plan; some followed up less than is owed.

Who is taken over from elsewhere has lived there a while: what was done so far is entered at once, as late entries.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from pathways.counting.period import add_period
from pathways.model.counting import Period, Unit
from pathways.municipality import figures
from pathways.municipality.course import LATE_REASON, NOTHING, Course, More
from pathways.municipality.step import Step

HOME = "barnevern_fosterhjem"
WORKERS = ("kari", "jonas")
LEADER = "liv"
AHEAD = 420
"""Days that are thought out after the child has come."""
A_YEAR = Period(amount=1, unit=Unit.years)
VISIT, SUPERVISION, AGREEMENT, PLAN = "oppfolgingsbesok", "tilsynsbesok", "avtale_gjennomgatt", "plan_evaluert"
EVERY = {VISIT: (60, 85), SUPERVISION: (60, 88), AGREEMENT: (180, 300), PLAN: (55, 80)}
"""Days from one to the next, where as much is done as is owed."""
WHY = ("kapasitet", "fravaer", "vanskelig_kontakt", "familiens_forhold")


def placed(course: Course, came: date) -> None:
    """A child that moves in, or is taken over, on ``came``, with the year or so after it."""
    worker = course.pick(WORKERS)
    taken_over = course.chance(figures.TAKEN_OVER)
    moved = came - timedelta(days=60 + course.rng.randrange(280)) if taken_over else course.after(came, 0, 3)
    little = course.chance(figures.FOLLOWED_UP_LITTLE)
    begins = course.calendar.next_working_day(max(moved, came))
    course.do("flyttet_inn", worker, moved, recorded=begins, opens=HOME)
    days = {event: list(_days(course, event, moved, little=little)) for event in EVERY}
    _entered(course, worker, [(on, event) for event in EVERY for on in days[event] if on <= begins])
    for event in EVERY:
        for on in days[event]:
            if on > begins:
                _done(course.beside(), worker, event, on)
    if little:
        _explained(course.beside(), moved, days[VISIT], begins)
    elif course.chance(figures.REDUCED):
        _reduced(course.beside(), course.after(begins, 20, 200))
    if course.chance(figures.MOVED_OUT):
        out = course.after(begins, AHEAD + 10, AHEAD + 20)
        course.beside(out).do("flyttet_ut", worker, out)


def _days(course: Course, event: str, moved: date, *, little: bool) -> Iterator[date]:
    least, most = EVERY[event]
    on = moved
    for _ in range(2 * AHEAD // least):
        on = course.after(on, 2 * least, 2 * most) if little and event == VISIT else course.after(on, least, most)
        if on > moved + timedelta(days=AHEAD):
            return
        yield on


def _entered(course: Course, worker: str, done: list[tuple[date, str]]) -> None:
    """What was done before the child was taken over, all of it together."""
    if not done:
        return
    step = course.do("", worker, course.known)
    entries = tuple(
        Step(case=course.case, at=step.at, who=worker, event=event, happened=on.isoformat(), late_reason=LATE_REASON)
        for on, event in sorted(done)
    )
    course.together(step, entries)


def _done(course: Course, worker: str, event: str, on: date) -> None:
    also = More(snakket_med_barnet=course.rng.randrange(4) > 0) if event in (VISIT, SUPERVISION) else NOTHING
    step = course.do(event, worker, on, recorded=course.maybe_later(on), also=also)
    if course.chance(figures.ANNULLED):
        course.annulled(course.do(event, worker, on, recorded=course.known, also=also, beside=True))
    elif course.is_corrected():
        course.received_earlier(step, days=1)


def _explained(course: Course, moved: date, visits: list[date], begins: date) -> None:
    """Why too few visits were made in the first year; said when it is over."""
    last = add_period(moved, A_YEAR, course.calendar)
    if sum(on <= last for on in visits) < figures.VISITS_A_YEAR and last > begins:
        on = course.after(last, 4, 30)
        course.explained(LEADER, on, "oppfolgingsbesok", f"period.{moved.isoformat()}", (course.pick(WHY),))


def _reduced(course: Course, on: date) -> None:
    """Fewer visits are decided, some time; for a few of them it is as before again."""
    course.do("besok_redusert", LEADER, on, forhold_gode=True, hort=True, over_to_ar=True)
    if course.rng.randrange(3) == 0:
        course.do("besok_som_for", LEADER, course.after(course.known, 60, 150))
