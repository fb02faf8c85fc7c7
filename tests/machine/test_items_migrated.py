"""Items keep their numbers when a run comes to a version that makes them by another event."""

from functools import cache

from pathways.compiler.catalogue import compile_files
from pathways.machine.state_json import dump
from tests.machine.test_items_moved import REPORT
from tests.support.cases import ToldCase
from tests.support.moves import edited, migrate_now, own_plan
from tests.support.versions import digests_of
from tests.support.worlds import World, shipped

FILE = "barnevern/undersokelse.yaml"
ARRIVED, CAME = "sakkyndigrapport_mottatt", "rapport_kommet"


@cache
def renamed() -> World:
    """The shipped definitions, and a later investigation where an expert report comes by another event."""
    files = dict(shipped().catalogue.files)
    files[FILE.replace(".yaml", "-2.yaml")] = edited(files[FILE], (ARRIVED, CAME))
    return World(compile_files(files))


def test_a_report_after_the_migration_takes_the_number_after_those_before_it() -> None:
    case = ToldCase(world=renamed())
    case.start(REPORT, "2026-01-05", meldere=("11",), innhold=("1.1.02",))
    case.do("melding_konkludert", "2026-01-08", konklusjon="2", umiddelbar_oppfolging="nei")
    case.do(ARRIVED, "2026-01-20", sakkyndigrapporter=("tjenesten",), rapport_mottatt="2026-01-20")
    migrate_now(case, own_plan(case.world, *digests_of(case.world, REPORT)))
    case.do(CAME, "2026-01-26", sakkyndigrapporter=("part",), rapport_mottatt="2026-01-26")
    items = case.state.runs[REPORT].items
    told = {key: item.code for key, item in items.items() if key.startswith("sakkyndigrapport.")}
    assert told == {"sakkyndigrapport.1": "tjenesten", "sakkyndigrapport.2": "part"}
    assert dump(case.state) == dump(case.rebuilt().state)
