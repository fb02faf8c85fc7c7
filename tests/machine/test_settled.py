"""What is settled is explained to the dates it was told as, whatever its run waited for or came to afterwards."""

from collections.abc import Callable

import pytest

from pathways.engine.derivation import derive
from pathways.engine.moment import moment_at
from pathways.engine.settled import as_settled
from pathways.engine.view import CaseView, view
from pathways.machine.state import Status
from tests.machine.test_waiting_over import MINUTE, WORLD, ended
from tests.support.cases import CASE, EVERY_ROLE, ToldCase, at_seq


def seen(case: ToldCase) -> CaseView:
    moment = moment_at(case.now + MINUTE)
    return view(case.world, CASE, case.records, moment, moment, EVERY_ROLE)


def explained_as_told(case: ToldCase) -> dict[str, str]:
    """How each deadline stands, where every one is explained to the date it is told with."""
    there = seen(case)
    for each in there.standing.runs[0].deadlines:
        assert derive(case.world, there, each.name).steps[-1].on in (each.nominal, each.legal), each.name
    return {each.name: each.word.value for each in there.standing.runs[0].deadlines}


def waiting() -> ToldCase:
    """A case of Monday 5 January 2026 that waits since that Thursday."""
    case = ToldCase(world=WORLD)
    case.start("prove", "2026-01-05T10:00")
    case.do("stanset", "2026-01-08T10:00", venter_pa="familien")
    return case


def met_after_the_end() -> ToldCase:
    case, _ = ended()
    case.do("sendt", "2026-01-20T10:00")
    return case


def met_after_the_end_by_its_day() -> ToldCase:
    case, _ = ended()
    case.do("sendt", "2026-01-20")
    return case


def met_after_the_end_by_its_day_and_opened_again() -> ToldCase:
    case = met_after_the_end_by_its_day()
    case.do("apnet", "2026-01-22T10:00")
    case.do("gjenopptatt", "2026-02-02T10:00", venter_pa="familien")
    return case


def met_after_a_second_end() -> ToldCase:
    case = met_after_the_end()
    case.do("arkivert", "2026-01-22T10:00")
    return case


def met_after_the_end_and_opened_again() -> ToldCase:
    case = met_after_the_end()
    case.do("apnet", "2026-01-22T10:00")
    case.do("gjenopptatt", "2026-02-02T10:00", venter_pa="familien")
    return case


def fallen_away_as_it_is_opened_again() -> ToldCase:
    case, _ = ended()
    case.do("apnet", "2026-01-15T10:00")
    case.do("gjenopptatt", "2026-01-19T10:00", venter_pa="familien")
    return case


def fallen_away_as_it_is_opened_again_and_closed() -> ToldCase:
    case, _ = ended()
    case.do("apnet", "2026-01-15T10:00")
    case.do("lukket", "2026-01-26T10:00")
    return case


def waited_for_again_after_it_was_met() -> ToldCase:
    case = waiting()
    case.do("gjenopptatt", "2026-01-12T10:00", venter_pa="familien")
    case.do("avgjort", "2026-01-13T10:00", utfall=True)
    case.do("sendt", "2026-01-14T10:00")
    case.do("apnet", "2026-01-15T10:00")
    case.do("stanset", "2026-01-15T11:00", venter_pa="oss")
    return case


def decided_anew_after_it_was_met() -> ToldCase:
    case, first = ended()
    case.do("sendt", "2026-01-16T10:00")
    case.redecide(first, "2026-01-19T10:00", utfall=False)
    return case


HISTORIES = (
    met_after_the_end,
    met_after_the_end_by_its_day,
    met_after_the_end_by_its_day_and_opened_again,
    met_after_a_second_end,
    met_after_the_end_and_opened_again,
    fallen_away_as_it_is_opened_again,
    fallen_away_as_it_is_opened_again_and_closed,
    waited_for_again_after_it_was_met,
    decided_anew_after_it_was_met,
)


@pytest.mark.parametrize("history", HISTORIES, ids=lambda each: each.__name__)
def test_it_is_explained_as_it_is_told(history: Callable[[], ToldCase]) -> None:
    assert {"met", "ended"} & set(explained_as_told(history()).values())


def test_what_is_not_settled_is_explained_by_the_run_as_it_is() -> None:
    case = waiting()
    run = case.state.runs["prove"]
    assert as_settled(case.world, seen(case), run, "brev", {act.seq: act for act in seen(case).acts}) is run


def test_it_knows_the_waits_of_just_before_what_settled_it() -> None:
    case, _ = ended()
    opened = at_seq(case.do("apnet", "2026-01-15T10:00"))
    run = case.state.runs["prove"]
    assert (run.deadlines["varsel"].status, run.deadlines["varsel"].settled_by) == (Status.ended, opened)
    acts = {act.seq: act for act in seen(case).acts}
    (pause,) = as_settled(case.world, seen(case), run, "varsel", acts).pauses
    assert pause.ended is not None
    assert pause.ended.on.isoformat() == "2026-01-12"
    (as_it_is,) = run.pauses
    assert as_it_is.ended is None
