"""Reads local settings: the roles there are, and what the law leaves to the place: who, how long, whether."""

from collections.abc import Iterable

from pathways.compiler import tree
from pathways.compiler.local_settings import NAME, read_flags, read_periods
from pathways.compiler.problem import Report
from pathways.compiler.read_title import title
from pathways.compiler.reading import Thing, entries, keys, number, one, some
from pathways.compiler.source import parse
from pathways.compiler.tree import Node
from pathways.model.local_settings import LocalSettings

FILE = "settings.yaml"
MOST_DAYS = 366
"""The most days before its end at which anybody is reminded of a protected address."""

MOST_WAITING = 60
"""The most working days before people are told again of a message that waits."""

NO_SETTINGS = LocalSettings(roles={}, role_settings={})


def read_settings(
    source: str | None, file: str, report: Report, code_lists: Iterable[str] | None = None
) -> LocalSettings:
    """The settings written in ``source``. ``code_lists``: which there are; None: nobody asks whether they are there."""
    root = None if source is None else parse(source, file, report)
    if root is None:
        return NO_SETTINGS
    may = ("role_settings", "periods", "flags", "late_entry", "messages", "missed_reason", "person_review")
    found = keys(root, report, must=("roles",), may=may)
    roles = {name: title(node, report) for name, _, node in entries(found.get("roles"), report)}
    message_days, message_roles = _messages(found.get("messages"), roles, report)
    return LocalSettings(
        roles=roles,
        role_settings=_role_settings(found.get("role_settings"), roles, report),
        periods=read_periods(found.get("periods"), report),
        flags=read_flags(found.get("flags"), report),
        late_from=_late_from(found.get("late_entry"), report),
        message_days=message_days,
        message_roles=message_roles,
        missed_lists=_missed_lists(found.get("missed_reason"), code_lists, report),
        review_days=_review_days(found.get("person_review"), report),
    )


def _late_from(node: Node | None, report: Report) -> int | None:
    """From how many days on an entry is late. The same day is never late."""
    if node is None:
        return None
    given = keys(node, report, must=("from_days",)).get("from_days")
    days = number(given, report)
    if given is not None and days == 0:
        report.add("E808", given.at)
    return days or None


def _missed_lists(node: Node | None, code_lists: Iterable[str] | None, report: Report) -> dict[str, str]:
    """For each kind of service the list that reasons are taken from where a definition names none."""
    known = None if code_lists is None else tuple(code_lists)
    found = {}
    for service, _, each in entries(node, report):
        named = [each.text] if known is None and isinstance(each, tree.Scalar) else known or ()
        found[service] = one(each, Thing.code_list, named, report)
    return found


def _review_days(node: Node | None, report: Report) -> tuple[int, ...]:
    """How many days before the last day of a protected address people are reminded; the most first."""
    if node is None:
        return ()
    given = keys(node, report, must=("days_before",)).get("days_before")
    if given is None:
        return ()
    if not isinstance(given, tree.Sequence):
        report.add("E930", given.at, most=MOST_DAYS)
        return ()
    found = [number(each, report) or 0 for each in given.items]
    if len(set(found)) < len(found) or not all(0 < days <= MOST_DAYS for days in found):
        report.add("E930", given.at, most=MOST_DAYS)
    return tuple(sorted(found, reverse=True))


def _messages(node: Node | None, roles: Iterable[str], report: Report) -> tuple[int | None, tuple[str, ...]]:
    """After how many working days people are told again of a message that waits, and who where nobody is named."""
    if node is None:
        return None, ()
    given = keys(node, report, must=("remind_after",), may=("tell",))
    told, after = given.get("tell"), given.get("remind_after")
    days = number(after, report)
    if after is not None and days is not None and not 0 < days <= MOST_WAITING:
        report.add("E980", after.at, most=MOST_WAITING)
    return days or None, () if told is None else some(told, Thing.role, roles, report)


def _role_settings(node: Node | None, roles: Iterable[str], report: Report) -> dict[str, tuple[str, ...]]:
    if node is None:
        return {}
    if not isinstance(node, tree.Mapping):
        report.add("E204", node.at, hint="compiler.hint_names")
        return {}
    settings = {}
    for entry in node.entries:
        if not NAME.fullmatch(entry.key.text):
            report.add("E805", entry.key.at, name=entry.key.text)
        settings[entry.key.text] = some(entry.value, Thing.role, roles, report)
    return settings
