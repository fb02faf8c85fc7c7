"""A role told without a service, where there are several data areas: nobody is told of, or looks into, another's."""

from datetime import date

from pathways.engine.people import People, people_on
from pathways.model.organisation import Area, Held, Holder, Organisation, Person, Service
from pathways.model.record import Actor

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
