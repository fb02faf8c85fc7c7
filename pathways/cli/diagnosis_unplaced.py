"""The check of ``doctor`` that is red while cases belong to nobody, as there are several data areas."""

from datetime import datetime

from pathways.cli.finding import Check
from pathways.counting.oslo import civil_date
from pathways.engine.people import people_on
from pathways.messages import say
from pathways.people.fold import fold
from pathways.store import heads, organisation
from pathways.store.connection import Connection

NAMED = 5
"""Cases that are named; the rest is counted."""


def unplaced_check(conn: Connection, now: datetime) -> Check:
    """The cases of which nobody has told in which service they lie, and how each is told one."""
    if organisation.first_broken(conn):
        return Check(name="unplaced", found=say("cli.doctor.people_broken"))
    people = people_on(fold(organisation.every(conn)), civil_date(now))
    found = heads.without_service(conn, people.kinds_apart)
    if not found:
        return Check(name="unplaced", found=say("cli.doctor.all_placed"))
    more = " " + say("cli.doctor.more", count=len(found) - NAMED) if len(found) > NAMED else ""
    mend = say("cli.doctor.mend_unplaced", cases=", ".join(found[:NAMED]), more=more, case=found[0])
    return Check(name="unplaced", found=say("cli.doctor.unplaced", count=len(found)), mend=mend)
