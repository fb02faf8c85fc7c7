"""What a deadline rests on: effect, certainty, source. The scale is ruled in docs/explanation/words.md."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Effect(StrEnum):
    """What passing the date means. Only ``statutory`` and ``individual`` can be breached."""

    statutory = "statutory"
    individual = "individual"
    guideline = "guideline"
    target = "target"
    local = "local"


BINDING = frozenset({Effect.statutory, Effect.individual})
"""What can be breached."""


class Certainty(StrEnum):
    """A official text read; B reliable paraphrase; C superseded or inferred; D one weak source; X not found."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    X = "X"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A source of law or practice as a definition names it. Dates are civil dates in Norway."""

    id: str
    effect: Effect
    certainty: Certainty
    law: str
    """Paragraph as the law writes it, or the name of the guideline or local document."""
    url: str
    read: date | None
    """The day the source text was read."""
    valid_from: date | None
    valid_to: date | None
    note: str

    @property
    def can_be_breached(self) -> bool:
        """True only where the word *brudd* may be used."""
        binding = self.effect in (Effect.statutory, Effect.individual)
        return binding and self.certainty in (Certainty.A, Certainty.B)
