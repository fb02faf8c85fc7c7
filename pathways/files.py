"""Opens what should be an ordinary file: never waits for a pipe, never reads a device, and never more than was asked.

Writes a new one whole or not at all. A path comes from a person or a setting and may lead anywhere.
"""

import errno
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from pathways.errors import NotAFileError


def open_file(path: Path) -> BinaryIO:
    """The file, open for reading bytes. Raises: OSError; NotAFileError for a pipe, a device or a socket."""
    # Opened without waiting and looked at afterwards: what is looked at first may be another thing when it is opened.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        _require_ordinary(os.fstat(handle).st_mode)
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def read_start(path: Path, most: int) -> bytes:
    """The file; of one that is larger than ``most`` bytes one byte more than that. Raises as ``open_file``."""
    with open_file(path) as file:
        return file.read(most + 1)


def read_file(path: Path, most: int) -> bytes:
    """The whole file. Raises as ``open_file``, and OSError for a file that is larger than ``most`` bytes."""
    data = read_start(path, most)
    if len(data) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return data


def write_new(file: Path, chunks: Iterable[bytes]) -> None:
    """Write a file that is not there before it is whole, durably, and for its owner only.

    Raises: FileExistsError when there is one of that name, and it stays as it is; OSError.
    """
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".pathways-") as folder:
        part = Path(folder) / "part"
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as written:
            written.writelines(chunks)
        keep_as(part, file)


def keep_as(part: Path, file: Path) -> None:
    """Give what was written to ``part``, on the same disk, its name, durably. Raises: FileExistsError, OSError."""
    with part.open("rb") as written:
        os.fsync(written.fileno())
    try:
        os.link(part, file)
    except FileExistsError:
        raise
    except OSError:
        # A disk that knows no links, such as a memory stick.
        if os.path.lexists(file):
            raise FileExistsError from None
        part.replace(file)
    handle = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _require_ordinary(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError
    if not stat.S_ISREG(mode):
        raise NotAFileError
