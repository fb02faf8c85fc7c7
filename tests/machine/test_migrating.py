"""A run comes to another version of its definition: what becomes of its state and of each of its deadlines."""

from datetime import date

import pytest

from pathways.engine.replay import Kept, replay_case
from pathways.errors import EventRefusedError
from pathways.machine.standing import Word
from pathways.machine.state import Status
from pathways.machine.state_json import dump, load
from pathways.model.migration import Carry
from pathways.model.record import Kind
from pathways.store.envelope import envelope, record_from
from tests.machine.samples import MATTER
from tests.support.cases import CASE, ToldCase
from tests.support.moves import edited, fitted, migrate, plan, revert
from tests.support.worlds import World, small

LONGER = edited(MATTER, ("within: 1 week\n", "within: 2 weeks\n"), ("within: 3 weeks", "within: 5 weeks"))
"""A week more to start, and two more to do it."""
SHORTER = edited(MATTER, ("within: 3 weeks", "within: 1 week"), ("{before: 1 week, to:", "{before: 2 days, to:"))
RENAMED = edited(
    MATTER,
    ("under: {title: Under arbeid", "i_arbeid: {title: Under arbeid"),
    ("to: under}", "to: i_arbeid}"),
    ("[under]", "[i_arbeid]"),
    ("hviler, under, ferdig", "hviler, i_arbeid, ferdig"),
    ("{state: under}", "{state: i_arbeid}"),
    ("        arbeid:\n", "        gjennomforing:\n")
    if "        arbeid:\n" in MATTER
    else ("arbeid:\n", "gjennomforing:\n"),
    ("{deadline: arbeid}", "{deadline: gjennomforing}"),
)

STATES = {"under": "i_arbeid"}
RENAMES = {"arbeid": ("gjennomforing", Carry.keep)}
BOTH = {"frist": "rebudget", "arbeid": "rebudget"}


def begun(world: World) -> ToldCase:
    """A matter received on 5 January, under way from the 8th: the work due on 2 February."""
    case = ToldCase(world=world)
    case.start("prove", "2026-01-05T10:00")
    case.do("startet", "2026-01-08T10:00")
    return case


def moved(new: str, when: str, **deadlines: str) -> ToldCase:
    """The same, moved to another version."""
    world = small(MATTER, new)
    case = begun(world)
    migrate(case, fitted(world, plan(carried=deadlines)), when)
    return case


def agrees(case: ToldCase) -> bool:
    """Whether replay, projection and the full fold say the same."""
    replayed = replay_case(case.world, CASE, case.records, Kept(digests=case.digests, derived=case.derived))
    return replayed.differs_at == 0 and replayed.state_text == dump(case.state) == dump(case.rebuilt().state)


def test_a_run_that_moves_is_at_the_new_version_from_then_on() -> None:
    case = moved(LONGER, "2026-01-20", frist="rebudget", arbeid="rebudget")
    assert case.run("prove", "2026-01-19").version == date(2026, 1, 1)
    assert case.run("prove", "2026-01-21").version == date(2026, 3, 1)
    assert agrees(case)


def test_a_rebudgeted_deadline_has_the_new_budget_from_its_old_anchor() -> None:
    case = moved(LONGER, "2026-01-20", frist="rebudget", arbeid="rebudget")
    # 12 January and five weeks: eight days are used, 27 of 35 are left on the 20th. What was met stays as it was.
    assert case.now_is("arbeid").nominal == date(2026, 2, 16)
    assert case.now_is("frist").nominal == date(2026, 1, 12)
    carried = case.now_is("arbeid").carried
    assert carried is not None
    assert carried.rest is not None
    assert (carried.carry, carried.on) == ("rebudget", date(2026, 1, 20))
    assert (carried.rest.used, carried.rest.unit) == (8, "days")


def test_a_kept_deadline_keeps_its_dates_and_gets_the_new_ladder() -> None:
    changed = edited(
        LONGER, ("{before: 1 week, to: [saksbehandler]}", "{before: 3 days, to: [leder]}"), version="2026-03-01"
    )
    case = moved(changed, "2026-01-20", frist="keep", arbeid="keep")
    assert case.now_is("arbeid").nominal == date(2026, 2, 2)
    assert [rung.what for rung in case.now_is("arbeid").pending] == ["before-3-days", "on", "legal"]


def test_a_rung_of_the_new_ladder_that_lies_behind_is_not_passed() -> None:
    changed = edited(LONGER, ("{before: 1 week, to: [saksbehandler]}", "{before: 2 weeks, to: [leder]}"))
    case = moved(changed, "2026-01-20", frist="keep", arbeid="keep")
    assert [c.what for c in case.noticed() if c.deadline == "arbeid"] == []
    assert [rung.what for rung in case.now_is("arbeid").pending] == ["on", "legal"]


def test_a_reset_deadline_counts_from_the_migration() -> None:
    case = moved(LONGER, "2026-01-20", frist="rebudget", arbeid="reset")
    arbeid = case.now_is("arbeid")
    assert (arbeid.nominal, arbeid.anchored_on) == (date(2026, 2, 24), date(2026, 1, 20))
    assert case.records[arbeid.anchored_by - 1].kind is Kind.migration


def test_where_more_is_used_than_the_new_budget_holds_it_ends_on_the_day_of_the_migration() -> None:
    case = moved(SHORTER, "2026-01-27", arbeid="rebudget")
    assert case.now_is("arbeid").nominal == date(2026, 1, 27)
    assert case.deadline("arbeid", "2026-01-27T13:00").word is Word.due_today
    assert case.deadline("arbeid", "2026-01-28").word is Word.breach
    assert [c.what for c in case.noticed() if c.deadline == "arbeid"] == ["before-1-weeks"]


@pytest.mark.parametrize("carry", ["keep", "reset", "rebudget"])
def test_what_was_missed_stays_missed_whatever_the_plan_says(carry: str) -> None:
    case = moved(LONGER, "2026-02-10", frist="keep", arbeid=carry)
    assert case.now_is("arbeid").nominal == date(2026, 2, 2)
    assert case.deadline("arbeid", "2026-02-11").word is Word.breach
    assert agrees(case)


def test_a_deadline_that_counts_from_another_follows_its_new_date() -> None:
    world = small(MATTER, LONGER)
    case = ToldCase(world=world)
    case.start("prove", "2026-01-05T10:00")
    migrate(case, fitted(world, plan(carried=BOTH)), "2026-01-07")
    # Two weeks to start, five from there to do it, two from there to follow up.
    assert case.now_is("frist").nominal == date(2026, 1, 19)
    assert case.now_is("arbeid").nominal == date(2026, 2, 23)


def test_what_happened_before_the_migration_is_judged_by_the_old_version() -> None:
    world = small(MATTER, edited(LONGER, ("utvidet", "forlenget")))
    case = begun(world)
    migrate(case, fitted(world, plan(carried={"frist": "keep", "arbeid": "keep"})), "2026-01-20")
    with pytest.raises(EventRefusedError):
        case.do("utvidet", "2026-01-21T10:00")
    case.do("utvidet", "2026-01-15T10:00", recorded="2026-01-22")
    assert case.now_is("arbeid").nominal == date(2026, 2, 23)
    assert agrees(case)


def test_a_late_extension_before_the_migration_is_part_of_what_is_rebudgeted() -> None:
    longest = edited(LONGER, ("within: 6 weeks", "within: 8 weeks"))
    world = small(MATTER, longest)
    case = begun(world)
    migrate(case, fitted(world, plan(carried={"frist": "keep", "arbeid": "rebudget"})), "2026-01-20")
    assert case.now_is("arbeid").nominal == date(2026, 2, 16)
    case.do("utvidet", "2026-01-15T10:00", recorded="2026-01-22")
    assert case.now_is("arbeid").nominal == date(2026, 3, 9)
    assert agrees(case)


def test_an_extension_after_the_migration_is_the_new_versions() -> None:
    case = moved(LONGER, "2026-01-20", frist="keep", arbeid="rebudget")
    case.do("utvidet", "2026-01-22T10:00")
    assert case.now_is("arbeid").nominal == date(2026, 2, 23)
    assert agrees(case)


def test_an_extended_deadline_cannot_be_rebudgeted_where_the_new_version_extends_nothing() -> None:
    none = edited(MATTER, ("    extend: {by: utvidet, within: 6 weeks}\n", ""), ("within: 3 weeks", "within: 4 weeks"))
    world = small(MATTER, none)
    case = begun(world)
    case.do("utvidet", "2026-01-15T10:00")
    with pytest.raises(EventRefusedError, match="utvidet"):
        migrate(case, fitted(world, plan(carried={"arbeid": "rebudget"})), "2026-01-20")
    migrate(case, fitted(world, plan(carried={"arbeid": "keep"})), "2026-01-20")
    assert case.now_is("arbeid").nominal == date(2026, 2, 23)


def test_states_and_deadlines_may_have_other_names() -> None:
    world = small(MATTER, RENAMED)
    case = begun(world)
    wanted = plan(
        states={"under": "i_arbeid"}, renamed={"arbeid": ("gjennomforing", Carry.keep)}, carried={"etter": "keep"}
    )
    migrate(case, fitted(world, wanted), "2026-01-20")
    assert (case.state.runs["prove"].state, case.state.runs["prove"].since) == ("i_arbeid", date(2026, 1, 8))
    assert "arbeid" not in case.state.runs["prove"].deadlines
    case.do("ferdig", "2026-01-25T10:00")
    assert case.now_is("gjennomforing").status is Status.met
    assert agrees(case)


def test_a_late_act_that_moved_the_state_is_translated_too() -> None:
    world = small(MATTER, RENAMED)
    case = ToldCase(world=world)
    case.start("prove", "2026-01-05T10:00")
    wanted = plan(
        states={"under": "i_arbeid"}, renamed={"arbeid": ("gjennomforing", Carry.keep)}, carried={"etter": "keep"}
    )
    migrate(case, fitted(world, wanted), "2026-01-09")
    assert case.state.runs["prove"].state == "mottatt"
    case.do("startet", "2026-01-08T10:00", recorded="2026-01-10")
    assert case.state.runs["prove"].state == "i_arbeid"
    assert agrees(case)


def test_a_dropped_deadline_is_gone_and_reminds_nobody() -> None:
    none = MATTER[: MATTER.index("  etter:")] + MATTER[MATTER.index("timed:") :]
    world = small(MATTER, edited(none))
    case = begun(world)
    migrate(case, fitted(world, plan(carried={"etter": "drop"})), "2026-01-20")
    assert set(case.state.runs["prove"].deadlines) == {"frist", "arbeid"}
    assert agrees(case)


def test_reverting_gives_the_case_as_if_it_had_never_moved() -> None:
    world = small(MATTER, LONGER)
    wanted = fitted(world, plan(carried=BOTH))
    case = begun(world)
    migrate(case, wanted, "2026-01-20")
    case.do("notert", "2026-01-21T10:00")
    assert revert(case, wanted, "2026-01-22") == 1
    other = begun(world)
    other.do("notert", "2026-01-21T10:00")
    assert case.now_is("arbeid") == other.now_is("arbeid")
    assert case.state.runs["prove"].digest == other.state.runs["prove"].digest
    assert agrees(case)
    assert revert(case, wanted, "2026-01-23") == 0


def test_a_revert_that_would_undo_somebodys_act_is_refused() -> None:
    more = edited(LONGER, ("from: [under], by: [leder], reason", "from: [under, hviler], by: [leder], reason"))
    world = small(MATTER, more)
    wanted = fitted(world, plan(carried={"frist": "keep", "arbeid": "keep"}))
    case = ToldCase(world=world)
    case.start("prove", "2026-01-05T10:00")
    case.do("lagt_bort", "2026-01-06T10:00")
    migrate(case, wanted, "2026-01-07")
    case.do("utvidet", "2026-01-08T10:00")
    with pytest.raises(EventRefusedError, match="utvidet"):
        revert(case, wanted, "2026-01-09")


def test_annulling_the_start_leaves_the_migration_with_nothing_to_move() -> None:
    case = moved(LONGER, "2026-01-20", frist="keep", arbeid="keep")
    case.annul(2, recorded="2026-01-21")
    case.annul(1, recorded="2026-01-21")
    assert case.state.runs == {}
    assert agrees(case)


def test_a_start_that_is_corrected_into_the_new_versions_time_leaves_nothing_to_move() -> None:
    later = edited(LONGER, version="2026-01-07")
    world = small(MATTER, later)
    case = ToldCase(world=world)
    case.start("prove", "2026-01-05T10:00")
    migrate(
        case,
        fitted(world, plan(target=date(2026, 1, 7), carried=BOTH)),
        "2026-01-09",
    )
    case.correct(1, "2026-01-08T10:00", recorded="2026-01-10")
    assert case.now_is("frist").nominal == date(2026, 1, 22)
    assert case.now_is("frist").carried is None
    assert agrees(case)


def test_a_start_that_is_corrected_to_a_version_the_migration_did_not_leave_is_refused() -> None:
    oldest = MATTER.replace("version: 2026-01-01", "version: 2025-06-01")
    world = small(oldest, MATTER, LONGER)
    case = begun(world)
    migrate(case, fitted(world, plan(carried={"frist": "keep", "arbeid": "keep"})), "2026-01-20")
    with pytest.raises(EventRefusedError, match="angre overføringen"):
        case.correct(1, "2025-12-30T10:00", recorded="2026-01-21")


def test_an_envelope_of_a_migration_gives_the_record_again() -> None:
    case = moved(LONGER, "2026-01-20", frist="rebudget", arbeid="rebudget")
    record = next(record for record in case.records if record.kind is Kind.migration)
    told = record_from(envelope(record, "x"), '{"reason":"Ny lov."}')
    assert told == record
    assert '"migration":' not in envelope(case.records[0], "")
    assert load(dump(case.state)) == case.state
