"""A report to child welfare, from its arrival to its conclusion, and what its reporters are told."""

from datetime import date, timedelta

from pathways.municipality import figures
from pathways.municipality.course import Course, More
from pathways.municipality.step import Step

REPORT = "barnevern_undersokelse"
WORKERS = ("kari", "jonas")
ON_CALL, LEADER = "jonas", "liv"
REPORTERS = ("11", "11", "10", "9", "8", "6", "24", "12", "13", "7", "2", "4", "3", "1", "21", "23")
PRIVATE = frozenset({"1", "2", "3", "4", "21", "23"})
ANONYMOUS = "23"
TOPICS_SINCE = date(2026, 1, 1)
"""The register's topics of 2026 are valid from this day on: no report that names one came before it."""
TOPICS = ("1.3.06", "1.3.08", "2.1.02", "2.1.03", "2.4.02", "2.4.04", "3.1.03", "3.1.08", "3.2.02")
WEEK = 7


def topics(course: Course) -> tuple[str, ...]:
    """One or two things a report is about."""
    return tuple(sorted({course.pick(TOPICS), course.pick(TOPICS)}))


def received(course: Course, came: date) -> Step:
    """A report comes on any day of the week, and is registered by who is there, or some days later."""
    off = not course.calendar.is_working_day(came)
    taken = not off or course.chance(figures.OUT_OF_HOURS)
    recorded = course.maybe_later(came, most=4) if taken else course.calendar.next_working_day(came)
    who = ON_CALL if off else course.pick(WORKERS)
    reporters = tuple(sorted({course.pick(REPORTERS) for _ in range(course.pick((1, 1, 1, 1, 2, 2, 3)))}))
    about = topics(course)
    step = course.do("melding_mottatt", who, came, recorded=recorded, opens=REPORT, meldere=reporters, innhold=about)
    if course.is_corrected():
        days = min(1 + course.rng.randrange(3), (came - TOPICS_SINCE).days)
        if days > 0:
            course.received_earlier(step, days=days)
    return step


def came(step: Step) -> date:
    """The day a report came."""
    return date.fromisoformat((step.happened or step.at)[:10])


def concluded(course: Course, report: Step, code: str, *, run: str = "") -> date:
    """The report is concluded, nearly always within the week; the day."""
    day = came(report)
    first = max(course.known, day + timedelta(days=1))
    on = course.within(first, max(first, day + timedelta(days=WEEK - 1)))
    if course.chance(figures.SCREENED_LATE):
        on = course.after(day, WEEK + 2, WEEK + 5)
    course.do(
        "melding_konkludert",
        LEADER,
        on,
        recorded=course.maybe_later(on, most=6),
        run=run,
        konklusjon=code,
        umiddelbar_oppfolging=course.pick((False, False, False, True)) if code == "2" else False,
    )
    return on


def closed(course: Course, day: date) -> None:
    """A report that leads to no investigation."""
    report = received(course, day)
    concluded(course, report, course.pick(("10", "10", "10", "10", "9", "7", "8")))
    feedback(course, report)


def without_ground(course: Course, day: date) -> None:
    """An obviously groundless report, closed without a reason."""
    received(course, day)
    course.do("melding_grunnlos", LEADER, course.after(course.known, 1, 3))


def further(course: Course, day: date, number: int, code: str) -> date:
    """Report ``number`` of a child whose case runs: it joins what runs already. The day it was registered."""
    run = f"{REPORT}-{number}"
    report = received(course, day)
    registered = course.known
    concluded(course, report, code, run=run)
    feedback(course, report, run=run)
    return registered


def feedback(course: Course, report: Step, *, run: str = REPORT) -> None:
    """Each reporter is told that the report came: within three weeks, later, or never."""
    for number, code in enumerate(codes_of(report), start=1):
        if code == ANONYMOUS:
            day = course.after(course.known, 1, 6)
            why = ("ukjent_avsender",)
            course.do("tilbakemelding_unnlatt", _worker(course), day, beside=True, run=run, item=f"{number}", codes=why)
        elif not course.chance(figures.FEEDBACK_FORGOTTEN):
            _told(course, report, run, number, public=code not in PRIVATE)


def _told(course: Course, report: Step, run: str, number: int, *, public: bool) -> None:
    day, last = came(report), came(report) + timedelta(days=20)
    if course.chance(figures.FEEDBACK_LATE):
        on = recorded = max(course.after(day, 23, 40), course.known)
    else:
        on = course.within(course.known, max(last, course.known))
        recorded = course.maybe_later(on)
    worker = _worker(course)
    if course.chance(figures.ANNULLED):
        wrong = _tell(course, worker, on, recorded, run, number, public=public)
        on = recorded = course.after(course.annulled(wrong), 1, 4)
    _tell(course, worker, on, recorded, run, number, public=public)


def _tell(  # noqa: PLR0913
    course: Course, worker: str, on: date, recorded: date, run: str, number: int, *, public: bool
) -> Step:
    item = f"{number}"
    given = More(opplyst_apnet=True) if public else More()
    return course.do("tilbakemelding_gitt", worker, on, recorded=recorded, beside=True, run=run, item=item, also=given)


def codes_of(report: Step) -> tuple[str, ...]:
    """Who reported, in the order of their items."""
    found = report.data["meldere"]
    return found if isinstance(found, tuple) else ()


def _worker(course: Course) -> str:
    return course.pick(WORKERS)
