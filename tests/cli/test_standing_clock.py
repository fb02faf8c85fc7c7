"""A clock that stands: what is used and left of it is what was so when it stopped, on whatever day it is asked."""

import shutil
from pathlib import Path

import pytest

from tests.cli.running import Cli
from tests.cli.support import page, set_clock
from tests.definitions.test_how_to import WAITING, waiting_pathway
from tests.support.databases import SqliteDatabases
from tests.support.worlds import FOLDER

WAITS = ("satt_pa_vent", "--set", "venter_pa=familien", "--reason", "Bortreist.", "--as", "bente")
GOES_ON = ("gjenopptatt", "--set", "venter_pa=familien", "--as", "bente")
DECISION = "within: 5 working days"
PLAN = """\
pathway: veiledning
from: 2026-03-01
to: 2026-03-10
reason: Åtte virkedager fra 10. mars.
deadlines: {beslutning: rebudget}
"""
FROM_THEN = ("2026-03-11", "2026-03-14", "2026-03-15", "2026-04-06")


def make_march(url: str) -> None:
    """A sandbox on Monday 9 March 2026; for ``copy_of``."""
    Cli(url=url, env={}).ok("init", "--sandbox", "--clock", "2026-03-09")


@pytest.fixture
def guidance(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Cli:
    """A sandbox with the pathway of the page on larger pathways."""
    url = sqlite_databases.copy_of(make_march)
    folder = Path(shutil.copytree(FOLDER, tmp_path / "definitions"))
    (folder / "kommune").mkdir()
    (folder / WAITING).write_text(waiting_pathway(), encoding="utf-8")
    return Cli(url=url, env={"PATHWAYS_DEFINITIONS": str(folder), "COLUMNS": "200"})


def change(cli: Cli, old: str, new: str) -> None:
    path = Path(cli.env["PATHWAYS_DEFINITIONS"]) / WAITING
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def waiting(cli: Cli, began: str = "2026-03-09T08:00", paused: str = "2026-03-09T09:00") -> str:
    """A case that began on Monday 9 March 2026 and waits."""
    set_clock(cli, began)
    case = str(cli.ok("case", "open", "veiledning", "--as", "bente", "--json").json["case_id"])
    set_clock(cli, paused)
    cli.ok("advance", case, *WAITS)
    return case


def spent(cli: Cli, case: str, on: str) -> tuple[int, int]:
    set_clock(cli, f"{on}T11:00")
    found = cli.ok("deadline", "explain", case, "beslutning", "--json").json["spent"]
    return found["used"], found["left"]


def test_working_days_stand_as_they_did_when_the_clock_stopped_on_every_later_day(guidance: Cli) -> None:
    case = waiting(guidance)
    assert {spent(guidance, case, on) for on in ("2026-03-09", *FROM_THEN)} == {(0, 5)}
    told = guidance.ok("deadline", "explain", case, "beslutning").told
    assert "0 virkedager er brukt av tiden, 5 virkedager er ubrukt" in told


def test_what_was_used_before_the_clock_stopped_stays_used(guidance: Cli) -> None:
    # Tuesday and Wednesday are used; Thursday is the first day in which it stands.
    case = waiting(guidance, paused="2026-03-12T09:00")
    assert {spent(guidance, case, on) for on in ("2026-03-12", "2026-03-13", "2026-03-14", "2026-04-06")} == {(2, 3)}
    set_clock(guidance, "2026-04-07T09:00")
    guidance.ok("advance", case, *GOES_ON)
    # The day it goes again counts.
    assert spent(guidance, case, "2026-04-07") == (3, 2)
    assert spent(guidance, case, "2026-04-09") == (5, 0)


@pytest.mark.parametrize(
    ("budget", "before"),
    [("within: 2 weeks", (2, 12)), ("within: 72 hours", (48, 24)), ("within: 1 month", (2, 29))],
)
def test_so_do_weeks_months_and_hours(guidance: Cli, budget: str, before: tuple[int, int]) -> None:
    change(guidance, DECISION, budget)
    change(guidance, "counting: working-days", "counting: hours" if "hours" in budget else "counting: dl-148")
    change(guidance, "      - {before: 2 working days, to: [barnekoordinator]}\n", "")
    case = waiting(
        guidance, began="2026-03-09T09:00", paused="2026-03-11T09:00" if "hours" in budget else "2026-03-12T09:00"
    )
    assert {spent(guidance, case, on) for on in ("2026-03-12", "2026-03-14", "2026-04-06")} == {before}


def test_a_clock_that_begins_again_has_everything_left_while_it_stands_and_counts_from_then(guidance: Cli) -> None:
    change(guidance, "on_pause: freezes", "on_pause: restarts")
    change(guidance, DECISION, "within: 10 days")
    change(guidance, "counting: working-days", "counting: dl-148")
    case = waiting(guidance, paused="2026-03-12T09:00")
    assert {spent(guidance, case, on) for on in ("2026-03-12", "2026-03-14", "2026-04-06")} == {(0, 10)}
    set_clock(guidance, "2026-04-07T09:00")
    guidance.ok("advance", case, *GOES_ON)
    assert spent(guidance, case, "2026-04-09") == (2, 8)


def test_a_clock_that_begins_again_is_told_in_the_order_in_which_its_end_came_about(guidance: Cli) -> None:
    change(guidance, "on_pause: freezes", "on_pause: restarts")
    change(guidance, DECISION, "within: 10 days")
    change(guidance, "counting: working-days", "counting: dl-148")
    case = waiting(guidance, paused="2026-03-12T09:00")
    asked = ("deadline", "explain", case, "beslutning", "--json")
    first, stopped = ("2026-03-19", "+ 10 dager"), ("2026-03-12", "klokken står fra og med denne dagen")
    standing = [(each["on"], each["text"]) for each in guidance.ok(*asked).json["why"]]
    anew = "hit rakk tiden før klokken sto; når den går igjen, telles hele tiden på nytt"
    assert standing[1:] == [first, stopped, ("2026-03-19", anew)]
    set_clock(guidance, "2026-04-07T09:00")
    guidance.ok("advance", case, *GOES_ON)
    assert [(each["on"], each["text"]) for each in guidance.ok(*asked).json["why"]][1:] == [
        first,
        stopped,
        ("2026-04-07", "klokken går igjen, og hele tiden telles på nytt herfra: 10 dager"),
        ("2026-04-17", "hit rekker hele tiden, talt på nytt: tir. 7. apr. 2026 + 10 dager"),
    ]


def test_a_decision_made_while_the_clock_stood_shows_what_was_left_then(guidance: Cli) -> None:
    case = waiting(guidance, paused="2026-03-12T09:00")
    set_clock(guidance, "2026-03-18T09:00")
    guidance.ok("advance", case, "besluttet", "--set", "tilbud=ja", "--reason", "Trenger hjelp.", "--as", "bente")
    assert spent(guidance, case, "2026-03-25") == (2, 3)


def test_a_clock_that_stands_since_before_a_migration_says_the_same_twice(guidance: Cli, tmp_path: Path) -> None:
    new = (
        waiting_pathway()
        .replace("version: 2026-03-01", "version: 2026-03-10")
        .replace(DECISION, "within: 8 working days")
    )
    case = waiting(guidance)
    folder = Path(guidance.env["PATHWAYS_DEFINITIONS"])
    (folder / "kommune/veiledning-2.yaml").write_text(new, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    set_clock(guidance, "2026-03-11T09:00")
    guidance.ok("definition", "migrate", str(tmp_path / "plan.yaml"), "--as", "siv")
    assert {spent(guidance, case, on) for on in ("2026-03-11", "2026-03-14", "2026-04-06")} == {(0, 8)}
    carried = guidance.ok("deadline", "explain", case, "beslutning", "--json").json["carried"]
    assert (carried["used"]["amount"], carried["left"]["amount"]) == (0, 8)


def test_lists_count_no_days_to_a_date_that_is_not_there_while_the_clock_stands(guidance: Cli) -> None:
    case = waiting(guidance)
    guidance.ok("advance", case, "satt_pa_vent", "--set", "venter_pa=annen_tjeneste", *WAITS[3:])
    set_clock(guidance, "2026-03-11T09:00")
    guidance.ok("advance", case, *GOES_ON)  # It still waits for the other, and nothing runs.
    listed = guidance.ok("case", "list", "--json").json["cases"][0]["next"]
    tasks = guidance.ok("worklist", "--json").json["deadlines"]
    explained = guidance.ok("deadline", "explain", case, "beslutning", "--json").json["deadline"]
    assert (listed["name"], listed["word"]) == ("venting_vurderes", "running")
    [decision] = [each for each in tasks if each["name"] == "beslutning"]
    for each in (decision, explained):
        assert (each["word"], each["days_left"], each["missed_from"]) == ("paused", None, None)
    told = page(guidance, "worklist")
    assert "tidligst tir. 17. mars 2026" in told
    assert "klokken står siden man. 9. mars 2026" in told
