"""One installation put together: its database, definitions, people and clock, and from them an engine and readers."""

from dataclasses import dataclass
from pathlib import Path

from pathways.clock import Clock, SystemClock
from pathways.engine.engine import Engine
from pathways.engine.further import belongs_to, further
from pathways.engine.lending import lending_of
from pathways.engine.library import Library, open_library
from pathways.engine.people import People, Roster
from pathways.engine.permitting import Permits
from pathways.engine.reading import Reader
from pathways.engine.refused import Attempts
from pathways.engine.sandbox import clock_of
from pathways.engine.transaction import Desk
from pathways.keys.folder import KeyFolder
from pathways.keys.place import key_path
from pathways.model.policy import Action
from pathways.model.record import Actor
from pathways.store import sandbox
from pathways.store.database import Database
from pathways.store.entropy import Entropy, SeededEntropy, SystemEntropy
from pathways.vault.ring import KeyRing
from pathways.vault.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Everything a command needs. ``system`` is the wall clock; ``clock`` the one the database lives by."""

    database: Database
    library: Library
    roster: Roster
    clock: Clock
    system: Clock
    desk: Desk
    sandbox: bool
    organisation: str

    @property
    def people(self) -> People:
        """Those there are today, by the clock of the database."""
        return self.roster.at(self.clock.now())

    @property
    def engine(self) -> Engine:
        """The door for people's acts. The sources of the definitions are kept before the first."""
        self.library.keep_sources()
        return Engine(database=self.database, desk=self.desk, clock=self.clock)

    @property
    def permits(self) -> Permits:
        """Who may do what today."""
        catalogue = self.library.catalogue
        return Permits(
            policy=catalogue.policy,
            settings=catalogue.settings,
            people=self.people,
            further=further(self.database, self.roster, self.clock.now()),
        )

    def reader(
        self, actor: Actor, channel: str, action: Action = Action.case_read, attempts: Attempts | None = None
    ) -> Reader:
        """The reading door for ``actor``, who reads to do ``action``; ``attempts``: what a command logs as refused."""
        organisation, sent = belongs_to(self.roster, actor.user, self.clock.now(), self.organisation)
        return Reader(
            database=self.database,
            library=self.library,
            clock=self.clock,
            actor=actor,
            organisation=organisation,
            sent=sent,
            channel=channel,
            action=action,
            people=self.roster,
            attempts=attempts or Attempts(),
        )

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


def install(
    url: str,
    definitions: Path,
    *,
    channels: tuple[str, ...],
    organisation: str,
    system: Clock | None = None,
    keys: Path | None = None,
) -> Installation:
    """Put an installation together on an existing database. ``keys``: the folder of keys, where one was set.

    Raises: UnavailableError (no such database, or not prepared), DefinitionError.
    """
    wall = system or SystemClock()
    database = Database.open(url)
    with database.read() as conn:
        row = sandbox.read(conn)
    database.seal_texts(_texts(database, keys, sandbox=row is not None))
    entropy: Entropy = SystemEntropy() if row is None else SeededEntropy(row.seed)
    library = open_library(definitions, database)
    library.keep_table()
    roster = Roster(database=database, lending=lending_of(library.catalogue.policy))
    roster.refresh()
    return Installation(
        database=database,
        library=library,
        roster=roster,
        clock=clock_of(database, wall),
        system=wall,
        desk=Desk(library=library, people=roster, entropy=entropy, channels=channels),
        sandbox=row is not None,
        organisation=organisation,
    )


def _texts(database: Database, keys: Path | None, *, sandbox: bool) -> Texts:
    """What free texts are sealed with: keys of the folder that was set, or of a sandbox's own."""
    path = key_path(keys, sandbox=sandbox, kind=database.kind, place=database.place)
    return Texts(ring=None if path is None else KeyRing(folder=KeyFolder(path)), sandbox=sandbox)
