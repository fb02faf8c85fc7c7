"""Checks that an event always leads somewhere, to one place only: every code in one branch, no gaps, no overlaps."""

from collections.abc import Mapping

from pathways.compiler import truth
from pathways.compiler.draft import Draft
from pathways.compiler.over_codes import over_codes, takes
from pathways.compiler.problem import Report
from pathways.compiler.truth import Known
from pathways.model.expression import And, Compare, Expression, Literal, Not, OneOf, Or
from pathways.model.pathway import CodeList, Event

Path = tuple[str | int, ...]


def check_branches(
    draft: Draft, event: Event, path: Path, lists: Mapping[str, CodeList], known: Known, report: Report
) -> None:
    """Check the branches of one event. ``lists`` and ``known`` go by the names its guards read."""
    guards = [branch.when for branch in event.branches if branch.when is not None]
    if not guards or any(isinstance(guard, Literal) for guard in guards):
        _check_single(draft, event, path, report)
        return
    divided = set().union(*(_codes_read(guard) for guard in guards))
    if not divided <= lists.keys():
        return
    field = over_codes(event.branches)
    if field:
        if field not in known.recorded:
            report.add("E322", draft.place(*path, "to"), field=field, event=event.name)
        _check_codes(draft, event, path, lists[field], report)
        return
    otherwise = [index for index, branch in enumerate(event.branches) if branch.when is None]
    if otherwise and divided:
        report.add("E315", draft.place(*path, "to", otherwise[0]))
        return
    _check_rows(draft, event, path, known, report)


def _check_single(draft: Draft, event: Event, path: Path, report: Report) -> None:
    """More than one branch and no guard: only the first is ever taken."""
    if len(event.branches) > 1 and all(branch.when is None for branch in event.branches):
        report.add("E316", draft.place(*path, "to", 1))


def _check_codes(draft: Draft, event: Event, path: Path, codes: CodeList, report: Report) -> None:
    every = [code.code for code in codes.codes]
    taken: dict[str, int] = {}
    for index, branch in enumerate(event.branches):
        took = [code for code in every if branch.when is not None and takes(branch.when, code)]
        twice = [code for code in took if code in taken]
        if twice:
            at = draft.place(*path, "to", index)
            report.add("E314", at, codes=_listed(twice), list=codes.id, event=event.name)
        if not took:
            report.add("E316", draft.place(*path, "to", index))
        taken |= dict.fromkeys(took, index)
    missing = [code for code in every if code not in taken]
    if missing:
        report.add("E313", draft.place(*path, "to"), codes=_listed(missing), list=codes.id, event=event.name)


def _listed(codes: list[str]) -> str:
    return ", ".join(f"«{code}»" for code in codes)


def _codes_read(guard: Expression) -> set[str]:
    """The code fields that the guard compares with codes."""
    match guard:
        case OneOf(item=item):
            return {item.name}
        case Compare():
            return {truth.code_compared(guard)} - {""}
        case Not(operand=operand):
            return _codes_read(operand)
        case And(operands=operands) | Or(operands=operands):
            return set().union(*(_codes_read(operand) for operand in operands))
        case _:
            return set()


def _check_rows(draft: Draft, event: Event, path: Path, known: Known, report: Report) -> None:
    guards = [branch.when for branch in event.branches]
    table = truth.rows([guard for guard in guards if guard is not None], known)
    if table is None:
        if guards[-1] is not None:
            report.add("E311", draft.place(*path, "to"), event=event.name, example="…")
        return
    used: set[int] = set()
    gap: truth.Row | None = None
    overlaps: dict[tuple[int, int], truth.Row] = {}
    for row in table:
        taken = [index for index, guard in enumerate(guards) if guard is None or truth.holds(guard, row)]
        used.update(taken[:1])
        gap = gap if taken or gap is not None else row
        guarded = [index for index in taken if guards[index] is not None]
        if len(guarded) > 1 and truth.is_sharp(row):
            overlaps.setdefault((guarded[0], guarded[1]), row)
    if gap is not None:
        report.add("E311", draft.place(*path, "to"), event=event.name, example=truth.told(gap))
    for (_, second), row in overlaps.items():
        report.add("E312", draft.place(*path, "to", second), event=event.name, example=truth.told(row))
    for index in range(len(guards)):
        if index not in used:
            report.add("E316", draft.place(*path, "to", index))
