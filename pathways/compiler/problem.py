"""What is wrong with a definition, and where. Sentences stand in the catalogue, codes in ``codes_of_problems``."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pathways.compiler.codes_of_problems import CODES
from pathways.compiler.tree import Place
from pathways.messages import say

FIRST_EFFECT, FIRST_BESIDE = "E3", "E8"
"""Codes between these can follow from others: E1 and E2 are what stands there, E8 lies in other files."""

MOST_SUGGESTED = 20
"""Unknown names of one report for which the one that was meant is looked for. To look is slow, and a file with more of
them has another fault."""

MOST_TOLD = 200
"""Problems told to people; the rest are counted."""

_RULES = ("compiler.rule_one_of", "compiler.rule_codes")
"""Rules of which keys go together, given by their catalogue keys."""
_ROLE = "compiler.thing_role"

LONGEST_QUOTE = 60
"""Characters of a definition repeated in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One thing to mend. Sorts by place, then code. The hint is empty where there is none."""

    place: Place
    code: str
    sentence: str
    hint: str

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.place}: {self.code} {self.sentence}{hint}"


class Report:
    """Collects problems while a definition is read; nothing stops at the first."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}
        self._suggested = 0

    def add(self, code: str, at: Place, *, hint: str = "", **values: object) -> None:
        """Note a problem. ``hint`` is a catalogue key; without it the code's own hint is given, if it has one."""
        kind = CODES[code]
        quoted = {name: _quoted(value) for name, value in values.items()}
        quoted |= {name: say(text) for name, text in quoted.items() if name == "rule" and text in _RULES}
        key = hint or kind.hint
        told = say(key, **quoted) if key else ""
        self._found[Problem(place=at, code=code, sentence=say(kind.sentence, **quoted), hint=told)] = None

    def add_unknown(self, at: Place, kind: str, name: str, known: tuple[str, ...]) -> None:
        """Note E210: the thing of ``kind`` (a catalogue key) is not there; perhaps one of ``known`` was meant."""
        values = {"thing": say(kind), "name": name}
        meant = self.meant(name, known)
        if meant:
            self.add("E210", at, hint="compiler.hint_did_you_mean", meant=meant, **values)
        elif kind == _ROLE:
            self.add("E210", at, hint="compiler.hint_role", known=_listed(known), **values)
        elif known:
            self.add("E210", at, hint="compiler.hint_known", known=_listed(known), **values)
        else:
            self.add("E210", at, **values)

    def meant(self, name: str, known: tuple[str, ...]) -> str:
        """The known name that was most likely meant; empty when none is near, or many have been looked for already."""
        if self._suggested >= MOST_SUGGESTED:
            return ""
        self._suggested += 1
        return closest(name, known)

    def hold_back(self, parts: Sequence[Place]) -> None:
        """Leave out what may only follow from something unread: in a part with a problem of E1 or E2, all others.

        ``parts`` are where the parts of one file begin, in order; a part goes on to the next.
        """
        causes = {_part(problem, parts) for problem in self._found if problem.code < FIRST_EFFECT} - {-1}
        held = [p for p in self._found if FIRST_EFFECT <= p.code < FIRST_BESIDE and _part(p, parts) in causes]
        for problem in held:
            del self._found[problem]

    def problems(self) -> tuple[Problem, ...]:
        """What was found, sorted; a thing told twice stands once."""
        return tuple(sorted(self._found))

    def __len__(self) -> int:
        return len(self._found)


def first_cause(problems: Sequence[Problem]) -> Problem:
    """The problem to mend first: what cannot be read, then names, then what they mean; the first in the file of those.

    Raises: ValueError when there is none.
    """
    return min(problems, key=lambda problem: (problem.code[:2], problem))


def told_lines(problems: Sequence[Problem]) -> tuple[str, ...]:
    """The problems as lines, and how many more there are than ``MOST_TOLD``."""
    lines = tuple(str(problem) for problem in problems[:MOST_TOLD])
    more = len(problems) - len(lines)
    return (*lines, say("compiler.more_problems", count=more)) if more > 0 else lines


def _part(problem: Problem, parts: Sequence[Place]) -> int:
    """The number of the part it stands in; -1 for another file, or before the first part."""
    in_file = bool(parts) and parts[0].file == problem.place.file
    return bisect_right(parts, problem.place) - 1 if in_file else -1


def closest(name: str, known: tuple[str, ...]) -> str:
    """The known name that was most likely meant; empty when none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - loaded only where something is misspelt

    return next(iter(get_close_matches(name[:LONGEST_QUOTE], known, n=1)), "")


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(f"«{name}»" for name in names[:8])
    return shown + ", …" if len(names) > 8 else shown


def _quoted(value: object) -> str:
    text = "".join(sign if sign.isprintable() else "�" for sign in str(value))
    return text if len(text) <= LONGEST_QUOTE * 8 else text[: LONGEST_QUOTE * 8] + "…"
