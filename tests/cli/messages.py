"""A municipality and a hospital trust in one installation, and a referral from the one to the other."""

from typing import Any

from tests.cli.running import Cli, make_sandbox, staffed

TWO_AREAS = """
[areas.kommunen]
kind = "kommune"
[areas.sykehuset]
kind = "helseforetak"
[areas.utenfor]
kind = "kommune"
[services.bv-nord]
area = "kommunen"
kind = "barnevern"
name = "Barnevernet i Nord"
[services.bup-sor]
area = "sykehuset"
kind = "bup"
name = "BUP Sør"
[services.bup-ost]
area = "sykehuset"
kind = "bup"
[services.helsestasjonen]
area = "utenfor"
kind = "external"
name = "Helsestasjonen"
[users.kari]
roles = [{role = "saksbehandler", service = "bv-nord"}]
[users.liv]
roles = [{role = "leder", service = "bv-nord"}]
[users.mona]
roles = [{role = "henvisningsmottak", service = "bup-sor"}, {role = "inntaksteam", service = "bup-sor"}]
[users.inger]
roles = [{role = "enhetsleder", service = "bup-ost"}, {role = "inntaksteam", service = "bup-ost"}]
[users.rolf]
roles = [
    {role = "revisor", service = "bv-nord"},
    {role = "revisor", service = "bup-sor"},
    {role = "revisor", service = "bup-ost"},
]
[users.siv]
roles = ["systemansvarlig"]
"""
KARI, MONA, INGER, ROLF = (("--as", name) for name in ("kari", "mona", "inger", "rolf"))
CASE = "BV-2026-0001"
LAST_WEEK = ("--happened", "2026-08-17")
REFER = ("henvisning_sendt", "--set", "henvist_til=bup")
AGED = ("--age", "11", "--how", "oral")
GIVERS = ("--by", "child", "--by", "parent_1", "--by", "parent_2")
HELD = ("--share", "course", *AGED, *GIVERS)
TO_SOR = ("--to", "bup-sor")


def make_areas(url: str) -> None:
    """A sandbox with two data areas, people who each work in one of them, and a mapping that goes on; to be copied."""
    make_sandbox(url)
    cli = staffed(Cli(url=url, env={}), TWO_AREAS, by="siv")
    cli.ok("case", "open", "barnevern_forlop", "--set", "fase=hjelpetiltak", *LAST_WEEK, *KARI)
    case = CASE
    cli.ok("advance", case, "forlop_startet", *LAST_WEEK, "--set", "samtykke=gitt", "--set", "risiko_individ=1.1.02",
           "--code", "tvil", "--reason", "Er det tvil, startes det.", *KARI)  # fmt: skip
    cli.ok("advance", case, "oppstartsmote_holdt", "--set", "deltakere=kommunal_helse,barnet", *LAST_WEEK, *KARI)


def make_unreleased(url: str) -> None:
    """The same, after it was recorded that a referral goes to BUP, and nobody has consented to that; to be copied."""
    make_areas(url)
    Cli(url=url, env={}).ok("advance", CASE, *REFER, "--text", "referanse=KANARI", *KARI)


def make_referred(url: str) -> None:
    """The same, where the course of the case may be told to either BUP; to be copied."""
    make_unreleased(url)
    cli = Cli(url=url, env={})
    for to in ("bup-sor", "bup-ost"):
        released(cli, "--to", to)


def released(cli: Cli, *more: str) -> int:
    """Record a release from secrecy by the child and both parents; its number."""
    return int(cli.ok("consent", "release", CASE, *HELD, *more, *KARI, "--json").json["seq"])


def listed(cli: Cli, user: tuple[str, ...], *more: str) -> dict[str, list[dict[str, Any]]]:
    """What somebody sees of messages."""
    told = cli.ok("signal", "list", *user, *more, "--json").json
    return {name: told[name] for name in ("incoming", "outgoing")}


def the_one(cli: Cli) -> str:
    """The id of the only message that kari's service sends."""
    outgoing = listed(cli, KARI, "--all")["outgoing"]
    assert len(outgoing) == 1
    return str(outgoing[0]["signal_id"])


def sent(cli: Cli) -> str:
    """Send the referral to BUP Sør; its id."""
    signal = the_one(cli)
    cli.ok("signal", "send", signal, *TO_SOR, *KARI)
    return signal


def corrected(cli: Cli, signal: str, *more: str) -> None:
    """Correct at the source that the referral was sent the Friday before."""
    seen = shown(cli, signal, KARI)
    given = more or ("--happened", "2026-08-21")
    cli.ok("correct", seen["case_id"], str(seen["seq"]), *given, "--why", "Sendt fredag.", *KARI)


def annulled(cli: Cli, signal: str) -> None:
    """Say at the source that the referral should never have been registered."""
    seen = shown(cli, signal, KARI)
    cli.ok("annul", seen["case_id"], str(seen["seq"]), "--why", "Feil barn.", *KARI)


def received(cli: Cli, signal: str, *more: str) -> str:
    """Let BUP Sør receive a message in a case of its own; its number."""
    given = ("signal", "receive", signal, "--set", "henviser=barnevern", *more, *MONA, "--json")
    return str(cli.ok(*given).json["case_id"])


def shown(cli: Cli, signal: str, user: tuple[str, ...]) -> dict[str, Any]:
    """A message, as somebody sees it."""
    return cli.ok("signal", "show", signal, *user, "--json").json


def due(cli: Cli, case: str, deadline: str = "svar") -> str:
    """The nominal date of a deadline of BUP's case."""
    runs = cli.ok("case", "show", case, *MONA, "--json").json["runs"]
    found = [each for run in runs for each in run["deadlines"] if each["name"] == deadline]
    return str(found[0]["nominal"])


def whole(cli: Cli) -> None:
    """Everything replays, and the chains hold."""
    assert cli.ok("replay", "--all", *ROLF, "--json").json["ok"]
    assert cli.ok("verify", *ROLF, "--json").json["ok"]


def gaps(cli: Cli, *more: str, user: tuple[str, ...] = KARI) -> dict[str, list[str]]:
    """What falls between in the cases that somebody sees, by case."""
    return {each["case_id"]: each["gaps"] for each in cli.ok("case", "gaps", *more, *user, "--json").json["cases"]}
