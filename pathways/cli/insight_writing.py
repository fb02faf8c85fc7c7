"""Writes what is given to a party: a text to print and the same as JSON, both or none, and neither over another file.

They are written whole beside their place, then it is recorded that they were given, and last they get their names.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pathways.errors import UsageError
from pathways.files import keep_as

if TYPE_CHECKING:
    from pathways.engine.receipt import Receipt

JSON_END = ".json"


def write_pair(file: Path, text: str, document: Mapping[str, object], record: Callable[[str], "Receipt"]) -> "Receipt":
    """Write ``file`` and its JSON beside it, for their owner only. ``record`` is given the SHA-256 of the text.

    Raises: UsageError where one is there already, or cannot be written; as ``record``, and then nothing is written.
    """
    beside = file.with_name(f"{file.name}{JSON_END}")
    if any(os.path.lexists(each) for each in (file, beside)):
        raise UsageError("insight.file_there")
    raw = text.encode("utf-8")
    try:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".pathways-") as folder:
            one, two = Path(folder) / "text", Path(folder) / "json"
            _write(one, raw)
            _write(two, (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))
            receipt = record(hashlib.sha256(raw).hexdigest())
            keep_as(one, file)
            keep_as(two, beside)
    except OSError:
        raise UsageError("insight.not_written") from None
    return receipt


def _write(part: Path, raw: bytes) -> None:
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as written:
        written.write(raw)
