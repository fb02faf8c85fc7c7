"""What may be told to whom on a day: nothing without a record, and never more than it opens."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.model.record import Kind, Record
from pathways.sharing import Facts, Recipient, may_share
from tests.sharing.cases import (
    ALL,
    BARNEVERN,
    BUP,
    CATALOGUE,
    LAW,
    OTHER_BUP,
    TODAY,
    allowed,
    annulment,
    asked,
    basis,
    link,
    objection,
    record,
    release,
    why,
    withdrawal,
)

EARLIER = date(2026, 10, 1)
NEVER = {"field.meldere", "persons.siblings", "persons.reporters", "persons.others", "annulled", "access"}
# The last of them is recorded with what each of them was told.
REPORTERS = {f"field.{name}" for name in ("meldere", "offentlig", "opplyst_apnet", "opplyst_oppfolging")} | {
    "field.undersokelse_slutt"
}


def test_without_a_record_not_even_that_there_is_a_run() -> None:
    for versions in CATALOGUE.versions.values():
        for to in (BUP, BARNEVERN, Recipient(name="Skolen", kind="external")):
            found = asked(to=to, of=link(versions[-1].id))
            assert allowed(found) == set()
            assert why(found, "run") == "sharing.why_nothing"
            assert len(found.withheld) == len(found.link.items)


def test_every_field_of_every_definition_is_told_of() -> None:
    for versions in CATALOGUE.versions.values():
        for pathway in versions:
            assert {f"field.{field.name}" for field in pathway.fields} <= set(link(pathway.id).keys)


def test_a_consent_to_help_shares_nothing() -> None:
    consent = record(2, Kind.consent, EARLIER, {"by": ("child",), "share": ALL, "to": "bup-nord", "to_is": "service"})
    assert allowed(asked(consent)) == set()


def test_a_release_opens_what_it_says_and_nothing_is_opened_that_never_leaves() -> None:
    found = asked(release(2, EARLIER))
    assert allowed(found) | NEVER | REPORTERS == set(link().keys)
    assert allowed(found).isdisjoint(NEVER | REPORTERS)
    assert {each.by for each in found.allowed} == {2}


@pytest.mark.parametrize(
    ("share", "one", "other"),
    [
        (("course",), "state", "persons.child"),
        (("persons",), "persons.child", "state"),
        (("texts",), "reasons", "state"),
        (("addresses",), "persons.contact", "persons.child"),
    ],
)
def test_a_release_of_one_part_opens_no_other(share: tuple[str, ...], one: str, other: str) -> None:
    found = asked(release(2, EARLIER, share))
    assert {"run", one} <= allowed(found)
    assert why(found, other) == "sharing.why_scope"


@pytest.mark.parametrize("to_is", ["service", "kind"])
def test_nothing_opens_anything_to_a_body_that_holds_no_child(to_is: str) -> None:
    body = Recipient(service="felles", kind="helsefellesskap", sector="helse")
    to = {"service": "felles", "kind": "helsefellesskap"}[to_is]
    found = asked(release(2, EARLIER, to=to, to_is=to_is), to=body)
    assert allowed(found) == set()
    assert {each.key for each in found.withheld} == {"sharing.never_no_child"}
    clinic = Recipient(service="felles", kind="barneklinikk", sector="helse")
    assert ("state" in allowed(asked(release(2, EARLIER, to=to, to_is=to_is), to=clinic))) == (to_is == "service")


def test_a_release_of_single_items_opens_these() -> None:
    assert allowed(asked(release(2, EARLIER, items=("state",)))) == {"run", "state"}


def test_a_release_of_one_pathway_opens_no_other() -> None:
    found = release(2, EARLIER, of=("barnevern_forlop",))
    assert allowed(asked(found)) == set()
    assert "state" in allowed(asked(found, of=link("barnevern_forlop")))


def test_a_release_is_to_whom_it_names() -> None:
    assert allowed(asked(release(2, EARLIER), to=OTHER_BUP)) == set()
    assert allowed(asked(release(2, EARLIER, to="bup", to_is="kind"), to=OTHER_BUP))
    named = record(2, Kind.release, EARLIER, {"share": ALL, "to_is": "name"}, texts={"recipient": "Solvik  skole"})
    assert allowed(asked(named, to=Recipient(name="SOLVIK skole", kind="external")))
    assert allowed(asked(named, to=Recipient(name="Solvik", kind="external"))) == set()
    assert allowed(asked(named, to=Recipient(name="", kind="external"))) == set()


def test_a_name_that_cannot_be_read_opens_nothing() -> None:
    sealed = record(2, Kind.release, EARLIER, {"share": ALL, "to_is": "name"})
    assert allowed(asked(sealed, to=Recipient(name="Solvik skole", kind="external"))) == set()
    assert allowed(asked(sealed, to=BUP)) == set()


def test_a_release_holds_from_its_day_and_to_its_last() -> None:
    given_ = release(2, EARLIER, until="2026-10-31")
    days = {day: bool(allowed(asked(given_, on=day))) for day in (date(2026, 9, 30), EARLIER, date(2026, 10, 31))}
    assert list(days.values()) == [False, True, True]
    assert why(asked(given_, on=date(2026, 11, 1)), "run") == "sharing.why_expired"


def test_a_withdrawal_stops_from_its_day_on_and_not_before() -> None:
    log = (release(2, EARLIER), withdrawal(3, date(2026, 11, 1), 2))
    assert allowed(asked(*log, on=date(2026, 10, 31)))
    assert why(asked(*log, on=date(2026, 11, 1)), "run") == "sharing.why_withdrawn"
    assert allowed(asked(*log, annulment(4, date(2026, 11, 2), 3)))


def test_what_was_wrongly_registered_opens_nothing_on_any_day() -> None:
    log = (release(2, EARLIER), annulment(3, TODAY, 2))
    assert allowed(asked(*log, on=EARLIER)) == set()


def test_a_correction_is_what_counts() -> None:
    narrower = record(3, Kind.correction, EARLIER, {**_data(release(2, EARLIER)), "share": ("texts",)}, targets=(2,))
    assert allowed(asked(release(2, EARLIER), narrower)) == {"run", "reasons"} | _texts()


def _data(of: Record) -> dict[str, str | bool | int | tuple[str, ...]]:
    return dict(of.content.data) if of.content else {}


def _texts() -> set[str]:
    return {item.key for item in link().items if item.facet == "texts"}


def test_an_objection_stops_a_release_and_a_ground_that_yields_to_it_and_no_duty() -> None:
    bup = link("bup_vurdering")
    health = basis(2, EARLIER, "hpl-25", to="bup-sor", to_is="service")
    assert allowed(asked(health, to=OTHER_BUP, of=bup))
    stopped = asked(health, objection(3, EARLIER), to=OTHER_BUP, of=bup)
    assert (allowed(stopped), why(stopped, "run")) == (set(), "sharing.why_objection")
    assert allowed(asked(release(2, EARLIER), objection(3, EARLIER))) == set()
    duty = asked(
        basis(2, EARLIER, "hpl-33", to="bv-nord", to_is="service"), objection(3, EARLIER), to=BARNEVERN, of=bup
    )
    assert {"run", "state"} <= allowed(duty)


def test_an_objection_to_one_part_leaves_the_others() -> None:
    found = asked(release(2, EARLIER), objection(3, EARLIER, ("persons",)))
    assert {"run", "state"} <= allowed(found)
    assert why(found, "persons.child") == "sharing.why_objection"


def test_an_objection_towards_one_leaves_another() -> None:
    log = (release(2, EARLIER, to="bup", to_is="kind"), objection(3, EARLIER, to="bup-nord", to_is="service"))
    assert (allowed(asked(*log)), bool(allowed(asked(*log, to=OTHER_BUP)))) == (set(), True)


def test_whoever_may_not_be_told_of_the_run_is_told_nothing() -> None:
    found = asked(release(2, EARLIER), objection(3, EARLIER, ("course",)))
    assert allowed(found) == set()


def test_a_ground_reaches_no_further_than_its_law() -> None:
    found = asked(basis(2, EARLIER, "bvl-13-1"))
    assert {"run", "state", "reasons", "persons.child"} <= allowed(found)
    assert why(found, "persons.contact") == "sharing.why_scope"


def test_a_ground_that_is_over_opens_nothing_from_that_day() -> None:
    log = basis(2, date(2026, 6, 20), "hpl-25-45", to="bup-sor", to_is="service")
    assert allowed(asked(log, on=date(2026, 6, 30), of=link("bup_vurdering"), to=OTHER_BUP))
    late = asked(log, on=date(2026, 7, 1), of=link("bup_vurdering"), to=OTHER_BUP)
    assert why(late, "run") == "sharing.why_ground_over"


def test_a_ground_that_the_file_no_longer_has_opens_nothing() -> None:
    assert why(asked(basis(2, EARLIER, "bortfalt")), "run") == "sharing.why_ground_gone"


def test_what_others_decided_for_a_child_ends_on_the_birthday_that_ends_it() -> None:
    by_parents = release(2, date(2026, 1, 10), by=("parent_1", "parent_2"), age_to=16)
    born = Facts(born=date(2010, 11, 22), protected=False)
    assert allowed(asked(by_parents, on=date(2026, 11, 21), facts=born))
    assert why(asked(by_parents, on=date(2026, 11, 22), facts=born), "run") == "sharing.why_outgrown"


def test_with_an_age_that_was_told_it_ends_on_the_earliest_day_that_could_be_the_birthday() -> None:
    data = _data(release(2, date(2026, 1, 10), age_to=16))
    told = record(2, Kind.release, date(2026, 1, 10), data, texts={"age": "15"})
    unknown = Facts(protected=False)
    assert allowed(asked(told, on=date(2026, 1, 10), facts=unknown))
    assert why(asked(told, on=date(2026, 1, 11), facts=unknown), "run") == "sharing.why_outgrown"


def test_without_any_age_it_opens_nothing() -> None:
    found = asked(release(2, EARLIER, age_to=16), facts=Facts(protected=False))
    assert why(found, "run") == "sharing.why_age_unknown"


@pytest.mark.parametrize("protected", [True, None])
def test_an_address_that_is_or_could_be_protected_is_told_to_nobody(protected: bool | None) -> None:  # noqa: FBT001
    log = (release(2, EARLIER), basis(3, EARLIER, "bvl-13-5"))
    found = asked(*log, facts=Facts(born=date(2008, 1, 1), protected=protected))
    assert why(found, "persons.contact") == "sharing.why_address"


SHARES = st.sets(st.sampled_from(ALL), min_size=1).map(lambda each: tuple(sorted(each)))
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@st.composite
def logs(draw: st.DrawFn) -> tuple[Record, ...]:
    """Any log of releases, grounds, objections, withdrawals and annulments."""
    found: list[Record] = []
    for seq in range(1, draw(st.integers(0, 8)) + 1):
        on = draw(DAYS)
        targets = [each.seq for each in found if each.kind in (Kind.release, Kind.basis, Kind.objection)]
        verbs = ["release", "basis", "objection", "withdrawal", "annulment"] if targets else ["release"]
        match draw(st.sampled_from(verbs)):
            case "release":
                found.append(release(seq, on, draw(SHARES), **draw(st.sampled_from([{}, {"age_to": 16}]))))
            case "basis":
                found.append(basis(seq, on, draw(st.sampled_from(sorted(LAW.grounds))), draw(SHARES)))
            case "objection":
                found.append(objection(seq, on, draw(SHARES)))
            case "withdrawal":
                found.append(withdrawal(seq, on, draw(st.sampled_from(targets))))
            case _:
                found.append(annulment(seq, on, draw(st.sampled_from(targets))))
    return tuple(found)


@given(logs(), DAYS, st.sampled_from([True, False, None]), st.sampled_from([None, date(2010, 6, 1)]))
def test_whatever_the_log(log: tuple[Record, ...], on: date, protected: bool | None, born: date | None) -> None:  # noqa: FBT001
    """Never what is never told; never without a record; never anything without the run; all items judged once."""
    found = may_share(log, link(), BUP, on, LAW, Facts(born=born, protected=protected))
    keys = [each.item.key for each in found.allowed] + [each.item.key for each in found.withheld]
    assert sorted(keys) == sorted(link().keys)
    assert allowed(found).isdisjoint(NEVER | REPORTERS)
    assert not allowed(found) or "run" in allowed(found)
    assert protected is False or "persons.contact" not in allowed(found)
    opening = {each.seq for each in log if each.kind in (Kind.release, Kind.basis)}
    assert {each.by for each in found.allowed} <= opening


@given(logs(), DAYS, SHARES)
def test_one_more_objection_never_opens_anything(log: tuple[Record, ...], on: date, share: tuple[str, ...]) -> None:
    facts = Facts(born=date(2012, 6, 1), protected=False)
    more = (*log, objection(len(log) + 1, on - timedelta(days=1), share))
    before, after = (allowed(may_share(each, link(), BUP, on, LAW, facts)) for each in (log, more))
    assert after <= before
