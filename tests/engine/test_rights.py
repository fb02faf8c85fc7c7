"""Who may put the past right where the place has said so, and from which day an entry is so late that it says why."""

from datetime import UTC, datetime

import pytest

from pathways.counting.oslo import civil_date, parse_moment
from pathways.engine.draft import Draft
from pathways.engine.rights import ANYBODY, Rights, rights_of
from pathways.errors import EventRefusedError, NotAllowedError
from pathways.machine.decide import IMPORTER
from pathways.model.local_settings import LocalSettings
from pathways.model.policy import Action, Relation, Row, table
from tests.support.cases import CASE, ENTROPY, with_user

LEADER, WORKER, IMPORT = (with_user(role, role) for role in ("leder", "saksbehandler", IMPORTER))
FROM_14 = Rights(late_from=14)
WHY = "Lappen lå i feil mappe."


def draft(now: str) -> Draft:
    """What is recorded at an instant (UTC)."""
    return Draft(case_id=CASE, version=0, now=datetime.fromisoformat(now).replace(tzinfo=UTC), entropy=ENTROPY)


@pytest.mark.parametrize(
    ("happened", "last_minute_in_time", "first_minute_late"),
    [
        ("2026-01-05", "2026-01-18T22:59", "2026-01-18T23:00"),
        ("2026-06-01", "2026-06-14T21:59", "2026-06-14T22:00"),
        # The fourteenth day lies on the other side of the night the clocks change (29 March, 25 October).
        ("2026-03-20", "2026-04-02T21:59", "2026-04-02T22:00"),
        ("2026-03-15", "2026-03-28T22:59", "2026-03-28T23:00"),
        ("2026-10-12", "2026-10-25T22:59", "2026-10-25T23:00"),
        ("2026-10-11", "2026-10-24T21:59", "2026-10-24T22:00"),
        # A clock time counts by its day in Norway, which is not always the day in UTC.
        ("2026-03-20T00:15+01:00", "2026-04-02T21:59", "2026-04-02T22:00"),
        ("2026-10-12T23:45+02:00", "2026-10-25T22:59", "2026-10-25T23:00"),
    ],
)
def test_the_fourteenth_day_begins_at_midnight_in_norway_summer_and_winter(
    happened: str, last_minute_in_time: str, first_minute_late: str
) -> None:
    when = parse_moment(happened)
    assert not FROM_14.is_late(when, civil_date(draft(last_minute_in_time).now))
    assert FROM_14.is_late(when, civil_date(draft(first_minute_late).now))
    FROM_14.require_late("startet", when, WORKER, "", draft(last_minute_in_time))
    with pytest.raises(EventRefusedError) as refused:
        FROM_14.require_late("startet", when, WORKER, "", draft(first_minute_late))
    assert (refused.value.key, refused.value.values["days"], refused.value.values["limit"]) == (
        "engine.late_reason_missing",
        14,
        14,
    )


def test_the_days_told_are_those_in_norway() -> None:
    with pytest.raises(EventRefusedError) as refused:
        FROM_14.require_late("startet", parse_moment("2026-09-01"), WORKER, "", draft("2026-09-15T22:30"))
    assert refused.value.values["days"] == 15


@pytest.mark.parametrize("why", ["", "  ", "\n\t"])
def test_blanks_are_no_reason(why: str) -> None:
    with pytest.raises(EventRefusedError):
        FROM_14.require_late("startet", parse_moment("2026-09-01"), WORKER, why, draft("2026-09-15T09:00"))
    FROM_14.require_late("startet", parse_moment("2026-09-01"), WORKER, "Ferie.", draft("2026-09-15T09:00"))


def test_where_no_day_is_set_nothing_is_ever_late() -> None:
    when, now = parse_moment("2016-09-01"), draft("2026-09-15T09:00")
    assert not ANYBODY.is_late(when, civil_date(now.now))
    Rights(enter_late=("leder",)).require_late("startet", when, WORKER, "", now)


def test_a_right_is_asked_for_before_the_reason_and_only_of_what_is_late() -> None:
    rights, when = Rights(enter_late=("leder",), late_from=14), parse_moment("2026-09-01")
    with pytest.raises(NotAllowedError) as refused:
        rights.require_late("startet", when, WORKER, "", draft("2026-09-15T09:00"))
    assert refused.value.values["name"] == Action.case_enter_late
    rights.require_late("startet", when, WORKER, "", draft("2026-09-14T09:00"))
    rights.require_late("startet", when, LEADER, "Ferie.", draft("2026-09-15T09:00"))


def test_an_import_repeats_what_another_system_says_and_is_asked_for_nothing() -> None:
    rights = Rights(correct=(), annul_any=("leder",), enter_late=("leder",), late_from=14)
    rights.require_late("startet", parse_moment("2020-09-01"), IMPORT, "", draft("2026-09-15T09:00"))
    assert not rights.grants_correction(IMPORT)
    assert not rights.grants_annulment(IMPORT)


@pytest.mark.parametrize(
    ("action", "holding"),
    [
        (Action.case_correct, {"correct": ("leder",)}),
        (Action.case_correct_any, {"correct": ("leder",), "correct_any": ("leder",)}),
        (Action.case_annul, {"annul": ("leder",)}),
        (Action.case_annul_any, {"annul": ("leder",), "annul_any": ("leder",)}),
        (Action.case_enter_late, {"enter_late": ("leder",)}),
        (Action.case_record, {}),
    ],
)
def test_each_action_of_the_table_holds_for_its_own_verb_and_no_other(
    action: Action, holding: dict[str, tuple[str, ...]]
) -> None:
    row = Row(name="rad", why="", roles=("leder",), relations=(Relation.place,), actions=(action,), facets=())
    settings = LocalSettings(roles={}, role_settings={}, late_from=9)
    rights = rights_of(settings, table((row,), digest="a", text=""))
    names = ("correct", "correct_any", "annul", "annul_any", "enter_late")
    assert {name: getattr(rights, name) for name in names} == {name: holding.get(name, ()) for name in names}
    assert rights.late_from == 9


@pytest.mark.parametrize("verb", ["correct", "annul"])
def test_whoever_may_put_right_anything_is_asked_no_more_and_who_may_only_their_own_is(verb: str) -> None:
    anything, own = Rights(**{verb: (), f"{verb}_any": ("leder",)}), Rights(**{verb: ("leder",)})  # type: ignore[arg-type]
    name = "grants_correction" if verb == "correct" else "grants_annulment"
    assert getattr(anything, name)(LEADER)
    assert not getattr(own, name)(LEADER)
    for rights in (anything, own):
        with pytest.raises(NotAllowedError) as refused:
            getattr(rights, name)(WORKER)
        assert refused.value.values["name"] == f"case.{verb}"


def test_a_right_by_a_relation_that_somebody_has_not_is_no_right() -> None:
    row = Row(name="rad", why="", roles=("leder",), relations=(Relation.own,), actions=tuple(Action), facets=())
    settings = LocalSettings(roles={}, role_settings={})
    held = {Relation.none: ("leder",), Relation.place: ("leder",)}
    rights = rights_of(settings, table((row,), digest="a", text=""), held)
    with pytest.raises(NotAllowedError):
        rights.grants_correction(LEADER)


@pytest.mark.parametrize(
    ("roles", "relation", "key", "by"),
    [
        (("leder",), Relation.place, "engine.late_not_yours", "«leder»"),
        (("saksbehandler",), Relation.own, "engine.past_elsewhere", None),
        (("any",), Relation.own, "engine.past_elsewhere", None),
        ((), Relation.place, "policy.nobody", None),
    ],
)
def test_a_refusal_names_who_may_by_the_table_and_not_who_acts(
    roles: tuple[str, ...], relation: Relation, key: str, by: str | None
) -> None:
    recording = Row(
        name="a",
        why="",
        roles=("saksbehandler",),
        relations=(Relation.place,),
        actions=(Action.case_record,),
        facets=(),
    )
    late = Row(name="b", why="", roles=roles, relations=(relation,), actions=(Action.case_enter_late,), facets=())
    settings = LocalSettings(roles={}, role_settings={}, late_from=14)
    policy = table((recording, late) if roles else (recording,), digest="a", text="")
    rights = rights_of(settings, policy, {Relation.place: ("saksbehandler",)})
    with pytest.raises(NotAllowedError) as refused:
        rights.require_late("startet", parse_moment("2026-09-01"), WORKER, WHY, draft("2026-09-15T09:00"))
    assert (refused.value.key, refused.value.values.get("by")) == (key, by)
