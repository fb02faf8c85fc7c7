"""Hostile and broken text: always a problem with a place, never a crash, and in good time."""

import re
import time

import pytest

from pathways.compiler.graph import Move
from pathways.compiler.problem import MOST_SUGGESTED, MOST_TOLD, Problem, Report, closest, told_lines
from pathways.compiler.source import MAX_BYTES, decode, parse
from pathways.compiler.tree import Entry, Mapping, Node, Scalar, Sequence
from tests.compiler.support import problems
from tests.support.work import calls_of


def read(text: str) -> tuple[Node | None, tuple[Problem, ...]]:
    report = Report()
    return parse(text, "f.yaml", report), report.problems()


def first(text: str) -> tuple[str, int, int]:
    """Code, line and column of the first problem."""
    _, found = read(text)
    place = found[0].place
    return found[0].code, place.line, place.column


def billion_laughs() -> str:
    lines = ["a0: &a0 [lol, lol]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 30)]
    return "\n".join(lines)


HOSTILE = {
    "200,000 brackets": ("[" * 200_000, "E104"),
    "200,000 braces": ("{a: " * 200_000, "E104"),
    "200,000 dashes": ("- " * 200_000, "E104"),
    "billion laughs": (billion_laughs(), "E106"),
    "a merge key": ("a: &x {b: c}\nd:\n  <<: *x", "E106"),
    "a tag that runs code": ("a: !!python/object/apply:os.system ['true']", "E107"),
    "a local tag": ("a: !run x", "E107"),
    "a plain tag": ("a: !!str x", "E107"),
    "a tag directive": ("%TAG ! tag:x,2000:\n---\na: b", "E109"),
    "two documents": ("a: b\n---\nc: d", "E109"),
    "NUL": ("a: b\0c", "E108"),
    "a bell": ("a: b\ac", "E108"),
    "text turned around": ("a: \u202eb", "E108"),
    "a mark of order inside": ("a: b\n\ufeffc: d", "E108"),
    "half a character": ("a: \ud800", "E108"),
    "a next-line character": ("a: b\x85c: d", "E108"),
    "a line separator": ("a: b\u2028c: d", "E108"),
    "2 MB": ("a: " + "x" * 2_000_000, "E103"),
    "2 MB of few letters": ("æ" * (MAX_BYTES // 2 + 1), "E103"),
    "60,000 parts": ("[" + "a," * 60_000 + "]", "E105"),
    "a tab": ("a:\n\tb: c", "E102"),
    "an open bracket": ("a: [b, c", "E102"),
    "an open quote": ('a: "b', "E102"),
    "a stray colon": ("a: b: c", "E102"),
    "an unfinished escape": ('a: "\\u12"', "E102"),
    "nothing": ("", "E110"),
    "blanks": ("  \n\n", "E110"),
    "comments": ("# a\n# b\n", "E110"),
    "a key that is a list": ("? [a, b]\n: c", "E111"),
    "an empty key": ("'': a", "E111"),
    "a key that stands twice": ("a: 1\na: 2", "E202"),
    "an undefined alias": ("a: *nobody", "E106"),
}


@pytest.mark.parametrize(("text", "code"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_refused_with_a_place_and_at_once(text: str, code: str) -> None:
    begun = time.process_time()
    _, problems = read(text)
    assert time.process_time() - begun < 1
    assert [problem.code for problem in problems] == [code]
    assert re.match(r"f\.yaml:[1-9][0-9]*:[1-9][0-9]*: E[0-9]{3} \S", str(problems[0]))


def test_the_place_of_a_forbidden_character_counts_characters_not_bytes() -> None:
    assert first("æøå: b\nå: å\x07") == ("E108", 2, 5)


def test_invalid_utf_8_is_pointed_at() -> None:
    report = Report()
    assert decode("a: b\nå: ".encode() + b"\xff\xfe", "f.yaml", report) is None
    (problem,) = report.problems()
    assert (problem.code, problem.place.line, problem.place.column) == ("E101", 2, 4)


def test_a_large_file_is_refused_before_it_is_decoded() -> None:
    report = Report()
    assert decode(b"\xff" * (MAX_BYTES + 1), "f.yaml", report) is None
    assert [problem.code for problem in report.problems()] == ["E103"]


def test_a_byte_order_mark_at_the_beginning_is_left_out() -> None:
    report = Report()
    assert decode(b"\xef\xbb\xbfa: b", "f.yaml", report) == "a: b"
    assert len(report) == 0


def test_every_scalar_is_text_whatever_yaml_would_make_of_it() -> None:
    root, _ = read("[no, on, 12:30, 0123, 1.10, 2026-06-19, ~, null, 0x1F, .inf, =, 1e3]")
    assert isinstance(root, Sequence)
    texts = [item.text for item in root.items if isinstance(item, Scalar)]
    assert texts == ["no", "on", "12:30", "0123", "1.10", "2026-06-19", "~", "null", "0x1F", ".inf", "=", "1e3"]


def test_nodes_know_where_they_stand() -> None:
    root, problems = read("å: [b,\n  {c: 'd'}]\n")
    assert problems == ()
    assert isinstance(root, Mapping)
    (entry,) = root.entries
    assert isinstance(entry, Entry)
    assert isinstance(entry.value, Sequence)
    assert [(node.at.line, node.at.column) for node in (entry.key, entry.value, *entry.value.items)] == [
        (1, 1),
        (1, 4),
        (1, 5),
        (2, 3),
    ]


@pytest.mark.parametrize(
    ("text", "column"),
    [("abc def", 5), ("'abc def'", 6), ('"abc def"', 6), ("'a''b def'", 1), ('"a\\tb def"', 1), ("abc\n  def", 1)],
    ids=["plain", "single quotes", "double quotes", "doubled quotes", "escapes", "two lines"],
)
def test_a_place_inside_a_text_is_known_where_text_and_source_lie_side_by_side(text: str, column: int) -> None:
    root, _ = read(text)
    assert isinstance(root, Scalar)
    assert root.place_of(4).column == column


def test_depth_up_to_the_limit_is_read() -> None:
    assert read("[" * 40 + "]" * 40)[1] == ()


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a:\n\tb: c", "tabulator"),
        ("a: b: c", "kolon"),
        ('a: {when: b in ["1"], c: d}', "enkle anførselstegn"),
        ("a:\n  b: c\n d: e", "innrykk"),
    ],
)
def test_the_hint_of_a_syntax_error_says_what_most_likely_helps(text: str, hint: str) -> None:
    _, problems = read(text)
    assert hint in problems[0].hint


def test_the_name_that_was_meant_is_looked_for_a_few_times_only_and_the_problems_are_told_up_to_a_number() -> None:
    events = "".join(f"  e{n}: {{title: X, form: [motatt{n}], from: [motatt{n}], to: stays}}\n" for n in range(300))
    with calls_of(closest) as called:
        found = problems(f"events:\n{events}")
    assert called["closest"] == MOST_SUGGESTED == 20
    assert len(found) >= 600
    told = told_lines(found)
    assert (len(told), told[-1]) == (MOST_TOLD + 1, f"… og {len(found) - MOST_TOLD} til.")
    assert told_lines(found[:MOST_TOLD])[-1] == str(found[MOST_TOLD - 1])


def test_a_thousand_names_that_cannot_be_read_are_not_followed_each_to_every_state() -> None:
    states = "".join(f"  s{n}: {{title: X}}\n" for n in range(200))
    events = "".join(f"  e{n}: {{title: X, by: [saksbehandler], from: [t{n}], to: t{n}}}\n" for n in range(200))
    with calls_of(Move.__init__) as called:
        found = problems(f"states:\n{states}events:\n{events}")
    assert sum(called.values()) < 20_000
    assert {problem.code for problem in found} >= {"E210"}
