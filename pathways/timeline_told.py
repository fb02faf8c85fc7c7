"""What the timeline tells: an entry, with the values, texts and changes in it. Words for a reader, no records."""

from dataclasses import dataclass
from datetime import datetime

from pathways.machine.state import Place
from pathways.model.record import Happened, Kind, Proposed, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One recorded value: the field, its title, the value as recorded, and in words."""

    name: str
    title: str
    value: Value
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """One free text. ``text`` is None where it is sealed: destroyed, so that only its name is left."""

    name: str
    title: str
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that a correction changed, in words; empty where there was nothing."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One entry. ``seq`` is 0 for a crossing nobody has noticed; it has no record yet."""

    seq: int
    kind: Kind
    run: str
    name: str
    item: str
    what: str
    """A sentence without its full stop, in bokmål."""
    happened: Happened
    """As it now reads; for a crossing its due instant; for a correction or annulment when it was made."""
    place: Place
    """Where it stands in legal order."""
    recorded_at: datetime | None = None
    """UTC; None where nobody has noticed."""
    user: str = ""
    roles: tuple[str, ...] = ()
    on_behalf_of: str = ""
    """Whose role was used, where it was lent by somebody who was away."""
    days_late: int = 0
    """Days between the day it happened and the day it was first recorded; 0 for anything but acts."""
    details: tuple[Detail, ...] = ()
    texts: tuple[Quoted, ...] = ()
    changes: tuple[Change, ...] = ()
    """What a correction changed."""
    corrected_by: tuple[int, ...] = ()
    annulled_by: int = 0
    superseded_by: int = 0
    """Seq of the act because of which a crossing no longer holds; 0 while it holds. It may be annulled itself later."""
    redecided_by: int = 0
    """Seq of the decision that holds instead of this one from its own date on; 0 while this one holds."""
    superseding_annulled: bool = False
    targets: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    """Of an act that settled a deadline late, or was registered late; of an explanation that no longer counts."""
    hidden: bool = False
    """True where the content may not be shown to this reader."""
    proposed: Proposed | None = None
    """Of an act that two people made: who had proposed it."""
