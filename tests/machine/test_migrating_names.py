"""Activities, fixed items and fields that the new version calls otherwise: what is recorded follows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pathways.engine.foreseen_moves import foresee_move
from pathways.engine.plans import FittedPlan
from pathways.engine.telling import why_gone
from pathways.errors import EventRefusedError
from pathways.machine.state import Status
from pathways.machine.state_json import dump, load
from pathways.model.migration import Carry, Move, Plan
from pathways.model.record import Kind
from pathways.store.envelope import envelope, record_from
from pathways.store.notices import Notice
from pathways.store.pinned import PinnedCase
from tests.machine.test_migrating import agrees
from tests.support.cases import ToldCase, instant
from tests.support.moves import REASON, edited, fitted, migrate, revert
from tests.support.worlds import World, definition, small

HEARING = definition(
    states="""\
        apen: {title: Åpen, start: true, holder: barnevern}
        slutt: {title: Slutt, end: true}
    """,
    fields="""\
        meldere: {title: Meldere, kind: codes, codes: register/melder}
        svar_til: {title: Svar innen, kind: date}
        orientert: {title: Orientert, kind: flag}
        antall: {title: Antall, kind: number}
    """,
    events="""\
        meldt: {title: Meldt, start: true, by: [saksbehandler], records: svar_til, may_record: antall}
        flere: {title: Flere meldere, from: apen, by: [saksbehandler], records: meldere, to: stays}
        notert: {title: Notert, from: apen, by: [saksbehandler], may_record: antall, to: stays}
        slutt: {title: Slutt, from: apen, by: [saksbehandler], reason: required, to: slutt}
    """,
    deadlines="""\
        svar:
          title: Svar til melder
          per: melder
          from: flere
          within: 3 weeks
          counting: dl-148
          basis: lov
          met_by: svart
          on_pause: runs
          remind: [{before: 1 week, to: [saksbehandler]}, {on_due: "08:00", to: [saksbehandler]}]
        dato:
          title: Dato
          from: meldt
          until: svar_til
          counting: fixed-date
          basis: lov
          met_by: slutt
          on_pause: runs
          remind: [{on_due: "08:00", to: [saksbehandler]}]
    """,
    activities="""\
        melder:
          title: Melder
          each: {event: flere, field: meldere}
          states:
            venter: {title: Venter, start: true, holder: barnevern}
            gitt: {title: Gitt, end: true}
          events:
            svart: {title: Svart, from: venter, by: [saksbehandler], records: orientert, to: gitt}
        omrade:
          title: Område
          items: {psykisk: Psykisk, tann: Tann}
          states:
            uvisst: {title: Uvisst, start: true, holder: barnevern}
            klart: {title: Klart, end: true}
          events:
            avklart: {title: Avklart, from: uvisst, by: [saksbehandler], records: antall, to: klart}
    """,
)

RENAMED = edited(
    HEARING,
    ("  melder:\n    title", "  avsender:\n    title"),
    ("per: melder", "per: avsender"),
    ("  omrade:\n", "  tema:\n"),
    ("psykisk: Psykisk", "psyke: Psykisk"),
    ("svar:\n", "tilbakemelding:\n"),
    ("svar_til: {", "frist_dato: {"),
    ("records: svar_til", "records: frist_dato"),
    ("until: svar_til", "until: frist_dato"),
    ("orientert: {", "informert: {"),
    ("records: orientert", "records: informert"),
    ("{title: Gitt", "{title: Gitt svar"),
)

Names = Mapping[str, str]
ACTIVITIES: Names = {"melder": "avsender", "omrade": "tema"}
IDS: Mapping[str, Names] = {"omrade": {"psykisk": "psyke"}}
FIELDS: Names = {"svar_til": "frist_dato", "orientert": "informert"}


def wanted(
    carry: Carry = Carry.keep,
    activities: Names = ACTIVITIES,
    ids: Mapping[str, Names] = IDS,
    fields: Names = FIELDS,
) -> Plan:
    """The plan that finds a new name for everything, or for what is given here in its place."""
    return Plan(
        pathway="prove",
        source=date(2026, 1, 1),
        target=date(2026, 3, 1),
        target_digest="",
        reason=REASON,
        states={},
        item_states={},
        moves=(
            Move(old="svar", new="tilbakemelding", carry=carry),
            Move(old="dato", new="dato", carry=Carry.keep if carry is Carry.rebudget else carry),
        ),
        activities=activities,
        items=ids,
        fields=fields,
    )


def world() -> World:
    """Both versions."""
    return small(HEARING, RENAMED)


def by(plan: Plan) -> FittedPlan:
    """The plan fitted to both."""
    return fitted(world(), plan)


def reported() -> ToldCase:
    """Reported by two on 5 January; the second was answered on the 8th, mental health cleared on the 9th."""
    case = ToldCase(world=world())
    case.start("prove", "2026-01-05", svar_til="2026-02-10", antall="3")
    case.do("flere", "2026-01-05", meldere=("11", "3"))
    case.do("svart", "2026-01-08T10:00", item="melder.2", orientert="ja")
    case.do("avklart", "2026-01-09T10:00", item="omrade.psykisk", antall="1")
    return case


def test_everything_follows_under_its_new_name() -> None:
    case = reported()
    migrate(case, by(wanted()), "2026-01-12T10:00")
    run = case.state.runs["prove"]
    assert {key: item.state for key, item in run.items.items()} == {
        "avsender.1": "venter",
        "avsender.2": "gitt",
        "tema.psyke": "klart",
        "tema.tann": "uvisst",
    }
    assert run.fields["frist_dato"] == "2026-02-10"
    assert run.items["avsender.2"].fields == {"informert": True}
    assert set(run.deadlines) == {"tilbakemelding:avsender.1", "tilbakemelding:avsender.2", "dato"}
    assert run.deadlines["tilbakemelding:avsender.1"].nominal == date(2026, 1, 26)
    assert run.deadlines["tilbakemelding:avsender.2"].status is Status.met
    case.do("svart", "2026-01-13T10:00", item="avsender.1", informert="nei")
    assert case.state.runs["prove"].deadlines["tilbakemelding:avsender.1"].status is Status.met
    assert agrees(case)


@pytest.mark.parametrize("carry", [Carry.rebudget, Carry.reset])
def test_a_deadline_of_an_item_is_counted_anew_under_its_new_key(carry: Carry) -> None:
    case = reported()
    migrate(case, by(wanted(carry)), "2026-01-12T10:00")
    found = case.state.runs["prove"].deadlines
    expected = date(2026, 2, 2) if carry is Carry.reset else date(2026, 1, 26)
    assert found["tilbakemelding:avsender.1"].nominal == expected
    assert found["dato"].nominal == date(2026, 2, 10)
    assert agrees(case)


def test_a_late_act_from_before_names_the_item_as_it_was_called_then() -> None:
    case = reported()
    migrate(case, by(wanted()), "2026-01-12T10:00")
    case.do("svart", "2026-01-11T10:00", recorded="2026-01-13", item="melder.1", orientert="ja")
    assert case.state.runs["prove"].items["avsender.1"].state == "gitt"
    assert agrees(case)
    with pytest.raises(EventRefusedError):
        case.do("avklart", "2026-01-13T12:00", item="omrade.tann", antall="1")


def test_a_correction_may_not_hand_an_act_to_another_item_across_the_names() -> None:
    case = ToldCase(world=world())
    case.start("prove", "2026-01-05", svar_til="2026-02-10")
    case.do("flere", "2026-01-05", meldere=("11", "3"))
    migrate(case, by(wanted()), "2026-01-12T10:00")
    case.do("svart", "2026-01-13T10:00", item="avsender.2", informert="ja")
    with pytest.raises(EventRefusedError) as refused:
        case.correct(2, "2026-01-05", recorded="2026-01-14", meldere=("3", "11"))
    assert "hendelse 4 (svart)" in str(refused.value)


def test_a_correction_may_not_hand_what_was_recorded_under_the_old_name_to_another_item_either() -> None:
    case = reported()
    migrate(case, by(wanted()), "2026-01-12T10:00")
    with pytest.raises(EventRefusedError, match=r"hendelse 3 \(svart\)"):
        case.correct(2, "2026-01-05", recorded="2026-01-14", meldere=("3", "11"))


def test_an_item_made_after_takes_the_number_after_those_made_under_the_old_name() -> None:
    case = reported()
    migrate(case, by(wanted()), "2026-01-12T10:00")
    case.do("flere", "2026-01-13T10:00", meldere=("10",))
    items = case.state.runs["prove"].items
    assert {key: item.code for key, item in items.items() if key.startswith("avsender.")} == {
        "avsender.1": "11",
        "avsender.2": "3",
        "avsender.3": "10",
    }
    assert agrees(case)


def test_reverting_gives_every_old_name_back() -> None:
    case, plan = reported(), by(wanted())
    before = dump(case.state)
    migrate(case, plan, "2026-01-12T10:00")
    revert(case, plan, "2026-01-12T11:00")
    there, was = load(dump(case.state)).runs["prove"], load(before).runs["prove"]
    assert (there.items, there.fields, there.renamed) == (was.items, was.fields, ())
    assert there.deadlines == was.deadlines
    assert agrees(case)


NUMBER = edited(HEARING, ("antall: {", "tall: {"), ("antall", "tall"))
NUMBERED = replace(wanted(activities={}, ids={}, fields={"antall": "tall"}), moves=())


def numbered() -> tuple[ToldCase, FittedPlan]:
    """A case that has come to a version in which a number is called otherwise, with the plan."""
    case = ToldCase(world=small(HEARING, NUMBER))
    case.start("prove", "2026-01-05T10:00", svar_til="2026-02-02", antall=1)
    plan = fitted(case.world, NUMBERED)
    migrate(case, plan, "2026-01-12T10:00")
    return case, plan


def test_reverting_is_refused_where_somebody_has_recorded_a_field_under_its_new_name() -> None:
    case, plan = numbered()
    case.do("notert", "2026-01-13T10:00", tall=2)
    before = dump(case.state)
    with pytest.raises(EventRefusedError, match=r"hendelse 3 \(notert\): feltet «tall» finnes ikke"):
        revert(case, plan, "2026-01-14T10:00")
    assert dump(case.state) == before
    case.annul(3, recorded="2026-01-15T10:00")
    assert revert(case, plan, "2026-01-15T11:00") == 1
    assert case.state.runs["prove"].fields["antall"] == 1
    assert agrees(case)


def test_an_act_is_not_moved_to_the_other_side_of_a_migration_with_a_field_that_is_not_there() -> None:
    case, _ = numbered()
    case.do("notert", "2026-01-13T10:00", tall=2)
    case.do("notert", "2026-01-13T10:00", tall=2)
    case.correct(4, "2026-01-12T12:00", recorded="2026-01-14T10:00", tall=2)
    with pytest.raises(EventRefusedError, match="tall"):
        case.correct(3, "2026-01-11T12:00", recorded="2026-01-14T11:00", tall=2)


def test_a_field_whose_values_are_dropped_keeps_them_in_the_log_alone() -> None:
    case = reported()
    migrate(case, by(wanted(fields={**FIELDS, "antall": ""})), "2026-01-12T10:00")
    run = case.state.runs["prove"]
    assert "antall" not in run.fields
    assert run.items["tema.psyke"].fields == {}
    content = case.records[0].content
    assert content is not None
    assert content.data["antall"] == 3
    assert agrees(case)


def test_what_an_item_recorded_in_a_field_of_another_kind_hinders_too() -> None:
    other = RENAMED.replace("antall: {title: Antall, kind: number}", "antall: {title: Antall, kind: flag}")
    there = small(HEARING, other)
    case = ToldCase(world=there)
    case.start("prove", "2026-01-05", svar_til="2026-02-10")
    case.do("avklart", "2026-01-09T10:00", item="omrade.psykisk", antall="1")
    pinned = PinnedCase(case_id="x", version=2, recorded_at=case.now, state=dump(case.state))
    found = foresee_move(there, [fitted(there, wanted())], pinned, (), instant("2026-01-12"))
    assert found is not None
    assert [(run, obstacle.name) for run, obstacle in found.obstacles] == [("prove", "antall")]
    dropped = fitted(there, wanted(fields={**FIELDS, "antall": ""}))
    migrate(case, dropped, "2026-01-12T10:00")
    assert case.state.runs["prove"].items["tema.psyke"].state == "klart"


def test_a_notice_from_before_holds_while_its_deadline_waits_under_the_new_name() -> None:
    case = reported()
    case.tick("2026-01-20")
    passed = next(record for record in case.records if record.kind is Kind.crossing)
    about = Notice(
        notice_id="n",
        case_id="x",
        seq=passed.seq,
        run="prove",
        deadline="svar",
        item="melder.1",
        rung="before-1-weeks",
        recipient="kari",
        role="saksbehandler",
        escalate=False,
        title_key="notices.deadline",
        due_on=date(2026, 1, 26),
        created_at=case.now,
    )
    assert why_gone(case.state, about) == ""
    migrate(case, by(wanted()), "2026-01-21T10:00")
    assert why_gone(case.state, about) == ""
    case.do("svart", "2026-01-21T12:00", item="avsender.1", informert="nei")
    assert why_gone(case.state, about) == "engine.notice_met"


def test_the_envelope_says_the_names_and_leaves_them_out_where_there_are_none() -> None:
    case = reported()
    migrate(case, by(wanted()), "2026-01-12T10:00")
    record = next(record for record in case.records if record.kind is Kind.migration)
    assert record_from(envelope(record, "x"), '{"reason":"Ny lov."}') == record
    assert '"activities":[["melder","avsender"],["omrade","tema"]]' in envelope(record, "x")


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ({"activities": {"omrade": "tema"}}, "har ikke aktiviteten «melder»"),
        (
            {"activities": {**ACTIVITIES, "borte": "tema"}},
            "Den gamle utgaven har ikke aktiviteten «borte»",
        ),
        ({"activities": {"melder": "borte", "omrade": "tema"}}, "Den nye utgaven har ikke aktiviteten «borte»"),
        ({"activities": {"melder": "tema", "omrade": "tema"}}, "To aktiviteter kan ikke begge bli «tema»"),
        ({"activities": {"melder": "tema", "omrade": "avsender"}}, "det ene kan ikke bli det andre"),
        ({"ids": {}}, "har ikke lenger punktet «psykisk»"),
        ({"ids": {"omrade": {"borte": "psyke"}}}, "har ikke punktet «borte» i den gamle utgaven"),
        ({"ids": {"omrade": {"psykisk": "borte"}}}, "har ikke punktet «borte» i den nye utgaven"),
        ({"ids": {"omrade": {"psykisk": "tann"}}}, "kan ikke begge bli «tann»"),
        ({"fields": {"orientert": "informert"}}, "Feltet «svar_til» finnes ikke i den nye utgaven"),
        ({"fields": {**FIELDS, "borte": ""}}, "Den gamle utgaven har ikke feltet «borte»"),
        ({"fields": {**FIELDS, "svar_til": "borte"}}, "Den nye utgaven har ikke feltet «borte»"),
        ({"fields": {**FIELDS, "svar_til": "antall"}}, "«svar_til» kan ikke bli «antall»"),
        ({"fields": {**FIELDS, "svar_til": "antall"}}, "To felt kan ikke begge bli «antall»"),
    ],
)
def test_names_that_a_plan_leaves_open_or_has_wrong_are_told(names: dict[str, Any], told: str) -> None:
    assert told in " ".join(by(wanted(**names)).problems)


def test_a_plan_that_names_everything_has_no_problems() -> None:
    assert by(wanted()).problems == ()


def test_what_waited_before_a_migration_waits_under_its_new_name_after_it() -> None:
    case, due = reported(), date(2026, 1, 26)
    draft = replace(case.draft(), waited=frozenset({("prove", "svar:melder.1", due), ("borte", "svar", due)}))
    migrate(case, by(wanted()), "2026-01-12T10:00")
    assert draft.waited_in(case.state) == {("prove", "tilbakemelding:avsender.1", due), ("borte", "svar", due)}
