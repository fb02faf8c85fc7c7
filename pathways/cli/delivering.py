"""Rounds of delivery, for the commands that deliver: the outbox emptied through the channels that are on."""

import random
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from pathways.cli.context import read_settings
from pathways.cli.output import tell_aside
from pathways.messages import say

if TYPE_CHECKING:
    from notifications.dispatch import Postman
    from pathways.engine.installation import Installation
    from pathways.store.notices import Notice

LIMIT = 50
"""Deliveries claimed at a time: few enough that nobody else waits long for them."""

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

    def trouble(self) -> list[str]:
        """Sentences on what was not delivered."""
        told = []
        if self.postponed:
            told.append(say("cli.notice.postponed", count=self.postponed))
        if self.failed:
            told.append(say("cli.notice.failed", count=self.failed))
        return told

    def tell_trouble(self) -> None:
        """Say, on standard error, when something was not delivered."""
        for sentence in self.trouble():
            tell_aside(sentence)


Deliver = Callable[[datetime], Delivered]
"""Delivers what is due at an instant of the database's clock (UTC)."""


def deliverer(installation: "Installation") -> Deliver:
    """What delivers for this process. With no channel on it does nothing: the inbox needs no delivery.

    Raises: UsageError when mail is on and its sender is no address.
    """
    settings = read_settings()
    if not installation.desk.channels:
        return lambda _now: Delivered()
    from notifications.dispatch import Postman  # noqa: PLC0415 (heavy)
    from notifications.opening import open_channels, read_letterhead  # noqa: PLC0415 (heavy)
    from notifications.render import Renderer  # noqa: PLC0415 (heavy)

    postman = Postman(
        database=installation.database,
        channels=open_channels(settings),
        address_of=lambda name: user.email if (user := installation.people.users.get(name)) else "",
        still_wanted=partial(_still_wanted, installation),
        letterhead=read_letterhead(settings),
        renderer=Renderer(),
        chance=random.SystemRandom().random,
        new_token=lambda: secrets.token_hex(16),
        elapsed=time.monotonic,
    )
    return partial(_deliver, installation, postman)


def _deliver(installation: "Installation", postman: "Postman", now: datetime) -> Delivered:
    total = Delivered()
    for _ in range(MOST_ROUNDS):
        report = postman.deliver(now=now, real_now=installation.system.now(), limit=LIMIT)
        total.mails += report.mails
        total.sent += report.sent
        total.cancelled += report.cancelled
        total.postponed += report.postponed
        total.failed += report.failed
        if report.sent + report.cancelled + report.postponed + report.failed + report.lost < LIMIT:
            break
    return total


def _still_wanted(installation: "Installation", notice: "Notice") -> bool:
    """Whether the reason of the notice holds, by the case as it is this moment."""
    from pathways.engine.telling import still_wanted  # noqa: PLC0415 (heavy)
    from pathways.machine.state_json import load  # noqa: PLC0415 (heavy)
    from pathways.store import heads  # noqa: PLC0415 (heavy)

    with installation.database.read() as conn:
        text = heads.read_state(conn, notice.case_id)
    return text is not None and still_wanted(load(text), notice)
