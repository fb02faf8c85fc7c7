"""Every case at any moment: what a list shows now, what it showed then, and what was not there yet."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest
from sqlalchemy import text

from pathways.engine.every_case import LeftOut, ListedCase
from pathways.engine.moment import NOW, Sight, moment_at, moment_of, sight
from pathways.engine.reading import Reader
from pathways.errors import UsageError
from pathways.machine.standing import Standing
from pathways.model.policy import Action
from pathways.model.record import Happened
from pathways.store import access
from tests.engine.matters import done, opened
from tests.support.cases import instant, with_user
from tests.support.counts import count
from tests.support.installed import Installed, StoredCase
from tests.support.tampering import unlocked
from tests.support.walks import FIRST, Walk
from tests.support.worlds import shipped

SEES_ALL = with_user("siv", "systemansvarlig")
"""Takes logs out for proof, and with them what was wrongly registered."""


def listed(reader: Reader, seen_from: Sight = NOW) -> Mapping[str, ListedCase]:
    """Every case, by id; none of them left out."""
    found: dict[str, ListedCase] = {}
    for case in reader.every_case("prøve", "saksliste", sight=seen_from):
        assert isinstance(case, ListedCase), case
        found[case.case_id] = replace(case, standing=_in_order(case.standing))
    return found


def _in_order(told: Standing) -> Standing:
    """With items by name: what is kept has lost the order in which the definition names them."""
    runs = (replace(run, items=tuple(sorted(run.items, key=lambda i: (i.activity, i.item)))) for run in told.runs)
    return replace(told, runs=tuple(runs))


def runs_of(standing: Standing) -> list[str]:
    return [run.state for run in standing.runs]


@pytest.mark.soak
@pytest.mark.parametrize("part", range(count(2, 12)))
def test_a_list_of_then_is_what_the_list_showed_then(real: Installed, part: int) -> None:
    real.clock.shows = FIRST
    walks = [Walk(case=StoredCase(real, shipped()), random=Random(part * 10 + each)) for each in range(3)]
    shown: list[tuple[Sight, Mapping[str, ListedCase]]] = []
    reader = replace(real.reader(SEES_ALL), action=Action.log_export)
    for number, _ in enumerate(zip(*(walk.steps(count(12, 40)) for walk in walks), strict=True)):
        shown.append((Sight(known_at=moment_at(real.clock.shows)), listed(reader)))
        if number % 3 == 0:
            assert listed(reader, shown[-1][0]) == shown[-1][1], (part, number)
    assert len(shown[-1][1]) == len(walks)
    for then, cases in shown:
        assert listed(reader, then) == cases, (part, then)


def test_1_a_late_entry_is_in_the_list_of_what_had_happened_and_not_in_that_of_what_was_known(
    matters: Installed,
) -> None:
    case_id = opened(matters)
    done(matters, case_id, "startet", "2026-01-08T10:00", recorded="2026-01-20T10:00")
    then = moment_at(instant("2026-01-19"))
    assert runs_of(listed(matters.reader(), Sight(known_at=then))[case_id].standing) == ["purret"]
    assert runs_of(listed(matters.reader(), Sight(at=then))[case_id].standing) == ["under"]


def test_a_case_that_was_not_there_yet_is_in_no_list(matters: Installed) -> None:
    opened(matters, "2026-01-05T10:00")
    matters.clock.shows = instant("2026-02-01")
    before = moment_of(Happened(on=instant("2026-01-04").date(), at=None))
    assert listed(matters.reader(), Sight(at=before)) == {}
    assert listed(matters.reader(), Sight(known_at=before)) == {}
    assert len(listed(matters.reader(), Sight(at=moment_at(instant("2026-01-05T10:00"))))) == 1


def test_a_case_is_counted_for_its_own_service_alone(matters: Installed) -> None:
    case_id = opened(matters)
    service = matters.head(case_id).service
    now = Sight(at=moment_at(matters.clock.now()))
    for look in (NOW, now):
        every = matters.reader().every_case("prøve", "liste", service=service, sight=look)
        assert [case.case_id for case in every] == [case_id]
        assert not list(matters.reader().every_case("prøve", "liste", service="annen", sight=look))


def test_25_looking_through_all_is_logged_as_one_reading_of_all_with_the_moments(matters: Installed) -> None:
    case_id = opened(matters)
    listed(matters.reader(), Sight(at=moment_at(matters.clock.now())))
    listed(matters.reader())
    with matters.database.read() as conn:
        now, then = access.of_case(conn, case_id, limit=2)
    assert (now.case_id, now.information) == (access.ALL, "saksliste")
    assert then.information.startswith("saksliste; sett man. 5. jan. 2026 kl. ")


def test_a_log_that_cannot_be_read_is_named_and_the_others_are_told(matters: Installed) -> None:
    broken, whole = opened(matters), opened(matters)
    with matters.database.write() as conn, unlocked(conn):
        conn.execute(text("UPDATE event SET envelope = 'x' WHERE case_id = :id"), {"id": broken})
    now = Sight(at=moment_at(matters.clock.now()))
    out, told = sorted(matters.reader().every_case("prøve", "liste", sight=now), key=lambda each: each.case_id)
    assert isinstance(out, LeftOut)
    assert (out.case_id, told.case_id) == (broken, whole)
    assert broken in out.why


def test_nobody_looks_from_the_future(matters: Installed) -> None:
    later = Sight(at=moment_at(instant("2027-01-01")))
    with pytest.raises(UsageError, match="ikke kommet"):
        list(matters.reader().every_case("prøve", "liste", sight=later))


def test_what_lay_ahead_of_what_was_known_is_refused_but_for_the_rest_of_that_day() -> None:
    known = moment_at(instant("2026-01-05T10:00"))
    day = moment_of(Happened(on=known.at.date(), at=None))
    assert sight(day, known) == Sight(at=known, known_at=known)
    assert sight(known, day) == Sight(at=known, known_at=day)
    with pytest.raises(UsageError, match="--known-at"):
        sight(moment_at(instant("2026-01-05T10:01")), known)
