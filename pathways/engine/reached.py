"""What a reading of all cases reached: kept as data in its one row, and held against a case when its log is asked for.

A row says where somebody's cases lay at that moment, as the table and the organisation were. A case was among them if
it was opened by then and lay there by its own log. So no row is needed for each case, and a case that was foreign to
the reader, or was opened later, does not tell of them.
"""

import json
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from pathways.engine.permitting import Permits
from pathways.errors import DAMAGED
from pathways.machine.assigned import assigned
from pathways.model.organisation import Holder
from pathways.model.policy import Action
from pathways.model.record import Actor, Kind
from pathways.store import events, heads, numbers
from pathways.store.access import ALL, Access
from pathways.store.connection import Connection
from pathways.store.database import Database
from pathways.store.reach import Within

Visible = Callable[[Collection[str]], Collection[str]]
"""Those of some cases that are the reader's."""


def every(conn: Connection) -> str:
    """Every case there is, for a row; of those that are opened later it tells nothing."""
    return json.dumps({"numbers": numbers.last_given(conn)}, sort_keys=True)


def in_service(service: str) -> str:
    """One service, for a row of what lies there and in no case."""
    return json.dumps({"within": [asdict(Within(service=service))], "only": {}}, sort_keys=True)


def reached(database: Database, permits: Permits, actor: Actor, action: Action, visible: Visible) -> str:
    """Where the cases lie that an actor reaches, and which there are, as JSON for the row."""
    with database.read() as conn:
        given = numbers.last_given(conn)
    places = permits.exact_reach(actor, action)
    if places is None:
        return json.dumps({"numbers": given}, sort_keys=True)
    told = [replace(each, cases=tuple(sorted(visible(each.cases)))) if each.cases else each for each in places]
    people = permits.people
    kinds = sorted({service.kind for service in people.services.values()})
    only = {kind: people.only_service(kind) for kind in kinds if people.only_service(kind)}
    gets = {service: [intake.unit, intake.person] for service, intake in sorted(people.intakes.items())}
    within = [{name: value for name, value in asdict(each).items() if value is not None} for each in told]
    found = {"numbers": given, "within": within, "only": only, "intakes": gets}
    return json.dumps(found, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lay:
    """Where a case has lain since when, by its own log; nothing is known where that, or its head, cannot be read."""

    case_id: str
    kind: str
    """Of service; empty: not known."""
    held: tuple[tuple[datetime, Holder], ...]
    """Who had it from when (UTC) on, the first from its opening on."""
    _known: dict[tuple[str, Holder], bool] = field(default_factory=dict)

    def among(self, access: Access) -> bool:
        """Whether the case was among those that a row is about. What cannot be judged is told rather than hidden."""
        if access.case_id != ALL or not self.kind or not access.reach:
            return True
        return any(self._was_there(access.reach, holder) for holder in self._holders(access.at))

    def _holders(self, at: datetime) -> list[Holder]:
        """Who had it at an instant; of several of the same instant any may have been the one."""
        before = [holder for since, holder in self.held if since < at][-1:]
        return before + [holder for since, holder in self.held if since == at]

    def _was_there(self, reach: str, holder: Holder) -> bool:
        key = (reach, holder)
        if key not in self._known:
            self._known[key] = _covers(json.loads(reach), self.case_id, self.kind, holder)
        return self._known[key]


def lay(conn: Connection, case_id: str) -> Lay:
    """Where a case has lain; whoever asks has logged that they look."""
    try:
        head, given = heads.read(conn, case_id), events.of_kinds(conn, [case_id], (Kind.assignment,))
    except DAMAGED:
        head, given = None, ()
    if head is None:
        return Lay(case_id=case_id, kind="", held=())
    held = [(record.recorded_at, assigned((record,)) or Holder()) for record in given]
    if not held or held[0][0] > head.opened_at:
        # What is opened in a service is given to it at once; else it lay with whoever gets what nobody has.
        held.insert(0, (head.opened_at, Holder()))
    return Lay(case_id=case_id, kind=head.service, held=tuple(held))


def _covers(told: dict[str, Any], case_id: str, kind: str, holder: Holder) -> bool:
    """Whether a case lay where a row tells: whose it was, or whose what nobody has was then."""
    series, _, number = case_id.rpartition("-")
    if int(number) > told["numbers"].get(series, 0):
        return False
    if "within" not in told:
        return True
    if not holder.person and not holder.unit:
        service = holder.service or told["only"].get(kind, "")
        unit, person = told["intakes"].get(service, ("", ""))
        holder = Holder(service=service, unit=unit, person=person)
    return any(_lies(Within(**each), case_id, kind, holder) for each in told["within"])


def _lies(within: Within, case_id: str, kind: str, holder: Holder) -> bool:
    return (
        within.kind in (None, kind)
        and within.service in (None, holder.service)
        and (within.unit is None or holder.unit in ("", within.unit))
        and within.person in (None, holder.person)
        and (within.cases is None or case_id in within.cases)
    )
