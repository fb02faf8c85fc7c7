"""The checks of ``doctor`` that look into the database: writing, clock, worker, outbox, people."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from pathways.cli.delivering import SHOWN
from pathways.cli.diagnosis_absences import absences_check
from pathways.cli.diagnosis_glass import glass_check, messages_check
from pathways.cli.diagnosis_services import services_check
from pathways.cli.diagnosis_unplaced import unplaced_check
from pathways.cli.finding import Check
from pathways.cli.output import one_line
from pathways.cli.ticking import ROLE
from pathways.cli.when import write_short_moment
from pathways.cli.words import channel_told
from pathways.clock import Clock
from pathways.compiler.catalogue import Catalogue, compile_folder
from pathways.counting.oslo import civil_date, to_oslo
from pathways.engine.people import People, people_on
from pathways.engine.where_counts import counts_in_kind
from pathways.errors import DefinitionError, PathwaysError
from pathways.messages import say
from pathways.people.fold import fold
from pathways.settings import Settings
from pathways.store import organisation, sandbox, workers
from pathways.store.connection import Connection
from pathways.store.database import Database
from pathways.store.engines import is_open_to_others
from pathways.store.health import Health, Setback, examine
from pathways.store.sandbox import Sandbox
from pathways.store.undelivered import GivenUp
from pathways.store.workers import Worker

LATE = timedelta(minutes=15)
"""How long nobody may tick, and how long a delivery may wait, before it is told."""

NAMED = 5
"""Given-up notices that are named; the rest is counted."""


def diagnose_database(database: Database, settings: Settings, system: Clock) -> Iterator[Check]:
    """What is found in a database that could be opened. Raises: UnavailableError when it goes away meanwhile."""
    with database.read() as conn:
        row = sandbox.read(conn)
        now = system.now() if row is None else row.now
        health = examine(conn, now - LATE, real_now=system.now())
    yield _writable(database)
    yield _clock(row, now, health)
    yield _worker(database, system.now(), health, is_sandbox=row is not None)
    yield _outbox(health, now)
    yield _nobody(health)
    with database.read() as conn:
        found = _people(settings, health.open_services, conn, now)
        waiting = glass_check(conn)
        unplaced, messages = unplaced_check(conn, now), messages_check(conn, civil_date(now))
        services, absences = services_check(settings, conn, now), absences_check(settings, conn, now)
    yield from (waiting, unplaced, messages, services, absences)
    yield found


def _writable(database: Database) -> Check:
    found = say("cli.doctor.database", place=database.place, kind=database.kind, version=database.library_version)
    try:
        with database.write():
            pass
    except PathwaysError as error:
        return Check(name="database", found=found, mend=str(error))
    if database.kind == "sqlite" and is_open_to_others(Path(database.place)):
        return Check(name="database", found=found, mend=say("cli.doctor.mend_mode", file=database.place))
    return Check(name="database", found=found)


def _clock(row: Sandbox | None, now: datetime, health: Health) -> Check:
    kind = "cli.doctor.clock_real" if row is None else "cli.doctor.clock_sandbox"
    found = say(kind, now=write_short_moment(now))
    if health.newest_event is not None and health.newest_event > now:
        key = "cli.doctor.mend_clock" if row is None else "cli.doctor.mend_sandbox_clock"
        mend = say(key, newest=write_short_moment(health.newest_event), to=_typed(health.newest_event))
        return Check(name="clock", found=found, mend=mend)
    return Check(name="clock", found=found)


def _typed(instant: datetime) -> str:
    """An instant as ``clock set`` takes it: Norwegian time, the next whole minute."""
    return to_oslo(instant + timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M")


def _worker(database: Database, real_now: datetime, health: Health, *, is_sandbox: bool) -> Check:
    """In a sandbox the clock ticks as it is moved; a real database needs somebody who does."""
    with database.read() as conn:
        worker = workers.read(conn, ROLE)
    last = None if worker is None else worker.last_tick_at
    found = say("cli.doctor.never_ticked") if last is None else say("cli.doctor.ticked", at=write_short_moment(last))
    held = _held(worker, real_now) if database.kind == "sqlite" else ""
    if health.overdue:
        late = say("cli.doctor.mend_overdue", count=health.overdue)
        return Check(name="worker", found=found, mend=f"{late} {held or say('cli.doctor.mend_overdue_how')}")
    if is_sandbox or (last is not None and last >= real_now - LATE):
        return Check(name="worker", found=found)
    if held:
        return Check(name="worker", found=found, remark=held)
    return Check(name="worker", found=found, mend=say("cli.doctor.mend_worker"))


def _held(worker: Worker | None, real_now: datetime) -> str:
    """Who has the only place there is, as ``tick`` tells it while it refuses for that; empty when it is free."""
    if worker is None or not worker.holder or worker.lease_until <= real_now:
        return ""
    return say("cli.doctor.held", holder=worker.holder, at=write_short_moment(worker.lease_until))


def _outbox(health: Health, now: datetime) -> Check:
    """What waits and what was given up, with the kind of error and whose it is: nobody's notice is read for it."""
    under_way = health.under_way.count if health.under_way else 0
    found = say("cli.doctor.outbox", waiting=health.waiting, under_way=under_way, given_up=len(health.given_up))
    why = " ".join(_told(setback) for setback in health.setbacks)
    if health.under_way:
        at = write_short_moment(health.under_way.until)
        why = f"{say('cli.notice.under_way', count=under_way, at=at)} {why}".strip()
    mend = []
    if health.oldest_waiting is not None and health.oldest_waiting < now - LATE:
        mend.append(say("cli.doctor.mend_waiting", since=write_short_moment(health.oldest_waiting)))
        if health.next_try is not None and health.next_try > now:
            mend.append(say("cli.doctor.mend_next_try", at=write_short_moment(health.next_try)))
        else:
            mend.append(say("cli.doctor.mend_deliver"))
    if health.given_up:
        mend.append(_given_up_told(health.given_up))
    if not mend:
        return Check(name="outbox", found=found, remark=why)
    return Check(name="outbox", found=found, mend=" ".join([*mend, why]).strip())


def _given_up_told(given_up: Sequence[GivenUp]) -> str:
    """How many, and the first of them by recipient and notice; and what can be done."""
    each = {(one.recipient, one.notice_id[:SHOWN]): None for one in given_up}
    named = [say("cli.doctor.given_up_one", user=user or "—", id=notice_id) for user, notice_id in each]
    listed = ", ".join(named[:NAMED])
    more = " " + say("cli.doctor.more", count=len(named) - NAMED) if len(named) > NAMED else ""
    return say("cli.doctor.mend_given_up", count=len(given_up), listed=listed, more=more)


def _told(setback: Setback) -> str:
    state = say(f"cli.delivery.short_{setback.status}")
    return say(
        "cli.doctor.setback", channel=channel_told(setback.channel), state=state, count=setback.count, why=setback.why
    )


def _nobody(health: Health) -> Check:
    roles = ", ".join(health.for_nobody)
    if roles:
        return Check(name="for_nobody", found=roles, mend=say("cli.doctor.mend_for_nobody", roles=roles))
    return Check(name="for_nobody", found=say("cli.doctor.all_have_somebody"))


def _people(settings: Settings, services: Collection[str], conn: Connection, now: datetime) -> Check:
    """The organisation: whether its log holds, addresses, and roles that nobody holds today."""
    broken = organisation.first_broken(conn)
    if broken:
        return Check(name="people", found=say("cli.doctor.people_broken"), mend=say("people.broken", seq=broken))
    people = people_on(fold(organisation.every(conn)), civil_date(now))
    if not people.users:
        return Check(name="people", found=say("cli.doctor.no_people"), mend=say("cli.doctor.mend_people"))
    try:
        catalogue = compile_folder(settings.definitions)
    except DefinitionError:
        # That the definitions are to be mended is told where they are looked at.
        return Check(name="people", found=say("cli.doctor.unknown_roles"))
    found = say("cli.doctor.people", count=len(people.users))
    mend = []
    if settings.user and settings.user not in people.users:
        # Who works for another controller is nothing to be read in a check.
        key = "cli.doctor.mend_user" if len(people.areas) < 2 else "cli.doctor.mend_user_unknown"
        known = {"known": ", ".join(sorted(people.users)) or "—"} if len(people.areas) < 2 else {}
        mend.append(say(key, user=one_line(settings.user), **known))
    strange = {role for user in people.users.values() for role in user.roles} - set(catalogue.settings.roles)
    if strange:
        mend.append(say("cli.doctor.mend_strange_roles", roles=", ".join(sorted(strange))))
    empty = {role for role in catalogue.settings.roles if not people.holders(role)}
    wanted = empty & _wanted_roles(catalogue, services, people)
    if wanted:
        mend.append(say("cli.doctor.mend_roles", roles=", ".join(sorted(wanted))))
    nowhere = _told_in_vain(catalogue, people) - wanted
    if nowhere:
        mend.append(say("cli.doctor.mend_counts_nowhere", roles=", ".join(sorted(nowhere))))
    spare = ", ".join(sorted(empty - wanted - nowhere))
    remark = say("cli.doctor.spare_roles", roles=spare) if spare else ""
    return Check(name="people", found=found, mend=" ".join(mend), remark=remark)


def _wanted_roles(catalogue: Catalogue, services: Collection[str], people: People) -> set[str]:
    """Roles that open cases need: whom a deadline reminds, and who may do what nobody else who is there may."""
    wanted: set[str] = set()
    for pathway in catalogue.by_digest.values():
        if pathway.service not in services:
            continue
        wanted.update(role for deadline in pathway.deadlines for rung in deadline.reminders for role in rung.to)
        events = [*pathway.events, *(event for activity in pathway.activities for event in activity.events)]
        wanted.update(role for event in events if not any(map(people.holders, event.by)) for role in event.by)
    return wanted


def _told_in_vain(catalogue: Catalogue, people: People) -> set[str]:
    """Roles that a reminder goes to in a service that is told of, and that count for nobody in any such service."""
    kinds = {service.kind for service in people.services.values()}
    return {
        role
        for pathway in catalogue.by_digest.values()
        if pathway.service in kinds
        for deadline in pathway.deadlines
        for rung in deadline.reminders
        for role in rung.to
        if not counts_in_kind(people, role, pathway.service)
    }
