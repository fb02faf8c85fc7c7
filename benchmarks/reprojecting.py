"""Every deadline of an installation projected anew, as ``pathways rebuild --all`` and ``definition migrate`` do it.

From the log: each case verified, replayed, compared, and written again; its timers were taken away first. By a calendar
that has one more red day: each live case foreseen, then moved by an event of its own.
"""

from pathlib import Path

from sqlalchemy import delete, update

from benchmarks.measuring import Row, seconds
from benchmarks.scene import Scene, open_case, scene, story
from pathways.compiler.catalogue import Catalogue, compile_files
from pathways.engine.library import Library
from pathways.engine.migrating import Migrated, Migrator
from pathways.engine.plans import FittedPlan, fit, plan_between
from pathways.engine.rebuilding import every_case, rebuild
from pathways.engine.transaction import Desk
from pathways.machine.state_json import load
from pathways.model.record import Actor
from pathways.store import heads
from pathways.store.entropy import SeededEntropy
from pathways.store.tables import CASE_HEAD, TIMER

SOME = 5_000
LARGE = 100_000
"""Deadlines; the second number with ``--large``."""

ADMINISTRATOR = Actor(user="siv", roles=("systemansvarlig",), os_account="bench", authenticated=False)
CHANGED = (
    ('version: "1"', 'version: "2"'),
    ("red_days:\n", 'red_days:\n      - {name: en ny helligdag, date: "09-15", law: måling}\n'),
)
"""The calendar file, with another red day: an invented one, only to measure with."""


def rows(folder: Path, *, large: bool) -> list[Row]:
    """The lines."""
    stage = scene(f"sqlite:///{folder}/projected.db")
    deadlines, cases = _filled(stage, LARGE if large else SOME)
    with stage.database.write() as conn:
        conn.execute(delete(TIMER))
        conn.execute(update(CASE_HEAD).values(next_due=None))
    rebuilt = seconds(lambda: _rebuild(stage, cases))
    moved = seconds(lambda: _migrate(stage, cases))
    stage.database.close()
    return [
        _row("projected anew from the log", deadlines, cases, rebuilt),
        _row("moved to a changed calendar", deadlines, cases, moved),
    ]


def _filled(stage: Scene, wanted: int) -> tuple[int, int]:
    """Cases until they have so many deadlines; how many there are of both."""
    deadlines = cases = 0
    while deadlines < wanted:
        case_id = open_case(stage)
        story(stage, case_id)
        cases += 1
        if cases == 1:
            with stage.database.read() as conn:
                state = load(heads.read_states(conn, [case_id])[case_id])
            each = sum(len(run.deadlines) for run in state.runs.values())
        deadlines += each
    return deadlines, cases


def _rebuild(stage: Scene, cases: int) -> None:
    found = [rebuild(stage.database, stage.library, case_id) for case_id in every_case(stage.database)]
    assert len(found) == cases
    assert all(each.drift.timers_missing and not each.refused for each in found)


def _migrate(stage: Scene, cases: int) -> None:
    files = dict(stage.library.catalogue.files)
    for old, new in CHANGED:
        files["calendars.yaml"] = files["calendars.yaml"].replace(old, new)
    changed = Library(catalogue=compile_files(files), database=stage.database)
    changed.keep_sources()
    desk = Desk(library=changed, people=stage.desk.people, entropy=SeededEntropy("moved"), channels=())
    migrator = Migrator(database=stage.database, desk=desk, clock=stage.clock, actor=ADMINISTRATOR)
    moved: Migrated = migrator.migrate(list(_plans(stage.library.catalogue, changed)))
    assert (moved.cases, moved.failed) == (cases, {})


def _plans(before: Catalogue, after: Library) -> list[FittedPlan]:
    """From each version to the same one under the changed calendar."""
    pairs = [(old.digest, new.digest) for old, new in zip(before.pathways, after.catalogue.pathways, strict=True)]
    found = []
    for old, new in pairs:
        plan = plan_between(after.prepared(old), after.prepared(new), "Ny helligdag.")
        found.append(fit(after, plan, [old], new))
    return found


def _row(what: str, deadlines: int, cases: int, spent: float) -> Row:
    figure = f"{spent:.1f} s ({deadlines / spent:,.0f} deadlines/s; {cases:,} cases)"
    return Row(name=f"SQLite: {deadlines:,} deadlines {what}", figure=figure, gate="", goal="")
