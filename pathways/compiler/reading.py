"""Small readers that turn nodes of the tree into values: texts, names, dates, periods, lists of names.

Each reports what is wrong and returns a harmless value, so that the rest of the file is read too.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from enum import StrEnum
from typing import TypeVar

from pathways.compiler import tree
from pathways.compiler.problem import Report
from pathways.compiler.tree import Node, Place, Scalar, Sequence
from pathways.counting.period import parse_period
from pathways.errors import UsageError
from pathways.model.counting import Period, Unit

UNKNOWN = "?"
"""Stands for a name that was not found, in parts that never leave the compiler. Checks take it for *anything*."""

NO_PERIOD = Period(amount=0, unit=Unit.days)
NO_DATE = date(1, 1, 1)

RESERVED = frozenset(
    {"any", "stays", "and", "or", "not", "in", "true", "false", "happened", "code", "date", "after", "recorded"}
    | {"redecided", "all_ended", "any_in", "none_in", "signal"}
)
"""Words of the language, which nothing in a definition may be called."""

NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
"""Spelling of states, events, fields, deadlines, activities, pathways."""
_PERSONAL = re.compile(r"\s|[0-9]{6}")
"""Several words, or the digits of a date of birth: no slip of somebody who meant a name in a definition."""

HYPHENED = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
"""Spelling of sources and counting rules."""
CAPITALS = re.compile(r"[A-Z][A-Z0-9_]{0,19}")
"""Spelling of calendars."""
_LONGEST_TEXT = 2_000

Choice = TypeVar("Choice", bound=StrEnum)
Keys = Mapping[str, Node]


class Thing(StrEnum):
    """Kinds of names, each by the catalogue key of its word in definite form."""

    state = "compiler.thing_state"
    event = "compiler.thing_event"
    deadline = "compiler.thing_deadline"
    field = "compiler.thing_field"
    activity = "compiler.thing_activity"
    source = "compiler.thing_source"
    role = "compiler.thing_role"
    code_list = "compiler.thing_code_list"
    rule = "compiler.thing_rule"
    calendar = "compiler.thing_calendar"
    pathway = "compiler.thing_pathway"
    period = "compiler.thing_period"
    switch = "compiler.thing_switch"
    sector = "compiler.thing_sector"


def keys(node: Node, report: Report, *, must: tuple[str, ...] = (), may: tuple[str, ...] = ()) -> Keys:
    """The values of a mapping by key; unknown and missing keys are reported. Empty when it is no mapping."""
    if not isinstance(node, tree.Mapping):
        report.add("E204", node.at, hint="compiler.hint_mapping", what=", ".join(must + may))
        return {}
    found: dict[str, Node] = {}
    empty: set[str] = set()
    for entry in node.entries:
        if isinstance(entry.value, Scalar) and not entry.value.text and entry.key.text in must + may:
            report.add("E204", entry.value.at, hint="compiler.hint_empty", key=entry.key.text)
            empty.add(entry.key.text)
        elif entry.key.text in must or entry.key.text in may:
            found[entry.key.text] = entry.value
        else:
            _unknown_key(entry.key, must + may, report)
    missing = [key for key in must if key not in found and key not in empty]
    if missing:
        report.add("E203", node.at, keys=", ".join(f"«{key}»" for key in missing))
    return found


def _unknown_key(key: Scalar, known: tuple[str, ...], report: Report) -> None:
    meant = report.meant(key.text, known)
    if " " in key.text:
        report.add("E201", key.at, hint="compiler.hint_comma", key=key.text)
    elif meant:
        report.add("E201", key.at, hint="compiler.hint_did_you_mean", key=key.text, meant=meant)
    else:
        report.add("E201", key.at, hint="compiler.hint_known", key=key.text, known=", ".join(known))


def entries(node: Node | None, report: Report, spelling: re.Pattern[str] = NAME) -> Iterable[tuple[str, Place, Node]]:
    """The (name, its place, value) of a mapping from names; ill-formed and reserved names are reported, and kept."""
    if node is None:
        return
    if not isinstance(node, tree.Mapping):
        report.add("E204", node.at, hint="compiler.hint_names")
        return
    for entry in node.entries:
        name = entry.key.text
        if not spelling.fullmatch(name):
            report.add("E209", entry.key.at, name=_repeated(name))
        elif name in RESERVED:
            report.add("E211", entry.key.at, name=name)
        yield name, entry.key.at, entry.value


def names_in(node: Node | None) -> tuple[str, ...]:
    """The keys of a mapping, whatever they look like; none when it is no mapping."""
    return tuple(entry.key.text for entry in node.entries) if isinstance(node, tree.Mapping) else ()


def text(node: Node | None, report: Report, *, empty: bool = False) -> str:
    """A text that is not empty (unless ``empty``), without blanks around."""
    if node is None:
        return ""
    if not isinstance(node, Scalar) or (not node.text.strip() and not empty):
        report.add("E204", node.at, hint="compiler.hint_text")
        return ""
    if len(node.text) > _LONGEST_TEXT:
        report.add("E205", node.at, value=node.text[:20] + "…", hint="compiler.hint_too_long", most=_LONGEST_TEXT)
        return ""
    return node.text.strip()


def identifier(node: Node | None, report: Report) -> str:
    """A name as definitions spell them."""
    name = text(node, report)
    if name and node is not None and not NAME.fullmatch(name):
        report.add("E209", node.at, name=_repeated(name))
    return name


def _repeated(name: str) -> str:
    """What was typed as a name, as far as it may be told again: people write plans too, and may name somebody."""
    return "…" if _PERSONAL.search(name) else name


def flag(node: Node | None, report: Report) -> bool:
    """``true`` or ``false``; False when absent."""
    if node is None:
        return False
    if not isinstance(node, Scalar) or node.text not in ("true", "false"):
        report.add("E204", node.at, hint="compiler.hint_flag")
        return False
    return node.text == "true"


def number(node: Node | None, report: Report) -> int | None:
    """A whole number from 0 to 99 999; None when absent."""
    if node is None:
        return None
    if not isinstance(node, Scalar) or not re.fullmatch(r"[0-9]{1,5}", node.text):
        report.add("E204", node.at, hint="compiler.hint_number")
        return None
    return int(node.text)


def choice(node: Node | None, kind: type[Choice], default: Choice, report: Report) -> Choice:
    """One word of an enumeration; ``default`` when absent or wrong."""
    if node is None:
        return default
    allowed = [member.value for member in kind]
    if not isinstance(node, Scalar) or node.text not in allowed:
        value = node.text if isinstance(node, Scalar) else "…"
        report.add("E205", node.at, value=value, allowed=", ".join(f"«{word}»" for word in allowed))
        return default
    return kind(node.text)


def iso_date(node: Node | None, report: Report) -> date | None:
    """A civil date as ``2026-06-19``; None when absent or wrong."""
    if node is None:
        return None
    if isinstance(node, Scalar) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", node.text):
        try:
            return date.fromisoformat(node.text)
        except ValueError:
            pass
    report.add("E206", node.at, value=node.text if isinstance(node, Scalar) else "…")
    return None


def clock_time(node: Node | None, report: Report) -> time:
    """A time of day as ``08:00``, in Oslo; 08:00 when absent."""
    if node is None:
        return time(8)
    found = re.fullmatch(r"([01][0-9]|2[0-3]):([0-5][0-9])", node.text) if isinstance(node, Scalar) else None
    if found is None:
        report.add("E208", node.at, value=node.text if isinstance(node, Scalar) else "…")
        return time(8)
    return time(int(found[1]), int(found[2]))


def period(node: Node | None, report: Report) -> Period | None:
    """A period as ``3 months``; None when absent or wrong."""
    if node is None:
        return None
    if isinstance(node, Scalar):
        try:
            return parse_period(node.text)
        except UsageError:
            pass
    report.add("E207", node.at, value=node.text if isinstance(node, Scalar) else "…")
    return None


def scalars(node: Node | None, report: Report) -> tuple[Scalar, ...]:
    """The texts of a list, or one text standing for a list of one. What stands twice is reported and counts once."""
    if node is None:
        return ()
    found = node.items if isinstance(node, Sequence) else (node,)
    seen: dict[str, Scalar] = {}
    for item in found:
        if not isinstance(item, Scalar) or not item.text:
            report.add("E204", item.at, hint="compiler.hint_list")
        elif item.text in seen:
            report.add("E212", item.at, name=item.text)
        else:
            seen[item.text] = item
    return tuple(seen.values())


def reference(scalar: Scalar, thing: Thing, known: Iterable[str], report: Report) -> str:
    """The name if it is known; else UNKNOWN, and a problem."""
    known = tuple(known)
    if scalar.text in known:
        return scalar.text
    report.add_unknown(scalar.at, thing, scalar.text, known)
    return UNKNOWN


def one(node: Node | None, thing: Thing, known: Iterable[str], report: Report) -> str:
    """One known name; empty when absent, UNKNOWN when wrong."""
    if node is None:
        return ""
    if not isinstance(node, Scalar) or not node.text:
        report.add("E204", node.at, hint="compiler.hint_text")
        return UNKNOWN
    return reference(node, thing, known, report)


def some(node: Node | None, thing: Thing, known: Iterable[str], report: Report) -> tuple[str, ...]:
    """Known names, one or a list; UNKNOWN stands in for wrong ones."""
    known = tuple(known)
    found = tuple(reference(scalar, thing, known, report) for scalar in scalars(node, report))
    if node is not None and not found:
        report.add("E204", node.at, hint="compiler.hint_empty_list")
        return (UNKNOWN,)
    return tuple(dict.fromkeys(found))
