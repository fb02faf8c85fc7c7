"""Plays the demo: makes the sandbox anew, lets its clock run from step to step, and tells what happens on the way.

Everything goes through the engine's own doors: the same acts, timers, notices and chain as anywhere else.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from notifications.folder import FolderChannel
from pathways.counting.oslo import civil_date, parse_moment
from pathways.demo import telling
from pathways.demo.messages import Post
from pathways.demo.municipality import municipality
from pathways.demo.post import open_post
from pathways.demo.story import BARN, BEGINS, CASES, ENDS, STORY
from pathways.demo.telling import Line
from pathways.engine.installation import Installation, install
from pathways.engine.people import SYSTEM
from pathways.engine.sandbox import advance_clock
from pathways.engine.view import CaseView
from pathways.errors import UsageError
from pathways.intake.introducing import DEMO_USERS, SANDBOX_USERS, introduce
from pathways.messages import say
from pathways.municipality.playing import Player
from pathways.municipality.step import Step
from pathways.store import notices, sandbox
from pathways.store.connection import Connection
from pathways.store.database import Database
from pathways.store.migrate import upgrade

DATABASE, MARKER, POST = "demo.db", "LES-MEG.txt", "post"
"""What lies in the demo's folder; the marker says that it may be thrown away."""

UNFINISHED = "UFERDIG.txt"
"""Lies there while a demo is played: whoever finds it afterwards has half a sandbox."""

ORGANISATION = "Øvingskommune"
PURPOSE = "demonstrasjon"


@dataclass(slots=True, kw_only=True)
class Play:
    """A demo under way."""

    installation: Installation
    deliver: Callable[[datetime], None]
    player: Player
    _seen: dict[str, CaseView] = field(default_factory=dict)
    _others: Counter[str] = field(default_factory=Counter)
    _day: date | None = None
    _month: date = date.min

    @property
    def numbers(self) -> dict[str, str]:
        """The case number of every case that has been opened, by its name."""
        return self.player.numbers

    def tell(self, steps: Sequence[Step]) -> Iterator[Line]:
        """Play ``steps`` in order of time up to the end, and tell it day by day."""
        for step in sorted(steps, key=lambda step: step.at):
            yield from self._wait(_instant(step.at))
            yield from self._month_over(_instant(step.at))
            if step.case in CASES:
                yield from self._tell_step(step)
            else:
                self.player.record(step)
                self._others[step.event] += 1
        yield from self._wait(_instant(ENDS))
        yield telling.meanwhile(self._month, self._others)

    def view(self, case: str) -> CaseView:
        """A case of the story as it is now, read through the logged door."""
        reader = self.installation.reader(SYSTEM, "demo")
        return reader.read_case(self.numbers[case], PURPOSE, "hele saken")

    def _wait(self, target: datetime) -> Iterator[Line]:
        """Let the clock run to ``target``, and tell what it passes in the cases of the story."""
        stops = advance_clock(
            self.installation.database,
            self.installation.desk,
            target,
            system=self.installation.system,
            holder="demo",
            deliver=self.deliver,
        )
        for stop in stops:
            yield from self._month_over(stop.at)
            touched = {record.case_id for record in stop.records}
            told = [line for case in CASES if self.numbers.get(case) in touched for line in self._tell_clock(case)]
            # What passed in the story's own cases is told line by line, but counted here too: it is the municipality's.
            self._others["passed"] += stop.swept.passed
            if told:
                yield from self._heading(stop.at)
                yield from told

    def _tell_clock(self, case: str) -> Iterator[Line]:
        before = self._seen[case]
        after = self._look(case)
        with self.installation.database.read() as conn:
            told = [each for each in notices.of_case(conn, after.case_id) if each.seq > before.version]
        yield from telling.clock(self.installation.library, before, after, told)

    def _tell_step(self, step: Step) -> Iterator[Line]:
        seq = self._message(step) if step.message else self.player.record(step)
        before = self._seen.get(step.case)
        after = self._look(step.case)
        yield from self._heading(_instant(step.at))
        yield from telling.act(self.installation.library, step, seq, before, after)

    def _message(self, step: Step) -> int:
        """The number of the event by which a step about the story's message was noted in its case."""
        post = Post(installation=self.installation)
        case_id, seq = post.carry_out(step, self.numbers.get(step.case, ""), self.numbers[BARN])
        self.numbers[step.case] = case_id
        return seq

    def _look(self, case: str) -> CaseView:
        self._seen[case] = self.view(case)
        return self._seen[case]

    def _heading(self, at: datetime) -> Iterator[Line]:
        """The date, once a day."""
        if civil_date(at) != self._day:
            self._day = civil_date(at)
            yield telling.day(self._day)

    def _month_over(self, at: datetime) -> Iterator[Line]:
        """What happened in the rest of the municipality, at the end of each month."""
        month = civil_date(at).replace(day=1)
        if month != self._month and self._others.total():
            yield telling.meanwhile(self._month, self._others)
            self._others.clear()
        self._month = month


def play(installation: Installation, folder: Path) -> Play:
    """A play on the sandbox in ``folder``, with its post office open."""
    post = open_post(installation, folder / POST)

    def deliver(at: datetime) -> None:
        post.deliver(now=at, real_now=installation.system.now())

    player = Player(engine=installation.engine, people=installation.people)
    return Play(installation=installation, deliver=deliver, player=player)


def make_sandbox(folder: Path, seed: str, definitions: Path) -> Installation:
    """Throw the last demo in ``folder`` away, and make a new one. Raises UsageError where it cannot."""
    try:
        _clear(folder)
    except OSError as error:
        raise UsageError("demo.folder_refused", folder=folder, why=type(error).__name__) from None
    url = url_of(folder)
    database = Database.open_unmigrated(url)

    def begin(conn: Connection, _found: str | None) -> None:
        sandbox.create(conn, now=_instant(BEGINS), seed=seed)
        name = DEMO_USERS if (definitions / DEMO_USERS).is_file() else SANDBOX_USERS
        introduce(conn, definitions, _instant(BEGINS), name)

    upgrade(database, begin)
    database.close()
    return install(url, definitions, channels=(FolderChannel.name,), organisation=ORGANISATION)


def finish(folder: Path) -> None:
    """Say that the story in ``folder`` was told to its end."""
    (folder / UNFINISHED).unlink(missing_ok=True)


def is_unfinished(folder: Path) -> bool:
    """Whether a demo in ``folder`` was interrupted, by whatever: its sandbox holds only a part of the story."""
    return (folder / UNFINISHED).is_file() and _is_ours(folder)


def _clear(folder: Path) -> None:
    """An empty folder for the demo, with its marker. Only what an earlier demo made is removed."""
    if folder.is_dir() and any(folder.iterdir()) and not _is_ours(folder):
        raise UsageError("demo.not_ours", file=folder, marker=MARKER)
    folder.mkdir(parents=True, exist_ok=True)
    # The marker comes first: whatever is interrupted from here on leaves a folder that the next demo knows again.
    (folder / MARKER).write_text(_marker_text(), encoding="utf-8")
    (folder / UNFINISHED).write_text(say("demo.unfinished") + "\n", encoding="utf-8")
    post = folder / POST
    post.mkdir(exist_ok=True)
    for old in (*(folder / (DATABASE + end) for end in ("", "-wal", "-shm", "-journal")), *post.glob("*.eml")):
        old.unlink(missing_ok=True)


def _is_ours(folder: Path) -> bool:
    """Whether a demo made the folder, even if it was interrupted while it wrote the marker and nothing else."""
    marker, whole = folder / MARKER, _marker_text()
    if not marker.is_file() or marker.is_symlink():
        return False
    with marker.open("rb") as file:
        told = file.read(len(whole.encode()) + 1)
    alone = [each.name for each in folder.iterdir()] == [MARKER]
    return told == whole.encode() or (alone and whole.encode().startswith(told))


def _marker_text() -> str:
    return say("demo.marker") + "\n"


def steps_of(installation: Installation, seed: str) -> list[Step]:
    """The story and the municipality, as far as the demo goes."""
    others = municipality(seed, installation.library.catalogue.calendars["NO"])
    return [*STORY, *(step for step in others if step.at < ENDS)]


def url_of(folder: Path) -> str:
    """The URL of the demo's database, relative where the folder is."""
    return f"sqlite:///{(folder / DATABASE).as_posix()}"


def _instant(typed: str) -> datetime:
    at = parse_moment(typed).at
    if at is None:
        raise ValueError(typed)
    return at
