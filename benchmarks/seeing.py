"""What it costs to say who has seen a case, where the access log has a million rows."""

from datetime import timedelta

from sqlalchemy import insert

from benchmarks.measuring import Row, best_of
from benchmarks.scene import OPENED, Scene, open_case, scene
from pathways.engine.overseeing import Overseer
from pathways.engine.reading import Reader
from pathways.model.record import Actor
from pathways.store.access import ALL
from pathways.store.access_pages import Span
from pathways.store.tables import ACCESS_LOG

ROWS, BATCH = 1_000_000, 20_000
LEADER = Actor(user="liv", roles=("leder",), os_account="bench", authenticated=False)
CASES, OWN, EVERY = 5_000, 200, 100
"""Cases that were read; one row in so many is of the case asked about, and one of every case."""


def rows(kind: str, url: str) -> list[Row]:
    """One line: the first page, and all of it for a party."""
    stage = scene(url)
    case_id = open_case(stage)
    for begin in range(0, ROWS, BATCH):
        with stage.database.write() as conn:
            conn.execute(insert(ACCESS_LOG), [_row(case_id, number) for number in range(begin, begin + BATCH)])
    overseer = Overseer(reader=_reader(stage))
    page = best_of(lambda: overseer.of_case(case_id, Span(), limit=50, after=None))
    whole = best_of(lambda: sum(1 for _ in overseer.whole(case_id, Span())), times=2)
    stage.database.close()
    name = f"{kind}: who has seen a case, of {ROWS:,} rows: a page; all {ROWS // OWN + ROWS // EVERY:,} of it"
    return [Row(name=name, figure=f"{page * 1e3:.1f} ms; {whole:.2f} s", gate="≤ 2 s", goal="page ≤ 20 ms")]


def _row(case_id: str, number: int) -> dict[str, object]:
    every = number % EVERY == 0
    of_case = case_id if number % OWN == 1 else f"BV-2025-{number % CASES:04d}"
    return {
        "at": OPENED + timedelta(seconds=number),
        "user_id": f"person-{number % 400}",
        "roles": '["saksbehandler"]',
        "os_account": "bench",
        "organisation": "bench",
        "basis": "bench",
        "purpose": "bench",
        "case_id": ALL if every else of_case,
        "information": "bench",
        "channel": "bench",
        "granted": True,
        "reach": "",
    }


def _reader(stage: Scene) -> Reader:
    return Reader(
        database=stage.database,
        library=stage.library,
        clock=stage.clock,
        actor=LEADER,
        organisation="bench",
        channel="bench",
    )
