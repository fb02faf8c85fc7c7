"""Moves running cases to another version of their definition, and back: batch by batch, each batch a transaction.

Every live run is looked at before anything is written. What was written stays when the work is interrupted: a run that
has moved is at another digest, so that the same plan goes on where it stopped.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pathways.clock import Clock
from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_short
from pathways.engine.acts import said_why
from pathways.engine.draft import record_clock
from pathways.engine.foreseen_moves import ForeseenMove, foresee_move, moving
from pathways.engine.foreseen_reverts import foresee_revert
from pathways.engine.moves import Order, migrations_of, write_migration, write_revert
from pathways.engine.permitting import permits_on
from pathways.engine.plans import FittedPlan
from pathways.engine.transaction import Desk, Drafted, begin_draft, pending_of, save
from pathways.errors import EventRefusedError, NotFoundError, UsageError
from pathways.machine.fold import advance
from pathways.machine.happening import Fold
from pathways.machine.order import clock_place
from pathways.machine.prepared import World
from pathways.machine.state import CaseState
from pathways.machine.state_json import load
from pathways.messages import say
from pathways.model.policy import Action
from pathways.model.record import Actor
from pathways.store import events, heads, notices, pinned
from pathways.store.connection import Connection
from pathways.store.database import Database, savepoint
from pathways.store.heads import Head

BATCH = 50
"""Cases in one transaction."""


@dataclass(slots=True, kw_only=True)
class Migrated:
    """What was done. ``failed``: case → why it could not be moved after all; it is as it was."""

    cases: int = 0
    runs: int = 0
    failed: dict[str, str] = field(default_factory=dict)


Told = Callable[[int, int | None], None]
"""Told how many cases are done, of how many."""


def _nobody(_done: int, _of: int | None) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrator:
    """Moves the cases of one database on behalf of ``actor``."""

    database: Database
    desk: Desk
    clock: Clock
    actor: Actor

    def foresee(self, plans: Sequence[FittedPlan], world: World | None = None) -> Iterator[ForeseenMove]:
        """What the plans would do to each case they concern, in order of id, on one snapshot; nothing is written.

        ``world`` where the versions are not among the definitions in use.
        """
        now = self.clock.now()
        with self.database.read() as conn:
            for case in list(pinned.cases_at(conn, _sources(plans))):
                in_force = notices.ask_in_force_of_case(conn, case.case_id)()
                found = foresee_move(world or self.desk.library, plans, case, in_force, now)
                if found is not None:
                    yield found

    def migrate(
        self,
        plans: Sequence[FittedPlan],
        *,
        batch: int = BATCH,
        told: Told = _nobody,
        stop: Callable[[], bool] = lambda: False,
    ) -> Migrated:
        """Move every case the plans concern.

        Raises: NotAllowedError; EventRefusedError when a plan may not be used, or comes to a version that is not in
        force yet, or a live run cannot move as it stands: then nothing is written.
        """
        self.require_allowed()
        for fitted in plans:
            said_why(fitted.plan.reason)
            self.require_in_force(fitted)
        problems = [problem for fitted in plans for problem in fitted.problems]
        if problems:
            raise EventRefusedError("engine.plan_wrong", listed=" ".join(problems))
        hindered = [found for found in self.foresee(plans) if found.obstacles]
        if hindered:
            raise EventRefusedError("engine.migration_obstacles", listed=obstacles_told(hindered))
        with self.database.read() as conn:
            case_ids = [case.case_id for case in pinned.cases_at(conn, _sources(plans))]

        def move(conn: Connection, case_id: str, now: datetime) -> int:
            return self._move(conn, case_id, plans, now)

        return self._in_batches(case_ids, move, batch=batch, told=told, stop=stop)

    def revert(
        self,
        plan: str,
        why: str,
        *,
        batch: int = BATCH,
        told: Told = _nobody,
        stop: Callable[[], bool] = lambda: False,
    ) -> Migrated:
        """Annul every standing event that followed the plan with this id: the cases read as if it had never been.

        Raises: NotAllowedError; EventRefusedError, also when what was recorded since would become impossible in a case:
        then nothing is written.
        """
        self.require_allowed()
        case_ids = [found.case_id for found in self.foresee_revert(plan, why)]
        why = said_why(why)

        def back(conn: Connection, case_id: str, now: datetime) -> int:
            return self._revert(conn, case_id, plan, why, now)

        return self._in_batches(case_ids, back, batch=batch, told=told, stop=stop)

    def foresee_revert(self, plan: str, why: str) -> list[ForeseenMove]:
        """What taking back the plan with this id would do to each case, in order of id; nothing is written.

        Raises: as ``revert``.
        """
        self.require_allowed()
        why = said_why(why)
        found: list[ForeseenMove] = []
        refused: list[str] = []
        with self.database.read() as conn:
            for case_id in list(pinned.cases_of_plan(conn, plan)):
                try:
                    found += self._foresee_back(conn, case_id, plan, why)
                except EventRefusedError as error:
                    refused.append(f"{case_id}: {error.values.get('conflicts', error)}")
        if refused:
            raise EventRefusedError("engine.revert_refused", listed="; ".join(refused))
        return found

    def plan_named(self, beginning: str) -> str:
        """The whole id of the plan that begins so.

        Raises: UsageError for too little of it; NotFoundError where no case, or no single plan, fits.
        """
        if pinned.is_too_short(beginning):
            raise UsageError("engine.plan_name_short", plan=beginning, least=pinned.LEAST)
        with self.database.read() as conn:
            found = pinned.plans(conn, beginning)
        if len(found) != 1:
            raise NotFoundError("engine.no_such_plan", plan=beginning[:12], count=len(found))
        return found[0]

    def has_moved(self, plan: str) -> bool:
        """Whether any case was ever moved by the plan with this id."""
        with self.database.read() as conn:
            return bool(pinned.plans(conn, plan))

    def too_early(self, fitted: FittedPlan) -> bool:
        """Whether the version that a plan comes to is not in force yet, and another than the one it leaves."""
        return fitted.plan.source != fitted.plan.target > civil_date(self.clock.now())

    def require_in_force(self, fitted: FittedPlan) -> None:
        """Raises: EventRefusedError with the day from which cases may move, where it is too early."""
        if not self.too_early(fitted):
            return
        plan, versions = fitted.plan, self.desk.library.catalogue.versions.get(fitted.plan.pathway, ())
        now = [each.version for each in versions if each.version <= civil_date(self.clock.now())]
        raise EventRefusedError(
            "engine.plan_too_early" if now else "engine.plan_none_in_force",
            pathway=plan.pathway,
            now=now[-1].isoformat() if now else "",
            new=plan.target.isoformat(),
            day=write_short(plan.target),
        )

    def require_allowed(self) -> None:
        """Raises: NotAllowedError unless the actor may move cases."""
        permits_on(self.desk, self.clock.now()).require_somewhere(self.actor, Action.case_migrate)

    def _in_batches(
        self,
        case_ids: Sequence[str],
        work: Callable[[Connection, str, datetime], int],
        *,
        batch: int,
        told: Told,
        stop: Callable[[], bool],
    ) -> Migrated:
        done = Migrated()
        for first in range(0, len(case_ids), batch):
            if stop():
                break
            with self.database.write() as conn:
                now = self.clock.now()
                for case_id in case_ids[first : first + batch]:
                    _one(conn, case_id, work, now, done)
            told(min(first + batch, len(case_ids)), len(case_ids))
        return done

    def _move(self, conn: Connection, case_id: str, plans: Sequence[FittedPlan], now: datetime) -> int:
        """Move one case under its lock; how many runs. What fell due before is noticed first, by the old version."""
        locked = heads.lock(conn, case_id)
        if locked is None:
            return 0
        head, state = self._swept(conn, locked[0], load(locked[1]), now)
        runs = list(moving(self.desk.library, state, plans))
        before, draft = pending_of(state), begin_draft(self.desk, head, now, state)
        for run, fitted in runs:
            order = Order(run=run, fitted=fitted, actor=self.actor)
            write_migration(self.desk.library, draft, state, lambda: events.read_case(conn, case_id), order)
        save(conn, self.desk, Drafted(head=head, draft=draft, state=state, before=before))
        return len(runs)

    def _swept(self, conn: Connection, head: Head, state: CaseState, now: datetime) -> tuple[Head, CaseState]:
        before, draft = pending_of(state), begin_draft(self.desk, head, now, state)
        record_clock(draft, Fold(world=self.desk.library, state=state), clock_place(draft.now))
        return save(conn, self.desk, Drafted(head=head, draft=draft, state=state, before=before)), state

    def _revert(self, conn: Connection, case_id: str, plan: str, why: str, now: datetime) -> int:
        locked = heads.lock(conn, case_id)
        if locked is None:
            return 0
        head, left = locked[0], load(locked[1])
        before, draft = pending_of(left), begin_draft(self.desk, head, now, left)
        count, state = write_revert(self.desk.library, draft, events.read_case(conn, case_id), plan, self.actor, why)
        if state is not None:
            save(conn, self.desk, Drafted(head=head, draft=draft, state=state, before=before))
        return count

    def _foresee_back(self, conn: Connection, case_id: str, plan: str, why: str) -> Iterator[ForeseenMove]:
        """What becomes of a case that has an event of the plan to take back. Raises: EventRefusedError."""
        head, text = heads.read(conn, case_id), heads.read_state(conn, case_id)
        records = events.read_case(conn, case_id)
        targets = migrations_of(records, plan)
        if head is None or text is None or not targets:
            return
        library, before = self.desk.library, load(text)
        draft = begin_draft(self.desk, head, self.clock.now(), before)
        _, after = write_revert(library, draft, records, plan, self.actor, why)
        advance(Fold(world=library, state=before), clock_place(draft.now))
        if after is not None:
            in_force = notices.ask_in_force_of_case(conn, case_id)()
            yield foresee_revert(library, (before, after), targets, in_force, draft.now)


def obstacles_told(hindered: Sequence[ForeseenMove]) -> str:
    """Every obstacle of these cases, in words."""
    return "; ".join(
        say("engine.migration_obstacle", case=found.case_id, run=run, name=obstacle.name, why=say(obstacle.key))
        for found in hindered
        for run, obstacle in found.obstacles
    )


def _sources(plans: Sequence[FittedPlan]) -> list[str]:
    return sorted({digest for fitted in plans for digest in fitted.migrations})


def _one(
    conn: Connection,
    case_id: str,
    work: Callable[[Connection, str, datetime], int],
    now: datetime,
    done: Migrated,
) -> None:
    try:
        with savepoint(conn):
            runs = work(conn, case_id, now)
    except EventRefusedError as error:
        # Somebody recorded something since all cases were looked at. The case is as it was; the others go on.
        done.failed[case_id] = str(error)
        return
    done.runs += runs
    done.cases += bool(runs)
