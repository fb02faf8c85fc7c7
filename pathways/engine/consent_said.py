"""What somebody says of a consent, release, basis or objection, and what of it is kept in the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pathways.model.policy import Facet
from pathways.model.record import Happened, Kind, Value
from pathways.model.sharing import Situation
from pathways.sharing import records
from pathways.sharing.records import Given


class How(StrEnum):
    """How it was given. The law asks for no form; by conduct is one, too (pbrl § 4-2)."""

    written = "written"
    oral = "oral"
    digital = "digital"
    conduct = "conduct"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said; what is empty was not. ``age`` in whole years, where no birth date is written down."""

    kind: Kind
    happened: Happened
    by: tuple[str, ...] = ()
    situation: Situation | None = None
    sole: bool = False
    child_unable: bool = False
    heard: bool = False
    age: int | None = None
    to: str = ""
    """A service of the organisation, or a kind of service where none of that kind was told of."""
    name: str = ""
    """Somebody whom the organisation does not know."""
    everybody: bool = False
    sector: str = ""
    share: tuple[Facet, ...] = ()
    items: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    """Pathways; empty: all in the case."""
    ground: str = ""
    until: date | None = None
    how: How | None = None
    presumed: bool = False
    """An objection that nobody made, and that there is reason to presume."""
    reason: str = ""
    late: str = ""


def said_before(given: Given) -> Said:
    """What was said of something given, as it now reads. Its free texts are empty where they cannot be read."""
    texts: Mapping[str, str] = given.texts or {}
    age = texts.get(records.AGE, "")
    to = given.word(records.TO)
    return Said(
        kind=given.kind,
        happened=given.content.happened,
        by=given.words(records.BY),
        situation=Situation(given.word(records.SITUATION)) if given.word(records.SITUATION) else None,
        sole=given.data.get(records.SOLE) is True,
        child_unable=given.data.get(records.CHILD_UNABLE) is True,
        heard=given.data.get(records.HEARD) is True,
        age=int(age) if age.isdecimal() else None,
        to=to if given.word(records.TO_IS) in (records.SERVICE, records.KIND) else "",
        name=texts.get(records.RECIPIENT, ""),
        everybody=given.word(records.TO_IS) == records.EVERYBODY,
        sector=given.word(records.SECTOR),
        share=given.share,
        items=given.words(records.ITEMS),
        of=given.words(records.OF),
        ground=given.word(records.GROUND),
        until=given.until,
        how=How(given.word(records.HOW)) if given.word(records.HOW) else None,
        presumed=given.data.get(records.PRESUMED) is True,
        reason=texts.get("reason", ""),
    )


def values_of(said: Said, more: Mapping[str, Value]) -> dict[str, Value]:
    """What is kept in the envelope: words, dates, yes and no. What is empty is left out."""
    every: dict[str, Value] = {
        records.BY: said.by,
        records.SITUATION: said.situation.value if said.situation else "",
        records.SOLE: said.sole,
        records.CHILD_UNABLE: said.child_unable,
        records.HEARD: said.heard,
        records.PRESUMED: said.presumed,
        records.SECTOR: said.sector,
        records.SHARE: tuple(each.value for each in said.share),
        records.ITEMS: said.items,
        records.OF: said.of,
        records.GROUND: said.ground,
        records.UNTIL: said.until.isoformat() if said.until else "",
        records.HOW: said.how.value if said.how else "",
        **more,
    }
    return {name: value for name, value in every.items() if value is not False and value not in ("", ())}
