"""The other children of an invented municipality, as steps: about thirty cases from a seed, the same for the same seed.

Proportions follow published figures where there are any, and are named so; everything else is invented.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from pathways.counting.calendar import Calendar
from pathways.model.record import Value
from pathways.municipality.step import Step

T = TypeVar("T")

# Figures of Statistics Norway. Of 56 800 + 14 650 + 14 850 incoming reports (2020) a third joined a running matter; of
# the others 24 % were closed (2022), and more than 99 % were screened within a week (2020). Of the investigations 92 %
# were done within three months, and 61 % led to no measure (2019); they took 84 days on average (2009).
# How many children are in the national pathway was not found: those counts, and all of BUP's, are invented.
REPORTS = 24
CLOSED = round(REPORTS * 0.24)
INVESTIGATED = REPORTS - CLOSED
NO_MEASURE = round(INVESTIGATED * 0.61)
LATE = round(INVESTIGATED * (1 - 0.92))
JOINED = round(REPORTS * (14_650 + 14_850) / 56_800)
GROUNDLESS = 1
"""Obviously groundless reports do not reach the register, so they stand beside its figures."""
REFERRALS = 5

WORKERS = ("kari", "jonas")
STALLED = 4
"""The investigation, counted from the first, in which the mapping comes to a halt."""
AREAS = (("psykisk", "kommunepsykolog"), ("somatisk", "fastlege"), ("seksuell", "helsestasjon"), ("tann", "tannhelse"))

REASON = "Oppdiktet begrunnelse."
REPORT = "barnevern_undersokelse"
FIRST = date(2026, 1, 5)
REPORTERS = ("11", "11", "10", "9", "8", "6", "24", "2", "4", "23")
TOPICS = ("1.3.06", "1.3.08", "2.1.02", "2.1.03", "2.4.02", "2.4.04", "3.1.03", "3.1.08", "3.2.02")


@dataclass(slots=True, kw_only=True)
class Course:
    """The steps of one case as they are thought out, in order of time."""

    case: str
    rng: Random
    calendar: Calendar
    day: date
    steps: list[Step] = field(default_factory=list)

    def pick(self, among: Sequence[T]) -> T:
        """One of them, by the seed."""
        return among[self.rng.randrange(len(among))]

    def working(self, day: date) -> date:
        """The day, or the next one anybody is at work."""
        return self.calendar.next_working_day(day)

    def do(  # noqa: PLR0913 (a step is this much)
        self,
        event: str,
        who: str,
        days: int,
        *,
        opens: str = "",
        run: str = "",
        item: str = "",
        reason: str = REASON,
        codes: tuple[str, ...] = (),
        **data: Value,
    ) -> None:
        """Add a step on a working day, at least ``days`` after the step before."""
        self.day = self.working(self.day + timedelta(days=days))
        at = f"{self.day.isoformat()}T{8 + len(self.steps) % 8:02d}:{self.rng.randrange(60):02d}"
        step = Step(
            case=self.case,
            at=at,
            who=who,
            event=event,
            opens=opens,
            run=run,
            item=item,
            data=data,
            codes=codes,
            reason=reason,
        )
        self.steps.append(step)


def municipality(seed: str, calendar: Calendar) -> list[Step]:
    """Every step of every case, by case; whoever plays them sorts them by time."""
    rng = Random(seed)  # noqa: S311 (a story, no secret)
    fates = ["closed"] * CLOSED + ["no_measure"] * NO_MEASURE + ["measure"] * (INVESTIGATED - NO_MEASURE)
    _shuffle(rng, fates)
    steps: list[Step] = []
    investigated = 0
    for number, fate in enumerate(fates):
        course = _course(rng, calendar, f"kommune-{number:02d}", number, every=9)
        if fate == "closed":
            _closed(course)
        else:
            investigated += 1
            _investigated(course, measure=fate == "measure", nth=investigated)
        steps += _in_order(course)
    for number in range(GROUNDLESS):
        steps += _groundless(_course(rng, calendar, f"grunnlos-{number}", 12 + number, every=9)).steps
    for number in range(REFERRALS):
        steps += _referred(_course(rng, calendar, f"henvist-{number}", number, every=40), number).steps
    return steps


def _in_order(course: Course) -> list[Step]:
    return sorted(course.steps, key=lambda step: step.at)


def _course(rng: Random, calendar: Calendar, case: str, number: int, every: int) -> Course:
    day = FIRST + timedelta(days=number * every + rng.randrange(4))
    return Course(case=case, rng=rng, calendar=calendar, day=day)


def _shuffle(rng: Random, deck: list[str]) -> None:
    """Random.shuffle in our own words: the same order on every Python."""
    for last in range(len(deck) - 1, 0, -1):
        other = rng.randrange(last + 1)
        deck[last], deck[other] = deck[other], deck[last]


def _report(course: Course, worker: str) -> None:
    course.do("melding_mottatt", worker, 0, opens=REPORT, meldere=(course.pick(REPORTERS),), innhold=_topics(course))


def _topics(course: Course) -> tuple[str, ...]:
    return tuple(sorted({course.pick(TOPICS), course.pick(TOPICS)}))


def _closed(course: Course) -> None:
    worker = course.pick(WORKERS)
    _report(course, worker)
    code = course.pick(("10", "10", "10", "9"))
    course.do("melding_konkludert", "liv", 1 + course.rng.randrange(5), konklusjon=code, umiddelbar_oppfolging=False)
    _feedback(course, worker)


def _groundless(course: Course) -> Course:
    _report(course, "jonas")
    course.do("melding_grunnlos", "liv", 1)
    return course


def _investigated(course: Course, *, measure: bool, nth: int) -> None:
    """An investigation of 12 weeks or so; the ``nth`` decides what else happens, so that every kind is there."""
    worker = course.pick(WORKERS)
    _report(course, worker)
    course.do("melding_konkludert", "liv", 1 + course.rng.randrange(4), konklusjon="2", umiddelbar_oppfolging=False)
    _feedback(course, worker)
    course.do("undersokelsesplan_laget", worker, 3, plan_dato=course.day.isoformat())
    _pathway(course, worker, nth)
    if nth <= JOINED:
        _joins(course, worker)
    days = _days_left(course, late=nth <= LATE)
    outcome = "1" if measure else course.pick(("3", "3", "3", "6"))
    course.do(
        "undersokelse_konkludert",
        "liv",
        days,
        run=REPORT,
        utfall=outcome,
        grunnlag=_topics(course),
        medvirkning=course.pick(("1.1", "1.1", "1.3", "2.2")),
    )
    if _public(course):
        days = 5 + course.rng.randrange(10)
        course.do("ny_tilbakemelding_gitt", worker, days, run=REPORT, item="1", opplyst_oppfolging=measure)


def _days_left(course: Course, *, late: bool) -> int:
    """Days until the conclusion: some 84 after the report, or, for the late, after the three months and a week."""
    since = (course.day - date.fromisoformat(course.steps[0].at[:10])).days
    wanted = 104 if late else 78 + course.rng.randrange(13)
    return max(wanted - since, 1)


def _feedback(course: Course, worker: str) -> None:
    reporter = course.steps[0].data["meldere"]
    if reporter == ("23",):
        course.do("tilbakemelding_unnlatt", worker, 2, item="1", codes=("ukjent_avsender",))
        return
    days = course.pick((2, 4, 6, 8, 10, 12, 18))
    if _public(course):
        course.do("tilbakemelding_gitt", worker, days, item="1", opplyst_apnet=True)
    else:
        course.do("tilbakemelding_gitt", worker, days, item="1")


def _public(course: Course) -> bool:
    return course.steps[0].data["meldere"] not in (("2",), ("4",), ("23",))


def _pathway(course: Course, worker: str, nth: int) -> None:
    """Every third starts, one in six is left open, and the rest are not started, with a reason."""
    if nth % 6 == 5:
        return
    if nth % 3 == 1:
        _started(course, worker, stalls=nth == STALLED)
        return
    code = course.pick(("ingen_tegn", "alt_fulgt_opp", "nylig_kartlagt"))
    course.do("forlop_ikke_startet", worker, 20 + course.rng.randrange(20), codes=(code,), samtykke="ikke_avklart")


def _started(course: Course, worker: str, *, stalls: bool) -> None:
    """The pathway from its start to its end, beside the investigation; one stalls in the middle of the mapping."""
    course.do(
        "forlop_startet",
        worker,
        14,
        codes=("risiko_og_tegn",),
        samtykke="gitt",
        risiko_individ=(course.pick(TOPICS[:2]),),
    )
    present: Value = ("barnet", "foreldre", "barnevern", "kommunal_helse")
    course.do("oppstartsmote_holdt", worker, 10, deltakere=present)
    beside = Course(case=course.case, rng=course.rng, calendar=course.calendar, day=course.day)
    for area, service in AREAS[: 2 if stalls else None]:
        beside.do("omrade_startet", worker, 2 + course.rng.randrange(3), item=area, tjeneste=service)
        beside.do("omrade_ferdig", worker, 3 + course.rng.randrange(4), item=area, trenger_mer=False)
    if not stalls:
        beside.do("omrade_ikke_nodvendig", worker, 1, item="rus", codes=("ikke_behov",))
        beside.do("kartlegging_oppsummert", worker, 6, videre="ingen")
        beside.do("forlop_avsluttet", worker, 3, codes=("ikke_behov",))
    course.steps += beside.steps


def _joins(course: Course, worker: str) -> None:
    """A further report while the investigation runs: it joins what runs already and closes nothing."""
    second = f"{REPORT}-2"
    course.do("melding_mottatt", worker, 2, opens=REPORT, meldere=("11",), innhold=_topics(course))
    course.do("melding_konkludert", "liv", 1, run=second, konklusjon="4", umiddelbar_oppfolging=False)
    course.do("tilbakemelding_gitt", worker, 3, run=second, item="1", opplyst_apnet=True)


def _referred(course: Course, number: int) -> Course:
    """One in five is refused (21 to 22 % of all), and is handed over to a service that does not answer."""
    first = course.working(course.day)
    content: Value = ("begrunnelse_nytte", "samtykke_foreldreansvar", "selvskading_selvmord")
    course.do(
        "henvisning_mottatt",
        "mona",
        0,
        opens="bup_vurdering",
        henviser=course.pick(("fastlege", "fastlege", "psykolog")),
        ansiennitetsdato=first.isoformat(),
        innhold=content,
    )
    answer: Callable[[Course], None] = _refused if number == 1 else _accepted
    answer(course)
    return course


def _accepted(course: Course) -> None:
    by = course.working(course.day + timedelta(days=70)).isoformat()
    on = course.working(course.day + timedelta(days=49)).isoformat()
    course.do("henvisning_vurdert", "inger", 7, resultat="rett", gjelder_4a=True, frist_start=by, time_avtalt=on)
    told: Value = ("resultat", "tidspunkt", "frist", "klage", "ny_vurdering", "helfo")
    course.do("svar_sendt", "mona", 1, svar_innhold=told, svar_til_henviser=True)
    days = (date.fromisoformat(on) - course.day).days
    course.do("helsehjelp_startet", "erik", days, reell_start=True, oppstart_form="utredning")


def _refused(course: Course) -> None:
    course.do("henvisning_vurdert", "inger", 6, resultat="avslag", avslag_grunner=("kommunalt_niva",))
    course.do("svar_sendt", "mona", 1, svar_innhold=("resultat", "klage", "ny_vurdering"), svar_til_henviser=True)
    course.do("veiledning_gitt", "erik", 1, veiledning_dato=course.working(course.day + timedelta(days=1)).isoformat())
    course.do(
        "overforing_sendt",
        "mona",
        2,
        mottaker="kommunepsykolog",
        mottaker_navn="Oppdiktet enhet",
        samtykke_kontakt=True,
    )
