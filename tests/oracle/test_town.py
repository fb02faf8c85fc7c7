"""A whole invented municipality, day by day, against the oracle: every case, every reminder, and who was told of it."""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date

import pytest
from sqlalchemy import select

from pathways.engine.installation import Installation
from pathways.model.record import Kind, Record
from pathways.municipality.simulating import make_sandbox, simulate
from pathways.municipality.town import Town
from pathways.store import events
from pathways.store.notices import Notice, notice_from
from pathways.store.tables import CASE_HEAD, NOTICE
from tests.oracle.asking import Question
from tests.oracle.engine_told import differences, oracle_of, raw, told
from tests.oracle.naive.log import moment
from tests.oracle.naive.matter import Bell
from tests.support.cases import ANYBODY
from tests.support.counts import count
from tests.support.worlds import FOLDER, shipped

TOWN = Town(seed="3", people=count(10_000, 30_000), first=date(2026, 1, 1), days=count(100, 365))


@pytest.fixture
def lived(database_url: str) -> Iterator[Installation]:
    """The town when its days are over."""
    with closing(make_sandbox(database_url, TOWN, FOLDER)) as installation:
        simulate(installation, TOWN)
        yield installation


def logs(installation: Installation) -> Mapping[str, tuple[Record, ...]]:
    """Every case with its records."""
    with installation.database.read() as conn:
        ids = conn.execute(select(CASE_HEAD.c.case_id).order_by(CASE_HEAD.c.case_id)).scalars().all()
        return {case_id: events.read_case(conn, case_id) for case_id in ids}


def notices(installation: Installation) -> list[Notice]:
    """Every notice there is."""
    with installation.database.read() as conn:
        return [notice_from(row) for row in conn.execute(select(NOTICE)).all()]


def holders() -> Mapping[str, set[str]]:
    """Who holds each role, from the file of the sandbox's people."""
    users = tomllib.loads((FOLDER / "sandbox-users.toml").read_text(encoding="utf-8"))["users"]
    return {role: {name for name, user in users.items() if role in user["roles"]} for role in roles(users)}


def roles(users: Mapping[str, Mapping[str, list[str]]]) -> set[str]:
    return {role for user in users.values() for role in user["roles"]}


def in_time(records: tuple[Record, ...]) -> dict[tuple[object, ...], int]:
    """What the clock noticed just as it fell due, with nobody acting at that instant, by what it is: its seq."""
    acts = {record.recorded_at for record in records if record.kind not in (Kind.crossing, Kind.superseded)}
    return {
        (each.due, each.run, each.deadline, each.item, each.what): record.seq
        for record in records
        if (each := record.crossing) is not None and record.recorded_at == each.due not in acts
    }


def to_be_told(bells: list[Bell], noticed: Mapping[tuple[object, ...], int]) -> set[tuple[int, str]]:
    """By the oracle: which crossing, and who is to hear of it."""
    people = holders()
    return {
        (noticed[key], name)
        for bell in bells
        if (key := (bell.due, bell.run, bell.deadline, bell.item, bell.what)) in noticed
        for role in bell.roles
        for name in people[role]
    }


@pytest.mark.soak
@pytest.mark.slow
def test_every_case_of_the_town_is_what_the_oracle_says_and_everybody_was_told(lived: Installation) -> None:
    world, now = shipped(), lived.clock.now()
    oracle, door, every = oracle_of(world), lived.reader(ANYBODY, "kontroll"), notices(lived)
    question, rang = Question(known=now, at=now), 0
    for case_id, records in logs(lived).items():
        log = raw(world, records)
        seen = door.read_case(case_id, "kontroll", "hele saken", at=question.moment)
        assert list(differences(told(seen), oracle.tell(log, now, moment(now)))) == [], case_id
        bells = oracle.lived(log, now, moment(now)).bells
        timely = {key: seq for key, seq in in_time(records).items() if key in {_key(bell) for bell in bells}}
        expected = to_be_told(bells, timely)
        given = {(n.seq, n.recipient) for n in every if n.case_id == case_id and n.seq in timely.values()}
        assert given == expected, case_id
        rang += len(expected)
    assert rang > count(100, 2_000), rang


def _key(bell: Bell) -> tuple[object, ...]:
    return bell.due, bell.run, bell.deadline, bell.item, bell.what
