"""The worker's log of trouble: told at once, not again within the hour, and again when it lasts."""

from pathways.cli.troubles import QUIET, TroubleLog


def test_trouble_that_lasts_is_told_once_an_hour_and_new_trouble_at_once() -> None:
    now, told = [0.0], list[str]()
    log = TroubleLog(elapsed=lambda: now[0], tell=told.append)
    for at in (0.0, 1.0, QUIET - 1, QUIET, QUIET + 1):
        now[0] = at
        log.tell_once("post", f"post {at:g}")
    log.tell_once("base", "base")
    assert told == ["post 0", f"post {QUIET:g}", "base"]
