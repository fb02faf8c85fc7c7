"""Nothing that is open and has passed a rung is without a notice that holds, whatever was corrected or annulled."""

from collections.abc import Collection, Iterator
from random import Random

import pytest

from pathways.machine.deadlines import split_key
from pathways.machine.order import standing_crossings
from pathways.machine.state import RunState, Status
from pathways.model.record import Crossing
from tests.cli.running import Cli, sandbox_of
from tests.support.counts import count
from tests.support.databases import Databases
from tests.support.installed import PEOPLE, Installed, StoredCase
from tests.support.walks import FIRST, Walk
from tests.support.worlds import shipped


@pytest.fixture
def cli(databases: Databases) -> Cli:
    return sandbox_of(databases)


def in_force(cli: Cli, user: str) -> list[dict[str, object]]:
    """What the default inbox of a person shows that still holds."""
    listed = cli.ok("notice", "list", "--as", user, "--json").json["notices"]
    return [each for each in listed if each["in_force"]]


def reopened(cli: Cli) -> str:
    """A breach of law that counted as met late when its date was noticed, and whose meeting was then annulled."""
    cli.ok("clock", "set", "2026-10-05T09:00")
    opened = ("--happened", "2026-10-02", "--set", "meldere=3", "--set", "innhold=1.1.02", "--json")
    case = str(cli.ok("case", "open", "barnevern_undersokelse", *opened).json["case_id"])
    conclude = ("--set", "konklusjon=2", "--set", "umiddelbar_oppfolging=nei", "--reason", "Oppdiktet.", "--as", "liv")
    cli.ok("advance", case, "melding_konkludert", *conclude)
    cli.ok("clock", "set", "2026-11-02T10:00")
    given = ("--activity", "1", "--happened", "2026-10-20", "--set", "opplyst_apnet=ja", "--json")
    seq = str(cli.ok("advance", case, "tilbakemelding_gitt", *given).json["seq"])
    cli.ok("clock", "set", "2026-11-05T10:00")
    cli.ok("correct", case, seq, "--happened", "2026-10-27", "--why", "Oppdiktet.")
    cli.ok("clock", "set", "2026-11-09T10:00")
    cli.ok("annul", case, seq, "--why", "Oppdiktet.")
    return case


def test_a_breach_that_is_open_again_is_told_to_everybody_it_is_for_once(cli: Cli) -> None:
    case = reopened(cli)
    for user in ("kari", "jonas", "liv"):
        told = [n for n in in_force(cli, user) if n["case_id"] == case and n["deadline"] == "tilbakemelding"]
        assert len(told) == 1, (user, told)
    cli.ok("tick", "--json")
    assert cli("verify", "--as", "rolf").code == 0


@pytest.mark.soak
@pytest.mark.parametrize("part", range(count(2, 20)))
def test_whoever_a_passed_rung_of_an_open_deadline_is_for_has_a_notice_that_holds(real: Installed, part: int) -> None:
    for seed in range(part * 10 + 7_040, part * 10 + 7_040 + count(5, 30)):
        case = StoredCase(real, shipped())
        walk = Walk(case=case, random=Random(seed), further=False)
        case.now = FIRST
        for number, kind in enumerate(walk.steps(40)):
            if kind != "wait":
                assert list(untold(case)) == [], (seed, number, kind)


def untold(case: StoredCase) -> Iterator[tuple[object, ...]]:
    """Run, deadline, item, rung and person of every last rung passed of which no notice holds."""
    mine = [n for n in case.installed.notices() if n.case_id == case.case_id and n.cancelled_at is None]
    holding = {(n.run, n.deadline, n.item, n.rung, n.recipient or n.role, n.due_on) for n in mine}
    passed = {record.crossing for record in standing_crossings(case.records).values()}
    for run in case.state.runs.values():
        for key, deadline in run.deadlines.items():
            if deadline.status is Status.open:
                for person, rung in last_rungs(run, key, passed).items():
                    place = (run.run, *split_key(key), rung, person)
                    if (*place, deadline.nominal) not in holding:
                        yield place


def last_rungs(run: RunState, key: str, passed: Collection[Crossing | None]) -> dict[str, str]:
    """The last recorded rung of a deadline as its dates are now, for each person (or role that nobody holds)."""
    prepared, deadline, (name, item) = shipped().prepared(run.digest), run.deadlines[key], split_key(key)
    last: dict[str, str] = {}
    for rung in prepared.counted.ladder(name, deadline.nominal, deadline.nominal_end, deadline.missed_from):
        if Crossing(due=rung.due, run=run.run, deadline=name, item=item, what=rung.what) in passed:
            to = (role for each in prepared.deadlines[name].reminders if each.id == rung.what for role in each.to)
            for role in to:
                people = [user.name for user in PEOPLE.holders(role)]
                last |= dict.fromkeys(people or [role], rung.what)
    return last
