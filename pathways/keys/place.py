"""Where keys lie: the folder that was set; for a sandbox on SQLite, where none is, one beside its file."""

from pathlib import Path

BESIDE = ".keys"
"""What the folder beside a sandbox's file is called after it."""


def key_path(given: Path | None, *, sandbox: bool, kind: str, place: str) -> Path | None:
    """The folder, which may not be there yet; None where nothing says. ``kind`` and ``place`` are the database's."""
    if given is not None:
        return given
    return Path(f"{place}{BESIDE}") if sandbox and kind == "sqlite" else None
