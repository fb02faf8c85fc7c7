"""What ``case can`` says of an extension that is offered after the date it would move: it cures nothing."""

from collections.abc import Iterable, Iterator

from pathways.cli.context import Session
from pathways.cli.words import deadline_title
from pathways.counting.telling import write_short
from pathways.engine.view import CaseView
from pathways.machine.allowed import Possible
from pathways.machine.standing import OVERDUE
from pathways.messages import say


def cures_nothing(session: Session, view: CaseView, possible: Iterable[Possible]) -> Iterator[str]:
    """One sentence for each deadline that is past its date and that one of the ``possible`` events is there to extend.

    Of those the reader may record, as the receipt would warn.
    """
    library = session.installation.library
    offered = {(each.run, each.event) for each in possible if each.mine and each.blocked is None}
    for run in view.standing.runs:
        table = library.prepared(run.digest)
        for deadline in run.deadlines:
            extension = table.deadlines[deadline.name].extension
            if extension is None or (run.run, extension.by) not in offered:
                continue
            if deadline.open and deadline.word in OVERDUE:
                title, day = deadline_title(library, run, deadline), write_short(deadline.legal)
                yield say("cli.can.cures_nothing", event=extension.by, title=title, date=day)
