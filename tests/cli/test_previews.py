"""What previews and refused sets of changes tell: what the clock would have passed, each thing once, runs apart."""

import json
from pathlib import Path

from tests.cli.running import Cli
from tests.cli.support import investigated, page


def test_a_preview_tells_what_the_clock_would_have_passed(cli: Cli) -> None:
    case = investigated(cli)
    cli.ok("clock", "advance", "2 weeks")
    told = page(cli, "annul", case, "2", "--why", "Feil barn.", "--dry-run")
    assert "Dette ville systemet merke som alt passert:" in told
    assert "man. 31. aug. 2026 påminnelse til saksbehandler" in told
    assert "ting til" not in told
    assert "(ikke sendt" not in told
    many = cli.ok("annul", case, "2", "--why", "Feil barn.", "--dry-run", "--json").json["passed"]
    assert isinstance(many, int)


def test_one_change_that_others_stand_against_is_told_as_one_and_nothing_twice(cli: Cli, tmp_path: Path) -> None:
    case = investigated(cli)
    cli.ok("advance", case, "undersokelsesplan_laget", "--set", "plan_dato=2026-08-24")
    alone = cli("annul", case, "2", "--why", "Feil barn.", "--dry-run")
    assert alone.code == 4
    assert "endringene kan ikke stå samlet" not in alone.told
    assert "med endringen ville noe annet i saken blitt umulig" in alone.told
    assert "hendelse 3 (undersokelsesplan_laget)" in alone.told
    file = tmp_path / "endringer.json"
    late = {"enter": "undersokelsesplan_laget", "happened": "2026-08-24", "set": {"plan_dato": "tull"}}
    file.write_text(json.dumps([late, {"correct": 1, "set": {"meldere": ["99"]}, "why": "Feil."}]), encoding="utf-8")
    told = cli("amend", case, str(file)).told
    assert "endringene kan ikke stå samlet" in told
    assert (told.count("Ingenting er registrert"), told.count("Ikke registrert")) == (1, 0)


def test_moving_out_and_in_on_one_day_is_told_as_two_runs(cli: Cli, tmp_path: Path) -> None:
    opened = cli.ok("case", "open", "barnevern_fosterhjem", "--happened", "2026-08-24", "--json")
    case = str(opened.json["case_id"])
    file = tmp_path / "flyttet.json"
    out = {"enter": "flyttet_ut", "run": "barnevern_fosterhjem", "happened": "2026-08-24"}
    file.write_text(json.dumps([out, {"enter": "flyttet_inn", "happened": "2026-08-24"}]), encoding="utf-8")
    preview = page(cli, "amend", case, str(file), "--dry-run")
    assert "Barn i fosterhjem (løp barnevern_fosterhjem): Tilsynsbesøk" in preview
    assert "Barn i fosterhjem (løp barnevern_fosterhjem-2): Tilsynsbesøk" in preview
    assert "Barn i fosterhjem (løp barnevern_fosterhjem-2) finnes ikke" in preview
    cli.ok("amend", case, str(file))
    listed = page(cli, "deadline", "list", case)
    assert "(tilsyn --run barnevern_fosterhjem --activity 2026-08-24)" in listed
    assert "(tilsyn --run barnevern_fosterhjem-2 --activity 2026-08-24)" in listed
    cli.ok("deadline", "explain", case, "tilsyn", "--run", "barnevern_fosterhjem-2", "--activity", "2026-08-24")
