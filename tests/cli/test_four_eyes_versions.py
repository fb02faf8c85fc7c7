"""Proposals that wait while the definition changes: what the version of the day asks, and what it no longer knows."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.running import Cli
from tests.cli.support import page, set_clock
from tests.cli.test_four_eyes import KARI, LIV, WHY, opened, run_of, whole
from tests.support.two_people import EVENTS, laid_in, two_people

LATER = "2026-08-26"
PLAN = f"""\
pathway: prove
from: 2026-01-01
to: {LATER}
reason: Ny utgave fra 26. august.
"""
CONCLUDED = ("konkludert", "--set", "henlegges=nei")


@pytest.fixture
def waiting(cli: Cli, tmp_path: Path) -> Cli:
    """A sandbox in which a conclusion waits for an approval, two days before another version is in force."""
    found = replace(cli, env={**cli.env, "PATHWAYS_DEFINITIONS": str(laid_in(tmp_path / "definitions"))})
    case = opened(found)
    found.ok("advance", case, *CONCLUDED, *WHY, *KARI)
    return found


def moved(cli: Cli, tmp_path: Path, events: str) -> None:
    """Take a later version into use, and bring the run to it."""
    laid_in(tmp_path / "definitions", two_people(), two_people(version=LATER, events=events))
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    set_clock(cli, f"{LATER}T07:00")
    cli.ok("definition", "migrate", str(plan), "--as", "siv")


def test_the_version_of_the_day_says_who_approves(waiting: Cli, tmp_path: Path) -> None:
    other = EVENTS.replace("approval: {by: leder}", "approval: {by: enhetsleder}", 1)
    moved(waiting, tmp_path, other)
    [found] = waiting.ok("case", "show", "PR-2026-0001", *LIV, "--json").json["proposals"]
    assert (found["by"], found["mine"]) == (["enhetsleder"], False)
    assert waiting("approve", "PR-2026-0001", "2", *LIV).code == 7
    waiting.ok("approve", "PR-2026-0001", "2", "--as", "inger")
    assert run_of(waiting, "PR-2026-0001")["state"] == "undersokes"
    whole(waiting)


def test_what_the_new_version_no_longer_asks_is_withdrawn_and_recorded(waiting: Cli, tmp_path: Path) -> None:
    moved(waiting, tmp_path, EVENTS.replace("  approval: {by: leder}\n", "", 1))
    told = page(waiting, "case", "show", "PR-2026-0001", *LIV)
    assert "ber ikke om godkjenning: den som foreslo, trekker det og registrerer hendelsen" in told
    refused = waiting("approve", "PR-2026-0001", "2", *LIV)
    assert (refused.code, "skal «konkludert» ikke godkjennes" in refused.told) == (4, True)
    waiting.ok("withdraw", "PR-2026-0001", "2", *KARI)
    assert waiting.ok("advance", "PR-2026-0001", *CONCLUDED, *WHY, *KARI, "--json").json["waits_for"] == []
    whole(waiting)


def test_what_the_new_version_does_not_know_is_refused_and_can_be_declined(waiting: Cli, tmp_path: Path) -> None:
    more = EVENTS.replace("records: henlegges\n", "records: [henlegges, antall]\n", 1)
    moved(waiting, tmp_path, more.replace("[arsak, frist, antall, notat]", "[arsak, frist, notat]"))
    refused = waiting("approve", "PR-2026-0001", "2", *LIV)
    assert (refused.code, "antall" in refused.told) == (4, True)
    waiting.ok("decline", "PR-2026-0001", "2", "--reason", "Antallet mangler.", *LIV)
    whole(waiting)


def test_an_approval_of_before_the_move_is_judged_by_the_version_of_then(waiting: Cli, tmp_path: Path) -> None:
    moved(waiting, tmp_path, EVENTS.replace("approval: {by: leder}", "approval: {by: enhetsleder}", 1))
    set_clock(waiting, f"{LATER}T10:00")
    when = ("--happened", "2026-08-25")
    refused = waiting("approve", "PR-2026-0001", "2", *when, "--as", "inger")
    assert (refused.code, "godkjennes av «Leder i barnevernstjenesten»" in refused.told) == (7, True)
    waiting.ok("approve", "PR-2026-0001", "2", *when, *LIV)
    assert run_of(waiting, "PR-2026-0001")["state"] == "undersokes"
    whole(waiting)
