"""What a place has not set, and the facts of a case that are always shown: for people and as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pathways.cli.context import Session
from pathways.cli.output import tell, tell_rows
from pathways.cli.words import run_title
from pathways.counting.telling import write_short
from pathways.engine.library import Library
from pathways.engine.permitting import allowed_told
from pathways.engine.view import CaseView
from pathways.machine.standing import RunStanding
from pathways.messages import say
from pathways.model.pathway import Deadline, Field, FieldKind
from pathways.model.policy import Action
from pathways.model.record import Value
from pathways.timeline_versions import code_told

Document = dict[str, object]

NOT_SET = "pathways.deadline-not-set/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A deadline that a run does not have, as its period is not set here."""

    run: RunStanding
    spec: Deadline

    def document(self) -> Document:
        """For JSON."""
        spec = self.spec
        return {"run": self.run.run, "name": spec.name, "title": spec.title.nb, "local_period": spec.local_period}


def slots_of(library: Library, view: CaseView, run: str = "") -> list[Slot]:
    """The slots of the runs that have not ended, or of one; in the order of their definitions."""
    runs = [each for each in view.standing.runs if run in ("", each.run) and not each.ended]
    return [Slot(run=each, spec=spec) for each in runs for spec in library.prepared(each.digest).pathway.slots]


def tell_slots(session: Session, slots: Sequence[Slot], runs: Sequence[RunStanding]) -> None:
    """A row for each, and who can set it and where; nothing where there is none."""
    if not slots:
        return
    tell("\n" + say("local.slots_heading"), "bold")
    tell_rows((say("local.not_set"), _titled(each, runs), each.spec.local_period) for each in slots)
    tell(say("local.slot_who", roles=_movers(session)))


def slots_documents(slots: Iterable[Slot]) -> list[Document]:
    """The same, for JSON."""
    return [each.document() for each in slots]


def tell_slot(session: Session, view: CaseView, slot: Slot) -> None:
    """Why there is nothing to explain of it: it has no date, and can be neither met nor missed."""
    title = say("cli.deadline.explain_title", case=view.case_id, title=slot.spec.title.nb)
    tell(title, "bold")
    tell(say("local.explain_slot", name=slot.spec.name, period=slot.spec.local_period))
    tell(say("local.slot_who", roles=_movers(session)))


def slot_document(view: CaseView, slot: Slot) -> Document:
    """The same, for JSON."""
    return {"schema": NOT_SET, "case_id": view.case_id, "deadline": slot.document()}


def facts_told(library: Library, view: CaseView, run: RunStanding) -> Iterator[str]:
    """What is always shown of a run: a line each, unknown where nobody has said it."""
    for field in _facts(library, run):
        yield say(
            "local.fact", title=field.title.nb, value=_fact_told(library, view, field, run.fields.get(field.name))
        )


def facts_documents(library: Library, view: CaseView, run: RunStanding) -> list[Document]:
    """The same, for JSON. ``value`` is None where it is unknown or hidden."""
    return [
        {
            "name": field.name,
            "title": field.title.nb,
            "value": _plain(run.fields.get(field.name)),
            "known": field.name in run.fields,
            "hidden": _is_hidden(view),
            "told": _fact_told(library, view, field, run.fields.get(field.name)),
        }
        for field in _facts(library, run)
    ]


def _facts(library: Library, run: RunStanding) -> Iterator[Field]:
    return (field for field in library.prepared(run.digest).pathway.fields if field.always_shown)


def _fact_told(library: Library, view: CaseView, field: Field, value: Value | None) -> str:
    if value is None:
        return say("local.hidden" if _is_hidden(view) else "local.unknown")
    if isinstance(value, bool):
        return say("local.yes" if value else "local.no")
    if isinstance(value, tuple):
        return ", ".join(code_told(library, field.code_list, str(code)) for code in value)
    if field.kind is FieldKind.date and isinstance(value, str):
        return write_short(date.fromisoformat(value))
    return code_told(library, field.code_list, str(value)) if field.code_list else str(value)


def _is_hidden(view: CaseView) -> bool:
    """Whether no recorded value is shown: one of them comes from an act that was marked as wrongly registered."""
    return not view.hidden.isdisjoint(act.seq for act in view.acts)


def _plain(value: Value | None) -> object:
    return list(value) if isinstance(value, tuple) else value


def _titled(slot: Slot, runs: Sequence[RunStanding]) -> str:
    return slot.spec.title.nb if len(runs) < 2 else f"{slot.spec.title.nb} · {run_title(slot.run, runs)}"


def _movers(session: Session) -> str:
    catalogue = session.installation.library.catalogue
    return allowed_told(catalogue.settings.roles, catalogue.policy, Action.case_migrate)
