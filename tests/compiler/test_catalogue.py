"""The catalogue: all problems of all files at once, versions in force, and the same digests out of the store."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from pathways.compiler.catalogue import compile_files, compile_folder, compile_text
from pathways.errors import DefinitionError, NotFoundError
from tests.compiler.support import FOLDER, SAMPLE, compiled, prove, sample_files, with_pieces

LATER = sample_files()[SAMPLE].replace("version: 2026-01-01", "version: 2027-01-01").replace("1 week", "2 weeks")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample folder, to be spoilt."""
    return Path(shutil.copytree(FOLDER, tmp_path / "definitions"))


def test_a_folder_compiles_to_what_its_texts_compile_to() -> None:
    assert compile_folder(FOLDER).by_digest.keys() == compile_files(sample_files()).by_digest.keys()


def test_a_pathway_keeps_where_it_came_from(folder: Path) -> None:
    (folder / "barnevern").mkdir()
    (folder / SAMPLE).rename(folder / "barnevern" / SAMPLE)
    catalogue = compile_folder(folder)
    (pathway,) = catalogue.pathways
    assert pathway.origin == "barnevern/prove.yaml"
    assert catalogue.files[pathway.origin] == sample_files()[SAMPLE]


def test_all_problems_of_all_files_are_told_at_once_and_sorted(folder: Path) -> None:
    (folder / "settings.yaml").write_text("roles: {leder: Leder}\n", encoding="utf-8")
    (folder / "codes" / "lokal" / "melder.yaml").write_text("list: lokal/melder\ntitel: x\n", encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        compile_folder(folder)
    lines = str(caught.value).splitlines()
    assert lines[0].startswith(f"{folder.as_posix()}/codes/lokal/melder.yaml:1:1: E203 ")
    assert lines[1].startswith(f"{folder.as_posix()}/codes/lokal/melder.yaml:2:1: E201 ")
    assert "mente du «title»?" in lines[1]
    assert {line.split(": ")[0].rsplit("/", 1)[1].split(":")[0] for line in lines[:-1]} == {"melder.yaml", "prove.yaml"}
    assert lines[-1] == f"{len(lines) - 1} problemer. Filer: 2. Forklaring: docs/reference/problems.md#e203"
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("name", ["counting.yaml", "calendars.yaml", "settings.yaml"])
def test_a_missing_file_is_told(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(DefinitionError, match=rf"/{name}:1:1: E801 filen «{name}» mangler"):
        compile_folder(folder)


def test_a_file_that_cannot_be_read_is_told(folder: Path) -> None:
    (folder / "mappe.yaml").mkdir()
    with pytest.raises(DefinitionError, match=r"/mappe\.yaml:1:1: E801 "):
        compile_folder(folder)


def test_a_folder_that_is_not_there_lacks_its_files(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="E801"):
        compile_folder(tmp_path / "borte")


def test_a_file_that_is_not_utf_8_is_told(folder: Path) -> None:
    (folder / "latin.yaml").write_bytes("pathway: prøve".encode("latin-1"))
    with pytest.raises(DefinitionError, match=r"/latin\.yaml:1:12: E101 "):
        compile_folder(folder)


def test_an_empty_file_is_told(folder: Path) -> None:
    (folder / "tom.yaml").write_text("# ingenting\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"/tom\.yaml:1:1: E110 "):
        compile_folder(folder)


def test_the_version_in_force_is_the_last_that_has_begun() -> None:
    catalogue = compile_files({**sample_files(), "senere.yaml": LATER})
    dates = [date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1), date(2040, 1, 1)]
    in_force = [catalogue.in_force("prove", on) for on in dates]
    assert [(pathway.version.year, loaded) for pathway, loaded in in_force] == [
        (2026, True),
        (2026, True),
        (2027, True),
        (2027, True),
    ]


def test_before_the_first_version_the_first_is_taken_and_said_so() -> None:
    pathway, loaded = compiled().in_force("prove", date(2025, 12, 31))
    assert (pathway.version, loaded) == (date(2026, 1, 1), False)


def test_an_unknown_pathway_is_not_found() -> None:
    with pytest.raises(NotFoundError, match=r"«borte» finnes ikke\. Her er: prove"):
        compiled().in_force("borte", date(2026, 1, 1))


def test_what_is_stored_of_a_pathway_compiles_to_the_same_digest() -> None:
    pathway = prove()
    again = compile_files(compiled().sources_of(pathway)).versions["prove"][0]
    assert again == pathway


def test_a_stored_text_is_not_held_against_codes_that_came_later() -> None:
    piece = 'codes:\n  "4": {title: Ny kode}'
    files = with_pieces("", {"codes__lokal__konklusjon": piece})
    with pytest.raises(DefinitionError, match="E313"):
        compile_files(files)
    del files[SAMPLE]
    later = compile_files(files).context
    assert compile_text(sample_files()[SAMPLE], SAMPLE, later) == prove()


def test_a_stored_text_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(DefinitionError, match=r"prove\.yaml:1:1: E203 "):
        compile_text("pathway: prove\n", SAMPLE, compiled().context)


def test_a_version_need_not_know_codes_that_came_when_the_next_had_taken_over() -> None:
    piece = 'codes:\n  "4": {title: Ny kode, valid_from: 2027-01-01}'
    files = with_pieces("", {"codes__lokal__konklusjon": piece})
    files["senere.yaml"] = LATER.replace('["2", "3"]', '["2", "3", "4"]')
    assert len(compile_files(files).pathways) == 2


def test_roles_settings_lists_rules_and_calendars_are_at_hand() -> None:
    catalogue = compiled()
    assert list(catalogue.settings.roles) == ["saksbehandler", "leder"]
    assert catalogue.settings.role_settings == {"lokal/utvider": ("leder",)}
    assert [code.code for code in catalogue.code_lists["lokal/konklusjon"].codes] == ["1", "2", "3"]
    assert catalogue.code_lists["lokal/konklusjon"].codes[2].valid_to == date(2025, 12, 31)
    assert set(catalogue.rules) == {"dager", "perioder", "virkedager", "fixed-date"}
    assert catalogue.calendars["NO"].red_day(date(2026, 4, 3)) == "langfredag"


def test_what_was_compiled_cannot_be_changed() -> None:
    catalogue = compiled()
    with pytest.raises(TypeError):
        catalogue.by_digest["x"] = prove()  # type: ignore[index]
