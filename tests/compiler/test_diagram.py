"""Diagrams and tables: everything a reader needs stands in them, and nothing that Mermaid would trip over."""

import re

from pathways.compiler.conditions import activities_tables, conditions_table
from pathways.compiler.diagram import deadlines_table, mermaid, states_table
from tests.compiler.support import compiled, prove

CATALOGUE = compiled()
PROVE = CATALOGUE.versions["prove"][0]


def test_states_steps_ends_and_the_clock_stand_in_the_diagram() -> None:
    lines = [line.strip() for line in mermaid(PROVE, CATALOGUE.context).splitlines()]
    assert lines[:4] == ["---", "title: Prøveforløp (2026-01-01)", "---", "stateDiagram-v2"]
    for line in (
        'state "Melding mottatt" as mottatt',
        "[*] --> mottatt: Melding mottatt",
        "mottatt --> undersokes: Melding konkludert [konklusjon == #34;1#34;]",
        "undersokes --> ferdig: Undersøkelse avsluttet",
        "undersokes --> oversittet: ⏰ Fristen gikk ut (Undersøkelse gjennomført)",
        "henlagt --> [*]",
    ):
        assert line in lines


def test_each_state_tells_the_deadlines_that_can_be_open_there() -> None:
    notes = dict(re.findall(r"note right of (\w+)\n(.*?)    end note", mermaid(PROVE, CATALOGUE.context), re.DOTALL))
    assert "⏰ Gjennomgang av melding#58; 1 uke (prøveloven § 1, lovfrist A)" in notes["mottatt"]
    assert "Undersøkelse gjennomført#58; 3 måneder (6 måneder)" in notes["undersokes"]
    assert "Møte holdt#58; til datoen i dato (Lokal rutine, " in notes["oversittet"]
    assert "Gjennomgang" not in notes["undersokes"]


def test_a_silent_state_says_why() -> None:
    files = """states:
  pause: {title: Pause, holder: familien, silent: Ingen regel setter en frist.}
events:
  pause: {title: Pause, from: mottatt, by: leder, reason: required, decision: true, to: pause}
  videre: {title: Videre, from: pause, by: leder, to: henlagt}
deadlines:
  svar: {title: Svar, from: avtalt, within: 1 week, counting: dager, basis: loven, kind: window, on_pause: runs}
  gjennomgang:
    title: Gjennomgang av melding
    from: melding
    within: 1 week
    counting: dager
    basis: loven
    met_by: [konkludert, pause]
    on_pause: runs
    remind: {on_due: "08:00", to: leder}
"""
    catalogue = compiled(files)
    assert "note right of pause\n        Ingen regel setter en frist." in mermaid(
        catalogue.versions["prove"][0], catalogue.context
    )


def test_no_sign_of_a_title_means_anything_to_mermaid() -> None:
    pathway = prove("states:\n  henlagt: {title: 'A: \"b\"; <c> #d {e}', end: true}")
    text = mermaid(pathway, CATALOGUE.context)
    assert 'state "A#58; #34;b#34;#59; #60;c#62; #35;d #123;e#125;" as henlagt' in text


def test_the_table_of_states_tells_events_targets_and_who() -> None:
    lines = [re.split(r" {2,}", line) for line in states_table(PROVE).splitlines()]
    assert lines[0] == ["TILSTAND", "HENDELSE", "FØRER TIL", "HVEM"]
    assert ["(begynner)", "melding", "=", "saksbehandler"] in lines
    assert ["mottatt", "konkludert", "undersokes | henlagt", "saksbehandler, leder"] in lines
    assert ["undersokes", "⏰ ble_oversittet", "oversittet", "–"] in lines
    assert ["henlagt ■", "–", "–", "–"] in lines


def test_the_table_of_deadlines_tells_what_each_rests_on() -> None:
    lines = [re.split(r" {2,}", line) for line in deadlines_table(PROVE).splitlines()]
    assert lines[1] == ["gjennomgang", "melding", "1 uke", "dager", "lovfrist A: prøveloven § 1", "konkludert"]
    assert lines[2][1:3] == ["fristen gjennomgang", "3 måneder (6 måneder)"]
    assert lines[3][2] == "til datoen i dato"
    assert lines[3][-1] == "–"


def test_any_is_every_state_that_is_no_end() -> None:
    pathway = prove("events:\n  notert: {title: Notert, from: any, by: leder}")
    rows = [line.split()[:2] for line in states_table(pathway).splitlines()]
    assert [state for state, event in rows if event == "notert"] == ["mottatt", "undersokes", "oversittet"]


def test_the_table_of_conditions_tells_what_is_demanded_said_and_set_going() -> None:
    lines = [re.split(r" {2,}", line) for line in conditions_table(PROVE).splitlines()]
    assert ["avsluttet", "krever", "all_ended(melder): Alle meldere skal ha svar først."] in lines
    assert ["avsluttet", "advarer når", "haster and not recorded(timer): Det hastet. Hvor mye tid tok det?"] in lines
    assert ["konkludert", "begrunnelse", "kreves; er en beslutning"] in lines
    assert ["konkludert", "fører til", 'undersokes [konklusjon == "1"]'] in lines
    assert ["gjennomgang", "slag", "plikt"] in lines
    assert ["mote", "slag", "adgang"] in lines
    assert ["undersokelse", "løper først i/etter", "undersokes"] in lines
    assert ["svar", "for hver", "melder"] in lines


def test_the_tables_of_activities_tell_items_states_and_events() -> None:
    told = activities_tables(PROVE)
    assert told.startswith("Aktivitet: Svar til melder (melder). Deler: én for hver meldere i melding\n")
    assert 'offentlig fra begynnelsen når: code == "2"' in told
    assert re.search(r"venter +svart +besvart +saksbehandler", told)
