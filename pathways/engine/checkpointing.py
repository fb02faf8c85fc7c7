"""Making a checkpoint over the whole log, and holding the log against one. docs/adr/0020-proof-that-leaves.md.

Who signs comes from outside: nothing here knows where keys lie.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pathways.clock import Clock
from pathways.engine.library import broken_sources
from pathways.errors import IntegrityError, UsageError
from pathways.store import checkpoint, checkpoints
from pathways.store.checkpoint import Body, Checkpoint, Statement
from pathways.store.comparing import Fits, compare, compare_kept
from pathways.store.connection import Connection
from pathways.store.database import Database
from pathways.store.entropy import Entropy
from pathways.store.findings import Finding, Reason
from pathways.store.verify import verify_all


class Known(Protocol):
    """A public key."""

    def signed(self, data: bytes, signature: bytes) -> bool:
        """Whether the signature was made of exactly these bytes with the other half."""
        ...


class Signing(Protocol):
    """Somebody who signs."""

    @property
    def fingerprint(self) -> str:
        """Which key it is done with."""
        ...

    def sign(self, data: bytes) -> bytes:
        """The signature of these bytes."""
        ...


Keys = Mapping[str, Known]
"""Public keys by their fingerprints."""


def nobody(_finding: Finding) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """What checkpoints are made with. ``keys``: those of earlier checkpoints among them."""

    database: Database
    clock: Clock
    entropy: Entropy
    signer: Signing
    keys: Keys

    def make(self, told: Callable[[Finding], None] = nobody) -> Checkpoint:
        """Sign the log as it is now, and keep that.

        ``told`` is given each event that says it was recorded before the last checkpoint. It does not keep anything
        from being signed: a clock that was wrong once would do so for ever, and the file from then still tells.

        Raises: IntegrityError where the log is not what it was at the checkpoint before, or does not hold in itself,
        or the clock shows an earlier time than then; ConflictError when somebody else makes one now.
        """
        # Before the snapshot: whatever is not in it was committed later.
        at = self.clock.now()
        with self.database.read() as conn:
            kept = checkpoints.every(conn)
            for finding in self._require_whole(conn, kept):
                told(finding)
            body = checkpoints.snapshot(conn)
        before = kept[-1][1] if kept else None
        if before is not None and before.statement.at > at:
            raise IntegrityError("checkpoint.clock_back", number=before.statement.number)
        text = checkpoint.write_body(body)
        statement = checkpoint.write_statement(self._statement(before, body, text, at))
        signature = self.signer.sign(checkpoint.signed_bytes(statement))
        made = Checkpoint(text=statement, signature=signature, body=text)
        with self.database.write() as conn:
            checkpoints.keep(conn, made.statement.number, made)
        return made

    def _statement(self, before: Checkpoint | None, body: Body, text: str, at: datetime) -> Statement:
        last = None if before is None else before.statement
        return Statement(
            number=1 if last is None else last.number + 1,
            at=at,
            installation=self.entropy.installation_id() if last is None else last.installation,
            previous="" if before is None else before.hash,
            key=self.signer.fingerprint,
            cases=len(body.heads),
            events=sum(head.version for head in body.heads),
            entries=body.organisation.version,
            account_rows=len(body.accounts.ids),
            body=checkpoint.body_hash(text),
        )

    def _require_whole(self, conn: Connection, kept: Sequence[tuple[int, Checkpoint]]) -> list[Finding]:
        if kept:
            found = list(against(conn, kept[-1][1], self.keys, kept))
        else:
            found = [*verify_all(conn), *broken_sources(conn)]
        wrong = [finding for finding in found if finding.reason is not Reason.backdated]
        if wrong:
            raise IntegrityError("checkpoint.not_signed", count=len(wrong), first=wrong[0].sentence)
        return found


def against(
    conn: Connection, file: Checkpoint, keys: Keys, kept: Sequence[tuple[int, Checkpoint]] | None = None
) -> Iterator[Finding]:
    """Everything that is not as it was when ``file`` was made: the checkpoints kept, cases, sources, definitions.

    Call it inside ``Database.read``. Raises: UsageError for a text that is no checkpoint.
    """
    then, rows = file.statement, checkpoints.every(conn) if kept is None else kept
    yield from compare_kept(rows, file, fits_one_of(keys))
    if checkpoint.body_hash(file.body) != then.body:
        yield Finding(case_id="", seq=then.number, reason=Reason.body_altered)
        yield from verify_all(conn)
    else:
        yield from compare(conn, then, checkpoint.read_body(file.body))
    yield from broken_sources(conn)


def fits_one_of(keys: Keys) -> Fits:
    """Whether a checkpoint was signed with the key that it names; None where that key is not among these."""

    def fits(found: Checkpoint) -> bool | None:
        try:
            key = keys.get(found.statement.key)
        except UsageError:
            return False
        return None if key is None else key.signed(checkpoint.signed_bytes(found.text), found.signature)

    return fits


def require_signed(file: Checkpoint, keys: Keys) -> None:
    """Raises IntegrityError for a file that none of these keys signed; nothing in it was read before that."""
    data = checkpoint.signed_bytes(file.text)
    if not any(key.signed(data, file.signature) for key in keys.values()):
        raise IntegrityError("checkpoint.unknown_key")
    if checkpoint.body_hash(file.body) != file.statement.body:
        raise IntegrityError("checkpoint.body_altered")
