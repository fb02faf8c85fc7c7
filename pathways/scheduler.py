"""Calls named callables every so often, in threads of its own. Knows nothing of cases, deadlines or databases.

The only home of APScheduler. Jobs live in memory alone: what is due lies in the database, and a tick that was missed
costs nothing, since the next one finds the same rows.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

Failed = Callable[[str, Exception], None]
"""Told the name of a job and what it raised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something to be called ``every`` so often, by elapsed time. ``name`` is unique among the jobs."""

    name: str
    every: timedelta
    run: Callable[[], None]


@contextmanager
def running(jobs: Sequence[Job], *, now: datetime, failed: Failed) -> Iterator[None]:
    """Calls every job at once (``now`` is the present instant, aware) and then every so often, until the block ends.

    A job never runs beside itself. One that raises is told to ``failed`` and called again at its next turn. When the
    block ends, what is running is waited for.
    """
    # A run that is passed over because the last one still runs is no news; APScheduler would write it to stderr.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    scheduler = BackgroundScheduler(
        timezone=UTC,
        jobstores={"default": MemoryJobStore()},
        executors={"default": ThreadPoolExecutor(max(1, len(jobs)))},
    )
    for job in jobs:
        scheduler.add_job(
            _guarded(job, failed),
            IntervalTrigger(seconds=job.every.total_seconds(), timezone=UTC),
            id=job.name,
            next_run_time=now,
            misfire_grace_time=None,  # the default skips a job that is one second late
            coalesce=True,
            max_instances=1,
        )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=True)


def _guarded(job: Job, failed: Failed) -> Callable[[], None]:
    def run() -> None:
        try:
            job.run()
        except Exception as error:  # noqa: BLE001 (whatever it is, the next turn must come)
            failed(job.name, error)

    return run
