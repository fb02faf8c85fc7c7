"""The demo's post office: real notices, delivered through the outbox as mails into a folder of the sandbox."""

from pathlib import Path
from random import Random

from notifications.dispatch import Postman
from notifications.folder import FolderChannel
from notifications.message import Letterhead
from notifications.opening import postman_of
from pathways.engine.installation import Installation

SENDER = "varsel@ovingskommune.example"
DOMAIN = "ovingskommune.example"


def open_post(installation: Installation, folder: Path) -> Postman:
    """Delivers into ``folder``. What it sends says nothing about anyone; the inbox is the record."""
    channel = FolderChannel(folder)
    letterhead = Letterhead(sender=SENDER, domain=DOMAIN, url="")
    chance = Random(0).random  # noqa: S311 (waiting times)
    return postman_of(installation, {channel.name: channel}, letterhead, chance=chance)
