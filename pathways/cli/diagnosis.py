"""The checks of ``doctor``, one by one. Each tells what it found, and how to mend it where that falls short."""

import os
import platform
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pathways.cli.context import channels_of, tell_faulty
from pathways.cli.finding import Check
from pathways.cli.progress import Advance
from pathways.cli.words import channel_told
from pathways.clock import SystemClock
from pathways.counting.oslo import to_oslo
from pathways.errors import DefinitionError, PathwaysError
from pathways.messages import say
from pathways.settings import PREFIX, Settings, variable

OLDEST_PYTHON = (3, 11)
OF_TESTS = frozenset({"PATHWAYS_DEBUG", "PATHWAYS_SOAK", "PATHWAYS_REQUIRE_POSTGRES", "PATHWAYS_REQUIRE_SHARED"})
"""Variables that are no settings and are read all the same."""


def diagnose(
    settings: Settings, faulty: Sequence[str] = (), *, every: bool = False, advance: Advance
) -> Iterator[Check]:
    """Every check that can be made; ``faulty`` names settings whose value could not be read.

    Of the cases a sample is held against their logs, or ``every`` one; ``advance`` is told how many so far.

    What needs the database is left out where it cannot be opened.
    """
    yield _python()
    yield _time_zone()
    yield _sqlite()
    yield _variables(faulty)
    yield _mail(settings)
    yield _definitions(settings)
    yield from _database(settings, every=every, advance=advance)


def _python() -> Check:
    found = platform.python_version()
    if sys.version_info[:2] < OLDEST_PYTHON:
        return Check(name="python", found=found, mend=say("cli.doctor.mend_python"))
    return Check(name="python", found=found)


def _time_zone() -> Check:
    """Whether Norwegian time is known: an hour from UTC in winter, two in summer."""
    try:
        shown = [to_oslo(datetime(2026, month, 1, 12, tzinfo=UTC)).utcoffset() for month in (1, 7)]
    except (LookupError, OSError):
        shown = []
    if shown != [timedelta(hours=1), timedelta(hours=2)]:
        return Check(name="time_zone", found=say("cli.doctor.no_time_zone"), mend=say("cli.doctor.mend_time_zone"))
    return Check(name="time_zone", found=say("cli.doctor.time_zone"))


def _sqlite() -> Check:
    from pathways.store.engines import journal_mode, sqlite_module

    module = sqlite_module()
    mode = journal_mode(module.sqlite_version_info)
    found = say("cli.doctor.sqlite", version=module.sqlite_version, journal=mode)
    return Check(name="sqlite", found=found, mend="" if mode == "wal" else say("cli.doctor.mend_sqlite"))


def _variables(faulty: Sequence[str]) -> Check:
    known = OF_TESTS | {variable(name) for name in Settings.model_fields}
    strange = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if not (strange or faulty):
        return Check(name="variables", found=say("cli.doctor.variables"))
    mend = [tell_faulty(faulty)] if faulty else []
    if strange:
        names, listed = ", ".join(strange), ", ".join(sorted(known - OF_TESTS))
        mend.append(say("cli.doctor.mend_variables", names=names, known=listed))
    found = ", ".join([*map(variable, faulty), *strange])
    return Check(name="variables", found=found, mend=" ".join(mend))


def _mail(settings: Settings) -> Check:
    """Whether mail that is turned on could be sent, as far as the settings tell."""
    from notifications.message import is_web_address
    from notifications.opening import read_letterhead

    channels = ", ".join(map(channel_told, channels_of(settings))) or say("cli.doctor.no_mail")
    mend = []
    try:
        read_letterhead(settings)
    except PathwaysError as error:
        mend.append(str(error))
    if not channels_of(settings) and settings.inbox_url and not is_web_address(settings.inbox_url):
        mend.append(say("cli.doctor.mend_inbox_url"))
    if settings.mail_folder is not None and not _can_be_written(settings.mail_folder):
        mend.append(say("cli.doctor.mend_mail_folder", folder=settings.mail_folder))
    password = settings.smtp_password.get_secret_value()
    if settings.smtp_host and bool(settings.smtp_user) != bool(password):
        mend.append(say("cli.doctor.mend_smtp_password" if settings.smtp_user else "cli.doctor.mend_smtp_user"))
    return Check(name="mail", found=channels, mend=" ".join(mend))


def _can_be_written(folder: Path) -> bool:
    """Whether files can be made in a folder, or the folder itself where it is not there yet."""
    there = next((each for each in (folder, *folder.absolute().parents) if each.exists()), folder)
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _definitions(settings: Settings) -> Check:
    from pathways.compiler.catalogue import compile_folder

    try:
        catalogue = compile_folder(settings.definitions)
    except DefinitionError as error:
        problems = error.values.get("problems", ())
        count = len(problems) if isinstance(problems, tuple) else 1
        return Check(
            name="definitions", found=say("cli.doctor.problems", count=count), mend=say("cli.doctor.mend_definitions")
        )
    count = len(catalogue.pathways)
    if not count:
        folder = str(settings.definitions)
        return Check(name="definitions", found="0", mend=say("cli.doctor.mend_no_definitions", folder=folder))
    return Check(name="definitions", found=say("cli.doctor.definitions", count=count))


def _database(settings: Settings, *, every: bool, advance: Advance) -> Iterator[Check]:
    """The database, and everything that is known from it."""
    from pathways.cli.diagnosis_accounts import diagnose_accounts
    from pathways.cli.diagnosis_copy import copy_check
    from pathways.cli.diagnosis_database import diagnose_database
    from pathways.cli.diagnosis_keys import diagnose_keys
    from pathways.cli.diagnosis_logs import diagnose_logs
    from pathways.cli.diagnosis_vault import diagnose_case_keys
    from pathways.cli.diagnosis_versions import diagnose_versions
    from pathways.store.database import Database

    try:
        database = Database.open(settings.database)
    except PathwaysError as error:
        yield Check(name="database", found=say("cli.doctor.no_database"), mend=str(error))
        return
    try:
        yield from diagnose_database(database, settings, SystemClock())
        yield from diagnose_logs(database, settings, every=every, advance=advance)
        yield diagnose_versions(database, settings)
        yield diagnose_keys(database, settings)
        yield diagnose_case_keys(database, settings)
        yield diagnose_accounts(database, settings)
        yield copy_check(database)
    except PathwaysError as error:
        yield Check(name="database", found=say("cli.doctor.unreadable"), mend=str(error))
    finally:
        database.close()
