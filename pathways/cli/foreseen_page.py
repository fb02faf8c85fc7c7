"""What a migration would do, or has done, for people and as JSON: counts first, then case by case."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pathways.cli.output import tell, tell_rows
from pathways.counting.telling import write_period, write_short
from pathways.engine.foreseen_moves import ForeseenMove, Shift
from pathways.engine.plans import FittedPlan
from pathways.messages import say
from pathways.model.counting import Period
from pathways.store.notices import Notice

Document = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the cases come to together."""

    cases: int
    runs: int
    moved: int
    """Deadlines with other dates."""
    dropped: int
    used_up: int
    overdue: int
    stopped: int
    """Deadlines whose clock begins to stand, as ``started`` those whose clock goes again."""
    started: int
    notices: int
    hindered: int
    """Cases that cannot move as they stand."""
    restored: int
    """Deadlines that come back, when a migration is taken back."""
    by_plan: Counter[str]
    """How many cases each plan concerns, by its id."""


def counts_of(found: Sequence[ForeseenMove]) -> Counts:
    """Counted over all cases."""
    shifts = [shift for each in found for shift in each.shifts]
    return Counts(
        cases=len(found),
        runs=sum(len(each.runs) for each in found),
        moved=sum(None not in (shift.before, shift.after) and _other_dates(shift) for shift in shifts),
        dropped=sum(shift.after is None for shift in shifts),
        used_up=sum(shift.used_up for shift in shifts),
        overdue=sum(shift.overdue for shift in shifts),
        stopped=sum(shift.stands and not shift.stood for shift in shifts),
        started=sum(shift.stood and not shift.stands and shift.after is not None for shift in shifts),
        notices=sum(len(each.withdrawn) for each in found),
        hindered=sum(bool(each.obstacles) for each in found),
        restored=sum(shift.before is None for shift in shifts),
        by_plan=Counter(plan for each in found for plan in each.plans),
    )


def worth_showing(found: Sequence[ForeseenMove]) -> list[ForeseenMove]:
    """The cases in which something is otherwise, those that cannot move first."""
    shown = [each for each in found if each.shifts or each.obstacles or each.withdrawn]
    return sorted(shown, key=lambda each: (not each.obstacles, each.case_id))


def tell_foreseen(
    plans: Sequence[FittedPlan], counts: Counts, shown: Sequence[ForeseenMove], *, more: int, early: Collection[str]
) -> None:
    """The whole page. ``more``: how many cases are left out; ``early``: plans whose new version is not in force yet.

    ``plans``: those that concern nobody are told apart, but where there is one alone or it has problems.
    """
    idle = [fitted for fitted in plans if not counts.by_plan[fitted.id] and not fitted.problems and len(plans) > 1]
    for fitted in plans:
        if fitted in idle:
            continue
        plan = fitted.plan
        versions = {"old": plan.source.isoformat(), "new": plan.target.isoformat()}
        key = "cli.migrate.plan_recounting" if plan.source == plan.target else "cli.migrate.plan"
        tell(say(key, pathway=plan.pathway, **versions, id=fitted.id[:12]), "bold")
        if fitted.id in early:
            day = write_short(plan.target)
            tell(say("cli.migrate.too_early", dated=plan.target.isoformat(), day=day), "yellow")
        for problem in fitted.problems:
            tell(say("cli.migrate.problem", problem=problem))
    if idle:
        named = ", ".join(sorted({fitted.plan.pathway for fitted in idle}))
        tell(say("cli.migrate.plans_without", count=len(idle), pathways=named))
    tell(_counted(counts))
    if counts.hindered:
        tell(say("cli.migrate.hindered", count=counts.hindered), "yellow")
    _tell_cases(shown, more=more)


def tell_foreseen_revert(plan: str, counts: Counts, shown: Sequence[ForeseenMove], *, more: int) -> None:
    """What taking a plan back would do."""
    tell(say("cli.migrate.revert_plan", id=plan[:12]), "bold")
    tell(counted_back(counts))
    _tell_cases(shown, more=more)


def _tell_cases(shown: Sequence[ForeseenMove], *, more: int) -> None:
    if shown:
        tell()
        tell_rows((row for each in shown for row in _rows(each)), fixed=(0,))
    if more:
        tell(say("cli.migrate.more", count=more))


def plan_documents(plans: Sequence[FittedPlan], early: Collection[str] = ()) -> list[Document]:
    """The plans, for JSON. ``early``: those whose new version is not in force yet."""
    return [
        {
            "id": fitted.id,
            "pathway": fitted.plan.pathway,
            "from": fitted.plan.source.isoformat(),
            "to": fitted.plan.target.isoformat(),
            "from_digests": sorted(fitted.migrations),
            "to_digest": fitted.target,
            "possible_from": fitted.plan.target.isoformat() if fitted.id in early else None,
            "problems": list(fitted.problems),
        }
        for fitted in plans
    ]


def counts_document(counts: Counts) -> Document:
    """The counts, for JSON."""
    return dict(_numbers(counts))


def counts_back_document(counts: Counts) -> Document:
    """The counts of what is taken back, for JSON."""
    numbers = _numbers(counts)
    told = ("cases", "runs", "moved", "dropped", "overdue", "stopped", "started", "notices")
    return {**{name: numbers[name] for name in told}, "restored": counts.restored}


def counted_back(counts: Counts) -> str:
    """The counts of what is taken back, in words."""
    numbers: dict[str, Any] = counts_back_document(counts)
    return say("cli.migrate.revert_counts", **numbers)


def case_documents(shown: Sequence[ForeseenMove]) -> list[Document]:
    """The cases, for JSON."""
    return [
        {
            "case_id": each.case_id,
            "runs": list(each.runs),
            "notices": len(each.withdrawn),
            "withdrawn": [_notice(notice, why) for notice, why in each.withdrawn],
            "deadlines": [_shift(shift) for shift in each.shifts],
            "obstacles": [{"run": run, "name": o.name, "why": say(o.key)} for run, o in each.obstacles],
        }
        for each in shown
    ]


def _counted(counts: Counts) -> str:
    numbers: dict[str, Any] = dict(_numbers(counts))
    return say("cli.migrate.counts", **numbers)


def _numbers(counts: Counts) -> dict[str, int]:
    names = ("cases", "runs", "moved", "dropped", "used_up", "overdue", "stopped", "started", "notices", "hindered")
    return {name: getattr(counts, name) for name in names}


def _other_dates(shift: Shift) -> bool:
    return (shift.before, shift.legal_before) != (shift.after, shift.legal_after)


def _rows(each: ForeseenMove) -> Iterator[tuple[str, str, str]]:
    for run, obstacle in each.obstacles:
        yield each.case_id, run, say("cli.migrate.obstacle", name=obstacle.name, why=say(obstacle.key))
    for shift in each.shifts:
        title = shift.title + (f" ({shift.item.partition('.')[2]})" if shift.item else "")
        yield each.case_id, title, _becomes(shift)
    for why in dict.fromkeys(why for _, why in each.withdrawn):
        those = [notice for notice, gone in each.withdrawn if gone == why]
        to = ", ".join(sorted({notice.recipient or notice.role for notice in those}))
        yield each.case_id, "", say("cli.migrate.notices", count=len(those), to=to, why=say(why))


def _becomes(shift: Shift) -> str:
    told = _moves(shift)
    if shift.budgets is not None:
        before, after = (write_period(each) for each in shift.budgets)
        told += say("cli.migrate.budget", before=before, after=after)
    return told + (say("cli.migrate.called", name=shift.name, called=shift.called) if shift.called else "")


def _moves(shift: Shift) -> str:
    if shift.before is None:
        told = say("cli.migrate.restored", after="" if shift.after is None else write_short(shift.after))
        return told + (say("cli.migrate.overdue") if shift.overdue else "")
    before = write_short(shift.before)
    if shift.after is None or shift.legal_after is None:
        return say("cli.migrate.dropped", before=before)
    told = say("cli.migrate.moves", before=before, after=write_short(shift.after))
    if shift.stands:
        return say("cli.migrate.stands_on" if shift.stood else "cli.migrate.stops", before=before)
    if shift.stood:
        return say("cli.migrate.goes", after=write_short(shift.after))
    if shift.after == shift.before and shift.legal_after == shift.legal_before:
        told = say("cli.migrate.stays", on=before)
    elif shift.after == shift.before:
        told = say("cli.migrate.rolls", on=before, after=write_short(shift.legal_after))
    if shift.used_up:
        return told + say("cli.migrate.used_up")
    return told + (say("cli.migrate.overdue") if shift.overdue else "")


def _shift(shift: Shift) -> Document:
    return {
        "run": shift.run,
        "name": shift.name,
        "item": shift.item,
        "title": shift.title,
        "carry": shift.carry.value,
        "nominal_before": _day(shift.before),
        "nominal_after": _day(shift.after),
        "legal_before": _day(shift.legal_before),
        "legal_after": _day(shift.legal_after),
        "used_up": shift.used_up,
        "overdue": shift.overdue,
        "standing_before": shift.stood,
        "standing_after": shift.stands,
        "called_before": shift.called or None,
        "budget_before": None if shift.budgets is None else _period(shift.budgets[0]),
        "budget_after": None if shift.budgets is None else _period(shift.budgets[1]),
    }


def _notice(notice: Notice, why: str) -> Document:
    due = _day(notice.due_on)
    about = {"run": notice.run, "deadline": notice.deadline, "item": notice.item, "due_on": due}
    return {"id": notice.notice_id, "recipient": notice.recipient, "role": notice.role, **about, "why": say(why)}


def _period(period: Period) -> str:
    return f"{period.amount} {period.unit.value}"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
