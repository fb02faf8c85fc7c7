"""The worker's log of what goes wrong: told when it begins, and again every hour while it lasts."""

from collections.abc import Callable
from dataclasses import dataclass, field

QUIET = 60 * 60.0
"""Seconds for which trouble that was told is not told again."""


@dataclass(slots=True, kw_only=True)
class TroubleLog:
    """Tells each trouble once an hour. ``elapsed`` gives seconds that only go forward."""

    elapsed: Callable[[], float]
    tell: Callable[[str], None]
    told: dict[str, float] = field(default_factory=dict)
    """When each was told last."""

    def tell_once(self, what: str, sentence: str) -> None:
        """Tell ``sentence``, unless the trouble ``what`` was told within the hour."""
        now = self.elapsed()
        self.told = {known: at for known, at in self.told.items() if now - at < QUIET}
        if what not in self.told:
            self.told[what] = now
            self.tell(sentence)
