"""Turning the keys of all cases over to the current wrapping key, in small transactions, while others work.

Only what lies in ``case_key`` changes: the keys of cases stay what they are, and so do ciphertexts and events. Whoever
is killed has done whole batches, and the next one does the rest.
"""

from collections.abc import Iterator

from pathways.store import case_keys
from pathways.store.database import Database
from pathways.vault.account_secrets import relock
from pathways.vault.ring import KeyRing

BATCH = 200
"""Keys in one transaction: some milliseconds, so that nobody waits for it."""


def rewrap(database: Database, ring: KeyRing) -> Iterator[int]:
    """Locks every key that is under another wrapping key with the current one; how many, after each batch.

    The secrets of those who log in come last, in one transaction; they are few, and not counted.

    Raises: as ``KeyRing.unlock``, before anything of its batch is changed; what was done before it stays.
    """
    current, after = ring.current(), ""
    while True:
        with database.write() as conn:
            found = case_keys.under_others(conn, current, after=after, limit=BATCH)
            done = case_keys.rewrap(conn, [(old, ring.lock(ring.unlock(old), current)) for old in found])
        if not found:
            break
        after = found[-1].case_id
        yield done
    with database.write() as conn:
        relock(conn, ring)
