"""The ring of keys outside the database: locks and unlocks the keys of cases, and makes the tokens of the search."""

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass, field

from pathways.errors import IntegrityError, NotFoundError, PathwaysError, UnavailableError
from pathways.keys import raw
from pathways.keys.folder import KeyFolder
from pathways.keys.raw import SEARCH, WRAPPING
from pathways.store.case_keys import WrappedKey
from pathways.vault.cipher import CaseKey, NotOpenedError, unwrap, wrap


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRing:
    """Keys of a folder. Each is read from its file once, when it is needed first."""

    folder: KeyFolder
    _read: dict[tuple[str, int], bytes] = field(default_factory=dict, repr=False)

    def make_missing(self) -> tuple[str, ...]:
        """Makes a key of each kind that there is none of, for a sandbox; their names. Raises as ``raw.new_key``."""
        return tuple(raw.new_key(self.folder, kind).key for kind in raw.KINDS if not raw.files(self.folder, kind))

    def require(self) -> None:
        """Raises: UnavailableError where there is no key of some kind; as ``KeyFolder.files``."""
        for kind in raw.KINDS:
            self._current(kind)

    def current(self) -> int:
        """The number of the wrapping key that is used from now on. Raises: UnavailableError where there is none."""
        return self._current(WRAPPING)

    def wrapping_key(self, number: int) -> bytes:
        """The wrapping key of a number. Raises: UnavailableError where it is not here."""
        return self._key(WRAPPING, number)

    def lock(self, key: CaseKey, wrapping: int) -> WrappedKey:
        """The key of a case, locked with the wrapping key of that number. Raises as ``unlock``."""
        wrapped = wrap(key, self._key(WRAPPING, wrapping))
        return WrappedKey(case_id=key.case_id, key_id=key.key_id, wrapping=wrapping, wrapped=wrapped)

    def unlock(self, locked: WrappedKey) -> CaseKey:
        """The key of a case.

        Raises: UnavailableError where the wrapping key is not here, or another one of its number is; NotFoundError
        where the key was destroyed; IntegrityError where it is not as it was locked.
        """
        if locked.wrapped is None:
            raise NotFoundError("vault.key_destroyed", case=locked.case_id)
        if not isinstance(locked.wrapped, str) or not isinstance(locked.wrapping, int):
            # SQLite keeps whatever it is given.
            raise IntegrityError("vault.key_altered", case=locked.case_id)
        wrapping = self._key(WRAPPING, locked.wrapping)
        try:
            return unwrap(locked.case_id, locked.key_id, locked.wrapped, wrapping)
        except NotOpenedError:
            if raw.fingerprint(wrapping)[:16] not in locked.wrapped:
                raise UnavailableError("vault.other_key", name=_name(WRAPPING, locked.wrapping)) from None
            raise IntegrityError("vault.key_altered", case=locked.case_id) from None

    def token(self, field_name: str, value: str) -> str:
        """What a value is found by, under the current search key. Raises: UnavailableError."""
        return self._token(self._current(SEARCH), field_name, value)

    def tokens(self, field_name: str, value: str) -> tuple[str, ...]:
        """What a value is found by under every search key there is: older ones are not made anew."""
        self._current(SEARCH)
        numbers = [file.number for file in raw.files(self.folder, SEARCH)]
        return tuple(self._token(number, field_name, value) for number in numbers)

    def _token(self, number: int, field_name: str, value: str) -> str:
        words = f"pathways search 1\n{field_name}\n{as_searched(value)}".encode()
        return f"{number}.{hmac.new(self._key(SEARCH, number), words, hashlib.sha256).hexdigest()}"

    def _current(self, kind: str) -> int:
        found = raw.files(self.folder, kind)
        if not found:
            raise UnavailableError("vault.no_key", kind=kind, folder=self.folder.path)
        return found[-1].number

    def _key(self, kind: str, number: int) -> bytes:
        if (kind, number) not in self._read:
            try:
                self._read[kind, number] = raw.read(self.folder, kind, number)
            except NotFoundError as error:
                name = _name(kind, number)
                raise UnavailableError("vault.key_missing", name=name, folder=self.folder.path) from error
        return self._read[kind, number]


def as_searched(value: str) -> str:
    """A value as it is compared: one form of each letter, small ones, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())


def _name(kind: str, number: int) -> str:
    return f"{kind}-{number:04d}"


def is_missing(error: PathwaysError) -> bool:
    """Whether an error says that a key is not here, as against one that shows that something was altered."""
    return isinstance(error, UnavailableError | NotFoundError) and error.key.startswith("vault.")
