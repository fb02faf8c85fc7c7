"""The mail channel: one message over SMTP, encrypted unless the server is this machine, with an answer for every end.

What a server says is never repeated: it often holds the address. Codes and steps are enough to mend it.
"""

import ipaddress
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage

from notifications.channels import DeliveryError, Fault, Handed

TIMEOUT = 20.0
"""Seconds that one answer of the server may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """Where mail is handed in. ``encrypted``: STARTTLS or nothing. Empty ``user``: no log-in."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    encrypted: bool = True
    timeout: float = TIMEOUT


def is_this_machine(host: str) -> bool:
    """Whether a host is the loopback, by name or number: the one place mail may go unencrypted."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class SmtpChannel:
    """Sends each message over a connection of its own."""

    name = "smtp"

    def __init__(self, server: SmtpServer, tls: ssl.SSLContext | None = None) -> None:
        """``tls`` says whose certificates are trusted; by default those the system trusts."""
        self._server = server
        self._tls = tls

    def send(self, message: EmailMessage) -> Handed:
        """Hands the message in. Raises: DeliveryError.

        Nothing that fails before the message itself is on its way can have been delivered. Once it is, only an answer
        tells; without one the outcome is unknown.
        """
        with _before_the_message("connect"):
            smtp = smtplib.SMTP(self._server.host, self._server.port, timeout=self._server.timeout)
        try:
            self._open(smtp)
            self._hand_in(smtp, message)
        finally:
            # The message's fate is settled; a server that hangs up rudely changes nothing.
            with suppress(OSError, smtplib.SMTPException):
                smtp.quit()
            smtp.close()
        return Handed(message_id=str(message["Message-ID"]))

    def _open(self, smtp: smtplib.SMTP) -> None:
        with _before_the_message("ehlo"):
            smtp.ehlo_or_helo_if_needed()
        if self._server.encrypted:
            if not smtp.has_extn("starttls"):
                raise DeliveryError(Fault.temporary, "notices.no_starttls", whole_channel=True)
            with _before_the_message("starttls"):
                smtp.starttls(context=self._tls or ssl.create_default_context())
                smtp.ehlo_or_helo_if_needed()  # what was said before the encryption does not count
        if self._server.user:
            with _before_the_message("auth"):
                smtp.login(self._server.user, self._server.password)

    def _hand_in(self, smtp: smtplib.SMTP, message: EmailMessage) -> None:
        with _before_the_message("mail"):
            code, _ = smtp.mail(str(message["From"]))
        if code != 250:
            raise DeliveryError(Fault.temporary, "notices.smtp_refused", whole_channel=True, code=code, step="mail")
        with _before_the_message("rcpt"):
            code, _ = smtp.rcpt(str(message["To"]))
        if code not in (250, 251):
            raise _refused(code, "rcpt")
        code = _data(smtp, message.as_bytes())
        if code != 250:
            raise _refused(code, "data")


def _data(smtp: smtplib.SMTP, content: bytes) -> int:
    try:
        code, _ = smtp.data(content)
    except smtplib.SMTPDataError as error:
        return error.smtp_code
    except (OSError, smtplib.SMTPException) as error:
        raise DeliveryError(Fault.unknown, "notices.smtp_unanswered", why=type(error).__name__) from None
    return code


def _refused(code: int, step: str) -> DeliveryError:
    fault = Fault.permanent if code >= 500 else Fault.temporary
    return DeliveryError(fault, "notices.smtp_refused", code=code, step=step)


@contextmanager
def _before_the_message(step: str) -> Iterator[None]:
    """Whatever goes wrong here concerns the server and every mail, not this one; a wrong password must lose none."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        raise DeliveryError(
            Fault.temporary, "notices.smtp_refused", whole_channel=True, code=error.smtp_code, step=step
        ) from None
    except (OSError, smtplib.SMTPException) as error:
        raise DeliveryError(
            Fault.temporary, "notices.smtp_unreachable", whole_channel=True, why=type(error).__name__, step=step
        ) from None
