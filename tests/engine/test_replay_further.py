"""A replay names the first event that gives something else, and goes on to the last one all the same."""

from pathways.engine.replay import GONE, Kept, replay_case
from tests.machine.samples import under_way
from tests.support.cases import CASE, ToldCase


def case() -> ToldCase:
    """A case of several acts, of which a later one moves dates."""
    told = under_way()
    told.correct(1, "2026-01-06T10:00", recorded="2026-01-09")
    return told


def test_the_first_difference_is_named_and_everything_after_it_is_counted_too() -> None:
    told = case()
    last = max(told.derived)
    digests = [told.digests[0], "x", *told.digests[2:-1], "x"]
    derived = {seq: text for seq, text in told.derived.items() if seq != last}
    assert 2 < last <= len(told.records)
    found = replay_case(told.world, CASE, told.records, Kept(digests=digests, derived=derived))
    assert (found.differs_at, found.events) == (2, len(told.records))
    assert {(each.seq, each.kept) for each in found.counted_otherwise} == {(last, GONE)}
    assert found.last_recorded_at == told.records[-1].recorded_at
    whole = replay_case(told.world, CASE, told.records, Kept(digests=told.digests, derived=told.derived))
    assert (whole.differs_at, whole.counted_otherwise, whole.state_text) == (0, (), found.state_text)
