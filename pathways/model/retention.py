"""How long what is recorded is kept, and whether any of it may be destroyed, by kind of service. Data, no behaviour."""

from dataclasses import dataclass
from enum import StrEnum

from pathways.model.basis import Certainty


class Kept(StrEnum):
    """For how long. Neither ends by itself."""

    for_good = "for_good"
    while_needed = "while_needed"
    """As long as it is presumed needed; the law names no number of years."""


class Wrong(StrEnum):
    """What becomes of what should never have been registered."""

    kept = "kept"
    """It is hidden, and kept."""
    destroyed = "destroyed"
    """It is destroyed by a recorded decision, unless the public interest forbids it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """The rule of one kind of service (``service`` of a definition), with its sources."""

    service: str
    title: str
    kept: Kept
    law: str
    url: str
    certainty: Certainty
    wrong: Wrong
    wrong_law: str
    wrong_certainty: Certainty
