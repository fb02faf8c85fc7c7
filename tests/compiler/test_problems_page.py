"""docs/reference/problems.md: one section for each code, and every example in it says what the compiler says."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from pathways.compiler.catalogue import compile_files
from pathways.compiler.codes_of_problems import CODES
from pathways.compiler.problem import Problem
from pathways.proving.starts import Span
from pathways.proving.temporal import prove
from tests.compiler.support import SAMPLE, Laid, lay, problems_of, sample_files

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "problems.md"
WITHOUT_EXAMPLE = {"E101", "E103", "E105", "E108", "E110", "E522", "E560", "E715", "E801", "E902", "E940", "E953"}
WITHOUT_EXAMPLE |= {"E963"}
"""Made by bytes, by size, by a missing file, by several, by hours or by settings: shown in test_source.py,
test_catalogue.py, test_versions.py, test_sharing_data.py, test_insight_data.py, test_services_data.py,
tests/proving/test_ladders.py and tests/cli/test_definition.py."""

Found = tuple[str, int, int]


@dataclass(frozen=True)
class Section:
    """A section of the page: its code, and its examples, wrong and mended."""

    code: str
    wrong: str
    mended: str

    @property
    def in_time(self) -> bool:
        """Whether ``--temporal`` finds it."""
        return self.code.startswith(("E90", "E91"))


def sections() -> list[Section]:
    parts = re.split(r"^## (?=E\d{3} )", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    found = []
    for part in parts:
        wrong, mended = [*re.findall(r"```yaml\n(.*?)\n```", part, re.DOTALL), "", ""][:2]
        found.append(Section(code=part[:4], wrong=wrong, mended=mended))
    return found


def with_examples() -> list[Section]:
    return [section for section in sections() if section.wrong]


def marked(example: str) -> list[Found]:
    """Code, line and column that the comments under the lines point at."""
    found: list[Found] = []
    for number, line in enumerate(example.splitlines(), 1):
        caret = re.fullmatch(r"#( *\^| ?<|<) (E\d{3})", line)
        if caret:
            column = 1 if "<" in caret[1] else len(caret[1]) + 1
            found.append((caret[2], number - 1, column))
    return found


def laid(example: str) -> tuple[dict[str, str], str, Laid]:
    """The sample's files with the example laid over the one it changes, the name of that, and where lines come from."""
    named = re.match(r"# file: (\S+)\n", example)
    name = named[1] if named else SAMPLE
    files = sample_files()
    whole = Laid(text=example + "\n", lines=tuple(range(1, example.count("\n") + 2)))
    changed = lay(files[name], example) if name in files else whole
    files[name] = changed.text
    return files, name, changed


def told(example: str) -> list[Found]:
    """Code, line and column of every problem, counted in the example; line 0 for one elsewhere."""
    files, name, changed = laid(example)
    return [_place(problem, name, changed) for problem in problems_of(files)]


def told_in_time(section: Section, example: str) -> list[Found]:
    """The same of what only shows in time; of this code, and in the example itself. The sample is not proved."""
    assert told(example) == []
    files, name, changed = laid(example)
    proved = prove(compile_files(files), [name], lambda p: Span(first=p.version, years=2), "", lambda _done, _of: None)
    found = [_place(each.problem, name, changed) for each in proved.found]
    return [place for place in found if place[0] == section.code and place[1]]


def _place(problem: Problem, name: str, changed: Laid) -> Found:
    line = changed.lines[problem.place.line - 1] if problem.place.file == name else 0
    return problem.code, line, problem.place.column


def test_every_code_has_its_section_and_every_section_its_code() -> None:
    assert [section.code for section in sections()] == sorted(CODES)


def test_every_section_that_can_has_an_example() -> None:
    assert {section.code for section in sections()} - {section.code for section in with_examples()} == WITHOUT_EXAMPLE


def test_the_sample_on_the_page_is_the_sample() -> None:
    assert f"```yaml\n{sample_files()[SAMPLE]}```" in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("section", with_examples(), ids=lambda section: section.code)
def test_the_example_has_exactly_the_problem_at_exactly_the_place(section: Section) -> None:
    points = marked(section.wrong)
    assert section.code in {code for code, _, _ in points}
    assert (told_in_time(section, section.wrong) if section.in_time else told(section.wrong)) == points


@pytest.mark.parametrize("section", with_examples(), ids=lambda section: section.code)
def test_the_mended_example_has_no_problem(section: Section) -> None:
    assert (told_in_time(section, section.mended) if section.in_time else told(section.mended)) == []
