"""What is refused: with file, line and column, all of a file at once, and without a word of what the file says."""

import re

import pytest

from pathways.errors import UsageError
from pathways.register.limits import Limits
from pathways.register.problem import MOST_TOLD, Problem
from tests.register.files import (
    PERSONAL,
    File,
    check,
    concluded,
    element,
    lovhjemmel,
    melding,
    relasjon,
    undersokelse,
    uuid,
)

PLAN = {"Id": uuid(3), "StartDato": "2026-09-01", "Plantype": "1"}
TILTAK = {"Id": uuid(4), "StartDato": "2026-09-01"}
KATEGORI = element("Kategori", Kode="3.10")
STATUS = element("Status", Id=uuid(50), EndretDato="2026-09-02", Kode="1")


def refusal(content: bytes) -> UsageError:
    with pytest.raises(UsageError) as caught:
        check(content)
    return caught.value


def problems(content: bytes) -> tuple[Problem, ...]:
    found = refusal(content).values["problems"]
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        (element("Melding", StartDato="2026-09-01"), "Melding mangler Id"),
        (element("Melding", Id=uuid(1)), "Melding mangler StartDato"),
        (melding(1, element("Melder")), "Melder mangler Kode"),
        (melding(1, element("Konklusjon", Kode="2")), "Konklusjon mangler SluttDato"),
        (melding(1, element("Konklusjon", SluttDato="2026-09-01")), "Konklusjon mangler Kode"),
        (element("Plan", Id=uuid(3), StartDato="2026-09-01"), "Plan mangler Plantype"),
        (element("Tiltak", KATEGORI, **TILTAK), "Tiltak mangler Lovhjemmel"),
        (element("Tiltak", lovhjemmel(), **TILTAK), "Tiltak mangler Kategori"),
        (element("Vedtak", lovhjemmel(), **TILTAK), "Vedtak mangler Status"),
        (element("Vedtak", element("Lovhjemmel", "<Lov>BVL</Lov>"), STATUS, **TILTAK), "Lovhjemmel mangler Kapittel"),
        (element("Ettervern", Id=uuid(6)), "Ettervern mangler TilbudSendtDato"),
        (element("Flytting", Id=uuid(6), SluttDato="2026-09-01"), "Flytting mangler ArsakFra"),
        (element("Relasjon", Id=uuid(6), FraId=uuid(1), FraType="Melding", TilType="Plan"), "Relasjon mangler TilId"),
        (undersokelse(2, element("BarnetsMedvirkning")), "BarnetsMedvirkning mangler StartDato"),
        (element("Melding", Id="1", StartDato="2026-09-01"), "Melding/@Id er ikke en UUID"),
        (melding(1, start="01.09.2026"), "Melding/@StartDato er ikke en dato"),
        (melding(1, start="20260901"), "Melding/@StartDato er ikke en dato"),
        (melding(1, start="2026-02-30"), "Melding/@StartDato er ikke en dato"),
        (melding(1, start="0026-09-01"), "Melding/@StartDato er ikke en dato"),
        (melding(1, element("Melder", Kode="99")), "koden i Melder/@Kode finnes ikke"),
        (melding(1, element("Saksinnhold", Kode="1.1.99")), "koden i Saksinnhold/@Kode finnes ikke"),
        (melding(1, *concluded("11")), "koden i Konklusjon/@Kode finnes ikke"),
        (melding(1, ErSlettet="ja"), "Melding/@ErSlettet må være true eller false"),
        (melding(1, Ukjent="1"), "et attributt som registeret ikke kjenner står i Melding"),
        (element("Bekymring"), "et element som registeret ikke kjenner står i Sak"),
        (melding(1, "Kanari skrev her"), "det står tekst i Melding"),
        (melding(1, *concluded("2"), element("Konklusjon", SluttDato="2026-09-01", Kode="2")), "mer enn én Konklusjon"),
        (melding(1, *concluded("2", on="2026-08-23")), "slutten (Konklusjon) ligger før begynnelsen"),
        (undersokelse(2, element("Konklusjon", SluttDato="2026-08-27", Kode="1")), "slutten (Konklusjon) ligger før"),
        (element("Plan", element("Konklusjon", SluttDato="2026-08-31"), **PLAN), "slutten (Konklusjon) ligger før"),
        (melding(1, start="2026-11-22"), "Melding er datert etter i dag"),
        (melding(1, *concluded("2", on="2026-11-22")), "Melding er datert etter i dag"),
        (melding(1) + melding(1), "to Melding i saken har samme Id"),
    ],
)
def test_a_fault_is_refused_in_words_with_its_place(part: str, sentence: str) -> None:
    told = str(refusal(File().of(part)))
    assert re.search(rf"^uttrekk\.xml:\d+:\d+: .*{re.escape(sentence)}", told, re.MULTILINE), told
    assert "ingenting er lagret" in told


@pytest.mark.parametrize("name", ["Fagsystem", "Avgiver"])
def test_a_file_without_one_of_its_heads_is_refused(name: str) -> None:
    content = re.sub(rb"<%b.*/>\n" % name.encode(), b"", File().of(melding(1)))
    assert f"Barnevern mangler {name}" in str(refusal(content))


def test_a_file_without_a_case_is_refused() -> None:
    assert "Barnevern mangler Sak" in str(refusal(File().wrap()))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"2026-11-20T02:00:00+01:00"', b'"2026-11-20T02:00:00"'),
        (b'"2026-11-20T02:00:00+01:00"', b'"2026-11-20T25:00:00Z"'),
        (b'"2026-11-20T02:00:00+01:00"', b'"0001-01-01T00:00:00+01:00"'),
    ],
)
def test_the_time_of_the_extract_needs_a_zone_and_a_real_clock(old: bytes, new: bytes) -> None:
    assert "Barnevern/@DatoUttrekk" in str(refusal(File().of().replace(old, new)))


def test_a_case_that_ends_before_it_starts_is_refused() -> None:
    told = str(refusal(File(case_attributes=' SluttDato="2026-01-01"').of()))
    assert "slutten (Sak) ligger før begynnelsen" in told


def test_the_line_and_the_column_are_where_the_element_stands() -> None:
    content = File().of(melding(1), "  " + melding(2, start="i går"))
    (problem,) = problems(content)
    line = content.decode().splitlines()[problem.place.line - 1]
    assert line[problem.place.column - 1 :].startswith("<Melding")
    assert 'StartDato="i går"' in line


def test_all_problems_of_a_file_are_told_at_once_in_their_order() -> None:
    error = refusal(File().of(melding(1, start="x"), melding(2, element("Melder")), element("Plan", Id=uuid(3))))
    assert error.values["count"] == 4
    told = re.findall(r"^uttrekk\.xml:(\d+):", str(error), re.MULTILINE)
    assert told == sorted(told, key=int)
    assert len(told) == 4


def test_a_file_with_thousands_of_problems_tells_the_first_and_counts_the_rest() -> None:
    cases = [File(case_number=case).case(*(melding(n, start="x") for n in range(1, 334))) for case in (1, 2, 3)]
    error = refusal(File().wrap(*cases))
    assert error.values["count"] == 999
    assert f"… og {999 - MOST_TOLD} til." in str(error)


def test_malformed_xml_is_told_together_with_the_problems_before_it() -> None:
    content = File().of(melding(1, start="x"), "<Melding></Sak>")
    told = str(refusal(content))
    assert "Melding/@StartDato er ikke en dato" in told
    line = content.count(b"\n", 0, content.index(b"</Sak>")) + 1
    assert f"uttrekk.xml:{line}:12: slutten på et element passer ikke til begynnelsen" in told


def _spoiled(file: File) -> bytes:
    """A file in which every value is a person's, and every one of them is wrong where it stands."""
    content = file.of(
        melding(1, element("Melder", Kode=PERSONAL[0]), element("Saksinnhold", Kode=PERSONAL[2])),
        element("Melding", Id=PERSONAL[1], StartDato=PERSONAL[4]),
        element("Kanari"),
        melding(3, Kanari="1"),
        melding(4, PERSONAL[4]),
        element("Relasjon", Id=PERSONAL[0], FraId=PERSONAL[4] * 3, FraType=PERSONAL[5], TilId="1", TilType=PERSONAL[3]),
    ).decode()
    return content.replace(f'="{PERSONAL[0]}"', f'="{PERSONAL[0]}0"').replace('Kjonn="2"', 'Kjonn="9"').encode()


@pytest.mark.parametrize("file", [File(), File(older=True)], ids=["newest form", "older form"])
def test_no_refusal_repeats_what_stands_in_the_file(file: File) -> None:
    content = _spoiled(file)
    error = refusal(content)
    assert len(problems(content)) >= 12
    told = str(error) + repr(error.values) + repr(error)
    assert [word for word in PERSONAL if word in told] == []


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (Limits(file_bytes=700, chunk_bytes=128), "filen er større enn"),
        (Limits(depth=3), "mer enn 3 nivåer"),
        (Limits(attributes=2), "mer enn 2 attributter"),
        (Limits(value_characters=30), "lengre enn 30 tegn"),
        (Limits(name_characters=8), "lengre enn 8 tegn"),
        (Limits(items=2), "en sak har mer enn 2 deler"),
        (Limits(parts=2), r"uttrekk.xml:\d+:1: saken har mer enn 2 meldinger"),
        (Limits(token_bytes=64, chunk_bytes=32), "noe som ikke tar slutt"),
    ],
)
def test_every_limit_is_refused_in_words(limits: Limits, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        check(File().of(melding(1), melding(2), melding(3)), limits)


def test_parts_are_counted_for_each_case_and_relations_are_none() -> None:
    between = [relasjon(number, "Melding", uuid(1), "Melding", uuid(2)) for number in range(20, 25)]
    cases = [File(case_number=number).case(melding(1), melding(2), *between) for number in (100, 101)]
    assert check(File().wrap(*cases), Limits(parts=2)).cases == 2


def test_a_case_may_have_five_hundred_parts_and_no_more() -> None:
    parts = [melding(number) for number in range(1, 502)]
    assert check(File().of(*parts[:500])).cases == 1
    with pytest.raises(UsageError, match="saken har mer enn 500 meldinger"):
        check(File().of(*parts))
