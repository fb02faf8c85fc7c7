"""Engagements worked out: by whom, where, on which day, for which case; what rows are called, and which are drawn."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pathways.model.basis import Certainty
from pathways.model.engagement import AuditBasis, CasePlace, Engagement, Scope
from pathways.model.organisation import Change, Organisation, What
from pathways.people.engaged import (
    by_which,
    draw_of,
    drawn,
    population,
    reaching,
    row_of,
    scope_faults,
    start_of,
    take_of,
    until_of,
)
from pathways.people.fold import changed

DAY = date(2026, 3, 2)
WEEK = timedelta(days=7)
NORD = CasePlace(service="nord", kind="barnevern")
ROWS = st.lists(st.text("abcdefgh234567", min_size=3, max_size=10), unique=True, max_size=30)
PLACES = tuple(
    Change(what=What.area, data={"id": id_, "name": id_, "kind": kind})
    for id_, kind in (("solvik", "kommune"), ("nes", "kommune"), ("trust", "helseforetak"))
) + tuple(
    Change(what=What.service, data={"id": id_, "area": area, "kind": kind, "name": id_})
    for id_, area, kind in (("nord", "solvik", "barnevern"), ("sør", "nes", "barnevern"), ("poli", "trust", "bup"))
)


def engagement(**changes: object) -> Engagement:
    told: dict[str, object] = {
        "id": "t-1", "basis": "b", "law": "loven § 1", "organisation": "Utenfor", "reference": "1",
        "persons": ("rolf",),
        "scope": Scope(services=("nord",)), "first": DAY, "last": DAY + WEEK, "key": "ab" * 32,
    }  # fmt: skip
    return Engagement(**{**told, **changes})  # type: ignore[arg-type]


def basis(kinds: tuple[str, ...] = ("barnevern",), own_area: str = "") -> AuditBasis:
    return AuditBasis(
        id="b", title="B", law="loven § 1", source="lokal", certainty=Certainty.X, kinds=kinds, own_area=own_area,
        read=None, valid_from=None, valid_to=None,
    )  # fmt: skip


def told(*changes: Change) -> Organisation:
    return changed(Organisation(), [*PLACES, *changes])


def may_read(organisation: Organisation, **other: object) -> bool:
    asked: dict[str, object] = {"person": "rolf", "day": DAY, "place": NORD, **other}
    case_id = str(asked.pop("case_id", "BV-2026-0001"))
    return by_which(reaching(organisation, **asked), case_id) is not None  # type: ignore[arg-type]


def test_a_case_is_read_by_those_named_on_those_days_there_and_only_once_it_was_picked() -> None:
    ours = engagement()
    before = told(start_of(ours))
    after = changed(before, [take_of(ours, "row", "BV-2026-0001")])
    assert (may_read(before), may_read(after)) == (False, True)
    for other in (
        {"person": "kari"},
        {"case_id": "BV-2026-0002"},
        {"place": CasePlace(service="sør", kind="barnevern")},
        {"place": CasePlace(service="", kind="barnevern")},
    ):
        assert not may_read(after, **other), other
    days = [DAY + timedelta(days=offset) for offset in (-1, 0, 7, 8)]
    assert [may_read(after, day=day) for day in days] == [False, True, True, False]


def test_another_last_day_holds_from_when_it_was_told() -> None:
    ours = engagement()
    picked = told(start_of(ours), take_of(ours, "row", "BV-2026-0001"))
    shorter = changed(picked, [until_of("t-1", DAY)])
    longer = changed(shorter, [until_of("t-1", DAY + 2 * WEEK)])
    late = DAY + timedelta(days=10)
    assert [may_read(each, day=late) for each in (picked, shorter, longer)] == [False, False, True]


def test_a_kind_reaches_every_service_of_it() -> None:
    ours = engagement(scope=Scope(services=("barnevern",)))
    picked = told(start_of(ours), take_of(ours, "row", "BV-2026-0001"))
    for service, kind, reached in (("nord", "barnevern", True), ("", "barnevern", True), ("poli", "bup", False)):
        assert may_read(picked, place=CasePlace(service=service, kind=kind)) is reached


@given(rows=ROWS, seed=st.text("0123456789abcdef", min_size=4, max_size=8), wanted=st.integers(1, 40))
def test_a_sample_depends_on_the_seed_and_the_rows_alone(rows: list[str], seed: str, wanted: int) -> None:
    found = drawn(seed, rows, wanted)
    assert found == drawn(seed, reversed(rows), wanted)
    assert (len(found), len(set(found)), set(found) <= set(rows)) == (min(wanted, len(rows)), len(found), True)
    assert found == drawn(seed, rows, wanted + 1)[: len(found)]
    assert population(rows) == population(sorted(rows, reverse=True))


@given(rows=ROWS.filter(bool), data=st.data())
def test_a_draw_opens_what_was_drawn_and_a_row_that_was_open_stays_as_it_came(
    rows: list[str], data: st.DataObject
) -> None:
    ours, cases = engagement(), {row: f"BV-2026-{number:04d}" for number, row in enumerate(rows)}
    taken = data.draw(st.sampled_from(rows))
    change = draw_of(ours, "seed", cases, data.draw(st.integers(1, len(rows))))
    after = told(start_of(ours), take_of(ours, taken, cases[taken]), change).engagements["t-1"]
    assert set(after.picks) == {cases[row] for row in (*change.data["rows"].split(","), taken)}
    assert (after.picks[cases[taken]].how.value, after.draws) == ("taken", 1)


@given(numbers=st.lists(st.integers(1, 9999), unique=True, max_size=60))
def test_rows_tell_no_number_and_are_other_rows_under_another_key(numbers: list[int]) -> None:
    ours, theirs = engagement(), engagement(id="t-2", key="cd" * 32)
    cases = [f"BV-2026-{number:04d}" for number in numbers]
    rows = {row_of(ours, case) for case in cases}
    assert len(rows) == len(cases)
    assert rows.isdisjoint({row_of(theirs, case) for case in cases})


def test_a_scope_is_held_against_what_its_basis_reaches() -> None:
    organisation = told()
    kinds = ("barnevern", "bup")
    for services, rests_on, faults in (
        (("nord",), basis(), []),
        (("nord", "sør"), basis(), []),
        (("barnevern",), basis(own_area="kommune"), ["oversight.one_area"]),
        (("sør",), basis(own_area="kommune"), []),
        (("nord",), basis(own_area="helseforetak"), ["oversight.other_area"]),
        (("poli",), basis(), ["oversight.kind_out_of_reach"]),
        (("bup",), basis(), ["oversight.kind_out_of_reach"]),
        (("skole",), basis(), ["oversight.unknown_service"]),
        ((), basis(), ["oversight.unknown_service"]),
    ):
        assert list(scope_faults(rests_on, Scope(services=services), organisation, kinds)) == faults, services


def test_where_no_service_was_told_of_the_installation_is_one_area() -> None:
    assert not list(
        scope_faults(basis(own_area="kommune"), Scope(services=("barnevern",)), Organisation(), ("barnevern",))
    )
