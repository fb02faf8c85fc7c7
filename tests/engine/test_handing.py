"""To whom a notice is handed on when others hold its role than when it was given."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pathways.engine.handing import handed_on
from pathways.engine.people import People, User
from pathways.engine.telling import CORRECTION
from pathways.store.entropy import SeededEntropy
from pathways.store.notices import Notice

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
FIRST = Notice(
    notice_id="a",
    case_id="x",
    seq=3,
    run="prove",
    deadline="frist",
    item="",
    rung="before-2-days",
    recipient="",
    role="leder",
    escalate=False,
    title_key="notices.deadline",
    due_on=date(2026, 2, 3),
    created_at=NOW - timedelta(days=2),
)
LAST = replace(FIRST, notice_id="b", seq=4, rung="on_due", created_at=NOW - timedelta(days=1))


def people_of(**roles: str) -> People:
    """Who holds which roles, with blanks between them."""
    return People(users={name: User(name=name, roles=tuple(held.split()), email="") for name, held in roles.items()})


def given(*in_force: Notice, **roles: str) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    """Recipient and rung of what is given, and what it stands in for."""
    notices, gone = handed_on(people_of(**roles), SeededEntropy("prøve"), in_force, NOW)
    assert all(each.created_at == NOW and each.read_at is None and not each.supersedes for each in notices)
    return [(each.recipient, each.rung) for each in notices], gone


def test_of_several_about_one_deadline_everyone_gets_the_last_and_all_of_them_are_done() -> None:
    assert given(LAST, FIRST, liv="leder", per="leder") == ([("liv", "on_due"), ("per", "on_due")], ("a", "b"))


def test_nothing_is_given_while_nobody_holds_the_role() -> None:
    assert given(FIRST, kari="saksbehandler") == ([], ())


def test_nothing_is_given_where_somebody_who_holds_the_role_has_the_very_same() -> None:
    assert given(replace(FIRST, recipient="kari"), replace(FIRST, notice_id="c", recipient="liv"), liv="leder") == (
        [],
        (),
    )


def test_what_was_read_is_not_given_again() -> None:
    assert given(replace(FIRST, recipient="kari", read_at=NOW), liv="leder") == ([], ())


def test_a_correction_is_for_the_person_who_had_what_it_corrects() -> None:
    assert given(replace(FIRST, recipient="kari", title_key=CORRECTION, supersedes="x"), liv="leder") == ([], ())


def test_one_date_is_not_another() -> None:
    moved = replace(LAST, due_on=date(2026, 3, 3))
    assert given(FIRST, moved, liv="leder")[0] == [("liv", "before-2-days"), ("liv", "on_due")]


def test_of_two_passed_at_one_instant_the_later_is_given_and_what_was_given_later_comes_after_both() -> None:
    at_once = replace(LAST, created_at=FIRST.created_at)
    for in_force in ((FIRST, at_once), (at_once, FIRST)):
        assert given(*in_force, liv="leder") == ([("liv", "on_due")], ("a", "b"))
    given_later = replace(FIRST, recipient="kari", created_at=LAST.created_at + timedelta(hours=1))
    assert given(given_later, LAST, liv="leder")[0] == [("liv", "before-2-days")]


@pytest.mark.parametrize("other", [{"run": "annet"}, {"deadline": "annen"}, {"item": "barn.1"}])
def test_every_run_deadline_and_item_is_told_of_by_itself(other: dict[str, str]) -> None:
    beside = replace(LAST, **other)  # type: ignore[arg-type]
    assert given(FIRST, beside, liv="leder") == ([("liv", "before-2-days"), ("liv", "on_due")], ("a", "b"))


def test_each_role_is_given_what_waited_for_it_and_one_person_in_two_roles_one_notice() -> None:
    for_worker = replace(LAST, role="saksbehandler", recipient="kari")
    assert sorted(given(FIRST, for_worker, liv="leder", per="saksbehandler")[0]) == [
        ("liv", "before-2-days"),
        ("per", "on_due"),
    ]
    told, gone = given(FIRST, for_worker, liv="leder saksbehandler")
    assert ([name for name, _ in told], gone) == (["liv"], ("a", "b"))


def test_what_comes_back_to_who_had_it_is_a_notice_of_its_own() -> None:
    entropy = SeededEntropy("prøve")
    at_first = replace(FIRST, notice_id=entropy.notice_id("x", 3, "kari", "leder"), recipient="kari")
    ((to_liv,), _) = handed_on(people_of(liv="leder"), entropy, [at_first], NOW)
    ((back,), gone) = handed_on(people_of(kari="leder"), entropy, [to_liv], NOW + timedelta(days=1))
    assert (back.recipient, gone) == ("kari", (to_liv.notice_id,))
    assert len({at_first.notice_id, to_liv.notice_id, back.notice_id}) == 3
