"""Whether a run is good enough: the score over all files, and a reason in survivors.toml for each mutant that lives.

A mutant that is explained still counts as alive: the score is killed ÷ all, and nothing is taken out of it.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.results import Fate, Mutant, Place

SURVIVORS = Path(__file__).with_name("survivors.toml")
LEAST = 0.95
"""The share of all mutants that must be killed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a run came to. ``lines`` is the table for people."""

    score: float
    lines: tuple[str, ...]
    unexplained: tuple[Place, ...]
    unknown: tuple[str, ...]
    stale: tuple[Place, ...]
    """Explained, but killed now or no longer a mutation: to be taken out of the list. Fails nothing."""

    @property
    def passed(self) -> bool:
        """Whether the run is good enough."""
        return self.score >= LEAST and not self.unexplained and not self.unknown


def explained(path: Path = SURVIVORS) -> dict[Place, str]:
    """The mutants that may live, and why. Raises ValueError for a mutant told twice and for an empty reason."""
    found: dict[Place, str] = {}
    for group in tomllib.loads(path.read_text(encoding="utf-8"))["survivors"]:
        for was, became in group["mutations"]:
            place = Place(file=group["file"], function=group["function"], was=was, became=became)
            if place in found or not group["why"].strip():
                raise ValueError(f"explained twice, or not at all: {place}")
            found[place] = group["why"]
    return found


def judge(mutants: Sequence[Mutant], alive: Iterable[Place], reasons: Mapping[Place, str]) -> Verdict:
    """Hold a run, with the places of those that live, against the reasons there are."""
    living = set(alive)
    return Verdict(
        score=_score(mutants),
        lines=_table(mutants),
        unexplained=tuple(sorted(living - reasons.keys())),
        unknown=tuple(mutant.name for mutant in mutants if mutant.fate is Fate.unknown),
        stale=tuple(sorted(reasons.keys() - living)),
    )


def _score(mutants: Sequence[Mutant]) -> float:
    killed = sum(mutant.fate in (Fate.killed, Fate.timeout) for mutant in mutants)
    return killed / len(mutants) if mutants else 0.0


def _table(mutants: Sequence[Mutant]) -> tuple[str, ...]:
    files = sorted({mutant.file for mutant in mutants})
    rows = [_row(file, [mutant for mutant in mutants if mutant.file == file]) for file in files]
    head = f"{'file':<36}{'mutants':>9}{'killed':>8}{'by time':>9}{'alive':>7}{'score':>9}"
    return (head, *rows, _row("all", mutants))


def _row(name: str, mutants: Sequence[Mutant]) -> str:
    fates = Counter(mutant.fate for mutant in mutants)
    killed = fates[Fate.killed] + fates[Fate.timeout]
    counts = f"{len(mutants):>9}{killed:>8}{fates[Fate.timeout]:>9}{len(mutants) - killed:>7}"
    return f"{name:<36}{counts}{_score(mutants):>9.1%}"
