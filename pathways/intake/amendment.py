"""A file with several changes of one case: what is asked for, by type. Whether it can be is for the engine to say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pathways.intake.json_file import Item, read_json

MOST_CHANGES = 300
"""Of one file: SQLite keeps everybody else waiting while a set is judged and written (docs/benchmarks.md)."""

MOST_OF_WHAT_STANDS = 100
"""Corrections and annulments of one file: the case is folded whole for each, which an entry does not ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One change. Of ``annul``, ``correct``, ``redecide`` (seqs or 0) and ``enter`` (an event) exactly one is set."""

    place: str
    annul: int = 0
    correct: int = 0
    redecide: int = 0
    enter: str = ""
    happened: str = ""
    """As typed; empty: as it was, or now."""
    values: Mapping[str, str]
    unset: tuple[str, ...] = ()
    reason: str = ""
    late_reason: str = ""
    codes: tuple[str, ...] = ()
    why: str = ""
    activity: str = ""
    run: str = ""
    label: str = ""
    within: str = ""


_OF_ANNUL = ("annul", "reason", "why")
_OF_CORRECT = ("correct", "happened", "set", "unset", "reason", "codes", "why")
_OF_ENTER = ("enter", "happened", "set", "reason", "late_reason", "codes", "activity", "run", "label", "within")
_OF_REDECIDE = ("redecide", "happened", "set", "reason", "codes")
_OF_REASONS = frozenset({"explain", "deadline"})
"""How somebody may try to say why a deadline was missed, which is no part of a set (docs/adr/0014)."""

_KINDS = {"annul": _OF_ANNUL, "correct": _OF_CORRECT, "enter": _OF_ENTER, "redecide": _OF_REDECIDE}


def read_amendment(path: Path) -> tuple[Wanted, ...]:
    """The changes of a file, in its order. Raises: UsageError with the place of the first thing that is wrong."""
    whole = read_json(path)
    entries = list(whole.entries(MOST_CHANGES))
    if not entries:
        whole.refuse("intake.no_changes")
    wanted = tuple(map(_wanted, entries))
    if sum(1 for each in wanted if each.correct or each.annul) > MOST_OF_WHAT_STANDS:
        whole.refuse("intake.too_many_of_past", most=str(MOST_OF_WHAT_STANDS))
    _check_labels(entries, wanted)
    _check_once(entries, wanted)
    return wanted


def _check_labels(entries: Sequence[Item], wanted: Sequence[Wanted]) -> None:
    labels: set[str] = set()
    for entry, each in zip(entries, wanted, strict=True):
        if each.label in labels:
            entry.refuse_in("label", "intake.label_twice")
        labels |= {each.label} - {""}
    for entry, each in zip(entries, wanted, strict=True):
        if each.within and each.within not in labels:
            entry.refuse_in("within", "intake.no_such_label")


def _check_once(entries: Sequence[Item], wanted: Sequence[Wanted]) -> None:
    """An event stands in one change only: what several of them would make of it cannot be told."""
    about: dict[int, Wanted] = {}
    for entry, each in zip(entries, wanted, strict=True):
        seq = each.annul or each.correct or each.redecide
        first = about.setdefault(seq, each) if seq else each
        if first is not each:
            annuls = (first.annul or each.annul) and (first.redecide or each.redecide)
            entry.refuse("intake.annulled_too" if annuls else "intake.changed_twice", first=first.place)


def _wanted(entry: Item) -> Wanted:
    names = entry.value if isinstance(entry.value, dict) else {}
    kinds = [kind for kind in _KINDS if kind in names]
    if not kinds and not _OF_REASONS.isdisjoint(names):
        entry.refuse("intake.no_reasons")
    if len(kinds) != 1:
        entry.refuse("intake.which_change", known=", ".join(_KINDS))
    kind = kinds[0]
    given = entry.fields(_KINDS[kind])

    def text(name: str) -> str:
        return given[name].text() if name in given else ""

    def name(name: str) -> str:
        return given[name].name() if name in given else ""

    if kind == "annul" and "why" in given and "reason" in given:
        entry.refuse("intake.why_and_reason")
    return Wanted(
        place=entry.place,
        annul=given["annul"].number() if kind == "annul" else 0,
        correct=given["correct"].number() if kind == "correct" else 0,
        redecide=given["redecide"].number() if kind == "redecide" else 0,
        enter=name("enter"),
        happened=given["happened"].moment() if "happened" in given else "",
        values=given["set"].values() if "set" in given else {},
        unset=given["unset"].names() if "unset" in given else (),
        reason="" if kind == "annul" else text("reason"),
        late_reason=text("late_reason"),
        codes=given["codes"].texts() if "codes" in given else (),
        why=text("why") or text("reason") if kind == "annul" else text("why"),
        activity=name("activity"),
        run=name("run"),
        label=name("label"),
        within=name("within"),
    )
