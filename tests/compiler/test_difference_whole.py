"""Nothing that a definition can say otherwise goes untold: every attribute of the model is changed, one at a time.

An attribute that is new to the model fails here until ``definition diff`` tells it, or until it is listed as prose.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from pathways.compiler.difference import differences
from pathways.model import expression
from pathways.model.basis import Basis, Certainty, Effect
from pathways.model.counting import Period, Unit
from pathways.model.every import Aligned, Every, First, Reduced
from pathways.model.local_choice import LocalChoice
from pathways.model.on_redecide import OnRedecide
from pathways.model.pathway import (
    Activity,
    Deadline,
    Event,
    Extension,
    Maximum,
    NeverLater,
    Pathway,
    Reminder,
    State,
    Title,
)
from pathways.model.signal import Send
from tests.support.worlds import shipped

Path = tuple[str | int, ...]
Attribute = tuple[type, str]

TRIED = 3
"""Places at which each attribute is changed, where there are so many."""

EXEMPT: Mapping[Attribute, str] = MappingProxyType(
    {
        (Pathway, "sources"): "told where they are used",
        (Pathway, "digest"): "follows from all the rest",
        (Pathway, "source_hash"): "is over comments too",
        (Pathway, "origin"): "where the file lies",
        (Pathway, "slots"): "each told as a deadline",
        (Pathway, "local"): "told where they are used",
        (LocalChoice, "name"): "told where it is used",
        (LocalChoice, "used_by"): "told where it is used",
        (Basis, "note"): "prose",
        (Reminder, "rung"): "stands in the id",
        (Reminder, "offset"): "stands in the id",
    }
)
"""What is not told of its own, and why. Titles are no difference anywhere."""

A_PERIOD = Period(amount=9, unit=Unit.weeks)
A_DAY = date(2026, 1, 1)
A_BASIS = Basis(
    id="x",
    effect=Effect.local,
    certainty=Certainty.X,
    law="x",
    url="x",
    read=A_DAY,
    valid_from=A_DAY,
    valid_to=A_DAY,
    note="x",
)
A_TITLE = Title(nb="x", nn="", en="")
A_GUARD = expression.Recorded(name="noe_annet")
A_MESSAGE = Send(message="x", to="y", when=A_GUARD, starts="z", shares=("x", "y"), fills=(("x", "y"),))
REDUCED = Reduced(by=("x",), until=("y",), times=1)
EVERY = Every(times=2, aligned=Aligned.calendar, first=First.whole, each=True, reduced=REDUCED)

FULL: Mapping[type, Mapping[str, object]] = MappingProxyType(
    {
        Basis: {"read": A_DAY, "valid_from": A_DAY, "valid_to": A_DAY},
        Deadline: {
            "only_when": A_GUARD,
            "opens_states": ("x",),
            "opens_events": ("y",),
            "within": A_PERIOD,
            "reporting_days": 7,
            "reporting_days_extended": 9,
            "met_by": ("x",),
            "ended_by": ("x",),
            "ended_in": ("y",),
            "extension": Extension(by="x", within=A_PERIOD),
            "pause_basis": A_BASIS,
            "missed_word": A_TITLE,
            "at_most": Maximum(within=A_PERIOD, rule="dl-148", basis=A_BASIS),
            "every": EVERY,
            "on_redecide": OnRedecide.keeps,
        },
        Event: {
            "sources": ("x",),
            "by": ("x",),
            "records": ("x",),
            "may_record": ("x",),
            "redecided_by": ("x",),
            "never_later": (NeverLater(field="x", otherwise=A_TITLE),),
            "redecided_past": ("x",),
            "approved_by": ("x",),
            "sends": (A_MESSAGE,),
        },
        Activity: {"open_in": ("x",), "each_event": "x", "each_field": "y", "flags": (("x", A_GUARD),)},
        State: {"holder": "x", "silent": "x", "overdue": "x"},
    }
)
"""What is laid over the first thing of its kind in a shipped pathway, so that each attribute has something in it."""


def _full(value: Any, laid: set[type]) -> Any:  # noqa: ANN401 (any part of the model)
    """The same, with everything there can be in the first thing of each kind."""
    if isinstance(value, tuple):
        return tuple(_full(part, laid) for part in value)
    if not _is_part(value):
        return value
    if type(value) in FULL and type(value) not in laid:
        laid.add(type(value))
        value = replace(value, **FULL[type(value)])
    return replace(value, **{each.name: _full(getattr(value, each.name), laid) for each in fields(value)})


def _is_part(value: object) -> bool:
    """Whether it is of the model itself; guards are told whole, and titles not at all."""
    return is_dataclass(value) and not isinstance(value, Title) and type(value).__module__ != expression.__name__


@cache
def pathways() -> tuple[Pathway, ...]:
    """Every shipped pathway, with all there can be somewhere in it."""
    return tuple(_full(each, set()) for each in shipped().catalogue.pathways)


def _parts(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:  # noqa: ANN401
    if isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _parts(part, (*path, number))
    elif _is_part(value):
        yield path, value
        for each in fields(value):
            yield from _parts(getattr(value, each.name), (*path, each.name))


def _put(value: Any, path: Path, new: object) -> Any:  # noqa: ANN401
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return (*value[:step], _put(value[step], rest, new), *value[step + 1 :])
    return replace(value, **{step: _put(getattr(value, step), rest, new)})


def _other(part: object, name: str) -> object:
    """Another value than the one that stands there; None where nothing stands there, or where it is a title."""
    value = getattr(part, name)
    if name == "rule":
        return "working-days" if value != "working-days" else "dl-148"
    if name == "calendar":
        return "NO_SAT"
    if isinstance(value, bool):
        return not value
    if isinstance(value, StrEnum):
        return next(each for each in type(value) if each is not value)
    if isinstance(value, int):
        return value + 1
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, time):
        return value.replace(minute=(value.minute + 1) % 60)
    if isinstance(value, str):
        return f"{value}_og_mer"
    if isinstance(value, tuple) and value:
        return value[:-1]
    guard = is_dataclass(value) and type(value).__module__ == expression.__name__
    return expression.Not(operand=value) if guard else None


def _idle(part: object, name: str) -> bool:
    """Whether another value there would mean nothing."""
    if isinstance(part, Every):
        return name == "first" and part.aligned is Aligned.anchor
    return isinstance(part, Activity) and name == "each_field" and not part.each_event


def attributes() -> list[Attribute]:
    """Every attribute of all that a pathway is made of; not titles, nor what is walked into."""
    found: dict[type, None] = {Pathway: None}
    for kind in (kinds := [Pathway]):
        for hint in get_type_hints(kind).values():
            for inner in _within(hint):
                if inner not in found:
                    found[inner] = None
                    kinds.append(inner)
    return [(kind, each.name) for kind in found for each in fields(kind)]


def _within(hint: Any) -> Iterator[Any]:  # noqa: ANN401 (what type hints are)
    for argument in get_args(hint):
        yield from _within(argument)
    if isinstance(hint, type) and is_dataclass(hint) and hint is not Title and hint.__module__ != expression.__name__:
        yield hint


def _walked_into(kind: type, name: str) -> bool:
    """Whether it is one thing of the model, each of whose attributes is changed instead, or a title."""
    hint = get_type_hints(kind)[name]
    inside = any(_within(hint)) or Title in (hint, *get_args(hint))
    return inside and get_origin(hint) is not tuple


@pytest.mark.parametrize("attribute", attributes(), ids=lambda each: f"{each[0].__name__}.{each[1]}")
def test_every_attribute_that_is_otherwise_is_told(attribute: Attribute) -> None:
    kind, name = attribute
    if attribute in EXEMPT or _walked_into(kind, name):
        return
    tried, context = 0, shipped().catalogue.context
    for pathway in pathways():
        for path, part in _parts(pathway):
            exempt = path[:1] == ("sources",) or "offset" in path or _idle(part, name)
            if type(part) is not kind or exempt or tried == TRIED:
                continue
            other = _other(part, name)
            if other is not None:
                tried += 1
                changed = _put(pathway, (*path, name), other)
                assert differences(pathway, context, changed, context), path
    assert tried, f"nothing shows what becomes of {kind.__name__}.{name}: lay it over in FULL, or exempt it"
