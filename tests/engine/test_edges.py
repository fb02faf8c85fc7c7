"""Edges of the engine where a slip of one would go unseen: the last allowed value, the one before, the one named."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import text

from pathways.engine.moment import moment_at, moment_of, no_later_than
from pathways.engine.people import People, User
from pathways.engine.sweep import BATCH
from pathways.errors import ConflictError, EventRefusedError, UsageError
from pathways.model.record import Act, Actor, Happened, Kind
from pathways.store import access
from pathways.store.timers import Timer
from pathways.store.timers import replace as replace_timers
from tests.engine.matters import done, opened
from tests.engine.test_reading import readings
from tests.engine.test_sweep import LATER, crossings, spoil
from tests.machine.samples import called, linked
from tests.support.cases import ANYBODY, act, instant
from tests.support.installed import Installed, installed

LEADER = Actor(user="liv", roles=("leder",), os_account="", authenticated=False)


def test_an_act_on_a_run_that_had_not_begun_then_is_too_early_and_not_unknown() -> None:
    case = called()
    case.do("konkludert", "2026-01-10T10:00", konklusjon=True)
    with pytest.raises(EventRefusedError) as refused:
        case.do("tatt", "2026-01-07T10:00", run="hjelper")
    assert refused.value.key == "machine.before_start"


def test_a_case_is_over_when_the_last_of_its_runs_is(migrated_url: str) -> None:
    with installed(migrated_url, linked()) as at_work:
        case_id = at_work.engine.open_case("kaller", act("apnet", "2026-01-05T09:00", case_id="")).case_id
        at_work.clock.shows = instant("2026-01-10T10:00")
        ended = []
        for event, data in (("konkludert", {"konklusjon": "ja"}), ("gjort", {}), ("avlyst", {})):
            at_work.engine.advance(act(event, "2026-01-10T10:00", case_id=case_id, data=data))
            ended.append(at_work.head(case_id).ended)
    assert ended == [False, False, True]


def test_15_the_very_next_version_is_not_there_yet_either(matters: Installed) -> None:
    case_id = opened(matters)
    with pytest.raises(ConflictError) as refused:
        done(matters, case_id, "startet", "2026-01-06T11:00", expected=2)
    assert refused.value.key == "engine.ahead"


def test_15_a_conflict_names_the_person_and_not_what_the_system_recorded_after_it(matters: Installed) -> None:
    case_id = opened(matters)
    matters.sweep(instant("2026-01-14"))
    done(matters, case_id, "startet", "2026-01-08T10:00", recorded="2026-01-15")
    assert matters.records(case_id)[-1].kind is Kind.superseded
    with pytest.raises(ConflictError) as refused:
        done(matters, case_id, "notert", "2026-01-15T13:00", expected=1)
    late = next(record.seq for record in matters.records(case_id) if record.name == "startet")
    assert f"(hendelse {late} av kari)" in str(refused.value)


def test_14_a_key_of_the_greatest_length_is_taken(matters: Installed) -> None:
    key = "k" * 200
    assert opened(matters, key=key) == opened(matters, key=key)


@pytest.mark.parametrize(
    "changed",
    [
        {"actor": LEADER},
        {"actor": replace(LEADER, roles=ANYBODY.roles)},
        {"reason_codes": ("x",)},
        {"texts": {"reason": "Noe annet."}},
        {"data": {"antall": "2"}},
        {"item": "x.1"},
        {"happened": Happened(on=instant("2026-01-05").date(), at=None)},
    ],
    ids=["actor_and_roles", "actor", "codes", "texts", "data", "item", "happened"],
)
def test_14_a_used_key_is_refused_whatever_else_the_command_says(
    matters: Installed, changed: Mapping[str, object]
) -> None:
    given = act("notert", "2026-01-05T10:00", case_id=opened(matters), key="k1", data={"antall": "1"})
    matters.engine.advance(given)
    other: Act = replace(given, **changed)  # type: ignore[arg-type]
    with pytest.raises(ConflictError) as refused:
        matters.engine.advance(other)
    assert refused.value.key == "engine.key_used"


def test_14_the_same_command_is_answered_also_when_its_texts_are_destroyed(matters: Installed) -> None:
    case_id = opened(matters)
    given = act("notert", "2026-01-05T10:00", case_id=case_id, key="k1", data={"merknad": "En."})
    first = matters.engine.advance(given)
    with matters.database.write() as conn:
        conn.execute(text("UPDATE payload SET salt = NULL, texts = NULL WHERE seq = 2"))
    assert matters.engine.advance(given) == replace(first, repeated=True)


def test_a_notice_of_a_deadline_that_was_extended_is_taken_back(matters: Installed) -> None:
    case_id = opened(matters)
    done(matters, case_id, "startet", "2026-01-08T10:00")
    matters.sweep(instant("2026-01-27"))
    assert {(n.deadline, n.rung, n.cancelled_why) for n in matters.notices()} == {("arbeid", "before-1-weeks", "")}
    done(matters, case_id, "utvidet", "2026-01-27T13:00")
    assert {notice.cancelled_why for notice in matters.notices()} == {"engine.notice_moved"}


def test_two_roles_that_nobody_holds_each_keep_a_notice(matters: Installed) -> None:
    opened(matters)
    desk = replace(matters.desk, people=People(users={}))
    replace(matters, desk=desk).sweep(instant("2026-01-12T12:00"))
    assert {(notice.recipient, notice.role) for notice in matters.notices()} == {("", "saksbehandler"), ("", "leder")}


def test_one_person_with_two_roles_is_told_once(matters: Installed) -> None:
    opened(matters)
    both = User(name="eli", roles=("saksbehandler", "leder"), email="")
    desk = replace(matters.desk, people=People(users={"eli": both}))
    replace(matters, desk=desk).sweep(instant("2026-01-12T12:00"))
    assert [notice.recipient for notice in matters.notices()] == ["eli"]


def test_16_a_broken_case_with_more_timers_than_a_batch_hides_no_other(matters: Installed) -> None:
    broken, whole = opened(matters), opened(matters)
    spoil(matters, broken, "ikke JSON")
    with matters.database.write() as conn:
        early = instant("2026-01-05")
        replace_timers(conn, broken, (), [Timer(due_at=early, case_id=broken, key=f"k{n}") for n in range(BATCH)])
    assert set(matters.sweep(LATER).failed) == {broken}
    assert len(crossings(matters, whole)) == 7


def test_25_the_attempt_at_a_case_that_is_not_there_is_logged_as_refused(matters: Installed) -> None:
    case_id = opened(matters)
    matters.reader().read_case(case_id, "prøve", "saken")
    with pytest.raises(Exception, match="PR-2026-9999"):
        matters.reader().read_case("PR-2026-9999", "prøve", "saken")
    with matters.database.read() as conn:
        rows = [*access.of_case(conn, "PR-2026-9999", limit=2), *access.of_case(conn, case_id, limit=2)]
    assert [row.granted for row in rows] == [False, True]
    assert len(readings(matters, case_id)) == 1


def test_this_very_instant_is_no_future_and_the_next_is() -> None:
    now = instant("2026-01-05T10:00")
    assert no_later_than(moment_at(now), now) == moment_at(now)
    with pytest.raises(UsageError):
        no_later_than(moment_at(now.replace(microsecond=1)), now)


def test_a_bare_date_ends_before_what_the_clock_raises_at_midnight_and_after_all_that_happened() -> None:
    day = moment_of(Happened(on=instant("2026-01-05").date(), at=None))
    midnight = instant("2026-01-06T00:00")
    assert day.at < midnight
    assert day.place[0] == midnight
    assert day.place < moment_at(midnight).place
