"""What waits for an approval, as a reader is told it: in a case with what it says, and in the worklist."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pathways.cli.output import tell, tell_rows
from pathways.cli.receipts import recorded
from pathways.cli.words import holders_there
from pathways.engine.assigning import holder_told
from pathways.engine.four_eyes import hindrance
from pathways.engine.receipt import Receipt
from pathways.engine.view import CaseView
from pathways.engine.waiting_proposals import cases_waiting, proposals_waiting
from pathways.machine.assigned import assigned
from pathways.machine.proposals import Proposal, waiting
from pathways.machine.roles import roles_told
from pathways.machine.standing import Standing
from pathways.messages import say
from pathways.model.organisation import Holder
from pathways.model.policy import Action
from pathways.model.record import Act
from pathways.policy.deciding import roles_granting
from pathways.timeline import tell_timeline, when_told

if TYPE_CHECKING:
    from pathways.cli.context import Session
    from pathways.cli.looking import Look
    from pathways.engine.every_case import ListedCase
    from pathways.engine.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A proposal that waits, with who may approve it."""

    case_id: str
    service: str
    holder: Holder
    title: str
    proposal: Proposal
    by: tuple[str, ...]
    """Roles one of which must approve it; empty where the version its run is at asks for none."""

    @property
    def proposer(self) -> str:
        """Who proposed it."""
        return self.proposal.record.actor.user


def approval_told(session: "Session", roles: Iterable[str]) -> str:
    """That something happens only when somebody of these roles has approved it."""
    return say(
        "cli.approval.needed", roles=roles_told(session.installation.library.role_titles(), roles, between=" / ")
    )


def receipt_told(session: "Session", receipt: Receipt, act: Act, otherwise: str = "") -> str:
    """The sentence for an act; of what was only proposed, that it has not happened, and who may approve it.

    ``otherwise``: what is said of it where it has happened, in place of that it was recorded.
    """
    if not receipt.waits_for:
        return otherwise or recorded(receipt, act)
    return say(
        "cli.approval.proposed",
        case=receipt.case_id,
        seq=receipt.seq,
        event=receipt.event,
        user=act.actor.user,
        who=_who_told(session, receipt.waits_for, act.actor.user),
    )


def tell_waiting_proposals(session: "Session", view: CaseView, run: str) -> None:
    """Each proposal that waits, with what it says, who may approve it, and what the reader can do about it."""
    from pathways.cli.timeline_page import beneath

    found = waiting_in(session, view, run)
    if not found:
        return
    entries = {entry.seq: entry for entry in tell_timeline(session.installation.library, view)}
    tell("\n" + say("cli.approval.waiting"), "bold")
    for each in found:
        record = each.proposal.record
        tell_rows([[str(record.seq), _titled(each)]], fixed=(0,))
        lines = [
            *entries[record.seq].remarks[1:],
            *beneath(entries[record.seq], withheld=view.withheld),
            _who_may(session, each),
            *_commands(session, view, each),
        ]
        tell_rows(([line] for line in lines), indent=6)


def proposals_document(session: "Session", view: CaseView, run: str) -> list[dict[str, object]]:
    """The same for ``--json``. What they say stands on the timeline."""
    return [
        {**document(each), "mine": _may(session, each), "own": each.proposer == session.actor.user}
        for each in waiting_in(session, view, run)
    ]


def document(each: Waiting) -> dict[str, object]:
    """A proposal that waits, as JSON."""
    from pathways.cli.documents import instant

    record, happened = each.proposal.record, each.proposal.content.happened
    return {
        "case_id": each.case_id,
        "seq": record.seq,
        "run": record.run,
        "event": record.name,
        "item": record.item,
        "corrects": each.proposal.corrects or None,
        "title": each.title,
        "user": record.actor.user,
        "roles": list(record.actor.roles),
        "recorded_at": instant(record.recorded_at),
        "happened_on": happened.on.isoformat(),
        "happened_at": None if happened.at is None else instant(happened.at),
        "by": list(each.by),
    }


def waiting_in(session: "Session", view: CaseView, run: str) -> tuple[Waiting, ...]:
    """What waits in a case, in the order it was proposed."""
    library = session.installation.library
    found = (each for each in waiting(view.records, view.at.place) if run in ("", each.record.run))
    holder = assigned(view.records) or Holder()
    return tuple(_of(library, view.case_id, _kind_of(library, view.standing), holder, view.standing, e) for e in found)


class Gathered:
    """What waits in the cases of a list, gathered as they go by."""

    def __init__(self, look: "Look") -> None:
        self._look = look
        self._among = None if look.sight.past else cases_waiting(look.session.installation.database)
        self._cases: dict[str, ListedCase] = {}

    def passing(self, case: "ListedCase") -> None:
        """Note a case of the list."""
        if not case.ended and (self._among is None or case.case_id in self._among):
            self._cases[case.case_id] = case

    def waiting(self) -> tuple[Waiting, ...]:
        """What waits in them, the oldest first."""
        if not self._cases:
            return ()
        installation, seen = self._look.session.installation, self._look.seen
        found = proposals_waiting(installation.database, sorted(self._cases), seen.known_at.at, seen.at.place)
        listed = [
            _of(installation.library, case_id, case.service, case.holder, case.standing, proposal)
            for case_id, proposals in found.items()
            for case in [self._cases[case_id]]
            for proposal in proposals
        ]
        return tuple(sorted(listed, key=lambda each: (each.proposal.record.recorded_at, each.case_id)))


def tell_gathered(session: "Session", found: Sequence[Waiting]) -> None:
    """Rows for each: since when, in which case, what it is and who may approve it."""
    if not found:
        return
    tell(say("cli.approval.waiting"), "bold")
    tell_rows((_row(session, each) for each in found), indent=0, fixed=(0, 1))
    tell()


def _row(session: "Session", each: Waiting) -> tuple[str, str, str]:
    lines = [_titled(each), _who_may(session, each)]
    if each.holder:
        lines.append(say("cli.holding.with", holder=holder_told(each.holder)))
    return say("cli.approval.number", seq=each.proposal.record.seq), each.case_id, "\n".join(lines)


def _of(
    library: "Library", case_id: str, service: str, holder: Holder, standing: Standing, proposal: Proposal
) -> Waiting:
    record = proposal.record
    run = next((each for each in standing.runs if each.run == record.run), None)
    event = None if run is None else library.prepared(run.digest).event(record.name)
    return Waiting(
        case_id=case_id,
        service=service,
        holder=holder,
        title=record.name if event is None else event.title.nb,
        proposal=proposal,
        by=() if event is None else event.approved_by,
    )


def _kind_of(library: "Library", standing: Standing) -> str:
    """The kind of service that a case belongs to."""
    return library.prepared(standing.runs[0].digest).pathway.service if standing.runs else ""


def _titled(each: Waiting) -> str:
    record = each.proposal.record
    item = record.item.partition(".")[2]
    title = say("cli.receipt.of_item", name=each.title, item=item) if item else each.title
    if each.proposal.corrects:
        told = {"title": title, "event": record.name, "user": record.actor.user}
        return say("cli.approval.by_correction", **told, seq=each.proposal.corrects)
    when = when_told(each.proposal.content.happened)
    return say("cli.approval.by", title=title, event=record.name, user=record.actor.user, when=when)


def _who_may(session: "Session", each: Waiting) -> str:
    return _who_told(session, each.by, each.proposer) if each.by else say("cli.approval.not_asked")


def _who_told(session: "Session", roles: Sequence[str], proposer: str) -> str:
    """Which roles may approve, and who holds them today beside the proposer."""
    names = sorted(holders_there(session, roles) - {proposer})
    told = roles_told(session.installation.library.role_titles(), roles, between=" / ")
    if not names:
        return say("cli.approval.nobody", roles=told)
    return say("cli.approval.only", roles=told, names=", ".join(names))


def _commands(session: "Session", view: CaseView, each: Waiting) -> Iterator[str]:
    seq = each.proposal.record.seq
    if each.proposer == session.actor.user:
        yield say("cli.approval.own")
        yield f"withdraw {view.case_id} {seq}"
        return
    if _may(session, each):
        yield f"approve {view.case_id} {seq}"
        yield f"decline {view.case_id} {seq} --reason …"
    if each.proposer in session.reader.permits.people.stands_in_for(session.actor.user):
        yield f"withdraw {view.case_id} {seq}"


def _may(session: "Session", each: Waiting) -> bool:
    """Whether the reader may approve it."""
    permits, record = session.reader.permits, each.proposal.record
    held = permits.held(session.actor, each.case_id, each.holder, each.service)
    actor = replace(session.actor, roles=tuple(roles_granting(permits.policy, Action.case_record, held)))
    service = permits.people.falls_to(each.holder, each.service).service
    where = {"service": service, "kind": each.service}
    return hindrance(permits.people, approver=actor, proposer=record.actor.user, roles=each.by, **where) is None
