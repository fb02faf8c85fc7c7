"""The table of what serves the source documents says what is true: of the documents, and of what is there today."""

import ast
import hashlib
import re
from collections import Counter
from functools import cache

import pytest
from typer.main import get_command

from pathways.cli.app import build
from pathways.cli.past_rows import LISTS
from pathways.cli.reference import commands
from pathways.engine.figures import FIGURES
from pathways.model.pathway import FieldKind, Pathway
from tests.definitions.passages import PAGE, ROOT, Document, Plan, Served, documents, page, plans
from tests.definitions.telling import shipped
from tests.support.shared import shared_or_skip

KINDS = frozenset({"definition", "completion", "events", "command", "page", "figure"})
ROWS = [passage for document in documents() for passage in document.passages]
DOCUMENTS = pytest.mark.parametrize("document", documents(), ids=[each.id for each in documents()])


@cache
def _names() -> frozenset[str]:
    """What a row may name of the definitions: the pathways, what they hold, lists of codes and their codes."""
    catalogue = shipped()
    lists = {each.id for each in catalogue.code_lists.values()}
    codes = {f"{each.id}#{code.code}" for each in catalogue.code_lists.values() for code in each.codes}
    within = {name for pathway in catalogue.pathways for name in _within(pathway)}
    return frozenset(lists | codes | within)


def _within(pathway: Pathway) -> set[str]:
    parts = [
        *(field.name for field in pathway.fields),
        *(state.name for state in pathway.states),
        *(event.name for event in pathway.events),
        *(deadline.name for deadline in pathway.deadlines),
        *(timed.name for timed in pathway.timed),
    ]
    for activity in pathway.activities:
        parts += [activity.name, *(event.name for event in activity.events)]
        parts += [f"{activity.name}#{item.id}" for item in activity.items]
    return {pathway.id, *(f"{pathway.id}.{part}" for part in parts)}


@cache
def _commands() -> frozenset[str]:
    """Every command, and every figure with the command whose ``--list`` names it."""
    figures = {"pathways report deadlines": FIGURES, "pathways report past": LISTS}
    named = {f"{command} --list {figure}" for command, those in figures.items() for figure in those}
    return frozenset({path for path, _ in commands(get_command(build()), "pathways")} | named)


@cache
def _tests(path: str) -> frozenset[str]:
    """The tests of a file; none where the file is not there."""
    if not (ROOT / path).is_file():
        return frozenset()
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[:5] == "test_")


def test_the_page_is_what_the_files_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.definitions.passages"


@DOCUMENTS
def test_every_line_of_a_document_stands_once(document: Document) -> None:
    text = shared_or_skip(f"domain/seeds/{document.file}").read_bytes()
    assert hashlib.sha256(text).hexdigest() == document.sha256, "another text than the one its lines were counted in"
    lines = enumerate(text.decode("utf-8").split("\n"), 1)
    written = {n for n, line in lines if any(sign.isalnum() for sign in line)}
    told = Counter(n for each in document.passages for n in each.lines if n in written)
    told.update(n for lines, _ in document.beside for n in lines if n in written)
    assert {n: told[n] for n in written if told[n] != 1} == {}


@DOCUMENTS
def test_no_six_words_of_a_document_are_copied(document: Document) -> None:
    text = _runs(shared_or_skip(f"domain/seeds/{document.file}").read_text("utf-8"))
    ours = {each.place: _runs(f"{each.says} {each.rest} {each.not_served}") for each in document.passages}
    assert {place: sorted(runs & text) for place, runs in ours.items() if runs & text} == {}


def _runs(text: str) -> set[tuple[str, ...]]:
    """Every six words that follow each other."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[n : n + 6]) for n in range(len(words) - 5)}


def test_every_document_there_is_has_its_rows() -> None:
    there = {path.name for path in shared_or_skip("domain/seeds").glob("*.txt")}
    assert there == {document.file for document in documents()}


@DOCUMENTS
def test_passages_stand_in_the_order_of_the_document(document: Document) -> None:
    first = [passage.lines[0] for passage in document.passages]
    assert first == sorted(first)
    assert all(what for _, what in document.beside)


def test_no_row_is_empty() -> None:
    empty = [each.place for each in ROWS if not each.says or not each.lines or each.served is Served.empty]
    assert empty == []


def test_a_row_says_one_thing_and_not_its_opposite() -> None:
    """Why it is left out stands where it is; what is missing stands where some of it is there."""
    assert [each.place for each in ROWS if bool(each.not_served) != (each.served is Served.never)] == []
    assert [each.place for each in ROWS if bool(each.rest) != (each.served is Served.part)] == []


def test_every_name_that_serves_a_passage_exists() -> None:
    known = _names() | _commands()
    assert {each.place: name for each in ROWS for name in each.by if name not in known} == {}


def test_what_serves_a_passage_is_shown_by_a_test_that_is_there() -> None:
    assert [each.place for each in ROWS if bool(each.shown) != bool(each.by)] == []
    named = {(each.place, *shown.split("::")) for each in ROWS for shown in each.shown}
    assert {place: name for place, path, name in named if name not in _tests(path)} == {}


def test_what_a_passage_waits_for_is_told_of() -> None:
    assert {each.place: name for each in ROWS for name in each.planned if name not in plans()} == {}


@pytest.mark.parametrize("plan", plans().values(), ids=list(plans()))
def test_what_is_waited_for_has_not_come_meanwhile(plan: Plan) -> None:
    assert plan.kind in KINDS
    assert plan.what
    assert (plan.name in shipped().versions) == (plan.kind == "completion")
    assert bool(plan.command) == (plan.kind == "command")
    assert plan.command not in _commands()


def test_whatever_is_waited_for_is_asked_for_by_some_passage() -> None:
    asked = {name for passage in ROWS for name in passage.planned}
    assert set(plans()) - asked == set()


def test_the_checklist_of_the_referral_holds_what_the_document_asks_for() -> None:
    """A referral records what it holds, and may hold each point that the document names."""
    (pathway,) = shipped().versions["bup_vurdering"]
    (held,) = [field for field in pathway.fields if field.name == "innhold"]
    records = {event.name for event in pathway.events if "innhold" in (*event.records, *event.may_record)}
    asked = {
        name.partition("#")[2] for passage in ROWS for name in passage.by if name.startswith("bup/henvisning_innhold#")
    }
    assert held.code_list == "bup/henvisning_innhold"
    assert "henvisning_mottatt" in records
    assert len(asked) == 17
    assert asked <= {code.code for code in shipped().code_lists[held.code_list].codes}


def test_the_health_service_chooses_its_tools_itself() -> None:
    """Tool and method are free text: no list can leave one out."""
    (pathway,) = shipped().versions["barnevern_forlop"]
    assert [field.kind for field in pathway.fields if field.name == "verktoy"] == [FieldKind.text]


def test_each_who_refers_is_a_code() -> None:
    (pathway,) = shipped().versions["bup_vurdering"]
    assert [field.code_list for field in pathway.fields if field.name == "henviser"] == ["bup/henviser"]
    assert "fastlege" in {code.code for code in shipped().code_lists["bup/henviser"].codes}
