"""Somebody is reminded in every state, however the run came there (E306, E307, E326), and what does not count."""

import pytest

from pathways.compiler.problem import first_cause
from tests.compiler.support import codes, problems

ENTRY = """events:
  satt_pa_vent: {title: Satt på vent, from: [undersokes, oversittet], by: leder, %sto: pause}
  videre: {title: Videre, from: pause, by: leder, to: undersokes}
states:
  pause: {title: Pause, holder: familien%s}
"""
PLAN = "\ndeadlines:\n  plan: {title: Plan, counting: dager, basis: rutinen, on_pause: runs, from: satt_pa_vent, %s}"
ENDED = """
  undersokelse:
    title: Undersøkelse gjennomført
    from: {deadline: gjennomgang}
    opens: {state: undersokes}
    ends: {state: pause}
    within: 3 months
    extend: {by: utvidet, within: 6 months}
    counting: dager
    basis: loven
    met_by: avsluttet
    on_pause: runs
    remind: {on_due: "09:30", to: leder}
"""
AGAIN = (
    ENDED.replace("undersokelse:", "igjen:", 1)
    .replace("{deadline: gjennomgang}", "videre")
    .replace("    opens: {state: undersokes}\n", "")
    .replace("    extend: {by: utvidet, within: 6 months}\n", "")
)
DUTY = 'met_by: videre, within: 1 week, remind: {on_due: "08:00", to: leder}'


def pause(deadline: str, *, records: str = "", silent: str = "") -> list[str]:
    """Codes where a run waits in a state of its own, with one deadline there."""
    return codes(ENTRY % (records, silent) + (PLAN % deadline if deadline else "\ndeadlines:") + ENDED + AGAIN)


def test_a_duty_from_the_event_that_leads_there_covers_the_state() -> None:
    assert pause(DUTY) == []


def test_a_window_covers_nothing() -> None:
    assert pause("kind: window, met_by: videre, within: 1 week") == ["E326"]


def test_a_lapse_covers_for_it_reminds_somebody() -> None:
    assert pause("kind: lapse, met_by: videre, within: 1 week, remind: {before: 1 day, to: leder}") == []


@pytest.mark.parametrize("records", ["", "may_record: haster, "])
def test_a_duty_that_hangs_on_a_flag_nobody_must_record_is_not_sure(records: str) -> None:
    assert pause(f"{DUTY}, only_when: haster", records=records) == ["E326"]


def test_a_silent_sentence_may_stand_where_only_some_ways_are_covered() -> None:
    assert pause(f"{DUTY}, only_when: haster", silent=", silent: Bare når det haster.") == []
    assert pause(DUTY, silent=", silent: Ingen frist gjelder.") == ["E307"]


def test_codes_that_a_duty_leaves_out_are_told_with_the_way_there() -> None:
    piece = """events:
  konkludert:
    title: Melding konkludert
    from: mottatt
    by: leder
    records: konklusjon
    reason: required
    decision: true
    to:
      - {when: 'konklusjon in ["1", "2"]', state: undersokes}
      - {when: 'konklusjon == "3"', state: henlagt}
deadlines:
  undersokelse:
    title: Undersøkelse gjennomført
    from: konkludert
    only_when: konklusjon == "1"
    within: 3 months
    extend: {by: utvidet, within: 6 months}
    counting: dager
    basis: loven
    met_by: avsluttet
    on_pause: runs
    remind: {on_due: "09:30", to: leder}
"""
    (problem,) = problems(piece)
    assert problem.code == "E326"
    assert "etter «konkludert» (konklusjon = «2»)" in problem.sentence
    assert codes(piece.replace('only_when: konklusjon == "1"', 'only_when: konklusjon != "3"')) == []


def test_a_duty_met_by_an_event_that_stays_leaves_the_state_silent() -> None:
    stays = "events:\n  sett: {title: Sett, from: mottatt, by: leder, to: stays}\n"
    met = """deadlines:
  gjennomgang:
    title: Gjennomgang
    from: melding
    within: 1 week
    counting: dager
    basis: loven
    met_by: [konkludert, sett]
    on_pause: runs
    remind: {on_due: "08:00", to: leder}
  svar: {title: S, from: melding, per: melder, within: 1 week, counting: dager, basis: loven, kind: window,
    met_by: svart, on_pause: runs}
"""
    (problem,) = problems(stays + met)
    assert (problem.code, "etter «sett»" in problem.sentence) == ("E326", True)


@pytest.mark.parametrize(
    ("guard", "found"),
    [
        ('happened < date("2026-01-01")', ["E408"]),
        ('happened <= date("2026-01-01")', []),
        ('date("2025-12-31") >= happened', ["E408"]),
        ('haster and happened == date("2020-02-02")', ["E408"]),
        ('haster or happened == date("2020-02-02")', []),
        ('happened > date("2020-02-02")', []),
    ],
)
def test_a_guard_cannot_want_a_day_before_the_version(guard: str, found: list[str]) -> None:
    event = f"requires: [{{when: '{guard}', otherwise: Nei.}}]"
    common = "title: A, from: [undersokes, oversittet], by: leder, records: dato"
    assert codes(f"events:\n  avtalt: {{{common}, {event}}}") == found


@pytest.mark.parametrize(
    ("after", "found"), [("1 week", []), ("8 days", ["E518"]), ("5 working days", []), ("2 years", ["E518"])]
)
def test_the_first_word_of_a_missed_duty_comes_within_as_long_again(after: str, found: list[str]) -> None:
    duty = f"from: avtalt, within: 1 week, met_by: avsluttet, remind: [{{after: {after}, to: leder}}]"
    piece = f"deadlines:\n  ny: {{title: Ny, counting: dager, basis: rutinen, on_pause: runs, {duty}}}"
    assert codes(piece) == found
    assert codes(piece.replace("remind: [", 'remind: [{on_due: "08:00", to: leder}, ')) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from: avtalt, opens: {event: avtalt}", ["E520"]),
        ("from: avtalt, ends: {event: avtalt}", ["E520"]),
        ("from: avtalt, only_when: haster, ends: {event: avtalt}", []),
        ("from: melding, opens: {state: mottatt}", ["E520"]),
        ("from: konkludert, opens: {state: undersokes}", []),
        ("from: konkludert, ends: {state: henlagt}", ["E520"]),
        ("from: melding, ends: {state: henlagt}", []),
    ],
)
def test_what_the_anchor_undoes_at_once_is_told(text: str, found: list[str]) -> None:
    common = "title: Ny, counting: dager, basis: rutinen, on_pause: runs, kind: window, within: 1 week"
    assert codes(f"deadlines:\n  ny: {{{common}, {text}}}") == found


def test_the_first_cause_is_what_cannot_be_read_and_then_names() -> None:
    piece = """sources:
  rutinen: {effect: local, certainty: X, document: Lokal rutine, url: borte.no}
events:
  ny: {title: Ny, from: borte, by: leder, to: stays}
"""
    found = problems(piece)
    assert [problem.code for problem in found] == ["E606", "E210"]
    assert first_cause(found).code == "E210"
