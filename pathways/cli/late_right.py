"""Who may enter something so late that the place asks why, in the case that the command is about."""

from pathways.cli.context import Session
from pathways.cli.words import rights_told, who_told
from pathways.messages import say
from pathways.model.policy import ANY, Action


def may_enter_late(session: Session) -> bool:
    """Whether it is granted to whoever asks, in that case; also where everybody who records may."""
    return rights_told(session).enter_late is None or bool(
        session.reader.visible({session.about}, Action.case_enter_late)
    )


def who_enters_late(session: Session) -> str:
    """Which roles may, and who holds them where the case lies; empty where whoever asks may, or where any role does."""
    roles = rights_told(session).enter_late
    return "" if not roles or ANY in roles or may_enter_late(session) else who_told(session, roles)


def late_told(session: Session) -> str:
    """That somebody else has to enter what is late; empty where whoever asks may, or where nothing is ever late."""
    rights, who = rights_told(session), who_enters_late(session)
    if rights.late_from is None or may_enter_late(session):
        return ""
    if who:
        return say("cli.can.late_who", days=rights.late_from, who=who)
    key = "cli.can.late_elsewhere" if rights.enter_late else "cli.can.late_nobody"
    return say(key, days=rights.late_from, user=session.actor.user)


def late_document(session: Session) -> dict[str, object]:
    """The same for ``--json``: from how many days, the roles (``None``: whoever may record), whether it is theirs."""
    rights = rights_told(session)
    by = None if rights.enter_late is None else list(rights.enter_late)
    return {"from_days": rights.late_from, "by": by, "mine": may_enter_late(session)}
