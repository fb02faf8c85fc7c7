"""The shipped definitions as a whole: every number as docs/explanation/law.md tells it, and rules that hold for all."""

from datetime import date, timedelta
from itertools import chain

import pytest

from pathways.counting.calculator import count
from pathways.counting.period import parse_period
from pathways.machine.guards import Scope, holds
from pathways.machine.standing import Word, passed_word
from pathways.model.basis import Certainty, Effect
from pathways.model.counting import Period
from pathways.model.pathway import Deadline, DeadlineKind, Event, FieldKind, OnPause, Pathway, Rung
from pathways.model.record import Value
from tests.definitions.telling import FOLDER, shipped

LAW_PAGE = FOLDER.parent / "docs" / "explanation" / "law.md"
NAMES = (
    "barnevern_forlop",
    "barnevern_fosterhjem",
    "barnevern_helsekartlegging",
    "barnevern_undersokelse",
    "bup_akutt",
    "bup_vurdering",
)
NEXT_DAY = {"kontaktlege", "kontaktlege_innlagt"}
"""Due on the next working day: before the day itself there is no day to warn on."""
BINDING = (Effect.statutory, Effect.individual)
PUBLIC = {*(str(code) for code in range(5, 21)), "22", "24", "25"}


def _pathway(name: str) -> Pathway:
    return shipped().versions[name][-1]


def _deadlines() -> list[Deadline]:
    return list(chain.from_iterable(pathway.deadlines for pathway in _pathways()))


def _pathways() -> list[Pathway]:
    """Every version of those; what a place adds of its own is its own affair."""
    return [pathway for pathway in shipped().pathways if pathway.id in NAMES]


def _told(pathway: Pathway, deadline: Deadline) -> str:
    """The deadline as a line of the table in law.md."""
    basis = deadline.basis
    cells = (pathway.id, deadline.name, _budget(deadline), deadline.rule, basis.law, basis.effect, basis.certainty)
    return "| " + " | ".join(f"`{cell}`" if n in {0, 1, 3} else str(cell) for n, cell in enumerate(cells)) + " |"


def _budget(deadline: Deadline) -> str:
    if deadline.within is None:
        return f"the date in `{deadline.until_field}`"
    if deadline.every is not None:
        reduced = deadline.every.reduced
        less = f", {reduced.times} after a decision" if reduced else ""
        return f"{deadline.every.times} in each {_period(deadline.within)} ({deadline.every.aligned}){less}"
    longer = deadline.extension
    return _period(deadline.within) + (f", {_period(longer.within)} in total when extended" if longer else "")


def _period(period: Period) -> str:
    unit = period.unit.value.replace("_", " ")
    return f"{period.amount} {unit.removesuffix('s') if period.amount == 1 else unit}"


def _event(pathway: Pathway, name: str) -> Event:
    return next(event for event in pathway.events if event.name == name)


def _scope(fields: dict[str, Value]) -> Scope:
    catalogue = shipped()
    return Scope(
        fields=fields,
        happened=date(2026, 8, 24),
        items={},
        rules=catalogue.rules,
        calendar=catalogue.calendars["NO"],
        ended_item_states={},
    )


def test_the_named_pathways_are_shipped() -> None:
    assert set(NAMES) <= set(shipped().versions)


def test_the_page_on_law_tells_every_deadline_and_no_other() -> None:
    starts = tuple(f"| `{name}` |" for name in NAMES)
    told = [line for line in LAW_PAGE.read_text("utf-8").splitlines() if line.startswith(starts)]
    there = [_told(pathway, deadline) for pathway in _pathways() for deadline in pathway.deadlines]
    assert sorted(told) == sorted(there)


def test_a_pause_stops_local_targets_only() -> None:
    stopping = [deadline for deadline in _deadlines() if deadline.on_pause is not OnPause.runs]
    assert {(deadline.on_pause, deadline.basis.effect) for deadline in stopping} == {(OnPause.freezes, Effect.local)}


def test_a_local_number_that_is_passed_is_told_as_local_and_never_as_a_breach() -> None:
    local = [deadline for deadline in _deadlines() if deadline.basis.effect is Effect.local]
    assert "avslag_sendt" in {deadline.name for deadline in local}
    quiet = (DeadlineKind.window, DeadlineKind.lapse)
    words = {passed_word(deadline, law_loaded=True) for deadline in local if deadline.kind not in quiet}
    assert words == {Word.past_local}


def test_a_number_nobody_has_found_in_a_source_is_local() -> None:
    unfound = [deadline.basis for deadline in _deadlines() if deadline.basis.certainty is Certainty.X]
    assert {basis.effect for basis in unfound} == {Effect.local}


def test_law_was_read_as_it_stood_on_28_july_2026_or_shortly_before() -> None:
    read = {source.read for pathway in _pathways() for source in pathway.sources if source.effect in BINDING}
    assert None not in read
    assert max(day for day in read if day) == date(2026, 7, 28)


@pytest.mark.parametrize("deadline", _deadlines(), ids=lambda deadline: deadline.name)
def test_a_binding_duty_is_warned_of_before_on_and_after_and_escalated_to_a_leader(deadline: Deadline) -> None:
    rungs = {reminder.rung for reminder in deadline.reminders}
    leaders = {role for reminder in deadline.reminders if reminder.escalate for role in reminder.to}
    if deadline.kind is DeadlineKind.duty and deadline.basis.effect in BINDING:
        assert rungs == {Rung.on, Rung.after} | ({Rung.before} if deadline.name not in NEXT_DAY else set())
        assert leaders & {"leder", "enhetsleder"}
        assert deadline.missed_reason.startswith("lokal/")


@pytest.mark.parametrize(
    ("pathway", "event", "field"),
    [
        ("barnevern_undersokelse", "melding_konkludert", "konklusjon"),
        ("barnevern_undersokelse", "undersokelse_konkludert", "utfall"),
        ("barnevern_undersokelse", "ny_undersokelse_konkludert", "nytt_utfall"),
        ("barnevern_forlop", "forlop_startet", "samtykke"),
        ("barnevern_forlop", "kartlegging_oppsummert", "videre"),
        ("bup_vurdering", "henvisning_vurdert", "resultat"),
        ("bup_akutt", "oh_vurdert", "oh_resultat"),
        ("bup_akutt", "videre_besluttet", "videre"),
    ],
)
@pytest.mark.parametrize("clause", [True, False])
def test_every_code_ever_valid_leads_exactly_one_way(pathway: str, event: str, field: str, clause: bool) -> None:  # noqa: FBT001 - a case
    definition = _pathway(pathway)
    code_list = next(found.code_list for found in definition.fields if found.name == field)
    for code in shipped().code_lists[code_list].codes:
        scope = _scope({field: code.code, "adgang_ny_undersokelse": clause})
        taken = [branch.to for branch in _event(definition, event).branches if holds(branch.when, scope)]
        assert len(taken) == 1, code.code


def test_only_code_two_opens_an_investigation_and_begins_the_assessment_of_the_pathway() -> None:
    branches = _event(_pathway("barnevern_undersokelse"), "melding_konkludert").branches
    opening = [branch for branch in branches if branch.begins]
    codes = [code.code for code in shipped().code_lists["register/melding_konklusjon"].codes]
    assert [code for code in codes if holds(opening[0].when, _scope({"konklusjon": code}))] == ["2"]
    assert [branch.begins for branch in opening] == [("barnevern_forlop",)]


def test_the_default_for_public_reporters_is_the_list_of_our_ruling() -> None:
    melder = next(a for a in _pathway("barnevern_undersokelse").activities if a.name == "melder")
    ((flag, first_value),) = melder.flags
    codes = [code.code for code in shipped().code_lists["register/melder"].codes]
    assert flag == "offentlig"
    assert {code for code in codes if holds(first_value, _scope({"code": code}))} == PUBLIC


def test_no_field_asks_who_anybody_is() -> None:
    texts = {f.name for p in _pathways() for f in p.fields if f.kind is FieldKind.text}
    assert texts == {"bekymringstegn", "barnets_syn", "verktoy", "referanse", "mottaker_navn"}


def test_the_clock_only_marks() -> None:
    timed = [(pathway, timed) for pathway in _pathways() for timed in pathway.timed]
    marks = {(p.id, state.name) for p in _pathways() for state in p.states if state.mark}
    assert {(pathway.id, transition.to) for pathway, transition in timed} == marks


def test_anchoring_in_the_week_gives_the_same_dates_as_the_calculator_for_reports() -> None:
    rules, calendar = shipped().rules, shipped().calendars["NO"]
    week, months = parse_period("1 week"), parse_period("3 months")
    for day in range(366):
        received = date(2026, 1, 1) + timedelta(days=day)
        end_of_week = count(received, week, rules["service-limit"], calendar).nominal
        chained = count(end_of_week, months, rules["service-limit"], calendar)
        direct = count(received, months, rules["bvl-2-2"], calendar)
        assert (chained.nominal, chained.legal) == (direct.nominal, direct.legal)


def test_the_register_counts_the_days_of_its_own_controls() -> None:
    deadlines = {deadline.name: deadline for deadline in _pathway("barnevern_undersokelse").deadlines}
    investigation = deadlines["undersokelse"]
    assert deadlines["gjennomgang"].reporting_days == 7
    assert (investigation.reporting_days, investigation.reporting_days_extended) == (97, 187)
