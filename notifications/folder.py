"""The file channel: each mail becomes one .eml file in a folder, whole or not at all, readable by its owner only."""

import os
import re
import tempfile
from email.message import EmailMessage
from pathlib import Path

from notifications.channels import DeliveryError, Fault, Handed

_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,99}")
"""What may become the name of a file. The id comes from the database; with a slash it would be a path."""


class FolderChannel:
    """Writes ``<id>.eml``. Sent again under the same id, a mail replaces itself."""

    name = "file"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: EmailMessage) -> Handed:
        """Writes the mail to disk, durably.

        Raises: DeliveryError, temporary when the folder cannot be written, permanent for an id that is no file name.
        """
        message_id = str(message["Message-ID"])
        name = message_id.strip("<>").partition("@")[0]
        if not _NAME.fullmatch(name):
            raise DeliveryError(Fault.permanent, "notices.bad_message_id")
        try:
            self._write(f"{name}.eml", message.as_bytes())
        except OSError as error:
            raise DeliveryError(
                Fault.temporary, "notices.folder_refused", whole_channel=True, why=type(error).__name__
            ) from None
        return Handed(message_id=message_id)

    def _write(self, name: str, content: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # mkstemp makes the file 0600 from the start.
        handle, written = tempfile.mkstemp(dir=self._folder, prefix=".", suffix=".part")
        path = Path(written)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            path.replace(self._folder / name)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
