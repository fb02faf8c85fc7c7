"""Checks of ``doctor`` that are red while nobody has looked: at broken glass, at a message. They name no case."""

from datetime import date

from pathways.cli.finding import Check
from pathways.counting.telling import write_short
from pathways.engine.telling import GLASS
from pathways.messages import say
from pathways.model.organisation import EXTERNAL
from pathways.model.signal import Status, Step
from pathways.store import notices, signals
from pathways.store.connection import Connection


def glass_check(conn: Connection) -> Check:
    """How often, since nobody looked."""
    asked = notices.standing(conn, GLASS)
    waiting = {(each.case_id, each.seq) for each in asked}
    if waiting:
        untold = waiting - {(each.case_id, each.seq) for each in asked if each.recipient}
        mend = [say("oversight.doctor_mend_glass")]
        mend += [say("oversight.doctor_mend_untold", count=len(untold))] if untold else []
        return Check(name="glass", found=say("oversight.doctor_glass", count=len(waiting)), mend=" ".join(mend))
    return Check(name="glass", found=say("oversight.doctor_no_glass"))


def messages_check(conn: Connection, today: date) -> Check:
    """How many messages a service here has not received, and since when."""
    sent = [each for each in signals.waiting(conn) if each.status is Status.sent and each.to != EXTERNAL]
    came = [step.on for each in sent for step in each.steps if step.step is Step.sent]
    if not came:
        return Check(name="messages", found=say("signals.doctor_none"))
    found = say("signals.doctor_waiting", count=len(sent), date=write_short(min(came)))
    return Check(name="messages", found=found, mend=say("signals.doctor_mend") if min(came) < today else "")
