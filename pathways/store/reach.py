"""How far somebody's reading reaches, as conditions on heads: so that lists ask for no foreign case at all.

What is asked for may be a little more than somebody may see; whoever lists looks at each head again.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement

from pathways.store.tables import CASE_HEAD


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Cases of one place, or of one person. What is None is not asked for; an empty text is asked for as such."""

    kind: str | None = None
    """The kind of service."""
    service: str | None = None
    unit: str | None = None
    """This unit, or none."""
    person: str | None = None
    cases: tuple[str, ...] | None = None
    """These cases alone."""

    def conditions(self) -> tuple[ColumnElement[bool], ...]:
        """What a head must be."""
        named = {
            CASE_HEAD.c.service: self.kind,
            CASE_HEAD.c.holder_service: self.service,
            CASE_HEAD.c.holder_person: self.person,
        }
        found = [column == value for column, value in named.items() if value is not None]
        if self.unit is not None:
            found.append(CASE_HEAD.c.holder_unit.in_((self.unit, "")))
        if self.cases is not None:
            found.append(CASE_HEAD.c.case_id.in_(self.cases))
        return tuple(found)


Reach = tuple[Within, ...] | None
"""Any of these; None: every case. An empty one: no case."""
