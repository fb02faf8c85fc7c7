"""An investigation: its plan, waits, expert reports and extension, its outcome, and what follows from it."""

from datetime import date, timedelta

from pathways.municipality import figures
from pathways.municipality.course import Course, More
from pathways.municipality.mapping import pathway
from pathways.municipality.reports import (
    LEADER,
    PRIVATE,
    REPORT,
    WORKERS,
    came,
    codes_of,
    concluded,
    feedback,
    further,
    received,
    topics,
)
from pathways.municipality.step import Step

MEASURE, BOARD, CLOSED, WITHOUT_CONSENT, REFERRED = "1", "2", "3", "4", "6"
JOINS_MEASURE, JOINS_INVESTIGATION = "3", "4"
"""Codes of a report that is not investigated for itself."""
HOLDERS = ("familien", "familien", "annen_tjeneste", "oss", "teknisk")
TOOK_PART = ("1.1", "1.1", "1.1", "1.2", "1.3", "2.1", "2.2")
LATEST = 95
"""Days after a report within which an extension is surely in time: a week and three months are 96 at least."""


def investigated(course: Course, day: date, *, outcome: str, late: bool, joined: int, reported_later: int) -> None:
    """A report that is investigated. ``joined`` more come meanwhile, and some after a measure was decided."""
    worker = course.pick(WORKERS)
    report = received(course, day)
    opened = concluded(course, report, "2")
    since = course.known
    feedback(course, report)
    pathway(course.beside(), opened)
    if not course.chance(figures.WITHOUT_PLAN):
        _planned(course, worker, opened)
    if course.chance(figures.WAITS):
        _waits(course, worker, opened)
    if course.chance(figures.EXPERT_REPORT):
        _expert(course, worker, opened)
    if late and course.chance(figures.EXTENDED):
        _extended(course, day)
    end = max(_end(course, day, late=late), course.after(course.known, 1, 3))
    first, last = opened + timedelta(days=2), end - timedelta(days=9)
    since = _further(course, since, [course.within(first, last) for _ in range(joined)], 2, JOINS_INVESTIGATION)
    _ended(course, end, outcome)
    _told_again(course, worker, report, end, measure=outcome == MEASURE)
    later = [course.after(end, 10, 150) for _ in range(reported_later)]
    _further(course, since, later, joined + 2, JOINS_MEASURE)


def _further(course: Course, since: date, days: list[date], number: int, code: str) -> date:
    """Further reports from ``number`` on, registered in the order they came, as runs are numbered; the last day."""
    for nth, day in enumerate(sorted(days), start=number):
        since = further(course.beside(since), day, nth, code)
    return since


def _planned(course: Course, worker: str, opened: date) -> None:
    on = course.after(opened, 1, 12)
    step = course.do("undersokelsesplan_laget", worker, on, run=REPORT, plan_dato=on.isoformat())
    if course.chance(figures.ANNULLED):
        twice = course.do("undersokelsesplan_laget", worker, on, run=REPORT, plan_dato=on.isoformat(), beside=True)
        course.annulled(twice)
    elif course.is_corrected():
        course.corrected(step, plan_dato=(on - timedelta(days=1)).isoformat())


def _waits(course: Course, worker: str, opened: date) -> None:
    """One wait or two, some of them told late: the clock of the law runs on."""
    since = course.after(max(opened, course.known), 3, 20)
    for _ in range(course.pick((1, 1, 2))):
        whom = course.pick(HOLDERS)
        until = course.after(since, 5, 14)
        course.do("satt_pa_vent", worker, since, recorded=course.maybe_later(since, most=4), run=REPORT, venter_pa=whom)
        course.do("gjenopptatt", worker, until, recorded=course.maybe_later(until, most=4), run=REPORT, venter_pa=whom)
        since = course.after(until, 1, 4)


def _expert(course: Course, worker: str, opened: date) -> None:
    """An expert's report, which the commission looks at before it can be built on (§ 12-7)."""
    came_in = course.after(max(opened, course.known), 10, 30)
    on, by = came_in.isoformat(), ("tjenesten",)
    course.do("sakkyndigrapport_mottatt", worker, came_in, run=REPORT, sakkyndigrapporter=by, rapport_mottatt=on)
    sent = course.after(came_in, 1, 4)
    course.do("sendt_kommisjonen", worker, sent, run=REPORT, item="1", kommisjonen_mottok=sent.isoformat())
    judged = course.after(sent, 6, 18)
    course.do("kommisjonen_har_vurdert", worker, judged, run=REPORT, item="1")


def _extended(course: Course, day: date) -> None:
    """Extended to six months: mostly decided in time, some of these entered late; some decided when it was over."""
    after = (LATEST + 3, LATEST + 5) if course.chance(figures.EXTENDED_TOO_LATE) else (LATEST - 20, LATEST - 2)
    on = max(course.after(day, *after), course.known)
    codes = (course.pick(("sakkyndig", "utredning", "sammensatt", "andre_tjenester", "vanskelig_kontakt")),)
    given = More(foreldre_informert=True) if course.rng.randrange(4) else More()
    recorded = course.maybe_later(on, most=10)
    course.do("frist_utvidet", LEADER, on, recorded=recorded, run=REPORT, codes=codes, also=given)


def _end(course: Course, day: date, *, late: bool) -> date:
    return course.after(day, *(figures.DAYS_LATE if late else figures.DAYS))


def _ended(course: Course, end: date, outcome: str) -> None:
    parties: tuple[str, ...] = ()
    if outcome != BOARD and course.chance(figures.PARTIES_NAMED):
        parties = course.pick((("forelder",), ("barnet", "forelder")))
    allows = outcome == WITHOUT_CONSENT and course.chance(figures.ALLOWS_ANOTHER)
    more = More(parter=parties) if parties else More()
    if allows:
        more |= {"adgang_ny_undersokelse": True, "henlagt_dato": end.isoformat()}
    if outcome == WITHOUT_CONSENT:
        more["foreldre_samtykker_ikke"] = True
    step = course.do(
        "undersokelse_konkludert",
        LEADER,
        end,
        recorded=course.maybe_later(end, most=5),
        run=REPORT,
        utfall=outcome,
        grunnlag=topics(course),
        medvirkning=course.pick(TOOK_PART),
        also=more,
    )
    if course.is_corrected():
        course.corrected(step, medvirkning="1.4")
    for number, _ in enumerate(parties, start=1):
        _informed(course.beside(), end, f"{number}")
    if outcome == CLOSED and parties and course.chance(figures.REDECIDED):
        _redecided(course, step, parties)
    if allows and course.chance(figures.USES_THAT):
        _investigated_again(course, end)
    elif allows and course.chance(figures.USES_THAT):
        course.do("adgang_ikke_brukt", LEADER, course.after(course.known, 60, 200), run=REPORT)


def _informed(course: Course, end: date, item: str) -> None:
    """A party gets the decision, and may appeal against it, in time or not."""
    worker = course.pick(WORKERS)
    reached = course.after(end, 2, 12)
    recorded = course.maybe_later(reached)
    course.do("underretning_kommet_fram", worker, reached, recorded=recorded, run=REPORT, item=item)
    if course.chance(figures.APPEALED):
        course.do("klage_mottatt", worker, course.after(course.known, 5, 26), run=REPORT, item=item)


def _redecided(course: Course, step: Step, parties: tuple[str, ...]) -> None:
    """It is closed, and some weeks later a measure is decided instead; each party is told of that too."""
    day = course.after(course.known, 20, 45)
    told = course.pick(TOOK_PART)
    course.redecided(step, LEADER, day, utfall=MEASURE, grunnlag=topics(course), medvirkning=told, parter=parties)
    for number, _ in enumerate(parties, start=len(parties) + 1):
        _informed(course.beside(), day, f"{number}")


def _investigated_again(course: Course, end: date) -> None:
    """A new investigation without a new report (§ 2-5)."""
    opened = course.after(max(end, course.known), 20, 150)
    course.do("ny_undersokelse_apnet", LEADER, opened, run=REPORT, foreldre_informert=True)
    outcome = course.pick((MEASURE, CLOSED))
    again = course.after(opened, 50, 100)
    course.do("ny_undersokelse_konkludert", LEADER, again, run=REPORT, nytt_utfall=outcome, grunnlag=topics(course))


def _told_again(course: Course, worker: str, report: Step, end: date, *, measure: bool) -> None:
    """Public reporters hear that the investigation is done; some late, a few never."""
    beside = course.beside()
    for number, code in enumerate(codes_of(report), start=1):
        if code in PRIVATE or course.chance(figures.FEEDBACK_FORGOTTEN):
            continue
        late = course.chance(figures.FEEDBACK_LATE)
        on = course.after(max(end, _last_told(report)), *((23, 35) if late else (2, 18)))
        recorded = course.maybe_later(on)
        item = f"{number}"
        beside.do(
            "ny_tilbakemelding_gitt",
            worker,
            on,
            recorded=recorded,
            beside=True,
            run=REPORT,
            item=item,
            opplyst_oppfolging=measure,
        )


def _last_told(report: Step) -> date:
    """By this day whoever gets the first feedback has got it, entered late, annulled and repeated as it may be."""
    return came(report) + timedelta(days=64)
