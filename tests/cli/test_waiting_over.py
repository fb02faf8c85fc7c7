"""A case that had ended while it waited goes on to another end: its wait was over when it first ended, and stays so."""

import shutil
from pathlib import Path

import pytest

from tests.cli.running import Cli
from tests.cli.support import investigated, page, set_clock
from tests.cli.test_standing_clock import GOES_ON, WAITS, make_march
from tests.definitions.test_how_to import WAITING, waiting_pathway
from tests.support.databases import SqliteDatabases
from tests.support.worlds import FOLDER

RUN = "barnevern_undersokelse"
AS = ("--as", "bente")
REFUSED = ("besluttet", "--set", "tilbud=nei", "--reason", "Ikke behov.", *AS)
CLOSED = ("henvist_videre", "--reason", "Fulgt videre av skolen.", *AS)
LETTER = """\
  svarbrev:
    title: Familien har fått svar
    from: veiledning_bedt_om
    within: 10 working days
    counting: working-days
    basis: lokal-veiledning
    met_by: svar_sendt
    on_pause: freezes
    remind:
      - {on_due: "08:00", to: [barnekoordinator]}

  venting_vurderes:"""
EVENTS = """\
  svar_sendt:
    {title: Svar sendt, from: [bedt_om, gis, ikke_gitt, avsluttet], by: barnekoordinator, to: stays}
  henvist_videre:
    {title: Henvist videre, from: ikke_gitt, by: barnekoordinator, decision: true, reason: required, to: avsluttet}

deadlines:
"""


@pytest.fixture
def letters(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Cli:
    """A sandbox in March 2026 with a pathway that owes the family a letter, also where it is closed."""
    url = sqlite_databases.copy_of(make_march)
    folder = Path(shutil.copytree(FOLDER, tmp_path / "definitions"))
    (folder / "kommune").mkdir()
    text = waiting_pathway().replace("  venting_vurderes:", LETTER).replace("deadlines:\n", EVENTS, 1)
    (folder / WAITING).write_text(text, encoding="utf-8")
    return Cli(url=url, env={"PATHWAYS_DEFINITIONS": str(folder), "COLUMNS": "200"})


def test_a_conclusion_made_anew_leaves_the_wait_where_the_first_one_ended_it(cli_on_both: Cli) -> None:
    cli = cli_on_both
    case = investigated(cli)
    set_clock(cli, "2026-09-07T09:00")
    other = ("--set", "venter_pa=annen_tjeneste", "--reason", "Venter på BUP.")
    cli.ok("advance", case, "satt_pa_vent", "--run", RUN, *other)
    set_clock(cli, "2026-09-21T09:00")
    concluded = ("undersokelse_konkludert", "--set", "utfall=3", "--reason", "Ikke grunnlag.", "--as", "liv")
    first = cli.ok("advance", case, *concluded, "--json").json["seq"]
    set_clock(cli, "2026-10-05T09:00")
    cli.ok("redecide", case, str(first), "--set", "utfall=1", "--reason", "Nytt i saken.", "--as", "liv")
    for when in ((), ("--at", "2026-09-25")):
        [run] = [each for each in cli.ok("case", "show", case, "--json", *when).json["runs"] if each["run"] == RUN]
        assert [(each["began_on"], each["ended_on"]) for each in run["pauses"]] == [("2026-09-07", "2026-09-21")]
    assert cli.ok("replay", "--all", "--json").json["ok"]


def closed(cli: Cli) -> str:
    """Asked for on Monday 9 March 2026, it waits from Thursday, is refused on the 16th and sent on on the 20th."""
    set_clock(cli, "2026-03-09T08:00")
    case = str(cli.ok("case", "open", "veiledning", *AS, "--json").json["case_id"])
    for at, act in (("2026-03-12T09:00", WAITS), ("2026-03-16T09:00", REFUSED), ("2026-03-20T09:00", CLOSED)):
        set_clock(cli, at)
        cli.ok("advance", case, *act)
    return case


def test_what_is_still_owed_there_is_explained_by_the_days_the_case_waited(letters: Cli) -> None:
    cli, case = letters, closed(letters)
    # The 10th and 11th were used; the clock stood on the 12th and 13th, and the other eight working days run on.
    found = cli.ok("deadline", "explain", case, "svarbrev", "--json").json
    assert (found["deadline"]["nominal"], found["pauses"][0]["ended_on"]) == ("2026-03-25", "2026-03-16")
    assert max(step["on"] for step in found["why"]) == "2026-03-25"
    assert (found["spent"]["used"], found["spent"]["left"]) == (7, 3)
    assert "man. 16. mars 2026" in page(cli, "deadline", "explain", case, "svarbrev")
    assert cli.ok("replay", "--all", "--json").json["ok"]


def test_that_it_was_over_sooner_can_still_be_told_there(letters: Cli) -> None:
    cli, case = letters, closed(letters)
    cli.ok("advance", case, *GOES_ON, "--happened", "2026-03-13", "--late-reason", "Ført inn senere.")
    found = cli.ok("deadline", "explain", case, "svarbrev", "--json").json
    assert (found["deadline"]["nominal"], found["pauses"][0]["ended_on"]) == ("2026-03-24", "2026-03-13")
    assert max(step["on"] for step in found["why"]) == "2026-03-24"
    assert cli.ok("replay", "--all", "--json").json["ok"]
