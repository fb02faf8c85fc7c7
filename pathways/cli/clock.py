"""``pathways clock``: the movable clock of a sandbox. What falls due on the way is told as it fires."""

import signal
import sys
import threading
from contextlib import closing, contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.context import DatabaseUrl, Json, open_installation
from pathways.cli.output import is_plain, tell, tell_aside, tell_json, tell_rows
from pathways.cli.progress import progress
from pathways.cli.when import json_moment, read_clock, read_step, write_moment, write_short_moment
from pathways.cli.wording import add_command, group
from pathways.counting.oslo import civil_date, to_oslo
from pathways.counting.telling import write_date
from pathways.errors import EventRefusedError, UsageError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pathways.engine.installation import Installation
    from pathways.engine.sandbox import Step

When = Annotated[str, typer.Argument(metavar="TIDSPUNKT", help=say("cli.clock.argument_when"))]
By = Annotated[list[str], typer.Argument(metavar="PERIODE_ELLER_DATO", help=say("cli.clock.argument_by"))]


def add(app: typer.Typer) -> None:
    """Add ``clock show``, ``clock set`` and ``clock advance``."""
    clock = group("clock")
    add_command(clock, "show", "clock_show", show)
    add_command(clock, "set", "clock_set", set_to)
    add_command(clock, "advance", "clock_advance", advance)
    app.add_typer(clock, name="clock")


def show(database: DatabaseUrl = "", as_json: Json = False) -> None:
    """Tell what the clock of the database shows."""
    with open_installation(database, Action.system_run) as installation:
        now = installation.clock.now()
        if as_json:
            tell_json({"schema": "pathways.clock/1", "sandbox": installation.sandbox, "now": json_moment(now)})
            return
        tell(say("cli.clock.sandbox" if installation.sandbox else "cli.clock.real", now=write_moment(now)))


def set_to(when: When, database: DatabaseUrl = "", as_json: Json = False) -> None:
    """Move the clock of a sandbox forward to a moment."""
    target = read_clock(when)
    with open_installation(database, Action.system_run) as installation:
        _move(installation, target, as_json=as_json)


def advance(by: By, database: DatabaseUrl = "", as_json: Json = False) -> None:
    """Move the clock of a sandbox forward by a period, or to a date."""
    from pathways.model.pathway import DEFAULT_CALENDAR

    with open_installation(database, Action.system_run) as installation:
        if not installation.sandbox:
            raise EventRefusedError("engine.not_a_sandbox")
        calendar = installation.library.catalogue.calendars[DEFAULT_CALENDAR]
        _move(installation, read_step(" ".join(by), installation.clock.now(), calendar), as_json=as_json)


def _move(installation: "Installation", target: datetime, *, as_json: bool) -> None:
    from pathways.cli.delivering import deliverer
    from pathways.engine.sandbox import advance_clock, this_process

    if installation.sandbox:
        last = min(calendar.last_day for calendar in installation.library.catalogue.calendars.values())
        if civil_date(target) > last:
            raise UsageError("cli.clock.beyond", last=write_date(last))
    deliver = deliverer(installation)
    moving = advance_clock(
        installation.database,
        installation.desk,
        target,
        system=installation.system,
        holder=this_process(),
        deliver=lambda at: deliver(at).tell_trouble(),
    )
    steps: list[dict[str, object]] = []
    passed = False
    try:
        # Closed at once when this ends early, by a signal or an error, for what is held is given back then.
        with ended_by_signal(), closing(moving), _how_far(installation, target, as_json=as_json) as come_to:
            for step in moving:
                passed = True
                if as_json:
                    steps.append(_as_json(step))
                else:
                    _tell_step(installation, step)
                come_to(step.at)
    except (KeyboardInterrupt, SystemExit):
        to = to_oslo(target).strftime("%Y-%m-%dT%H:%M")
        tell_aside(say("cli.clock.stopped", now=write_moment(installation.clock.now()), to=to))
        raise
    now = installation.clock.now()
    if as_json:
        tell_json({"schema": "pathways.clock-moved/1", "now": json_moment(now), "steps": steps})
        return
    tell(say("cli.clock.now" if passed else "cli.clock.nothing", now=write_moment(now)))


@contextmanager
def _how_far(
    installation: "Installation", target: datetime, *, as_json: bool
) -> "Iterator[Callable[[datetime], None]]":
    """Shows how far the clock has come, where its stops are not told on the terminal that is watched."""
    if not as_json and not is_plain(sys.stdout):
        yield lambda _at: None
        return
    begun = installation.clock.now()
    whole = (target - begun).total_seconds()
    with progress(say("cli.clock.progress")) as advance:
        yield lambda at: advance(int((at - begun).total_seconds()), int(whole))


@contextmanager
def ended_by_signal() -> "Iterator[None]":
    """Let SIGTERM end the block as Ctrl-C does: what is under way is undone, and what is held given back."""

    def end(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _tell_step(installation: "Installation", step: "Step") -> None:
    from pathways.cli.firing import tell_fired

    tell(write_short_moment(step.at))
    tell_fired(installation, step.records)
    if step.reviews:
        tell_rows([(say("cli.clock.reviews", count=step.reviews),)])
    if step.messages:
        tell_rows([(say("cli.clock.messages", count=step.messages),)])
    if step.swept.failed:
        tell_rows([(case, say("cli.work.case_failed", kind=kind)) for case, kind in sorted(step.swept.failed.items())])


def _as_json(step: "Step") -> dict[str, object]:
    crossings = [record for record in step.records if record.crossing is not None]
    return {
        "at": json_moment(step.at),
        "passed": [
            {
                "case_id": record.case_id,
                "seq": record.seq,
                "run": record.run,
                "deadline": record.name,
                "item": record.item.partition(".")[2],
                "what": record.crossing.what if record.crossing else "",
            }
            for record in crossings
        ],
        "failed": step.swept.failed,
        "reviews": step.reviews,
        "messages": step.messages,
    }
