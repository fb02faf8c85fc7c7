"""Who had which role is answered for any day; a file applied twice changes nothing the second time."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.engine.people import People, people_on
from pathways.model.organisation import Change, Holder, Organisation, Service, Unit, What
from pathways.people.fold import changed
from pathways.people.wanted import Wanted, WantedPerson, WantedRole, changes_for, intake_of, person_of, role_of

DAY = date(2026, 3, 2)
WEEK = timedelta(days=7)
KARI, PER, LIV = (person_of(name, name.title(), "") for name in ("kari", "per", "liv"))
SERVICES = tuple(
    Change(what=What.service, data={"id": id_, "area": "k", "kind": "barnevern", "name": id_})
    for id_ in ("nord", "sør")
)
UNIT = Change(what=What.unit, data={"id": "mottak", "service": "nord", "name": "Mottak"})


def role(
    person: str, name: str, service: str = "", unit: str = "", first: date = DAY, last: date | None = None
) -> Change:
    return role_of(person, name, (service, unit), first, last)


def away(person: str, first: date, last: date | None, substitute: str = "") -> Change:
    days = {"first": first.isoformat(), "last": last.isoformat() if last else ""}
    return Change(what=What.absence, data={"person": person, "substitute": substitute, **days})


def people(*changes: Change, on: date = DAY) -> People:
    return people_on(changed(Organisation(), changes), on)


def names(found: People, role_: str) -> list[str]:
    return [user.name for user in found.holders(role_)]


def test_a_role_is_held_on_its_first_and_on_its_last_day_and_on_no_other() -> None:
    told = (KARI, role("kari", "leder", last=DAY + WEEK))
    for offset, held in ((-1, False), (0, True), (7, True), (8, False)):
        found = people(*told, on=DAY + timedelta(days=offset))
        assert (names(found, "leder") == ["kari"], "kari" in found.users) == (held, held)


def test_an_end_cuts_what_lasts_and_takes_away_what_has_not_begun() -> None:
    end = Change(
        what=What.end, data={"person": "kari", "role": "leder", "service": "", "unit": "", "last": "2026-03-05"}
    )
    told = changed(Organisation(), (KARI, role("kari", "leder"), role("kari", "leder", first=DAY + 8 * WEEK), end))
    assert [(each.first, each.last) for each in told.held] == [(DAY, date(2026, 3, 5))]


def test_a_substitute_acts_with_the_roles_of_who_is_away_and_only_meanwhile() -> None:
    told = (KARI, PER, role("kari", "leder"), role("per", "saksbehandler"), away("kari", DAY, DAY + WEEK, "per"))
    assert people(*told).actor("per", "").roles == ("saksbehandler", "leder")
    assert people(*told, on=DAY + WEEK + timedelta(days=1)).actor("per", "").roles == ("saksbehandler",)
    assert names(people(*told), "leder") == ["kari", "per"]


def test_who_holds_no_role_of_their_own_is_lent_none() -> None:
    told = (KARI, PER, role("kari", "leder"), away("kari", DAY, DAY, "per"))
    assert "per" not in people(*told).users
    assert (names(people(*told), "leder"), people(*told).is_away("kari")) == (["kari"], True)


def test_what_somebody_is_lent_they_lend_to_nobody() -> None:
    held = (role("kari", "leder"), role("per", "saksbehandler"), role("liv", "saksbehandler"))
    told = people(KARI, PER, LIV, *held, away("kari", DAY, DAY, "per"), away("per", DAY, DAY, "liv"))
    assert (told.actor("per", "").roles, told.actor("liv", "").roles) == (
        ("saksbehandler", "leder"),
        ("saksbehandler",),
    )
    assert (told.stands_in_for("liv"), names(told, "leder")) == (("per",), ["kari", "per"])


def test_an_absence_told_anew_replaces_the_one_of_the_same_day_and_one_withdrawn_is_none() -> None:
    told = (KARI, role("kari", "leder"), away("kari", DAY, None), away("kari", DAY, DAY))
    assert people(*told, on=DAY + WEEK).absent == {}
    gone = Change(what=What.present, data={"person": "kari", "first": DAY.isoformat()})
    assert people(*told, gone).absent == {}


def test_a_role_of_a_case_is_looked_for_with_its_holder_then_in_the_unit_then_in_the_service() -> None:
    held = [role("kari", "sak", "nord", "mottak"), role("per", "sak", "nord"), role("liv", "sak", "sør")]
    told = people(KARI, PER, LIV, *SERVICES, UNIT, *held)
    of = Holder(service="nord", unit="mottak", person="kari")
    assert names(told.of(of, "barnevern"), "sak") == ["kari"]
    assert names(told.of(Holder(service="nord", unit="mottak"), "barnevern"), "sak") == ["kari", "per"]
    assert names(told.of(Holder(service="nord", person="liv"), "barnevern"), "sak") == ["kari", "per"]
    assert names(told.of(Holder(service="sør"), "barnevern"), "sak") == ["liv"]
    assert names(told, "sak") == ["kari", "liv", "per"]


def test_who_is_away_without_a_substitute_leaves_it_to_the_unit() -> None:
    held = (KARI, PER, *SERVICES, role("kari", "sak", "nord"), role("per", "sak", "nord"))
    of = Holder(service="nord", person="kari")
    assert names(people(*held, away("kari", DAY, DAY)).of(of, "barnevern"), "sak") == ["kari", "per"]
    assert names(people(*held, away("kari", DAY, DAY, "per")).of(of, "barnevern"), "sak") == ["kari", "per"]
    assert names(people(*held).of(of, "barnevern"), "sak") == ["kari"]


def test_what_nobody_has_falls_to_the_intake_of_its_service() -> None:
    held = (KARI, PER, SERVICES[0], role("kari", "sak", "nord"), role("per", "sak", "nord"))
    told = people(*held, intake_of("nord", "per", "", DAY))
    assert told.falls_to(Holder(), "barnevern") == Holder(service="nord", person="per")
    assert names(told.of(Holder(), "barnevern"), "sak") == ["per"]
    assert names(people(*held).of(Holder(), "barnevern"), "sak") == ["kari", "per"]


ROLES = st.builds(
    WantedRole,
    role=st.sampled_from(["leder", "sak"]),
    service=st.sampled_from(["", "nord"]),
    unit=st.just(""),
    first=st.none() | st.integers(-20, 20).map(lambda days: DAY + timedelta(days=days)),
    last=st.none(),
)
PERSONS = st.lists(
    st.builds(
        WantedPerson,
        id=st.sampled_from(["kari", "per", "liv"]),
        name=st.none() | st.just("Navn"),
        email=st.none(),
        roles=st.lists(ROLES, max_size=3, unique_by=lambda each: (each.role, each.service)).map(tuple),
    ),
    max_size=3,
    unique_by=lambda each: each.id,
).map(tuple)


@settings(deadline=None, derandomize=True, max_examples=150)
@given(files=st.lists(PERSONS, min_size=1, max_size=4), complete=st.booleans())
def test_a_file_applied_again_changes_nothing_and_gives_what_it_says(
    *, files: list[tuple[WantedPerson, ...]], complete: bool
) -> None:
    told = changed(Organisation(), SERVICES)
    for number, persons in enumerate(files):
        day = DAY + number * WEEK
        wanted = Wanted(persons=persons)
        told = changed(told, changes_for(told, wanted, day, complete=complete))
        assert changes_for(told, wanted, day, complete=complete) == ()
        for person in persons:
            now = {(each.role, each.service) for each in told.held if each.person == person.id and each.on(day)}
            assert now == {(r.role, r.service) for r in person.roles if r.first is None or r.first <= day}


def test_a_unit_is_a_part_of_a_service() -> None:
    told = changed(Organisation(), (*SERVICES, UNIT))
    assert told.units == {"mottak": Unit(id="mottak", service="nord", name="Mottak")}
    assert told.services["nord"] == Service(id="nord", area="k", kind="barnevern", name="nord")
