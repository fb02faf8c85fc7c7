"""Moving the cases of a database: all or nothing that is known, in batches, resumed, and back again."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from pathways.engine.changes import Annul, Correct
from pathways.engine.migrating import Migrator
from pathways.engine.moment import moment_at
from pathways.engine.plans import FittedPlan
from pathways.engine.proposed import Proposed
from pathways.errors import EventRefusedError, NotAllowedError, NotFoundError, UsageError
from pathways.model.migration import Carry
from pathways.model.record import Kind
from tests.engine.matters import done, opened
from tests.machine.samples import MATTER
from tests.machine.test_migrating import LONGER as FROM_MARCH
from tests.support.cases import ANYBODY, act, instant, with_user
from tests.support.installed import Installed, installed
from tests.support.moves import REASON, beside, edited, plan
from tests.support.worlds import small

LONGER = edited(FROM_MARCH, version="2026-01-09")
BOTH = {"frist": "rebudget", "arbeid": "rebudget"}


@pytest.fixture
def at_work(migrated_url: str) -> Iterator[Installed]:
    """Two versions of the matter: one from January, one from 9 January with longer budgets."""
    with installed(migrated_url, small(MATTER, LONGER), channels=("file",)) as found:
        yield found


def migrator(at_work: Installed, *roles: str) -> Migrator:
    """Somebody who moves cases; the system's administrator when no role is named."""
    actor = with_user("siv", *(roles or ("systemansvarlig",)))
    return Migrator(database=at_work.database, desk=at_work.desk, clock=at_work.clock, actor=actor)


def longer(at_work: Installed, **carried: str) -> FittedPlan:
    """The plan from the version of 1 January to that of the 9th."""
    proposed = Proposed(library=at_work.desk.library, catalogue=at_work.desk.library.catalogue)
    return proposed.fit(plan(target=date(2026, 1, 9), carried=carried or BOTH))


def three(at_work: Installed) -> list[str]:
    """Three matters received on 5 January, the second under way."""
    cases = [opened(at_work) for _ in range(3)]
    done(at_work, cases[1], "startet", "2026-01-08T10:00")
    at_work.clock.shows = instant("2026-01-09T10:00")
    return cases


def test_a_run_is_pinned_to_the_version_in_force_on_the_day_it_starts(at_work: Installed) -> None:
    before, after = opened(at_work, "2026-01-08T10:00"), opened(at_work, "2026-01-09T10:00")
    late = opened(at_work, "2026-01-10T10:00")
    found = [at_work.state(case).runs["prove"] for case in (before, after, late)]
    versions = [at_work.desk.library.prepared(run.digest).pathway.version for run in found]
    assert versions == [date(2026, 1, 1), date(2026, 1, 9), date(2026, 1, 9)]
    assert [run.deadlines["frist"].nominal for run in found] == [
        date(2026, 1, 15),
        date(2026, 1, 23),
        date(2026, 1, 24),
    ]


def test_every_case_moves_with_its_timers_and_notices(at_work: Installed) -> None:
    cases = three(at_work)
    at_work.sweep(instant("2026-01-10T10:00"))
    assert {notice.case_id for notice in at_work.notices()} == {cases[0], cases[2]}
    moved = migrator(at_work).migrate([longer(at_work)])
    assert (moved.cases, moved.runs, moved.failed) == (3, 3, {})
    assert at_work.state(cases[0]).runs["prove"].deadlines["frist"].nominal == date(2026, 1, 19)
    assert at_work.state(cases[1]).runs["prove"].deadlines["arbeid"].nominal == date(2026, 2, 16)
    assert all(notice.cancelled_at for notice in at_work.notices())
    assert at_work.faults() == []


def test_what_is_foreseen_is_what_comes_and_foreseeing_writes_nothing(at_work: Installed) -> None:
    cases = three(at_work)
    at_work.sweep(instant("2026-01-10T10:00"))
    versions = [at_work.head(case).version for case in cases]
    found = list(migrator(at_work).foresee([longer(at_work)]))
    assert [at_work.head(case).version for case in cases] == versions
    assert [each.case_id for each in found] == cases
    assert sum(len(each.withdrawn) for each in found) == len(at_work.notices()) > 0
    migrator(at_work).migrate([longer(at_work)])
    for each in found:
        deadlines = at_work.state(each.case_id).runs["prove"].deadlines
        for shift in each.shifts:
            assert (deadlines[shift.name].nominal, deadlines[shift.name].legal) == (shift.after, shift.legal_after)


def test_interrupted_work_goes_on_where_it_stopped(at_work: Installed) -> None:
    cases, steps = three(at_work), iter([False, True])
    first = migrator(at_work).migrate([longer(at_work)], batch=1, stop=lambda: next(steps))
    assert first.cases == 1
    rest = migrator(at_work).migrate([longer(at_work)], batch=1)
    assert rest.cases == 2
    kinds = [[record.kind for record in at_work.records(case)].count(Kind.migration) for case in cases]
    assert kinds == [1, 1, 1]
    assert migrator(at_work).migrate([longer(at_work)]).cases == 0
    assert at_work.faults() == []


def test_progress_is_told_by_the_batch(at_work: Installed) -> None:
    three(at_work)
    told: list[tuple[int, int | None]] = []
    migrator(at_work).migrate([longer(at_work)], batch=2, told=lambda done, of: told.append((done, of)))
    assert told == [(2, 3), (3, 3)]


def test_one_case_that_cannot_move_keeps_all_as_they_are(migrated_url: str) -> None:
    changed = ("antall: {title: Antall, kind: number}", "antall: {title: Antall, kind: flag}")
    with installed(migrated_url, small(MATTER, LONGER.replace(*changed))) as at_work:
        cases = three(at_work)
        done(at_work, cases[2], "notert", "2026-01-09T10:00", antall="2")
        before = [at_work.head(case).version for case in cases]
        with pytest.raises(EventRefusedError, match=f"{cases[2]}.*antall"):
            migrator(at_work).migrate([longer(at_work)])
        assert [at_work.head(case).version for case in cases] == before


def test_reverting_takes_every_case_back(at_work: Installed) -> None:
    cases = three(at_work)
    before = [at_work.state(case).runs for case in cases]
    fitted = longer(at_work)
    migrator(at_work).migrate([fitted])
    back = migrator(at_work).revert(migrator(at_work).plan_named(fitted.id[:8]), "Feil plan.")
    assert (back.cases, back.runs) == (3, 3)
    assert [at_work.state(case).runs for case in cases] == before
    assert at_work.faults() == []
    assert migrator(at_work).migrate([fitted]).cases == 3
    assert at_work.faults() == []


def test_what_taking_back_would_do_is_what_it_does_and_looking_writes_nothing(at_work: Installed) -> None:
    cases, fitted = three(at_work), longer(at_work)
    at_work.sweep(instant("2026-01-10T10:00"))
    migrator(at_work).migrate([fitted])
    at_work.sweep(instant("2026-01-18T10:00"))
    versions = [at_work.head(case).version for case in cases]
    live = {notice.notice_id for notice in at_work.notices() if not notice.cancelled_at}
    before = [at_work.state(case) for case in cases]
    found = migrator(at_work).foresee_revert(fitted.id, "Feil plan.")
    assert [at_work.head(case).version for case in cases] == versions
    migrator(at_work).revert(fitted.id, "Feil plan.")
    after = [at_work.state(case) for case in cases]
    assert [each.case_id for each in found] == cases
    for each, was, becomes in zip(found, before, after, strict=True):
        told = {shift.name: (shift.before, shift.after) for shift in each.shifts}
        pairs = {
            name: (deadline.nominal, becomes.runs["prove"].deadlines[name].nominal)
            for name, deadline in was.runs["prove"].deadlines.items()
        }
        assert told == {name: pair for name, pair in pairs.items() if pair[0] != pair[1]} != {}
    assert {shift.overdue for each in found for shift in each.shifts if shift.name == "frist"} == {True}
    gone = {notice.notice_id for notice in at_work.notices() if notice.cancelled_at} & live
    assert {notice.notice_id for each in found for notice, _ in each.withdrawn} == gone != set()
    assert migrator(at_work).foresee_revert(fitted.id, "Feil plan.") == []


def test_what_a_plan_renamed_dropped_or_began_is_foreseen_to_come_back(migrated_url: str) -> None:
    changed = re.sub(r"\bfrist\b(?=[:},)])", "svarfrist", LONGER)
    with installed(migrated_url, small(MATTER, changed)) as at_work:
        case = three(at_work)[0]
        proposed = Proposed(library=at_work.desk.library, catalogue=at_work.desk.library.catalogue)
        for carry, expected in ((Carry.keep, ("frist", "svarfrist")), (Carry.drop, ("frist", ""))):
            renamed = {"frist": ("svarfrist" if carry is Carry.keep else "", carry)}
            fitted = proposed.fit(plan(target=date(2026, 1, 9), carried={"arbeid": "rebudget"}, renamed=renamed))
            migrator(at_work).migrate([fitted])
            (found,) = (each for each in migrator(at_work).foresee_revert(fitted.id, "Feil.") if each.case_id == case)
            (shift,) = (each for each in found.shifts if each.name == "frist")
            assert (shift.name, shift.called, shift.before is None) == (*expected, carry is Carry.drop)
            assert shift.after == date(2026, 1, 12)
            migrator(at_work).revert(fitted.id, "Feil.")


def test_an_extension_that_was_in_time_by_the_new_version_alone_cures_nothing_once_it_is_reverted(
    at_work: Installed,
) -> None:
    case, fitted = three(at_work)[1], longer(at_work)
    migrator(at_work).migrate([fitted])
    done(at_work, case, "utvidet", "2026-02-10T10:00")
    assert at_work.state(case).runs["prove"].deadlines["arbeid"].extended_by > 0
    migrator(at_work).revert(fitted.id, "Feil plan.")
    late = at_work.state(case).runs["prove"].deadlines["arbeid"]
    assert (late.extended_by, late.late_extension_by > 0) == (0, True)
    assert at_work.faults() == []


def test_a_revert_that_one_case_cannot_take_changes_none(migrated_url: str) -> None:
    with installed(migrated_url, small(MATTER, LONGER.replace("utvidet", "forlenget"))) as at_work:
        cases, fitted = three(at_work), longer(at_work)
        migrator(at_work).migrate([fitted])
        done(at_work, cases[1], "forlenget", "2026-01-09T10:00")
        versions = [at_work.head(case).version for case in cases]
        with pytest.raises(EventRefusedError, match=f"{cases[1]}: hendelse . .forlenget"):
            migrator(at_work).revert(fitted.id, "Feil plan.")
        assert [at_work.head(case).version for case in cases] == versions


def test_only_whom_the_local_setting_names_may_move_cases(at_work: Installed) -> None:
    three(at_work)
    with pytest.raises(NotAllowedError, match="Systemansvarlig"):
        migrator(at_work, "leder").migrate([longer(at_work)])
    with pytest.raises(NotAllowedError):
        migrator(at_work, "leder").revert("0" * 64, "Feil.")


def test_a_plan_that_leaves_something_open_is_refused_before_any_case_is_looked_at(at_work: Installed) -> None:
    three(at_work)
    with pytest.raises(EventRefusedError, match="«arbeid» regnes på en annen måte"):
        migrator(at_work).migrate([longer(at_work, frist="keep")])


def test_a_plan_is_named_by_eight_characters_and_fewer_are_told_to_be_too_few(at_work: Installed) -> None:
    three(at_work)
    fitted = longer(at_work)
    migrator(at_work).migrate([fitted])
    assert migrator(at_work).plan_named(fitted.id[:8]) == fitted.id
    for typed in (fitted.id[:1], fitted.id[:7]):
        with pytest.raises(UsageError, match=rf"«{typed}» er for lite .* minst 8 tegn"):
            migrator(at_work).plan_named(typed)


def test_a_plan_nobody_followed_is_not_found(at_work: Installed) -> None:
    with pytest.raises(NotFoundError):
        migrator(at_work).plan_named("abcdef01")
    with pytest.raises(NotFoundError):
        migrator(at_work).plan_named("%")


def test_an_ended_matter_with_nothing_due_stays_where_it_is(at_work: Installed) -> None:
    case = opened(at_work)
    done(at_work, case, "startet", "2026-01-06T10:00")
    done(at_work, case, "ferdig", "2026-01-07T10:00")
    done(at_work, case, "fulgt_opp", "2026-01-08T10:00")
    at_work.clock.shows = instant("2026-01-09T10:00")
    assert migrator(at_work).migrate([longer(at_work)]).cases == 0


def test_no_case_comes_to_a_version_that_is_not_in_force_yet(at_work: Installed) -> None:
    cases = three(at_work)
    at_work.clock.shows = instant("2026-01-08T23:59")
    versions = [at_work.head(case).version for case in cases]
    with pytest.raises(EventRefusedError, match=r"først fra fre. 9. jan. 2026.*gjelder utgave 2026-01-01"):
        migrator(at_work).migrate([longer(at_work)])
    assert [at_work.head(case).version for case in cases] == versions
    at_work.clock.shows = instant("2026-01-09T00:00")
    assert migrator(at_work).migrate([longer(at_work)]).cases == 3


def test_changed_calendars_and_settings_make_their_own_plan(migrated_url: str) -> None:
    with installed(migrated_url, small(MATTER)) as before:
        case = opened(before)
    red = ("calendars.yaml", "- {name: 1. mai,", '- {name: ny, date: "01-12", law: x}\n      - {name: 1. mai,')
    with installed(migrated_url, beside(small(MATTER), red)) as after:
        proposed = Proposed(library=after.desk.library, catalogue=after.desk.library.catalogue)
        after.clock.shows = instant("2026-01-09T10:00")
        plans = proposed.own_plans(REASON)
        assert [fitted.problems for fitted in plans] == [()]
        assert migrator(after).migrate(plans).cases == 1
        run = after.state(case).runs["prove"]
        assert run.digest == after.desk.library.catalogue.pathways[0].digest
        # Civil time knows no red days: nothing but the last reminder, a working day after, has moved.
        assert run.deadlines["frist"].nominal == date(2026, 1, 12)
        assert proposed.own_plans(REASON) == plans
        assert migrator(after).migrate(plans).cases == 0
        assert after.faults() == []


def test_a_reader_who_may_see_no_annulled_content_still_sees_a_case_that_went_back(at_work: Installed) -> None:
    case, fitted = three(at_work)[0], longer(at_work)
    done(at_work, case, "notert", "2026-01-09T10:00", antall="2")
    migrator(at_work).migrate([fitted])
    between = moment_at(at_work.clock.shows)
    at_work.clock.shows = instant("2026-01-09T12:00")
    migrator(at_work).revert(fitted.id, "Feil plan.")
    reader = at_work.reader(replace(ANYBODY, roles=("saksbehandler",)))
    for known_at in (between, None):
        view = reader.read_case(case, "prøve", "sak", known_at=known_at)
        assert view.standing.runs[0].fields == {"antall": 2}


def test_changes_of_acts_before_a_migration_are_judged_and_folded_through_it(at_work: Installed) -> None:
    case_id = three(at_work)[1]
    migrator(at_work).migrate([longer(at_work)])
    at_work.clock.shows = instant("2026-01-12T10:00")
    start, begun = (record for record in at_work.records(case_id) if record.kind is Kind.act)
    changes = (
        Correct(seq=start.seq, act=act("", "2026-01-02T10:00"), why=""),
        Correct(seq=begun.seq, act=act("startet", "2026-01-07T10:00"), why=""),
    )
    at_work.engine.change(case_id, changes, ANYBODY, "Datoene var feil.", "")
    run = at_work.state(case_id).runs["prove"]
    # Five weeks from 9 January, where a week from the 2nd ends.
    assert (at_work.desk.library.prepared(run.digest).pathway.version, run.state) == (date(2026, 1, 9), "under")
    assert run.deadlines["arbeid"].nominal == date(2026, 2, 13)
    assert at_work.faults() == []


def test_an_act_before_a_migration_and_what_followed_it_can_be_annulled_together(at_work: Installed) -> None:
    case_id = three(at_work)[1]
    migrator(at_work).migrate([longer(at_work)])
    done(at_work, case_id, "ferdig", "2026-01-12T10:00")
    seqs = [record.seq for record in at_work.records(case_id) if record.kind is Kind.act]
    with pytest.raises(EventRefusedError, match="ferdig"):
        at_work.engine.change(case_id, [Annul(seq=seqs[1], why="")], ANYBODY, "Feil sak.", "")
    at_work.engine.change(case_id, [Annul(seq=seq, why="") for seq in seqs[1:]], ANYBODY, "Feil sak.", "")
    run = at_work.state(case_id).runs["prove"]
    assert (run.state, run.deadlines["frist"].nominal) == ("mottatt", date(2026, 1, 19))
    assert at_work.faults() == []
