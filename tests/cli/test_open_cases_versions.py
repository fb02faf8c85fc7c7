"""``import open-cases`` where a definition has two versions that call a field and an event otherwise."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.running import Cli, Ran
from tests.cli.support import set_clock
from tests.support.worlds import FOLDER

OLD, NEW = "ansiennitetsdato", "mottatt_forst"
BEFORE, AFTER = "2026-08-20", "2026-09-10"


@pytest.fixture
def changed(cli: Cli, tmp_path: Path) -> Cli:
    """From 1 September a field and the event that starts have other names; it is 1 October."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "definitions"))
    text = (folder / "bup/vurdering.yaml").read_text(encoding="utf-8")
    text = text.replace("version: 2026-01-01", "version: 2026-09-01", 1).replace(OLD, NEW)
    newer = text.replace("henvisning_mottatt", "henvisning_kommet")
    (folder / "bup/vurdering-2026-09.yaml").write_text(newer, encoding="utf-8")
    found = Cli(url=cli.url, env={**cli.env, "PATHWAYS_DEFINITIONS": str(folder), "COLUMNS": "300"})
    set_clock(found, "2026-10-01T09:00")
    return found


def read(cli: Cli, file: Path, *cases: tuple[str, str], event: str = "") -> Ran:
    """Read in a case for each (day it starts, name of the field)."""
    if file.suffix == ".json":
        entries = [
            {"pathway": "bup_vurdering", "events": [{"on": on, "set": {"henviser": "fastlege", name: on}}]}
            for on, name in cases
        ]
        file.write_text(json.dumps({"schema": "pathways.open-cases/1", "cases": entries}), encoding="utf-8")
    else:
        rows = [["bup_vurdering", event, on, "fastlege", *(on if each == name else "" for each in (OLD, NEW))]
                for on, name in cases]  # fmt: skip
        head = ["forlop", "hendelse", "dato", "henviser", OLD, NEW]
        file.write_text("\n".join(";".join(row) for row in [head, *rows]), encoding="utf-8")
    return cli("import", "open-cases", str(file), "--as", "kari", "--json")


@pytest.mark.parametrize("name", ["saker.csv", "saker.json"])
def test_each_case_uses_the_names_of_the_version_it_begins_in(changed: Cli, tmp_path: Path, name: str) -> None:
    ran = read(changed, tmp_path / name, (BEFORE, OLD), (AFTER, NEW))
    assert ran.code == 0, ran
    rows = [case["rows"][0]["event"] for case in ran.json["cases"]]
    assert rows == ["henvisning_mottatt", "henvisning_kommet"]
    for case, field in (("BUP-2026-0001", OLD), ("BUP-2026-0002", NEW)):
        entry = changed.ok("timeline", case, "--json").json["entries"][0]
        assert field in {each["name"] for each in entry["details"]}
    assert changed.ok("replay", "--all", "--json").json["ok"]


@pytest.mark.parametrize("name", ["saker.csv", "saker.json"])
@pytest.mark.parametrize(("day", "field", "version"), [(BEFORE, NEW, "2026-01-01"), (AFTER, OLD, "2026-09-01")])
def test_a_name_of_another_version_is_refused_by_the_version_of_the_start(
    changed: Cli, tmp_path: Path, name: str, day: str, field: str, version: str
) -> None:
    # The field alone is called otherwise: the event tells nothing of which version is meant.
    newer = tmp_path / "definitions/bup/vurdering-2026-09.yaml"
    newer.write_text(newer.read_text(encoding="utf-8").replace("henvisning_kommet", "henvisning_mottatt"), "utf-8")
    ran = read(changed, tmp_path / name, (day, field))
    told = [each["told"] for each in ran.json["problems"]]
    assert (ran.code, len(told)) == (2, 2), ran
    assert any(f"tar ikke dette feltet i utgave {version} av «bup_vurdering»" in each for each in told)
    assert any(f"{OLD if field == NEW else NEW} må fylles ut" in each for each in told)


def test_an_event_is_known_by_the_name_of_its_day(changed: Cli, tmp_path: Path) -> None:
    assert read(changed, tmp_path / "a.csv", (BEFORE, OLD), event="henvisning_mottatt").code == 0
    ran = read(changed, tmp_path / "b.csv", (AFTER, NEW), event="henvisning_mottatt")
    assert (ran.code, "henvisning_kommet" in ran.told) == (2, True)


def test_what_no_version_has_is_refused_as_before(changed: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"forlop;dato;henviser;{OLD};farge\nbup_vurdering;{BEFORE};fastlege;{BEFORE};x\n")
    ran = changed("import", "open-cases", str(tmp_path / "a.csv"), "--as", "kari")
    assert (ran.code, "ukjent overskrift" in ran.told) == (2, True)
    ran = read(changed, tmp_path / "b.json", (BEFORE, "farge"))
    assert "ingen utgave av noen definisjon har" in ran.told


def test_the_template_says_which_version_it_follows_and_what_only_older_ones_have(changed: Cli) -> None:
    ran = changed.ok("import", "open-cases", "--template", "bup_vurdering")
    heading = ran.out.splitlines()[0].split(";")
    assert (NEW in heading, OLD in heading) == (True, False)
    assert "Malen følger utgave 2026-09-01." in ran.err
    assert f"bare i eldre utgaver, og kan stå som egne kolonner: {OLD}." in ran.err
    assert changed.ok("import", "open-cases", "--template", "barnevern_undersokelse").err == ""
