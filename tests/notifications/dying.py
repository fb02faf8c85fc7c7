"""A sender that dies the moment its first mail is handed over: run as a process of its own, with URL and port."""

import os
import sys
from email.message import EmailMessage

from notifications.channels import Handed
from notifications.dispatch import Postman
from notifications.smtp import SmtpChannel, SmtpServer
from pathways.store.database import Database
from tests.notifications.letters import LETTERHEAD, NOW, RENDERER
from tests.notifications.servers import HOST

STATUS = 9


class LastDeed:
    """The real mail channel, and then nothing more."""

    name = "smtp"

    def __init__(self, port: int) -> None:
        self._channel = SmtpChannel(SmtpServer(host=HOST, port=port, encrypted=False))

    def send(self, message: EmailMessage) -> Handed:
        """Hands the mail over and dies: no block is left, no transaction ends, nothing is marked."""
        self._channel.send(message)
        os._exit(STATUS)


def main(url: str, port: int) -> None:
    """Delivers one round."""
    Postman(
        database=Database.open(url),
        channels={"smtp": LastDeed(port)},
        address_of=lambda user: f"{user}@kommune.example",
        still_wanted=lambda _: True,
        letterhead=LETTERHEAD,
        renderer=RENDERER,
        chance=lambda: 0.0,
        new_token=lambda: "dying",
        elapsed=lambda: 0.0,
    ).deliver(now=NOW, real_now=NOW)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
