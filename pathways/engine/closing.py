"""Records that a whole case is over, merged with another or moved elsewhere: on one locked case, with what follows."""

from collections.abc import Mapping

from pathways.engine.acts import standing_of
from pathways.engine.draft import Draft
from pathways.machine.decide import Definitions
from pathways.machine.fold import apply
from pathways.machine.happening import Fold
from pathways.machine.order import place_of
from pathways.machine.state import CaseState
from pathways.model.record import Actor, Content, Kind, Record


def write_closing(  # noqa: PLR0913, PLR0917 (who closes what, why, and when)
    definitions: Definitions,
    draft: Draft,
    state: CaseState,
    actor: Actor,
    why: str,
    content: Content,
    texts: Mapping[str, str],
) -> Record:
    """Close the case of a draft now. Everything that fell due before has been passed and recorded."""
    record = draft.add_act(Kind.closed, actor, run="", name=why, item="", content=content, texts=texts)
    place = place_of(content.happened, draft.now, record.seq)
    apply(Fold(world=definitions, state=state), standing_of(record, content, place))
    draft.stamp(definitions, state)
    return record
