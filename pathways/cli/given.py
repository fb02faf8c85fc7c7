"""What a person gives with an act: when it happened, values by name, a reason, perhaps on standard input.

Only the shape is read here; whether a value fits its field is for the engine to say.
"""

import re
import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.errors import UsageError
from pathways.messages import say

if TYPE_CHECKING:
    from pathways.engine.moment import Moment, Sight
    from pathways.model.record import Happened

_CASE = re.compile(r"([A-Za-z]+)-([0-9]{4})-([0-9]{1,9})")

MOST_FROM_STDIN = 100_000
"""Bytes of a reason read from standard input; a longer one is refused by the engine in any case."""

HappenedAt = Annotated[str, typer.Option("--happened", metavar="NÅR", help=say("cli.option.happened"))]
Reason = Annotated[str, typer.Option("--reason", metavar="TEKST", help=say("cli.option.reason"))]
LateReason = Annotated[str, typer.Option("--late-reason", metavar="TEKST", help=say("cli.option.late_reason"))]
Codes = Annotated[list[str] | None, typer.Option("--code", metavar="KODE", help=say("cli.option.code"))]
Values = Annotated[list[str] | None, typer.Option("--set", metavar="FELT=VERDI", help=say("cli.option.set"))]
Texts = Annotated[list[str] | None, typer.Option("--text", metavar="FELT=TEKST", help=say("cli.option.text"))]
Key = Annotated[str, typer.Option("--key", metavar="NØKKEL", help=say("cli.option.key"))]
Run = Annotated[str, typer.Option("--run", metavar="LØP", help=say("cli.option.run"))]
At = Annotated[str, typer.Option("--at", metavar="NÅR", help=say("cli.option.at"))]
KnownAt = Annotated[str, typer.Option("--known-at", metavar="NÅR", help=say("cli.option.known_at"))]


def case_number(typed: str | None) -> str | None:
    """The number of a case as it is kept, however it was typed: ``bv-2026-2`` is BV-2026-0002."""
    found = _CASE.fullmatch((typed or "").strip())
    return f"{found[1].upper()}-{found[2]}-{int(found[3]):04d}" if found else typed


After = Annotated[str, typer.Option("--after", metavar="MERKE", help=say("cli.option.after"))]
Csv = Annotated[bool, typer.Option("--csv", help=say("cli.report.option_csv"))]
OfKind = Annotated[str, typer.Option("--service", metavar="TJENESTE", help=say("cli.option.service"))]
CaseId = Annotated[
    str, typer.Argument(metavar="SAK", help=say("cli.option.case"), show_default=False, callback=case_number)
]


def happened_or_now(typed: str, now: datetime) -> "Happened":
    """When it happened, as typed, or at this instant. Raises UsageError."""
    from pathways.counting.oslo import civil_date, parse_moment
    from pathways.model.record import Happened

    return parse_moment(typed) if typed else Happened(on=civil_date(now), at=now)


def sight_given(at: str, known_at: str) -> "Sight":
    """From where to look, by ``--at`` and ``--known-at`` as typed. Raises UsageError, as ``sight``.

    The one parser of both, so that every command takes and refuses the same.
    """
    from pathways.engine.moment import sight

    return sight(_moment_given(at), _moment_given(known_at))


def _moment_given(typed: str) -> "Moment | None":
    from pathways.counting.oslo import parse_moment
    from pathways.engine.moment import moment_of

    return moment_of(parse_moment(typed)) if typed else None


def values_given(*options: Iterable[str] | None) -> Mapping[str, str]:
    """``felt=verdi`` of ``--set`` and ``--text``, by field. Raises UsageError for one without ``=`` or given twice."""
    found: dict[str, str] = {}
    for pair in (pair for option in options for pair in option or ()):
        name, equals, value = pair.partition("=")
        name = name.strip()
        if not equals or not name:
            raise UsageError("cli.given.no_equals")
        if name in found:
            raise UsageError("cli.given.twice", field=name)
        found[name] = value.strip()
    return found


def whys_given(given: Iterable[str], message: str) -> Mapping[str, str]:
    """What is named, each with why (``NAME=WHY``). Raises: UsageError with ``message``."""
    found: dict[str, str] = {}
    for each in given:
        name, equals, why = each.partition("=")
        if not equals or not name.strip() or not why.strip() or name.strip() in found:
            raise UsageError(message)
        found[name.strip()] = why.strip()
    return found


def reason_given(typed: str) -> str:
    """The reason as typed; ``-`` reads it from standard input, in UTF-8. Raises UsageError."""
    if typed != "-":
        return typed
    raw = sys.stdin.buffer.read(MOST_FROM_STDIN + 1)
    if len(raw) > MOST_FROM_STDIN:
        raise UsageError("cli.given.too_long", most=MOST_FROM_STDIN)
    try:
        return raw.decode("utf-8").strip()
    except UnicodeDecodeError:
        raise UsageError("cli.given.not_utf8") from None


def texts_given(reason: str, late_reason: str = "") -> Mapping[str, str]:
    """The free texts of an act; without a reason there is none.

    Raises: UsageError where both are to be read from standard input.
    """
    from pathways.machine.decide import LATE

    if reason == late_reason == "-":
        raise UsageError("cli.given.one_stdin")
    given = {"reason": reason_given(reason), LATE: reason_given(late_reason)}
    return {name: text for name, text in given.items() if text}
