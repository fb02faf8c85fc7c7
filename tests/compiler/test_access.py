"""The access table as text: every problem at its place, and no definition rests on it."""

from pathlib import Path

import pytest

from pathways.compiler.access import FILE
from pathways.compiler.catalogue import compile_beside, compile_files, compile_folder
from pathways.model.policy import OPERATOR, SYSTEM_ROLE, WITHOUT_CASE, Action, Facet, Policy, Relation
from tests.compiler.support import problems_of, sample_files
from tests.support.worlds import FOLDER, shipped

PEOPLE = """\
  folk:
    why: Prøve.
    roles: leder
    relation: none
    may: people.write
"""
CASES = """\
rows:
  saker:
    why: Prøve.
    roles: [saksbehandler, leder]
    relation: [own, place]
    may: [case.read, case.record]
    sees: [course, texts]
"""
TABLE = CASES + PEOPLE


def policy(text: str) -> Policy:
    return compile_files({**sample_files(), FILE: text}).policy


def told(text: str) -> list[str]:
    return [str(problem) for problem in problems_of({**sample_files(), FILE: text})]


def test_a_row_is_read_as_it_is_written() -> None:
    saker, folk = policy(TABLE).rows
    assert (saker.name, saker.roles, saker.relations) == (
        "saker",
        ("saksbehandler", "leder"),
        (Relation.own, Relation.place),
    )
    assert (saker.actions, saker.facets) == ((Action.case_read, Action.case_record), (Facet.course, Facet.texts))
    assert (folk.roles, folk.relations, folk.actions, folk.facets) == (
        ("leder",),
        (Relation.none,),
        (Action.people_write,),
        (),
    )


@pytest.mark.parametrize(
    ("wrong", "right", "problem"),
    [
        ("leder]", "sjef]", "access.yaml:4:28: E210"),
        (
            "case.record",
            "case.rekord",
            "access.yaml:6:22: E920 Ukjent handling «case.rekord». (mente",
        ),
        ("[own, place]", "[own, sted]", "access.yaml:5:21: E921"),
        ("[course, texts]", "[course, navn]", "access.yaml:7:20: E922"),
        ("    relation: [own, place]\n", "", "access.yaml:3:5: E203"),
        ("    sees:", "    ser:", "access.yaml:7:5: E201"),
        ("[own, place]", "[none]", "access.yaml:5:16: E924"),
        ("    sees: [course, texts]\n", "", "access.yaml:3:5: E925"),
        ("may: people.write", "may: people.read", "access.yaml:1:1: E923"),
        ("rows:", "rows: [", "access.yaml:"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(wrong: str, right: str, problem: str) -> None:
    assert wrong in TABLE
    assert any(each.startswith(problem) for each in told(TABLE.replace(wrong, right, 1))), told(
        TABLE.replace(wrong, right, 1)
    )


def test_a_case_cannot_be_opened_to_everybody_by_a_slip() -> None:
    for action in set(Action) - WITHOUT_CASE:
        text = TABLE.replace("case.read, case.record", action.value).replace("[own, place]", "none")
        assert any("E924" in each for each in told(text)), action


@pytest.mark.parametrize(
    "text",
    [
        "",
        "rows:\n",
        "rows: {}\n",
        "[]",
        "rows: [a, b]\n",
        "rows: {a: b}\n",
        "rows:\n  a: {may: [[x]], roles: {}}\n",
        "\t",
    ],
)
def test_whatever_stands_there_is_told_and_nothing_falls_over(text: str) -> None:
    assert told(text)


def test_without_a_table_nobody_may_anything() -> None:
    catalogue = compile_files(sample_files())
    assert (catalogue.policy.rows, catalogue.policy.digest) == ((), "")


def test_no_definition_rests_on_the_table() -> None:
    files = sample_files()
    with_table, without = compile_files({**files, FILE: TABLE}), compile_files(files)
    assert with_table.by_digest.keys() == without.by_digest.keys()
    assert all(FILE not in with_table.sources_of(pathway) for pathway in with_table.pathways)


def test_a_table_that_cannot_be_used_lets_nobody_in_while_cases_under_way_go_on(tmp_path: Path) -> None:
    for name, text in {**sample_files(), FILE: TABLE.replace("case.read", "case.les")}.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    beside = compile_beside(tmp_path, {})
    assert (beside.policy, bool(beside.settings.roles)) == (Policy(), True)
    (tmp_path / FILE).write_text(TABLE, encoding="utf-8")
    (tmp_path / "prove.yaml").write_text("pathway: [", encoding="utf-8")
    assert compile_beside(tmp_path, {}).policy.rows == policy(TABLE).rows


def test_the_hash_is_that_of_the_text() -> None:
    assert policy(TABLE).digest != policy(TABLE + "# ny\n").digest
    assert policy(TABLE).text == TABLE


def test_the_shipped_table_gives_those_who_run_the_system_no_case() -> None:
    shown = {Action.case_read, Action.case_list, Action.person_read, Action.person_search, Action.figures_read}
    for row in shipped().catalogue.policy.rows:
        if row.names("systemansvarlig") or row.names(OPERATOR):
            assert not shown & set(row.actions), row.name


def test_the_shipped_table_names_no_one_who_reads_every_case() -> None:
    rows = [
        row for row in shipped().catalogue.policy.rows if Facet.texts in row.facets and Relation.none in row.relations
    ]
    assert [row.name for row in rows] == ["uttrekk"]
    assert SYSTEM_ROLE not in {role for row in rows for role in row.roles}


def test_every_role_of_the_settings_stands_in_the_shipped_table() -> None:
    catalogue = compile_folder(FOLDER)
    named = {role for row in catalogue.policy.rows for role in row.roles}
    assert set(catalogue.settings.roles) <= named
