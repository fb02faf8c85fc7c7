"""The demo's post office: real notices, delivered through the outbox as mails into a folder of the sandbox."""

import time
from pathlib import Path
from random import Random
from secrets import token_hex

from notifications.dispatch import Postman
from notifications.folder import FolderChannel
from notifications.message import Letterhead
from notifications.render import Renderer
from pathways.engine.installation import Installation
from pathways.engine.telling import still_wanted
from pathways.machine.state_json import load
from pathways.store import heads
from pathways.store.notices import Notice

SENDER = "varsel@ovingskommune.example"
DOMAIN = "ovingskommune.example"


def open_post(installation: Installation, folder: Path) -> Postman:
    """Delivers into ``folder``. What it sends says nothing about anyone; the inbox is the record."""
    channel = FolderChannel(folder)

    def address_of(name: str) -> str:
        user = installation.people.users.get(name)
        return "" if user is None else user.email

    def wanted(notice: Notice) -> bool:
        with installation.database.read() as conn:
            text = heads.read_state(conn, notice.case_id)
        return text is not None and still_wanted(load(text), notice)

    return Postman(
        database=installation.database,
        channels={channel.name: channel},
        address_of=address_of,
        still_wanted=wanted,
        letterhead=Letterhead(sender=SENDER, domain=DOMAIN, url=""),
        renderer=Renderer(),
        chance=Random(0).random,  # noqa: S311 (waiting times)
        new_token=lambda: token_hex(16),
        elapsed=time.monotonic,
    )
