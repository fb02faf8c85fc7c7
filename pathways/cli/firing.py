"""Tells what the clock passed, in words: which deadline of which case, and who was reminded. Heavy to load."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pathways.cli.output import tell_rows
from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_short
from pathways.engine.installation import Installation
from pathways.machine.periods import first_day
from pathways.machine.standing import Word, passed_word
from pathways.machine.state import LEGAL, NEXT, NOMINAL, TIMED
from pathways.machine.state_json import load
from pathways.messages import say
from pathways.model.record import Crossing, Record
from pathways.store import heads, notices
from pathways.timeline_clock import word_told
from pathways.timeline_periods import about_period

if TYPE_CHECKING:
    from pathways.machine.state import RunState
    from pathways.store.notices import Notice


def tell_fired(installation: Installation, records: Sequence[Record]) -> None:
    """A line for every crossing among ``records``, with the people who got a notice of it."""
    told: dict[str, _Case] = {}
    rows = []
    for record in records:
        if record.crossing is None:
            continue
        if record.case_id not in told:
            told[record.case_id] = _Case(installation, record.case_id)
        case = told[record.case_id]
        rows.append((record.case_id, case.title(record), case.what(record, record.crossing)))
    tell_rows(rows, fixed=(0,))


class _Case:
    """One case, read once for the titles of its deadlines and the notices just given."""

    def __init__(self, installation: Installation, case_id: str) -> None:
        with installation.database.read() as conn:
            text = heads.read_state(conn, case_id)
            given = notices.of_case(conn, case_id)
        self._notices: dict[int, list[Notice]] = {}
        for notice in given:
            self._notices.setdefault(notice.seq, []).append(notice)
        self._runs: dict[str, RunState] = {} if text is None else load(text).runs
        self._library = installation.library

    def title(self, record: Record) -> str:
        """The deadline's title, with the item it belongs to; of one that is over, without its period."""
        run = self._runs.get(record.run)
        if run is None:
            return record.name
        title = self._library.prepared(run.digest).deadlines[record.name].title.nb
        if record.crossing is not None and record.crossing.what == NEXT:
            return title
        if first_day(record.item) is not None:
            return title + about_period(record.item)
        item = record.item.partition(".")[2]
        return f"{title} ({item})" if item else title

    def what(self, record: Record, crossing: Crossing) -> str:
        """What happened to it, and who was told."""
        if crossing.what in (NOMINAL, LEGAL):
            return self._passed(record, crossing)
        if crossing.what == NEXT:
            return say("cli.fired.period", first=write_short(civil_date(crossing.due)))
        if crossing.what.startswith(TIMED):
            return self._marked(record, crossing)
        mine = self._notices.get(record.seq, [])
        told = ", ".join(sorted({notice.recipient or f"({notice.role})" for notice in mine}))
        if not told:
            return say("cli.fired.nobody")
        return say("cli.fired.escalated" if any(n.escalate for n in mine) else "cli.fired.reminded", who=told)

    def _marked(self, record: Record, crossing: Crossing) -> str:
        """The state that the clock moved the run to."""
        run = self._runs.get(record.run)
        if run is None:
            return say("cli.fired.over")
        prepared = self._library.prepared(run.digest)
        name = crossing.what.removeprefix(TIMED)
        timed = next(each for each in prepared.timed[record.name] if each.name == name)
        return say("cli.fired.timed", state=prepared.states[timed.to].title.nb)

    def _passed(self, record: Record, crossing: Crossing) -> str:
        """The word for a date that is over, by what it rests on."""
        run = self._runs.get(record.run)
        if run is None:
            return say("cli.fired.over")
        prepared = self._library.prepared(run.digest)
        spec = prepared.deadlines[record.name]
        if crossing.what == LEGAL:
            return word_told(passed_word(spec, law_loaded=run.law_loaded), spec)
        settled = prepared.rules[spec.rule].roll_settled
        return word_told(Word.extended_by_weekend if settled else Word.passed_unsettled, spec)
