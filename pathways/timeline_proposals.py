"""What the timeline says of what two people do: what was proposed, what became of it, and who the two are."""

from collections.abc import Iterator, Mapping

from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_clock, write_short
from pathways.engine.proposing import when_written
from pathways.engine.view import CaseView
from pathways.machine.decide import Definitions
from pathways.machine.proposals import Fate, Proposal, proposal_of, proposals, when_made
from pathways.machine.roles import held_told
from pathways.machine.state import Place
from pathways.messages import say
from pathways.model.record import Actor, Content, Happened, Kind, Proposed, Record


class Proposals:
    """The proposals of one case, as they were at the moment of the view."""

    def __init__(self, definitions: Definitions, view: CaseView) -> None:
        self._titles = definitions.role_titles()
        self._found: Mapping[int, Proposal] = {each.record.seq: each for each in proposals(view.records, view.at.place)}

    def closed(self, record: Record) -> Record | None:
        """The proposal that a record closes; None for a record of another kind."""
        found = self._found.get(proposal_of(record))
        return None if found is None else found.record

    def when(self, record: Record, content: Content) -> tuple[Happened, Place]:
        """When what a record says happened, and where it stands on the timeline."""
        return when_made(record, content)

    def titled(self, record: Record, what: str) -> str:
        """What a record is called, where it is a proposal or closes one; ``what``: the title of the event."""
        if record.kind is Kind.proposal and record.targets:
            return say("timeline.proposal_correction", seq=record.targets[0], what=what)
        if record.kind is Kind.proposal:
            return say("timeline.proposal", what=what)
        if record.kind is Kind.proposal_closed:
            return say(f"timeline.proposal_{record.name}", seq=proposal_of(record), what=what)
        return what

    def remarks(self, record: Record) -> Iterator[str]:
        """What became of a proposal; of an act that two people made, who they are."""
        found = self._found.get(record.seq)
        if found is not None and found.fate is not Fate.annulled:
            by = found.became or found.closed_by
            yield say(f"timeline.is_{found.fate.value}", seq=by) if by else say("timeline.is_waiting")
        if record.kind is Kind.proposal and record.targets and record.content is not None:
            yield say("timeline.would_happen", when=when_written(record.content.happened))
        proposed = None if record.content is None else record.content.proposed
        if record.kind in (Kind.act, Kind.correction) and proposed is not None:
            yield self._two_people(proposed, record.actor)

    def _two_people(self, proposed: Proposed, approver: Actor) -> str:
        on, clock = write_short(civil_date(proposed.recorded_at)), write_clock(proposed.recorded_at)
        return say(
            "timeline.two_people",
            proposer=_who(proposed.actor),
            proposer_roles=held_told(self._titles, proposed.actor.roles),
            when=say("timeline.at_clock", date=on, clock=clock),
            seq=proposed.seq,
            approver=_who(approver),
            approver_roles=held_told(self._titles, approver.roles),
        )


def _who(actor: Actor) -> str:
    """Who acted, and for whom, where they took a role that was lent."""
    if not actor.on_behalf_of:
        return actor.user
    return say("timeline.stands_in", user=actor.user, other=actor.on_behalf_of)
