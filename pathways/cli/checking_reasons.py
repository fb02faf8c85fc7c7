"""``definition check``: what is worth a look and keeps nothing from being used."""

from collections.abc import Sequence

from pathways.cli.checking import CheckedPath
from pathways.cli.output import tell, tell_as_is
from pathways.compiler.local_unused import unused
from pathways.compiler.problem import Problem, told_lines
from pathways.messages import say
from pathways.proving.unexplained import unexplained


def warnings_of(checked: Sequence[CheckedPath]) -> list[Problem]:
    """Deadlines of law whose reason nobody who is reminded may give, and local settings that nothing uses."""
    return [
        problem
        for each in checked
        if each.catalogue is not None
        for problem in (
            *unexplained(each.catalogue, each.origins, each.under),
            *(unused(each.catalogue, each.under) if each.is_folder else ()),
        )
    ]


def tell_warnings(warnings: Sequence[Problem]) -> None:
    """The same in words; nothing where there are none."""
    if warnings:
        tell(say("cli.definition.warnings", count=len(warnings)))
        for line in told_lines(warnings):
            tell_as_is(line)
