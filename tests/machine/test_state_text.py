"""The stored text of a state: what the standard library's json writes, to the byte, and the same state when read."""

import json

import pytest

from pathways.errors import EventRefusedError
from pathways.machine.state_json import dump, load
from pathways.machine.values import MAX_NUMBER
from tests.machine.samples import under_way
from tests.support.scripts import scribed
from tests.support.walks import told_walk

ODD_TEXT = 'æøå \U0001f9ed \x1f \x7f \u2028 "\\/ \b\f\n\r\t'


def by_the_standard_library(text: str) -> str:
    """The same JSON, written by the standard library."""
    return json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@pytest.mark.parametrize("seed", range(6))
def test_a_state_is_written_as_the_standard_library_writes_it(seed: int) -> None:
    text = dump(scribed(told_walk(seed), 30).case.state)
    assert text == by_the_standard_library(text)
    assert dump(load(text)) == text


def test_any_text_in_a_state_is_written_as_the_standard_library_writes_it() -> None:
    state = under_way().state
    run = next(iter(state.runs.values()))
    run.fields = {ODD_TEXT: ODD_TEXT, "å": True, "z": -MAX_NUMBER, "Z": ("1", "2"), "\uffff": 1, "\U00010000": 2}
    text = dump(state)
    assert text == by_the_standard_library(text)
    assert load(text) == state


def test_instants_are_written_in_iso_8601() -> None:
    state = under_way().state
    assert state.last is not None
    state.last = (state.last[0].replace(microsecond=120), *state.last[1:])
    assert json.loads(dump(state))["last"][0] == state.last[0].isoformat()


@pytest.mark.parametrize("number", [str(MAX_NUMBER + 1), "-" + "9" * 30, "9" * 300])
def test_a_number_that_no_state_can_hold_is_refused(number: str) -> None:
    case = under_way()
    with pytest.raises(EventRefusedError) as refused:
        case.do("notert", "2026-01-12", antall=number)
    assert refused.value.key == "machine.number_too_large"
