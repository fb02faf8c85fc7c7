"""A role told without a service, where there are several data areas: nobody is told of, or looks into, another's."""

from datetime import date
from itertools import product

from pathways.engine.lending import lending_of
from pathways.engine.people import People, people_on
from pathways.engine.permitting import Permits
from pathways.model.organisation import Absence, Area, Held, Holder, Organisation, Person, Service
from pathways.model.policy import WITHOUT_CASE, Action
from pathways.model.record import Actor
from pathways.policy.deciding import decide
from pathways.store.reach import Reach
from tests.support.counts import SOAKING
from tests.support.worlds import shipped

DAY = date(2026, 8, 24)


def people(*held: tuple[str, str, str]) -> People:
    """Two areas with a service each; who holds which role where."""
    return people_on(
        Organisation(
            areas={each: Area(id=each, name=each, kind="kommune") for each in ("nord", "sor")},
            services={
                f"bv-{each}": Service(id=f"bv-{each}", area=each, kind="barnevern", name="") for each in ("nord", "sor")
            },
            persons={name: Person(id=name, name="", email="") for name, _, _ in held},
            held=tuple(
                Held(person=name, role=role, service=service, unit="", first=date(2026, 1, 1), last=None)
                for name, role, service in held
            ),
        ),
        DAY,
    )


def told(found: People, service: str) -> list[str]:
    return [user.name for user in found.of(Holder(service=service), "barnevern").holders("leder")]


def roles(found: People, name: str, service: str) -> tuple[str, ...]:
    user = found.users[name]
    actor = Actor(user=name, roles=user.roles, os_account="", authenticated=True)
    return found.actor_in(actor, service).roles


def test_whoever_works_in_no_area_is_told_nothing_and_looks_into_nothing() -> None:
    found = people(("liv", "leder", ""), ("per", "leder", "bv-nord"))
    assert told(found, "bv-nord") == ["per"]
    assert told(found, "bv-sor") == []
    assert (roles(found, "liv", "bv-nord"), roles(found, "per", "bv-nord")) == ((), ("leder",))


def test_whoever_works_in_one_area_is_told_there_alone() -> None:
    found = people(("liv", "leder", ""), ("liv", "saksbehandler", "bv-nord"))
    assert (told(found, "bv-nord"), told(found, "bv-sor")) == (["liv"], [])
    assert roles(found, "liv", "bv-sor") == ()
    assert (found.opens_in("liv", "barnevern")) == ("bv-nord",)


PLACES = {
    "bv-nord": ("nord", "barnevern"),
    "bv-nord-2": ("nord", "barnevern"),
    "bup-nord": ("nord", "bup"),
    "bv-sor": ("sor", "barnevern"),
    "bup-sor": ("sor", "bup"),
    "skole-nord": ("nord", "external"),
}
TABLE = shipped().catalogue
SOME = ("saksbehandler", "leder", "behandler", "systemansvarlig", "revisor")
ROLES = tuple(sorted(TABLE.settings.roles)) if SOAKING else SOME
HELD = [("", role) for role in ROLES] + [(place, role) for place in PLACES for role in ROLES]


def organisation(*held: tuple[str, str, str]) -> Organisation:
    """Services of two areas and of three kinds; kari is away, and per stands in."""
    services = {id_: Service(id=id_, area=area, kind=kind, name="") for id_, (area, kind) in PLACES.items()}
    return Organisation(
        services=services,
        persons={name: Person(id=name, name="", email="") for name in ("kari", "per")},
        held=tuple(
            Held(person=name, role=role, service=service, unit="", first=DAY, last=None) for name, service, role in held
        ),
        absences=(Absence(person="kari", first=DAY, last=None, substitute="per"),),
    )


def permits(found: Organisation, on: date = DAY) -> Permits:
    people_ = people_on(found, on, lending_of(TABLE.policy))
    return Permits(policy=TABLE.policy, settings=TABLE.settings, people=people_)


def may(found: Permits, case: Holder, kind: str) -> frozenset[Action]:
    """All that per may do in a case."""
    if "per" not in found.people.users:
        return frozenset()
    held = found.held(found.people.actor("per", ""), "SAK", case, kind)
    return frozenset(action for action in Action if decide(TABLE.policy, action, held) is not None)


def test_no_role_is_lent_out_of_its_area_and_kind_whatever_both_hold() -> None:
    """The whole matrix: every role that is lent, wherever it is held, to whoever holds any role anywhere."""
    outside = {"revisor"}
    for (place, lent), (own_place, own) in product(HELD, HELD):
        absent, alone = (("kari", place, lent), ("per", own_place, own)), (("per", own_place, own),)
        with_, without = permits(organisation(*absent)), permits(organisation(*alone))
        for service, (area, kind) in PLACES.items():
            for person in ("", "kari"):
                case = Holder(service=service, person=person)
                more = may(with_, case, kind) - may(without, case, kind) - WITHOUT_CASE
                near = PLACES.get(own_place) == PLACES.get(place) == (area, kind)
                assert not more or (near and not outside & {lent, own}), (lent, place, own, own_place, service, more)
        if place and own_place and (place, lent) != (own_place, own):
            assert ("kari" in with_.people.stands_in_for("per")) <= (PLACES[place] == PLACES[own_place])


def test_of_deadlines_elsewhere_nobody_is_told_by_standing_in() -> None:
    places = [place for place in PLACES if PLACES[place][1] != "external"]
    for place, own in product(places, places):
        found = people_on(
            organisation(("kari", place, "leder"), ("per", own, "behandler")), DAY, lending_of(TABLE.policy)
        )
        for person in ("", "kari"):
            case = found.of(Holder(service=place, person=person), PLACES[place][1])
            near = PLACES[place] == PLACES[own]
            assert [user.name for user in case.holders("leder")] == ["kari", *(["per"] if near else [])], (place, own)
            assert case.is_away("kari") is not near


def is_within(reach: Reach, case: Holder, kind: str) -> bool:
    """Whether a list that asks for a reach finds a case."""
    if reach is None:
        return True
    for each in reach:
        there = ((each.kind, kind), (each.service, case.service), (each.person, case.person))
        if each.cases is None and all(wanted in (None, value) for wanted, value in there):
            return True
    return False


def test_lists_ask_for_the_very_cases_that_are_lent() -> None:
    kept = [("", "leder"), *((place, "leder") for place in PLACES), ("bv-nord", "revisor"), ("", "systemansvarlig")]
    seeing = (Action.case_read, Action.case_list)
    for absent, own, own_too in product(kept, kept, kept):
        found = permits(organisation(("kari", *absent), ("per", *own), ("per", *own_too)))
        actor = found.people.actor("per", "")
        for (service, (_, kind)), person, action in product(PLACES.items(), ("", "kari", "per"), seeing):
            case = Holder(service=service, person=person)
            seen = decide(TABLE.policy, action, found.held(actor, "SAK", case, kind)) is not None
            asked = is_within(found.exact_reach(actor, action), case, kind)
            assert seen == asked <= is_within(found.reach(actor, action), case, kind), (absent, own, own_too, case)
