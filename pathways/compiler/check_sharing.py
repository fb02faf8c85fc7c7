"""Checks that no definition widens what the law of secrecy lets be shared: one case, one service (docs/adr/0028).

Whoever works in a service sees its cases. A run of another service in the same case would be seen there, and its case
here, without anybody having consented and without any ground in law. Nor does a message tell anything of who reported.
"""

from collections.abc import Mapping, Sequence

from pathways.compiler.check_sends import sends_of
from pathways.compiler.draft import Draft
from pathways.compiler.problem import Report
from pathways.compiler.tree import Place
from pathways.model.sharing import SharingLaw


def check_one_service(
    draft: Draft, pathway: str, at: Place, known: Mapping[str, Sequence[Draft]], report: Report
) -> None:
    """What a run begins, or signals to, in its own case belongs to the same service as the run, in every version."""
    service = draft.pathway.service
    others = sorted({other.pathway.service for other in known.get(pathway, ())} - {service, ""})
    if service and others:
        report.add("E940", at, pathway=pathway, other=others[0], service=service)


def check_told(drafts: Sequence[Draft], law: SharingLaw, report: Report) -> None:
    """No message names a field that says anything of whoever reported: that is told to nobody, whoever consents."""
    for draft in drafts:
        theirs = law.about_reporters(draft.pathway)
        for send, path in sends_of(draft):
            for index, name in enumerate(send.shares):
                if name in theirs:
                    report.add("E945", draft.place(*path, "shares", index), name=name)
