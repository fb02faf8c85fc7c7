"""What is done after every step with a message, and with every tick: the other log is told, and people are.

Both are worked out from what is there, so nothing is lost when a process ends in between, and nothing is done twice.
"""

from datetime import datetime

from pathways.engine.carrying import carry
from pathways.engine.message_notices import tell_messages
from pathways.engine.transaction import Desk
from pathways.errors import PathwaysError
from pathways.store.database import Database


def follow_up(database: Database, desk: Desk, now: datetime) -> tuple[int, list[PathwaysError]]:
    """Carry what waits, and tell people. How many steps were told, and what could not be; that is tried again."""
    told, trouble = carry(database, desk, now)
    _, untold = tell_messages(database, desk, now)
    return told, [*trouble, *untold]
