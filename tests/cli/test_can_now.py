"""``case can CASE EVENT`` says first whether it can be done now, in the words that ``advance`` would refuse it with."""

from tests.cli.running import Cli, open_case
from tests.cli.support import page
from tests.cli.test_waiting import FORLOP, mapped

CONCLUDE = ("--set", "konklusjon=2", "--reason", "x")


def first_line(cli: Cli, *arguments: str) -> str:
    return page(cli, "case", "can", *arguments).partition(". ")[0]


def refused_with(cli: Cli, *arguments: str) -> str:
    """The sentence that ``advance`` refuses with, without that nothing was recorded."""
    sentence = " ".join(cli("advance", *arguments).told.split())
    return sentence.partition("Ikke registrert: ")[2]


def test_what_state_and_role_let_be_recorded_can_be_done_now(cli: Cli) -> None:
    case = open_case(cli)
    told = page(cli, "case", "can", case, "melding_konkludert")
    assert told.startswith("Nå: ja. ")
    assert cli.ok("case", "can", case, "melding_konkludert", "--json").json["now"] == {"possible": True, "why": None}


def test_what_the_state_refuses_is_told_as_advance_refuses_it(cli: Cli) -> None:
    case = mapped(cli)
    run = ("--run", "barnevern_undersokelse")
    why = cli.ok("case", "can", case, "melding_konkludert", *run, "--json").json["now"]["why"]
    assert "er ikke mulig når løpet er i tilstanden" in why
    assert page(cli, "case", "can", case, "melding_konkludert", *run).startswith(f"Nå: nei. {why}")
    assert refused_with(cli, case, "melding_konkludert", *CONCLUDE, *run).casefold().startswith(why.casefold())


def test_what_the_role_refuses_is_told_as_advance_refuses_it(cli: Cli) -> None:
    case = mapped(cli)
    why = cli.ok("case", "can", case, "frist_utvidet", "--json").json["now"]["why"]
    assert "kan bare registreres av" in why
    given = ("--code", "sakkyndig", "--reason", "x", "--set", "foreldre_informert=ja")
    assert refused_with(cli, case, "frist_utvidet", *given).casefold().startswith(why.casefold())


def test_where_nothing_waits_nothing_goes_on(cli: Cli) -> None:
    case = mapped(cli)
    why = cli.ok("case", "can", case, "gjenopptatt", *FORLOP, "--json").json["now"]["why"]
    assert why.casefold() in refused_with(cli, case, "gjenopptatt", "--set", "venter_pa=familien", *FORLOP).casefold()


def test_an_extension_that_is_used_says_so(cli: Cli) -> None:
    case = mapped(cli)
    given = ("--code", "sakkyndig", "--reason", "x", "--set", "foreldre_informert=ja", "--as", "liv")
    assert page(cli, "case", "can", case, "frist_utvidet", "--as", "liv").startswith("Nå: ja. ")
    cli.ok("advance", case, "frist_utvidet", *given)
    assert page(cli, "case", "can", case, "frist_utvidet", "--as", "liv").startswith("Nå: ja, men fristen er alt")


def test_what_starts_a_run_can_be_done_whenever(cli: Cli) -> None:
    assert page(cli, "case", "can", mapped(cli), "melding_mottatt").startswith("Nå: ja. ")


def test_where_several_runs_could_take_it_the_choice_is_said(cli: Cli) -> None:
    told = page(cli, "case", "can", mapped(cli), "satt_pa_vent")
    assert told.startswith("Nå: ja, med --run barnevern_forlop|barnevern_undersokelse.")
