"""What came of asking whether something may be told: to whom, on which day, what and why, and what not and why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from pathways.messages import say
from pathways.sharing.items import Item, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody outside the service. ``service`` is its id, ``kind`` what definitions call it, or ``external``.

    ``name`` is set for somebody whom the organisation does not know. ``sector`` is empty where nobody said which.
    """

    service: str = ""
    kind: str = ""
    name: str = ""
    sector: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of the child on the day, for what depends on it. None: not known, and then the strictest counts."""

    born: date | None = None
    protected: bool | None = None
    """Whether an address in the case is protected or hidden from anybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """Something that may be told. ``by`` is the event that says so, and ``law`` its paragraph."""

    item: Item
    by: int
    kind: str
    law: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Something that may not, with why: a catalogue key and its values."""

    item: Item
    key: str
    values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def why(self) -> str:
        """Why, in a sentence."""
        return say(self.key, **self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """What of a link may be told to one recipient on one civil date. Both lists are in the order of the link."""

    link: Link
    recipient: Recipient
    on: date
    allowed: tuple[Allowed, ...]
    withheld: tuple[Withheld, ...]

    def allows(self, key: str) -> bool:
        """Whether the item of this key may be told."""
        return any(each.item.key == key for each in self.allowed)
