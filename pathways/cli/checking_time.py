"""``definition check --temporal``: proves the definitions that were checked, and tells what was tried."""

from collections.abc import Sequence
from datetime import date

from pathways.cli.checking import CheckedPath
from pathways.cli.output import tell
from pathways.cli.progress import progress
from pathways.counting.oslo import parse_moment
from pathways.errors import UsageError
from pathways.messages import say
from pathways.model.pathway import Pathway
from pathways.proving.starts import Span
from pathways.proving.temporal import Found, Proved, prove


def proofs_of(checked: Sequence[CheckedPath], years: int, first: str) -> list[Proved]:
    """A proof for each path. Starts are tried from ``first``; empty: from the day each definition is in force.

    Raises: UsageError for what is no date, CountingError for dates outside the years of a calendar.
    """
    begin = _date(first) if first else None

    def span_of(pathway: Pathway) -> Span:
        return Span(first=begin or pathway.version, years=years)

    with progress(say("cli.definition.proving")) as advance:
        return [
            prove(each.catalogue, each.origins, span_of, each.under, advance)
            for each in checked
            if each.catalogue is not None
        ]


def tell_proofs(proofs: Sequence[Proved] | None) -> None:
    """What was tried, in words; None: nothing was, because there are other problems."""
    if proofs is None:
        tell(say("cli.definition.not_proved"))
        return
    deadlines, starts = (sum(getattr(proof, name) for proof in proofs) for name in ("deadlines", "starts"))
    spans = [span for proof in proofs for _, span in proof.spans]
    if spans:
        first, last = min(span.days[0] for span in spans), max(span.days[-1] for span in spans)
        days = {"first": first.isoformat(), "last": last.isoformat()}
        tell(say("cli.definition.proved", deadlines=deadlines, starts=starts, **days))


def temporal_document(proofs: Sequence[Proved] | None) -> dict[str, object] | None:
    """The same as JSON; ``shown`` goes with the problems of the same code and place."""
    if proofs is None:
        return None
    return {
        "deadlines": sum(proof.deadlines for proof in proofs),
        "starts": sum(proof.starts for proof in proofs),
        "definitions": [
            {"file": file, "first": span.days[0].isoformat(), "last": span.days[-1].isoformat()}
            for proof in proofs
            for file, span in proof.spans
        ],
        "shown": [_shown(found) for proof in proofs for found in proof.found if found.shown],
    }


def _shown(found: Found) -> dict[str, object]:
    if found.shown is None:
        raise AssertionError(found.problem.code)
    first, place = found.shown.first, found.problem.place
    return {
        "code": found.problem.code,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "first": first.isoformat().replace("+00:00", "Z"),
        "count": found.shown.times,
        "of": found.shown.of,
    }


def _date(typed: str) -> date:
    moment = parse_moment(typed)
    if moment.at is not None:
        raise UsageError("counting.moment_unreadable", text=typed)
    return moment.on
