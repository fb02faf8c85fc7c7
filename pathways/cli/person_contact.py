"""``pathways person contact``: protected addresses. Nothing of one stands on a command line, its name included."""

from typing import TYPE_CHECKING

from pathways.cli.context import As, DatabaseUrl, Json, open_session
from pathways.cli.given import CaseId
from pathways.cli.person import From, persons_of, tell_written
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from pathways.engine.protecting import Asked

NAMES = ("who", "do", "grade", "decided_by", "since", "until", "towards", "reason")
"""What a file gives, and what is asked for, in this order."""

_ASKED_OF = {
    "protect": {"grade", "decided_by", "since", "until", "towards"},
    "renew": {"grade", "decided_by", "until", "reason"},
    "lift": {"grade", "decided_by", "reason"},
}


def contact(
    case_id: CaseId, *, source: From = "", user: As = "", database: DatabaseUrl = "", as_json: Json = False
) -> None:
    """Keep, renew or lift a protected address of somebody in a case."""
    from pathways.cli.closed_case import closed_told_whole
    from pathways.engine.protecting import Protecting

    with open_session(database, user, Action.person_write, about=case_id) as session:
        persons = persons_of(session, database, writing=True)
        given = _from_file(source) if source else _asked()
        with closed_told_whole(session, case_id):
            written = Protecting(persons=persons).record(case_id, given)
    tell_written(written, as_json=as_json)


def _from_file(source: str) -> "Asked":
    """Raises: UsageError, which names no value."""
    from pathways.cli.person_given import read_whole
    from pathways.engine.protecting import Asked

    whole = read_whole(source).fields(NAMES)
    texts = {name: whole[name].text() for name in NAMES if name in whole and name != "towards"}
    towards = tuple(each.text() for each in whole["towards"].entries()) if "towards" in whole else ()
    return Asked(
        subject=texts.pop("who", ""), do=texts.pop("do", ""), grade=texts.pop("grade", ""), towards=towards, **texts
    )


def _asked() -> "Asked":
    from pathways.cli.person_given import ask
    from pathways.engine.protecting import Asked, Do

    given = {name: ask(say(f"cli.contact.ask_{name}")) for name in ("who", "do")}
    of = _ASKED_OF.get(given["do"].strip(), _ASKED_OF[Do.protect])
    for name in NAMES[2:]:
        if name in of and (name != "towards" or given["grade"].strip() == "hidden"):
            given[name] = ask(say(f"cli.contact.ask_{name}"))
    towards = tuple(given.pop("towards", "").replace(",", " ").split())
    return Asked(subject=given.pop("who"), do=given.pop("do"), grade=given.pop("grade"), towards=towards, **given)
