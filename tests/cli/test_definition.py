"""``definition``: list, show, check and draw, all without a database."""

import shutil
from pathlib import Path

import pytest

from tests.cli.running import Cli
from tests.support.worlds import FOLDER

SHIPPED = ["barnevern_forlop", "barnevern_undersokelse", "bup_vurdering"]


@pytest.fixture
def alone() -> Cli:
    """A command line whose database does not exist, and must not."""
    return Cli(url="postgresql://nobody@localhost:1/none", env={})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped definitions, to be spoilt."""
    return Path(shutil.copytree(FOLDER, tmp_path / "definitions"))


def spoil(folder: Path, name: str, old: str, new: str) -> tuple[Path, int]:
    """Replace the first ``old`` in a file; the file and the line it stood in."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path, text[: text.index(old)].count("\n") + 1


def test_every_definition_is_listed_with_its_version(alone: Cli) -> None:
    found = alone.ok("definition", "list", "--json").json["definitions"]
    assert set(SHIPPED) <= {each["id"] for each in found}
    told = alone.ok("definition", "list").out
    assert all(name in told for name in (*SHIPPED, "2026-01-01"))


def test_a_definition_is_shown_with_what_it_rests_on(alone: Cli) -> None:
    told = alone.ok("definition", "show", "barnevern_undersokelse").told
    assert "Melding og undersøkelse (barnevern_undersokelse), utgave 2026-01-01" in told
    assert "barnevernsloven § 2-2 andre ledd" in told
    found = alone.ok("definition", "show", "barnevern_undersokelse", "--json").json
    limits = {each["name"]: (each["within"], each["effect"], each["certainty"]) for each in found["deadlines"]}
    assert limits["gjennomgang"] == ("1 weeks", "statutory", "A")


def test_the_page_of_a_definition_is_named_where_it_shows_this_very_version(folder: Path, alone: Cli) -> None:
    line = "Side for den som kan loven: docs/definitions/barnevern_undersokelse.md"
    assert line in alone.ok("definition", "show", "barnevern_undersokelse").told
    spoil(folder, "barnevern/undersokelse.yaml", "within: 12 days", "within: 14 days")
    own = Cli(url=alone.url, env={"PATHWAYS_DEFINITIONS": str(folder)})
    assert "14 dager" in own.ok("definition", "show", "barnevern_undersokelse").told
    assert "docs/definitions" not in own.ok("definition", "show", "barnevern_undersokelse").told


def test_what_sources_and_rules_say_of_themselves_is_shown(alone: Cli) -> None:
    told = alone.ok("definition", "show", "barnevern_fosterhjem").told
    assert "Om «året» løper fra innflyttingen eller følger kalenderen, står ikke" in told
    found = alone.ok("definition", "show", "bup_vurdering", "--json").json["rules"]
    notes = {each["id"]: each["note"] for each in found}
    assert "NO_SAT er den strenge lesningen" in notes["working-days"]
    assert "Telleregler" in alone.ok("definition", "show", "bup_vurdering").told
    assert "NO_SAT er den strenge lesningen" in " ".join(alone.ok("definition", "show", "bup_vurdering").told.split())


@pytest.mark.parametrize("name", SHIPPED)
def test_a_definition_is_drawn_as_a_diagram_and_as_tables(alone: Cli, name: str) -> None:
    drawn = alone.ok("definition", "diagram", name).out
    assert drawn.startswith("---\ntitle: ")
    assert "\nstateDiagram-v2\n" in drawn
    table = alone.ok("definition", "diagram", name, "--table").out
    assert "stateDiagram" not in table
    assert len(table.splitlines()) > 10


@pytest.mark.parametrize("verb", ["show", "diagram"])
def test_a_definition_that_is_not_there_is_not_found(alone: Cli, verb: str) -> None:
    ran = alone("definition", verb, "barnevern_undersøkelse")
    assert ran.code == 5
    assert "barnevern_undersokelse" in ran.err
    assert alone("definition", verb, "barnevern_undersokelse", "--version", "2020-01-01").code == 5


def test_sound_definitions_have_no_problems(alone: Cli, folder: Path) -> None:
    for arguments in ((), (str(folder),), (str(folder / "barnevern" / "undersokelse.yaml"),)):
        assert "Ingen problemer" in alone.ok("definition", "check", *arguments).out
    assert alone.ok("definition", "check", "--json").json["problems"] == []


def test_every_problem_is_told_with_file_line_and_column(alone: Cli, folder: Path) -> None:
    first, line = spoil(folder, "barnevern/undersokelse.yaml", "from: undersokes\n", "from: undersøkes\n")
    second, other = spoil(folder, "bup/vurdering.yaml", "case_prefix:", "case_prefiks:")
    ran = alone("definition", "check", str(folder))
    assert ran.code == 2
    lines = ran.out.splitlines()
    assert any(each.startswith(f"{first}:{line}:") and " E210 " in each for each in lines)
    assert any(each.startswith(f"{second}:{other}:1: E201 ") for each in lines)
    assert "docs/reference/problems.md#e" in lines[-1]
    found = alone("definition", "check", str(folder), "--json").json
    assert (found["ok"], len(found["problems"])) == (False, len(lines) - 1)


EXPLAINS = """    roles: [saksbehandler, leder, inntaksteam, behandler, forlopskoordinator, enhetsleder, oppfolger,
      koordinerende_enhet, tjenesteleder]
    relation: [own, place]
    may: case.explain
"""
"""Who may, in the access table."""


def explain(*roles: str) -> str:
    """The same, for these roles alone."""
    return f"    roles: [{', '.join(roles)}]\n    relation" + EXPLAINS.partition("    relation")[2]


def test_it_warns_where_nobody_who_is_reminded_may_say_why_a_deadline_of_law_was_missed(
    alone: Cli, folder: Path
) -> None:
    spoil(folder, "access.yaml", EXPLAINS, explain("leder", "enhetsleder", "revisor"))
    assert "Verdt å se på" not in alone.ok("definition", "check", str(folder)).out
    spoil(folder, "access.yaml", explain("leder", "enhetsleder", "revisor"), explain("leder"))
    ran = alone.ok("definition", "check", str(folder))
    assert "Ingen problemer" in ran.out
    lines = [line for line in ran.out.splitlines() if " E560 " in line]
    assert lines
    assert all(line.startswith((f"{folder}/bup/vurdering.yaml:", f"{folder}/bup/akutt.yaml:")) for line in lines)
    assert all("«Enhetsleder" in line and "Det kan: «Leder i barnevernstjenesten»" in line for line in lines)
    found = alone.ok("definition", "check", str(folder), "--json").json
    assert (found["ok"], found["problems"], len(found["warnings"])) == (True, [], len(lines))
    shown = (alone.ok("definition", "show", name, "--json").json for name in ("bup_vurdering", "bup_akutt"))
    of_law = [each for one in shown for each in one["deadlines"]]
    asked = [each for each in of_law if each["effect"] in ("statutory", "individual") and each["missed"]["reason"]]
    assert len(lines) == len([each for each in asked if each["remind"]])


def test_it_warns_of_a_deadline_of_law_that_asks_by_the_settings_alone_too(alone: Cli, folder: Path) -> None:
    def warned() -> int:
        return len(alone.ok("definition", "check", str(folder), "--json").json["warnings"])

    spoil(folder, "access.yaml", EXPLAINS, explain("leder"))
    before = warned()
    word = "{nb: brudd på vurderingsfristen, nn: brot på vurderingsfristen, en: breach of the assessment time limit}"
    spoil(folder, "bup/vurdering.yaml", f"missed: {{reason: lokal/bup_frist_arsak, word: {word}}}", "")
    assert warned() == before
    spoil(folder, "settings.yaml", "  bup: lokal/bup_frist_arsak\n", "")
    assert warned() == before - 1


def test_it_does_not_warn_of_a_file_that_is_not_asked_about(alone: Cli, folder: Path) -> None:
    spoil(folder, "access.yaml", EXPLAINS, explain("leder"))
    ran = alone.ok("definition", "check", str(folder / "barnevern" / "undersokelse.yaml"))
    assert "E560" not in ran.out


def test_one_file_is_checked_by_itself_in_its_folder(alone: Cli, folder: Path) -> None:
    spoilt, _ = spoil(folder, "bup/vurdering.yaml", "case_prefix:", "case_prefiks:")
    assert alone("definition", "check", str(folder / "barnevern" / "undersokelse.yaml")).code == 0
    assert alone("definition", "check", str(spoilt)).code == 2


def test_a_definition_is_checked_by_its_name_in_every_version(alone: Cli, folder: Path) -> None:
    here = Cli(url=alone.url, env={"PATHWAYS_DEFINITIONS": str(folder)})
    assert "Ingen problemer. Filer lest: 1." in here.ok("definition", "check", "bup_vurdering").out
    text = (folder / "bup/vurdering.yaml").read_text(encoding="utf-8")
    newer = text.replace("version: 2026-01-01", "version: 2026-09-01", 1).replace("case_prefix:", "case_prefiks:", 1)
    (folder / "bup/september.yaml").write_text(newer, encoding="utf-8")
    ran = here("definition", "check", "bup_vurdering")
    assert (ran.code, f"{folder}/bup/september.yaml:" in ran.out) == (2, True)
    assert here("definition", "check", "barnevern_fosterhjem").code == 0
    ran = here("definition", "check", "bup_vurdeering")
    assert ran.code == 5
    assert "verken en fil eller en definisjon som heter «bup_vurdeering»" in ran.told
    assert "bup_vurdering" in ran.told


def test_it_says_that_other_files_are_not_judged_when_one_is_asked_for(alone: Cli, folder: Path) -> None:
    spoil(folder, "bup/vurdering.yaml", "case_prefix:", "case_prefiks:")
    one = alone("definition", "check", str(folder / "barnevern" / "undersokelse.yaml"))
    assert (one.code, "Andre filer er ikke vurdert." in one.out) == (0, True)
    assert "Andre filer" not in alone.ok("definition", "check").out


def test_a_draft_outside_the_folder_is_checked_against_the_definitions_in_use(alone: Cli, tmp_path: Path) -> None:
    draft = tmp_path / "utkast.yaml"
    shutil.copy(FOLDER / "barnevern" / "undersokelse.yaml", draft)
    alone.ok("definition", "check", str(draft))
    _, line = spoil(tmp_path, "utkast.yaml", "basis: bvl-2-2", "basis: bvl-2-3")
    ran = alone("definition", "check", str(draft))
    assert ran.code == 2
    assert ran.out.startswith(f"{draft}:{line}:")


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"", b"[" * 200_000, b"pathway: x\n", b"a: !!python/name:os.system\n"]
)
def test_a_hostile_draft_is_told_with_a_place(alone: Cli, tmp_path: Path, content: bytes) -> None:
    draft = tmp_path / "utkast.yaml"
    draft.write_bytes(content)
    ran = alone("definition", "check", str(draft))
    assert ran.code == 2
    assert ran.out.startswith(f"{draft}:1:")


def test_a_path_that_is_not_there_is_refused(alone: Cli, tmp_path: Path) -> None:
    ran = alone("definition", "check", str(tmp_path / "borte.yaml"))
    assert (ran.code, ran.out) == (2, "")
