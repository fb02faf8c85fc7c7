"""Semantics 15: what somebody else did since is a conflict; what the clock did is none."""

import pytest

from pathways.errors import ConflictError, EventRefusedError
from tests.engine.matters import done, opened
from tests.support.cases import act, instant
from tests.support.installed import Installed


def test_15_an_act_by_another_since_is_a_conflict_that_names_it(matters: Installed) -> None:
    case_id = opened(matters)
    done(matters, case_id, "notert", "2026-01-06T10:00")
    with pytest.raises(ConflictError) as refused:
        done(matters, case_id, "startet", "2026-01-06T11:00", expected=1)
    assert "hendelse 2 av kari" in str(refused.value)
    assert len(matters.records(case_id)) == 2


def test_15_a_correction_by_another_since_is_a_conflict(matters: Installed) -> None:
    case_id = opened(matters)
    matters.clock.shows = instant("2026-01-06T10:00")
    matters.engine.correct(act("kommet", "2026-01-05T09:00", case_id=case_id), 1, "Skrivefeil.")
    with pytest.raises(ConflictError):
        done(matters, case_id, "startet", "2026-01-06T11:00", expected=1)


def test_15_reminders_since_are_none(matters: Installed) -> None:
    case_id = opened(matters)
    matters.sweep(instant("2026-01-11"))
    assert matters.head(case_id).version == 2
    assert done(matters, case_id, "startet", "2026-01-11T13:00", expected=1).seq == 3


def test_15_with_reminders_since_an_impossible_act_is_refused_for_what_it_is(matters: Installed) -> None:
    case_id = opened(matters)
    matters.sweep(instant("2026-01-14"))
    with pytest.raises(EventRefusedError) as refused:
        done(matters, case_id, "ferdig", "2026-01-14T13:00", expected=1)
    assert refused.value.key == "machine.not_in_this_state"


def test_15_a_version_that_is_not_there_yet_is_a_conflict(matters: Installed) -> None:
    case_id = opened(matters)
    with pytest.raises(ConflictError) as refused:
        done(matters, case_id, "startet", "2026-01-06T11:00", expected=7)
    assert refused.value.key == "engine.ahead"


def test_15_the_version_that_was_seen_is_accepted(matters: Installed) -> None:
    case_id = opened(matters)
    assert done(matters, case_id, "startet", "2026-01-06T11:00", expected=1).seq == 2
