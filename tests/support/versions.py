"""The shipped definitions in two versions: those of today, and a later one of each with other budgets."""

import re
from functools import cache

from pathways.compiler.catalogue import compile_files
from tests.support.moves import edited
from tests.support.worlds import World, shipped

LATER = "2026-03-01"
"""The day from which the later versions are in force."""

FILES = ("barnevern/undersokelse.yaml", "barnevern/forlop.yaml", "bup/vurdering.yaml")


@cache
def in_two_versions() -> World:
    """Every shipped definition, and beside each a later version in which every budget is longer."""
    files = dict(shipped().catalogue.files)
    for name in FILES:
        files[name.replace(".yaml", "-2.yaml")] = edited(_longer(files[name]), version=LATER)
    return World(compile_files(files))


def digests_of(world: World, pathway: str) -> tuple[str, str]:
    """The earlier and the later digest."""
    earlier, later = world.catalogue.versions[pathway]
    return earlier.digest, later.digest


def _longer(text: str) -> str:
    return re.sub(r"within: (\d+) ", lambda found: f"within: {int(found[1]) + max(1, int(found[1]) // 5)} ", text)
