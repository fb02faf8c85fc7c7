"""What a run of mutants comes to: the score, and who may live. No mutant is made here."""

import ast
import tomllib
from pathlib import Path

import pytest

from tests.mutation.judging import SURVIVORS, explained, judge
from tests.mutation.results import Fate, Mutant, Place, place_of, read

TOP = Path(__file__).resolve().parents[2]
PLACE = Place(file="pathways/counting/budget.py", function="joined", was="if a < b:", became="if a <= b:")
OTHER = Place(file="pathways/counting/budget.py", function="joined", was="if a < b:", became="if a > b:")


def mutants(**fates: int) -> list[Mutant]:
    return [
        Mutant(name=f"{fate}_{number}", file=PLACE.file, fate=Fate(fate))
        for fate, count in fates.items()
        for number in range(count)
    ]


def test_nineteen_killed_of_twenty_are_enough_where_the_last_is_explained() -> None:
    assert judge(mutants(killed=19, survived=1), [PLACE], {PLACE: "the same"}).passed


def test_less_than_nineteen_of_twenty_is_too_little_whatever_is_explained() -> None:
    verdict = judge(mutants(killed=18, survived=2), [PLACE, OTHER], {PLACE: "the same", OTHER: "the same"})
    assert (verdict.score, verdict.passed) == (0.9, False)


def test_one_that_nobody_explained_fails_whatever_the_score() -> None:
    verdict = judge(mutants(killed=999, survived=1), [OTHER], {PLACE: "the same"})
    assert (verdict.unexplained, verdict.stale, verdict.passed) == ((OTHER,), (PLACE,), False)


def test_an_explanation_that_is_not_needed_any_more_is_told_and_fails_nothing() -> None:
    verdict = judge(mutants(killed=20), [], {PLACE: "the same"})
    assert (verdict.stale, verdict.passed) == ((PLACE,), True)


def test_a_mutant_that_runs_for_ever_is_killed_and_one_that_was_not_tried_is_neither() -> None:
    assert judge(mutants(killed=10, timeout=10), [], {}).passed
    untried = judge(mutants(killed=99, unknown=1), [], {})
    assert (untried.unknown, untried.passed) == (("unknown_0",), False)


def test_no_mutants_at_all_is_no_success() -> None:
    assert not judge([], [], {}).passed


def test_the_table_counts_by_file_and_over_all() -> None:
    other = Mutant(name="m", file="pathways/counting/oslo.py", fate=Fate.survived)
    lines = judge([*mutants(killed=2, timeout=1), other], [], {}).lines
    assert [line.split() for line in lines[1:]] == [
        ["pathways/counting/budget.py", "3", "3", "1", "0", "100.0%"],
        ["pathways/counting/oslo.py", "1", "0", "0", "1", "0.0%"],
        ["all", "4", "3", "1", "1", "75.0%"],
    ]


@pytest.mark.parametrize(
    ("code", "fate"),
    [("1", "killed"), ("3", "killed"), ("0", "survived"), ("33", "survived"), ("-24", "timeout")]
    + [(code, "unknown") for code in ("null", "2", "-9", "-11", "34", "77")],
)
def test_only_a_failed_test_or_an_endless_loop_kills(tmp_path: Path, code: str, fate: str) -> None:
    meta = tmp_path / "mutants/pathways/counting/budget.py.meta"
    meta.parent.mkdir(parents=True)
    meta.write_text(f'{{"exit_code_by_key": {{"pathways.counting.budget.x_joined__mutmut_1": {code}}}}}')
    found = Mutant(name="pathways.counting.budget.x_joined__mutmut_1", file=PLACE.file, fate=Fate(fate))
    assert list(read(tmp_path)) == [found]


def test_a_mutation_is_told_by_its_lines_and_not_by_their_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutated = tmp_path / "mutants/some/file.py"
    mutated.parent.mkdir(parents=True)
    methods = "\n\n".join(
        f"    def xǁSumǁadd__mutmut_{name}(self):\n        one = 1\n        return {value}"
        for name, value in (("orig", "one + one"), ("1", "one - one"))
    )
    mutated.write_text(f"# moved\n\n\nclass Sum:\n{methods}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = place_of(Mutant(name="some.file.xǁSumǁadd__mutmut_1", file="some/file.py", fate=Fate.survived))
    assert found == Place(file="some/file.py", function="Sum.add", was="return one + one", became="return one - one")


@pytest.mark.parametrize("fault", ["twice", "no reason"])
def test_a_list_that_explains_twice_or_not_at_all_is_refused(tmp_path: Path, fault: str) -> None:
    group = f'[[survivors]]\nfile = "f"\nfunction = "g"\nwhy = "{"" if fault == "no reason" else "same"}"\n'
    group += 'mutations = [["a", "b"]]\n'
    (tmp_path / "survivors.toml").write_text(group * 2 if fault == "twice" else group)
    with pytest.raises(ValueError, match="explained twice, or not at all"):
        explained(tmp_path / "survivors.toml")


def test_each_explained_mutation_is_of_a_line_that_is_still_there() -> None:
    mutated = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]["only_mutate"]
    for place in explained(SURVIVORS):
        assert place.file in mutated
        written = _plain((TOP / place.file).read_text(encoding="utf-8"))
        assert _plain(place.was) in written, place


def _plain(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines())


def test_every_function_that_is_to_be_mutated_can_be() -> None:
    """Mutmut leaves decorated functions alone without a word: there may be none but plain properties."""
    mutated = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]["only_mutate"]
    for name in mutated:
        functions = [
            node for node in ast.walk(ast.parse((TOP / name).read_text())) if isinstance(node, ast.FunctionDef)
        ]
        decorators = {ast.unparse(decorator) for each in functions for decorator in each.decorator_list}
        assert decorators <= {"property"}, name
        assert functions, name
