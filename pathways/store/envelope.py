"""A record as the text that is hashed, and back. The inverse of each other for every record; pure.

The envelope holds everything but the free texts: those lie beside the chain under a commitment, so that they can be
destroyed without breaking it. Codes, dates, flags and numbers stay in: guards and deadlines read them.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from pathways.model.migration import Carry, Migration, Move
from pathways.model.record import Actor, Content, Crossing, Happened, Kind, Proposed, Record, RunPin, Value
from pathways.store.chain import FORMAT, canonical


def envelope(record: Record, commitment: str) -> str:
    """The text that is hashed for ``record``. ``commitment`` is empty when it has no free texts."""
    return canonical(
        {
            "format": FORMAT,
            "case": record.case_id,
            "seq": record.seq,
            "id": record.event_id,
            "kind": record.kind,
            "run": record.run,
            "name": record.name,
            "item": record.item,
            "recorded": _instant(record.recorded_at),
            "actor": actor_told(record.actor),
            "content": None if record.content is None else _content(record.content),
            "crossing": None if record.crossing is None else _crossing(record.crossing),
            "targets": record.targets,
            "cause": record.cause,
            "texts": record.text_names,
            "commitment": commitment,
        }
    )


def record_from(envelope: str, texts: str | None) -> Record:
    """The record an envelope tells of, with its sealed ``texts`` (canonical JSON; None: none, or destroyed).

    Raises: ValueError when the envelope is not one, or of a format this program does not know.
    """
    tree = json.loads(envelope)
    try:
        return _record(tree, texts)
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError("not an envelope") from error


def pins_of(envelope: str) -> tuple[RunPin, ...]:
    """The runs that an envelope of an act or a correction begins."""
    return _pins_from(json.loads(envelope)["content"]["pins"])


def _record(tree: dict[str, Any], texts: str | None) -> Record:
    if tree["format"] != FORMAT:
        raise ValueError("unknown envelope format")
    names = tuple(tree["texts"])
    return Record(
        case_id=tree["case"],
        seq=tree["seq"],
        event_id=tree["id"],
        kind=Kind(tree["kind"]),
        run=tree["run"],
        name=tree["name"],
        item=tree["item"],
        recorded_at=datetime.fromisoformat(tree["recorded"]),
        actor=actor_from(tree["actor"]),
        content=None if tree["content"] is None else _content_from(tree["content"]),
        crossing=None if tree["crossing"] is None else _crossing_from(tree["crossing"]),
        targets=tuple(tree["targets"]),
        cause=tree["cause"],
        text_names=names,
        texts=_texts_from(names, texts),
    )


def _texts_from(names: Sequence[str], texts: str | None) -> Mapping[str, str] | None:
    if not names:
        return {}
    return None if texts is None else json.loads(texts)


def actor_told(actor: Actor) -> dict[str, object]:
    """An actor as an envelope has it, and an entry about the organisation."""
    return {
        "user": actor.user,
        "roles": actor.roles,
        "account": actor.os_account,
        "authenticated": actor.authenticated,
        # Left out where nothing proves who it was: what is hashed for such an event is the text it always was.
        **({"proof": actor.proof} if actor.proof else {}),
        # Left out where somebody acted by a role of their own, for the same reason.
        **({"for": actor.on_behalf_of} if actor.on_behalf_of else {}),
    }


def actor_from(tree: dict[str, Any]) -> Actor:
    """The actor of an envelope. Raises: KeyError, TypeError for what is none."""
    return Actor(
        user=tree["user"],
        roles=tuple(tree["roles"]),
        os_account=tree["account"],
        authenticated=tree["authenticated"],
        proof=tree.get("proof", ""),
        on_behalf_of=tree.get("for", ""),
    )


def _content(content: Content) -> dict[str, object]:
    at = content.happened.at
    return {
        "on": content.happened.on.isoformat(),
        "at": None if at is None else _instant(at),
        "data": dict(content.data),
        "reasons": content.reason_codes,
        "pins": [[pin.run, pin.pathway, pin.digest, pin.law_loaded] for pin in content.pins],
        "warnings": content.warnings,
        # Left out of all other events: what is hashed for them is the text it always was.
        **({} if content.migration is None else {"migration": _migration(content.migration)}),
        **({} if content.proposed is None else {"proposed": _proposed(content.proposed)}),
    }


def _content_from(tree: dict[str, Any]) -> Content:
    at = tree["at"]
    return Content(
        happened=Happened(on=date.fromisoformat(tree["on"]), at=None if at is None else datetime.fromisoformat(at)),
        data={name: _value(value) for name, value in tree["data"].items()},
        reason_codes=tuple(tree["reasons"]),
        pins=_pins_from(tree["pins"]),
        warnings=tuple(tree["warnings"]),
        migration=_migration_from(tree["migration"]) if "migration" in tree else None,
        proposed=_proposed_from(tree["proposed"]) if "proposed" in tree else None,
    )


def _proposed(proposed: Proposed) -> dict[str, object]:
    return {"seq": proposed.seq, "actor": actor_told(proposed.actor), "recorded": _instant(proposed.recorded_at)}


def _proposed_from(tree: dict[str, Any]) -> Proposed:
    recorded_at = datetime.fromisoformat(tree["recorded"])
    return Proposed(seq=tree["seq"], actor=actor_from(tree["actor"]), recorded_at=recorded_at)


def _migration(migration: Migration) -> dict[str, object]:
    return {
        "plan": migration.plan,
        "source": migration.source,
        "states": migration.states,
        "items": migration.item_states,
        "deadlines": [[move.old, move.new, move.carry.value] for move in migration.moves],
        # Left out where nothing is called otherwise: events from before there was such a thing hash as they did.
        **{key: names for key, names in _names(migration).items() if names},
    }


def _names(migration: Migration) -> dict[str, tuple[tuple[str, ...], ...]]:
    return {"activities": migration.activities, "item_ids": migration.items, "fields": migration.fields}


def _migration_from(tree: dict[str, Any]) -> Migration:
    return Migration(
        plan=tree["plan"],
        source=tree["source"],
        states=tuple((old, new) for old, new in tree["states"]),
        item_states=tuple((activity, old, new) for activity, old, new in tree["items"]),
        moves=tuple(Move(old=old, new=new, carry=Carry(carry)) for old, new, carry in tree["deadlines"]),
        activities=tuple((old, new) for old, new in tree.get("activities", ())),
        items=tuple((activity, old, new) for activity, old, new in tree.get("item_ids", ())),
        fields=tuple((old, new) for old, new in tree.get("fields", ())),
    )


def _pins_from(tree: list[Any]) -> tuple[RunPin, ...]:
    return tuple(RunPin(run=p[0], pathway=p[1], digest=p[2], law_loaded=p[3]) for p in tree)


def _value(value: Any) -> Value:  # noqa: ANN401 (what JSON holds)
    return tuple(value) if isinstance(value, list) else value


def _crossing(crossing: Crossing) -> dict[str, object]:
    return {
        "due": _instant(crossing.due),
        "run": crossing.run,
        "deadline": crossing.deadline,
        "item": crossing.item,
        "what": crossing.what,
    }


def _crossing_from(tree: dict[str, Any]) -> Crossing:
    return Crossing(
        due=datetime.fromisoformat(tree["due"]),
        run=tree["run"],
        deadline=tree["deadline"],
        item=tree["item"],
        what=tree["what"],
    )


def _instant(instant: datetime) -> str:
    if instant.utcoffset() != UTC.utcoffset(None):
        raise ValueError("an instant is aware, in UTC")
    return instant.isoformat()
