"""Why a deadline was missed whose definition names no list: asked of what binds by law, taken of everything else."""

from collections.abc import Mapping

import pytest

from pathways.compiler.catalogue import compile_files
from pathways.engine.figures import Group, Period, Sums, add
from pathways.engine.moment import moment_at
from pathways.engine.outcome import outcomes
from pathways.errors import DefinitionError
from tests.engine.test_explaining import explain, given, outcome, refused, rewritten
from tests.engine.test_outcome import weekend
from tests.support.cases import ToldCase, instant
from tests.support.worlds import World

MISSED = "2026-01-13"


def without(effect: str, settings: str = "missed_reason: {barnevern: lokal/frist_arsak}") -> World:
    """The pathway of one week, by a source of this effect, and no list named by any deadline."""
    files = dict(weekend(effect).catalogue.files)
    name = next(name for name in files if name.startswith("test/"))
    own = "missed: {reason: lokal/frist_arsak}"
    assert own in files[name]
    files[name] = files[name].replace(own, "")
    files["settings.yaml"] = files["settings.yaml"].partition("missed_reason:")[0] + settings
    return World(compile_files(files))


def missed(world: World) -> ToldCase:
    case = ToldCase(world=world)
    case.start("prove", "2026-01-05T10:00")
    return case


def figures(case: ToldCase) -> tuple[int, int, int, Mapping[tuple[str, str], int]]:
    sums: dict[Group, Sums] = {}
    told = [each for each in outcomes(case.world, case.records, moment_at(instant(MISSED))) if each.name == "svar"]
    add(sums, told, Period())
    (one,) = sums.values()
    return one.figures["missed"], one.figures["reason_missing"], one.figures["reason_not_asked"], one.reasons


def test_a_deadline_by_law_asks_for_its_reason_from_the_list_of_the_settings() -> None:
    case = missed(without("statutory"))
    assert outcome(case, MISSED).asks_reason
    assert figures(case) == (1, 1, 0, {})
    explain(case, MISSED, given("svar", "kapasitet"))
    told = outcome(case, MISSED)
    assert (told.asks_reason, told.reason_list, told.reason_codes) == (False, "lokal/frist_arsak", ("kapasitet",))
    assert figures(case) == (1, 0, 0, {("lokal/frist_arsak", "kapasitet"): 1})


@pytest.mark.parametrize("effect", ["local", "target", "guideline"])
def test_of_any_other_a_reason_is_taken_and_kept_and_nobody_asks(effect: str) -> None:
    case = missed(without(effect))
    assert not outcome(case, MISSED).asks_reason
    assert outcome(case, MISSED).may_explain
    assert figures(case) == (1, 0, 1, {})
    explain(case, MISSED, given("svar", "tolk"))
    assert outcome(case, MISSED).reason_codes == ("tolk",)
    assert figures(case) == (1, 0, 0, {("lokal/frist_arsak", "tolk"): 1})


def test_a_definition_that_names_a_list_asks_whatever_it_rests_on() -> None:
    assert outcome(missed(weekend("local")), MISSED).asks_reason


def test_without_a_list_nothing_is_asked_and_nothing_is_taken() -> None:
    case = missed(without("statutory", settings=""))
    assert not outcome(case, MISSED).asks_reason
    assert refused(case, MISSED, given("svar", "kapasitet")) == "engine.explain_no_list"
    assert figures(case) == (1, 0, 1, {})


def test_codes_stay_of_the_list_they_were_taken_from_when_the_settings_name_another() -> None:
    case = missed(without("local"))
    first = explain(case, MISSED, given("svar", "utredning"))
    case.world = without("local", settings="missed_reason: {barnevern: lokal/bup_frist_arsak}")
    told = outcome(case, MISSED)
    assert (told.reason_list, told.reason_codes) == ("lokal/frist_arsak", ("utredning",))
    rewritten(case, "2026-01-14", first, "tolk")
    assert outcome(case, "2026-01-14").reason_codes == ("tolk",)
    explain(case, "2026-01-15", given("svar", "pasientens_onske"))
    assert outcome(case, "2026-01-15").reason_list == "lokal/bup_frist_arsak"


def test_a_window_or_what_was_met_in_time_takes_none() -> None:
    case = missed(without("local"))
    case.do("svart", "2026-01-09T10:00")
    assert refused(case, MISSED, given("svar", "tolk")) == "engine.explain_never_missed"


def test_the_setting_is_no_part_of_a_definition_s_digest() -> None:
    one, other = without("local"), without("local", settings="")
    assert set(one.catalogue.by_digest) == set(other.catalogue.by_digest)


def test_a_list_that_is_not_there_is_a_problem_of_the_settings() -> None:
    with pytest.raises(DefinitionError) as refusal:
        without("local", settings="missed_reason: {barnevern: lokal/finnes_ikke}")
    assert "lokal/finnes_ikke" in str(refusal.value.values["problems"])
