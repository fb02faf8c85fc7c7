"""The check of ``doctor`` that is red in a copy that sends nothing."""

from pathways.cli.finding import Check
from pathways.messages import say
from pathways.store.copied import is_copy
from pathways.store.database import Database


def copy_check(database: Database) -> Check:
    """Whether mail is held back, as the database is a copy."""
    if is_copy(database):
        return Check(name="copy", found=say("cli.doctor.copy"), mend=say("cli.doctor.mend_copy"))
    return Check(name="copy", found=say("cli.doctor.no_copy"))
