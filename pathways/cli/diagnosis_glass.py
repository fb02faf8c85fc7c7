"""The check of ``doctor`` that is red while somebody has broken glass and nobody has looked at it. Names no case."""

from pathways.cli.finding import Check
from pathways.engine.telling import GLASS
from pathways.messages import say
from pathways.store import notices
from pathways.store.connection import Connection


def glass_check(conn: Connection) -> Check:
    """How often, since nobody looked."""
    waiting = len({(each.case_id, each.seq) for each in notices.standing(conn, GLASS)})
    if waiting:
        found = say("oversight.doctor_glass", count=waiting)
        return Check(name="glass", found=found, mend=say("oversight.doctor_mend_glass"))
    return Check(name="glass", found=say("oversight.doctor_no_glass"))
