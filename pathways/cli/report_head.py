"""What every report says of itself: which days, which service, and from where it is seen. In JSON, and in CSV."""

from collections.abc import Iterable, Sequence

from pathways.cli.documents import Document, instant
from pathways.cli.looking import Look
from pathways.cli.output import tell_aside
from pathways.cli.table import tell_csv
from pathways.engine.figures import Period
from pathways.messages import say


def head_of(look: Look, period: Period) -> Document:
    """The head of a report, by name. Instants are UTC, days are dates; None where something was not asked for."""
    return {
        "at": instant(look.seen.at.at),
        "known_at": instant(look.seen.known_at.at),
        "service": look.service or None,
        "from": period.first.isoformat() if period.first else None,
        "to": period.last.isoformat() if period.last else None,
    }


def document_head(look: Look, period: Period) -> Document:
    """The same for JSON, with whether there was no case at that moment, once all have been looked at."""
    return {**head_of(look, period), "nothing_then": look.nothing_then}


def tell_report_csv(look: Look, period: Period, headings: str, rows: Iterable[Sequence[object]]) -> None:
    """``rows`` as CSV under ``headings`` (a key), each with the head at its end.

    A line that is copied, sorted or put beneath that of another report still says from where it was seen.
    """
    head = tuple(head_of(look, period).values())
    names = [*say(headings).split(";"), *say("cli.report.csv_head").split(";")]
    tell_csv(names, ((*row, *head) for row in rows))
    if none := look.none_told():
        tell_aside(none)
