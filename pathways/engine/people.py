"""Who there is, by configuration, until identities and log-in exist: users, their roles, where notices go.

A file of users is TOML: ``[users.kari]`` with ``roles = ["saksbehandler"]`` and, where mail is wanted, ``email``.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pathways.errors import NotAllowedError, UsageError, why_not
from pathways.files import read_file
from pathways.model.record import Actor

MAX_BYTES = 64 * 1024
"""Of a file of users: more than a thousand of them."""

MAX_LINE = 1_000
"""Characters of a line of it. The time to read a key grows with the square of its dots."""

_NAME = re.compile(r"[a-z0-9æøå._-]{1,40}")
"""How a user's name is spelt: one way to write it, and nothing that looks like another."""

_OF_THE_SYSTEM = frozenset({"system", "systemet", "import", "importen", "klokken", "ingen"})
"""Words that stand where people are shown, for what no person did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who may act or be told. ``email`` is empty where there is none."""

    name: str
    roles: tuple[str, ...]
    email: str


SYSTEM = Actor(user="system", roles=("system",), os_account="", authenticated=True)
"""The actor of what the clock does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The users of an installation, by name."""

    users: Mapping[str, User]

    def actor(self, name: str, os_account: str) -> Actor:
        """The actor that ``name`` claims to be; nothing here proves it. Raises NotAllowedError when unknown."""
        user = self.users.get(name)
        if user is None:
            raise NotAllowedError("engine.unknown_user", user=name, known=", ".join(self.users) or "—")
        return Actor(user=user.name, roles=user.roles, os_account=os_account, authenticated=False)

    def holders(self, role: str) -> tuple[User, ...]:
        """Everyone who holds the role, by name."""
        return tuple(user for _, user in sorted(self.users.items()) if role in user.roles)


def read_people(path: Path, known_roles: frozenset[str]) -> People:
    """The users of a TOML file. Raises UsageError for a file that cannot be read or names an unknown role."""
    try:
        text = read_file(path, MAX_BYTES).decode("utf-8")
        _refuse_long_lines(path, text)
        tree = tomllib.loads(text)
    except OSError as error:
        raise UsageError("engine.people_unreadable", file=str(path), why=why_not(error)) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError("engine.people_unreadable", file=path.name, why=type(error).__name__) from None
    users = tree.get("users", {})
    if not isinstance(users, dict):
        raise UsageError("engine.people_unreadable", file=path.name, why="[users]")
    for name in users:
        _require_plain(path, name, text)
    return People(users={name: _user(path, name, entry, known_roles) for name, entry in users.items()})


def _refuse_long_lines(path: Path, text: str) -> None:
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > MAX_LINE:
            raise UsageError("engine.people_long_line", file=path.name, line=number, most=MAX_LINE)


def _require_plain(path: Path, name: str, text: str) -> None:
    """Raises: UsageError with the line, for a name that could be read as another, or as nobody's."""
    lines = (number for number, line in enumerate(text.splitlines(), start=1) if name in line)
    if name in _OF_THE_SYSTEM:
        raise UsageError("engine.people_system", file=path.name, line=next(lines, 1), user=name)
    if not _NAME.fullmatch(name):
        # The name itself is not repeated: what makes it unfit may be that it cannot be seen.
        raise UsageError("engine.people_name", file=path.name, line=next(lines, 1))


def _user(path: Path, name: str, entry: object, known_roles: frozenset[str]) -> User:
    roles = entry.get("roles") if isinstance(entry, dict) else None
    email = entry.get("email", "") if isinstance(entry, dict) else ""
    if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles) or not isinstance(email, str):
        raise UsageError("engine.people_entry", file=path.name, user=name)
    unknown = sorted(set(roles) - known_roles)
    if unknown:
        known = ", ".join(sorted(known_roles))
        raise UsageError("engine.people_role", file=path.name, user=name, roles=", ".join(unknown), known=known)
    return User(name=name, roles=tuple(roles), email=email)
