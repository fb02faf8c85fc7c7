"""A new key for a case whose old one is to be destroyed: what is left of its texts is opened and sealed anew."""

from pathways.store import case_keys, destroying
from pathways.store.connection import Connection
from pathways.vault.cipher import Place, new_case_key
from pathways.vault.ring import KeyRing
from pathways.vault.texts import SUBJECT, WHAT


def renew_key(conn: Connection, ring: KeyRing, case_id: str) -> None:
    """Exchanges the key of a case whose head is locked, and of which no person is known any more.

    Whatever was sealed under the old key, in whichever page or file it may still lie, opens with nothing that is kept.
    Raises: as ``KeyRing.unlock``; NotOpenedError for a text that is not as it was sealed, and then nothing is changed.
    """
    locked = case_keys.read(conn, case_id)
    if locked is None:
        return
    old, new = ring.unlock(locked), new_case_key(case_id)

    def reseal(seq: int, what: str, sealed: str) -> str:
        place = Place(case_id, SUBJECT, what, seq)
        return new.seal(place, WHAT, old.open(place, WHAT, sealed))

    destroying.exchange_key(conn, case_id, ring.lock(new, ring.current()), reseal)
