"""``pathways case retention``: for how long a case is kept, by which law, and that time alone ends nothing."""

from typing import TYPE_CHECKING

import typer

from pathways.cli.context import As, DatabaseUrl, Json, open_session
from pathways.cli.given import CaseId
from pathways.cli.output import tell, tell_json, tell_rows
from pathways.cli.wording import add_command
from pathways.errors import NotFoundError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from pathways.model.retention import RetentionRule

RETENTION = "pathways.retention/1"


def add_to(cases: typer.Typer) -> None:
    """Add the command to ``case``."""
    add_command(cases, "retention", "case_retention", retention)


def retention(case_id: CaseId, *, user: As = "", database: DatabaseUrl = "", as_json: Json = False) -> None:
    """Which rule of retention holds for a case."""
    from pathways.store import heads

    with open_session(database, user, Action.case_read, about=case_id) as session:
        session.reader.require_reading(case_id, say("cli.retention.purpose"), say("cli.retention.information"))
        with session.installation.database.read() as conn:
            head = heads.read(conn, case_id)
        if head is None:
            raise NotFoundError("engine.no_case", case=case_id)
        rule = session.installation.library.catalogue.retention.get(head.service)
    if as_json:
        tell_json(_document(case_id, head.service, rule))
    else:
        _tell(case_id, head.service, rule)


def _tell(case_id: str, service: str, rule: "RetentionRule | None") -> None:
    if rule is None:
        tell(say("cli.retention.no_rule", case=case_id, service=service))
        return
    tell(say("cli.retention.heading", case=case_id, title=rule.title), style="bold")
    basis = say("cli.retention.basis", law=rule.law, certainty=rule.certainty.value)
    wrong = say("cli.retention.basis", law=rule.wrong_law, certainty=rule.wrong_certainty.value)
    tell_rows(
        [
            (say("cli.retention.kept"), say(f"cli.retention.kept_{rule.kept.value}"), basis),
            (say("cli.retention.wrong"), say(f"cli.retention.wrong_{rule.wrong.value}"), wrong),
        ],
        fixed=(0,),
    )
    tell(say("cli.retention.by_time"))


def _document(case_id: str, service: str, rule: "RetentionRule | None") -> dict[str, object]:
    told: dict[str, object] = {"schema": RETENTION, "case_id": case_id, "service": service, "ended_by_time": False}
    if rule is None:
        return {**told, "rule": None}
    return {
        **told,
        "rule": {
            "title": rule.title,
            "kept": rule.kept.value,
            "law": rule.law,
            "url": rule.url or None,
            "certainty": rule.certainty.value,
            "wrong": rule.wrong.value,
            "wrong_law": rule.wrong_law,
            "wrong_certainty": rule.wrong_certainty.value,
        },
    }
