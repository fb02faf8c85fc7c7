"""What every command is given: the options they share, the installation they work on, and who is acting.

``--as`` is a claim that nothing here proves, and holds in sandboxes alone; events and the access log say so.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.engine.refused import Attempts
from pathways.errors import NotAllowedError, PathwaysError, UsageError
from pathways.messages import say
from pathways.model.policy import OPERATOR, Action

if TYPE_CHECKING:
    from pathways.engine.engine import Engine
    from pathways.engine.installation import Installation
    from pathways.engine.reading import Reader
    from pathways.model.record import Actor
    from pathways.settings import Settings

SANDBOX_USER = "kari"
"""Who acts in a sandbox when nobody is named."""

CHANNEL = "cli"
"""What the access log calls readings that come this way."""

EVERY = "*"
"""Stands for the case in the access log where every case was asked for."""

OPERATING = frozenset({Action.log_verify, Action.log_sign, Action.system_rebuild})
"""What an operator may do without a log-in, by an account of the operating system, when it is about no single case."""

RECORDING = frozenset({
    Action.case_open, Action.case_record, Action.case_explain, Action.case_correct, Action.case_annul,
    Action.case_assign, Action.case_take, Action.case_merge, Action.case_move, Action.person_write,
    Action.consent_write, Action.share_send, Action.signal_receive, Action.concern_write, Action.insight_write,
    Action.cases_import,
})  # fmt: skip
"""What is recorded by people about children, so that texts or persons may belong to it."""

As = Annotated[str, typer.Option("--as", metavar="BRUKER", help=say("cli.option.as"), show_default=False)]
DatabaseUrl = Annotated[str, typer.Option("--database", metavar="URL", help=say("cli.option.database"))]
Json = Annotated[bool, typer.Option("--json", help=say("cli.option.json"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One command at work: the installation it opened, who is acting, and what they want to do."""

    installation: "Installation"
    actor: "Actor"
    action: Action
    """What the access log says of readings; where several actions would do, the first."""
    about: str = ""
    """The case that the command is about, where it is about one."""
    attempts: Attempts = field(default_factory=Attempts)
    """What was refused and stands in the access log."""

    @property
    def engine(self) -> "Engine":
        """The door for writing."""
        return self.installation.engine

    @property
    def reader(self) -> "Reader":
        """The door for reading; every look is logged."""
        return self.installation.reader(self.actor, CHANNEL, self.action, self.attempts)

    def log_refused(self, refusal: PathwaysError) -> None:
        """A row on what was tried and is not the actor's to do, unless the command has written one about that case.

        The same for a case that is foreign and for one that is not there.
        Raises: UnavailableError where it cannot be written; then nothing is told, not even the refusal.
        """
        case_id = self.attempts.unlogged(refusal, self.about)
        if case_id is not None:
            purpose = say(f"policy.action.{self.action.value}")
            self.reader.log_refusal(case_id, purpose, say("cli.information.nothing"))

    @contextmanager
    def attempted(self) -> Iterator[None]:
        """Whoever is refused an act on a case is in the access log before they are told."""
        try:
            yield
        except PathwaysError as refusal:
            self.log_refused(refusal)
            raise


def read_settings(database: str = "") -> "Settings":
    """The settings of this process; ``database`` is what ``--database`` said, if anything.

    Raises: UsageError when a variable has a value that cannot be read. Its value is not repeated: it may be secret.
    """
    from pathways.settings import read_environment

    settings, faulty = read_environment()
    if faulty:
        raise UsageError("cli.setting.unreadable", faults=tell_faulty(faulty))
    return settings.model_copy(update={"database": database}) if database else settings


def tell_faulty(names: Sequence[str]) -> str:
    """What each setting that could not be read takes, in words."""
    from pathways.settings import variable

    return " ".join(say("cli.setting.takes", name=variable(name), takes=say(f"cli.takes.{name}")) for name in names)


@contextmanager
def open_installation(database: str, action: Action) -> Iterator["Installation"]:
    """The installation a command works on that names no user, closed at the end.

    Whoever runs it acts as the operator. While the access table cannot be used, what runs by itself goes on: whoever
    can open the database is kept from nothing by the table, and reminders must not stop for a slip in it.
    Raises: as ``pathways.engine.installation.install``; NotAllowedError.
    """
    from pathways.model.record import Actor

    with _installed(database) as installation:
        permits = installation.permits
        if permits.policy.digest:
            nobody = Actor(user="", roles=(OPERATOR,), os_account=os_account(), authenticated=False)
            permits.require_somewhere(nobody, action)
        yield installation


@contextmanager
def _installed(database: str) -> Iterator["Installation"]:
    from pathways.engine.installation import install

    settings = read_settings(database)
    installation = install(
        settings.database,
        settings.definitions,
        channels=channels_of(settings),
        organisation=settings.organisation,
        keys=settings.keys,
    )
    try:
        yield installation
    finally:
        installation.close()


@contextmanager
def open_session(database: str, user: str, action: Action, *others: Action, about: str = "") -> Iterator[Session]:
    """The installation, and the user who acts, with what they want to do; any of ``others`` lets them begin, too.

    ``about``: the case that was asked for, for the log of who was refused.

    Raises: as ``acting.who_acts``; NotAllowedError where no row of the access table gives any role of theirs
    such an action, whatever it is about; as install.
    """
    with _installed(database) as installation:
        try:
            actor = actor_of(installation, user, database, operator=action in OPERATING and about in ("", EVERY))
        except NotAllowedError as refusal:
            _log_unknown(installation, str(refusal.values.get("user", user)))
            raise
        session = Session(installation=installation, actor=actor, action=action, about=about)
        with session.attempted():
            installation.permits.require_somewhere(actor, action, *others)
            _tell_no_keys(installation, read_settings(database), action)
            yield session


def _tell_no_keys(installation: "Installation", settings: "Settings", action: Action) -> None:
    """Say, before somebody records in a real database, that texts and persons cannot be, where no keys were set."""
    from pathways.cli.output import tell_aside

    if action in RECORDING and not installation.sandbox and settings.keys is None:
        tell_aside(say("cli.frame.no_keys"), "yellow")


@contextmanager
def open_office_of(database: str) -> Iterator["Installation"]:
    """The installation for what says who works in it, and who somebody is: there nobody may be known yet."""
    with _installed(database) as installation:
        yield installation


def _log_unknown(installation: "Installation", name: str) -> None:
    """A row on whoever asked under a name that nobody has; what they asked for was not looked at.

    Only what people may be called here is kept: what was typed may be a child's name and number. (In a real database
    nobody gets here by typing.)
    """
    from pathways.intake.people_file import ID
    from pathways.model.record import Actor

    with suppress(UsageError):  # a name that cannot be stored is nobody's
        is_id = ID.fullmatch(name) is not None and not name.isdecimal()
        claimed = Actor(user=name if is_id else "", roles=(), os_account=os_account(), authenticated=False)
        reader = installation.reader(claimed, CHANNEL)
        reader.log_refusal("", say("cli.purpose.unknown_user"), say("cli.information.unknown_user"))


def actor_of(installation: "Installation", user: str, database: str, *, operator: bool = False) -> "Actor":
    """Who acts; ``database`` is what ``--database`` said, if anything. Raises as ``acting.who_acts``."""
    from pathways.cli.acting import who_acts

    return who_acts(installation, read_settings(database), user, operator=operator)


def os_account() -> str:
    """The account of the operating system that runs this process, for the log; in words where it has no name.

    Never by LOGNAME or USER: whoever types the command sets them.
    """
    try:
        import pwd
    except ImportError:
        return _login()
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return say("cli.frame.account_number", number=os.getuid())


def _login() -> str:
    """Who is logged in where accounts have no numbers (Windows)."""
    try:
        return os.getlogin()
    except OSError:
        return say("cli.frame.no_account")


def channels_of(settings: "Settings") -> tuple[str, ...]:
    """The channels that are on, by their names in the outbox."""
    on = {"smtp": bool(settings.smtp_host), "file": settings.mail_folder is not None}
    return tuple(name for name, is_on in on.items() if is_on)
