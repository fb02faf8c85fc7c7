"""Checks beyond the examples of docs/reference/problems.md: what they see through, and what they leave in peace."""

import pytest

from tests.compiler.support import SAMPLE, codes, lay, problems, problems_of, sample_files

ANNET = """pathway: annet
version: 2026-01-01
title: Et annet forløp
service: barnevern
case_prefix: AN
sources: {rutinen: {effect: local, certainty: X, document: Lokal rutine}}
fields: {konklusjon: {title: Konklusjon, kind: code, codes: lokal/konklusjon}}
states:
  apen: {title: Åpen, start: true, holder: barnevern}
  lukket: {title: Lukket, end: true}
events:
  lukket: {title: Lukket, from: apen, by: leder, to: lukket}
deadlines:
  lukkes:
    title: Lukkes
    from: {pathway: prove, event: konkludert}
    only_when: konklusjon == "1"
    within: 1 week
    counting: dager
    basis: rutinen
    met_by: lukket
    on_pause: runs
    remind: {on_due: "08:00", to: leder}
"""
BEGINS_ANNET = """events:
  konkludert:
    title: Melding konkludert
    from: mottatt
    by: leder
    records: konklusjon
    reason: required
    decision: true
    to:
      - {when: 'konklusjon == "1"', state: undersokes, begins: annet}
      - {when: 'konklusjon in ["2", "3"]', state: henlagt}
"""
STARTS = "  apnet: {title: Åpnet, start: true, by: leder}\n"


def event(text: str) -> str:
    return f"events:\n  avtalt: {{title: Møte avtalt, from: [undersokes, oversittet], by: leder, {text}}}"


def deadline(text: str, name: str = "ny") -> str:
    common = "title: Ny, counting: dager, basis: rutinen, on_pause: runs, kind: window"
    return f"deadlines:\n  {name}: {{{common}, {text}}}"


def test_the_sample_has_no_problem() -> None:
    assert problems("") == ()


def test_every_problem_of_a_file_is_told_at_once() -> None:
    piece = """states:
  undersokes: {title: Undersøkelse pågår, holder: barnevern, slutt: true}
events:
  avtalt: {title: Møte avtalt, from: undersøkes, by: sjef, records: [dato, klokke]}
deadlines:
  gjennomgang: {title: G, from: meldt, within: en uke, counting: dager, basis: loven, met_by: konkludert}
"""
    assert codes(piece) == ["E201", "E210", "E210", "E210", "E203", "E210", "E207"]


def test_a_broken_target_makes_no_other_problem() -> None:
    assert codes(event("records: dato, to: borte")) == ["E210"]


def test_a_broken_name_hides_no_deadline_that_can_never_be_met() -> None:
    files = sample_files()
    files[SAMPLE] = files[SAMPLE].replace("met_by: avsluttet", "met_by: melding")
    assert [problem.code for problem in problems_of(files)] == ["E305"]
    files[SAMPLE] = files[SAMPLE].replace("[undersokes, oversittet], by: saksb", "[undersøkes, oversittet], by: saksb")
    assert [problem.code for problem in problems_of(files)] == ["E210", "E305"]


def test_a_broken_source_makes_no_other_problem() -> None:
    files = sample_files()
    files[SAMPLE] = files[SAMPLE].replace("from: mottatt", "from: motatt")
    assert [problem.code for problem in problems_of(files)] == ["E210"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("met_by: avsluttet", "met_by: avslutet"),
        ("from: {deadline: gjennomgang}", "from: {deadline: gjenomgang}"),
        ("opens: {state: undersokes}", "opens: {state: undersoke}"),
        ("extend: {by: utvidet,", "extend: {by: utvide,"),
        ("per: melder", "per: meldr"),
        ("when_passed: undersokelse", "when_passed: undersokelsen"),
        ("until: dato", "until: datoen"),
        ("basis: rutinen", "basis: rutine"),
        ("counting: virkedager", "counting: virkedag"),
        ("codes: lokal/konklusjon", "codes: lokal/konklusjoner"),
        ("field: meldere}", "field: melder}"),
        ("all_ended(melder)", "all_ended(meldere)"),
    ],
)
def test_a_misspelt_name_is_told_once_with_what_was_meant(old: str, new: str) -> None:
    files = sample_files()
    assert old in files[SAMPLE]
    files[SAMPLE] = files[SAMPLE].replace(old, new, 1)
    found = problems_of(files)
    assert [problem.code for problem in found][:1] == ["E210"]
    assert found[0].hint.startswith("mente du «")
    assert len(found) == 1


def test_a_flag_divides_and_its_negation_completes() -> None:
    assert codes(event("records: dato, to: [{when: haster, state: stays}, {when: not haster, state: stays}]")) == []


def test_codes_and_flags_together_are_looked_through() -> None:
    branches = """    to:
      - {when: 'konklusjon == "1"', state: undersokes}
      - {when: 'konklusjon in ["2", "3"] and haster', state: undersokes}
      - {when: 'konklusjon == "2" and not haster', state: henlagt}
"""
    piece = (
        """events:
  konkludert:
    title: Melding konkludert
    from: mottatt
    by: leder
    records: konklusjon
    reason: required
    decision: true
"""
        + branches
    )
    (problem,) = problems(piece)
    assert problem.code == "E311"
    assert "konklusjon = «3», haster = nei" in problem.sentence
    assert codes(piece + "      - {when: 'konklusjon == \"3\" and not haster', state: henlagt}\n") == []


def test_a_code_that_may_be_missing_leaves_a_gap() -> None:
    piece = """events:
  konkludert:
    title: Melding konkludert
    from: mottatt
    by: leder
    may_record: konklusjon
    reason: required
    decision: true
    to:
      - {when: 'konklusjon == "1" or haster', state: undersokes}
      - {when: 'konklusjon in ["2", "3"] and not haster', state: henlagt}
"""
    (problem,) = problems(piece)
    assert problem.code == "E311"
    assert "konklusjon er ikke registrert, haster = nei" in problem.sentence


def test_numbers_in_order_leave_a_gap_where_none_is_recorded() -> None:
    piece = "to: [{when: timer < 5, state: stays}, {when: timer >= 5, state: stays}]"
    assert codes(event(f"records: dato, {piece}")) == ["E311"]
    assert codes(event(f"records: [dato, timer], {piece}")) == []


def test_two_orders_that_may_exclude_each_other_are_no_overlap() -> None:
    piece = "to: [{when: timer < 5, state: stays}, {when: timer > 10, state: stays}, {otherwise: true, state: stays}]"
    assert codes(event(f"records: [dato, timer], {piece}")) == []


def test_otherwise_may_only_come_last() -> None:
    piece = "to: [{otherwise: true, state: stays}, {when: haster, state: stays}]"
    assert codes(event(f"records: dato, {piece}")) == ["E316"]


def test_a_code_recorded_before_by_every_way_is_known() -> None:
    piece = 'to: [{when: \'konklusjon == "1"\', state: stays}, {when: \'konklusjon in ["2", "3"]\', state: stays}]'
    assert codes(event(f"records: dato, {piece}")) == []


def test_a_deadline_that_waits_for_one_code_is_not_followed_into_branches_for_others() -> None:
    piece = deadline("from: konkludert, only_when: 'konklusjon == \"1\"', within: 1 week, met_by: avtalt").replace(
        "kind: window", 'kind: duty, remind: {on_due: "08:00", to: leder}, ends: {state: ferdig}'
    )
    assert codes(piece) == []
    assert codes(piece.replace("only_when: 'konklusjon == \"1\"', ", "")) == ["E513"]


def test_items_deadlines_are_closed_where_all_items_must_have_ended() -> None:
    """From ``undersokes`` no run goes on to ``ferdig`` before every reporter has got an answer."""
    without = sample_files()
    without[SAMPLE] = (
        without[SAMPLE]
        .replace("all_ended(melder)", "recorded(konklusjon)")
        .replace("    flags: {off", "    open_in: [mottatt, undersokes, oversittet, henlagt]\n    flags: {off")
    )
    assert [problem.code for problem in problems_of(without)] == ["E407", "E513"]
    with_it = sample_files()
    with_it[SAMPLE] = with_it[SAMPLE].replace(
        "    flags: {off", "    open_in: [mottatt, undersokes, oversittet, henlagt]\n    flags: {off"
    )
    assert problems_of(with_it) == ()
    in_a_branch = dict(with_it)
    in_a_branch[SAMPLE] = with_it[SAMPLE].replace(
        "    requires:\n      - {when: all_ended(melder), otherwise: Alle meldere skal ha svar først.}\n", ""
    )
    branches = "to:\n      - {when: all_ended(melder), state: ferdig}\n      - {otherwise: true, state: stays}\n"
    in_a_branch[SAMPLE] = in_a_branch[SAMPLE].replace("to: ferdig\n", branches)
    assert {problem.code for problem in problems_of(in_a_branch)} == {"E326"}  # met, and yet the run stays


def test_an_individual_date_may_be_required_by_a_guard_instead() -> None:
    wrong = event("may_record: dato")
    assert codes(wrong) == ["E505"]
    assert codes(event("may_record: dato, requires: {when: recorded(dato), otherwise: Sett en dato.}")) == []
    assert codes(event("may_record: dato, requires: {when: dato > happened, otherwise: Sett en dato.}")) == []
    assert codes(event("may_record: dato, requires: {when: haster or recorded(dato), otherwise: Sett.}")) == ["E505"]


def test_an_individual_date_may_be_optional_when_the_deadline_says_so() -> None:
    piece = event("may_record: dato") + (
        "\ndeadlines:\n  mote: {title: Møte, from: avtalt, only_when: recorded(dato), until: dato, "
        "counting: fixed-date, basis: rutinen, kind: window, on_pause: runs}"
    )
    assert codes(piece) == []


def test_a_deadline_may_count_from_the_date_it_ends_on() -> None:
    piece = event("may_record: dato") + (
        "\ndeadlines:\n  mote: {title: Møte, from: {field: dato}, until: dato, counting: fixed-date, "
        "basis: rutinen, kind: window, on_pause: runs}"
    )
    assert codes(piece) == []


def test_a_duty_by_law_may_hang_on_what_a_requirement_makes_sure_of() -> None:
    piece = """events:
  konkludert:
    title: Melding konkludert
    from: mottatt
    by: leder
    records: konklusjon
    may_record: timer
    reason: required
    decision: true
    requires: {when: 'konklusjon != "1" or recorded(timer)', otherwise: Skriv timer.}
    to:
      - {when: 'konklusjon == "1"', state: undersokes}
      - {when: 'konklusjon in ["2", "3"]', state: henlagt}
deadlines:
  mote:
    title: Møte
    from: konkludert
    only_when: konklusjon == "1" and timer > 5
    within: 1 week
    counting: dager
    basis: loven
    met_by: avtalt
    ends: {state: ferdig}
    on_pause: runs
    remind: {on_due: "08:00", to: leder}
"""
    assert codes(piece) == []
    assert codes(piece.replace("requires:", "warns:").replace("otherwise:", "say:")) == ["E517"]


@pytest.mark.parametrize("guard", ["haster", "not haster", "haster or timer > 5", "not (haster and timer > 5)"])
def test_a_duty_by_law_may_not_hang_on_what_nobody_must_record(guard: str) -> None:
    duty = "kind: duty, remind: {on_due: '08:00', to: leder}, met_by: konkludert"
    piece = deadline(f"from: melding, only_when: {guard}, within: 1 week, basis: loven").replace("kind: window", duty)
    piece = piece.replace("basis: rutinen, ", "")
    assert set(codes(piece)) == {"E517"}
    assert codes(piece.replace("kind: duty", "kind: window")) == []
    assert codes(piece.replace("basis: loven", "basis: rutinen")) == []


def test_a_duty_by_law_may_hang_on_an_items_flag() -> None:
    piece = """deadlines:
  svar:
    title: Svar
    from: konkludert
    per: melder
    only_when: offentlig and code == "2"
    within: 10 working days
    counting: virkedager
    basis: loven
    met_by: svart
    on_pause: runs
    remind: {after: 1 working day, to: leder}
"""
    assert codes(piece) == []


def test_two_activities_may_not_call_their_events_the_same() -> None:
    piece = """activities:
  omrade:
    title: Områder
    items: {psykisk: Psykisk helse}
    states:
      venter: {title: Venter, start: true, holder: barnevern}
      ferdig: {title: Ferdig, end: true}
    events:
      svart: {title: Svart, from: venter, by: leder, to: ferdig}
"""
    (problem,) = problems(piece)
    assert problem.code == "E702"
    assert "«melder»" in problem.sentence


def test_reminders_are_measured_in_their_own_unit_and_across_units() -> None:
    def remind(within: str, before: str) -> list[str]:
        return codes(deadline(f"from: avtalt, within: {within}, remind: {{before: {before}, to: leder}}"))

    assert remind("7 days", "7 days") == ["E506"]
    assert remind("1 week", "6 days") == []
    assert remind("1 week", "7 days") == ["E506"]
    assert remind("1 month", "4 weeks") == ["E506"]
    assert remind("1 month", "27 days") == []
    assert remind("1 week", "3 working days") == []
    assert remind("1 week", "5 working days") == ["E506"]
    assert remind("1 year", "11 months") == []


def test_a_lapse_is_told_before() -> None:
    piece = deadline("from: avtalt, within: 1 week, remind: {on_due: '08:00', to: leder}").replace("window", "lapse")
    assert codes(piece) == ["E508"]
    assert codes(piece.replace("on_due: '08:00'", "before: 1 day")) == []


def test_a_pathway_that_another_begins_counts_from_there() -> None:
    files = sample_files()
    files[SAMPLE] = lay(files[SAMPLE], BEGINS_ANNET).text
    files["annet.yaml"] = ANNET
    assert problems_of(files) == ()


def test_a_deadline_from_a_pathway_that_does_not_begin_this_one_never_begins() -> None:
    files = {**sample_files(), "annet.yaml": ANNET.replace("events:\n", "events:\n" + STARTS)}
    assert [problem.code for problem in problems_of(files)] == ["E306", "E509"]


def test_a_state_is_silent_when_the_run_was_begun_in_a_way_that_starts_no_deadline() -> None:
    files = sample_files()
    files[SAMPLE] = lay(files[SAMPLE], BEGINS_ANNET).text
    own = ANNET.replace("events:\n", "events:\n" + STARTS).replace("{pathway: prove, event: konkludert}", "apnet")
    files["annet.yaml"] = own.replace('    only_when: konklusjon == "1"\n', "").replace("fields", "# fields")
    (problem,) = problems_of(files)
    assert problem.code == "E306"
    assert "når et annet forløp har begynt det" in problem.sentence


def test_what_a_start_event_records_is_not_known_in_a_run_that_another_begins() -> None:
    files = sample_files()
    files[SAMPLE] = lay(files[SAMPLE], BEGINS_ANNET).text
    own = ANNET.replace("events:\n", "events:\n" + STARTS.replace("leder}", "leder, records: konklusjon}"))
    own = own.replace('    only_when: konklusjon == "1"\n', "").replace(
        "to: lukket}",
        'to: [{when: \'konklusjon == "1"\', state: lukket}, {when: \'konklusjon in ["2", "3"]\', state: lukket}]}',
    )
    files["annet.yaml"] = own + own[own.index("  lukkes:") :].replace("lukkes", "apent").replace(
        "{pathway: prove, event: konkludert}", "apnet"
    )
    assert [(problem.place.file, problem.code) for problem in problems_of(files)] == [("annet.yaml", "E322")]
    files[SAMPLE] = sample_files()[SAMPLE]
    files["annet.yaml"] = own.replace("{pathway: prove, event: konkludert}", "apnet")
    assert problems_of(files) == ()


def test_what_a_guard_reads_of_the_other_run_must_be_recorded_there() -> None:
    files = sample_files()
    files[SAMPLE] = lay(files[SAMPLE], BEGINS_ANNET).text
    files["annet.yaml"] = ANNET.replace("konklusjon == ", "annen == ").replace("{konklusjon:", "{annen:")
    assert [problem.code for problem in problems_of(files)] == ["E321"]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("begins: proove", "prove"),
        ("signals: {pathway: proove, event: avtalt}", "prove"),
        ("signals: [{pathway: prove, event: avtal}]", "avtalt"),
    ],
)
def test_links_name_what_exists(text: str, known: str) -> None:
    (problem,) = problems(event(f"records: dato, {text}"))
    assert (problem.code, problem.hint) == ("E210", f"mente du «{known}»?")


def test_a_signal_may_not_decide_for_a_person() -> None:
    (problem,) = problems(event("records: dato, signals: {pathway: prove, event: avsluttet}"))
    assert problem.code == "E319"
    assert "«reason», «decision»" in problem.sentence


def test_events_of_an_activity_begin_and_signal_nothing() -> None:
    files = sample_files()
    files[SAMPLE] = files[SAMPLE].replace("may_record: offentlig, to: besvart", "begins: prove, to: besvart")
    assert [problem.code for problem in problems_of(files)][:1] == ["E201"]


def test_opening_again_is_a_decision() -> None:
    piece = "events:\n  igjen: {title: Åpnet igjen, from: henlagt, by: leder, %s to: undersokes}"
    assert codes(piece % "reason: required, decision: true,") == []
    assert codes(piece % "reason: required,") == ["E310"]


def test_an_event_in_an_end_state_may_stay_there() -> None:
    assert codes("events:\n  notert: {title: Notert, from: henlagt, by: leder, to: stays}") == []


def test_a_mark_cannot_be_where_a_run_begins_or_ends() -> None:
    assert codes("states:\n  mottatt: {title: M, start: true, mark: true, holder: barnevern}") == ["E215"]
    assert codes("states:\n  henlagt: {title: H, end: true, mark: true}") == ["E215"]


def test_a_source_out_of_order_in_time_is_told() -> None:
    piece = (
        "sources:\n  rutinen: {effect: local, certainty: X, document: R, valid_from: 2026-01-02, valid_to: 2025-01-01}"
    )
    assert codes(piece) == ["E804", "E605"]


def test_a_source_that_begins_after_the_version_is_told() -> None:
    piece = "sources:\n  rutinen: {effect: local, certainty: X, document: R, valid_from: 2026-01-02}"
    assert codes(piece) == ["E605"]


def test_a_commission_or_guideline_needs_no_paragraph() -> None:
    assert codes("sources:\n  rutinen: {effect: guideline, certainty: D, document: Veileder}") == []


@pytest.mark.parametrize("effect", ["statutory", "individual"])
def test_a_document_is_no_law(effect: str) -> None:
    source = f'{{effect: {effect}, certainty: B, document: Rundskriv, url: "https://a.no", read: 2026-01-01}}'
    piece = f"sources:\n  loven: {source}"
    assert codes(piece) == ["E601"]


def test_a_period_may_be_in_norwegian() -> None:
    assert codes(deadline("from: avtalt, within: 3 uker")) == []


def test_empty_lists_are_told() -> None:
    assert codes(event("records: dato, requires: []")) == ["E204"]
    assert codes(deadline("from: avtalt, within: 1 week, met_by: []")) == ["E204"]
    assert codes("events:\n  ny: {title: Ny, from: mottatt, by: [], to: stays}") == ["E309"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from: avtalt, within: 14 years", []),
        ("from: avtalt, within: 16 years", ["E521"]),
        ("from: avtalt, within: 99999 days", ["E521"]),
        ("from: {deadline: gjennomgang}, within: 14 years", []),
        ("from: {deadline: undersokelse}, within: 5450 days", ["E521"]),
    ],
)
def test_a_deadline_that_no_case_could_count_is_told(text: str, found: list[str]) -> None:
    assert codes(deadline(text)) == found


def test_an_extension_that_no_case_could_count_is_told() -> None:
    files = sample_files()
    files[SAMPLE] = files[SAMPLE].replace(
        "extend: {by: utvidet, within: 6 months}", "extend: {by: utvidet, within: 16 years}"
    )
    assert [problem.code for problem in problems_of(files)] == ["E521"]


def test_of_a_chain_only_the_deadline_that_leaves_the_calendar_is_told() -> None:
    later = (
        "\n  senere: {title: S, counting: dager, basis: rutinen, on_pause: runs, kind: window, within: 1 week, from: "
    )
    (problem,) = problems(deadline("from: avtalt, within: 16 years") + later + "{deadline: ny}}")
    assert (problem.code, problem.sentence) == ("E521", "16 år går ut over kalenderen «NO», som slutter med år 2040")


@pytest.mark.parametrize(
    ("piece", "hint"),
    [
        (event("records: dato, requires: {when: ikke haster, otherwise: Sett.}"), "«not»"),
        (event("records: dato, requires: {when: haster == nei, otherwise: Sett.}"), "«not» foran"),
        (event("records: dato").replace("by: leder", "by: sjefen"), "settings.yaml"),
        (event("records: dato").replace("title: Møte avtalt", "title: "), "«title» har ingen verdi"),
        (event("records: dato").replace("title: Møte avtalt", "title: Møte: avtalt"), "sett den i anførselstegn"),
        (deadline("from: avtalt, within: 1 week, until: dato"), ""),
    ],
)
def test_what_people_write_by_mistake_gets_a_hint_that_helps(piece: str, hint: str) -> None:
    (problem, *_) = problems(piece)
    assert hint in problem.hint
    assert "compiler." not in problem.sentence


def test_the_day_of_an_event_is_a_date_and_of_an_event_of_the_run() -> None:
    piece = "fields:\n  dag: {title: D, %s}\nevents:\n  d: {title: D, from: any, by: leder, records: dag, to: stays}"
    assert codes(piece % "kind: date, day_of: [melding, konkludert]") == []
    assert codes(piece % "kind: number, day_of: melding") == ["E215"]
    assert codes(piece % "kind: date, day_of: meldning") == ["E210"]
