"""The timeline on a terminal: when it happened, when it was recorded, what, and who; texts quoted beneath."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from pathways.cli.case_page import moment_told
from pathways.cli.not_there import not_there_yet
from pathways.cli.output import one_line, tell, tell_ledger
from pathways.cli.words import count_told
from pathways.counting.oslo import civil_date, to_oslo
from pathways.counting.telling import write_clock, write_short
from pathways.engine.people import SYSTEM
from pathways.engine.view import CaseView
from pathways.messages import say
from pathways.model.record import Happened, Kind
from pathways.timeline_told import Change, Quoted, Told

SEQ_WIDTH, DATE_WIDTH, WHO_WIDTH = 4, 18, 16
MIDNIGHT = (0, 0, 0)


def tell_entries(view: CaseView, entries: Sequence[Told], *, past: bool, late_from: int) -> None:
    """The whole page. ``past`` says that the reader stands at a moment of their choice.

    ``late_from``: the days from which an entry is a late one, as ``report past`` counts them.
    """
    tell(say("cli.timeline.title", case=view.case_id), "bold")
    if past:
        tell(say("cli.case.seen_from", at=moment_told(view.at), known_at=moment_told(view.known_at)), "italic")
    if view.withheld:
        tell(say("policy.texts_withheld"), "italic")
    if not entries:
        tell(say("cli.case.not_there_yet" if not_there_yet(view) else "cli.timeline.empty", case=view.case_id))
        return
    heads = [say(f"cli.timeline.{name}") for name in ("seq", "happened", "recorded", "what", "who")]
    rows = [(heads, []), *((_row(entry, late_from), list(beneath(entry, withheld=view.withheld))) for entry in entries)]
    who = max(len(cells[4]) for cells, _ in rows)
    tell_ledger(rows, (SEQ_WIDTH, DATE_WIDTH, DATE_WIDTH, 0, min(who, WHO_WIDTH)))


def _row(entry: Told, late_from: int) -> list[str]:
    key = "cli.timeline.late" if entry.days_late >= late_from else "cli.timeline.later"
    late = say(key, days=count_told(entry.days_late)) if entry.days_late else ""
    return [
        str(entry.seq) if entry.seq else say("cli.timeline.no_seq"),
        _happened(entry),
        say("cli.timeline.unnoticed_short") if entry.recorded_at is None else _instant(entry.recorded_at),
        "\n".join([f"{entry.what}{late}", *_fate(entry)]),
        _who(entry),
    ]


def _who(entry: Told) -> str:
    """Who did it; whatever nobody did is the system's, by one word."""
    by_nobody = entry.kind is Kind.crossing or entry.user == SYSTEM.user
    return say("cli.timeline.system") if by_nobody else one_line(entry.user)


def beneath(entry: Told, *, withheld: bool) -> Iterator[str]:
    """What stands under an entry: its values, its texts unless they are withheld, and what is warned of."""
    if entry.hidden:
        yield say("cli.timeline.hidden")
    if entry.on_behalf_of:
        yield say("timeline.done_for", other=one_line(entry.on_behalf_of))
    for detail in entry.details:
        yield say("cli.timeline.detail", title=detail.title, value=detail.told)
    for change in entry.changes:
        yield _change(change)
    for text in () if withheld else entry.texts:
        yield _quoted(text)
    for warning in entry.warnings:
        yield say("cli.receipt.warning", warning=warning)


def _fate(entry: Told) -> Iterator[str]:
    """What became of the entry, in words: colour or strokes alone would not do."""
    if entry.annulled_by:
        key = "cli.timeline.reverted" if entry.kind is Kind.migration else "cli.timeline.annulled"
        yield say(key, seq=entry.annulled_by)
    for seq in entry.corrected_by:
        yield say("cli.timeline.corrected", seq=seq)
    if entry.redecided_by:
        yield say("cli.timeline.redecided", seq=entry.redecided_by)
    if entry.superseded_by:
        annulled = entry.superseding_annulled
        key = "cli.timeline.superseded_then" if annulled else "cli.timeline.superseded"
        yield say(key, seq=entry.superseded_by)
    yield from entry.remarks
    if entry.recorded_at is None:
        yield say("cli.timeline.unnoticed")


def _change(change: Change) -> str:
    nothing = say("cli.timeline.nothing")
    return say(
        "cli.timeline.change", title=change.title, before=change.before or nothing, after=change.after or nothing
    )


def _quoted(text: Quoted) -> str:
    if text.text is None:
        return say("cli.timeline.detail", title=text.title, value=say("timeline.sealed"))
    return say("cli.timeline.quote", title=text.title, text=text.text)


def _happened(entry: Told) -> str:
    if entry.happened.at is None:
        return _day(entry.happened.on)
    return _end_of_day(entry.happened) if entry.kind is Kind.crossing else _instant(entry.happened.at)


def _end_of_day(happened: Happened) -> str:
    """What falls due when a day ends is told as 24:00 of that day, not as the next day's first instant."""
    if happened.at is None:
        return _day(happened.on)
    shown = to_oslo(happened.at)
    if (shown.hour, shown.minute, shown.second) != MIDNIGHT:
        return _instant(happened.at)
    return f"{_day(shown.date() - timedelta(days=1))}\n24:00"


def _instant(instant: datetime) -> str:
    return f"{_day(civil_date(instant))}\n{write_clock(instant)}"


def _day(day: date) -> str:
    return write_short(day)
