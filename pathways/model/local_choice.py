"""What a definition leaves to the place, and what the place says: a period, a switch, or nothing yet."""

from dataclasses import dataclass

from pathways.model.counting import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalChoice:
    """One name of ``periods`` or ``flags`` in the local settings, as a definition found it when it was compiled."""

    name: str
    """``lokal/…``."""
    value: Period | bool | None
    """None: a period that is not set."""
    used_by: tuple[str, ...]
    """Deadlines, events and activities that name it, in the order of the file."""
