"""Raw events of a case, and which of them count: those known at a moment, as corrected by then, in legal order.

A raw event is a dict: ``seq``, ``kind``, ``recorded_at``, ``run``, ``name``, ``item``, ``happened_on``,
``happened_at``, ``data``, ``pins``, ``targets``, ``migration``. Who wrote it, and why, is of no interest here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from tests.oracle.naive.days import NotCoveredError, ends

Raw = Mapping[str, Any]
Place = tuple[datetime, int, int]

DATE_ALONE, CLOCK, INSTANT = 0, 1, 2
"""At one instant: a day that ends there is over, then the clock strikes, then come the acts of that instant."""
LAST = 2**31

OF_NO_EFFECT = (
    *("crossing", "superseded", "note", "explanation", "person", "assignment", "nothing_due", "glass", "signal"),
    *("consent", "release", "basis", "objection", "withdrawal", "shared", "insight", "remark"),
)
"""Kinds that say something about a case and are no part of what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act as it reads."""

    seq: int
    run: str
    name: str
    item: str
    on: date
    at: datetime | None
    data: Mapping[str, Any]
    pins: tuple[Mapping[str, Any], ...]
    place: Place
    instead_of: int = 0
    """The decision that this one replaces from its own place on; 0 for any other act."""
    plan: Mapping[str, Any] | None = None
    """By what plan the run comes to another version of its definition here; None for any other act."""


def known_at(raw: Iterable[Raw], moment: datetime) -> list[Raw]:
    """What was recorded by then."""
    return [each for each in raw if each["recorded_at"] <= moment]


def acts(raw: Iterable[Raw]) -> list[Act]:
    """The acts that count, in legal order (docs/adr/0002)."""
    found: dict[int, Act] = {}
    for each in sorted(raw, key=lambda one: one["seq"]):
        if each["kind"] in ("act", "migration"):
            found[each["seq"]] = _act(each, each, each["seq"])
        elif each["kind"] == "redecision":
            found[each["seq"]] = replace(_act(each, each, each["seq"]), instead_of=each["targets"][0])
        elif each["kind"] == "correction":
            _correct(found, each)
        elif each["kind"] == "annulment":
            found.pop(each["targets"][0], None)
        elif each["kind"] not in OF_NO_EFFECT:
            raise NotCoveredError(f"a record of kind {each['kind']}")
    return sorted(found.values(), key=lambda act: act.place)


def _correct(found: dict[int, Act], by: Raw) -> None:
    """What it says is replaced. Its place stays unless it is said to have happened at another time."""
    target = by["targets"][0]
    old = found.get(target)
    if old is not None:
        new = _act(by, by, target)
        same = (old.on, old.at) == (new.on, new.at)
        found[target] = replace(
            new,
            run=old.run,
            name=old.name,
            item=old.item,
            place=old.place if same else new.place,
            instead_of=old.instead_of,
        )


def _act(says: Raw, record: Raw, seq: int) -> Act:
    return Act(
        seq=seq,
        run=says["run"],
        name=says["name"],
        item=says["item"],
        on=says["happened_on"],
        at=says["happened_at"],
        data=says["data"],
        pins=tuple(says["pins"]),
        plan=says.get("migration"),
        place=place(says["happened_on"], says["happened_at"], record["recorded_at"], seq),
    )


def place(on: date, at: datetime | None, recorded: datetime, seq: int) -> Place:
    """A date alone stands at the end of its day; or when it was recorded, for what is told has happened by then."""
    if at is not None:
        return at, INSTANT, seq
    return (recorded, INSTANT, seq) if recorded < ends(on) else (ends(on), DATE_ALONE, seq)


def end_of(day: date) -> Place:
    """All of the day has happened, and midnight has not struck."""
    return ends(day), DATE_ALONE, LAST


def moment(at: datetime) -> Place:
    """All that happened at the instant has."""
    return at, INSTANT, LAST
