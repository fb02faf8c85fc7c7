"""Who may put the past right where the place has said so, and from which day an entry is so late that it says why."""

from datetime import UTC, datetime

import pytest

from pathways.counting.oslo import civil_date, parse_moment
from pathways.engine.draft import Draft
from pathways.engine.rights import ANNULS, ANYBODY, CORRECTS, ENTERS_LATE, Rights, rights_of
from pathways.errors import EventRefusedError, NotAllowedError
from pathways.machine.decide import IMPORTER
from pathways.model.local_settings import LocalSettings
from tests.support.cases import CASE, ENTROPY, with_user

LEADER, WORKER, IMPORT = (with_user(role, role) for role in ("leder", "saksbehandler", IMPORTER))
FROM_14 = Rights(late_from=14)


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
    assert refused.value.values["name"] == ENTERS_LATE
    rights.require_late("startet", when, WORKER, "", draft("2026-09-14T09:00"))
    rights.require_late("startet", when, LEADER, "Ferie.", draft("2026-09-15T09:00"))


def test_an_import_repeats_what_another_system_says_and_is_asked_for_nothing() -> None:
    rights = Rights(correct=("leder",), annul=("leder",), enter_late=("leder",), late_from=14)
    rights.require_late("startet", parse_moment("2020-09-01"), IMPORT, "", draft("2026-09-15T09:00"))
    assert not rights.grants_correction(IMPORT)
    assert not rights.grants_annulment(IMPORT)


@pytest.mark.parametrize(
    ("setting", "holding"),
    [(CORRECTS, ("correct",)), (ANNULS, ("annul",)), (ENTERS_LATE, ("enter_late",)), ("lokal/annet", ())],
)
def test_each_setting_holds_for_its_own_verb_and_no_other(setting: str, holding: tuple[str, ...]) -> None:
    rights = rights_of(LocalSettings(roles={}, role_settings={setting: ("leder",)}, late_from=9))
    set_ = {name: getattr(rights, name) for name in ("correct", "annul", "enter_late")}
    assert set_ == {name: ("leder",) if name in holding else None for name in set_}
    assert rights.late_from == 9


@pytest.mark.parametrize(
    ("rights", "setting"), [(Rights(correct=("leder",)), CORRECTS), (Rights(annul=("leder",)), ANNULS)]
)
def test_whoever_a_setting_names_may_and_everybody_else_is_told_which_setting(rights: Rights, setting: str) -> None:
    asks = rights.grants_correction if setting == CORRECTS else rights.grants_annulment
    assert asks(LEADER)
    with pytest.raises(NotAllowedError) as refused:
        asks(WORKER)
    assert refused.value.values["name"] == setting


def test_a_setting_that_names_nobody_lets_nobody() -> None:
    for actor in (LEADER, WORKER):
        with pytest.raises(NotAllowedError):
            Rights(correct=()).grants_correction(actor)
