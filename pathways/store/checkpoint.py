"""A checkpoint as text: what it says, how it is written to a file, and how a file is read. Pure, no database.

A file has three lines. The first is the statement, canonical JSON, and is what is signed, with its line end. The second
is the signature (Ed25519) in base64. The third is the body, canonical JSON, whose SHA-256 the statement names. So
``head -n 1``, ``base64 -d`` and ``sha256sum`` are enough to look at one; docs/explanation/audit-chain.md.
"""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pathways.errors import UsageError
from pathways.store import chain

FORMAT = "pathways.checkpoint/1"

MARK = 16
"""Hex digits of each event's hash that a checkpoint keeps, to point at the place: the proof is the head hash alone."""

MOST = 1 << 30
"""Bytes of the largest file that is read."""

_SIGNATURE = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What is signed: a few lines, without a case number in them."""

    number: int
    at: datetime
    """By the clock of the database (UTC), read before the snapshot was taken."""
    installation: str
    """A random id, drawn for the first checkpoint and repeated in each after it."""
    previous: str
    """Hash of the checkpoint before; empty for the first."""
    key: str
    """Fingerprint of the key that signed."""
    cases: int
    events: int
    entries: int
    """About the organisation: who works here, in which roles, who has an account, who audits."""
    account_rows: int
    """Of what happened to accounts, and at the door."""
    body: str
    """SHA-256, in hex, over the body and its line end."""


@dataclass(frozen=True, slots=True)
class MarkedHead:
    """Where the chain of a case ended, and a short mark of each of its events, one after the other.

    That of the organisation, which is no case, has no ``case_id``.
    """

    case_id: str
    version: int
    hash: str
    marks: str

    def mark(self, seq: int) -> str:
        """The first digits of the hash of an event up to ``version``."""
        return self.marks[(seq - 1) * MARK : seq * MARK]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedRows:
    """Rows of a log that is no chain: their numbers, a hash over the hashes of all, and a short mark of each."""

    ids: tuple[int, ...]
    hash: str
    marks: str

    def mark(self, place: int) -> str:
        """The first digits of the hash of the row at a place of ``ids``."""
        return self.marks[place * MARK : (place + 1) * MARK]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What a checkpoint covers, each part sorted."""

    heads: tuple[MarkedHead, ...]
    organisation: MarkedHead
    """Where the chain of the organisation ended."""
    accounts: MarkedRows
    """The log of accounts and log-ins."""
    sources: tuple[tuple[str, str, str], ...]
    """Hash, kind and origin of every source text."""
    compilations: tuple[tuple[str, str], ...]
    """Digest and compilation: the second is a hash over the hashes of the texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The three lines of a file, without their line ends; the signature as bytes."""

    text: str
    signature: bytes
    body: str

    @property
    def hash(self) -> str:
        """SHA-256, in hex, over what is signed."""
        return hashlib.sha256(signed_bytes(self.text)).hexdigest()

    @property
    def statement(self) -> Statement:
        """What it says. Look at the signature first. Raises: UsageError."""
        return read_statement(self.text)


def signed_bytes(text: str) -> bytes:
    """What is signed of a statement: its bytes and a line end."""
    return f"{text}\n".encode()


def short(hash_: str) -> str:
    """A hash so short that it can be printed or read aloud: base64 for addresses, 43 characters."""
    return base64.urlsafe_b64encode(bytes.fromhex(hash_)).decode().rstrip("=")


def write_statement(told: Statement) -> str:
    """The statement as canonical JSON."""
    names = ("number", "installation", "previous", "key", "cases", "events", "entries", "account_rows", "body")
    return chain.canonical(
        {"format": FORMAT, "at": told.at.isoformat(), **{name: getattr(told, name) for name in names}}
    )


def write_body(body: Body) -> str:
    """The body as canonical JSON."""
    heads = [[head.case_id, head.version, head.hash, head.marks] for head in body.heads]
    entries, rows = body.organisation, body.accounts
    people = {
        "organisation": [entries.version, entries.hash, entries.marks],
        "accounts": [rows.ids, rows.hash, rows.marks],
    }
    return chain.canonical({"heads": heads, **people, "sources": body.sources, "compilations": body.compilations})


def body_hash(text: str) -> str:
    """What a statement names a body by."""
    return hashlib.sha256(signed_bytes(text)).hexdigest()


def write_file(checkpoint: Checkpoint) -> bytes:
    """The file of a checkpoint."""
    signature = base64.b64encode(checkpoint.signature).decode()
    return f"{checkpoint.text}\n{signature}\n{checkpoint.body}\n".encode()


def read_file(content: bytes) -> Checkpoint:
    """The three lines of a file; nothing in them is believed or parsed. Raises: UsageError."""
    lines = content.split(b"\n")
    if len(lines) != 4 or lines[3]:
        raise UsageError("checkpoint.no_checkpoint")
    try:
        signature = base64.b64decode(lines[1], validate=True)
        text, body = lines[0].decode(), lines[2].decode()
    except (binascii.Error, ValueError):
        raise UsageError("checkpoint.no_checkpoint") from None
    if len(signature) != _SIGNATURE:
        raise UsageError("checkpoint.no_checkpoint")
    return Checkpoint(text=text, signature=signature, body=body)


def read_statement(text: str) -> Statement:
    """Raises: UsageError for what is no statement of this form."""
    tree = _tree(text)
    try:
        at = datetime.fromisoformat(tree["at"])
        numbers = {name: _whole(tree[name]) for name in ("number", "cases", "events", "entries", "account_rows")}
        told = {name: _text(tree[name]) for name in ("installation", "previous", "key", "body")}
        known = tree["format"] == FORMAT and at.tzinfo is not None
    except (KeyError, TypeError, ValueError):
        raise UsageError("checkpoint.no_checkpoint") from None
    if not known:
        raise UsageError("checkpoint.other_format", format=FORMAT)
    return Statement(at=at, **numbers, **told)  # type: ignore[arg-type]


def read_body(text: str) -> Body:
    """Raises: UsageError for what is no body of this form."""
    tree = _tree(text)
    try:
        heads = tuple(MarkedHead(_text(c), _whole(v), _text(h), _text(m)) for c, v, h, m in tree["heads"])
        version, last, marks = tree["organisation"]
        entries = MarkedHead("", _whole(version), _text(last), _text(marks))
        ids, rows_hash, row_marks = tree["accounts"]
        rows = MarkedRows(ids=tuple(_whole(each) for each in ids), hash=_text(rows_hash), marks=_text(row_marks))
        sources = tuple((_text(h), _text(kind), _text(origin)) for h, kind, origin in tree["sources"])
        compilations = tuple((_text(digest), _text(which)) for digest, which in tree["compilations"])
    except (KeyError, TypeError, ValueError):
        raise UsageError("checkpoint.no_checkpoint") from None
    return Body(heads=heads, organisation=entries, accounts=rows, sources=sources, compilations=compilations)


def _tree(text: str) -> dict[str, Any]:
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError):
        raise UsageError("checkpoint.no_checkpoint") from None
    if not isinstance(tree, dict):
        raise UsageError("checkpoint.no_checkpoint")
    return tree


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value
