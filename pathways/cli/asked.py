"""The options that commands share, and the session they open: by whom, where, told how; once by a key; and why.

A command takes one of these first and its own options after it, and is added with ``wording.sharing``.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass

from pathways.cli.context import As, DatabaseUrl, Json, Session, open_session
from pathways.cli.given import Key, Reason
from pathways.model.policy import Action


class Opens:
    """What has the options of a session opens it."""

    __slots__ = ()
    user: As
    database: DatabaseUrl

    def session(self, action: Action, *others: Action, about: str = "") -> AbstractContextManager[Session]:
        """As ``context.open_session``, for whoever typed these options."""
        return open_session(self.database, self.user, action, *others, about=about)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked(Opens):
    """The options of every command that looks at something."""

    user: As = ""
    database: DatabaseUrl = ""
    as_json: Json = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Once(Opens):
    """The options of every command that is carried out once, by a key."""

    key: Key = ""
    user: As = ""
    database: DatabaseUrl = ""
    as_json: Json = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Opens):
    """The same where it may be said why."""

    reason: Reason = ""
    key: Key = ""
    user: As = ""
    database: DatabaseUrl = ""
    as_json: Json = False
