"""The check of ``doctor`` that is red while somebody stands in who is lent nothing by it: the case waits for nobody."""

from datetime import datetime

from pathways.cli.finding import Check
from pathways.compiler.catalogue import compile_folder
from pathways.counting.oslo import civil_date
from pathways.engine.absences import empty_absences
from pathways.engine.lending import lending_of
from pathways.errors import DefinitionError
from pathways.messages import say
from pathways.people.fold import fold
from pathways.settings import Settings
from pathways.store import organisation
from pathways.store.connection import Connection

NAME = "absences"
NAMED = 5
"""Absences that are named; the rest is counted."""


def absences_check(settings: Settings, conn: Connection, now: datetime) -> Check:
    """The absences that last or come, in which whoever stands in is lent nothing."""
    if organisation.first_broken(conn):
        return Check(name=NAME, found=say("cli.doctor.people_broken"))
    try:
        lending = lending_of(compile_folder(settings.definitions).policy)
    except DefinitionError:
        # That the definitions are to be mended is told where they are looked at.
        return Check(name=NAME, found=say("cli.doctor.unknown_roles"))
    found = [each.absence for each in empty_absences(fold(organisation.every(conn)), lending, civil_date(now))]
    if not found:
        return Check(name=NAME, found=say("cli.doctor.all_lend"))
    told = ", ".join(f"{each.person} → {each.substitute}" for each in found[:NAMED])
    more = " " + say("cli.doctor.more", count=len(found) - NAMED) if len(found) > NAMED else ""
    mend = say("cli.doctor.mend_lend_nothing", absences=told, more=more, person=found[0].person)
    return Check(name=NAME, found=say("cli.doctor.lend_nothing", count=len(found)), mend=mend)
