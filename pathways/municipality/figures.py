"""Every figure the invented municipality rests on, with its source. Where none was found it says so: invented.

Data only. Changing a figure changes every simulated log.
"""

from dataclasses import dataclass

REPORTS_2020 = "https://www.ssb.no/sosiale-forhold-og-kriminalitet/barne-og-familievern/statistikk/barnevern/artikler/noko-faerre-meldingar-til-barnevernet-i-2020"
CHILDREN_2022 = (
    "https://www.bufdir.no/aktuelt/ssb-tall-markant-nedgang-i-antall-barn-med-tiltak-fra-barnevernet/ (figures of 2022)"
)
INVESTIGATIONS_2019 = "https://bufdir.no/Statistikk_og_analyse/Barnevern/Undersokelser/ (figures of 2019)"
POPULATION_2020 = "Statistics Norway, population on 1 January 2020: 5 367 580"
COUNTIES_2020 = (
    "Sum over the counties of 2020: 35 294 referrals, 7 503 of them refused. "
    "https://www.vg.no/nyheter/innenriks/i/rg5d0A/naer-1-av-4-avvist-i-psykisk-helsevern-i-fjor"
)
STARTED_2022 = "Helsedirektoratet's indicator of 2022: 95.4 % start within 65 working days"
INVENTED = "invented: no figure was found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """``part`` out of ``whole``."""

    part: int
    whole: int
    source: str

    def of(self, count: int) -> int:
        """The share of ``count``, rounded to the nearest."""
        return (2 * count * self.part + self.whole) // (2 * self.whole)


def _percent(part: int, source: str = INVENTED) -> Figure:
    return Figure(part=part, whole=100, source=source)


# Inflow, per inhabitant and year
NEW_REPORTS = Figure(part=56_800, whole=5_367_580, source=f"{REPORTS_2020}; {POPULATION_2020}")
"""Reports that do not belong to a running matter. Obviously groundless ones reach no statistics and come on top."""
REFERRALS = Figure(part=35_294, whole=5_367_580, source=f"{COUNTIES_2020}; {POPULATION_2020}")
"""Referrals to BUP."""

# Further reports, per new report
INTO_INVESTIGATION = Figure(part=14_850, whole=56_800, source=REPORTS_2020)
INTO_MEASURES = Figure(part=14_650, whole=56_800, source=REPORTS_2020)
"""That the 14 850 joined an investigation and the 14 650 a measure, and not the other way round, is our reading."""

# Reports
GROUNDLESS = _percent(4)
CLOSED = _percent(24, CHILDREN_2022)
SCREENED_LATE = _percent(1, f"{REPORTS_2020} (more than 99 % within a week)")
FEEDBACK_LATE = _percent(6)
FEEDBACK_FORGOTTEN = _percent(1)
OUT_OF_HOURS = _percent(40)
"""Of the reports that come on a day off: those that somebody on call takes at once. The others wait in the post."""

# Investigations
INVESTIGATED_LATE = _percent(8, f"{INVESTIGATIONS_2019} (92 % within three months)")
NO_MEASURE = _percent(61, INVESTIGATIONS_2019)
TO_THE_BOARD = Figure(part=1, whole=200, source=f"{INVESTIGATIONS_2019} (less than 1 %)")
DAYS = (67, 95)
"""First and last day of an investigation in time, after the report: some 81 on average, with the late ones 84.

84 days is the mean of 2009: https://www.ssb.no/a/kortnavn/barneverng/arkiv/tab-2010-07-06-15.html
"""
DAYS_LATE = (101, 140)
EXTENDED = _percent(60)
"""Of those that take longer than three months. How many are extended in all was not found."""
EXTENDED_TOO_LATE = _percent(15)
WITHOUT_PLAN = _percent(5)
EXPERT_REPORT = _percent(5)
PARTIES_NAMED = _percent(70)
APPEALED = _percent(5)
WITHOUT_CONSENT = _percent(6)
"""Of those without a measure: closed since the parents do not consent; half of these decisions allow a new one."""
ALLOWS_ANOTHER = _percent(50)
USES_THAT = _percent(40)

# The national pathway: how many children are in it was not found
STARTED = _percent(33)
LEFT_OPEN = _percent(17)
"""Neither started nor not: nobody has written why."""
ASSESSED_AGAIN = _percent(15)
CONSENT_LATER = _percent(15)
CONSENT_NEVER = _percent(5)
CONSENT_WITHDRAWN = _percent(5)
MEETING_LATE = _percent(20)
MAPPING_STALLS = _percent(20)
AREA_NOT_NEEDED = _percent(20)
NEEDS_MORE = _percent(25)

# Foster homes: how many children come to one, or are taken over, in a year was not found
HOMES = Figure(part=1, whole=1_000, source=INVENTED)
VISITS_A_YEAR = 4
"""Forskrift om fosterhjem § 10: at least four visits a year."""
TAKEN_OVER = _percent(60)
FOLLOWED_UP_LITTLE = _percent(25)
REDUCED = _percent(25)
MOVED_OUT = _percent(5)

# Decided anew
REDECIDED = _percent(8)
"""Of the investigations that were closed without a measure with the parties named."""
ACCEPTED_ANEW = _percent(12)
"""Of the referrals that were accepted, with the answer sent: another date or limit, or refused after all."""
REFUSED_AFTER_ALL = _percent(30)
REFUSED_ANEW = _percent(20)
"""Of the refusals that the family knows of: accepted after all."""
ANEW_ENTERED_LATE = _percent(25)
ANEW_CORRECTED = _percent(25)

# BUP
REFUSED = Figure(part=7_503, whole=35_294, source=COUNTIES_2020)
ANSWERED_LATE = _percent(3)
STARTED_LATE = Figure(part=46, whole=1000, source=STARTED_2022)
WAITING = (25, 80)
"""First and last day of the wait for help: some 54 on average (early 2022), https://www.tv2.no/a/14770065/"""
REFUSAL_APPEALED = _percent(1, "one study of refused referrals (grade D)")
SENT_ON = _percent(2)
WITHDRAWN = _percent(3)
ASKED_FOR_MORE = _percent(15)
TALKED_FIRST = _percent(25)
DISCUSSED_OUTSIDE = _percent(10)
BEGUN_BEFORE_ANSWER = _percent(2)
MOVED = _percent(10)
TRANSFER_REFUSED = _percent(15)
TRANSFER_UNANSWERED = _percent(20)
NO_CONTACT = _percent(10)

# How people record
WAITS = _percent(12)
ENTERED_LATE = _percent(8)
CORRECTED = _percent(3)
ANNULLED = _percent(2)
