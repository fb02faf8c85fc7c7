"""What a place decides for itself, beside the definitions: who holds which role, and what names stand for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pathways.model.counting import Period
from pathways.model.pathway import Title


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalSettings:
    """What a municipality or trust decides for itself: roles and named role settings."""

    roles: Mapping[str, Title]
    role_settings: Mapping[str, tuple[str, ...]]
    """``lokal/utvider_frist`` → roles; a definition may write the name wherever roles stand."""
    periods: Mapping[str, Period | None] = field(default_factory=dict)
    """``lokal/forste_samtale`` → how long; None: not set, and then a deadline of that length never begins."""
    flags: Mapping[str, bool] = field(default_factory=dict)
    """``lokal/lege_henviser`` → whether it is on; a guard may ask it."""
    late_from: int | None = None
    """Civil days after which an entry is late and asks why; None: nobody asks. No part of any digest."""
    message_days: int | None = None
    """Working days that a message may wait before people are told again; None: they are not. In no digest."""
    message_roles: tuple[str, ...] = ()
    """Who is told of messages where nobody gets what nobody has, first of all that may; in no digest."""
    missed_lists: Mapping[str, str] = field(default_factory=dict)
    """Kind of service → the local list of why its deadlines were missed that name none themselves. In no digest."""
    review_days: tuple[int, ...] = ()
    """Civil days before the end of a protected address at which people are told, the most first. In no digest."""
