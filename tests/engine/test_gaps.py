"""No open case falls between without the list showing it: random walks with cases given away, held up by what is known.

What is expected is read from the records and the state alone, by other code than the list's.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import text

from pathways.counting.oslo import civil_date
from pathways.engine.assigning import To
from pathways.engine.engine import shell
from pathways.engine.every_case import LeftOut
from pathways.engine.holding import every_gap
from pathways.engine.people import People
from pathways.errors import PathwaysError
from pathways.machine.state import Status
from pathways.model.organisation import Holder
from pathways.model.pathway import DeadlineKind
from pathways.model.record import Actor, Kind
from pathways.store import heads
from pathways.store.database import Database
from tests.support.cases import EVERY_ROLE
from tests.support.counts import count
from tests.support.installed import PEOPLE, Installed, StoredCase
from tests.support.walks import FIRST, Walk
from tests.support.worlds import shipped

NAMES = ("kari", "jonas", "liv")
LEADER = Actor(user="liv", roles=tuple(EVERY_ROLE), os_account="prøve", authenticated=False)


def staff(absent: Mapping[str, str]) -> People:
    """Those of the sandbox, some of them away, and one who is gone as soon as he is."""
    gone = {name for name, other in absent.items() if other == "gone"}
    users = {name: user for name, user in PEOPLE.users.items() if name not in gone}
    return replace(PEOPLE, users=users, absent={name: other for name, other in absent.items() if other != "gone"})


def expected(at: Installed, case_id: str, people: People, today: date) -> set[str]:
    """What is missing of an open case, worked out from its records and its state."""
    records, found = at.records(case_id), set()
    given = [record for record in records if record.kind is Kind.assignment]
    person = str(given[-1].content.data.get("person", "")) if given and given[-1].content else ""
    if not person:
        found.add("no_holder")
    elif person not in people.users:
        found.add("holder_gone")
    elif person in people.absent and people.absent[person] not in people.users:
        found.add("holder_away")
    elif not any(record.actor.user == person for record in records[given[-1].seq - 1 :]):
        found.add("not_taken_over")
    if not runs_towards_something(at, case_id) and not said_why(at, case_id, today):
        waits = any(pause.ended is None for run in at.state(case_id).runs.values() for pause in run.pauses)
        found.add("waits_without_date" if waits else "nothing_due")
    return found


def runs_towards_something(at: Installed, case_id: str) -> bool:
    library = at.desk.library
    return any(
        deadline.status is Status.open
        and deadline.standing_since is None
        and library.prepared(run.digest).deadlines[key.partition(":")[0]].kind is not DeadlineKind.window
        for run in at.state(case_id).runs.values()
        for key, deadline in run.deadlines.items()
    )


def said_why(at: Installed, case_id: str, today: date) -> bool:
    telling = [r for r in at.records(case_id) if r.kind not in (Kind.crossing, Kind.superseded, Kind.assignment)]
    last = telling[-1]
    return last.kind is Kind.nothing_due and last.content is not None and str(last.content.data["until"]) >= str(today)


def hand_around(at: Installed, case_id: str, random: Random) -> None:
    """Give the case to somebody or nobody, take it, or say why nothing is due."""
    now, who = at.clock.shows, random.choice(NAMES)
    with suppress(PathwaysError):
        if random.random() < 0.3:
            until = civil_date(now) + timedelta(days=random.randint(1, 20))
            at.engine.say_nothing_due(shell(case_id, LEADER, "", None, "Avventer."), until)
        else:
            actor = replace(LEADER, user=random.choice((who, "liv")))
            at.engine.assign(shell(case_id, actor, "", None), To(person=random.choice((who, who, ""))))


def compared(at: Installed, random: Random) -> set[str]:
    """What is missing anywhere, on a day on which some are away: the list must say the same of every case."""
    absent = {name: random.choice(("", "bente", "gone")) for name in NAMES if random.random() < 0.5}
    people, today = staff(absent), civil_date(at.clock.shows)
    seen: set[str] = set()
    listed: dict[str, set[str]] = {}
    for each in every_gap(at.reader(), "prøve", "prøve", people, today):
        assert not isinstance(each, LeftOut)
        listed[each.case_id] = {gap.value for gap in each.gaps}
    for case_id in at.case_ids():
        wanted = set() if at.head(case_id).ended else expected(at, case_id, people, today)
        assert listed.get(case_id, set()) == wanted, case_id
        seen |= wanted
    return seen


@pytest.mark.soak
def test_the_list_shows_every_gap_there_is_and_no_other(real: Installed) -> None:
    seen: set[str] = set()
    for seed in range(count(18, 300)):
        random, at = Random(seed), real
        case = StoredCase(at, shipped())
        walk = Walk(case=case, random=Random(seed))
        case.now = FIRST
        for _ in walk.steps(count(12, 25)):
            if random.random() < 0.5:
                hand_around(at, case.case_id, random)
        at.sweep(at.clock.shows)
        if seed % 6 == 5:
            for _ in range(4):
                seen |= compared(at, random)
    assert seen >= {"no_holder", "holder_gone", "holder_away", "not_taken_over"}
    assert real.faults() == []


def test_what_a_person_has_is_found_by_an_index_of_open_cases_alone(migrated_url: str) -> None:
    database = Database.open(migrated_url)
    with database.read() as conn:
        if database.kind == "postgresql":
            conn.execute(text("SET LOCAL enable_seqscan = off"))
        wanted = heads.wanted_heads(ended=False, holder=Holder(person="kari"))
        sql = str(wanted.compile(conn.engine, compile_kwargs={"literal_binds": True}))
        explain = "EXPLAIN QUERY PLAN " if database.kind == "sqlite" else "EXPLAIN "
        plan = " ".join(str(row) for row in conn.execute(text(explain + sql)))
    database.close()
    assert "ix_case_head_holder_person" in plan, plan
