"""How a receipt that lacked something is typed so that it is taken: what the message fills in need not be given."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from pathways.cli.context import Session
from pathways.cli.output import tell_aside
from pathways.counting.oslo import civil_date
from pathways.errors import EventRefusedError
from pathways.messages import say

if TYPE_CHECKING:
    from pathways.engine.signal_finding import Messages
    from pathways.model.pathway import Event
    from pathways.model.record import Act

LACKS = frozenset({"machine.missing_field", "machine.reason_missing", "machine.reason_code_missing"})
"""Refusals of what was not given. Whoever is told one may receive the message, which has been read by then."""


@contextmanager
def takes_told(session: Session, messages: "Messages", signal_id: str, act: "Act") -> Iterator[None]:
    """A refusal for what is lacking is told here, with the command that lacks nothing; every other one as it comes."""
    try:
        yield
    except EventRefusedError as refusal:
        command = "" if act.case_id or refusal.key not in LACKS else _command(messages, signal_id, act)
        if not command:
            raise
        session.log_refused(refusal)
        tell_aside(str(refusal), "red")
        tell_aside(say("signals.takes", signal=signal_id, command=command))
        raise typer.Exit(refusal.exit_code) from None


def _command(messages: "Messages", signal_id: str, act: "Act") -> str:
    from pathways.machine.signalled import filled
    from pathways.store import signals

    with messages.engine.database.read() as conn:
        signal = signals.read(conn, signal_id)
    send = None if signal is None else messages.send_of(signal)
    if signal is None or send is None or not send.starts:
        return ""
    library, shared = messages.engine.desk.library, signal.shared
    digest, _ = library.in_force(send.starts, civil_date(messages.now))
    start = next((each for each in library.prepared(digest).events.values() if each.start), None)
    fills = set() if shared is None else {name for name, source in send.fills if filled(shared, source) is not None}
    return "" if start is None else " ".join(_options(start, fills, act))


def _options(start: "Event", fills: set[str], act: "Act") -> Iterator[str]:
    for name in start.records:
        if name not in fills:
            yield say("cli.words.need", field=name)
    if start.reason.codes_required:
        yield say("cli.words.need_reason_code")
    if start.reason.text_required:
        yield say("cli.words.need_reason")
    if act.happened_given:
        yield say("cli.words.need_happened", happened=act.happened.on.isoformat()).strip()
