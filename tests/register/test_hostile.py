"""Hostile and broken files: always a refusal with a place, never a traceback, never much memory."""

import io
import itertools
import re
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.errors import UsageError
from pathways.register.limits import Limits
from pathways.register.reading import check_register, read_cases
from tests.register.files import TODAY, File, check, concluded, melding, undersokelse
from tests.support.counts import count

SOUND = File().of(melding(1, *concluded("2")), undersokelse(2))
PLACED = re.compile(r"^uttrekk\.xml:\d+:\d+: \w", re.MULTILINE)

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPES = {
    "billion laughs": f'<!DOCTYPE Barnevern [<!ENTITY l0 "ha">{LAUGHS}]><Barnevern Id="&l9;"/>',
    "external entity": '<!DOCTYPE Barnevern [<!ENTITY x SYSTEM "file:///etc/passwd">]><Barnevern>&x;</Barnevern>',
    "parameter entity": '<!DOCTYPE Barnevern [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]><Barnevern/>',
    "external subset": '<!DOCTYPE Barnevern SYSTEM "http://127.0.0.1:9/x.dtd"><Barnevern/>',
    "bare": "<!DOCTYPE Barnevern><Barnevern/>",
}


class Stream:
    """A stream that is written as it is read, and can be asked how much was."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self.given = 0

    def read(self, size: int, /) -> bytes:
        piece = next(self._pieces, b"")
        assert len(piece) <= size
        self.given += len(piece)
        return piece


def refusal(content: bytes) -> str:
    with pytest.raises(UsageError) as caught:
        check(content)
    told = str(caught.value)
    assert PLACED.search(told), told
    return told


def reads_or_is_placed(content: bytes) -> bool:
    try:
        check(content)
    except UsageError as error:
        return PLACED.search(str(error)) is not None
    return True


def refusal_of_stream(stream: Stream) -> str:
    with pytest.raises(UsageError) as caught:
        check_register(stream, "uttrekk.xml", today=TODAY)
    told = str(caught.value)
    assert PLACED.search(told), told
    return told


@pytest.mark.parametrize("doctype", DOCTYPES.values(), ids=DOCTYPES)
def test_a_document_type_is_refused_where_it_begins(doctype: str) -> None:
    told = refusal(b'<?xml version="1.0"?>\n' + doctype.encode())
    assert re.search(r"^uttrekk\.xml:2:\d+: filen har en dokumenttype", told, re.MULTILINE)


def test_an_entity_nobody_declared_is_refused() -> None:
    assert "entiteter" in refusal(SOUND.replace(b'Navn="Pr', b'Navn="&navn;'))


def test_a_million_levels_are_refused_at_the_twentieth() -> None:
    stream = Stream(itertools.repeat(b"<a>" * 10_000, 100))
    content = File().before().encode() + b"<Sak>" * 1_000_000
    assert "mer enn 20 nivåer" in refusal(content)
    refusal_of_stream(stream)
    assert stream.given < 100_000


@pytest.mark.parametrize(
    "opening",
    [
        '<Barnevern Id="',
        "<Barnevern ",
        "<Barnevern",
        "<!--",
        "<?x ",
        "<Barnevern><![CDATA[",
        "<Barnevern>",
        "<Barnevern Id='1' a='&#",
    ],
)
def test_what_never_ends_is_refused_long_before_two_gigabytes(opening: str) -> None:
    filling = b"1" if opening.endswith("#") else b"y"
    two_gigabytes = itertools.repeat(filling * 65_536, 32_768)
    stream = Stream(itertools.chain([opening.encode()], two_gigabytes))
    tracemalloc.start()
    refusal_of_stream(stream)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert stream.given < 4 * 1024 * 1024
    assert peak < 16 * 1024 * 1024


def test_a_file_that_never_ends_is_refused_at_the_size_limit() -> None:
    limits = Limits(file_bytes=3 * 1024 * 1024)
    stream = File().large(2**31)
    with pytest.raises(UsageError, match="filen er større enn 3 MB"):
        check_register(stream, "uttrekk.xml", today=TODAY, limits=limits)
    assert stream.written < 4 * 1024 * 1024


@pytest.mark.parametrize(
    "content",
    [
        SOUND.replace(b"\n", b"\x00\n", 3),
        b"\x00" + SOUND,
        SOUND + b"\x00",
        SOUND.decode().encode("utf-16"),
        SOUND.decode().encode("utf-16-le"),
        SOUND.decode().encode("utf-16-be"),
        SOUND.decode().encode("utf-32"),
        SOUND.replace(b"UTF-8", b"UTF-16"),
        SOUND.replace(b"UTF-8", b"ISO-8859-1"),
        SOUND.replace(b"UTF-8", b"KLINGON"),
        SOUND.decode().encode("iso-8859-1"),
        SOUND.replace(b"Pr", b"\xff\xfe"),
        SOUND.replace(b"Pr", b"&#0;"),
        SOUND.replace(b"Pr", b"\x01"),
        SOUND + b"<Barnevern/>",
        SOUND + "æ".encode()[:1],
        b"",
        b" \n\n ",
        b"\xef\xbb\xbf",
        b"PK\x03\x04 en zip-fil",
        b'{"Barnevern": {}}',
        b"<Annet/>",
        b"<x:Barnevern xmlns:x='http://x'/>",
        SOUND.replace(b"<Sak ", b'<Sak Id="1" '),
    ],
)
def test_broken_bytes_are_refused_with_a_place(content: bytes) -> None:
    refusal(content)


def test_a_file_cut_off_anywhere_is_refused_with_a_place() -> None:
    end = SOUND.rindex(b">")
    for length in range(0, end, 50):
        refusal(SOUND[:length])


@given(position=st.integers(0, len(SOUND) - 1), byte=st.integers(0, 255))
def test_one_changed_byte_gives_a_refusal_with_a_place_or_a_file_that_reads(position: int, byte: int) -> None:
    content = SOUND[:position] + bytes([byte]) + SOUND[position + 1 :]
    assert reads_or_is_placed(content)


@given(content=st.binary(max_size=300))
def test_any_bytes_at_all_are_refused_with_a_place(content: bytes) -> None:
    refusal(content)


@given(
    pieces=st.lists(
        st.sampled_from(
            [
                "<Sak ",
                "<Melding ",
                "/>",
                ">",
                "</Sak>",
                "</Melding>",
                "Id='1' ",
                "StartDato='2026-01-01' ",
                "x",
                "<!--",
                "-->",
            ]
        ),
        max_size=20,
    )
)
def test_any_order_of_known_pieces_is_refused_with_a_place_or_reads(pieces: list[str]) -> None:
    assert reads_or_is_placed(File().wrap("".join(pieces)))


@pytest.mark.slow
def test_a_large_file_is_read_in_little_memory() -> None:
    """3 MB, and 20 MB in a soak (tracing is slow): what is held does not grow with the file."""
    size = count(3, 20) * 1024 * 1024
    progress: list[int] = []
    tracemalloc.start()
    checked = check_register(File().large(size), "stor.xml", today=TODAY, progress=progress.append)
    total = 0
    for case in read_cases(File().large(size), "stor.xml", checked):
        total += len(case.reports)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert checked.size >= size
    assert total == checked.cases * 39
    assert progress == sorted(progress)
    assert progress[-1] == checked.size
    assert peak < 2 * 1024 * 1024, peak


def test_progress_is_told_after_each_piece() -> None:
    progress: list[int] = []
    check_register(io.BytesIO(SOUND), "uttrekk.xml", today=TODAY, progress=progress.append)
    assert progress == [len(SOUND), len(SOUND)]
