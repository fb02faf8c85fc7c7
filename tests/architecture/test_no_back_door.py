"""No way to write what a case is without an event: who writes to the tables beside the log is listed here by name.

A function of the store that writes to one of them, or a caller of such a function outside the store, that is not in
these lists fails: say in the list by which event it writes, or write by one that is there.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.repository import ROOT

TABLES = frozenset({"CASE_HEAD", "CASE_STATE", "TIMER", "DERIVATION", "EVENT", "PAYLOAD"})
"""What a case is: its log, and what the engine keeps of it."""

WRITES = frozenset({"insert", "update", "delete"})

WRITERS = {
    "events.append": "adds events to a case whose head is locked",
    "heads.insert_head": "the head of a case that is opened",
    "heads.update_head": "the head after an event",
    "heads.write_state": "what the case is after an event",
    "timers.replace": "what waits for the clock after an event",
    "timers.replace_all": "all of it, written anew",
    "derivations.keep": "how the dates came to be that an event set",
    "projections.write": "what the log gives, written anew",
    "destroying.destroy": "empties texts and persons that a decision of two people in the log names",
    "destroying.exchange_key": "seals what is left under another key, after such a decision",
}
"""Functions of the store that write to them, and what for."""

CALLERS = {
    "engine.engine.Engine.open_in": "a case is opened: its start event follows in the same transaction",
    "engine.noting.open_writer": "the same of a case that another part opens: a message or a report that is followed",
    "engine.transaction._append": "the events of a draft",
    "engine.transaction._rearm": "the timers after them",
    "engine.transaction.save": "the head, the state and the derivations after them",
    "engine.rebuilding._write": "what the log gives, where something else was kept: no event, as nothing has happened",
    "engine.destroying.Destroying.approve": "after the decision, which is an event",
    "vault.renewing.renew_key": "after the decision, too",
}
"""Functions outside the store that call one of them, and the event that goes with it."""

IN_WORDS = re.compile(
    r"\b(INSERT INTO|REPLACE INTO|UPDATE|DELETE FROM|TRUNCATE)\s+"
    r"(case_head|case_state|timer|derivation|event|payload)\b",
    re.IGNORECASE,
)


def modules(folder: Path) -> Iterator[tuple[str, ast.Module]]:
    for file in sorted(folder.rglob("*.py")):
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        yield name, ast.parse(file.read_text(encoding="utf-8"))


def functions(tree: ast.AST, before: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Every function with its name, those of classes by ``Class.name``; one inside another belongs to it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield before + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from functions(node, f"{before}{node.name}.")


def writes_to(node: ast.AST) -> bool:
    """Whether a statement on one of the tables is made somewhere in it."""
    return any(
        isinstance(each, ast.Call)
        and isinstance(each.func, ast.Name)
        and each.func.id in WRITES
        and any(isinstance(given, ast.Name) and given.id in TABLES for given in each.args)
        for each in ast.walk(node)
    )


def names_in(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def writing(tree: ast.Module) -> set[str]:
    """Functions of a module that make such a statement, or run one that the module keeps, or call one that does."""
    kept = set[str]()
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and writes_to(node):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            kept.update(target.id for target in targets if isinstance(target, ast.Name))
    own = {name for name, node in functions(tree) if writes_to(node) or names_in(node) & kept}
    while more := {name for name, node in functions(tree) if name not in own and names_in(node) & own}:
        own |= more
    return own


def writers() -> set[str]:
    """The same of the whole store, by module and name."""
    return {
        f"{module.removeprefix('pathways.store.')}.{name}"
        for module, tree in modules(ROOT / "pathways/store")
        if ".migrations." not in module
        for name in writing(tree)
    }


def public(names: set[str]) -> set[str]:
    return {name for name in names if not name.rpartition(".")[2].startswith("_")}


def callers() -> dict[str, set[str]]:
    """Functions outside the store that use a writer, each with which, by ``module.function`` of the store."""
    known = public(writers())
    found: dict[str, set[str]] = {}
    for module, tree in modules(ROOT / "pathways"):
        if module.startswith("pathways.store."):
            continue
        imported = {
            alias.asname or alias.name: f"{node.module.removeprefix('pathways.store')}.{alias.name}".strip(".")
            for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module
            and node.module.startswith("pathways.store")
            for alias in node.names
        }  # fmt: skip
        for name, node in functions(tree):
            used = {
                f"{imported[each.value.id]}.{each.attr}"
                for each in ast.walk(node)
                if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name) and each.value.id in imported
            }
            used |= {imported[each] for each in names_in(node) & imported.keys()}
            if used & known:
                found[f"{module.removeprefix('pathways.')}.{name}"] = used & known
    return found


def test_only_these_functions_of_the_store_write_what_a_case_is() -> None:
    assert public(writers()) == WRITERS.keys()


def test_only_these_functions_outside_the_store_call_them() -> None:
    assert callers().keys() == CALLERS.keys()


def test_nothing_is_written_to_these_tables_in_words() -> None:
    """A statement in a string would be seen by nobody above. The triggers of the log are made with the tables."""
    said = [
        (module, node.value)
        for module, tree in modules(ROOT / "pathways")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and IN_WORDS.search(node.value)
    ]
    assert said == []


def test_the_reading_of_the_code_finds_a_new_one() -> None:
    """What this file rests on: a statement is found in a function, in a name of the module, and behind a call."""
    code = """
_ONE = HotStatement(update(CASE_HEAD), ())
def direct(conn): conn.execute(delete(TIMER).where(x))
def kept(conn): _ONE.run(conn)
def behind(conn): direct(conn)
def reads(conn): conn.execute(select(CASE_HEAD))
"""
    assert set(writing(ast.parse(code))) == {"direct", "kept", "behind"}
