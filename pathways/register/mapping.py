"""From a case of the register to acts of ``barnevern_undersokelse`` and notes: pure, and sure of its order.

Each report is a run of its own. An investigation belongs to one report (see ``attaching``); without one it becomes a
note. Codes 3 and 4 conclude their report and join what is running. The register holds no reasons: the text of an
act that wants one says where it lies.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pathways.messages import say
from pathways.model.pathway import CodeList
from pathways.model.record import Value
from pathways.register.attaching import attach
from pathways.register.model import Conclusion, Extension, Investigation, Kept, RegisterCase, Report
from pathways.register.plan import CasePlan, Part, PlannedAct, PlannedNote
from pathways.register.problem import Problems

PATHWAY = "barnevern_undersokelse"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """One event of the pathway, and whether it wants a reason."""

    event: str
    reason: bool


_RECEIVED = _Step(event="melding_mottatt", reason=False)
_CONCLUDED = _Step(event="melding_konkludert", reason=True)
_EXTENDED = _Step(event="frist_utvidet", reason=True)
_ENDED = _Step(event="undersokelse_konkludert", reason=True)

TOLD = frozenset(step.event for step in (_RECEIVED, _CONCLUDED, _EXTENDED, _ENDED))
"""Events that the register holds. Whether any other has happened, no file can say."""


def plan_case(case: RegisterCase, *, file: str, today: date, lists: Mapping[str, CodeList]) -> CasePlan:
    """The acts and notes of one case. ``today`` is the civil date in Norway; ``lists`` are the loaded code lists.

    A deleted case gives nothing. What is odd is a warning with its line, and refuses nothing.
    """
    plan = _Plan(case=case, today=today, lists=lists, warnings=Problems(file))
    if not case.deleted:
        plan.write()
    return CasePlan(
        case=case.id,
        acts=tuple(sorted(plan.acts, key=lambda act: act.happened)),
        notes=tuple(sorted(plan.notes, key=lambda note: (note.happened, note.line))),
        warnings=tuple(plan.warnings),
        line=case.line,
        deleted=case.deleted,
    )


@dataclass(slots=True)
class _Plan:
    """A plan being written."""

    case: RegisterCase
    today: date
    lists: Mapping[str, CodeList]
    warnings: Problems
    acts: list[PlannedAct] = field(default_factory=list)
    """In the order of the pathway: on one day, all reports before what follows from them."""
    notes: list[PlannedNote] = field(default_factory=list)

    def write(self) -> None:
        """Acts of reports and investigations, then a note for everything else."""
        for report in self.case.reports:
            self._report(report)
        for investigation, opened_by in attach(self.case):
            self._investigation(investigation, opened_by)
        for kept in self.case.kept:
            self._keep(kept)
        if self.case.closed:
            self._closed()

    def _closed(self) -> None:
        """A case that is closed on no date is told today, without a beginning: the next reading says nothing else."""
        part = Part(type="Sak", id=self.case.id, start=self.case.start)
        self._note("Sak", part, self.case.end, {"avsluttet": True}, self.case.line)

    def _report(self, report: Report) -> None:
        if not report.reporters:
            self.warnings.add(report.line, 1, "register.no_reporter")
        if not report.contents:
            self.warnings.add(report.line, 1, "register.no_contents")
        fields: dict[str, Value] = {"meldere": report.reporters, "innhold": report.contents}
        self._check("register/melder", report.reporters, report.start, report.line)
        self._check("register/saksinnhold", report.contents, report.start, report.line)
        data = {name: value for name, value in fields.items() if value}
        part = Part(type="Melding", id=report.id, start=report.start)
        self._act(_RECEIVED, report.id, part, report.start, data, report.line)
        if report.conclusion is not None:
            end = report.conclusion
            self._check("register/melding_konklusjon", (end.code,), end.on, end.line)
            self._act(_CONCLUDED, report.id, part, end.on, {"konklusjon": end.code}, end.line)

    def _investigation(self, investigation: Investigation, report: Report | None) -> None:
        opened = None if report is None or report.conclusion is None else report.conclusion.on
        end = investigation.conclusion
        if report is None or opened is None:
            self._note_investigation(investigation, "register.unattached")
        elif end is not None and end.on < opened:
            self._note_investigation(investigation, "register.before_report_concluded")
        else:
            self._run_of(investigation, report.id, opened)

    def _run_of(self, investigation: Investigation, run: str, opened: date) -> None:
        if investigation.extension is not None:
            self._extension(investigation, investigation.extension, run, opened)
        self._participation(investigation)
        end = investigation.conclusion
        if end is not None:
            self._end(investigation, end, run)
        elif investigation.basis:
            data: dict[str, Value] = {"grunnlag": investigation.basis}
            self._note("Vedtaksgrunnlag", _part(investigation), investigation.start, data, investigation.line)

    def _end(self, investigation: Investigation, end: Conclusion, run: str) -> None:
        self._check("register/undersokelse_konklusjon", (end.code,), end.on, end.line)
        self._check("register/saksinnhold", investigation.basis, end.on, investigation.line)
        data: dict[str, Value] = {"utfall": end.code}
        if investigation.basis:
            data["grunnlag"] = investigation.basis
        if investigation.participation is not None:
            code = investigation.participation.code
            self._check("register/medvirkning", (code,), end.on, investigation.participation.line)
            data["medvirkning"] = code
        self._act(_ENDED, run, _part(investigation), end.on, data, end.line)

    def _participation(self, investigation: Investigation) -> None:
        """The pathway records how the child took part, with the outcome; the day of it is kept as a note."""
        found = investigation.participation
        if found is not None:
            data: dict[str, Value] = {"medvirkning": found.code}
            self._note("BarnetsMedvirkning", _part(investigation), found.on, data, found.line)

    def _extension(self, investigation: Investigation, extension: Extension, run: str, opened: date) -> None:
        """Granted: an act on the day it was asked for, the only day the register has. Else a note."""
        end = investigation.conclusion
        within = opened <= extension.requested <= (self.today if end is None else end.on)
        if extension.granted and within:
            self.warnings.add(extension.line, 1, "register.extension_date")
            self._act(_EXTENDED, run, _part(investigation), extension.requested, {}, extension.line)
            return
        if extension.granted:
            self.warnings.add(extension.line, 1, "register.extension_outside")
        self._note_extension(investigation, extension)

    def _note_extension(self, investigation: Investigation, extension: Extension) -> None:
        data: dict[str, Value] = {} if extension.granted is None else {"innvilget": extension.granted}
        self._note("UtvidetFrist", _part(investigation), extension.requested, data, extension.line)

    def _note_investigation(self, investigation: Investigation, warning: str) -> None:
        self.warnings.add(investigation.line, 1, warning)
        data: dict[str, Value] = {"grunnlag": investigation.basis} if investigation.basis else {}
        if investigation.conclusion is not None:
            data["utfall"] = investigation.conclusion.code
            data["slutt"] = investigation.conclusion.on.isoformat()
        self._note("Undersokelse", _part(investigation), investigation.start, data, investigation.line)
        self._participation(investigation)
        if investigation.extension is not None:
            self._note_extension(investigation, investigation.extension)

    def _keep(self, kept: Kept) -> None:
        """The kind of a deletion names its type (``Slettet Tiltak``): one id may be deleted for several types."""
        data: dict[str, Value] = {}
        if kept.end is not None:
            data["slutt"] = kept.end.isoformat()
        if kept.codes:
            data["koder"] = tuple(f"{name}={code}" for name, code in kept.codes)
        if kept.dates:
            data["datoer"] = tuple(f"{name}={day.isoformat()}" for name, day in kept.dates)
        if kept.deleted:
            data["slettet"] = True
        if causes := self._causes(kept):
            data["fra"] = causes
        kind = " ".join((kept.kind, *(code for _, code in kept.codes))) if kept.kind == "Slettet" else kept.kind
        self._note(kind, Part(type=kept.kind, id=kept.id, start=kept.start), kept.start, data, kept.line)

    def _causes(self, kept: Kept) -> tuple[str, ...]:
        """What the relations say led to it."""
        here = [each for each in self.case.relations if (each.to_type, each.to_id) == (kept.kind, kept.id)]
        return tuple(f"{each.from_type}={each.from_id}" for each in here if each.from_id)

    def _act(self, step: _Step, run: str, part: Part, happened: date, data: Mapping[str, Value], line: int) -> None:
        act = PlannedAct(
            pathway=PATHWAY,
            run=run,
            event=step.event,
            item="",
            happened=happened,
            data=data,
            texts={"reason": say("register.reason")} if step.reason else {},
            part=part,
            line=line,
        )
        self.acts.append(act)

    def _note(self, kind: str, part: Part, start: date | None, data: Mapping[str, Value], line: int) -> None:
        """A note never lies in the future: what begins later is told today, with its beginning in the data."""
        note = PlannedNote(
            kind=kind,
            part=part,
            happened=self.today if start is None else min(start, self.today),
            data=dict(data) if start is None else {"begynnelse": start.isoformat(), **data},
            line=line,
        )
        self.notes.append(note)

    def _check(self, name: str, codes: tuple[str, ...], on: date, line: int) -> None:
        """Warns of a code that was not valid on the day: it is kept as it stands."""
        valid = {
            each.code
            for each in self.lists[name].codes
            if (each.valid_from is None or each.valid_from <= on) and (each.valid_to is None or on <= each.valid_to)
        }
        if not valid.issuperset(codes):
            self.warnings.add(line, 1, "register.code_out_of_time", list=name)


def _part(investigation: Investigation) -> Part:
    return Part(type="Undersokelse", id=investigation.id, start=investigation.start)
