"""What a list of one person's cases costs beside ever more cases that are over: it reads open ones alone."""

from pathlib import Path

from sqlalchemy import text

from benchmarks.measuring import Row, best_of
from benchmarks.scene import CASEWORKER, Scene, open_case, scene
from pathways.engine.assigning import To
from pathways.engine.engine import shell
from pathways.engine.reading import Reader
from pathways.model.organisation import Holder

OPEN = 20
FEW, MANY = 1_000, 50_000
"""Cases that are over."""

_COPY = text(
    "INSERT INTO case_head (case_id, service, number, opened_at, recorded_at, version, head_hash, next_due, ended, "
    "holder_service, holder_unit, holder_person) SELECT :prefix || case_id, service, number, opened_at, recorded_at, "
    "version, head_hash, NULL, 1, holder_service, holder_unit, holder_person FROM case_head WHERE ended = 0"
)


def rows(folder: Path) -> list[Row]:
    """One line. Those that are over are bare heads, poured in: a list that read them would find no state."""
    stage = scene(f"sqlite:///{folder}/listing.db")
    for _ in range(OPEN):
        taken = shell(open_case(stage), CASEWORKER, "", None)
        stage.engine.assign(taken, To(person=CASEWORKER.user))
    few = _listed(stage, FEW, "few")
    many = _listed(stage, MANY - FEW, "many")
    stage.database.close()
    name = f"SQLite: a person's {OPEN} open cases, {MANY:,} ÷ {FEW:,} over"
    return [Row(name=name, figure=f"{many / few:.2f} ({many * 1e3:.1f} ms)", gate="≤ 1.5", goal="≤ 1.1")]


def _listed(stage: Scene, closed: int, prefix: str) -> float:
    """Seconds for the list, with so many more cases that are over."""
    with stage.database.write() as conn:
        for number in range(closed // OPEN):
            conn.execute(_COPY, {"prefix": f"{prefix}-{number}-"})
    reader = Reader(
        database=stage.database,
        library=stage.library,
        clock=stage.clock,
        actor=CASEWORKER,
        organisation="bench",
        channel="bench",
    )

    def work() -> None:
        found = list(reader.every_case("measure", "list", held_by=Holder(person=CASEWORKER.user)))
        if len(found) != OPEN:
            raise SystemExit(f"{len(found)} cases")

    return best_of(work)
