"""A town for tests of insight: a case of a young person with a family, and the steps of giving insight into it."""

from pathlib import Path

from tests.cli.persons import put
from tests.cli.running import Cli, make_sandbox, open_case, staffed

TOWN = """
[users.kari]
roles = ["saksbehandler"]
[users.nils]
roles = ["saksbehandler"]
[users.liv]
roles = ["leder"]
[users.lars]
roles = ["leder"]
[users.rolf]
roles = ["revisor"]
[users.siv]
roles = ["systemansvarlig"]
"""
KARI, LIV, LARS = ("--as", "kari"), ("--as", "liv"), ("--as", "lars")
FAMILY = {
    "child": {"name": "Øystein Prøvesen", "birth_date": "2010-03-02"},
    "parent_1": {"name": "Åse Prøvesen", "address": "Oppdiktet vei 1\n0001 Ingensteder"},
    "parent_2": {"name": "Odd Prøvesen"},
    "sibling_1": {"name": "Siri Søskensen"},
    "reporter_1": {"name": "Tåle Skoleleder"},
}
ASSESSED = ("--reason", "Forelder med foreldreansvar")
CASE = "BV-2026-0001"
SECRET = (
    "Tåle",
    "Skoleleder",
    "Søskensen",
    "Odd",
    "Åse",
    "Oppdiktet",
    "Øystein",
    "Barnet hvisket",
    "Meldere",
    "kari",
    "liv",
)


def make_town(url: str) -> None:
    """A case of a young person of sixteen with a family, a report with a reason, and a conclusion; for ``copy_of``."""
    make_sandbox(url)
    filled(Cli(url=url, env={}))


def filled(sandbox: Cli) -> Cli:
    """The same in a sandbox that is there."""
    cli = staffed(sandbox, TOWN, by="siv")
    assert open_case(cli, *KARI, "--reason", "Tåle Skoleleder ringte") == CASE
    assert put(cli, CASE, FAMILY, *KARI).code == 0
    cli.ok("advance", CASE, "melding_konkludert", "--set", "konklusjon=2", "--reason", "Barnet hvisket noe", *LIV)
    return cli


def prepare(cli: Cli, party: str = "parent_1", *more: str) -> int:
    """Prepare a draft; the number of its event."""
    why = ASSESSED if party != "child" else ()
    return int(cli.ok("insight", "prepare", CASE, "--for", party, *why, *KARI, "--json", *more).json["seq"])


def items(cli: Cli, draft: int) -> dict[str, str]:
    """What becomes of each item: + goes out, ? is not assessed, or the code."""
    shown = cli.ok("insight", "show", CASE, str(draft), *KARI, "--json").json["items"]
    return {each["item"]: "+" if each["goes_out"] else each["code"] or "?" for each in shown}


def assess_all(cli: Cli, draft: int, *more: str) -> None:
    """Keep back everything that nobody has assessed."""
    for key, code in items(cli, draft).items():
        if code == "?":
            cli.ok("insight", "withhold", CASE, str(draft), "--item", key, "--code", "fare", *KARI, *more)


def approved(cli: Cli, party: str = "parent_1") -> int:
    """A draft in which all is assessed, and that another approved."""
    draft = prepare(cli, party)
    assess_all(cli, draft)
    cli.ok("insight", "approve", CASE, str(draft), *LARS)
    return draft


def given(cli: Cli, draft: int, file: Path) -> str:
    """Give a draft, and read the letter."""
    cli.ok("insight", "export", CASE, str(draft), "--to", str(file), *KARI)
    return file.read_text("utf-8")


def last(cli: Cli) -> int:
    """The number of the newest event."""
    return int(cli.ok("timeline", CASE, *KARI, "--json").json["entries"][-1]["seq"])


def concluded(cli: Cli) -> int:
    """The event by which the report was concluded."""
    entries = cli.ok("timeline", CASE, *KARI, "--json").json["entries"]
    return next(int(each["seq"]) for each in entries if each["name"] == "melding_konkludert")
