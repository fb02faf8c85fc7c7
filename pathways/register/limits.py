"""How big a register file, and each part of it, may be. What is larger is refused, never cut."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bytes, characters and counts. The longest value the register's schema allows is 10,000 characters."""

    file_bytes: int = 512 * 1024 * 1024
    token_bytes: int = 1024 * 1024
    """From one tag to the next, in the bytes of the file: what the parser may have to hold at once."""
    depth: int = 20
    attributes: int = 40
    value_characters: int = 12_000
    name_characters: int = 100
    items: int = 10_000
    """Elements of one name directly under one case, or under one of its parts."""
    parts: int = 500
    """Parts directly under one case that are to be kept: all but relations and personal data. A case is written in one
    transaction, and nobody else writes meanwhile."""
    chunk_bytes: int = 64 * 1024


LIMITS = Limits()
