"""Duties that another decision leaves behind, where nothing can meet them."""

import pytest

from pathways.compiler.catalogue import compile_files
from pathways.proving.anew import Stranded, stranded
from tests.support.worlds import definition, shipped, small

FIELDS = "svar: {title: Svar, kind: code, codes: register/melding_konklusjon}"
STATES = """
    apen: {title: Åpen, start: true, holder: barnevern}
    ja: {title: Ja, holder: barnevern}
    nei: {title: Nei, holder: barnevern}
    lukket: {title: Lukket, end: true}
    """
EVENTS = """
    kommet: {title: Kommet, start: true, by: saksbehandler}
    vurdert:
      title: Vurdert
      from: apen
      by: leder
      records: svar
      reason: required
      decision: true
      redecide: {by: leder}
      to: [{when: 'svar == "2"', state: ja}, {when: 'svar != "2"', state: nei}]
    sagt: {title: Sagt, from: nei, by: leder}
    gjort: {title: Gjort, from: nei, by: leder, to: lukket}
    ferdig: {title: Ferdig, from: [ja, nei], by: leder, to: lukket}
    """
DUTY = """
    {name}: {{title: Plikt, from: {of}, basis: lov, on_pause: runs, within: 1 week, counting: dl-148, {more},
      remind: {{after: 1 working day, to: leder, escalate: true}}}}
    """
GONE = "met_by: gjort, ends: {state: lukket}"
WATCHED = DUTY.format(name="hele", of="kommet", more="met_by: ferdig, ends: {event: gjort}")


def left(more: str, *, of: str = "sagt", events: str = EVENTS) -> list[Stranded]:
    """What is left behind of one duty from ``of``."""
    deadlines = WATCHED + DUTY.format(name="plikt", of=of, more=more)
    catalogue = small(definition(fields=FIELDS, states=STATES, events=events, deadlines=deadlines)).catalogue
    return list(stranded(catalogue, catalogue.pathways[0]))


def test_what_an_event_began_and_nothing_can_meet_where_another_decision_leads_is_found() -> None:
    assert left(GONE) == [Stranded(deadline="plikt", event="vurdert", state="ja")]


@pytest.mark.parametrize(
    "more",
    [
        "met_by: ferdig, ends: {state: lukket}",
        "met_by: gjort, ends: {state: [ja, lukket]}",
    ],
)
def test_what_can_be_met_or_falls_away_there_is_not(more: str) -> None:
    assert left(more) == []


def test_what_the_decision_opened_is_closed_again_with_it() -> None:
    assert left("met_by: gjort, opens: {state: nei}, ends: {state: lukket}", of="kommet") == []


def test_what_counts_from_the_decision_itself_falls_away_with_it() -> None:
    assert left(GONE, of="vurdert") == []


def test_a_decision_that_comes_between_keeps_the_first_from_being_made_anew() -> None:
    decided = EVENTS.replace("sagt: {title: Sagt,", "sagt: {title: Sagt, reason: required, decision: true,")
    assert left(GONE, events=decided) == []


def test_a_decision_that_nobody_makes_anew_leaves_nothing_behind() -> None:
    assert left(GONE, events=EVENTS.replace("      redecide: {by: leder}\n", "")) == []


def test_a_way_back_that_what_is_recorded_rules_out_meets_nothing() -> None:
    ways = """[{when: 'svar != "2"', state: nei}, {when: 'svar == "2"', state: ja}]"""
    back = EVENTS + "igjen: {title: Igjen, from: ja, by: leder, to: WAYS}\n    "
    assert left(GONE, events=back.replace("WAYS", ways)) == left(GONE) != []
    assert left(GONE, events=back.replace("WAYS", "nei")) == []


def test_no_shipped_definition_leaves_a_duty_behind() -> None:
    catalogue = shipped().catalogue
    assert [found for pathway in catalogue.pathways for found in stranded(catalogue, pathway)] == []


def test_a_transfer_that_no_state_ended_would_be_found() -> None:
    files = dict(shipped().catalogue.files)
    text = files["bup/vurdering.yaml"]
    states = "state: [vurdert_rett, vurdert_avslag]"
    files["bup/vurdering.yaml"] = text.replace(f"    ends: {{{states}}}\n", "").replace(f", {states}", "")
    catalogue = compile_files(files)
    found = [each.deadline for each in stranded(catalogue, catalogue.versions["bup_vurdering"][-1])]
    assert found == ["overforing_avtales", "overforing_avtales_igjen", "overforing_besvares", "ansvar_overtas"]
