"""Rounds of delivery, for the commands that deliver: the outbox emptied through the channels that are on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from pathways.cli.context import read_settings
from pathways.cli.output import tell_aside
from pathways.cli.when import json_moment, write_short_moment
from pathways.errors import UsageError
from pathways.messages import say
from pathways.store.undelivered import UnderWay

if TYPE_CHECKING:
    from notifications.dispatch import Postman
    from pathways.engine.installation import Installation

LIMIT = 50
"""Deliveries claimed at a time: few enough that nobody else waits long for them."""

SHOWN = 8
"""Signs of the id of a notice that are shown; as few may be typed, as long as only one notice begins so."""

MOST_ROUNDS = 20
"""Rounds in a row, so that a tick comes to an end; the rest is taken at the next."""


@dataclass(slots=True, kw_only=True)
class Delivered:
    """What the rounds of one delivery did together, in deliveries; ``mails`` counts mails."""

    mails: int = 0
    sent: int = 0
    cancelled: int = 0
    postponed: int = 0
    failed: int = 0
    why: list[str] = field(default_factory=list)
    """Why something was not delivered, each kind of failure once. No personal data."""
    misset: UsageError | None = None
    """The setting that keeps mail from going out; then nothing was tried."""

    def trouble(self) -> dict[str, str]:
        """Sentences on what was not delivered, by what stays the same when only a count changes."""
        told = {}
        if self.postponed:
            told["postponed"] = say("cli.notice.postponed", count=self.postponed)
        if self.failed:
            told["failed"] = say("cli.notice.failed", count=self.failed)
        return told | {sentence: sentence for sentence in self.why}

    def tell_trouble(self) -> None:
        """Say, on standard error, when something was not delivered."""
        for sentence in self.trouble().values():
            tell_aside(sentence)


Deliver = Callable[[datetime], Delivered]
"""Delivers what is due at an instant of the database's clock (UTC)."""


def deliverer(installation: "Installation") -> Deliver:
    """What delivers for this process. With no channel on it does nothing: the inbox needs no delivery.

    A setting that stops mail stops nothing else: it is told with what was delivered, which is then nothing.
    """
    if not installation.desk.channels:
        return lambda _now: Delivered()
    from notifications.opening import open_postman

    try:
        postman = open_postman(read_settings(), installation)
    except UsageError as error:
        misset = error
        return lambda _now: Delivered(misset=misset, why=[str(misset)])
    return partial(_deliver_unless_copy, installation, postman)


def tell_under_way(under_way: UnderWay | None) -> None:
    """Say, on standard error, what another sender has taken, or one that died had."""
    if under_way:
        at = write_short_moment(under_way.until)
        tell_aside(say("cli.notice.under_way", count=under_way.count, at=at))


def under_way_json(under_way: UnderWay | None) -> dict[str, object] | None:
    """The same in JSON."""
    return {"count": under_way.count, "until": json_moment(under_way.until)} if under_way else None


def _deliver_unless_copy(installation: "Installation", postman: "Postman", now: datetime) -> Delivered:
    """What waits in a copy may have gone out already, or go out of the original, too. Asked each time."""
    from pathways.store.copied import is_copy

    if is_copy(installation.database):
        misset = UsageError("cli.notice.is_copy", place=installation.database.place)
        return Delivered(misset=misset, why=[str(misset)])
    return _deliver(installation, postman, now)


def _deliver(installation: "Installation", postman: "Postman", now: datetime) -> Delivered:
    total = Delivered()
    for _ in range(MOST_ROUNDS):
        report = postman.deliver(now=now, real_now=installation.system.now(), limit=LIMIT)
        total.mails += report.mails
        total.sent += report.sent
        total.cancelled += report.cancelled
        total.postponed += report.postponed
        total.failed += report.failed
        total.why += [sentence for sentence in report.why if sentence not in total.why]
        if report.sent + report.cancelled + report.postponed + report.failed + report.lost < LIMIT:
            break
    return total
