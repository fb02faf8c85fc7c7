"""Folding, verifying and replaying a log, per event, against merely reading its rows.

A fold remembers the dates it has counted (``pathways.machine.counted``), so the cases begin on many days, and it is
measured with nothing remembered too: the first time a log is read.
"""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path

from benchmarks.measuring import ROUNDS, Row, best_of, seconds
from benchmarks.scene import CASEWORKER, OPENED, Scene, open_case, scene, story
from pathways.engine.library import Library
from pathways.engine.moment import moment_at
from pathways.engine.replay import rebuild, replay_case
from pathways.engine.view import view
from pathways.model.record import Record
from pathways.store import events
from pathways.store.verify import verify_all

CASES = 150
A_DAY = 3
"""Cases that begin on one day: about a thousand a year."""

Logs = Mapping[str, tuple[Record, ...]]


def _scene(folder: Path) -> tuple[Scene, list[str]]:
    stage = scene(f"sqlite:///{folder}/fold.db")
    cases: list[str] = []
    for number in range(CASES):
        stage.clock.instant = OPENED + timedelta(days=number // A_DAY)
        day = stage.clock.instant.date().isoformat()
        cases.append(open_case(stage, day))
        story(stage, cases[-1], day)
    return stage, cases


def _fold(library: Library, logs: Logs) -> None:
    for log in logs.values():
        rebuild(library, log)


def _first_fold(stage: Scene, logs: Logs) -> float:
    """Seconds for the first fold of all: the definitions are ready, and nothing has been counted with them."""
    rounds = []
    for _ in range(ROUNDS):
        library = Library(catalogue=stage.library.catalogue, database=stage.database)
        for pathway in stage.library.catalogue.pathways:
            library.prepared(pathway.digest)
        rounds.append(seconds(partial(_fold, library, logs)))
    return min(rounds)


def rows(folder: Path) -> list[Row]:
    """The lines on reading a log."""
    stage, cases = _scene(folder)
    with stage.database.read() as conn:
        logs = dict(events.iterate_all(conn))
        digests = {case_id: events.standing_digests(conn, case_id) for case_id in cases}
        count = sum(map(len, logs.values()))
        scan = best_of(lambda: conn.exec_driver_sql("SELECT * FROM event").fetchall()) / count
        verify = best_of(lambda: list(verify_all(conn))) / count
    fold = _first_fold(stage, logs) / count
    again = best_of(lambda: _fold(stage.library, logs)) / count
    replay = best_of(lambda: [replay_case(stage.library, c, log, digests[c]) for c, log in logs.items()]) / count
    at = moment_at(stage.clock.instant)
    one = best_of(lambda: view(stage.library, cases[0], logs[cases[0]], at, at, CASEWORKER.roles))
    stage.database.close()
    return [
        Row(
            name="scan ÷ (verify + fold), SQLite, per event",
            figure=f"{scan / (verify + fold):.3f} ({1 / (verify + fold):.0f} events/s)",
            gate="≥ 0.15 (≥ 250,000/s)",
            goal="≥ 0.3",
        ),
        Row(name="verify, per event", figure=f"{verify * 1e6:.1f} µs", gate="", goal=""),
        Row(name="fold, per event", figure=f"{fold * 1e6:.1f} µs", gate="", goal=""),
        Row(name="fold again, per event", figure=f"{again * 1e6:.1f} µs", gate="", goal=""),
        Row(name="replay with digests, per event", figure=f"{replay * 1e6:.1f} µs", gate="", goal=""),
        Row(
            name=f"one case told ({len(logs[cases[0]])} events)",
            figure=f"{one * 1e3:.2f} ms",
            gate="≤ 2 ms",
            goal="≤ 0.3 ms",
        ),
    ]
