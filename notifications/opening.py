"""Opens what the settings turn on: the channels, and the postman of an installation."""

import secrets
import time
from collections.abc import Callable, Mapping

from notifications.channels import Channel
from notifications.dispatch import Postman
from notifications.folder import FolderChannel
from notifications.message import Letterhead, is_domain, is_web_address
from notifications.render import Renderer
from notifications.smtp import SmtpChannel, SmtpServer, is_this_machine
from pathways.engine.installation import Installation
from pathways.engine.left_open import why_ended
from pathways.engine.message_ending import why_over
from pathways.engine.telling import MESSAGE, why_gone
from pathways.errors import UsageError
from pathways.machine.state_json import load
from pathways.people.address import is_address
from pathways.settings import Settings
from pathways.store import heads, signals
from pathways.store.notices import Notice


def open_channels(settings: Settings) -> dict[str, Channel]:
    """The channels by name, ready to send. Nothing is connected yet."""
    channels: list[Channel] = []
    if settings.smtp_host:
        server = SmtpServer(
            host=settings.smtp_host,
            port=settings.smtp_port,
            user=settings.smtp_user,
            password=settings.smtp_password.get_secret_value(),
            encrypted=not is_this_machine(settings.smtp_host),
        )
        channels.append(SmtpChannel(server))
    if settings.mail_folder is not None:
        channels.append(FolderChannel(settings.mail_folder))
    return {channel.name: channel for channel in channels}


def read_letterhead(settings: Settings) -> Letterhead:
    """What every mail bears. Raises: UsageError when mail is on and sender, domain or address of the inbox is none."""
    mail_is_on = bool(settings.smtp_host) or settings.mail_folder is not None
    if mail_is_on and not is_address(settings.mail_from):
        raise UsageError("notices.no_sender")
    if mail_is_on and not is_domain(settings.mail_domain):
        raise UsageError("notices.bad_domain")
    if mail_is_on and settings.inbox_url and not is_web_address(settings.inbox_url):
        raise UsageError("notices.bad_inbox_url")
    return Letterhead(sender=settings.mail_from, domain=settings.mail_domain, url=settings.inbox_url)


def open_postman(settings: Settings, installation: Installation) -> Postman:
    """The postman of an installation. Raises: as ``read_letterhead``."""
    chance = secrets.SystemRandom().random
    return postman_of(installation, open_channels(settings), read_letterhead(settings), chance=chance)


def postman_of(
    installation: Installation, channels: Mapping[str, Channel], letterhead: Letterhead, *, chance: Callable[[], float]
) -> Postman:
    """A postman who delivers to the people of an installation. ``chance`` spreads waiting times, from 0 to 1."""

    def address_of(name: str) -> str:
        # Asked anew for each mail: people come and go while a worker runs.
        user = installation.people.users.get(name)
        return "" if user is None else user.email

    return Postman(
        database=installation.database,
        channels=channels,
        address_of=address_of,
        still_wanted=lambda notice: _holds(installation, notice),
        letterhead=letterhead,
        renderer=Renderer(),
        chance=chance,
        new_token=lambda: secrets.token_hex(16),
        elapsed=time.monotonic,
    )


def _holds(installation: Installation, notice: Notice) -> bool:
    """Whether the reason of a notice still holds, by the case and the message as they are now."""
    with installation.database.read() as conn:
        if notice.title_key == MESSAGE and why_over(signals.read(conn, notice.item), notice):
            return False
        state = heads.read_state(conn, notice.case_id) if notice.case_id else None
    if state is None:
        return not notice.case_id
    case = load(state)
    return not (why_gone(case, notice) or why_ended(installation.library, case, notice))
