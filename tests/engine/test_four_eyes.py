"""Who may approve what another proposed, decided in one pure place; and that an import is not asked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType

import pytest

from pathways.engine.approvals import approve
from pathways.engine.changes import Correct
from pathways.engine.four_eyes import Hindrance, hindrance
from pathways.engine.people import People, User
from pathways.errors import EventRefusedError, NotAllowedError
from pathways.machine.approving import ApprovalNeededError
from pathways.machine.decide import IMPORTER
from pathways.model.organisation import Held
from pathways.model.record import Actor, Kind
from pathways.proving.paths import paths_of
from tests.support.cases import ANYBODY, ToldCase, act
from tests.support.installed import Installed, in_case, installed
from tests.support.two_people import world

NEEDED = ("leder",)
SERVICE = "bv-nord"
DAY = date(2026, 1, 1)


def user(name: str, *roles: str, service: str = "") -> User:
    held = tuple(Held(person=name, role=role, service=service, unit="", first=DAY, last=None) for role in roles)
    return User(name=name, roles=roles, email="", held=held)


def people(*users: User, **absent: str) -> People:
    return People(users={each.name: each for each in users}, absent=MappingProxyType(absent))


def actor(there: People, name: str) -> Actor:
    given, names = there.actor(name, "konto"), (name, *there.stands_in_for(name))
    here = (role for role in given.roles if any(there.counts(each, role, SERVICE) for each in names))
    return replace(given, roles=tuple(here))


def found(there: People, approver: str, proposer: str) -> Hindrance | None:
    given = actor(there, approver)
    return hindrance(there, approver=given, proposer=proposer, roles=NEEDED, service=SERVICE)


KARI, LIV, JONAS = user("kari", "saksbehandler", "leder"), user("liv", "leder"), user("jonas", "saksbehandler")


@pytest.mark.parametrize(
    ("there", "approver", "why"),
    [
        (people(KARI, LIV), "liv", None),
        (people(KARI, LIV), "kari", Hindrance.same_person),
        (people(KARI, LIV, liv="kari"), "kari", Hindrance.same_person),
        (people(KARI, LIV, JONAS), "jonas", Hindrance.no_role),
        (people(KARI, LIV, JONAS, liv="jonas"), "jonas", None),
        (people(KARI, LIV, JONAS, kari="jonas"), "jonas", Hindrance.lent_by_proposer),
        (people(KARI, LIV, JONAS, kari="jonas", liv="jonas"), "jonas", None),
        (people(KARI, LIV, kari="liv"), "liv", None),
        (people(KARI, user("liv", "leder", service="bv-sor")), "liv", Hindrance.no_role),
        (people(KARI, user("liv", "leder", service=SERVICE)), "liv", None),
    ],
)
def test_two_people_are_needed_and_no_role_is_borrowed_from_the_first(
    there: People, approver: str, why: Hindrance | None
) -> None:
    assert found(there, approver, "kari") is why


@pytest.fixture
def two(migrated_url: str) -> Iterator[Installed]:
    """An engine whose only pathway asks for two people."""
    with installed(migrated_url, world()) as given:
        yield given


def opened(two: Installed) -> str:
    two.clock.shows = datetime(2026, 1, 5, 9, tzinfo=UTC)
    return two.engine.open_case("prove", act("melding", "2026-01-05")).case_id


def test_an_import_repeats_what_two_people_did_elsewhere_and_is_not_asked() -> None:
    case = ToldCase(world=world())
    case.start("prove", "2026-01-05")
    given = act("konkludert", "2026-01-06", data={"henlegges": "nei"})
    with pytest.raises(ApprovalNeededError):
        case.write(given)
    case.write(replace(given, actor=replace(ANYBODY, roles=(*ANYBODY.roles, IMPORTER))))
    assert [record.kind for record in case.records if record.crossing is None] == [Kind.act, Kind.act]
    assert case.state.runs["prove"].state == "undersokes"


def test_an_act_never_goes_past_the_second_person_through_any_door_of_the_engine(two: Installed) -> None:
    """Deny by default: a correction, by whoever may correct, is only a proposal too."""
    case = opened(two)
    liv = replace(ANYBODY, user="liv")
    concluded = in_case(act("konkludert", "2026-01-05", data={"henlegges": "nei"}), case)
    receipt = two.engine.advance(concluded)
    assert receipt.waits_for == ("leder",)
    with pytest.raises(NotAllowedError):
        approve(two.engine, in_case(act("", "2026-01-05"), case), receipt.seq)
    done = approve(two.engine, in_case(act("", "2026-01-05", actor=liv), case), receipt.seq)
    other = replace(concluded, data={"henlegges": "ja"}, actor=liv)
    assert two.engine.correct(other, done.seq, "Feil avkryssing.").waits_for == ("leder",)
    with pytest.raises(EventRefusedError, match="godkjent"):
        two.engine.change(case, (Correct(seq=done.seq, act=other, why="Feil."),), liv, "Feil.")
    assert two.state(case).runs["prove"].state == "undersokes"
    assert two.faults() == []


def test_proofs_of_a_definition_walk_what_needs_two_people_as_approved() -> None:
    catalogue = world().catalogue
    found = paths_of(catalogue, catalogue.pathways[0], lambda _done, _of: None)
    assert found.unreached == ()
    acts = [step.act for path in found.paths for step in path.steps if step.act and step.act.event == "konkludert"]
    assert {(each.actor.roles, each.proposed is not None) for each in acts} == {(("leder",), True)}
