"""One demo played for all the tests that look at it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pathways.demo.run import Play, make_sandbox, play, steps_of
from pathways.demo.telling import Line
from pathways.engine.installation import Installation
from pathways.store import heads
from pathways.store.database import Database

DEFINITIONS = Path(__file__).resolve().parents[2] / "definitions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A demo that has been played, with everything it told."""

    installation: Installation
    play: Play
    folder: Path
    lines: tuple[Line, ...]

    def texts(self) -> list[str]:
        """What was told, line by line."""
        return [line.text for line in self.lines]

    def told_on(self, day: str) -> list[str]:
        """What was told under the heading of a day."""
        lines = iter(self.lines)
        next(line for line in lines if line.text == day)
        found: list[str] = []
        for line in lines:
            if line.tone == "day":
                break
            found.append(line.text)
        return found

    def hashes(self) -> dict[str, str]:
        """The head hash of every case: the whole log in short."""
        return _hashes(self.installation.database)


def hashes_in(url: str) -> dict[str, str]:
    """The head hashes of another sandbox."""
    database = Database.open(url)
    try:
        return _hashes(database)
    finally:
        database.close()


def _hashes(database: Database) -> dict[str, str]:
    with database.read() as conn:
        found = heads.list_heads(conn, limit=500, service=None, after=None)
    return {head.case_id: head.head_hash for head in found}


def play_demo(folder: Path, seed: str) -> Played:
    """Play the demo with a seed; the caller closes the installation."""
    installation = make_sandbox(folder, seed, DEFINITIONS)
    playing = play(installation, folder)
    lines = tuple(playing.tell(steps_of(installation, seed)))
    return Played(installation=installation, play=playing, folder=folder, lines=lines)


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    found = play_demo(tmp_path_factory.mktemp("demo"), "demo")
    yield found
    found.installation.close()
