"""The kinds of services there are: whose they are, and by which field of the law of secrecy. Data, no behaviour.

Everything else that is said of a kind is said of its sector (who decides for a child, what may be told, insight,
retention), so that one more kind is one entry (docs/adr/0033).
"""

from dataclasses import dataclass

from pathways.model.pathway import Title

SYSTEM = "system"
"""The sector of what holds no child: a body in which services meet. No law of secrecy lets it be told of any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceKind:
    """A kind of service (``service`` of a definition)."""

    id: str
    title: Title
    sector: str
    """A sector of ``sharing.yaml``, or ``system``."""
    case_prefix: str
    """The letters that no definition of another kind uses."""

    @property
    def holds_children(self) -> bool:
        """Whether its cases are about children."""
        return self.sector != SYSTEM
