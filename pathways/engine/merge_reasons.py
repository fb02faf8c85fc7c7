"""Why deadlines were missed in a duplicate is told where its runs go on: the codes, who said so and when.

The text stays where it was written. What people say of one round since takes the place of it, as everywhere.
"""

from collections.abc import Iterator
from dataclasses import replace

from pathways.counting.oslo import civil_date
from pathways.engine.copying import Copying
from pathways.machine.deadlines import key_of, split_key
from pathways.machine.explained import ANCHORED_BY, GIVEN_BY, GIVEN_ON, Explanation, explanations
from pathways.model.record import Actor, Content, Kind, Record


def take_reasons(copying: Copying, actor: Actor) -> dict[str, str]:
    """Record them in the case that is copied into; which event there is of which event id of the source."""
    found = {}
    by_seq = {record.seq: record for record in copying.source.records}
    for why in _holding(copying):
        record = _taken(copying, by_seq[why.seq], why, actor)
        found[by_seq[why.seq].event_id] = str(record.seq)
    return found


def _holding(copying: Copying) -> Iterator[Explanation]:
    """Of each round of a run that went on, the explanation that holds."""
    given = [each for each in explanations(copying.source.records) if each.now[0] in copying.runs]
    for each in given:
        if not any(later.seq > each.seq and later.same_round(each) for later in given):
            yield each


def _taken(copying: Copying, first: Record, why: Explanation, actor: Actor) -> Record:
    if first.content is None:
        raise AssertionError(f"explanation {first.seq} has no content")
    run, key, anchored_by = why.now
    name, item = split_key(key)
    item = copying.items.get((run, item), item)
    here = copying.runs[run]
    there = copying.state.runs[here].deadlines.get(key_of(name, item))
    counted = copying.copies.get(anchored_by, 0 if there is None else there.anchored_by)
    data = {GIVEN_BY: first.actor.user, GIVEN_ON: civil_date(first.recorded_at).isoformat()}
    content: Content = replace(
        first.content,
        data={**data, **first.content.data, ANCHORED_BY: counted},
        reason_codes=why.codes,
        pins=(),
        warnings=(),
    )
    texts = {"reason": copying.said} if copying.says(first.seq, "reason") else {}
    record = copying.draft.add_act(
        Kind.explanation, actor, run=here, name=name, item=item, content=content, texts=texts
    )
    copying.draft.stamp(copying.definitions, copying.state, unchanged=True)
    return record
