"""What a place decides for itself, beside the definitions: who holds which role, and which roles a name stands for."""

from collections.abc import Mapping
from dataclasses import dataclass

from pathways.model.pathway import Title


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalSettings:
    """What a municipality or trust decides for itself: roles and named role settings."""

    roles: Mapping[str, Title]
    role_settings: Mapping[str, tuple[str, ...]]
    """``lokal/utvider_frist`` → roles; a definition may write the name wherever roles stand."""
    late_from: int | None = None
    """Civil days after which an entry is late and asks why; None: nobody asks. No part of any digest."""
    message_days: int | None = None
    """Working days that a message may wait before people are told again; None: they are not. In no digest."""
    message_roles: tuple[str, ...] = ()
    """Who is told of messages where nobody gets what nobody has, first of all that may; in no digest."""
    review_days: tuple[int, ...] = ()
    """Civil days before the end of a protected address at which people are told, the most first. In no digest."""
