"""``decide`` is total: whatever is asked, the answer is a decision or a refusal that says why."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.engine.acts import write_act
from pathways.engine.draft import Draft
from pathways.errors import EventRefusedError, NotAllowedError, PathwaysError
from pathways.machine.state_json import dump, load
from pathways.model.record import Act, Actor, Happened
from tests.machine.samples import received, under_way
from tests.support.cases import CASE, ENTROPY, EVERY_ROLE, ToldCase, act, with_user
from tests.support.counts import count
from tests.support.scripts import scribed
from tests.support.walks import told_walk
from tests.support.worlds import shipped

CASES = [scribed(told_walk(seed), 30).case for seed in range(6)]
PATHWAYS = [shipped().prepared(pathway.digest) for pathway in shipped().catalogue.pathways]
EVENTS = sorted({name for p in PATHWAYS for name in (*p.events, *p.item_events)})
FIELDS = sorted({field.name for p in PATHWAYS for field in p.pathway.fields})
RUNS = sorted({run for case in CASES for run in case.state.runs})
ITEMS = sorted({item for case in CASES for run in case.state.runs.values() for item in run.items})
CODES = ["1", "2", "rett", "gitt", "1.1.02", "avslag"]

_texts = st.text(max_size=8)
_values = st.one_of(
    st.sampled_from(CODES),
    _texts,
    st.booleans(),
    st.integers(),
    st.lists(st.sampled_from(CODES) | _texts, max_size=3).map(tuple),
    st.dates().map(date.isoformat),
)
_instants = st.datetimes(timezones=st.just(UTC) | st.none())
_happened = st.one_of(
    st.builds(Happened, on=st.dates(), at=st.none() | _instants),
    st.builds(Happened, on=st.dates(date(2025, 12, 1), date(2027, 12, 1)), at=st.none()),
)
ACTS = st.builds(
    Act,
    case_id=st.just(CASE),
    event=st.sampled_from([*EVENTS, *EVENTS, "", "finnes_ikke"]) | _texts,
    run=st.sampled_from(["", "", *RUNS]) | _texts,
    item=st.sampled_from(["", "", *ITEMS]) | _texts,
    happened=_happened,
    data=st.dictionaries(st.sampled_from(FIELDS) | _texts, _values, max_size=4),
    reason_codes=st.lists(st.sampled_from(CODES) | _texts, max_size=2).map(tuple),
    texts=st.dictionaries(st.sampled_from(["reason", "why", ""]), _texts, max_size=2),
    actor=st.builds(
        Actor,
        user=_texts,
        roles=st.just(EVERY_ROLE) | st.lists(_texts, max_size=2).map(tuple),
        os_account=st.just(""),
        authenticated=st.booleans(),
    ),
    key=st.just(""),
    expected_version=st.none(),
)


@pytest.mark.soak
@settings(max_examples=count(1500, 50_000))
@given(case=st.sampled_from(CASES), asked=ACTS, pathway=st.sampled_from(["", "", "", "bup_vurdering", "finnes_ikke"]))
def test_whatever_is_asked_only_a_refusal_leaves(case: ToldCase, asked: Act, pathway: str) -> None:
    draft = Draft(case_id=CASE, version=len(case.records), now=datetime(2027, 6, 1, tzinfo=UTC), entropy=ENTROPY)
    before = dump(case.state)
    try:
        write_act(case.world, draft, load(before), lambda: tuple(case.records), asked, pathway)
    except PathwaysError as refusal:
        told = str(refusal)
    else:
        told = "registrert"
    assert told
    assert dump(case.state) == before


def test_an_event_that_the_named_run_does_not_know_is_refused() -> None:
    with pytest.raises(EventRefusedError) as refused:
        received().do("finnes_ikke", "2026-01-06", run="prove")
    assert refused.value.key == "machine.unknown_event"


def test_a_run_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(EventRefusedError) as refused:
        received().do("startet", "2026-01-06", run="prove-7")
    assert "prove" in str(refused.value)


def test_who_lacks_the_role_is_told_who_may() -> None:
    with pytest.raises(NotAllowedError) as refused:
        under_way().write(act("utvidet", "2026-01-09", actor=with_user("kari", "saksbehandler")))
    assert "«Leder i barnevernstjenesten»" in str(refused.value)


def test_an_event_that_is_not_possible_now_is_refused_with_the_state() -> None:
    with pytest.raises(EventRefusedError) as refused:
        received().do("ferdig", "2026-01-06")
    assert "«mottatt»" in str(refused.value).lower()


def test_a_decision_without_a_reason_is_refused() -> None:
    with pytest.raises(EventRefusedError) as refused:
        under_way().write(act("ferdig", "2026-01-09", reason=" "))
    assert refused.value.key == "machine.reason_missing"


def test_a_refusal_of_a_value_does_not_repeat_it() -> None:
    with pytest.raises(EventRefusedError) as refused:
        received().do("notert", "2026-01-06", antall="Ola Nordmann")
    assert "Ola" not in str(refused.value)
