"""What the story does with messages between its two services: through the same door as the command ``signal``."""

from dataclasses import dataclass

from pathways.counting.oslo import parse_moment
from pathways.engine.consent_said import How, Said
from pathways.engine.consenting import Consents
from pathways.engine.installation import Installation
from pathways.engine.signal_finding import Messages
from pathways.engine.signal_follow_up import follow_up
from pathways.engine.signal_receiving import Receiving
from pathways.engine.signal_sending import Sending
from pathways.model.policy import Action, Facet
from pathways.model.record import Act, Kind
from pathways.municipality.playing import OS_ACCOUNT
from pathways.municipality.step import Step
from pathways.store import signals

CHANNEL = "demo"
RELEASED = ("events", "field.henvist_til")
"""What the child and its parents let be told: what the message tells, and no more."""

AGE = 12
"""Of the child, as it was told: no birth date is kept of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Carries out the steps of the story that are about a message."""

    installation: Installation

    def carry_out(self, step: Step, case_id: str, source: str) -> tuple[str, int]:
        """The case and the number of the event in which it was noted. ``source``: the case that sends the message."""
        installation = self.installation
        if step.message == "release":
            return case_id, self._released(step, case_id)
        with installation.database.read() as conn:
            signal = signals.sent_by_case(conn, source)[-1]
        messages = self._messages(step.who, Action.share_send if step.message == "send" else Action.signal_receive)
        receiving = Receiving(messages=messages)
        if step.message == "send":
            receipt = Sending(messages=messages).send(signal.signal_id, "")
        elif step.message == "receive":
            receipt = receiving.open_case(signal.signal_id, self._act(step))
        elif step.message == "take_over":
            receipt = receiving.take_over(signal.signal_id, step.reason)
        else:
            receipt = receiving.follow(signal.signal_id, step.reason)
        follow_up(installation.database, installation.desk, installation.clock.now())
        return receipt.case_id or case_id, receipt.seq

    def _released(self, step: Step, case_id: str) -> int:
        """Record that they let it be told to the one BUP there is; the number of the event."""
        engine, people = self.installation.engine, self.installation.people
        said = Said(
            kind=Kind.release,
            happened=parse_moment(step.happened or step.at),
            by=("child", "parent_1", "parent_2"),
            age=AGE,
            to=next(each.id for each in people.services.values() if each.kind == "bup"),
            share=(Facet.course,),
            items=RELEASED,
            how=How.written,
            reason=step.reason,
        )
        actor = people.actor(step.who, OS_ACCOUNT)
        return Consents(engine=engine, actor=actor).record(case_id, said).seq

    def _messages(self, who: str, action: Action) -> Messages:
        installation = self.installation
        actor = installation.people.actor(who, OS_ACCOUNT)
        reader = installation.reader(actor, CHANNEL, action)
        return Messages(engine=installation.engine, reader=reader, people=installation.people, action=action)

    def _act(self, step: Step) -> Act:
        return Act(
            case_id="",
            event="",
            run="",
            item="",
            happened=parse_moment(step.happened or step.at),
            data=step.data,
            reason_codes=step.codes,
            texts={"reason": step.reason} if step.reason else {},
            actor=self.installation.people.actor(step.who, OS_ACCOUNT),
            key="",
            expected_version=None,
        )
