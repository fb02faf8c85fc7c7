"""What a command is answered with, and the fingerprint by which the same command is known again."""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from pathways.errors import UsageError
from pathways.identity.spotting import looks_like_one
from pathways.model.record import Act

MAX_KEY = 200
"""Characters of an idempotency key."""

_KEY = re.compile(rf"[\w.:-]{{1,{MAX_KEY}}}")
"""Letters, digits and some signs: nothing that reads as a sentence about somebody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one change of a set became. ``verb`` is enter, correct, annul, redecide or note; ``target`` 0: it is new."""

    verb: str
    seq: int
    target: int
    event: str
    run: str
    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """The round of a deadline that a reason, its correction or its annulment is about."""

    anchored_by: int
    """Seq of the event it counts from."""
    nominal: str
    """Its date as it was then, ISO 8601."""
    replaces: int
    """Seq of the reason that held until now; 0 where there was none, and for a correction or an annulment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was recorded. ``repeated``: the same command with the same key had been carried out before."""

    case_id: str
    seq: int
    event: str
    run: str
    item: str
    recorded_at: str
    """ISO 8601, UTC."""
    passed: int
    """How many things the clock had passed that were recorded along."""
    superseded: int
    warnings: tuple[str, ...]
    repeated: bool
    parts: tuple[Part, ...] = ()
    """What each change of a set became; empty for a command of one."""
    explained: Explained | None = None
    """None where it is not about why a deadline was missed."""
    waits_for: tuple[str, ...] = ()
    """The roles one of which must approve what was only proposed; empty: what the receipt is of has happened."""
    proposed_by: str = ""
    """Who had proposed what is approved with this; empty for any other."""


def to_json(receipt: Receipt) -> str:
    """The receipt as it is kept with its key."""
    return json.dumps(asdict(receipt), ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> Receipt:
    """The kept receipt, marked as repeated."""
    tree = json.loads(text)
    parts = tuple(Part(**part) for part in tree.get("parts", ()))
    explained = Explained(**tree["explained"]) if tree.get("explained") else None
    anew = {"warnings": tuple(tree["warnings"]), "repeated": True, "parts": parts, "explained": explained}
    anew["waits_for"] = tuple(tree.get("waits_for", ()))
    return Receipt(**{**tree, **anew})


def said(verb: str, act: Act, more: Mapping[str, str]) -> str:
    """Everything a command says, but for its key and the version it expects, as canonical text."""
    told = {
        "verb": verb,
        "case": act.case_id,
        "event": act.event,
        "run": act.run,
        "item": act.item,
        **_when(act),
        "data": {name: list(v) if isinstance(v, tuple) else v for name, v in act.data.items()},
        "codes": list(act.reason_codes),
        "texts": dict(act.texts),
        "user": act.actor.user,
        **more,
    }
    return json.dumps(told, sort_keys=True)


def fingerprint(salt: str, words: str) -> str:
    """Hex HMAC-SHA256 of what a command said, under the salt of the event it gave.

    Free texts are part of it. Once they are destroyed so is the salt, and nobody can try guesses against what is left.
    """
    return hmac.new(salt.encode(), words.encode(), hashlib.sha256).hexdigest()


def _when(act: Act) -> dict[str, str]:
    """When it happened, if that was said: the same command sent again a minute later is still the same."""
    if not act.happened_given:
        return {"on": "", "at": ""}
    happened = act.happened
    return {"on": happened.on.isoformat(), "at": "" if happened.at is None else happened.at.isoformat()}


def check_key(key: str) -> None:
    """A key is kept as it is, in the clear, and stands in refusals. Raises: UsageError."""
    if key and (not _KEY.fullmatch(key) or looks_like_one(key)):
        raise UsageError("engine.bad_key", most=MAX_KEY)
