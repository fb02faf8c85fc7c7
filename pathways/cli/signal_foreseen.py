"""What a change of a case would become for messages that told of it, with nothing recorded and nobody told."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pathways.cli.context import Session
from pathways.cli.output import tell, tell_aside
from pathways.engine.foreseeing import Foreseen
from pathways.messages import say
from pathways.model.organisation import EXTERNAL
from pathways.model.policy import Action
from pathways.model.signal import Signal, Step

if TYPE_CHECKING:
    from pathways.engine.signal_finding import Messages

BECOMES = {Step.changed: "changed", Step.withdrawn: "withdrawn", Step.held: "untold", Step.prepared: "prepared"}
"""What each is called in JSON, as in the answer to the change itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesForeseen:
    """Of each message that the reader may see, the step it would take."""

    messages: "Messages | None"
    found: tuple[tuple[Signal, Step], ...]

    def document(self) -> list[dict[str, object]]:
        """The same as JSON."""
        return [
            {"signal_id": each.signal_id, "to": each.to_service, "told": BECOMES[step]} for each, step in self.found
        ]

    def tell(self) -> None:
        """The same for people: what would not be told goes aside, as a warning."""
        if self.messages is None:
            return
        from pathways.engine.signal_reach import service_told

        for each, step in self.found:
            outside = step is Step.held and each.to == EXTERNAL
            key = f"signals.would_{step}_outside" if outside else f"signals.would_{step}"
            told = say(key, signal=each.signal_id, to=service_told(self.messages.people, each.to_service))
            if step is Step.held:
                tell_aside(told, "yellow")
            else:
                tell(told)


def messages_foreseen(session: Session, case_id: str, foreseen: Foreseen) -> MessagesForeseen:
    """Those that the reader may see. No vault is opened: what depends on a birth date is told as held."""
    if not foreseen.messages:
        return MessagesForeseen(messages=None, found=())
    from pathways.cli.signal import messages_of

    messages = messages_of(session, Action.signal_read)
    theirs = {each.signal.signal_id for each in messages.of_case(case_id)}
    found = tuple((each, step) for each, step in foreseen.messages if each.signal_id in theirs)
    return MessagesForeseen(messages=messages, found=found)
