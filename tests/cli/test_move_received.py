"""What a receiving municipality is told to do with a case that is handed over to it works, as it is typed."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.messages import shown
from tests.cli.running import Cli
from tests.cli.support import page
from tests.cli.test_move import CASE, LIV, NINA, REFUSED, make_neighbours, moved
from tests.support.databases import SqliteDatabases


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """An investigation in one of two municipalities."""
    return Cli(url=sqlite_databases.copy_of(make_neighbours), env={})


def said(told: str) -> str:
    return " ".join(told.split())


def test_what_the_receiver_is_told_to_do_works(cli: Cli, tmp_path: Path) -> None:
    signal, file = moved(cli), tmp_path / "flytting.json"
    told = said(page(cli, "signal", "show", signal, *NINA))
    assert "«pathways import open-cases FIL»" in told
    assert f"«pathways signal receive {signal} --case SAK»" in told
    assert f"«pathways signal receive {signal}»" not in told
    bare = cli("signal", "receive", signal, *NINA)
    assert (bare.code, "«pathways import open-cases FIL»" in said(bare.told)) == (REFUSED, True)
    written = said(cli.ok("case", "move", CASE, "--file", str(file), *LIV).told)
    assert "skriver «5» (Barnevernstjenesten)" in written
    refused = cli("import", "open-cases", str(file), *NINA)
    assert (refused.code, "skriv «5» (Barnevernstjenesten)" in said(refused.told)) == (2, True)
    document = json.loads(file.read_text(encoding="utf-8"))
    found = re.search(r"skriv «(\d+)»", said(refused.told))
    assert found is not None
    document["cases"][0]["events"][0]["set"]["meldere"] = [found[1]]
    file.write_text(json.dumps(document), encoding="utf-8")
    case = cli.ok("import", "open-cases", str(file), *NINA, "--json").json["cases"][0]["case_id"]
    cli.ok("signal", "receive", signal, "--case", case, *NINA)
    assert shown(cli, signal, NINA)["status"] == "received"


def test_a_case_of_a_services_own_file_is_told_nothing_of_a_sender(cli: Cli, tmp_path: Path) -> None:
    event = {"event": "melding_mottatt", "on": "2026-08-20", "set": {"innhold": ["1.1.02"]}}
    document = {
        "schema": "pathways.open-cases/1",
        "cases": [{"reference": "2026/1", "pathway": "barnevern_undersokelse", "events": [event]}],
    }
    file = tmp_path / "egne.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    refused = cli("import", "open-cases", str(file), *NINA)
    assert (refused.code, "Meldere" in refused.told or "meldere" in refused.told) == (2, True)
    assert "gitt over hit" not in refused.told
