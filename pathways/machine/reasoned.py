"""Which missed deadlines ask why, and from which local list the reason is taken (docs/adr/0014).

A definition may name a list, and then asks. Of a deadline by law that names none, it is asked all the same, from the
list that the local settings have for its kind of service; of any other a reason may be given, and nobody asks.
"""

from pathways.machine.decide import Definitions
from pathways.machine.prepared import Prepared
from pathways.model.basis import BINDING
from pathways.model.pathway import Deadline, DeadlineKind


def reason_list(definitions: Definitions, prepared: Prepared, spec: Deadline) -> str:
    """The list that a reason is taken from, its definition's own first; empty where there is none, or no duty."""
    if spec.missed_reason or spec.kind is not DeadlineKind.duty:
        return spec.missed_reason
    return definitions.missed_lists().get(prepared.pathway.service, "")


def asks_why(spec: Deadline) -> bool:
    """Whether whoever missed it is asked why: where the definition says so, and of every duty by law."""
    return bool(spec.missed_reason) or (spec.kind is DeadlineKind.duty and spec.basis.effect in BINDING)
