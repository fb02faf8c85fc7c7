"""A draft that takes records back is as if they had never been added."""

from datetime import date

from pathways.engine.acts import write_act
from pathways.machine.derived import dates_of
from pathways.machine.state_json import dump, load
from tests.machine.samples import MATTER
from tests.support.cases import ToldCase, act, instant
from tests.support.worlds import small


def test_what_is_taken_back_leaves_no_dates_and_no_derivation_behind() -> None:
    case = ToldCase(world=small(MATTER), now=instant("2026-01-12T10:00"))
    draft = case.draft()
    first = write_act(case.world, draft, case.state, tuple, act("", "2026-01-05T10:00"), "prove")
    text, dates, derived = dump(first.state), dict(draft.dates), dict(draft.derived)
    assert list(derived) == [1]
    second = act("startet", "2026-01-06T10:00", run="prove")
    write_act(case.world, draft, load(text), lambda: tuple(draft.records), second, "")
    third = act("utvidet", "2026-01-12T09:00", run="prove")
    moved = write_act(case.world, draft, load(draft.state_text), lambda: tuple(draft.records), third, "")
    assert moved.state.runs["prove"].deadlines["arbeid"].nominal > date(2026, 2, 2)
    assert set(draft.derived) > set(derived)
    draft.take_back(1, load(text), text)
    assert (len(draft.records), len(draft.digests), draft.state_text) == (1, 1, text)
    assert (draft.dates, draft.derived) == (dates, derived)
    assert draft.dates == dates_of(load(text))
