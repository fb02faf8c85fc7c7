"""An answer about a new assessment is for a new assessment: it is not offered before there is one."""

import pytest

from pathways.engine.moment import moment_at
from pathways.engine.view import view
from pathways.errors import EventRefusedError
from pathways.machine.allowed import Possible
from tests.definitions.test_vurdering_anew import ANSWER, RIGHT, anew, assessed
from tests.support.cases import CASE, EVERY_ROLE, ToldCase

EVENT = "nytt_svar_sendt"


def offered(case: ToldCase) -> Possible:
    moment = moment_at(case.now)
    seen = view(case.world, CASE, case.records, moment, moment, EVERY_ROLE)
    [found] = [each for each in seen.possible if each.event == EVENT]
    return found


def answer(case: ToldCase, when: str) -> None:
    case.do(EVENT, when, svar_innhold=ANSWER, svar_til_henviser=True)


def test_where_nothing_was_decided_anew_it_is_refused_and_told_why() -> None:
    case = assessed()
    assert "ikke vurdert på nytt" in str(offered(case).blocked)
    with pytest.raises(EventRefusedError, match="ikke vurdert på nytt"):
        answer(case, "2027-01-09T10:00")


def test_after_a_new_assessment_it_is_offered_and_can_be_sent_again() -> None:
    case = assessed()
    anew(case, 2, "2027-02-01T10:00", RIGHT)
    assert offered(case).blocked is None
    answer(case, "2027-02-02T10:00")
    answer(case, "2027-02-03T10:00")


def test_a_new_assessment_that_never_should_have_been_leaves_nothing_to_answer() -> None:
    case = assessed()
    anew(case, 2, "2027-02-01T10:00", RIGHT)
    case.annul(case.records[-1].seq)
    assert offered(case).blocked is not None


def test_of_a_day_before_the_new_assessment_it_is_refused() -> None:
    case = assessed()
    anew(case, 2, "2027-02-01T10:00", RIGHT)
    with pytest.raises(EventRefusedError, match="ikke vurdert på nytt"):
        answer(case, "2027-01-20T10:00")
