"""Files that commands write: new ones only, whole or not at all, and for their owner only."""

import os
from collections.abc import Iterable
from pathlib import Path

from pathways.errors import UnavailableError, UsageError, why_not
from pathways.files import write_new


def require_free(file: Path) -> None:
    """Raises UsageError where a file cannot be made, as far as can be seen before there is anything to write."""
    if os.path.lexists(file):
        raise UsageError("cli.written.exists", file=file)
    if not file.absolute().parent.is_dir():
        raise UsageError("cli.written.no_folder", folder=file.parent)


def write_out(file: Path, chunks: Iterable[bytes]) -> None:
    """Write it. Raises: as ``require_free``, and UnavailableError."""
    require_free(file)
    try:
        write_new(file, chunks)
    except FileExistsError:
        raise UsageError("cli.written.exists", file=file) from None
    except OSError as error:
        raise UnavailableError("cli.written.refused", file=file, why=why_not(error)) from error
