"""The cases behind a figure of ``report past``: who changed what, when, from which date to which, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from pathways.cli.case_page import seen_from_told
from pathways.cli.documents import Document, instant
from pathways.cli.looking import Look
from pathways.cli.output import one_line, tell, tell_json, tell_rows
from pathways.cli.past_rows import LISTS, AskedPast, PastRow, each_past
from pathways.cli.report_head import document_head, tell_report_csv
from pathways.cli.report_words import deadline_named, event_named, period_told
from pathways.cli.words import count_told
from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_short
from pathways.engine.library import Library
from pathways.engine.past import Verb
from pathways.errors import UsageError
from pathways.messages import say

BEHIND = "pathways.report-past-list/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCases:
    """Those behind the figure ``figure``, the oldest change first."""

    asked: AskedPast
    figure: str
    found: tuple[PastRow, ...]


def past_behind(look: Look, asked: AskedPast, figure: str) -> PastCases:
    """The changes behind a figure; each case is logged as read. Raises: UsageError as ``each_past``, or no figure."""
    if figure not in LISTS:
        raise UsageError("cli.report.no_figure", figure=one_line(figure), known=", ".join(LISTS))
    rows = (row for each in each_past(look, asked) for row in each.rows() if LISTS[figure](row))
    found = sorted(rows, key=lambda row: (row.recorded_at, row.case_id, row.seq, row.name, row.item))
    look.log_shown(row.case_id for row in found)
    return PastCases(asked=asked, figure=figure, found=tuple(found))


def tell_past_behind(look: Look, cases: PastCases, *, as_json: bool, as_csv: bool) -> None:
    """The changes in words, as JSON or as CSV."""
    library, period = look.session.installation.library, cases.asked.period
    if as_json:
        rows = [_document(library, row) for row in cases.found]
        tell_json({"schema": BEHIND, **document_head(look, period), "figure": cases.figure, "cases": rows})
    elif as_csv:
        tell_report_csv(look, period, "cli.report.csv_past_behind", (_line(library, row) for row in cases.found))
    else:
        figure = say(f"cli.past.{cases.figure}")
        when = period_told(period)
        of = say("cli.report.past_behind", figure=figure, period=when) if when else ""
        tell(of or say("cli.report.past_behind_ever", figure=figure), "bold")
        if look.sight.past:
            tell(seen_from_told(look.seen), "italic")
        tell_rows(
            (
                (write_short(civil_date(row.recorded_at)), row.case_id, _what(library, row), "\n".join(_lines(row)))
                for row in cases.found
            ),
            fixed=(0, 1),
        )
        if not cases.found:
            tell(look.none_told() or say("cli.report.none_past"))


def _what(library: Library, row: PastRow) -> str:
    named = deadline_named if row.fell_away else event_named
    title = named(library, row.pathway, row.name)
    return f"{title} {row.item}" if row.item else title


def _lines(row: PastRow) -> Iterator[str]:
    """Which dates, who, and why."""
    yield _dates_told(row)
    who = one_line(row.user)
    yield say("cli.report.past_read_in", user=who) if row.imported else say("cli.report.past_by", user=who, seq=row.seq)
    yield _why_told(row)


def _dates_told(row: PastRow) -> str:
    old, new = (write_short(day) if day else "" for day in (row.old, row.new))
    if row.fell_away:
        return say("cli.report.past_fell", old=old, by=say(f"cli.report.by_{row.verb}"), days=count_told(row.days or 0))
    if old and new and row.verb == Verb.redecision:
        return say("cli.report.past_anew", old=old, new=new)
    if old and new:
        return say("cli.report.past_same" if old == new else "cli.report.past_moved", old=old, new=new)
    if new:
        return say("cli.report.past_late", new=new, days=count_told(row.days or 0))
    return say("cli.report.past_date", old=old) if old else say("cli.report.past_hidden_dates")


def _why_told(row: PastRow) -> str:
    if row.hidden:
        return say("cli.timeline.hidden")
    if row.reason is None:
        return say("timeline.sealed")
    codes = [say("cli.report.past_codes", codes=", ".join(row.reason_codes))] if row.reason_codes else []
    text = [say("cli.report.past_why", text=one_line(row.reason))] if row.reason else []
    return " ".join([*text, *codes]) or say("cli.report.past_no_reason")


def _line(library: Library, row: PastRow) -> tuple[object, ...]:
    yes, no = say("timeline.yes"), say("timeline.no")
    return (
        *(
            row.case_id,
            row.pathway,
            row.run,
            row.name,
            _title(library, row),
            row.item,
            say(f"cli.csv.{row.verb}"),
            row.seq,
            row.about,
        ),
        *(instant(row.recorded_at), one_line(row.user), ",".join(row.roles), yes if row.imported else no),
        *(row.old, row.new, row.days, None if row.reason is None else one_line(row.reason)),
        *(",".join(row.reason_codes), yes if row.hidden else no, yes if _sealed(row) else no),
    )


def _document(library: Library, row: PastRow) -> Document:
    return {
        "case_id": row.case_id,
        "pathway": row.pathway,
        "run": row.run,
        "name": row.name,
        "title": _title(library, row),
        "item": row.item,
        "verb": row.verb,
        "seq": row.seq,
        "about": row.about,
        "recorded_at": instant(row.recorded_at),
        "user": row.user,
        "roles": list(row.roles),
        "imported": row.imported,
        "old": row.old.isoformat() if row.old else None,
        "new": row.new.isoformat() if row.new else None,
        "days": row.days,
        "reason": row.reason,
        "reason_codes": list(row.reason_codes),
        "hidden": row.hidden,
        "sealed": _sealed(row),
    }


def _title(library: Library, row: PastRow) -> str:
    return (deadline_named if row.fell_away else event_named)(library, row.pathway, row.name)


def _sealed(row: PastRow) -> bool:
    return row.reason is None and not row.hidden
