"""Column types that behave alike on SQLite and PostgreSQL. What neither can keep is refused with a sentence."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Dialect, String, Text, TypeDecorator
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.types import TypeEngine

from pathways.errors import IntegrityError, UsageError


class UnstorableTextError(UsageError, DontWrapMixin):
    """A text holds a NUL or half a surrogate pair: PostgreSQL cannot keep it, so SQLite may not either."""


def check_storable(text: str) -> None:
    """Raises UnstorableTextError for texts the databases would treat differently."""
    if "\x00" in text:
        raise UnstorableTextError("store.nul")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise UnstorableTextError("store.half_character") from None


def check_stored(text: str) -> None:
    """Raises IntegrityError for an id out of a database that no program of ours can have put there."""
    try:
        check_storable(text)
    except UnstorableTextError:
        raise IntegrityError("store.damaged_id") from None


def as_instant(told: object) -> datetime | None:
    """An instant (UTC) as a driver gives it; None for what is none: SQLite keeps whatever it is given."""
    if isinstance(told, datetime):
        return told if told.tzinfo else told.replace(tzinfo=UTC)
    try:
        found = datetime.fromisoformat(str(told))
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _checked(value: str | None) -> str | None:
    if value is not None:
        check_storable(value)
    return value


class PlainText(TypeDecorator[str]):
    """Any text without NUL, kept as it is: nothing is normalised, trimmed or shortened."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 (SQLAlchemy's)
        return _checked(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None]:  # noqa: ARG002
        # SQLAlchemy would wrap it twice, and an act binds thirty texts.
        return _checked


class KeyText(PlainText):
    """A name or id. Sorted by code point on both databases, whatever the locale of the server."""

    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(String(collation="C"))
        return dialect.type_descriptor(Text())
