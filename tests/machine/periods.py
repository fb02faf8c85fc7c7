"""A home that is visited: four times a year from the day a child comes, less after a decision, and once a quarter."""

from pathways.machine.standing import DeadlineStanding, TallyStanding
from tests.support.cases import ToldCase, instant
from tests.support.worlds import definition, small

STATES = """\
    venter: {title: Venter på et hjem, start: true, holder: barnevern, silent: Ingenting skyldes før innflyttingen.}
    bor: {title: Bor her, holder: barnevern}
    ute: {title: Flyttet ut, end: true}
    """
EVENTS = """\
    apnet: {title: Åpnet, start: true, by: [saksbehandler]}
    inn: {title: Flyttet inn, from: [venter, bor], by: [saksbehandler], to: bor}
    besok: {title: Besøk, from: bor, by: [saksbehandler]}
    faerre: {title: Færre besøk, from: bor, by: [leder], reason: required, decision: true}
    som_for: {title: Besøk som før, from: bor, by: [leder], reason: required, decision: true}
    ut: {title: Flyttet ut, from: bor, by: [saksbehandler], to: ute}
    """
REDUCED = "{by: faerre, until: som_for, times: 2}"
LADDER = """
      - {before: 1 month, to: [saksbehandler]}
      - {after: 1 working day, to: [leder], escalate: true}"""


def home(every: str, *, ladder: str = LADDER, version: str = "2026-01-01", name: str = "prove") -> str:
    """The text of a definition in which visits are owed as ``every`` says."""
    deadlines = f"""\
    besok:
      title: Besøk
      from: inn
      every: {every}
      counting: dl-148
      basis: lov
      met_by: besok
      ends: {{state: ute}}
      on_pause: runs
      remind:{ladder}
"""
    return definition(name, states=STATES, events=EVENTS, deadlines=deadlines, version=version)


YEARLY = home(f"{{period: 1 year, times: 4, aligned: anchor, reduced: {REDUCED}}}")
EACH = home("{period: 1 year, times: 4, aligned: anchor, same_day: each}")
QUARTERS = "{{period: 3 months, times: 1, aligned: calendar, first: {first}}}"
CALENDAR_YEARS = "{{period: 1 year, times: 4, aligned: calendar, first: {first}}}"


def moved_in(text: str = YEARLY, when: str = "2026-01-15") -> ToldCase:
    """A child moved in."""
    case = ToldCase(world=small(text))
    case.start("prove", when)
    case.do("inn", when)
    return case


def visited(*days: str, text: str = YEARLY) -> ToldCase:
    """The same, with a visit on each of these days."""
    case = moved_in(text)
    for day in days:
        case.do("besok", day)
    return case


def periods(case: ToldCase, at: str) -> list[DeadlineStanding]:
    """The periods there are at noon of a day, in order."""
    case.tick(at)
    (run,) = case.standing(instant(at)).runs
    return sorted(run.deadlines, key=lambda deadline: tally(deadline).first)


def tally(deadline: DeadlineStanding) -> TallyStanding:
    assert deadline.tally is not None
    return deadline.tally


def counts(case: ToldCase, at: str) -> list[tuple[str, int, int]]:
    """Word, what counts, and what is owed, of each period."""
    return [(str(each.word), tally(each).counted, tally(each).needed) for each in periods(case, at)]
