"""The file that a log-in lies in: for its owner only, one for each database, in the person's configuration folder."""

import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pathways.errors import UnavailableError, UsageError, why_not
from pathways.files import open_file

MOST = 200
"""Bytes of the largest file that can be one."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def session_path(given: Path | None, environment: Mapping[str, str], place: str) -> Path:
    """Where the file is or would be. ``place`` is the database's; ``given`` what the settings name.

    Raises: UsageError where nothing says where a person's files lie.
    """
    if given is not None:
        return given
    base = environment.get("XDG_CONFIG_HOME") or environment.get("APPDATA") or ""
    folder = Path(base) if Path(base).is_absolute() else _home() / ".config"
    where = place if "/" not in place or ":" in place else str(Path(place).absolute())
    return folder / "pathways" / f"session-{hashlib.sha256(where.encode()).hexdigest()[:16]}"


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        raise UsageError("login.no_home") from None


def read_session(path: Path) -> str:
    """The token in the file; empty where there is none. Raises: UsageError for one that others may read."""
    try:
        with open_file(path) as opened:
            # Looked at when it is open: what is looked at before may be another file when it is opened.
            if os.name == "posix":
                found = os.fstat(opened.fileno())
                if found.st_mode & _OTHERS or found.st_uid != os.geteuid():
                    raise UsageError("login.file_open", file=path)
            content = opened.read(MOST)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise UnavailableError("login.file_refused", file=path, why=why_not(error)) from error
    token = content.decode("ascii", errors="replace").strip()
    return token if _TOKEN.fullmatch(token) else ""


def write_session(path: Path, token: str) -> None:
    """Put a token in the place of any that was there. Raises: UnavailableError."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Made with 0600, and whole before it has its name.
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=".session-")
        try:
            with os.fdopen(handle, "w", encoding="ascii") as written:
                written.write(token + "\n")
            Path(part).replace(path)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UnavailableError("login.file_refused", file=path, why=why_not(error)) from error


def forget_session(path: Path) -> None:
    """Take the file away. Raises: UnavailableError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise UnavailableError("login.file_refused", file=path, why=why_not(error)) from error
