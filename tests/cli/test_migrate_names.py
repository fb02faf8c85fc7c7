"""A new version that calls its parts otherwise, or lets other clocks stand: told before, and done by a plan."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Cli
from tests.cli.support import page, words
from tests.cli.test_waiting import FAMILY, FORLOP, WHY, deadline, mapped
from tests.support.worlds import FOLDER

PLAN = """\
pathway: barnevern_forlop
from: 2026-01-01
to: 2026-09-01
reason: Andre ord fra 1. september.
fields: {risiko_individ: risiko_hos_barnet}
activities:
  kartlegging: {to: undersokelse_av_helse, items: {psykisk: psyke}}
deadlines:
  omrade: {carry: keep, to: omrade_kartlagt}
"""


def offered(tmp_path: Path, change: Callable[[str], str]) -> Path:
    """A later version of the pathway, changed so, beside the folder in use."""
    text = (FOLDER / "barnevern/forlop.yaml").read_text(encoding="utf-8")
    path = tmp_path / "forlop-2026-09.yaml"
    path.write_text(change(text.replace("version: 2026-01-01", "version: 2026-09-01", 1)), encoding="utf-8")
    return path


def other_words(text: str) -> str:
    """The activity, one of its items, its deadline and a field are called otherwise."""
    text = re.sub(r"\bper: kartlegging\b", "per: undersokelse_av_helse", text)
    text = re.sub(r"(all_ended|any_in|none_in)\(kartlegging", r"\1(undersokelse_av_helse", text)
    head, tail = text.split("\nactivities:\n")
    tail = tail.replace("  kartlegging:\n", "  undersokelse_av_helse:\n", 1).replace(
        "psykisk: {nb: Psyk", "psyke: {nb: Psyk"
    )
    head = re.sub(r"\n  omrade:\n", "\n  omrade_kartlagt:\n", head)
    return re.sub(r"(?<!/)risiko_individ", "risiko_hos_barnet", head + "\nactivities:\n" + tail)


@pytest.fixture
def changing(cli_on_both: Cli, tmp_path: Path) -> Cli:
    """A sandbox on a folder of its own."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "definitions"))
    return Cli(url=cli_on_both.url, env={**cli_on_both.env, "PATHWAYS_DEFINITIONS": str(folder), "COLUMNS": "200"})


def test_names_that_change_take_everything_with_them(changing: Cli, tmp_path: Path) -> None:
    case = mapped(changing)
    changing.ok("advance", case, "omrade_planlagt", "--activity", "psykisk", "--set", "tjeneste=bup")
    changing.ok("clock", "advance", "7 weeks")
    before = changing.ok("notice", "list", "--as", "kari", "--json").json["notices"]
    assert "omrade" in {each["deadline"] for each in before}
    shutil.copy(offered(tmp_path, other_words), tmp_path / "definitions/barnevern/forlop-2026-09.yaml")
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN.replace("items: {psykisk: psyke}", "items: {}"), encoding="utf-8")
    refused = changing("definition", "migrate", str(plan), "--as", "siv")
    assert (refused.code, "har ikke lenger punktet «psykisk»: si under items" in refused.told) == (4, True)
    plan.write_text(PLAN, encoding="utf-8")
    foreseen = changing.ok("definition", "migrate", str(plan), "--dry-run", "--as", "siv", "--json").json
    assert (foreseen["counts"]["cases"], foreseen["counts"]["moved"], foreseen["counts"]["notices"]) == (1, 0, 0)
    assert changing.ok("definition", "migrate", str(plan), "--as", "siv", "--json").json["runs"] == 1
    assert changing.ok("notice", "list", "--as", "kari", "--json").json["notices"] == before
    told = page(changing, "case", "show", case)
    assert "psyke Psykisk helse Planlagt" in told
    assert "advance BV-2026-0001 omrade_startet --activity psyke|" in told
    changing.ok("advance", case, "omrade_ferdig", "--activity", "psyke", "--set", "trenger_mer=nei")
    assert deadline(changing, case, "omrade_kartlagt")["word"] == "met"
    lapsed = changing.ok("notice", "list", "--all", "--as", "kari", "--json").json["notices"]
    assert {n["lapsed_why"] for n in lapsed if not n["in_force"]} == {"fristen er oppfylt"}
    assert "psykisk" in words(changing.ok("timeline", case))
    assert changing.ok("replay", "--all", "--json").json["ok"]
    back = changing("definition", "migrate", str(plan), "--revert", "--reason", "Feil.", "--as", "siv")
    assert (back.code, "omrade_ferdig" in back.told) == (4, True)


def test_impact_tells_which_clocks_begin_to_stand_and_whose_notices_go(changing: Cli, tmp_path: Path) -> None:
    case = mapped(changing)
    changing.ok("clock", "advance", "7 weeks")
    changing.ok("advance", case, "satt_pa_vent", *FORLOP, *FAMILY, *WHY)
    runs_on = offered(tmp_path, lambda text: text.replace("on_pause: freezes", "on_pause: runs"))
    found = changing.ok("definition", "impact", str(runs_on), "--as", "siv", "--json").json
    moved = [each for each in found["cases"][0]["deadlines"] if each["name"] == "omrade"]
    assert {(each["standing_before"], each["standing_after"]) for each in moved} == {(True, False)}
    assert found["counts"]["started"] == len([e for e in found["cases"][0]["deadlines"] if e["standing_before"]]) > 0
    assert "klokken står → går igjen" in words(changing.ok("definition", "impact", str(runs_on), "--as", "siv"))


def test_impact_tells_clocks_that_begin_to_stand_and_the_notices_that_go_with_them(
    changing: Cli, tmp_path: Path
) -> None:
    runs_on = offered(tmp_path, lambda text: text.replace("on_pause: freezes", "on_pause: runs"))
    text = runs_on.read_text(encoding="utf-8").replace("version: 2026-09-01", "version: 2026-01-01", 1)
    (tmp_path / "definitions/barnevern/forlop.yaml").write_text(text, encoding="utf-8")
    case = mapped(changing)
    changing.ok("clock", "advance", "7 weeks")
    changing.ok("advance", case, "satt_pa_vent", *FORLOP, *FAMILY, *WHY)
    stands = offered(tmp_path, lambda shipped: shipped)
    found = changing.ok("definition", "impact", str(stands), "--as", "siv", "--json").json
    moved = [each for each in found["cases"][0]["deadlines"] if each["name"] == "omrade"]
    assert {(each["standing_before"], each["standing_after"]) for each in moved} == {(False, True)}
    assert found["counts"]["stopped"] >= len(moved) == 5
    gone = found["cases"][0]["withdrawn"]
    assert {(each["recipient"], each["deadline"]) for each in gone} >= {("kari", "omrade"), ("jonas", "omrade")}
    assert {each["why"] for each in gone} == {"klokken står mens saken venter"}
    told = words(changing.ok("definition", "impact", str(stands), "--as", "siv"))
    assert "→ klokken stanses, for saken venter" in told
    assert f"varsler som tas tilbake: {len(gone)} (jonas, kari); klokken står mens saken venter" in told


def test_impact_tells_the_new_name_of_a_deadline_whose_dates_stay(changing: Cli, tmp_path: Path) -> None:
    mapped(changing)
    shutil.copy(offered(tmp_path, other_words), tmp_path / "definitions/barnevern/forlop-2026-09.yaml")
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    told = words(changing.ok("definition", "migrate", str(plan), "--dry-run", "--as", "siv"))
    assert "som før (het «omrade», heter nå «omrade_kartlagt»)" in told


def test_impact_tells_the_other_budget_of_a_clock_that_stands_on(changing: Cli, tmp_path: Path) -> None:
    case = mapped(changing)
    changing.ok("advance", case, "satt_pa_vent", *FORLOP, *FAMILY, *WHY)
    other = offered(tmp_path, lambda text: text.replace("within: 8 weeks", "within: 9 weeks"))
    told = words(changing.ok("definition", "impact", str(other), "--as", "siv"))
    assert "(lengden: 8 uker → 9 uker)" in told


def test_impact_without_a_plan_tells_all_that_a_plan_must_say_at_once(changing: Cli, tmp_path: Path) -> None:
    mapped(changing)
    told = words(changing.ok("definition", "impact", str(offered(tmp_path, other_words)), "--as", "siv"))
    assert "ikke aktiviteten «kartlegging»" in told
    assert "Feltet «risiko_individ» finnes ikke" in told
    assert "Fristen «omrade» finnes ikke" in told
