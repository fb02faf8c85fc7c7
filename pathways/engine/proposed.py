"""Definitions that may be taken into use, beside those that are: which plans lead to them from what runs are at now."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from pathways.compiler.catalogue import Catalogue
from pathways.engine.library import Library
from pathways.engine.plans import FittedPlan, bare, fit, joined, periods_changed, plan_between
from pathways.errors import NotFoundError, UsageError
from pathways.machine.prepared import Prepared, prepare
from pathways.model.migration import Plan
from pathways.model.pathway import Pathway
from pathways.store import sources


@dataclass(slots=True, kw_only=True)
class Proposed:
    """A ``World`` of the definitions in use, any older one, and those of ``catalogue``."""

    library: Library
    catalogue: Catalogue
    _prepared: dict[str, Prepared] = field(default_factory=dict)

    def prepared(self, digest: str) -> Prepared:
        """The pathway of this digest, ready to fold. Raises IntegrityError when nobody has it."""
        pathway = self.catalogue.by_digest.get(digest)
        if pathway is None:
            return self.library.prepared(digest)
        if digest not in self._prepared:
            self._prepared[digest] = prepare(pathway, self.catalogue.rules, self.catalogue.calendars)
        return self._prepared[digest]

    def fit(self, plan: Plan) -> FittedPlan:
        """The plan for every digest of the version it leaves. Raises: NotFoundError, UsageError."""
        target = self._version(plan.pathway, plan.target)
        if plan.source == plan.target and not plan.target_digest:
            raise UsageError("engine.plan_same", version=plan.source.isoformat())
        left = self.library.digests_of(plan.pathway, plan.source)
        if not left:
            raise self._no_version(plan.pathway, plan.source)
        return fit(self, plan, left, target.digest)

    def own_plans(self, reason: str, only: Pathway | None = None) -> tuple[FittedPlan, ...]:
        """A plan for whatever digest is not what ``catalogue`` would have of its version, or that it has a newer of.

        Digests that the same words bring to the same version share one plan. ``only`` where a single definition is
        proposed. What changes nothing but what must: ``plan_between``.
        """
        plans = (self._own_plan(digest, target.digest, reason) for digest, target in self._targets(only))
        found: dict[str, FittedPlan] = {}
        for plan in plans:
            there = found.get(plan.id)
            found[plan.id] = plan if there is None else joined(there, plan)
        return tuple(found.values())

    def _own_plan(self, source: str, target: str, reason: str) -> FittedPlan:
        """Where it cannot make itself, all that a written one must say is told, and not only what stands in its way.

        So is what another version owes otherwise in each period, where it could go on as it is: that is to be chosen.
        """
        old, new = self.prepared(source), self.prepared(target)
        own = fit(self, plan_between(old, new, reason), [source], target)
        if not own.problems:
            same = old.pathway.version == new.pathway.version
            return own if same else replace(own, problems=periods_changed(old, new))
        must_say = fit(self, bare(own.plan), [source], target).problems
        return replace(own, problems=tuple(dict.fromkeys((*must_say, *own.problems))))

    def _targets(self, only: Pathway | None) -> Iterator[tuple[str, Pathway]]:
        with self.library.database.read() as conn:
            known = sorted({*sources.digests(conn), *self.library.catalogue.by_digest})
        for digest in known:
            pathway = self.prepared(digest).pathway
            target = self._target(pathway, only)
            if target is not None and target.digest != digest:
                yield digest, target

    def _target(self, pathway: Pathway, only: Pathway | None) -> Pathway | None:
        """A newer version that is not in use yet, or what the same version is by now."""
        offered = self.catalogue.versions.get(pathway.id, ())
        if only is not None:
            offered = tuple(each for each in offered if each.digest == only.digest)
        in_use = {each.version for each in self.library.catalogue.versions.get(pathway.id, ())}
        newer = [each for each in offered if each.version > pathway.version and each.version not in in_use]
        same = [each for each in offered if each.version == pathway.version]
        found = newer or same
        return found[-1] if found else None

    def _version(self, pathway: str, version: date) -> Pathway:
        versions = self.catalogue.versions.get(pathway)
        if not versions:
            known = ", ".join(sorted(self.catalogue.versions))
            raise NotFoundError("engine.plan_no_pathway", name=pathway, known=known)
        found = next((each for each in versions if each.version == version), None)
        if found is None:
            raise self._no_version(pathway, version)
        return found

    def _no_version(self, pathway: str, version: date) -> NotFoundError:
        known = ", ".join(each.version.isoformat() for each in self.catalogue.versions[pathway])
        return NotFoundError("engine.plan_no_version", name=pathway, version=version.isoformat(), known=known)
