"""Moving told cases to another version of their definition, without a database."""

import re
from collections.abc import Mapping
from datetime import date

from pathways.compiler.catalogue import compile_files
from pathways.engine.foreseen_moves import moving
from pathways.engine.moves import Order, write_migration, write_revert
from pathways.engine.plans import FittedPlan, fit, plan_between
from pathways.machine.prepared import Prepared
from pathways.machine.state_json import dump, load
from pathways.model.migration import Carry, Move, Plan
from tests.support.cases import ANYBODY, ToldCase, instant
from tests.support.worlds import World

REASON = "Ny lov."


class Worlds(World):
    """Several catalogues: the first is in use, the others are known by digest."""

    def __init__(self, *worlds: World) -> None:
        super().__init__(worlds[0].catalogue)
        self._worlds = worlds

    def prepared(self, digest: str) -> Prepared:
        return next(world for world in self._worlds if digest in world.catalogue.by_digest).prepared(digest)


def edited(text: str, *changes: tuple[str, str], version: str = "2026-03-01") -> str:
    """A later version of a definition, with these changes in its text."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return re.sub(r"version: \d{4}-\d\d-\d\d", f"version: {version}", text, count=1)


def beside(world: World, *changes: tuple[str, str, str]) -> World:
    """The same files with changes, each (file, old, new): another calendar, another setting."""
    files = dict(world.catalogue.files)
    for name, old, new in changes:
        assert old in files[name], old
        files[name] = files[name].replace(old, new)
    return World(compile_files(files))


def plan(
    source: date = date(2026, 1, 1),
    target: date = date(2026, 3, 1),
    *,
    pathway: str = "prove",
    states: Mapping[str, str] | None = None,
    items: Mapping[str, Mapping[str, str]] | None = None,
    renamed: Mapping[str, tuple[str, Carry]] | None = None,
    carried: Mapping[str, str] | None = None,
) -> Plan:
    """A plan; each deadline with what becomes of it."""
    own = {name: Carry(carry) for name, carry in (carried or {}).items()}
    moves = [Move(old=old, new="" if carry is Carry.drop else old, carry=carry) for old, carry in own.items()]
    moves += [Move(old=old, new=new, carry=carry) for old, (new, carry) in (renamed or {}).items()]
    return Plan(
        pathway=pathway,
        source=source,
        target=target,
        target_digest="",
        reason=REASON,
        states=states or {},
        item_states=items or {},
        moves=tuple(moves),
    )


def fitted(world: World, wanted: Plan) -> FittedPlan:
    """The plan fitted to the versions of one world."""
    by_date = {version.version: version.digest for version in world.catalogue.versions[wanted.pathway]}
    return fit(world, wanted, [by_date[wanted.source]], by_date[wanted.target])


def own_plan(world: World, old: str, new: str) -> FittedPlan:
    """The plan that is made of itself between two digests."""
    return fit(world, plan_between(world.prepared(old), world.prepared(new), REASON), [old], new)


def migrate(case: ToldCase, wanted: FittedPlan, when: str) -> None:
    """Move every run of the case that the plan concerns, at a moment, as the engine does it."""
    assert wanted.problems == ()
    case.now = max(case.now, instant(when))
    migrate_now(case, wanted)


def migrate_now(case: ToldCase, wanted: FittedPlan) -> None:
    """The same at the moment where the case stands."""
    case.tick(case.now)
    state = load(dump(case.state))
    draft = case.draft()
    for run, fitting in list(moving(case.world, state, [wanted])):
        order = Order(run=run, fitted=fitting, actor=ANYBODY)
        write_migration(case.world, draft, state, lambda: tuple(case.records), order)
    case.store(draft, state)


def revert(case: ToldCase, wanted: FittedPlan, when: str) -> int:
    """Annul what the plan did; how many runs."""
    case.now = max(case.now, instant(when))
    return revert_now(case, wanted.id)


def revert_now(case: ToldCase, found: str) -> int:
    """The same at the moment where the case stands, by the id of the plan."""
    draft = case.draft()
    count, state = write_revert(case.world, draft, tuple(case.records), found, ANYBODY, "Planen var feil.")
    if state is not None:
        case.store(draft, state)
    return count
