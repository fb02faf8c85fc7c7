"""What is told of a row of the access log that stands in many cases: of a case, and to whoever leads one service.

An engagement is named where it looks, and nowhere else. Whom somebody belongs to is told everywhere: the law asks for
it (pasientjournalloven § 22 a).
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pathways.engine.further import behind_told
from pathways.engine.people import People, Roster
from pathways.engine.reached import lay
from pathways.engine.reading import Reader
from pathways.model.engagement import CasePlace, Engagement
from pathways.people.engaged import reaches
from pathways.store.access import ALL
from pathways.store.access_pages import Logged
from pathways.store.heads import Head
from pathways.store.reach import Within


def about_case(row: Logged, head: Head | None, people: object) -> Logged:
    """A reading of every case as one of this case: by those engagements alone that look where it lay."""
    if row.access.case_id != ALL or head is None or not isinstance(people, Roster):
        return row
    there = people.at(row.access.at)
    place = CasePlace(service=there.service_of(head.holder, head.service), kind=head.service)
    named = _named(row, people)
    return _told_with(row, named, [each for each in named if reaches(each.scope, place)])


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSide:
    """What somebody who reads the log of some cases alone is told of a reader of theirs."""

    reader: Reader
    places: Sequence[Within] | None
    """Where their cases lie; None: everywhere."""
    people: People
    _known: dict[str, bool] = field(default_factory=dict)

    def told(self, batch: Sequence[Logged]) -> list[Logged]:
        """Rows of cases of theirs, of lists that some of theirs can have stood in, and of messages to their services.

        What else names no case is not told.
        """
        theirs = self.reader.visible({row.access.case_id for row in batch})
        shown = (row for row in batch if row.access.case_id in theirs or self._stood_in(row))
        return [self._with_engagements(row) for row in shown]

    def _stood_in(self, row: Logged) -> bool:
        text = row.access.reach
        # Of no case but in a service: a message that nobody has received (``signal_looks``).
        if row.access.case_id not in (ALL, "") or not (row.access.case_id or text):
            return False
        if self.places is None or not text:
            return True
        if text not in self._known:
            self._known[text] = self._meets(json.loads(text))
        return self._known[text] or (row.access.case_id == ALL and self._holds_one(row))

    def _meets(self, told: Mapping[str, Any]) -> bool:
        """Whether the places of a row and one's own have a service, or a case, in common."""
        if "within" not in told:
            return True
        rows = [Within(**each) for each in told["within"]]
        named = {case_id for each in rows for case_id in each.cases or ()}
        if named and self.reader.visible(named):
            return True
        only: Mapping[str, str] = told["only"]
        services = [_place(each, only) for each in rows if each.cases is None]
        return any(_one(here, there) for here in self._services() for there in services)

    def _holds_one(self, row: Logged) -> bool:
        """Whether a case that is one's own by itself was among those of the row."""
        alone = [case_id for each in self.places or () for case_id in each.cases or ()]
        with self.reader.database.read() as conn:
            return any(lay(conn, case_id).among(row.access) for case_id in alone)

    def _services(self) -> Collection[tuple[str, str | None]]:
        only = {each.kind: self.people.only_service(each.kind) for each in self.people.services.values()}
        return {_place(each, only) for each in self.places or () if each.cases is None}

    def _with_engagements(self, row: Logged) -> Logged:
        roster = self.reader.people
        if self.places is None or row.access.case_id != ALL or not isinstance(roster, Roster):
            return row
        named = _named(row, roster)
        return _told_with(row, named, [each for each in named if self._concerned(each)])

    def _concerned(self, engagement: Engagement) -> bool:
        if self.reader.actor.user in engagement.persons:
            return True
        own = [name for name, _ in self._services() if name]
        kinds = {name: self.people.services[name].kind for name in own if name in self.people.services}
        return any(reaches(engagement.scope, CasePlace(service=name, kind=kind)) for name, kind in kinds.items())


def own_side(reader: Reader) -> OwnSide:
    """What the reader is told of somebody, as the organisation is today."""
    permits = reader.permits
    return OwnSide(reader=reader, places=permits.exact_reach(reader.actor, reader.action), people=permits.people)


def _place(within: Within, only: Mapping[str, str]) -> tuple[str, str | None]:
    """The service, and whose; empty: of no service that is told of, which is nobody's where there are several."""
    service = within.service or only.get(within.kind or "", "")
    return ("*" if within.service is None and within.kind is None else service), within.person


def _one(here: tuple[str, str | None], there: tuple[str, str | None]) -> bool:
    """Whether two places can hold one case."""
    same = "*" in (here[0], there[0]) or (here[0] == there[0] != "")
    return same and (here[1] is None or there[1] is None or here[1] == there[1])


def _named(row: Logged, roster: Roster) -> list[Engagement]:
    """The engagements that stand behind a row."""
    known = roster.organisation.engagements.values()
    return [each for each in known if f"; {behind_told(each)}" in row.access.basis]


def _told_with(row: Logged, named: Sequence[Engagement], here: Sequence[Engagement]) -> Logged:
    """The row with those that look there, and whom they come from; without any it says whom the reader belongs to."""
    if len(here) == len(named):
        return row
    basis, organisation = row.access.basis, row.access.organisation
    for each in (each for each in named if each not in here):
        basis = basis.replace(f"; {behind_told(each)}", "")
    if here:
        organisation = "; ".join(dict.fromkeys(each.organisation for each in here))
    return replace(row, access=replace(row.access, basis=basis, organisation=organisation))
