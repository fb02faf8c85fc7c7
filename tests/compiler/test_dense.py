"""Pathways in which many states lead to each other: the work grows with the steps there are, and nothing is missed."""

import cProfile
import random
from itertools import product

import pytest

from pathways.compiler import coverage
from pathways.compiler.catalogue import compile_files, read_context
from pathways.compiler.context import Context
from pathways.compiler.draft import read_draft
from pathways.compiler.graph import graph_of
from pathways.compiler.problem import Report
from pathways.errors import DefinitionError
from tests.compiler.support import SAMPLE, sample_files
from tests.support.counts import count

HEAD = """pathway: tett
version: 2026-01-01
title: Tett
service: barnevern
case_prefix: TE
sources:
  rutinen: {effect: local, certainty: X, document: Lokal rutine}
"""
PLAIN = "title: Frist, within: 1 week, counting: dager, basis: rutinen, on_pause: runs"
DUTY = f"{PLAIN}, remind: {{on_due: '09:30', to: leder}}"
LAPSE = f"{PLAIN}, kind: lapse, remind: {{before: 1 day, to: leder}}"


def dense(states: int, deadlines: int) -> str:
    """Every state leads to each other; each deadline begins where one state is come to, and is met at the next."""
    others = [", ".join(f"s{j}" for j in range(states) if j != i) for i in range(states)]
    return definition(
        [f"s{i}: {{title: S, holder: barnevern{', start: true' if i == 0 else ''}}}" for i in range(states)],
        [f"til{i}: {{title: T, from: [{others[i]}], by: leder, to: s{i}}}" for i in range(states)],
        [f"frist{i}: {{{DUTY}, from: til{i}, met_by: til{i + 1}}}" for i in range(deadlines)],
    )


def drawn(seed: int) -> str:
    """A small pathway drawn by lot: three states, and deadlines that open, end and begin anew here and there."""
    lot = random.Random(seed)
    events = [f"til{a}{b}" for a, b in product(range(3), range(3)) if a != b and lot.random() < 0.8] or ["til01"]

    def one(deadline: int) -> str:
        more = [f"met_by: {lot.choice(events)}"] if lot.random() < 0.7 else []
        more += [f"opens: {{state: s{lot.randrange(3)}}}"] if lot.random() < 0.3 else []
        more += [f"opens: {{event: {lot.choice(events)}}}"] if not more and lot.random() < 0.5 else []
        more += [f"ends: {{state: s{lot.randrange(3)}}}"] if lot.random() < 0.3 else []
        begins = lot.choice([*events, "begynt"])
        return f"frist{deadline}: {{{lot.choice([DUTY, LAPSE])}, from: {begins}{', '.join(['', *more])}}}"

    return definition(
        [f"s{i}: {{title: S, holder: barnevern{', start: true' if i == 0 else ''}}}" for i in range(3)],
        [f"{name}: {{title: T, from: s{name[3]}, by: leder, to: s{name[4]}}}" for name in events],
        [one(deadline) for deadline in range(lot.randrange(1, 5))],
    )


def definition(states: list[str], events: list[str], deadlines: list[str]) -> str:
    """A definition with a start event, and one that ends the run from anywhere."""
    events = [
        "begynt: {title: B, start: true, by: leder}",
        "slutten: {title: S, from: any, by: leder, to: slutt}",
        *events,
    ]
    parts = {"states": [*states, "slutt: {title: Slutt, end: true}"], "events": events, "deadlines": deadlines}
    return HEAD + "".join(f"{name}:\n  " + "\n  ".join(lines) + "\n" for name, lines in parts.items())


def calls(text: str) -> int:
    """How many functions are called while the definition is compiled and checked."""
    files = {**sample_files(), SAMPLE: text}
    profile = cProfile.Profile(builtins=False)
    profile.enable()
    try:
        compile_files(files)
    except DefinitionError:
        pass
    finally:
        profile.disable()
    return sum(entry.callcount for entry in profile.getstats())


def gaps(text: str, context: Context) -> set[str]:
    """The states that may be without anybody reminded."""
    draft = read_draft(text, "tett.yaml", "tett.yaml", context, Report())
    assert draft is not None
    return set(coverage.gaps_of(draft.pathway, graph_of(draft.pathway), context, frozenset()))


def test_more_deadlines_side_by_side_do_not_multiply_the_work() -> None:
    few, many = calls(dense(12, 3)), calls(dense(12, 11))
    assert many < 5 * few


def test_twice_the_states_that_all_lead_to_each_other_are_four_times_the_work() -> None:
    small, large = calls(dense(12, 6)), calls(dense(24, 6))
    assert large < 5 * small


@pytest.mark.soak
def test_no_gap_is_missed_by_what_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    context = read_context(sample_files(), "", Report())
    texts = [drawn(seed) for seed in range(count(150, 5_000))]
    found = [gaps(text, context) for text in texts]
    monkeypatch.setattr(coverage, "_is_least", lambda one, other: one == other)  # leaves out nothing but the same again
    assert found == [gaps(text, context) for text in texts]
    assert {len(each) for each in found} == {0, 1, 2, 3}
