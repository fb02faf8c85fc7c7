"""The national pathway beside an investigation: started or not, consent, meeting, mapping, referral, follow-up.

Every share of it is invented: how many children are in the pathway was not found.
"""

from datetime import date

from pathways.municipality import figures
from pathways.municipality.course import Course, More

PATHWAY = "barnevern_forlop"
WORKERS = ("kari", "jonas")
LEADER = "liv"
AREAS = (
    ("psykisk", "kommunepsykolog"),
    ("somatisk", "fastlege"),
    ("seksuell", "helsestasjon"),
    ("tann", "tannhelse"),
    ("rus", "fastlege"),
)
RISKS = ("1.1.02", "1.2.03", "1.3.01", "1.3.06", "1.3.07", "1.3.08")
FAMILY = ("2.1.02", "2.2.02", "2.4.03", "2.4.04", "3.1.03", "3.1.08")
WHY_NOT = ("ingen_tegn", "alt_fulgt_opp", "nylig_kartlagt", "ikke_samtykke")
PRESENT = ("barnet", "foreldre", "barnevern", "kommunal_helse")
HOLDERS = ("familien", "annen_tjeneste", "oss")


def pathway(course: Course, opened: date) -> None:
    """What becomes of the pathway that began with the investigation on ``opened``."""
    if course.chance(figures.LEFT_OPEN):
        return
    if course.chance(figures.STARTED):
        _started(course, course.after(opened, 7, 60))
        return
    again = course.chance(figures.ASSESSED_AGAIN)
    on = course.after(opened, 10, 18) if again else course.after(opened, 15, 80)
    anew = course.after(on, 14, 25)
    when = More(vurderes_igjen=anew.isoformat()) if again else More()
    codes = ("ikke_ferdig_vurdert",) if again else (course.pick(WHY_NOT),)
    recorded = on if again else course.maybe_later(on)
    consent = "ikke_avklart"
    course.do("forlop_ikke_startet", _worker(course), on, recorded=recorded, codes=codes, samtykke=consent, also=when)
    if again:
        _started(course, anew)


def _worker(course: Course) -> str:
    return course.pick(WORKERS)


def _started(course: Course, on: date) -> None:
    later, never = course.chance(figures.CONSENT_LATER), course.chance(figures.CONSENT_NEVER)
    worker = _worker(course)
    course.do(
        "forlop_startet",
        worker,
        on,
        recorded=course.maybe_later(on, most=4),
        codes=(course.pick(("risiko_og_tegn", "onske", "tvil", "behov_kartlegging")),),
        samtykke="ikke_avklart" if later or never else "gitt",
        risiko_individ=(course.pick(RISKS),),
        risiko_familie=(course.pick(FAMILY),),
    )
    if never:
        course.do("forlop_avsluttet", worker, course.after(course.known, 30, 60), codes=("ikke_samtykke",))
        return
    if later:
        course.do("samtykke_avklart", worker, course.after(course.known, 4, 40), samtykke="gitt")
    late = course.chance(figures.MEETING_LATE)
    met = course.after(course.known, *((23, 40) if late else (4, 19)))
    present = tuple(sorted((*PRESENT, "skole_barnehage"))) if course.rng.randrange(2) else PRESENT
    course.do("oppstartsmote_holdt", worker, met, recorded=course.maybe_later(met, most=5), deltakere=present)
    if course.chance(figures.CONSENT_WITHDRAWN):
        course.do("samtykke_trukket", worker, course.after(course.known, 2, 20), samtykke="trukket")
        course.do("forlop_avsluttet", worker, course.after(course.known, 10, 40), codes=("ikke_samtykke",))
        return
    _mapped(course, worker)


def _mapped(course: Course, worker: str) -> None:
    """The five areas beside each other, with a wait that stops our own targets; some come to a halt."""
    stalls = course.chance(figures.MAPPING_STALLS)
    since = course.known
    done = [_area(course.beside(), worker, area, service) for area, service in AREAS[: 3 if stalls else None]]
    if course.chance(figures.WAITS):
        _waits(course, worker, since)
    course.known = max(course.known, *done)
    if stalls:
        return
    outcome = course.pick(("henvisning", "kommunal_oppfolging", "kommunal_oppfolging", "ingen"))
    course.do("kartlegging_oppsummert", worker, course.after(course.known, 2, 12), videre=outcome)
    if outcome == "henvisning":
        course.do("henvisning_sendt", worker, course.after(course.known, 2, 18), henvist_til=("bup",))
    if outcome == "ingen":
        course.do("forlop_avsluttet", worker, course.after(course.known, 2, 10), codes=("ikke_behov",))
    else:
        _followed_up(course, worker)


def _area(course: Course, worker: str, area: str, service: str) -> date:
    """One area from its start to its end; the day it is recorded as done."""
    if course.chance(figures.AREA_NOT_NEEDED):
        on = course.after(course.known, 1, 12)
        course.do("omrade_ikke_nodvendig", worker, on, item=area, codes=("ikke_behov",))
        return course.known
    if course.rng.randrange(2):
        course.do("omrade_planlagt", worker, course.after(course.known, 1, 6), item=area, tjeneste=service)
    course.do("omrade_startet", worker, course.after(course.known, 2, 15), item=area, tjeneste=service)
    on = course.after(course.known, 5, 42)
    recorded = course.maybe_later(on, most=5)
    course.do("omrade_ferdig", worker, on, recorded=recorded, item=area, trenger_mer=course.chance(figures.NEEDS_MORE))
    return course.known


def _waits(course: Course, worker: str, since: date) -> None:
    start = course.after(since, 3, 12)
    whom = course.pick(HOLDERS)
    until = course.after(start, 7, 35)
    recorded = course.maybe_later(start, most=5)
    course.do("satt_pa_vent", worker, start, recorded=recorded, run=PATHWAY, venter_pa=whom)
    wait = course.do("gjenopptatt", worker, until, run=PATHWAY, venter_pa=whom)
    if course.is_corrected():
        course.received_earlier(wait, days=1)


def _followed_up(course: Course, worker: str) -> None:
    planned = course.after(course.known, 3, 30)
    until = course.after(planned, 30, 90)
    who = course.pick(("bup", "kommunepsykolog", "helsestasjon"))
    course.do("oppfolging_planlagt", worker, planned, ansvarlig=who, evalueringsdato=until.isoformat())
    course.do("oppfolging_evaluert", worker, course.after(until, -5, 8))
    course.do("forlop_avsluttet", LEADER, course.after(course.known, 2, 10), codes=("behov_dekket",))
