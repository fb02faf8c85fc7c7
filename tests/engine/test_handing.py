"""To whom a notice is handed on when others hold its role than when it was given."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from pathways.engine.handing import handed_on
from pathways.engine.people import People, User
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


def given(*in_force: Notice, **roles: str) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    """Recipient and rung of what is given, and what it stands in for."""
    people = People(users={name: User(name=name, roles=(role,), email="") for name, role in roles.items()})
    notices, gone = handed_on(people, SeededEntropy("prøve"), in_force, NOW)
    assert all(each.created_at == NOW and each.read_at is None and each.supersedes in gone for each in notices)
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


def test_one_date_is_not_another() -> None:
    moved = replace(LAST, due_on=date(2026, 3, 3))
    assert given(FIRST, moved, liv="leder")[0] == [("liv", "before-2-days"), ("liv", "on_due")]
