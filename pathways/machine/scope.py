"""What guards see of a run when something is recorded in it."""

from pathways.machine.guards import Scope
from pathways.machine.prepared import Prepared
from pathways.machine.state import RunState
from pathways.model.pathway import DEFAULT_CALENDAR
from pathways.model.record import Content, Value


def scope_of(prepared: Prepared, run: RunState, item: str, content: Content, code: str = "") -> Scope:
    """The run's recorded values, those of ``item`` over them, and those of ``content`` over both.

    ``code`` stands for an item that is being made and has no values yet.
    """
    fields: dict[str, Value] = dict(run.fields)
    if item:
        fields |= run.items[item].fields
        fields["code"] = run.items[item].code
    if code:
        fields["code"] = code
    fields |= content.data
    return Scope(
        fields=fields,
        happened=content.happened.on,
        items=run.items,
        rules=prepared.rules,
        calendar=prepared.calendars[DEFAULT_CALENDAR],
        ended_item_states=prepared.ended_item_states,
        redecided=frozenset(run.redecided),
    )
