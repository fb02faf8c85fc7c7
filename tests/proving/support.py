"""Small definitions whose time is proved, beside the shipped rules and calendars."""

from datetime import date

from pathways.compiler.catalogue import Catalogue
from pathways.proving.starts import Span
from pathways.proving.temporal import Found, Proved, prove
from tests.support.worlds import definition, small

FIRST = date(2026, 1, 1)
STATES = """
    apen: {title: Åpen, start: true, holder: barnevern}
    lukket: {title: Lukket, end: true}
    """
EVENTS = """
    kommet: {title: Kommet, start: true, by: saksbehandler}
    utvidet: {title: Utvidet, from: apen, by: leder, reason: required, decision: true}
    svart: {title: Svart, from: apen, by: saksbehandler, to: lukket}
    """
FRIST = """
    frist:
      title: Svar
      from: kommet
      basis: lov
      met_by: svart
      on_pause: runs
    """


def frist(*lines: str) -> str:
    """The text of a definition with one deadline from its beginning; ``lines`` are its keys."""
    deadline = FRIST.rstrip() + "\n" + "\n".join(f"      {line}" for line in lines)
    return definition(states=STATES, events=EVENTS, deadlines=deadline)


def proved(catalogue: Catalogue, years: int = 10, first: date = FIRST) -> Proved:
    """The proof of every definition of a catalogue."""
    origins = [pathway.origin for pathway in catalogue.pathways]
    return prove(catalogue, origins, lambda _: Span(first=first, years=years), "", lambda _done, _of: None)


def found(*lines: str, years: int = 1) -> dict[str, Found]:
    """What is found about the one deadline, by code."""
    return {each.problem.code: each for each in proved(small(frist(*lines)).catalogue, years).found}
