"""Deadlines of law of which nobody who is reminded may say why they were missed.

Whoever is reminded knows first that it is too late. If none of them may give the reason, it is asked of people who were
never told. That is no fault of the definition alone, which may be right in another place, but of it and the access
table together: it is warned of, and keeps nothing from being used.
"""

from collections.abc import Iterable, Iterator

from pathways.compiler.catalogue import Catalogue
from pathways.compiler.problem import Problem, Report
from pathways.compiler.source import parse
from pathways.compiler.tree import place_of
from pathways.machine.roles import roles_told
from pathways.model.basis import BINDING
from pathways.model.pathway import Deadline, DeadlineKind, Pathway
from pathways.model.policy import Action, Policy

UNEXPLAINED = "E560"


def unexplained(catalogue: Catalogue, origins: Iterable[str], under: str) -> list[Problem]:
    """One warning for each such deadline of the definitions of these files, sorted by place.

    None where there is no access table: then nobody may do anything. ``under`` stands before file names in places.
    """
    wanted, report = set(origins if catalogue.policy.digest else ()), Report()
    titles, explain = catalogue.settings.roles, catalogue.policy.roles_for(Action.case_explain)
    for pathway in catalogue.pathways:
        if pathway.origin in wanted:
            by_settings = pathway.service in catalogue.settings.missed_lists
            for deadline in _found(pathway, catalogue.policy, by_settings=by_settings):
                root = parse(catalogue.files[pathway.origin], under + pathway.origin, Report())
                if root is None:
                    raise AssertionError(pathway.origin)
                report.add(
                    UNEXPLAINED,
                    place_of(root, "deadlines", deadline.name, "remind"),
                    deadline=deadline.name,
                    reminded=roles_told(titles, sorted(_reminded(deadline))),
                    explain=roles_told(titles, sorted(explain)),
                )
    return list(report.problems())


def _found(pathway: Pathway, policy: Policy, *, by_settings: bool) -> Iterator[Deadline]:
    for deadline in pathway.deadlines:
        asks = deadline.basis.effect in BINDING and (
            deadline.missed_reason or (by_settings and deadline.kind is DeadlineKind.duty)
        )
        if asks and deadline.reminders and not any(_may(policy, role) for role in _reminded(deadline)):
            yield deadline


def _may(policy: Policy, role: str) -> bool:
    return any(row.names(role) for row in policy.of.get(Action.case_explain, ()))


def _reminded(deadline: Deadline) -> frozenset[str]:
    return frozenset(role for reminder in deadline.reminders for role in reminder.to)
