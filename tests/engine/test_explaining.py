"""Why a deadline was missed: who may say it, when, and what becomes of it when the past is put right."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from pathways.compiler.catalogue import compile_files
from pathways.engine.acts import Written
from pathways.engine.changes import Annul
from pathways.engine.changing import write_changes
from pathways.engine.draft import Draft
from pathways.engine.explaining import Explaining
from pathways.engine.figures import Group, Period, Sums, add
from pathways.engine.moment import moment_at
from pathways.engine.outcome import Outcome, outcomes
from pathways.engine.replay import Kept, replay_case
from pathways.errors import EventRefusedError, NotFoundError, PathwaysError
from pathways.machine.state import CaseState
from pathways.machine.state_json import dump, load
from pathways.model.record import Act, Actor, Happened, Kind, Record
from tests.engine.test_outcome import received, weekend
from tests.support.cases import ANYBODY, CASE, ToldCase, act, instant
from tests.support.worlds import World, shipped


def explaining(case: ToldCase) -> Explaining:
    return Explaining(definitions=case.world)


def given(deadline: str, *codes: str, text: str = "", item: str = "", run: str = "", actor: Actor = ANYBODY) -> Act:
    return act(deadline, "2026-01-01", run=run, item=item, codes=codes, reason=text, actor=actor)


def keep(case: ToldCase, at: str, write: Callable[[Draft, CaseState], Written]) -> Record:
    case.now = max(case.now, instant(at))
    draft = case.draft()
    written = write(draft, load(dump(case.state)))
    case.store(draft, written.state)
    return written.record


def explain(case: ToldCase, at: str, command: Act) -> Record:
    return keep(case, at, lambda draft, state: explaining(case).write(draft, state, tuple(case.records), command))


def same(target: Record, *codes: str, text: str = "") -> Act:
    """A command that leaves all but codes and text of an explanation as it was."""
    assert target.content is not None
    return replace(given("", *codes, text=text), happened=target.content.happened, data=target.content.data)


def rewritten(case: ToldCase, at: str, target: Record, *codes: str, text: str = "", other: Act | None = None) -> Record:
    command = other or same(target, *codes, text=text)
    write = explaining(case).correct
    return keep(case, at, lambda draft, _: write(draft, tuple(case.records), target, command, "Feil kode."))


def annulled(case: ToldCase, at: str, target: Record, by: Actor = ANYBODY) -> Record:
    command = replace(given("", text="Feil sak."), actor=by)
    return keep(case, at, lambda draft, _: explaining(case).annul(draft, tuple(case.records), target, command))


def outcome(case: ToldCase, at: str, name: str = "svar") -> Outcome:
    told = outcomes(case.world, case.records, moment_at(instant(at)))
    return next(each for each in told if each.name == name and each.current)


def replayed(case: ToldCase) -> tuple[int, int]:
    """Where a replay differs (0: nowhere), and how many deadlines it counts otherwise."""
    kept = Kept(digests=tuple(case.digests), derived=case.derived)
    found = replay_case(case.world, CASE, tuple(case.records), kept)
    return found.differs_at, len(found.counted_otherwise)


def refused(case: ToldCase, at: str, command: Act) -> str:
    before = len(case.records)
    with pytest.raises(PathwaysError) as refusal:
        explain(case, at, command)
    assert len(case.records) == before
    return refusal.value.key


def test_a_missed_deadline_asks_until_somebody_says_why() -> None:
    case = received()
    assert [outcome(case, at).asks_reason for at in ("2026-01-12", "2026-01-13")] == [False, True]
    explain(case, "2026-01-13", given("svar", "kapasitet", "tolk"))
    told = outcome(case, "2026-01-13")
    assert (told.asks_reason, told.moot, told.reason_codes) == (False, False, ("kapasitet", "tolk"))


def test_it_changes_nothing_that_is_folded_and_what_the_clock_passed_is_recorded_first() -> None:
    case, without = received(), received()
    explain(case, "2026-01-14", given("svar", "kapasitet"))
    without.tick("2026-01-14")
    assert dump(case.state) == dump(without.state)
    assert [record.kind for record in case.records[1:]] == [*(r.kind for r in without.records[1:]), Kind.explanation]
    assert replayed(case) == (0, 0)


def test_what_was_met_late_asks_as_well() -> None:
    case = received()
    case.do("svart", "2026-01-14T10:00")
    explain(case, "2026-01-15", given("svar", "kapasitet"))
    assert outcome(case, "2026-01-15").reason_by == len(case.records)


def test_a_second_reason_replaces_the_first_and_both_stay() -> None:
    case = received()
    first = explain(case, "2026-01-13", given("svar", "kapasitet"))
    second = explain(case, "2026-01-14", given("svar", "tolk"))
    assert outcome(case, "2026-01-14").reason_codes == ("tolk",)
    assert {first.seq, second.seq} <= {record.seq for record in case.records}


def test_a_correction_gives_the_codes_anew_and_only_those() -> None:
    case = received()
    first = explain(case, "2026-01-13", given("svar", "kapasitet", text="Mange saker."))
    rewritten(case, "2026-01-14", first, "tolk", text="Ventet på tolk.")
    assert outcome(case, "2026-01-14").reason_codes == ("tolk",)
    assert replayed(case) == (0, 0)
    command = same(first, "kapasitet")
    another_day = Happened(on=instant("2026-01-02").date(), at=None)
    for other in (
        replace(command, data={}),
        replace(command, happened=another_day),
        replace(command, event="puring"),
        replace(command, run="annet"),
    ):
        with pytest.raises(EventRefusedError) as refusal:
            rewritten(case, "2026-01-15", first, other=other)
        assert refusal.value.key == "engine.explain_only_reason"


def test_a_correction_that_says_nothing_new_is_refused() -> None:
    case = received()
    first = explain(case, "2026-01-13", given("svar", "kapasitet"))
    rewritten(case, "2026-01-14", first, "tolk")
    with pytest.raises(EventRefusedError) as refusal:
        rewritten(case, "2026-01-14", first, "tolk")
    assert refusal.value.key == "engine.correct_nothing"


def test_when_it_is_annulled_the_deadline_asks_again() -> None:
    case = received()
    first = explain(case, "2026-01-13", given("svar", "kapasitet"))
    annulled(case, "2026-01-14", first)
    assert outcome(case, "2026-01-14").asks_reason
    assert replayed(case) == (0, 0)


def test_a_deadline_that_turns_out_never_to_have_been_missed_leaves_the_reason_without_effect() -> None:
    case = received()
    explain(case, "2026-01-13", given("svar", "kapasitet"))
    case.do("svart", "2026-01-12T10:00", recorded="2026-01-20")
    told = outcome(case, "2026-01-21")
    assert (told.moot, told.missed, told.reason_codes) == (True, False, ("kapasitet",))
    assert replayed(case) == (0, 0)


def test_what_it_was_about_may_be_annulled_and_it_never_stands_in_the_way() -> None:
    case = received()
    explain(case, "2026-01-20", given("svar", "kapasitet"))
    case.annul(1, recorded="2026-01-21")
    assert outcomes(case.world, case.records, moment_at(case.now)) == ()
    assert replayed(case) == (0, 0)


def test_a_reason_belongs_to_its_round() -> None:
    case = ToldCase(world=weekend())
    case.start("prove", "2026-01-05T10:00")
    explain(case, "2026-01-13", given("svar", "kapasitet"))
    case.annul(1, recorded="2026-01-14")
    case.start("prove", "2026-01-05T11:00", recorded="2026-01-15")
    told = outcome(case, "2026-01-15")
    assert (told.asks_reason, told.reason_by) == (True, 0)


@pytest.mark.parametrize(
    ("at", "deadline", "codes", "key"),
    [
        ("2026-01-12T23:00", "svar", ("kapasitet",), "engine.explain_not_missed_yet"),
        ("2026-01-13", "ukjent", ("kapasitet",), "engine.no_deadline"),
        ("2026-01-13", "svar", (), "engine.explain_code_missing"),
        ("2026-01-13", "svar", ("nei",), "machine.unknown_code"),
    ],
)
def test_what_cannot_be_explained_is_refused(at: str, deadline: str, codes: tuple[str, ...], key: str) -> None:
    case = received()
    case.do("purret", "2026-01-05T12:00")
    assert refused(case, at, given(deadline, *codes)) == key


def test_a_code_is_judged_by_the_day_the_reason_was_first_given() -> None:
    name, title = "codes/lokal/frist_arsak.yaml", "en: Waiting for an interpreter}}"
    files = dict(weekend().catalogue.files)
    assert title in files[name]
    files[name] = files[name].replace(title, "en: Waiting for an interpreter}, valid_to: 2026-01-14}")
    case = ToldCase(world=World(compile_files(files)))
    case.start("prove", "2026-01-05T10:00")
    first = explain(case, "2026-01-14", given("svar", "kapasitet"))
    assert refused(case, "2026-01-15", given("svar", "tolk")) == "machine.code_not_valid"
    rewritten(case, "2026-01-15", first, "tolk")
    assert outcome(case, "2026-01-15").reason_codes == ("tolk",)


def test_one_that_was_met_or_registered_late_or_stands_is_refused_each_in_its_words() -> None:
    met, registered, stands = received(), received(), received()
    met.do("svart", "2026-01-09T10:00")
    registered.do("svart", "2026-01-09T10:00", recorded="2026-01-20")
    stands.do("stanset", "2026-01-09T10:00", venter_pa="familien")
    told = [refused(case, "2026-01-21", given("svar", "kapasitet")) for case in (met, registered, stands)]
    assert told == ["engine.explain_never_missed", "engine.explain_registered_late", "engine.explain_not_running"]


def test_it_is_no_part_of_a_set_of_changes() -> None:
    case = received()
    first = explain(case, "2026-01-13", given("svar", "kapasitet"))
    with pytest.raises(EventRefusedError) as refusal:
        write_changes(case.world, case.draft(), tuple(case.records), [Annul(seq=first.seq, why="Feil.")], ANYBODY)
    assert refusal.value.key == "engine.explanation_alone"


def test_of_several_items_one_must_be_chosen() -> None:
    case = ToldCase(world=shipped())
    case.start("barnevern_undersokelse", "2026-06-01T10:00", meldere=("2", "11"), innhold=("1.1.02",))
    with pytest.raises(NotFoundError) as refusal:
        explain(case, "2026-08-01", given("tilbakemelding", "kapasitet"))
    assert (refusal.value.key, refusal.value.values["items"]) == ("engine.which_deadline", "1, 2")
    explain(case, "2026-08-01", given("tilbakemelding", "kapasitet", item="2", run="barnevern_undersokelse"))
    told = [each for each in outcomes(case.world, case.records, moment_at(case.now)) if each.name == "tilbakemelding"]
    assert [(each.item.partition(".")[2], each.asks_reason) for each in told] == [("1", True), ("2", False)]


@cache
def reminded() -> World:
    """As ``weekend``, where an answer to each reminder is owed, and a missed one asks why."""
    files = dict(weekend().catalogue.files)
    [name] = [each for each, text in files.items() if "Svar på purring" in text]
    one = "title: Svar på purring\n"
    [indent] = [line[: -len(line.lstrip())] for line in files[name].splitlines() if line.strip() == one.strip()]
    files[name] = files[name].replace(one, f"{one}{indent}missed: {{reason: lokal/frist_arsak}}\n")
    return World(compile_files(files))


def thrice(*on: str) -> ToldCase:
    """Reminders on these days of January: the answer to each is due a week later, and nobody gives any."""
    case = ToldCase(world=reminded())
    case.start("prove", "2026-01-05T10:00")
    for day in on or ("06", "20", "30"):
        case.do("purret", f"2026-01-{day}T10:00")
    return case


def rounds(case: ToldCase, at: str) -> list[tuple[int, bool, tuple[str, ...]]]:
    told = outcomes(case.world, case.records, moment_at(instant(at)))
    return [(each.anchored_by, each.asks_reason, each.reason_codes) for each in told if each.name == "puring"]


def round_of(case: ToldCase, number: int) -> int:
    return [record.seq for record in case.records if record.name == "purret"][number]


def explain_round(case: ToldCase, at: str, anchored_by: int, *codes: str) -> Record:
    command = given("puring", *codes)
    return keep(
        case,
        at,
        lambda draft, state: explaining(case).write(draft, state, tuple(case.records), command, anchored_by),
    )


def test_an_earlier_round_is_explained_by_the_event_it_counts_from_and_figures_count_it() -> None:
    case = thrice()
    first, second, third = (round_of(case, number) for number in range(3))
    explain_round(case, "2026-02-01", first, "kapasitet")
    assert rounds(case, "2026-02-01") == [(first, False, ("kapasitet",)), (second, True, ()), (third, False, ())]
    sums: dict[Group, Sums] = {}
    add(sums, outcomes(case.world, case.records, moment_at(case.now)), Period())
    [one] = [one for group, one in sums.items() if group.deadline == "puring"]
    assert (one.figures["missed"], one.figures["reason_missing"]) == (2, 1)
    assert one.reasons == {("lokal/frist_arsak", "kapasitet"): 1}
    assert replayed(case) == (0, 0)


def test_where_several_rounds_were_missed_one_must_be_named_and_each_is_told() -> None:
    case = thrice()
    with pytest.raises(NotFoundError) as refusal:
        explain(case, "2026-02-01", given("puring", "kapasitet"))
    first, second = round_of(case, 0), round_of(case, 1)
    assert refusal.value.key == "engine.which_round"
    told = f"--round {first} (tirsdag 13. januar 2026), --round {second} (tirsdag 27. januar 2026)"
    assert refusal.value.values["rounds"] == told
    with pytest.raises(NotFoundError) as unknown:
        explain_round(case, "2026-02-01", 1, "kapasitet")
    assert unknown.value.key == "engine.no_round"


def test_the_only_round_that_was_missed_needs_no_name() -> None:
    case = thrice("06", "20")
    explain(case, "2026-01-21", given("puring", "tolk"))
    assert rounds(case, "2026-01-21") == [(round_of(case, 0), False, ("tolk",)), (round_of(case, 1), False, ())]


def test_an_earlier_round_that_was_over_in_time_has_nothing_to_explain() -> None:
    case = thrice("06", "08")
    with pytest.raises(EventRefusedError) as refusal:
        explain_round(case, "2026-01-09", round_of(case, 0), "tolk")
    assert refusal.value.key == "engine.explain_round_over"


def test_what_is_explained_of_an_earlier_round_is_corrected_and_annulled_as_any_other() -> None:
    case = thrice()
    first = round_of(case, 0)
    told = explain_round(case, "2026-02-01", first, "kapasitet")
    rewritten(case, "2026-02-02", told, "tolk")
    assert rounds(case, "2026-02-02")[0] == (first, False, ("tolk",))
    annulled(case, "2026-02-03", told)
    assert rounds(case, "2026-02-03")[0] == (first, True, ())
    assert replayed(case) == (0, 0)
