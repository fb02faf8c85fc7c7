"""What two versions of a pathway mean otherwise, told part by part."""

import re
from dataclasses import replace

import pytest

from pathways.compiler.difference import Difference, differences
from tests.machine.samples import MATTER
from tests.support.moves import beside, edited
from tests.support.versions import in_two_versions
from tests.support.worlds import FOLDER, World, shipped, small

NAMES = ("barnevern_undersokelse", "barnevern_forlop", "bup_vurdering")


def between(old: World, new: World, pathway: str = "prove") -> tuple[Difference, ...]:
    """What is otherwise in the newest version of the second world."""
    before, after = old.catalogue.versions[pathway][0], new.catalogue.versions[pathway][-1]
    return differences(before, old.catalogue.context, after, new.catalogue.context)


def told(*changes: tuple[str, str]) -> list[tuple[str, str, str, str, str]]:
    """What is told of these changes in the matter, without the version."""
    found = between(small(MATTER), small(edited(MATTER, *changes)))
    return [(d.part, d.name, d.what, d.before, d.after) for d in found if d.what != "version"]


@pytest.mark.parametrize("name", NAMES)
def test_a_pathway_differs_in_nothing_from_itself(name: str) -> None:
    assert between(shipped(), shipped(), name) == ()


@pytest.mark.parametrize("name", NAMES)
def test_every_budget_that_is_longer_is_told_and_nothing_else(name: str) -> None:
    world = in_two_versions()
    found = between(world, world, name)
    assert {d.what for d in found} <= {"version", "within", "extend", "at_most"}
    assert len([d for d in found if d.what == "within"]) > 3


def test_a_title_or_a_comment_is_no_difference() -> None:
    assert told(("title: Frist for arbeidet", "title: Noe annet")) == []


def test_a_deadline_is_told_by_what_it_counts() -> None:
    assert told(("within: 1 week\n", "within: 10 days\n")) == [("deadline", "frist", "within", "1 week", "10 days")]
    assert told(("{by: utvidet, within: 6 weeks}", "{by: utvidet, within: 9 weeks}")) == [
        ("deadline", "arbeid", "extend", "utvidet: 6 weeks", "utvidet: 9 weeks")
    ]


def test_a_guard_is_told_as_it_is_written() -> None:
    guarded = (
        "may_record: antall, to: under}",
        "records: antall, requires: [{when: antall > 2, otherwise: Nei}], to: under}",
    )
    assert told(guarded) == [
        ("event", "startet", "records", "", "antall"),
        ("event", "startet", "may_record", "antall", ""),
        ("event", "startet", "requires", "", "antall > 2"),
    ]


def test_roles_and_sources_are_told_whatever_their_order() -> None:
    assert told(("from: [mottatt, purret, hviler], by", "from: [hviler, mottatt, purret], by")) == []
    assert told(("to: [saksbehandler, leder]}", "to: [leder]}")) == [
        ("reminder", "frist: on", "to", "leder, saksbehandler", "leder")
    ]


def test_where_an_event_leads_is_told() -> None:
    assert told(("decision: true, to: stays}", "decision: true, to: under}")) == [
        ("event", "utvidet", "to", "stays", "under")
    ]


def test_what_waits_and_what_may_be_decided_anew_is_told() -> None:
    decision, extends = (
        ("decision: true, to: stays}", "decision: true, to: under}"),
        "extend: {by: utvidet, within: 6 weeks}",
    )
    anew = (decision[0], "decision: true, redecide: {by: leder}, to: under}")
    old, new = small(edited(MATTER, decision)), small(edited(MATTER, anew, (extends, "")))
    assert ("event", "utvidet", "redecide", "", "leder") in [
        (d.part, d.name, d.what, d.before, d.after) for d in between(old, new)
    ]


def test_what_has_gone_is_told_once_and_what_has_come_with_all_it_is() -> None:
    found = told(("{after: 1 working day, to: [leder], escalate: true}", "{after: 2 working days, to: [leder]}"))
    assert [(part, name, what) for part, name, what, *_ in found] == [
        ("reminder", "frist: after-1-working_days", "there"),
        ("reminder", "frist: after-2-working_days", "there"),
        ("reminder", "frist: after-2-working_days", "at"),
        ("reminder", "frist: after-2-working_days", "to"),
        ("reminder", "frist: after-2-working_days", "escalate"),
    ]


def test_a_version_that_adds_an_activity_and_takes_a_state_away_is_told() -> None:
    """The state that has gone and one of the new items are told alike: they are two things, whatever they have."""
    world = shipped()
    new = world.catalogue.versions["barnevern_forlop"][0]
    alike = new.activities[0].states[0]
    gone = replace(alike, name="borte_na")
    old = replace(new, states=(*new.states, gone), activities=new.activities[1:])
    found = differences(old, world.catalogue.context, new, world.catalogue.context)
    told_of = {(d.part, d.name, d.what) for d in found}
    assert {("state", "borte_na", "there"), ("activity", new.activities[0].name, "there")} <= told_of
    assert not [d for d in found if d.what == "renamed"]


def test_a_red_day_and_a_role_setting_are_told() -> None:
    old = shipped()
    day = '- {name: ny, date: "09-02", law: x}\n      - {name: 1. mai,'
    found = between(old, beside(old, ("calendars.yaml", "- {name: 1. mai,", day)), "bup_vurdering")
    assert [(d.part, d.name, d.what, d.after) for d in found] == [
        ("calendar", "NO", "fixed: ny", "month 9, day 2, law x")
    ]
    settings = beside(old, ("settings.yaml", "[inntaksteam, enhetsleder]", "[enhetsleder]"))
    found = between(old, settings, "bup_vurdering")
    assert {(d.part, d.what, d.after) for d in found} == {("event", "by", "enhetsleder")}


def test_whatever_changes_the_digest_is_told() -> None:
    """Every number of every shipped definition that may be another: another digest, and something is told."""
    checked = 0
    for name in ("barnevern/undersokelse.yaml", "bup/vurdering.yaml"):
        text = (FOLDER / name).read_text(encoding="utf-8")
        for found in list(re.finditer(r"within: (\d+) (weeks|working days)", text))[:6]:
            new = text[: found.start(1)] + str(int(found[1]) + 1) + text[found.end(1) :]
            world = beside(shipped(), (name, text, new))
            pathway = next(p for p in world.catalogue.pathways if p.origin == name)
            assert pathway.digest != shipped().catalogue.versions[pathway.id][0].digest
            assert between(shipped(), world, pathway.id) != ()
            checked += 1
    assert checked == 12
