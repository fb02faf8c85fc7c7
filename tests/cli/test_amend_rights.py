"""Settings about the past hold for a set of changes as for each verb alone: every change is asked for its own right."""

import json
from pathlib import Path

import pytest

from tests.cli.auditing import draw_all
from tests.cli.running import Cli, Ran
from tests.cli.support import investigated, page, set_clock
from tests.cli.test_late_entry import FEEDBACK, WHY, placed

EVERY = ("case.correct_any", "case.annul_any", "case.enter_late")
DROP = ("--set", "konklusjon=10", "--reason", "Nye opplysninger fra skolen.")


@pytest.fixture
def case(cli: Cli) -> str:
    """An investigation with an assessment of the plan and a conversation entered in time, on 15 September."""
    case = investigated(cli)
    cli.ok("advance", case, "undersokelsesplan_laget", "--set", "plan_dato=2026-08-24")
    set_clock(cli, "2026-09-15T09:00")
    return case


def planned(cli: Cli, case: str) -> int:
    entries = cli.ok("timeline", case, "--json").json["entries"]
    return next(int(each["seq"]) for each in entries if each["name"] == "undersokelsesplan_laget")


def all_verbs(cli: Cli, case: str) -> list[dict[str, object]]:
    """A change by every verb."""
    return [
        {"correct": 1, "happened": "2026-08-23"},
        {"annul": planned(cli, case)},
        {"enter": "tilbakemelding_gitt", "activity": "1", "happened": "2026-09-01", "set": {"opplyst_apnet": True},
         "late_reason": WHY},
        {"redecide": 2, "happened": "2026-09-14", "set": {"konklusjon": "10"}, "reason": "Nye opplysninger."},
    ]  # fmt: skip


def amend(cli: Cli, case: str, folder: Path, changes: list[dict[str, object]], *more: str) -> Ran:
    file = folder / "endringer.json"
    file.write_text(json.dumps(changes), encoding="utf-8")
    return cli("amend", case, str(file), "--why", "Ført feil.", *more)


@pytest.mark.parametrize("dry", [(), ("--dry-run",)], ids=["recorded", "dry run"])
@pytest.mark.parametrize("held", [(), *((name,) for name in EVERY), EVERY])
def test_each_verb_of_a_set_asks_for_its_own_setting_and_no_other(
    cli: Cli, case: str, tmp_path: Path, held: tuple[str, ...], dry: tuple[str, ...]
) -> None:
    changes = all_verbs(cli, case)[:3]
    chosen = placed(cli, tmp_path, *(f"{name}: [barnekoordinator]" for name in held))
    ran = amend(chosen, case, tmp_path, changes, "--as", "kari", *dry)
    assert (ran.code == 0) is (not held), ran
    assert [name for name in EVERY if name.removesuffix("_any") in ran.told] == list(held)


def test_who_a_setting_names_may_in_a_set_what_their_role_cannot_record(cli: Cli, case: str, tmp_path: Path) -> None:
    changes = all_verbs(cli, case)[:2]
    chosen = placed(cli, tmp_path, *(f"{name}: [revisor]" for name in EVERY))
    draw_all(cli)
    assert amend(cli, case, tmp_path, changes, "--as", "rolf").code != 0
    assert amend(chosen, case, tmp_path, changes, "--as", "rolf").code == 0
    assert chosen.ok("replay", "--all", "--json", "--as", "rolf").json["ok"]


def test_a_late_entry_in_a_set_needs_the_role_of_its_event_besides(cli: Cli, case: str, tmp_path: Path) -> None:
    entry = all_verbs(cli, case)[2:3]
    chosen = placed(draw_all(cli), tmp_path, "case.enter_late: [revisor, leder, saksbehandler]")
    assert amend(chosen, case, tmp_path, entry, "--as", "rolf").code == 7
    assert amend(chosen, case, tmp_path, entry, "--as", "kari").code == 0


def test_deciding_anew_asks_for_none_of_the_settings_alone_or_in_a_set(cli: Cli, case: str, tmp_path: Path) -> None:
    chosen = placed(cli, tmp_path, *(f"{name}: [revisor]" for name in EVERY))
    assert chosen("redecide", case, "2", *DROP, "--happened", "2026-08-25", "--as", "kari").code == 7
    assert amend(chosen, case, tmp_path, all_verbs(cli, case)[3:], "--as", "liv", "--dry-run").code == 0
    chosen.ok("redecide", case, "2", *DROP, "--happened", "2026-08-25", "--as", "liv")


def test_a_decision_made_anew_is_corrected_and_annulled_by_whom_the_settings_name(
    cli: Cli, case: str, tmp_path: Path
) -> None:
    chosen = placed(draw_all(cli), tmp_path, "case.correct_any: [revisor]", "case.annul_any: [revisor]")
    seq = str(chosen.ok("redecide", case, "2", *DROP, "--happened", "2026-09-14", "--as", "liv", "--json").json["seq"])
    for command in (("correct", case, seq, "--happened", "2026-09-15"), ("annul", case, seq)):
        assert chosen(*command, "--why", "Feil dag.", "--as", "liv").code == 7
        chosen.ok(*command, "--why", "Feil dag.", "--as", "rolf")
    assert "Feil dag." in page(chosen, "timeline", case, "--as", "rolf")


def test_a_case_opened_late_and_an_act_alone_ask_for_the_right_too(cli: Cli, case: str, tmp_path: Path) -> None:
    chosen = placed(cli, tmp_path, "case.enter_late: [leder]")
    opening = ("case", "open", "barnevern_undersokelse", "--set", "meldere=11", "--set", "innhold=1.1.02")
    refused = chosen(*opening, "--happened", "2026-08-10", "--late-reason", WHY, "--as", "kari")
    assert (refused.code, "case.enter_late" in refused.told) == (7, True)
    assert chosen("advance", case, *FEEDBACK, "--late-reason", WHY, "--as", "kari").code == 7


def test_a_role_that_only_says_why_deadlines_were_missed_puts_nothing_else_right(
    cli: Cli, case: str, tmp_path: Path
) -> None:
    """The definition names the role, and the table lets it explain alone; what may correct is another role of hers."""
    cli.ok("people", "role", "kari", "barnekoordinator", "--as", "siv")
    others = (f"{name}: [leder, barnekoordinator]" for name in ("case.record", "case.correct", "case.annul"))
    chosen, seq = placed(cli, tmp_path, *others, "case.explain: [saksbehandler]"), str(planned(cli, case))
    for verb in (("annul", "--why", "Feil."), ("correct", "--set", "plan_dato=2026-08-25", "--why", "Feil.")):
        name, *more = verb
        assert chosen(name, case, seq, *more, "--as", "kari").code == 7, verb
    assert chosen("annul", case, seq, "--why", "Feil.", "--as", "liv").code == 0
