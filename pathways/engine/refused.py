"""Which refusals keep somebody from a case, so that the attempt belongs in the access log; and which stand there."""

from dataclasses import dataclass, field

from pathways.errors import NotAllowedError, NotFoundError, PathwaysError

NO_CASE, BY_TABLE, PLACED = "engine.no_case", "policy.", "why"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempts:
    """The cases of which a command has logged that it was refused, so that no attempt stands there twice."""

    logged: set[str] = field(default_factory=set)

    def note(self, case_id: str) -> None:
        """A refusal about a case stands in the access log."""
        self.logged.add(case_id)

    def unlogged(self, refusal: PathwaysError, about: str) -> str | None:
        """The case of a refusal that nobody has logged; None where somebody has, or where it is of another kind."""
        case_id = refused_case(refusal, about)
        return None if case_id is None or case_id in self.logged else case_id


def refused_case(refusal: PathwaysError, about: str) -> str | None:
    """The case that a refusal keeps somebody from, there or not; ``about``: the one that was asked for.

    None for what the rules of a pathway refuse to whoever may act in the case.
    """
    placed = refusal.values.get(PLACED)
    if isinstance(placed, PathwaysError):
        return refused_case(placed, about)
    if isinstance(refusal, NotFoundError) and refusal.key == NO_CASE:
        return str(refusal.values["case"])
    if isinstance(refusal, NotAllowedError) and refusal.key.startswith(BY_TABLE):
        return str(refusal.values.get("case", about))
    return None
