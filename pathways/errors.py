"""Every error that is raised on purpose. A bug is an AssertionError or ValueError and is not in this tree.

An error names a sentence of the catalogue by ``key`` and fills it with ``values``. Neither may carry
personal data: ids, names of states, events, roles and files only.
"""

import errno
from typing import ClassVar

from pathways.messages import say


class PathwaysError(Exception):
    """Root of the tree. ``exit_code`` is what the command line ends with (docs/reference/exit-codes.md)."""

    exit_code: ClassVar[int] = 1

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        return say(self.key, language="nb", **self.values)


class NotAFileError(OSError):
    """What lies there is no ordinary file, but a pipe, a device or a socket. Told by ``why_not``."""


def why_not(error: OSError) -> str:
    """Why the machine refused a file or folder, in words."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return say("store.os_missing")
    if isinstance(error, IsADirectoryError):
        return say("store.os_folder")
    if isinstance(error, NotAFileError) or error.errno == errno.ENXIO:
        return say("store.os_not_a_file")
    if error.errno == errno.EFBIG:
        return say("store.os_too_large")
    if error.errno == errno.ELOOP:
        return say("store.os_loop")
    if error.errno == errno.EIO:
        return say("store.os_unreadable")
    if isinstance(error, PermissionError):
        return say("store.os_not_allowed")
    return say("store.os_other", code=error.errno)


class UsageError(PathwaysError):
    """What was typed cannot be read: a date that does not exist, an unknown field, a broken file."""

    exit_code = 2


class DefinitionError(PathwaysError):
    """A definition, code list, rule or setting cannot be used; ``values['problems']`` lists why, located."""

    exit_code = 2


class CountingError(UsageError):
    """A date cannot be counted: outside the calendar's years, a naive instant, a wrong unit for the rule."""


class EventRefusedError(PathwaysError):
    """The rules of the pathway refuse the act. ``values`` tell why, what is allowed now, and who may do it."""

    exit_code = 4


class NotFoundError(PathwaysError):
    """No such case, event, deadline, notice or definition."""

    exit_code = 5


class ConflictError(PathwaysError):
    """Somebody else changed the case first, or a key was used for another command."""

    exit_code = 6


class NotAllowedError(PathwaysError):
    """The user is unknown, or lacks the role."""

    exit_code = 7


class IntegrityError(PathwaysError):
    """The log, a projection or a stored source is not what it was when it was recorded."""

    exit_code = 8


class UnavailableError(PathwaysError):
    """The database or another service cannot be reached, or the outcome of a commit is unknown."""

    exit_code = 69


DAMAGED = (
    PathwaysError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    StopIteration,
    TypeError,
    ValueError,
)
"""What reading a log, a projection or a text that is not as we wrote it can lead to; errors of the database are not."""
