"""Protected addresses of the persons of a case: kept, renewed and lifted. Nothing of it is named in the log.

Each is a field of the vault whose name is not told either, and is written as any other field of that class: whoever
reads the log sees that something about how to reach somebody was written. It never ends by itself: behind its last
day it holds, and people are told until somebody renews it or lifts it.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from pathways.counting.oslo import civil_date
from pathways.engine.person_values import free_text, read_day, require_subject
from pathways.engine.persons import CORRECTED, SET, Known, Persons, Written
from pathways.errors import EventRefusedError, UsageError
from pathways.identity.protections import Grade, Protection, as_text, from_text
from pathways.messages import say
from pathways.vault.door import New

LONGEST = timedelta(days=3_660)
"""The longest a protection may last from its first to its last day: ten years. Against typing errors; no law."""

MOST_TOWARDS = 10

Word = TypeVar("Word", bound=StrEnum)


class Do(StrEnum):
    """What can be done with a protection."""

    protect = "protect"
    renew = "renew"
    lift = "lift"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody gave about a protected address, as it was typed."""

    subject: str
    do: str
    grade: str
    decided_by: str = ""
    since: str = ""
    until: str = ""
    towards: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Protecting:
    """Protected addresses, on behalf of the reader's user."""

    persons: Persons

    def record(self, case_id: str, asked: Asked) -> Written:
        """Keep, renew or lift a protection.

        Raises: UsageError for what cannot be read, which names no value; EventRefusedError for one that holds already,
        or does not, and for a lifting without a reason; as ``Persons.write``.
        """
        purpose = say("cli.purpose.person_set")
        self.persons.admit(case_id, purpose, places=True)
        do, grade = _one_of(Do, asked.do, "do"), _one_of(Grade, asked.grade, "grade")
        require_subject(asked.subject)
        why = free_text("reason", asked.reason) if asked.reason.strip() else ""
        if do is Do.lift and not why:
            raise EventRefusedError("person.lift_why")
        told = _given(asked, do, grade)
        today = civil_date(self.persons.clock.now())

        def fresh(there: Known) -> tuple[New, ...]:
            found = there.get((asked.subject, grade.cell))
            before = None if found is None or found.value is None else from_text(found.value)
            return _new(asked.subject, _changed(before, told, do, today), why)

        # Both names, so that a log tells nothing of it: what is first written is ``set``, all else a correction.
        name = SET if do is Do.protect else CORRECTED
        return self.persons.keep(case_id, purpose, [(asked.subject, grade.cell)], name, fresh)


def _new(subject: str, changed: Protection | None, why: str) -> tuple[New, ...]:
    if changed is None:
        return ()
    due_on = None if changed.lifted else changed.until
    return (New(subject=subject, field=changed.grade.cell, value=as_text(changed), why=why, due_on=due_on),)


def _changed(before: Protection | None, told: Protection, do: Do, today: date) -> Protection | None:
    """The protection from now on; None where it is so already. Raises: EventRefusedError, UsageError."""
    holds = before is not None and not before.lifted
    if do is Do.protect:
        if before == told:
            return None
        if holds:
            raise EventRefusedError("person.protected_already")
        return told
    if before is None or not holds:
        raise EventRefusedError("person.not_protected")
    if do is Do.lift:
        return replace(before, lifted=True, decided_by=told.decided_by)
    if told.until == before.until and told.decided_by == before.decided_by:
        return None
    if told.until <= before.until or told.until < today:
        raise UsageError("person.renew_later")
    _require_span(before.since, told.until)
    return replace(before, until=told.until, decided_by=told.decided_by)


def _given(asked: Asked, do: Do, grade: Grade) -> Protection:
    """What was typed, as far as what is done asks for it. Raises: UsageError."""
    decided_by = free_text("decided_by", asked.decided_by)
    until = date.min if do is Do.lift else read_day("until", asked.until)
    since = read_day("since", asked.since) if do is Do.protect else date.min
    towards: list[str] = []
    if do is Do.protect:
        _require_span(since, until)
        towards = _towards(asked, grade)
    return Protection(grade=grade, decided_by=decided_by, since=since, until=until, towards=tuple(towards))


def _towards(asked: Asked, grade: Grade) -> list[str]:
    """From whom it is hidden: of a hidden address at least one, of the register's none. Raises: UsageError."""
    named = [each.strip() for each in asked.towards if each.strip()]
    if (grade is Grade.hidden) != bool(named) or len(named) > MOST_TOWARDS or asked.subject in named:
        raise UsageError("person.towards")
    for each in named:
        require_subject(each)
    return sorted(set(named))


def _require_span(since: date, until: date) -> None:
    if not since <= until <= since + LONGEST:
        raise UsageError("person.protected_span")


def _one_of(kind: type[Word], typed: str, name: str) -> Word:
    try:
        return kind(typed.strip())
    except ValueError:
        known = ", ".join(f"{each.value} ({say(f'person.protect_{name}_{each.value}')})" for each in kind)
        raise UsageError("person.protect_words", field=name, known=known) from None
