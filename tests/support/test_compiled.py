"""What the tests remember of the compiler is what the compiler says."""

import shutil
from pathlib import Path

import pytest

from pathways.compiler.catalogue import compile_folder
from pathways.compiler.problem import Report
from pathways.errors import DefinitionError
from tests.cli.running import Cli, sandbox_of
from tests.support.compiled import COMPILE, remembered
from tests.support.databases import SqliteDatabases
from tests.support.worlds import FOLDER


def texts() -> dict[str, str]:
    return dict(compile_folder(FOLDER).files)


def test_what_is_remembered_is_what_the_compiler_gives_and_is_made_once() -> None:
    files = texts()
    found = remembered(files, "", Report())
    made = COMPILE(files, "", Report())
    assert (found.versions, found.files, found.settings) == (made.versions, made.files, made.settings)
    assert (found.code_lists, found.rules) == (made.code_lists, made.rules)
    assert remembered(dict(files), "", Report()) is found


def test_any_other_text_name_order_or_place_is_compiled() -> None:
    files = texts()
    name = "barnevern/undersokelse.yaml"
    found = remembered(files, "", Report())
    for other in (
        {**files, name: files[name] + "\n# En merknad.\n"},
        {f"{each}.yaml" if each == name else each: text for each, text in files.items()},
        dict(reversed(files.items())),
    ):
        assert remembered(other, "", Report()).files == other
        assert remembered(other, "", Report()) is not found
    assert remembered(files, "et/annet/sted/", Report()) is not found


def test_what_is_refused_is_refused_each_time() -> None:
    files = texts() | {"ny.yaml": "pathway: [\n"}
    told = []
    for under in ("", "", "mappe/"):
        with pytest.raises(DefinitionError) as refused:
            remembered(files, under, Report())
        told.append(str(refused.value.values["problems"]))
    assert told[0] == told[1]
    assert "mappe/ny.yaml" in told[2]


def test_a_folder_that_changes_between_two_commands_is_seen_to_have_changed(
    sqlite_databases: SqliteDatabases, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "definitions"))
    cli: Cli = sandbox_of(sqlite_databases, PATHWAYS_DEFINITIONS=str(folder))
    cli.ok("definition", "check")
    for broken in (b"nei: [\n", b"\xff"):
        (folder / "ny.yaml").write_bytes(broken)
        assert cli("definition", "check").code != 0
        (folder / "ny.yaml").unlink()
        cli.ok("definition", "check")
