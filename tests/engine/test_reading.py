"""Semantics 25: every look into a case is logged first, and where it cannot be logged nothing is read."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from pathways.engine.moment import moment_at
from pathways.engine.reading import Reader
from pathways.errors import NotFoundError
from pathways.store import access
from pathways.store.access import Access
from tests.engine.matters import done, opened
from tests.support.cases import instant, with_user
from tests.support.installed import Installed


def readings(at_work: Installed, case_id: str) -> tuple[Access, ...]:
    """The access log of a case, newest first."""
    with at_work.database.read() as conn:
        return access.of_case(conn, case_id, limit=10)


def test_25_a_reading_is_logged_with_who_why_and_what(matters: Installed) -> None:
    case_id = opened(matters)
    matters.reader(with_user("liv", "leder")).read_case(case_id, "tilsyn", "saken")
    (row,) = readings(matters, case_id)
    assert (row.user, row.roles, row.purpose, row.information) == ("liv", ("leder",), "tilsyn", "saken")
    assert (row.organisation, row.channel, row.at) == ("Prøve kommune", "prøve", matters.clock.shows)


@pytest.mark.parametrize("verb", ["read_case", "replay", "list_standings", "replay_all", "every_case", "every_log"])
def test_25_nothing_is_read_when_it_cannot_be_logged(matters: Installed, verb: str) -> None:
    case_id = opened(matters)
    with matters.database.write() as conn:
        conn.execute(text("ALTER TABLE access_log RENAME TO borte"))
    with pytest.raises(Exception, match=r"access_log|ikke"):
        read(matters.reader(), verb, case_id)


@pytest.mark.parametrize("verb", ["read_case", "replay", "list_standings", "replay_all", "every_case", "every_log"])
def test_25_each_way_of_reading_leaves_one_row(matters: Installed, verb: str) -> None:
    case_id = opened(matters)
    read(matters.reader(), verb, case_id)
    with matters.database.read() as conn:
        assert len(access.of_user(conn, "kari", limit=10)) == 1


def test_25_a_case_that_is_not_there_is_refused_and_the_attempt_logged(matters: Installed) -> None:
    with pytest.raises(NotFoundError):
        matters.reader().read_case("PR-2026-9999", "prøve", "saken")
    assert len(readings(matters, "PR-2026-9999")) == 1


def test_1_a_reader_stands_at_any_moment_on_both_axes(matters: Installed) -> None:
    case_id = opened(matters)
    done(matters, case_id, "startet", "2026-01-08T10:00", recorded="2026-01-20T10:00")
    then = moment_at(instant("2026-01-19"))
    reader = matters.reader()
    assert reader.read_case(case_id, "tilsyn", "saken", known_at=then).standing.runs[0].state == "purret"
    assert reader.read_case(case_id, "tilsyn", "saken", at=then).standing.runs[0].state == "under"
    assert reader.read_case(case_id, "tilsyn", "saken", known_at=then).version == 1


def test_a_clock_that_was_set_back_hides_nothing(matters: Installed) -> None:
    case_id = opened(matters, "2026-01-05T10:00")
    matters.clock.shows -= timedelta(hours=1)
    assert matters.reader().read_case(case_id, "prøve", "saken").standing.runs[0].state == "mottatt"


def test_recording_time_never_goes_back_within_a_case(matters: Installed) -> None:
    case_id = opened(matters, "2026-01-05T10:00")
    done(matters, case_id, "notert", "2026-01-05T10:00", recorded="2026-01-05T09:30")
    assert [record.recorded_at for record in matters.records(case_id)] == [instant("2026-01-05T10:00")] * 2


def test_3_reading_shows_what_nobody_has_swept(matters: Installed) -> None:
    case_id = opened(matters)
    matters.clock.shows = instant("2026-01-14")
    seen = matters.reader().read_case(case_id, "prøve", "saken")
    listed = matters.reader().list_standings("prøve", limit=10, service=None, after=None)
    assert seen.standing.runs[0].state == listed[0].standing.runs[0].state == "purret"
    assert (len(seen.crossings), len(seen.noticed), seen.version) == (5, 0, 1)


def read(reader: Reader, verb: str, case_id: str) -> None:
    """Read in one of the ways there are."""
    if verb in ("read_case", "replay"):
        arguments = (case_id, "prøve", "saken")[: 3 if verb == "read_case" else 2]
        getattr(reader, verb)(*arguments)
    elif verb == "replay_all":
        list(reader.replay_all("prøve"))
    elif verb in ("every_case", "every_log"):
        list(getattr(reader, verb)("prøve", "liste"))
    else:
        getattr(reader, verb)("prøve", limit=10, service=None, after=None)
