"""Writes register files for tests, in the form of schema 4.0.1 and in the older one. Every child is invented."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from xml.sax.saxutils import quoteattr

from pathways.register.limits import LIMITS, Limits
from pathways.register.model import RegisterCase
from pathways.register.reading import Checked, check_register, read_cases

TODAY = date(2026, 11, 21)
NUMBER = "31129912345"
DUF = "202199988877"
BORN = "2012-03-04"
JOURNAL = "JOURNAL-77-HEMMELIG"
FREE = "Fritekst om Kanari Kanarisen i Kanariveien 7"
PERSONAL = (NUMBER, DUF, BORN, JOURNAL, FREE, "Kanari")
"""What may never come out of the reading."""


def uuid(number: int) -> str:
    """A UUID of version 4 that tests can recognise."""
    return f"{number:08x}-0000-4000-8000-000000000000"


def element(name: str, *content: str, **attributes: str) -> str:
    """An element; attributes in the order given, content already written as XML."""
    written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{written}>{''.join(content)}</{name}>\n" if content else f"<{name}{written}/>\n"


def melding(number: int = 1, *content: str, start: str = "2026-08-24", **more: str) -> str:
    """A report from a school about one topic, unless other content is given."""
    content = content or (element("Melder", Kode="11"), element("Saksinnhold", Kode="1.1.02", Presisering=FREE))
    return element("Melding", *content, Id=uuid(number), StartDato=start, **more)


def concluded(code: str, on: str = "2026-08-28", **more: str) -> tuple[str, ...]:
    """The content of a report from a school that has been concluded."""
    return (
        element("Melder", Kode="11"),
        element("Saksinnhold", Kode="1.1.02"),
        element("Konklusjon", SluttDato=on, Kode=code, **more),
    )


def undersokelse(number: int = 2, *content: str, start: str = "2026-08-28", **more: str) -> str:
    """An investigation that is under way, unless content is given."""
    return element("Undersokelse", *content, Id=uuid(number), StartDato=start, **more)


def relasjon(number: int, from_type: str, from_id: str, to_type: str, to_id: str) -> str:
    """A relation between two parts of a case."""
    return element("Relasjon", Id=uuid(number), FraType=from_type, FraId=from_id, TilType=to_type, TilId=to_id)


def lovhjemmel(name: str = "Lovhjemmel") -> str:
    """A legal basis as the schema writes it."""
    return element(name, "<Lov>BVL2021</Lov><Kapittel>3</Kapittel><Paragraf>1</Paragraf><Ledd>1</Ledd>")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A register file. ``older`` writes the personal data on the case, as files did before schema 1."""

    older: bool = False
    case_number: int = 100
    case_attributes: str = ""
    head: str = '<?xml version="1.0" encoding="UTF-8"?>\n'

    def case(self, *parts: str) -> str:
        """One case with its parts."""
        person = f'Fodselsnummer="{NUMBER}" Fodseldato="{BORN}" Kjonn="2" DUFnummer="{DUF}"'
        on_case = f" {person}" if self.older else ""
        personalia = "" if self.older else f'<Personalia Id="{uuid(900)}" StartDato="2026-01-01" {person}/>\n'
        return (
            f'<Sak Id="{uuid(self.case_number)}" StartDato="2026-01-02" Journalnummer="{JOURNAL}"'
            f"{on_case}{self.case_attributes}>\n{personalia}{''.join(parts)}</Sak>\n"
        )

    def wrap(self, *cases: str) -> bytes:
        """The file around its cases."""
        return (self.before() + "".join(cases) + "</Barnevern>\n").encode()

    def before(self) -> str:
        """Everything that comes before the first case."""
        return (
            f'{self.head}<Barnevern Id="{uuid(500)}" DatoUttrekk="2026-11-20T02:00:00+01:00" ForrigeId="{uuid(499)}">\n'
            '<Fagsystem Leverandor="Oppdiktet" Navn="Prøvesystem" Versjon="1.0"/>\n'
            '<Avgiver Organisasjonsnummer="999999999" Kommunenummer="0000" Kommunenavn="Prøvekommune"/>\n'
        )

    def of(self, *parts: str) -> bytes:
        """A file with one case."""
        return self.wrap(self.case(*parts))

    def large(self, least_bytes: int) -> "Endless":
        """A file of many cases, written as it is read."""
        return Endless(self, least_bytes)


class Endless:
    """A stream that writes cases until it is large enough, and holds only one at a time."""

    def __init__(self, file: File, least_bytes: int) -> None:
        self._pieces = self._write(file, least_bytes)
        self._rest = b""
        self.written = 0

    def _write(self, file: File, least_bytes: int) -> Iterator[bytes]:
        yield file.before().encode()
        parts = [melding(each, *concluded("10")) for each in range(1, 40)]
        for number in count(1000):
            if self.written >= least_bytes:
                break
            yield replace(file, case_number=number).case(*parts).encode()
        yield b"</Barnevern>\n"

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most ``size``."""
        while len(self._rest) < size:
            piece = next(self._pieces, b"")
            if not piece:
                break
            self.written += len(piece)
            self._rest += piece
        given, self._rest = self._rest[:size], self._rest[size:]
        return given


def check(content: bytes, limits: Limits = LIMITS) -> Checked:
    """Checks a file that lies in memory, by the name ``uttrekk.xml``."""
    return check_register(io.BytesIO(content), "uttrekk.xml", today=TODAY, limits=limits)


def cases(content: bytes) -> list[RegisterCase]:
    """Checks a file and reads its cases."""
    return list(read_cases(io.BytesIO(content), "uttrekk.xml", check(content)))


def one_case(*parts: str) -> RegisterCase:
    """The only case of a file with these parts."""
    (found,) = cases(File().of(*parts))
    return found
