"""Folding, verifying and replaying a log, per event, against merely reading its rows."""

from pathlib import Path

from benchmarks.measuring import Row, best_of
from benchmarks.scene import CASEWORKER, Scene, open_case, scene, story
from pathways.engine.moment import moment_at
from pathways.engine.replay import rebuild, replay_case
from pathways.engine.view import view
from pathways.store import events
from pathways.store.verify import verify_all

CASES = 150


def _scene(folder: Path) -> tuple[Scene, list[str]]:
    stage = scene(f"sqlite:///{folder}/fold.db")
    cases = [open_case(stage) for _ in range(CASES)]
    for case_id in cases:
        story(stage, case_id)
    return stage, cases


def rows(folder: Path) -> list[Row]:
    """The lines on reading a log."""
    stage, cases = _scene(folder)
    with stage.database.read() as conn:
        logs = dict(events.iterate_all(conn))
        digests = {case_id: events.standing_digests(conn, case_id) for case_id in cases}
        count = sum(map(len, logs.values()))
        scan = best_of(lambda: conn.exec_driver_sql("SELECT * FROM event").fetchall()) / count
        verify = best_of(lambda: list(verify_all(conn))) / count
    fold = best_of(lambda: [rebuild(stage.library, log) for log in logs.values()]) / count
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
        Row(name="replay with digests, per event", figure=f"{replay * 1e6:.1f} µs", gate="", goal=""),
        Row(
            name=f"one case told ({len(logs[cases[0]])} events)",
            figure=f"{one * 1e3:.2f} ms",
            gate="≤ 2 ms",
            goal="≤ 0.3 ms",
        ),
    ]
