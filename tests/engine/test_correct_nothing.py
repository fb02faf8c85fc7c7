"""A correction says something else than the act says already, or it is refused, whoever asks for it."""

from dataclasses import replace

import pytest

from pathways.engine.receipt import Receipt
from pathways.errors import EventRefusedError
from tests.engine.matters import done, opened
from tests.support.cases import act, instant
from tests.support.installed import Installed

WHEN = "2026-01-06T10:00"


def noted(at_work: Installed) -> str:
    """A matter with a note about the number 1, as event 2."""
    case_id = opened(at_work)
    done(at_work, case_id, "notert", WHEN, antall="1", merknad="En.")
    at_work.clock.shows = instant("2026-01-07T10:00")
    return case_id


def corrected(at_work: Installed, case_id: str, when: str = WHEN, *, key: str = "", **data: str) -> Receipt:
    return at_work.engine.correct(act("notert", when, case_id=case_id, key=key, data=data), 2, "Skrivefeil.")


def test_a_correction_that_changes_nothing_is_refused_and_leaves_no_trace(matters: Installed) -> None:
    case_id = noted(matters)
    with pytest.raises(EventRefusedError) as refused:
        corrected(matters, case_id, antall="1", merknad="En.")
    assert refused.value.key == "engine.correct_nothing"
    assert len(matters.records(case_id)) == 2


@pytest.mark.parametrize(
    ("when", "data"),
    [
        ("2026-01-06T09:00", {"antall": "1", "merknad": "En."}),
        ("2026-01-06", {"antall": "1", "merknad": "En."}),
        (WHEN, {"antall": "2", "merknad": "En."}),
        (WHEN, {"antall": "1", "merknad": "To."}),
        (WHEN, {"antall": "1"}),
        (WHEN, {"merknad": "En."}),
    ],
)
def test_another_time_value_or_text_and_one_that_goes_is_a_change(
    matters: Installed, when: str, data: dict[str, str]
) -> None:
    case_id = noted(matters)
    assert corrected(matters, case_id, when, **data).seq == 3


def test_a_correction_is_compared_with_what_the_act_says_now_and_not_with_what_it_first_said(
    matters: Installed,
) -> None:
    case_id = noted(matters)
    corrected(matters, case_id, antall="2")
    with pytest.raises(EventRefusedError):
        corrected(matters, case_id, antall="2")
    assert corrected(matters, case_id, antall="1", merknad="En.").seq == 4


def test_14_the_same_correction_with_the_same_key_is_answered_and_not_refused(matters: Installed) -> None:
    case_id = noted(matters)
    first, again = (corrected(matters, case_id, antall="2", key="k1") for _ in range(2))
    assert (replace(again, repeated=False), again.repeated) == (first, True)
    assert len(matters.records(case_id)) == 3


@pytest.mark.parametrize("when", ["2026-01-06T10:01", "2026-01-07", "2026-01-07T09:00"])
def test_what_was_recorded_at_a_time_is_not_corrected_to_have_happened_after_it(matters: Installed, when: str) -> None:
    case_id = noted(matters)
    with pytest.raises(EventRefusedError) as refused:
        corrected(matters, case_id, when, antall="2")
    assert refused.value.key == "engine.correct_after"
    assert "tir. 6. jan. 2026 kl. 10:00" in str(refused.value)
    assert len(matters.records(case_id)) == 2


def test_a_late_entry_may_be_corrected_to_any_day_until_it_was_recorded(matters: Installed) -> None:
    case_id = opened(matters)
    done(matters, case_id, "notert", WHEN, recorded="2026-01-09T10:00", antall="1", merknad="En.")
    matters.clock.shows = instant("2026-01-12T10:00")
    assert corrected(matters, case_id, "2026-01-09", antall="1", merknad="En.").seq == 3
    with pytest.raises(EventRefusedError):
        corrected(matters, case_id, "2026-01-10", antall="1", merknad="En.")
