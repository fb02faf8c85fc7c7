"""What two versions of a pathway mean otherwise, in words for those who know the law and not the language."""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from pathways.compiler.difference import RENAMED, THERE, Difference
from pathways.counting.telling import write_period
from pathways.messages import say
from pathways.model.counting import Period, Unit

Row = tuple[str, str, str, str]

SPELLED: Mapping[str, str] = MappingProxyType(
    {
        "true": "cli.diff.yes",
        "false": "cli.diff.no",
        "any": "cli.diff.any",
        "stays": "cli.diff.stays",
        "signal": "cli.diff.signal",
        "unset": "local.not_set",
        "always": "local.always",
    }
)
"""What the definition language spells so, wherever it stands alone."""

WORDS = frozenset({"kind", "on_pause", "on_redecide", "every_aligned", "every_first", "every_same_day", "algorithm"})
"""What has one of a few words of the language as its value, each told in other words."""

BASES = frozenset({"basis", "pause_basis", "at_most_basis"})
"""What has an effect, a certainty and a law as its value."""

_PERIOD = re.compile(r"\b(\d+)[ -](days?|weeks?|months?|years?|working[ _]days?|hours?)\b")
_RUNG = re.compile(r"(before|after)-(.+)")
_DAY = re.compile(r"month (\d+), day (\d+), law (.*)")
_EASTER = re.compile(r"offset (-?\d+), law (.*)")


def rows(found: Sequence[Difference]) -> Iterator[Row]:
    """A row for each thing that is otherwise; one alone for what is new, gone, or only called otherwise."""
    whole = {(each.part, each.name): _whole(each) for each in found if _whole(each)}
    for each in found:
        if (each.part, _owner(each)) in _owners(whole):
            continue
        if (each.part, each.name) not in whole:
            yield _part(each), _name(each), _what(each), _change(each)
        elif _whole(each):
            yield _part(each), _name(each), _whole(each), ""


def _whole(each: Difference) -> str:
    """What is said of a thing as a whole; empty where this is said of something in it."""
    if each.what == RENAMED:
        return say("cli.diff.renamed", before=each.before)
    if each.what == THERE or (each.part in ("rule", "calendar") and each.what == "id"):
        return say("cli.diff.come") if not each.before else say("cli.diff.gone") if not each.after else ""
    return ""


def _owners(whole: dict[tuple[str, str], str]) -> set[tuple[str, str]]:
    """The parts of what is itself new or gone, by the name of the latter: they go without saying."""
    out = {say("cli.diff.come"), say("cli.diff.gone")}
    deadlines = {("reminder", name) for (part, name), said in whole.items() if part == "deadline" and said in out}
    activities = {name for (part, name), said in whole.items() if part == "activity" and said in out}
    return deadlines | {(part, name) for name in activities for part in ("state", "event")}


def _owner(each: Difference) -> str:
    return each.name.partition(": " if each.part == "reminder" else ".")[0] if each.part != "deadline" else ""


def _part(each: Difference) -> str:
    return say(f"cli.diff.part_{each.part}")


def _name(each: Difference) -> str:
    """A reminder is named by its deadline and its day, all else as in the definition."""
    if each.part != "reminder":
        return each.name
    deadline, _, rung = each.name.partition(": ")
    found = _RUNG.fullmatch(rung)
    if found is None:
        return say("cli.diff.rung_on", deadline=deadline)
    return say(f"cli.diff.rung_{found[1]}", deadline=deadline, period=_periods(found[2]))


def _what(each: Difference) -> str:
    what, _, day = each.what.partition(": ")
    if what == "to" and each.part == "event" and ": " in each.before + each.after:
        what = "to_when"
    return f"{say(f'cli.diff.what_{what}')} {day}".rstrip()


def _change(each: Difference) -> str:
    return say("cli.diff.change", before=_value(each, each.before), after=_value(each, each.after))


def _value(each: Difference, value: str) -> str:
    if not value:
        return say("cli.diff.nothing")
    if value in SPELLED:
        return say(SPELLED[value])
    if each.what in WORDS:
        return say(f"cli.diff.word_{value}")
    if each.what == "units":
        return ", ".join(say(f"counting.units.{unit}") for unit in value.split("; "))
    if each.what in BASES:
        effect, _, rest = value.partition(" ")
        return f"{say(f'cli.effect.{effect}')} {rest}"
    return _periods(_red_day(value))


def _red_day(value: str) -> str:
    if found := _DAY.fullmatch(value):
        return f"{found[2]}.{found[1]}. ({found[3]})"
    if found := _EASTER.fullmatch(value):
        return say("cli.diff.easter", days=found[1], law=found[2])
    return value


def _periods(value: str) -> str:
    """The periods in a value as people write them: «1 week» is «1 uke»."""

    def told(found: re.Match[str]) -> str:
        unit = found[2].replace(" ", "_")
        return write_period(Period(amount=int(found[1]), unit=Unit(unit if unit.endswith("s") else f"{unit}s")))

    return _PERIOD.sub(told, value)
