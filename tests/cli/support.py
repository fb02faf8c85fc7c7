"""One child's case told to the command line, for the tests of cases, acts and the timeline."""

from datetime import UTC, datetime

from sqlalchemy import text

from pathways.store import sandbox
from tests.cli.running import Cli, Ran, open_case
from tests.support.tampering import unlocked

LATE = ("--late-reason", "Ført inn senere.")
"""Why something is entered weeks after it happened."""
CONCLUDE = ("melding_konkludert", "--set", "konklusjon=2", "--set", "umiddelbar_oppfolging=nei")
START = ("forlop_startet", "--set", "samtykke=gitt", "--set", "risiko_individ=1.1.02", "--code", "tvil")


def set_clock(cli: Cli, to: str) -> None:
    """Let the sandbox's clock show ``to`` (UTC) without a tick: nothing that fell due is noticed."""
    database = cli.database()
    with database.write() as conn:
        assert sandbox.set_clock(conn, datetime.fromisoformat(to).replace(tzinfo=UTC))
    database.close()


def investigated(cli: Cli) -> str:
    """A case whose report was concluded with an investigation the same day; its number."""
    case = open_case(cli)
    cli.ok("advance", case, *CONCLUDE, "--reason", "Skolevegring over tid.")
    return case


def started_late(cli: Cli) -> str:
    """The same, with the pathway started on 12 November and recorded a week later, after the date had passed."""
    case = investigated(cli)
    set_clock(cli, "2026-11-17T09:00")
    cli.ok("advance", case, "undersokelsesplan_laget", "--set", "plan_dato=2026-11-17")
    set_clock(cli, "2026-11-19T08:03")
    cli.ok("advance", case, *START, "--happened", "2026-11-12", "--reason", "Ved tvil, start.")
    return case


def words(ran: Ran) -> str:
    """What stood on standard output, on one line."""
    return " ".join(ran.out.split())


def page(cli: Cli, *arguments: str) -> str:
    """What a command that must succeed tells on a terminal so wide that nothing is broken, on one line."""
    return words(Cli(url=cli.url, env={**cli.env, "COLUMNS": "300"}).ok(*arguments))


def two_cases(cli: Cli) -> tuple[str, str]:
    """Two cases with what the clock passed in nine days: reminders have fired, and more are pending."""
    first, second = (open_case(cli, "--reason", "Bekymring.") for _ in range(2))
    cli.ok("clock", "advance", "9d")
    return first, second


def alter(cli: Cli, statement: str, case: str) -> None:
    """Change the database behind the engine's back; ``:id`` is the case."""
    database = cli.database()
    with database.write() as conn, unlocked(conn):
        conn.execute(text(statement), {"id": case})
    database.close()
