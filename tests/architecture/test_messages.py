"""Every sentence of the catalogue is used, every key that is used exists, and its values are given."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pathways.errors
from pathways.errors import PathwaysError
from pathways.messages import CATALOGUES
from tests.architecture.repository import files, named, product_sources, tree

BOKMAL = CATALOGUES["nb"]
PARTS = tuple({re.escape(key.partition(".")[0] + ".") for key in BOKMAL})
TEMPLATES = {".jinja", ".j2", ".txt", ".html", ".md"}
ERRORS = {
    name for name, kind in vars(pathways.errors).items() if isinstance(kind, type) and issubclass(kind, PathwaysError)
}


def speaking_sources() -> list[Path]:
    """The product without the catalogues themselves."""
    return [path for path in product_sources() if not named(path).startswith("pathways/messages/nb/")]


def calls(path: Path) -> Iterator[ast.Call]:
    """The calls that take a key first: say(…), and the errors of the product."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and node.args and called_name(node) in {"say", *ERRORS}:
            yield node


def called_name(call: ast.Call) -> str:
    """What is called, without the module it comes from."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def pattern_of(text: ast.JoinedStr) -> str:
    """A regular expression for what an f-string can become; each field stands for some text."""
    return "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in text.values)


def exact_keys_of(argument: ast.expr) -> list[str]:
    """The keys a first argument can be, as far as they are written out: one for a string, both for a condition."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return [argument.value]
    if isinstance(argument, ast.IfExp):
        return exact_keys_of(argument.body) + exact_keys_of(argument.orelse)
    return []


def keys_of(argument: ast.expr) -> list[str]:
    """The keys a first argument can be; for an f-string that begins with its part, those of the catalogue that fit."""
    if not isinstance(argument, ast.JoinedStr):
        return exact_keys_of(argument)
    pattern = pattern_of(argument)
    if not pattern.startswith(PARTS):
        return []
    return [key for key in BOKMAL if re.fullmatch(pattern, key)] or [f"nothing like {pattern}"]


def fields_of(sentence: str) -> set[str]:
    """The names of the values that a sentence wants."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def used_keys() -> set[str]:
    """Keys that stand anywhere in the product as a string, can come from an f-string there, or stand in a template."""
    used: set[str] = set()
    for path in speaking_sources():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant | ast.JoinedStr):
                used.update(keys_of(node))
    templates = [path.read_text(encoding="utf-8") for path in files() if is_template(path)]
    return used | {key for key in BOKMAL if any(key in text for text in templates)}


def is_template(path: Path) -> bool:
    """True for what the product renders."""
    return path.suffix in TEMPLATES and named(path).startswith(("notifications/", "pathways/"))


def test_every_key_that_is_said_exists() -> None:
    missing = [
        f"{named(path)}:{call.lineno} {key}"
        for path in speaking_sources()
        for call in calls(path)
        for key in keys_of(call.args[0])
        if key not in BOKMAL
    ]
    assert missing == []


def test_every_sentence_gets_the_values_it_wants() -> None:
    lacking = [
        f"{named(path)}:{call.lineno} {key} lacks {', '.join(sorted(lack))}"
        for path in speaking_sources()
        for call in calls(path)
        if all(keyword.arg for keyword in call.keywords)
        for key in exact_keys_of(call.args[0])
        if (lack := fields_of(BOKMAL.get(key, "")) - {keyword.arg for keyword in call.keywords})
    ]
    assert lacking == []


def test_every_sentence_is_used() -> None:
    assert sorted(set(BOKMAL) - used_keys()) == []


def test_no_key_stands_in_two_parts() -> None:
    keys = [
        str(key.value)
        for path in product_sources()
        if named(path).startswith("pathways/messages/nb/") and path.name != "__init__.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    ]
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []


COUNTS = r"count|cases|runs|events|files|sent|deadlines|starts|version"
NEVER_ONE = {"cli.notice.several", "compiler.every_too_much", "engine.no_such_plan", "machine.too_many_codes"}
"""Told only of none, or of more than one."""


def test_what_is_counted_is_right_of_one_too() -> None:
    plural = re.compile(rf"\{{({COUNTS})\}} (\w+er|løp)\b|\w\(er\)")
    told = {key for key, sentence in BOKMAL.items() if plural.search(sentence)} - NEVER_ONE
    of_one = {one.removesuffix(suffix) for one in BOKMAL for suffix in ("_one", ".one") if one.endswith(suffix)}
    assert {key for key in told if key.removesuffix("_many") not in of_one} == set()
