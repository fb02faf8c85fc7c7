"""A municipality with an intake and two teams that see their own cases alone, and one report about three children."""

from typing import Any

from tests.cli.running import Cli, make_sandbox, staffed

TEAMS = """
[areas.kommunen]
kind = "kommune"
[services.bv-nord]
area = "kommunen"
kind = "barnevern"
name = "Barnevernet i Nord"
[services.bv-sor]
area = "kommunen"
kind = "barnevern"
[units.mottak]
service = "bv-nord"
[units.team-a]
service = "bv-nord"
[units.team-b]
service = "bv-nord"
[users.kari]
roles = [{role = "saksbehandler", service = "bv-nord", unit = "mottak"}]
[users.anne]
roles = [{role = "saksbehandler", service = "bv-nord", unit = "team-a"}]
[users.bjorn]
roles = [{role = "saksbehandler", service = "bv-nord", unit = "team-b"}]
[users.cecilie]
roles = [
    {role = "saksbehandler", service = "bv-nord", unit = "team-a"},
    {role = "saksbehandler", service = "bv-nord", unit = "team-b"},
]
[users.liv]
roles = [{role = "leder", service = "bv-nord"}]
[users.frida]
roles = [{role = "leder", service = "bv-sor"}]
[users.rolf]
roles = ["revisor"]
[users.siv]
roles = ["systemansvarlig"]
"""
KARI, ANNE, BJORN, CECILIE, LIV, FRIDA, ROLF, SIV = (
    ("--as", name) for name in ("kari", "anne", "bjorn", "cecilie", "liv", "frida", "rolf", "siv")
)
SAYS = ("barnevern_undersokelse", "--set", "meldere=11", "--set", "innhold=1.1.02", "--happened", "2026-08-21")
NEW_DAY = ("--happened", "2026-08-20")


def make_teams(url: str) -> None:
    """A sandbox with an intake and two teams; to be copied."""
    make_sandbox(url)
    cli = staffed(Cli(url=url, env={}), TEAMS, by="siv")
    cli.ok("people", "intake", "bv-nord", "--unit", "mottak", *SIV)


def registered(cli: Cli, *more: str, user: tuple[str, ...] = KARI) -> dict[str, Any]:
    """Register one report; what became of it."""
    return cli.ok("concern", "open", *SAYS, *more, *user, "--json").json


def cases_of(told: dict[str, Any]) -> list[str]:
    """The cases in an answer."""
    return [str(each["case_id"]) for each in told["children"] if each["case_id"]]


def given_to_teams(cli: Cli, first: str, *others: str) -> None:
    """The first to team A, all others to team B."""
    cli.ok("case", "assign", first, "--unit", "team-a", *LIV)
    for each in others:
        cli.ok("case", "assign", each, "--unit", "team-b", *LIV)


def three(cli: Cli) -> tuple[str, list[str]]:
    """One report about three children, the first of them with team A; its number, and the cases."""
    told = registered(cli, "--children", "3")
    cases = cases_of(told)
    given_to_teams(cli, *cases)
    return str(told["concern_id"]), cases


def shown(cli: Cli, concern: str, user: tuple[str, ...] = KARI) -> dict[str, str]:
    """Where each child of a report is, by its case or message."""
    told = cli.ok("concern", "show", concern, *user, "--json").json
    return {str(each["case_id"] or each["signal_id"]): str(each["where"]) for each in told["children"]}


def message_in(cli: Cli, case: str, user: tuple[str, ...]) -> dict[str, Any]:
    """The only message of a case, as somebody sees it."""
    (found,) = cli.ok("case", "show", case, *user, "--json").json["messages"]
    return dict(found)


def due(cli: Cli, case: str, user: tuple[str, ...] = LIV) -> str:
    """The date by which the report is to be looked at."""
    runs = cli.ok("case", "show", case, *user, "--json").json["runs"]
    return next(str(each["nominal"]) for run in runs for each in run["deadlines"] if each["name"] == "gjennomgang")


def whole(cli: Cli) -> None:
    """Everything replays, and the chains hold."""
    assert cli.ok("replay", "--all", *ROLF, "--json").json["ok"]
    assert cli.ok("verify", *ROLF, "--json").json["ok"]
