"""What a definition is called is found, or not, in one way by every ``pathways definition …`` that takes a name."""

import shutil
from pathlib import Path

import pytest
from typer.main import get_group

from pathways.cli.app import build
from tests.cli.running import Cli
from tests.support.worlds import FOLDER

WANTS: dict[str, tuple[str, ...]] = {
    "show": (),
    "check": (),
    "paths": (),
    "diagram": (),
    "diff": ("bup_vurdering",),
    "impact": ("--as", "siv"),
}
"""Those that take the name of a definition, and what follows it."""

NAMELESS = {"list", "codes", "migrate"}
"""Those that take none: of a code list, and the file of a plan."""


def test_every_command_of_the_group_is_one_of_these() -> None:
    group = get_group(build()).commands["definition"]
    assert {*group.commands} == {*WANTS, *NAMELESS}  # type: ignore[attr-defined]


@pytest.mark.parametrize("verb", WANTS)
@pytest.mark.parametrize("name", ["finnesikke", "bup_vurdéring", "bup_vurdering@2020-01-01", "finnesikke@2026-01-01"])
def test_a_name_that_is_not_there_is_answered_alike(cli: Cli, verb: str, name: str) -> None:
    ran = cli("definition", verb, name, *WANTS[verb])
    known = (
        "barnevern_forlop, barnevern_fosterhjem, barnevern_helsekartlegging, barnevern_undersokelse, bup_akutt, "
        "bup_vurdering"
    )
    neither = f"Fant verken en fil eller en definisjon som heter «{name}». Disse finnes: {known}."
    of_day = "bup_vurdering har ingen utgave fra 2020-01-01. Disse finnes: 2026-01-01."
    told = of_day if name.startswith("bup_vurdering@") else neither
    assert (ran.code, ran.out, " ".join(ran.err.split())) == (5, "", told)


@pytest.mark.parametrize("verb", WANTS)
@pytest.mark.parametrize("name", ["barnevern_fosterhjem", "barnevern_fosterhjem@2026-01-01"])
def test_a_name_that_is_there_is_found_by_each(cli: Cli, verb: str, name: str) -> None:
    more = (name,) if verb == "diff" else WANTS[verb]
    cli.ok("definition", verb, name, *more)


@pytest.mark.parametrize("verb", ["check", "impact", "diff"])
def test_a_file_that_is_not_there_is_told_as_a_file(cli: Cli, tmp_path: Path, verb: str) -> None:
    path = str(tmp_path / "borte.yaml")
    ran = cli("definition", verb, path, *WANTS[verb])
    # However long the path is that it has to break.
    assert (ran.code, "".join(ran.err.split())) == (2, f"Detfinnesingenfilellermappe{path}.")


def test_impact_of_what_is_in_use_says_that_there_is_nothing_to_compare(cli: Cli) -> None:
    told = " ".join(cli.ok("definition", "impact", "bup_vurdering", "--as", "siv").out.split())
    assert "Ingen pågående saker er på en utgave som dette endrer." in told
    assert "bup_vurdering@2026-01-01 er slik den er i bruk nå, så det er ingenting å sammenligne den med." in told
    told = cli.ok("definition", "impact", str(FOLDER / "bup" / "vurdering.yaml"), "--as", "siv").out
    assert "er slik den er i bruk nå" in " ".join(told.split())


def test_impact_of_a_change_that_touches_no_case_does_not_say_that_it_is_in_use(cli: Cli, tmp_path: Path) -> None:
    text = (FOLDER / "bup" / "vurdering.yaml").read_text(encoding="utf-8")
    draft = tmp_path / "utkast.yaml"
    draft.write_text(text.replace("within: 10 working days", "within: 12 working days", 1), encoding="utf-8")
    told = cli.ok("definition", "impact", str(draft), "--as", "siv").out
    assert "Saker som berøres: 0" in told
    assert "er slik den er i bruk nå" not in " ".join(told.split())


def test_impact_by_name_shows_the_cases_that_stand_on_something_older(cli: Cli, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "definitions"))
    here = Cli(url=cli.url, env={**cli.env, "PATHWAYS_DEFINITIONS": str(folder)})
    here.ok("case", "open", "barnevern_fosterhjem", "--as", "kari")
    path = folder / "barnevern" / "fosterhjem.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{before: 3 months, to: saksbehandler}", "{before: 2 months, to: saksbehandler}", 1))
    told = here.ok("definition", "impact", "barnevern_fosterhjem", "--as", "siv").out
    assert "Saker som berøres: 1" in told
    assert "ingenting å sammenligne" not in " ".join(told.split())
