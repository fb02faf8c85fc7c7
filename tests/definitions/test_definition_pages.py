"""The pages in docs/definitions: as the definitions are, and no number on them without its source."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pathways.cli.definition_numbers import has_number, has_source
from pathways.cli.definition_page_place import PAGES, page_of
from pathways.cli.definition_pages import main, pages
from pathways.compiler.catalogue import Catalogue, compile_files
from tests.definitions.telling import shipped
from tests.definitions.test_shipped import NAMES

WRITTEN = pages(shipped())
OWN = {f"{name}.md" for name in shipped().versions} - {f"{name}.md" for name in NAMES}
"""Pages of what a place has added of its own: they are its own affair."""
_OWN_FILES = {each.origin for each in shipped().pathways if each.id not in NAMES}
WITHOUT_OWN = pages(compile_files({name: text for name, text in shipped().files.items() if name not in _OWN_FILES}))
SHARED = ("README.md", "kodelister.md")
UNSOURCED = "ingen kilde er oppgitt"
DRAWING = re.compile(r"^```mermaid\n.*?^```$", re.MULTILINE | re.DOTALL)
UNDERSOKELSE = "barnevern/undersokelse.yaml"


@pytest.mark.parametrize("name", [f"{name}.md" for name in NAMES])
def test_a_page_is_what_the_definition_says(name: str) -> None:
    assert (PAGES / name).read_text(encoding="utf-8") == WRITTEN[name], "run: python -m pathways.cli.definition_pages"


@pytest.mark.parametrize("name", SHARED)
def test_the_table_of_pages_and_the_code_lists_are_current(name: str) -> None:
    """With what a place has added of its own, or without."""
    told = (PAGES / name).read_text(encoding="utf-8")
    assert told in (WRITTEN[name], WITHOUT_OWN[name]), "run: python -m pathways.cli.definition_pages"


def test_there_is_a_page_for_every_definition_and_none_besides() -> None:
    there = {path.name for path in PAGES.glob("*.md")}
    assert there - OWN == {*(f"{name}.md" for name in NAMES), *SHARED}


@pytest.mark.parametrize("name", NAMES)
def test_every_number_on_a_page_has_its_source_beside_it(name: str) -> None:
    assert list(_bare(WRITTEN[f"{name}.md"])) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_number_of_the_shipped_definitions_is_left_without_saying_where_it_comes_from(name: str) -> None:
    assert UNSOURCED not in WRITTEN[f"{name}.md"]


def _bare(page: str) -> Iterator[str]:
    """Lines with a number and no source. A heading has its own under it, or the time of the deadline it names."""
    lines = DRAWING.sub("", page).splitlines()
    for nth, line in enumerate(lines):
        under = (each for each in lines[nth : nth + 8] if each.startswith(("- Tallet i navnet", "| Tid |")))
        beside = next(under, "") if line.startswith("#") else line
        if has_number(line) and not has_source(beside):
            yield line


@pytest.mark.parametrize(
    "text",
    [
        *("innen 3 uker", "tre uker", "65 virkedager", "De tolv dagene", "de 48 timene", "fire besøk", "fylt 15 år"),
        *("blir fire i året", "én uke", "fire oppfølgingsbesøk", "Kvartalet", "under 23 år", "2 ganger"),
    ],
)
def test_what_is_a_number(text: str) -> None:
    assert has_number(text)


@pytest.mark.parametrize(
    "text", ["den 3. juni 2026", "§ 2-2 andre ledd", "kode 4", "kl. 08:00", "«tre uker»", "til en annen"]
)
def test_what_is_none(text: str) -> None:
    assert not has_number(text)


def test_a_number_that_somebody_adds_without_a_source_is_called_local_and_unsourced() -> None:
    told = _page_of(
        "Planen kan ikke være laget etter dagen hendelsen skjedde.", "Planen skal være laget innen fire uker."
    )
    line = next(line for line in told.splitlines() if "innen fire uker" in line)
    assert line.endswith("(lokal: ingen kilde er oppgitt)")


def test_a_number_in_a_title_that_nothing_explains_is_called_local_and_unsourced() -> None:
    told = _page_of("Melding henlagt som åpenbart grunnløs", "Melding henlagt etter fire uker")
    assert "Tallet i navnet er lokalt: ingen kilde er oppgitt." in told


def test_a_deadline_is_told_with_its_standing_in_the_same_row() -> None:
    row = _row("#### Undersøkelse gjennomført", "Tid")
    assert "**3 måneder**" in row
    assert "[barnevernsloven § 2-2 andre ledd](https://lovdata.no/lov/2021-06-18-97/§2-2)" in row
    assert "(lovfrist, grad A)" in row


def test_a_source_without_an_address_is_no_link() -> None:
    row = _row("#### Ny undersøkelse gjennomført", "Tid")
    assert "lokal: Lokal standard for gjenopptatt undersøkelse (lokal standard, grad X)" in row


def test_what_meets_a_deadline_at_an_end_is_told() -> None:
    told = WRITTEN["barnevern_undersokelse.md"]
    row = next(line for line in told.splitlines() if line.startswith("| «Melding henlagt» | «Melding konkludert»"))
    assert row.split(" | ")[2] == "«Gjennomgang av melding»"


def test_who_may_by_a_local_setting_is_said_to_be_local() -> None:
    told = WRITTEN["barnevern_undersokelse.md"]
    assert "«Leder i barnevernstjenesten» (lokal innstilling `lokal/utvider_frist`)" in told


def test_a_local_number_in_a_guard_stands_among_what_is_local() -> None:
    local = WRITTEN["bup_vurdering.md"].partition("### Det som er lokalt")[2]
    row = next(line for line in local.splitlines() if "60 dager" in line)
    assert row.startswith("| tall i en kontroll (lokalt) | `henvisning_mottatt` |")


def test_a_guard_is_told_in_words() -> None:
    told = WRITTEN["bup_vurdering.md"]
    assert "«Resultat av vurderingen» er «Ikke rett til nødvendig helsehjelp (avslag)» (avslag)" in told
    assert "65 virkedager etter dagen det skjedde" in told


def test_a_later_version_stands_first_with_what_it_means_otherwise() -> None:
    files = dict(shipped().files)
    files["barnevern/undersokelse-2027.yaml"] = (
        files[UNDERSOKELSE]
        .replace("version: 2026-01-01", "version: 2027-01-01")
        .replace("within: 12 days", "within: 14 days")
    )
    told = pages(compile_files(files))["barnevern_undersokelse.md"]
    assert told.index("## Utgave som gjelder fra 2027-01-01") < told.index("## Utgave som gjelder fra 2026-01-01")
    assert "### Hva som skiller utgaven fra den før (2026-01-01)" in told
    assert "12 dager → 14 dager · forskrift om Barnesakkyndig kommisjon § 4" in told
    assert list(_bare(told)) == []
    assert "Dette er den første utgaven." in told


def test_the_pages_of_definitions_that_are_gone_go_and_what_people_wrote_stays(tmp_path: Path) -> None:
    (tmp_path / "gammel.md").write_text(WRITTEN["bup_vurdering.md"], encoding="utf-8")
    (tmp_path / "vare-merknader.md").write_text("# Våre merknader\n", encoding="utf-8")
    main(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {*WRITTEN, "vare-merknader.md"}


def test_a_version_that_means_something_else_has_no_page() -> None:
    changed = _with("within: 12 days", "within: 14 days").versions["barnevern_undersokelse"][-1]
    assert page_of(shipped().versions["barnevern_undersokelse"][-1]) == PAGES / "barnevern_undersokelse.md"
    assert page_of(changed) is None


def _with(before: str, after: str) -> Catalogue:
    files = dict(shipped().files)
    assert before in files[UNDERSOKELSE]
    return compile_files({**files, UNDERSOKELSE: files[UNDERSOKELSE].replace(before, after)})


def _page_of(before: str, after: str) -> str:
    return pages(_with(before, after))["barnevern_undersokelse.md"]


def _row(heading: str, name: str) -> str:
    lines = WRITTEN["barnevern_undersokelse.md"].partition(heading)[2].splitlines()
    return next(line for line in lines if line.startswith(f"| {name} |"))
