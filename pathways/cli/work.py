"""``pathways tick`` and ``pathways worker``: pass what is due and deliver it, once or until told to stop."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.context import DatabaseUrl, Json, open_installation
from pathways.cli.output import one_line, tell, tell_aside, tell_json
from pathways.cli.troubles import TroubleLog
from pathways.cli.wording import add_command
from pathways.errors import ConflictError, PathwaysError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from types import FrameType

    from pathways.cli.ticking import Ticked, Ticker
    from pathways.engine.installation import Installation
    from pathways.store.undelivered import UnderWay

ATTENTION = 3
"""Exit code when a case could not be swept, or a notice could not be delivered."""

LEASE = timedelta(minutes=2)
"""How long the place of a process that died stays taken; a tick renews it."""

Every = Annotated[int, typer.Option("--every", metavar="SEKUNDER", min=1, max=3600, help=say("cli.work.option_every"))]


def add(app: typer.Typer) -> None:
    """Add ``tick`` and ``worker``."""
    add_command(app, "tick", "tick", tick)
    add_command(app, "worker", "worker", worker)


def tick(database: DatabaseUrl = "", as_json: Json = False) -> None:
    """Pass what is due now and deliver it, once."""
    from pathways.store import undelivered

    with open_installation(database, Action.system_run) as installation:
        ticker = _ticker(installation, LEASE)
        ticker.take()
        try:
            ticked = ticker.tick()
        finally:
            ticker.give_back()
        with installation.database.read() as conn:
            under_way = undelivered.under_way(conn, installation.system.now())
    if ticked.still:
        raise ConflictError("engine.clock_moving")
    _tell(ticked, under_way, as_json=as_json)
    if ticked.trouble:
        raise ticked.trouble[0]
    if ticked.swept.failed or ticked.delivered.trouble():
        raise typer.Exit(ATTENTION)


def worker(every: Every = 10, database: DatabaseUrl = "") -> None:
    """Tick every so often until SIGTERM or Ctrl-C; what is under way is finished first."""
    # Before anything slow: who is told to stop while it starts has nothing under way, and ends with 0 as well.
    with _told_to_stop() as stop, open_installation(database, Action.system_run) as installation:
        from pathways.scheduler import Job, running

        pace = timedelta(seconds=every)
        ticker = _ticker(installation, max(LEASE, 3 * pace))
        ticker.take()
        lost: list[ConflictError] = []
        log = TroubleLog(elapsed=time.monotonic, tell=_log)
        job = Job(name="tick", every=pace, run=lambda: _tick_of_worker(ticker, stop, lost, log))
        _log(say("cli.work.began", holder=ticker.holder, place=installation.database.place, every=every))
        with running([job], now=installation.system.now(), failed=partial(_unexpected, log)):
            stop.wait()
        if lost:
            raise lost[0]
        ticker.give_back()
        _log(say("cli.work.stopped"))


def _ticker(installation: "Installation", lease: timedelta) -> "Ticker":
    import secrets
    import socket

    from pathways.cli.delivering import deliverer
    from pathways.cli.ticking import Ticker

    holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(2)}"
    return Ticker(installation=installation, holder=holder, lease=lease, deliver=deliverer(installation))


def _tick_of_worker(ticker: "Ticker", stop: threading.Event, lost: list[ConflictError], log: TroubleLog) -> None:
    """One turn. An error is told and the next turn tries again; only a lease that another took ends the worker."""
    if stop.is_set():
        return
    try:
        ticked = ticker.tick(stop.is_set)
    except ConflictError as error:
        if error.key == "engine.worker_runs":
            lost.append(error)
            stop.set()
            return
        raise
    if ticked.swept.passed or ticked.delivered.mails:
        _log(_summary(ticked))
    _tell_trouble(ticked, log)


def _unexpected(log: TroubleLog, _job: str, error: Exception) -> None:
    """What a tick raised: in words when it has any, else by its kind alone, since its text may be about somebody."""
    told = str(error) if isinstance(error, PathwaysError) else say("cli.work.unexpected", kind=type(error).__name__)
    log.tell_once(told, say("cli.work.tries_again", why=told))


def _tell(ticked: "Ticked", under_way: "UnderWay | None", *, as_json: bool) -> None:
    from pathways.cli.delivering import tell_under_way, under_way_json

    swept, delivered = ticked.swept, ticked.delivered
    if as_json:
        tell_json(
            {
                "schema": "pathways.tick/1",
                "passed": swept.passed,
                "cases": swept.cases,
                "failed": swept.failed,
                "mails": delivered.mails,
                "sent": delivered.sent,
                "cancelled": delivered.cancelled,
                "postponed": delivered.postponed,
                "given_up": delivered.failed,
                "why": delivered.why,
                "under_way": under_way_json(under_way),
            }
        )
    else:
        tell(_summary(ticked))
    for case, kind in sorted(swept.failed.items()):
        tell_aside(say("cli.work.case_failed_in", case=case, kind=kind))
    delivered.tell_trouble()
    tell_under_way(under_way)


def _tell_trouble(ticked: "Ticked", log: TroubleLog) -> None:
    for case, kind in sorted(ticked.swept.failed.items()):
        log.tell_once(case, say("cli.work.case_failed_in", case=case, kind=kind))
    for error in ticked.trouble:
        log.tell_once(str(error), say("cli.work.tries_again", why=str(error)))
    for what, sentence in ticked.delivered.trouble().items():
        log.tell_once(what, sentence)


def _log(sentence: str) -> None:
    """One line of the worker's log, whatever the width of a terminal."""
    sys.stderr.write(one_line(sentence) + "\n")


def _summary(ticked: "Ticked") -> str:
    swept, delivered = ticked.swept, ticked.delivered
    if not swept.passed and not delivered.mails:
        return say("cli.work.nothing")
    return say("cli.work.did", passed=swept.passed, cases=swept.cases, mails=delivered.mails)


@contextmanager
def _told_to_stop() -> Iterator[threading.Event]:
    """An event that SIGTERM and Ctrl-C set while the block runs; a second Ctrl-C ends the process as usual."""
    stop = threading.Event()

    def asked(_number: int, _frame: "FrameType | None") -> None:
        stop.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = {number: signal.signal(number, asked) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
