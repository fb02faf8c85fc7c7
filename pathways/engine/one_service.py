"""One case, one service: nobody begins a run of another service in a case, whatever a definition says.

Who works in a service sees its cases; that another service has a run of its own is told only as the law of sharing
allows (``pathways.sharing``).
"""

from pathways.errors import EventRefusedError
from pathways.machine.decide import Definitions
from pathways.machine.state import CaseState
from pathways.model.pathway import Pathway


def require_one_service(definitions: Definitions, state: CaseState, pathway: Pathway) -> None:
    """Raises: EventRefusedError where a run of this pathway would belong to another service than those of the case."""
    if any(definitions.prepared(run.digest).pathway.service != pathway.service for run in state.runs.values()):
        raise EventRefusedError("sharing.other_service", pathway=pathway.id)
