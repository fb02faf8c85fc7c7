"""Kills working processes at random moments, remembers what they acknowledged, and looks at what is left."""

import os
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from sqlalchemy import select as select_rows

from pathways.model.record import Kind
from pathways.store.tables import IDEMPOTENCY
from tests.crash.nursery import is_note, key_of
from tests.support.installed import Installed
from tests.support.worlds import FOLDER

LONGEST_LIFE = 0.25
"""Seconds a child lives at most, once it works."""

PATIENCE = 120.0
"""Seconds to wait for a line before something is taken to be broken."""


@dataclass(slots=True)
class Nursery:
    """The process that forks the children, and the end of the pipe where their lines come out."""

    process: "subprocess.Popen[bytes]"
    acknowledged: dict[int, tuple[str, int]] = field(default_factory=dict)
    begun: int = 0
    """Commands begun so far, counting those that were sent again."""
    fallen: int = 0
    """Children that could not go on."""
    deaths: int = 0
    gave_up: list[str] = field(default_factory=list)
    """Children that ended by themselves."""
    _rest: bytes = b""

    def child(self, kind: str, number: int) -> int:
        """Fork a child; its process id."""
        return int(self._ask(f"{kind} {number}", "born"))

    def kill(self, pid: int) -> None:
        """Kill a child with SIGKILL, and take in what it still said."""
        os.kill(pid, signal.SIGKILL)
        cause = self._ask(f"bury {pid}", "dead")
        if cause != str(signal.SIGKILL.value):
            self.gave_up.append(cause)
        self.deaths += 1

    def listen(self, seconds: float) -> None:
        """Take in lines for so long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._take_in_all(left)

    def wait_for_work(self, commands: int) -> None:
        """Take in lines until a child has begun so many commands, or cannot go on."""
        end, enough, fallen = time.monotonic() + PATIENCE, self.begun + commands, self.fallen
        while self.begun < enough and self.fallen == fallen:
            assert time.monotonic() < end, "the child does not begin"
            self._take_in_all(end - time.monotonic())

    def _take_in_all(self, seconds: float) -> None:
        for line in self._lines(seconds):
            self._take_in(line)

    def _ask(self, question: str, answer: str) -> str:
        assert self.process.stdin
        self.process.stdin.write(f"{question}\n".encode())
        self.process.stdin.flush()
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = ""
            for line in self._lines(end - time.monotonic()):
                word, _, rest = line.partition(" ")
                if word == answer:
                    found = rest
                else:
                    self._take_in(line)
            if found:
                return found
        raise AssertionError(f"no answer to {question}")

    def _lines(self, seconds: float) -> list[str]:
        assert self.process.stdout
        ready, _, _ = select.select([self.process.stdout], [], [], seconds)
        if not ready:
            return []
        said = os.read(self.process.stdout.fileno(), 65536)
        assert said, "the nursery has ended; see what it wrote to standard error"
        *lines, self._rest = (self._rest + said).split(b"\n")
        return [line.decode() for line in lines]

    def _take_in(self, line: str) -> None:
        word, number, *rest = line.split(" ")
        self.begun += word == "try"
        self.fallen += word == "fell"
        if word == "ack":
            self.acknowledged[int(number)] = (rest[0], int(rest[1]))


@contextmanager
def nursery(url: str) -> Iterator[Nursery]:
    """A nursery for the database of a URL; whatever still lives when the block ends is killed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.crash.nursery", url],
        cwd=FOLDER.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield Nursery(process)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def rounds(found: Nursery, times: int, random: Random, kind: str = "actor") -> None:
    """Let an actor and a sweeper work, and kill both at a random moment, so many times.

    The next actor begins with what was not acknowledged, or sends the last acknowledged command once more.
    """
    number = 0
    for _ in range(times):
        pids = [found.child(kind, number), found.child("sweeper", number)]
        found.wait_for_work(random.choice((1, 2, 2, 3)))
        found.listen(random.uniform(0, LONGEST_LIFE))
        for pid in pids:
            found.kill(pid)
        last = max(found.acknowledged, default=-1)
        again = is_note(last) if kind == "keyless" else last >= 0 and random.random() < 0.3
        number = last if again else last + 1


def lost(found: Nursery, at_work: Installed) -> list[int]:
    """Commands that were acknowledged and are not in the log."""
    written = _written(at_work)
    return [number for number in found.acknowledged if number not in written]


def misplaced(found: Nursery, at_work: Installed) -> list[int]:
    """Commands whose acknowledgement names another event than the log."""
    told: dict[int, tuple[str, int]] = {}
    for case_id in at_work.case_ids():
        for record in at_work.records(case_id):
            if record.kind in (Kind.act, Kind.correction) and record.content:
                told[int(str(record.content.data["antall"]))] = (case_id, record.seq)
    return [number for number, where in found.acknowledged.items() if told.get(number) != where]


def doubled(at_work: Installed) -> list[int]:
    """Commands that are in the log more than once."""
    return [number for number, times in _written(at_work).items() if times > 1]


def unkept(at_work: Installed) -> list[str]:
    """Keys without their event, and events without their key."""
    with at_work.database.read() as conn:
        keys = set(conn.execute(select_rows(IDEMPOTENCY.c.key)).scalars())
    return sorted(keys ^ {key_of(number) for number in _written(at_work)})


def _written(at_work: Installed) -> Counter[int]:
    records = (record for case_id in at_work.case_ids() for record in at_work.records(case_id))
    return Counter(
        int(str(record.content.data["antall"]))
        for record in records
        if record.kind in (Kind.act, Kind.correction) and record.content
    )
