"""A run that waits for two at once: as long as it waits for either, the duty to look at that runs (ADR 0007)."""

from datetime import date

import pytest

from pathways.engine.moment import moment_at
from pathways.engine.outcome import outcomes
from pathways.machine.lateness import Lateness
from pathways.machine.standing import Word
from pathways.machine.state import Status
from tests.machine.test_waiting_ends import WORLD
from tests.support.cases import ToldCase


def twice(first: str, second: str) -> ToldCase:
    """A case that waits for the family and for another service; to look at a waiting it has four weeks."""
    case = ToldCase(world=WORLD)
    case.start("prove", "2026-10-05T10:00")
    case.do("stanset", f"{first}T10:00", venter_pa="familien")
    case.do("stanset", f"{second}T11:00", venter_pa="annen_tjeneste")
    return case


@pytest.mark.parametrize(
    ("second", "looked_at"), [("2026-10-06", date(2026, 11, 3)), ("2026-10-20", date(2026, 11, 17))]
)
@pytest.mark.parametrize(("over", "lasts"), [("familien", "annen_tjeneste"), ("annen_tjeneste", "familien")])
def test_one_waiting_that_is_over_does_not_answer_for_the_other(
    second: str, looked_at: date, over: str, lasts: str
) -> None:
    case = twice("2026-10-06", second)
    case.do("gjenopptatt", "2026-10-22T10:00", venter_pa=over)
    waits = case.deadline("vente", "2026-10-23")
    assert (waits.word, waits.nominal) == (Word.running, looked_at)
    assert case.deadline("vente", "2027-10-01").word is Word.breach
    assert "vente" in {crossing.deadline for crossing in case.tick("2026-12-01T08:00")}
    case.do("gjenopptatt", "2026-12-01T10:00", venter_pa=lasts)
    assert case.now_is("vente").status is Status.met


def test_what_is_waited_for_twice_is_over_when_both_are() -> None:
    case = ToldCase(world=WORLD)
    case.start("prove", "2026-10-05T10:00")
    for day in ("06", "08"):
        case.do("stanset", f"2026-10-{day}T10:00", venter_pa="familien")
    case.do("gjenopptatt", "2026-10-12T10:00", venter_pa="familien")
    assert case.deadline("vente", "2026-10-13").word is Word.running
    case.do("gjenopptatt", "2026-10-14T10:00", venter_pa="familien")
    assert case.now_is("vente").status is Status.met


def test_a_waiting_told_afterwards_takes_back_that_the_duty_was_met() -> None:
    case = ToldCase(world=WORLD)
    case.start("prove", "2026-10-05T10:00")
    case.do("stanset", "2026-10-06T10:00", venter_pa="familien")
    case.do("gjenopptatt", "2026-10-12T10:00", venter_pa="familien")
    assert case.now_is("vente").status is Status.met
    case.do("stanset", "2026-10-08T10:00", recorded="2026-10-13T10:00", venter_pa="annen_tjeneste")
    assert case.now_is("vente").status is Status.open


def test_what_was_only_registered_late_is_so_though_the_other_waiting_was_known_to_be_over() -> None:
    case = twice("2026-10-06", "2026-10-06")
    case.do("gjenopptatt", "2026-10-12T10:00", venter_pa="familien")
    case.do("gjenopptatt", "2026-10-20T10:00", recorded="2026-11-20T10:00", venter_pa="annen_tjeneste")
    (waits,) = (o for o in outcomes(WORLD, case.records, moment_at(case.now)) if o.name == "vente" and o.current)
    assert (waits.settled_on, waits.lateness) == (date(2026, 10, 20), Lateness.registration)
