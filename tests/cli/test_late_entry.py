"""The verbs for the past, each with its own permission and reason: late entries, corrections and annulments."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.running import ROOT, Cli, Ran, open_case
from tests.cli.support import CONCLUDE, investigated, page, set_clock, words
from tests.support import access

FEEDBACK = ("tilbakemelding_gitt", "--activity", "1", "--set", "opplyst_apnet=ja", "--happened", "2026-09-01")
WHY = "Lappen lå i feil mappe."


def placed(cli: Cli, folder: Path, *lines: str, days: str = "14") -> Cli:
    """The same installation, where the place has said who alone may: lines of an action and roles."""
    shutil.copytree(ROOT / "definitions", folder / "definitions")
    settings = folder / "definitions" / "settings.yaml"
    told = settings.read_text(encoding="utf-8").replace("from_days: 14", f"from_days: {days}")
    settings.write_text(told, encoding="utf-8")
    table = access.SHIPPED
    for action, roles in (line.split(": ") for line in lines):
        table = access.only(table, action, roles.strip("[]").split(", "))
    access.write(folder / "definitions", table)
    return Cli(url=cli.url, env={**cli.env, "PATHWAYS_DEFINITIONS": str(folder / "definitions")})


def late(cli: Cli) -> str:
    """A case under investigation, two weeks after something that nobody has entered; its number."""
    case = investigated(cli)
    set_clock(cli, "2026-09-15T09:00")
    return case


def figures(cli: Cli, verb: str) -> list[tuple[int, int]]:
    told = cli.ok("report", "past", "--as", "liv", "--json").json["verbs"]
    return [(each["count"], each["with_reason"]) for each in told if each["verb"] == verb]


def test_an_entry_two_weeks_late_says_why_and_the_timeline_and_the_figures_tell_it(cli_on_both: Cli) -> None:
    cli = cli_on_both
    case = late(cli)
    refused = cli("advance", case, *FEEDBACK)
    assert (refused.code, "skjedde for 14 dager siden" in refused.told, "--late-reason" in refused.told) == (
        4,
        True,
        True,
    )
    cli.ok("advance", case, *FEEDBACK, "--reason", "Ringte.", "--late-reason", WHY)
    told = page(cli, "timeline", case)
    assert f"Hvorfor sent registrert: «{WHY}»" in told
    assert "Begrunnelse: «Ringte.»" in told
    assert figures(cli, "late_entry") == [(1, 1)]
    assert cli.ok("replay", "--all", "--json").json["ok"]
    assert cli.ok("verify", "--json", "--as", "rolf").json["ok"]


def test_a_day_less_asks_for_nothing_and_counts_as_no_late_entry(cli: Cli) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-09-14T09:00")
    cli.ok("advance", case, *FEEDBACK, "--reason", "Ringte.")
    assert figures(cli, "late_entry") == []


def test_the_reason_of_the_act_itself_is_not_why_it_is_late(cli: Cli) -> None:
    case = late(cli)
    assert cli("advance", case, *FEEDBACK, "--reason", WHY).code == 4


def test_a_case_that_is_opened_late_says_why_too(cli: Cli) -> None:
    opening = ("case", "open", "barnevern_undersokelse", "--set", "meldere=11", "--set", "innhold=1.1.02")
    assert cli(*opening, "--happened", "2026-08-10").code == 4
    cli.ok(*opening, "--happened", "2026-08-10", "--late-reason", WHY)


def test_what_is_refused_for_itself_need_not_be_explained_first(cli: Cli) -> None:
    case = open_case(cli)
    set_clock(cli, "2026-09-15T09:00")
    refused = cli("advance", case, *CONCLUDE, "--happened", "2026-08-01")
    assert "--late-reason" not in refused.told


def test_a_file_of_changes_takes_it_for_each_entry(cli: Cli, tmp_path: Path) -> None:
    case, file = late(cli), tmp_path / "endringer.json"
    entry = {"enter": "tilbakemelding_gitt", "activity": "1", "happened": "2026-09-01", "set": {"opplyst_apnet": True}}
    file.write_text(json.dumps([entry]), encoding="utf-8")
    assert "late_reason" in cli("amend", case, str(file)).told
    file.write_text(json.dumps([{**entry, "late_reason": WHY}]), encoding="utf-8")
    cli.ok("amend", case, str(file))
    assert WHY in page(cli, "timeline", case)


def test_a_correction_keeps_why_it_came_late(cli: Cli) -> None:
    case = late(cli)
    seq = str(cli.ok("advance", case, *FEEDBACK, "--late-reason", WHY, "--json").json["seq"])
    cli.ok("correct", case, seq, "--happened", "2026-09-02", "--why", "Dagen etter.")
    told = page(cli, "timeline", case)
    assert told.count(WHY) == 1
    assert "Hvorfor sent registrert: «" in told
    nothing = cli("correct", case, seq, "--happened", "2026-09-02", "--why", "Igjen.")
    assert nothing.code == 4


@pytest.mark.parametrize(
    ("setting", "command", "told"),
    [
        (
            "case.correct_any",
            ("correct", "2", "--set", "umiddelbar_oppfolging=ja"),
            "kan rette det egen rolle kan registrere",
        ),
        ("case.annul_any", ("annul", "2"), "kan merke som feilregistrert det egen rolle kan registrere"),
    ],
)
def test_who_may_is_the_places_own_and_holds_instead_of_the_roles_of_the_event(
    cli: Cli, tmp_path: Path, setting: str, command: tuple[str, ...], told: str
) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-08-26T09:00")
    verb, *rest = command
    chosen = placed(cli, tmp_path, f"{setting}: [barnekoordinator]")

    def tried(user: str, *options: str) -> Ran:
        return chosen(verb, case, *rest, "--why", "Feil.", "--as", user, *options)

    refused = tried("kari")
    assert (refused.code, told in refused.told, setting.removesuffix("_any") in refused.told) == (7, True, True)
    assert tried("kari", "--dry-run").code == 7
    assert tried("bente").code == 0  # who may record no such event herself
    assert chosen.ok("replay", "--all", "--json", "--as", "rolf").json["ok"]


def test_who_may_enter_so_late_is_asked_only_of_what_is_late(cli: Cli, tmp_path: Path) -> None:
    case = late(cli)
    chosen = placed(cli, tmp_path, "case.enter_late: [leder]")
    refused = chosen("advance", case, *FEEDBACK, "--late-reason", WHY, "--as", "kari")
    assert (refused.code, "case.enter_late" in refused.told) == (7, True)
    chosen.ok("advance", case, *FEEDBACK[:-1], "2026-09-02", "--as", "kari")


def test_case_can_tells_who_may_and_from_when(cli: Cli, tmp_path: Path) -> None:
    case = investigated(cli)
    chosen = placed(cli, tmp_path, "case.correct_any: [leder]", days="21")
    told = page(chosen, "case", "can", case, "--as", "kari")
    assert "Registrere noe 21 dager eller mer etter at det skjedde" in told
    past = chosen.ok("case", "can", case, "--as", "kari", "--json").json["past"]
    assert past == {
        "correct": {"by": ["leder"], "mine": False},
        "annul": {"by": None, "mine": True},
        "late_entry": {"from_days": 21, "by": None, "mine": True},
    }


def test_a_dry_run_of_a_correction_tells_whom_it_would_correct_and_records_nothing(cli: Cli) -> None:
    case = investigated(cli)
    cli.ok("clock", "advance", "11w")
    cli.ok("notice", "read", "--all", "--as", "kari")
    before = cli.ok("timeline", case, "--json").json["entries"]
    moved = ("correct", case, "1", "--happened", "2026-08-20", "--why", "Kom på torsdag.")
    foreseen = cli.ok(*moved, "--dry-run", "--json").json
    assert ("kari", "undersokelse") in {(each["recipient"], each["deadline"]) for each in foreseen["corrections"]}
    assert foreseen["handed_on"] == []
    assert "Rettelser til dem som har fått en dato som ikke lenger gjelder" in words(cli.ok(*moved, "--dry-run"))
    assert cli.ok("timeline", case, "--json").json["entries"] == before
    cli.ok(*moved)
    found = cli.ok("notice", "list", "--as", "kari", "--json").json["notices"]
    corrected = [each for each in found if each["corrects"]]
    assert len(corrected) == len([each for each in foreseen["corrections"] if each["recipient"] == "kari"])
