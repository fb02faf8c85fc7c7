"""A referral to BUP: assessed and answered, help that starts, or a refusal that is handed over to somebody else."""

from datetime import date

from pathways.municipality import figures
from pathways.municipality.course import Course
from pathways.municipality.step import Step

REFERRAL = "bup_vurdering"
INTAKE, CLINIC, HEAD = "mona", "erik", "inger"
REFERRERS = ("fastlege", "fastlege", "fastlege", "psykolog", "barnevern", "sykehus")
CONTENT = ("begrunnelse_nytte", "samtykke_foreldreansvar", "selvskading_selvmord", "funksjon", "symptomer_alvor")
TOLD_RIGHT = ("frist", "helfo", "klage", "ny_vurdering", "resultat", "tidspunkt")
TOLD_REFUSED = ("klage", "ny_vurdering", "resultat")
GROUNDS = ("kommunalt_niva", "kommunalt_niva", "ikke_forventet_nytte", "enighet_kommunalt", "mangelfull_henvisning")
TAKERS = ("kommunepsykolog", "kommunepsykolog", "helsestasjon", "ppt", "fastlege")


def referred(course: Course, came: date, *, refused: bool) -> None:
    """A referral that came on a day of the week, from its reception to help, hand-over, or withdrawal."""
    first = course.calendar.next_working_day(came)
    content = CONTENT[: 3 + course.rng.randrange(3)] if course.rng.randrange(6) else CONTENT[1:]
    recorded = course.maybe_later(first, most=3)
    step = course.do(
        "henvisning_mottatt",
        INTAKE,
        first,
        recorded=recorded,
        opens=REFERRAL,
        henviser=course.pick(REFERRERS),
        ansiennitetsdato=first.isoformat(),
        innhold=content,
        haster=False,
    )
    if course.is_corrected():
        course.corrected(step, ansiennitetsdato=course.after(first, -4, -2).isoformat())
    if course.chance(figures.SENT_ON):
        on = course.after(course.known, 1, 5)
        course.do("henvisning_videresendt", INTAKE, on, mottaker_navn="Oppdiktet enhet")
        return
    _before(course)
    late = course.chance(figures.ANSWERED_LATE)
    assessed = max(course.known, course.after(first, *((15, 20) if late else (2, 9))))
    if refused:
        _refused(course, assessed)
    else:
        _accepted(course, assessed)


def _before(course: Course) -> None:
    """What is done for a better assessment; none of it stops the ten working days."""
    beside = course.beside()
    if course.chance(figures.ASKED_FOR_MORE):
        beside.do("opplysninger_bedt", INTAKE, course.after(course.known, 1, 2), item="henviser")
        event = course.pick(("opplysninger_mottatt", "opplysninger_mottatt", "opplysninger_uteble"))
        beside.do(event, INTAKE, course.after(beside.known, 2, 12), item="henviser")
    if course.chance(figures.TALKED_FIRST):
        on = course.after(course.known, 1, 2)
        course.do("samtale_avtalt", INTAKE, on, item="samtale")
        course.do("samtale_holdt", course.pick((INTAKE, CLINIC)), course.after(on, 1, 3), item="samtale")
    elif course.chance(figures.DISCUSSED_OUTSIDE):
        course.do("inntak_ute_meldt", INTAKE, course.after(course.known, 1, 2), item="mote", samtykke_drofting=True)
        course.do("inntak_ute_droftet", INTAKE, course.after(course.known, 1, 3), item="mote")


def _accepted(course: Course, on: date) -> None:
    wait = figures.WAITING[0] + course.rng.randrange(figures.WAITING[1] - figures.WAITING[0] + 1)
    begins = course.after(on, wait, wait + 4)
    by = min(max(begins, course.after(on, 40, 80)), course.calendar.add_working_days(on, 65))
    begins = min(begins, by)
    frist, time = by.isoformat(), begins.isoformat()
    step = course.do(
        "henvisning_vurdert",
        INTAKE,
        on,
        resultat="rett",
        frist_start=frist,
        time_avtalt=time,
        gjelder_4a=True,
    )
    if course.chance(figures.BEGUN_BEFORE_ANSWER):
        early = course.after(course.known, 1, 3)
        course.do("helsehjelp_startet_for_svar", CLINIC, early, reell_start=True, oppstart_form="utredning")
        told = course.after(course.known, 1, 4)
        course.do("svar_sendt_etter_start", INTAKE, told, svar_innhold=TOLD_RIGHT, svar_til_henviser=True)
        return
    told = course.after(on, 1, 2)
    recorded = course.maybe_later(told, most=5)
    course.do("svar_sendt", INTAKE, told, recorded=recorded, svar_innhold=TOLD_RIGHT, svar_til_henviser=True)
    if course.chance(figures.WITHDRAWN):
        course.do("henvisning_trukket", INTAKE, course.after(course.known, 3, 18))
        return
    if course.chance(figures.ACCEPTED_ANEW):
        again = course.after(course.known, 3, 10)
        if course.chance(figures.REFUSED_AFTER_ALL):
            _refused_after_all(course, step, again)
            return
        if again < begins:
            begins, by = _another_date(course, step, again, begins, by)
    if course.chance(figures.WAITS):
        _waits(course, begins)
    _helped(course, begins, by)


def _waits(course: Course, begins: date) -> None:
    """The family asks to wait a little: no clock of the law stops."""
    since = course.after(course.known, 1, 4)
    if since >= begins:
        return
    course.do("satt_pa_vent", INTAKE, since, recorded=course.maybe_later(since, most=3), venter_pa="familien")
    course.do("gjenopptatt", INTAKE, course.after(course.known, 3, 9), venter_pa="familien")


def _helped(course: Course, begins: date, by: date) -> None:
    """Help starts by the date that was set for this patient, or after it, when Helfo was told."""
    if course.chance(figures.STARTED_LATE):
        warned = max(course.known, course.after(by, -12, -3))
        course.do("helfo_varslet", INTAKE, warned, helfo_varslet_dato=warned.isoformat())
        begins = course.after(by, 5, 40)
        course.do("time_flyttet", INTAKE, course.after(course.known, 0, 3), time_avtalt=begins.isoformat())
    elif course.chance(figures.MOVED):
        moved = course.within(begins, by)
        course.do("time_flyttet", INTAKE, min(course.after(course.known, 1, 5), begins), time_avtalt=moved.isoformat())
        begins = moved
    on = max(begins, course.known)
    form = course.pick(("utredning", "utredning", "behandling"))
    recorded = course.maybe_later(on)
    step = course.do("helsehjelp_startet", CLINIC, on, recorded=recorded, reell_start=True, oppstart_form=form)
    if course.is_corrected():
        course.corrected(step, oppstart_form="behandling" if form == "utredning" else "utredning")


def _another_date(course: Course, step: Step, on: date, begins: date, by: date) -> tuple[date, date]:
    """It is more urgent than it was: the date comes nearer, or another limit holds; when help begins, and by when."""
    by = min(by, course.within(on, by))
    begins = min(begins, by)
    frist, time, limit = by.isoformat(), begins.isoformat(), course.pick((True, False))
    recorded = course.maybe_later(on, figures.ANEW_ENTERED_LATE, most=6)
    again = course.redecided(
        step, HEAD, on, recorded=recorded, resultat="rett", frist_start=frist, time_avtalt=time, gjelder_4a=limit
    )
    if course.chance(figures.ANEW_CORRECTED):
        course.corrected(again, frist_start=time, gjelder_4a=not limit)
        by = begins
    _answered_anew(course, "nytt_svar_sendt", TOLD_RIGHT)
    return begins, by


def _refused_after_all(course: Course, step: Step, on: date) -> None:
    """What was said later shows that it is not for the hospital: refused, and handed over to somebody else."""
    recorded = course.maybe_later(on, figures.ANEW_ENTERED_LATE, most=6)
    grounds = (course.pick(GROUNDS),)
    again = course.redecided(step, HEAD, on, recorded=recorded, resultat="avslag", avslag_grunner=grounds)
    if course.chance(figures.ANEW_CORRECTED):
        course.corrected(again, avslag_grunner=(*grounds, "ikke_rimelig_ressursbruk"))
    _answered_anew(course, "svar_sendt", TOLD_REFUSED)
    _knows_of_it(course)
    _advised(course)
    _handed_over(course)


def _accepted_after_all(course: Course, step: Step, on: date) -> None:
    """A refusal is decided anew, perhaps while somebody else has been asked to take over: help begins."""
    recorded = course.maybe_later(on, figures.ANEW_ENTERED_LATE, most=6)
    begins = course.after(on, 15, 50)
    by = min(course.after(begins, 0, 20), course.calendar.add_working_days(on, 65))
    begins = min(begins, by)
    frist, time = by.isoformat(), begins.isoformat()
    again = course.redecided(
        step, HEAD, on, recorded=recorded, resultat="rett", frist_start=frist, time_avtalt=time, gjelder_4a=True
    )
    if course.chance(figures.ANEW_CORRECTED):
        course.corrected(again, frist_start=time)
        by = begins
    _answered_anew(course, "svar_sendt", TOLD_RIGHT)
    _helped(course, begins, by)


def _answered_anew(course: Course, event: str, told: tuple[str, ...]) -> None:
    """The family and who referred the child hear of it, some later than they should."""
    on = course.after(course.known, 1, 4)
    course.do(event, INTAKE, on, recorded=course.maybe_later(on, most=5), svar_innhold=told, svar_til_henviser=True)


def _refused(course: Course, on: date) -> None:
    grounds = (course.pick(GROUNDS),)
    step = course.do("henvisning_vurdert", INTAKE, on, resultat="avslag", avslag_grunner=grounds)
    told = course.after(on, 1, 3)
    course.do("svar_sendt", INTAKE, told, svar_innhold=TOLD_REFUSED, svar_til_henviser=True)
    known = _knows_of_it(course)
    if course.chance(figures.REFUSED_ANEW):
        if course.pick((True, False)):
            _sent(course)
        _accepted_after_all(course, step, course.after(max(course.known, known), 3, 20))
        return
    if course.chance(figures.NO_CONTACT):
        day = course.after(course.known, 2, 8)
        course.do("familien_onsker_ikke_kontakt", HEAD, day, sikkerhet_vurdert=True)
        return
    _advised(course)
    _handed_over(course)


def _knows_of_it(course: Course) -> date:
    """The family knows of the refusal, and may appeal against it; the day."""
    known = course.after(course.known, 2, 8)
    beside = course.beside()
    beside.do("avgjorelsen_kjent", INTAKE, known, item="pasient")
    if course.chance(figures.REFUSAL_APPEALED):
        beside.do("klage_mottatt", INTAKE, course.after(known, 5, 30), item="pasient")
    return known


def _advised(course: Course) -> None:
    """The hospital tells the municipality's services what it knows."""
    advised = course.after(course.known, 1, 10)
    course.do("veiledning_gitt", CLINIC, advised, beside=True, veiledning_dato=advised.isoformat())


def _handed_over(course: Course) -> None:
    _sent(course)
    if course.chance(figures.TRANSFER_REFUSED):
        course.do("overforing_avvist", INTAKE, course.after(course.known, 2, 10))
        _sent(course)
    late = course.chance(figures.TRANSFER_UNANSWERED)
    course.do("overforing_mottatt", INTAKE, course.after(course.known, *((16, 40) if late else (2, 11))))
    course.do("ansvar_overtatt", INTAKE, course.after(course.known, 3, 35))


def _sent(course: Course) -> None:
    taker = course.pick(TAKERS)
    on = course.after(course.known, 1, 8)
    course.do("overforing_sendt", INTAKE, on, mottaker=taker, mottaker_navn="Oppdiktet enhet", samtykke_kontakt=True)
