"""The folder of keys: who may look into it, which keys lie there, and how another is added. Knows no cipher.

A file is ``<kind>-<number>.<suffix>``, such as ``signing-0001.pem``. The highest number of a kind is the current one;
those before it are kept for what they signed or locked. Nothing is ever written over, and nothing is deleted.
"""

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pathways.errors import ConflictError, NotFoundError, UnavailableError, UsageError, why_not
from pathways.files import open_file, write_new

MOST = 16_384
"""Bytes of the largest file that can be a key."""

_NAME = re.compile(r"([a-z]{1,20})-([0-9]{4})\.([a-z]{1,5})")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True, order=True)
class KeyFile:
    """One file of the folder, by its name."""

    kind: str
    number: int
    suffix: str

    @property
    def name(self) -> str:
        """As it lies in the folder."""
        return f"{self.kind}-{self.number:04d}.{self.suffix}"

    @property
    def key(self) -> str:
        """What people call the key that it is a half of."""
        return f"{self.kind}-{self.number:04d}"


@dataclass(frozen=True, slots=True)
class KeyFolder:
    """A folder of keys; it may not be there yet."""

    path: Path

    def files(self, kind: str, suffix: str) -> tuple[KeyFile, ...]:
        """The files of a kind, oldest first; none where the folder is not there. Raises as ``require_closed``."""
        return tuple(each for each in self._all() if (each.kind, each.suffix) == (kind, suffix))

    def every(self) -> tuple[KeyFile, ...]:
        """Every file that is named as a key, by kind and number. Raises as ``require_closed``."""
        return self._all()

    def add(self, kind: str, halves: Mapping[str, bytes]) -> KeyFile:
        """Adds the next key of a kind, its files in the order of ``halves``, and names the last. Makes the folder.

        The half that is needed to use the key comes last: a key that is there in part is no key.
        Raises: UnavailableError, ConflictError when somebody else adds one now; as ``require_closed``.
        """
        self._make()
        number = 1 + max((each.number for each in self._all() if each.kind == kind), default=0)
        for suffix, content in halves.items():
            made = KeyFile(kind, number, suffix)
            try:
                write_new(self.path / made.name, [content])
            except FileExistsError:
                raise ConflictError("keys.taken", name=made.key) from None
            except OSError as error:
                raise UnavailableError("keys.refused", folder=self.path, why=why_not(error)) from error
        return made

    def read(self, file: KeyFile, *, secret: bool) -> bytes:
        """The content of a file; a ``secret`` one that others than its owner may read or write is refused.

        Raises: NotFoundError, UsageError, UnavailableError.
        """
        try:
            with open_file(self.path / file.name) as opened:
                # Looked at when it is open: what is looked at before may be another file when it is opened.
                if secret and _is_open(os.fstat(opened.fileno()).st_mode):
                    raise UsageError("keys.file_open", file=self.path / file.name)
                content = opened.read(MOST + 1)
        except FileNotFoundError:
            raise NotFoundError("keys.gone", name=file.name, folder=self.path) from None
        except OSError as error:
            raise UnavailableError("keys.refused", folder=self.path, why=why_not(error)) from error
        if len(content) > MOST:
            raise UsageError("keys.unreadable", file=file.name)
        return content

    def made_at(self, file: KeyFile) -> datetime:
        """When a file was written last, by the machine's clock (UTC). Raises: UnavailableError."""
        try:
            return datetime.fromtimestamp((self.path / file.name).stat().st_mtime, UTC)
        except OSError as error:
            raise UnavailableError("keys.refused", folder=self.path, why=why_not(error)) from error

    def require_closed(self) -> None:
        """Raises UsageError for what is no folder, or one that others than its owner may look into."""
        if not self.path.is_dir():
            raise UsageError("keys.no_such_folder", folder=self.path)
        if _is_open(self.path.stat().st_mode):
            raise UsageError("keys.folder_open", folder=self.path)

    def open_files(self) -> tuple[str, ...]:
        """Names of files with keys in them that others than their owner may read or write; never of public halves."""
        secret = [each for each in self._all() if each.suffix != "pub"]
        return tuple(each.name for each in secret if _is_open((self.path / each.name).stat().st_mode))

    def _all(self) -> tuple[KeyFile, ...]:
        if not self.path.exists():
            return ()
        self.require_closed()
        try:
            found = [_NAME.fullmatch(each.name) for each in self.path.iterdir()]
        except OSError as error:
            raise UnavailableError("keys.refused", folder=self.path, why=why_not(error)) from error
        return tuple(sorted(KeyFile(each[1], int(each[2]), each[3]) for each in found if each))

    def _make(self) -> None:
        try:
            self.path.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise UnavailableError("keys.refused", folder=self.path, why=why_not(error)) from error
        self.require_closed()


def _is_open(mode: int) -> bool:
    """Whether a mode lets others in. Never where files have no such rights (Windows)."""
    return os.name == "posix" and bool(mode & _OTHERS)
