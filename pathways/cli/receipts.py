"""What a writing command answers: what was recorded, what followed from it, and what the definition warns of."""

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from pathways.cli.output import tell, tell_aside, tell_json
from pathways.counting.telling import write_short
from pathways.engine.receipt import Receipt
from pathways.messages import say
from pathways.model.record import Act
from pathways.timeline import when_told

if TYPE_CHECKING:
    from pathways.cli.signal_told import ToldAnew

SCHEMA = "pathways.receipt/1"


def receipt_document(receipt: Receipt, messages: "ToldAnew | None" = None) -> dict[str, object]:
    """The receipt as JSON; with what became of the messages of the case, of a command that may change them."""
    parts = [asdict(part) for part in receipt.parts]
    document = {"schema": SCHEMA, **asdict(receipt), "warnings": list(receipt.warnings), "parts": parts}
    return document if messages is None else document | {"messages": messages.document()}


def tell_receipt(
    receipt: Receipt, sentence: str, *, as_json: bool, messages: "ToldAnew | None" = None, after: str = ""
) -> None:
    """Answer with the receipt, in ``sentence`` for people; warnings and what is not told go aside.

    ``after``: what is said last, else where to look.
    """
    if as_json:
        tell_json(receipt_document(receipt, messages))
    else:
        _tell(receipt, sentence)
        if messages is not None:
            messages.tell()
    for warning in receipt.warnings:
        tell_aside(say("cli.receipt.warning", warning=warning), "yellow")
    if not as_json:
        tell_aside(after or say("cli.receipt.next", case=receipt.case_id))


def recorded(receipt: Receipt, act: Act) -> str:
    """The sentence for an act."""
    told = when_told(act.happened)
    return say("cli.receipt.recorded", **_said(receipt), happened=told, user=act.actor.user)


def redecided(receipt: Receipt, act: Act, target: int) -> str:
    """The sentence for a re-decision of event ``target``."""
    told = when_told(act.happened)
    return say("cli.receipt.redecided", **_said(receipt), target=target, happened=told, user=act.actor.user)


def changed(key: str, receipt: Receipt, target: int, user: str) -> str:
    """The sentence for a correction or an annulment of event ``target``; ``key`` is that of the sentence."""
    return say(key, **_said(receipt), target=target, user=user)


def explained(receipt: Receipt, user: str) -> str:
    """The sentence for why a deadline was missed, with the reason that it takes the place of."""
    told = changed("cli.receipt.explained", receipt, 0, user)
    replaces = 0 if receipt.explained is None else receipt.explained.replaces
    return f"{told} {say('cli.receipt.replaces', seq=replaces)}" if replaces else told


def _said(receipt: Receipt) -> dict[str, Any]:
    return {"case": receipt.case_id, "seq": receipt.seq, "event": _event(receipt)}


def _event(receipt: Receipt) -> str:
    """What it is about: an event, or why one round of a deadline, of an item perhaps, was missed."""
    about = receipt.explained
    if about is None:
        return receipt.event
    item = receipt.item.partition(".")[2]
    name = say("cli.receipt.of_item", name=receipt.event, item=item) if item else receipt.event
    on = write_short(date.fromisoformat(about.nominal))
    return say("cli.receipt.why_missed", name=name, seq=about.anchored_by, date=on)


def _tell(receipt: Receipt, sentence: str) -> None:
    tell(say("cli.receipt.repeated", **_said(receipt)) if receipt.repeated else sentence)
    if receipt.passed:
        tell(say("cli.receipt.passed", count=receipt.passed))
    if receipt.superseded:
        tell(say("cli.receipt.superseded", count=receipt.superseded))
