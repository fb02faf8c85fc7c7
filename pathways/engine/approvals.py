"""The door for the second person: approve or decline what another has proposed; and to withdraw what one proposed."""

from pathways.engine.acts import Written
from pathways.engine.draft import Draft
from pathways.engine.engine import Engine
from pathways.engine.proposing import proposing_of
from pathways.engine.receipt import Receipt
from pathways.engine.rights import Rights
from pathways.machine.proposals import Fate
from pathways.machine.state import CaseState
from pathways.model.policy import Action
from pathways.model.record import Act
from pathways.store import events
from pathways.store.connection import Connection

_VERBS = {Fate.declined: "decline", Fate.withdrawn: "withdraw"}


def approve(engine: Engine, asked: Act, seq: int) -> Receipt:
    """Let what proposal ``seq`` says happen, when ``asked`` happened; of ``asked`` its case, actor, texts and key.

    Raises: NotFoundError; NotAllowedError for whoever may not, or proposed it; EventRefusedError; ConflictError.
    """

    def write(conn: Connection, draft: Draft, state: CaseState, act: Act, rights: Rights) -> Written:
        records = events.read_case(conn, act.case_id)
        return proposing_of(engine.desk, conn, draft, rights).approve(draft, state, records, act, seq)

    return engine.carry_out("approve", asked, {"seq": str(seq)}, write, Action.case_record)


def end(engine: Engine, asked: Act, seq: int, fate: Fate) -> Receipt:
    """Decline or withdraw proposal ``seq``, with the reason in ``asked``. Raises as ``approve``."""

    def write(conn: Connection, draft: Draft, state: CaseState, act: Act, rights: Rights) -> Written:
        records = events.read_case(conn, act.case_id)
        return proposing_of(engine.desk, conn, draft, rights).end(draft, state, records, act, seq, fate)

    return engine.carry_out(_VERBS[fate], asked, {"seq": str(seq)}, write, Action.case_record)
