"""Reads a register file from a stream: its head, and its cases one by one, in constant memory for each case.

A file is read twice: ``check_register`` finds everything that is wrong with it, and nothing is stored before that;
``read_cases`` then gives the cases. Both forms are taken: schema 4.0.1, and the older one with personal data on the
case. What must not be kept is dropped here and is never seen outside this package (semantics of import).
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from pathways.register.case import CaseUnderWay
from pathways.register.limits import LIMITS, Limits
from pathways.register.model import Extract, RegisterCase
from pathways.register.problem import Problem, Problems
from pathways.register.schema import ROOT
from pathways.register.tree import Builder, Entered, Finished, Node
from pathways.register.xml import Readable, happenings


def quiet(_bytes_read: int) -> None:
    """A progress that tells nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file without faults. ``warnings`` are told to whoever imports, and hinder nothing."""

    extract: Extract
    cases: int
    warnings: tuple[Problem, ...]
    warnings_left_out: int
    today: date
    size: int
    """In bytes."""
    digest: str
    """Hex SHA-256 of the bytes that were read."""


def check_register(
    stream: Readable,
    name: str,
    *,
    today: date,
    limits: Limits = LIMITS,
    progress: Callable[[int], None] = quiet,
) -> Checked:
    """Reads the whole stream and stores nothing. ``progress`` is told the bytes read so far.

    ``today`` is the civil date in Norway: what is dated after it has not happened.

    Raises: UsageError (``register.refused_one``, ``register.refused_many``) that tells all problems with their places.
    """
    reading = _Reading(stream, name, today, limits, progress)
    cases = sum(1 for _ in reading.cases())
    if reading.problems.count:
        reading.problems.refuse()
    warnings = reading.warnings
    return Checked(
        extract=reading.extract(),
        cases=cases,
        warnings=tuple(warnings),
        warnings_left_out=warnings.count - len(warnings.told),
        size=reading.tap.size,
        today=today,
        digest=reading.tap.digest.hexdigest(),
    )


def read_cases(
    stream: Readable, name: str, checked: Checked, *, limits: Limits = LIMITS, progress: Callable[[int], None] = quiet
) -> Iterator[RegisterCase]:
    """The cases of a stream that ``check_register`` has passed, from its start, in the order of the file.

    Raises: UsageError when the file is no longer the one that was checked.
    """
    reading = _Reading(stream, name, checked.today, limits, progress)
    for case in reading.cases():
        if reading.problems.count:
            reading.problems.refuse()
        yield case
    if reading.tap.digest.hexdigest() != checked.digest:
        reading.problems.add(1, 1, "register.changed_meanwhile")
        reading.problems.refuse()


class _Tap:
    """A stream that measures and digests what flows through it."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.size = 0
        self.digest = hashlib.sha256()

    def read(self, size: int, /) -> bytes:
        chunk = self._stream.read(size)
        self.size += len(chunk)
        self.digest.update(chunk)
        return chunk


class _Reading:
    """One pass over one file."""

    def __init__(
        self, stream: Readable, name: str, today: date, limits: Limits, progress: Callable[[int], None]
    ) -> None:
        self.problems = Problems(name)
        self.warnings = Problems(name)
        self.tap = _Tap(stream)
        self._today = today
        self._limits = limits
        self._progress = progress
        self._heads: dict[str, Node] = {}

    def cases(self) -> Iterator[RegisterCase]:
        """The cases that are sound. Problems and warnings gather on the way."""
        builder = Builder(ROOT, self.problems, self._limits)
        under_way: CaseUnderWay | None = None
        for happening in happenings(self.tap, self.problems, self._limits, self._progress):
            match builder.take(happening):
                case Entered(node=node):
                    under_way = self._entered(node) or under_way
                case Finished(node=node, depth=2) if under_way is not None:
                    under_way.take(node)
                case Finished(node=node, depth=1) if node.form.name == "Sak" and under_way is not None:
                    case = under_way.close()
                    under_way = None
                    if case is not None:
                        yield case
                case _:
                    pass

    def _entered(self, node: Node) -> CaseUnderWay | None:
        if node.form.name == "Sak":
            return CaseUnderWay(node, self._today, self.problems, self.warnings)
        self._heads[node.form.name] = node
        return None

    def extract(self) -> Extract:
        """The head of the file. Only for a file without problems."""
        root, system, sender = (self._heads[name] for name in ("Barnevern", "Fagsystem", "Avgiver"))
        return Extract(
            id=root.string("Id"),
            extracted_at=root.must_instant("DatoUttrekk"),
            previous_id=root.string("ForrigeId"),
            municipality=sender.string("Kommunenummer"),
            municipality_name=sender.string("Kommunenavn"),
            district=sender.string("Bydelsnummer"),
            system=f"{system.string('Leverandor')} {system.string('Navn')}",
            system_version=system.string("Versjon"),
            line=root.line,
        )
