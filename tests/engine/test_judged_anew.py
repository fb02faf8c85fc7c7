"""Rights are judged before a case is locked, by whose it is then; what is written is judged by whose it is by then."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

import pytest

from pathways.engine.acts import Written
from pathways.engine.assigning import To
from pathways.engine.changes import Annul, Correct
from pathways.engine.engine import Engine, shell
from pathways.engine.people import people_on
from pathways.errors import NotAllowedError, NotFoundError
from pathways.model.organisation import Area, Held, Organisation, Person, Service
from pathways.model.policy import Action
from pathways.model.record import Act, Actor
from tests.support.cases import act
from tests.support.installed import START, Installed, installed
from tests.support.worlds import World, definition, small

DAY = date(2026, 1, 1)
WHEN = "2026-01-05T10:00"
NORTH, WEST = "bv-nord", "bv-vest"
WORLD = definition(
    states="apen: {title: Åpen, start: true, holder: barnevern, silent: Prøve}\nover: {title: Over, end: true}\n",
    events="kommet: {title: Kommet, start: true, by: saksbehandler}\n"
    "lest: {title: Lest, from: any, by: [saksbehandler, leder]}\n"
    "ferdig: {title: Ferdig, from: apen, by: leder, to: over}\n",
)
ORGANISATION = Organisation(
    areas={"nord": Area(id="nord", name="Nord", kind="kommune")},
    services={each: Service(id=each, area="nord", kind="barnevern", name=each) for each in (NORTH, WEST)},
    persons={each: Person(id=each, name=each, email="") for each in ("kari", "liv", "eva")},
    held=(
        Held(person="kari", role="saksbehandler", service=NORTH, unit="", first=DAY, last=None),
        Held(person="liv", role="leder", service=NORTH, unit="", first=DAY, last=None),
        Held(person="eva", role="leder", service=NORTH, unit="", first=DAY, last=None),
        Held(person="eva", role="saksbehandler", service=WEST, unit="", first=DAY, last=None),
    ),
)
KARI = Actor(user="kari", roles=("saksbehandler",), os_account="prøve", authenticated=True)
EVA = Actor(user="eva", roles=("leder", "saksbehandler"), os_account="prøve", authenticated=True)
LIV = Actor(user="liv", roles=("leder",), os_account="prøve", authenticated=True)


@dataclass(slots=True)
class MeetingClock:
    """Stands still. Whoever reads it first once somebody is to be met waits while that one acts."""

    meet: Callable[[], object] | None = None

    def now(self) -> datetime:
        meet, self.meet = self.meet, None
        if meet is not None:
            meet()
        return START


@pytest.fixture
def at(migrated_url: str) -> Iterator[Installed]:
    world: World = small(WORLD)
    with installed(migrated_url, world) as found:
        yield replace(found, desk=replace(found.desk, people=people_on(ORGANISATION, DAY)))


def given(case_id: str, event: str, actor: Actor = KARI) -> Act:
    return act(event, WHEN, case_id=case_id, actor=actor)


def never_reached(*_given: object) -> Written:
    raise AssertionError("the writer of a foreign case was reached")


COMMANDS: dict[str, Callable[[Engine, str], object]] = {
    "advance": lambda engine, case: engine.advance(given(case, "lest")),
    "correct": lambda engine, case: engine.correct(given(case, "kommet"), 1, "Skrivefeil."),
    "annul": lambda engine, case: engine.annul(given(case, "lest"), 2),
    "explain": lambda engine, case: engine.explain(given(case, "frist")),
    "assign": lambda engine, case: engine.assign(given(case, ""), To(person="kari")),
    "nothing due": lambda engine, case: engine.say_nothing_due(given(case, ""), date(2026, 1, 9)),
    "redecide": lambda engine, case: engine.redecide(given(case, "lest"), 2),
    "change": lambda engine, case: engine.change(
        case, [Correct(seq=1, act=given(case, "kommet"), why="Feil."), Annul(seq=2, why="Feil.")], KARI, "Feil."
    ),
    "carry out": lambda engine, case: engine.carry_out("x", given(case, "lest"), {}, never_reached, Action.case_record),
}


def begun(at: Installed) -> tuple[Engine, MeetingClock, str]:
    """An engine with a clock at which others may come first, and a case of two events in the north."""
    clock = MeetingClock()
    engine = Engine(database=at.database, desk=at.desk, clock=clock)
    case_id = engine.open_case("prove", given("", "kommet"), NORTH).case_id
    engine.advance(given(case_id, "lest"))
    return engine, clock, case_id


def give_away(engine: Engine, case_id: str) -> None:
    engine.assign(shell(case_id, LIV, "", None, "Flyttet."), To(service=WEST))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_case_that_became_foreign_between_the_question_and_the_lock_is_as_none(at: Installed, name: str) -> None:
    engine, clock, case_id = begun(at)
    before = len(at.records(case_id))
    clock.meet = partial(give_away, engine, case_id)
    with pytest.raises(NotFoundError) as refused:
        COMMANDS[name](engine, case_id)
    assert refused.value.key == "engine.no_case"
    assert at.head(case_id).holder_service == WEST
    assert [record.actor.user for record in at.records(case_id)[before:]] == ["liv"]
    assert at.faults() == []


def test_nothing_of_a_case_that_became_foreign_is_told_to_whoever_had_not_seen_its_last_event(at: Installed) -> None:
    engine, clock, case_id = begun(at)
    clock.meet = partial(give_away, engine, case_id)
    with pytest.raises(NotFoundError):
        engine.advance(replace(given(case_id, "lest"), expected_version=1))


def test_an_act_is_recorded_with_the_roles_that_count_where_the_case_lies_by_then(at: Installed) -> None:
    engine, clock, case_id = begun(at)
    clock.meet = partial(give_away, engine, case_id)
    engine.advance(given(case_id, "lest", EVA))
    assert at.records(case_id)[-1].actor.roles == ("saksbehandler",)


def test_a_role_that_counted_only_where_the_case_lay_before_lets_nobody_record(at: Installed) -> None:
    engine, clock, case_id = begun(at)
    clock.meet = partial(give_away, engine, case_id)
    with pytest.raises(NotAllowedError):
        engine.advance(given(case_id, "ferdig", EVA))
    assert not at.head(case_id).ended


def test_whoever_keeps_the_case_is_not_stopped_by_another_who_came_first(at: Installed) -> None:
    engine, clock, case_id = begun(at)
    clock.meet = lambda: engine.advance(given(case_id, "lest", LIV))
    engine.advance(given(case_id, "lest"))
    assert [record.actor.user for record in at.records(case_id)][-2:] == ["liv", "kari"]
