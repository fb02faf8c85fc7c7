"""What is owed in each quarter, through the command line: ended by a decision, owed again when that is made anew."""

import shutil
from pathlib import Path

import pytest

from tests.cli.running import Cli
from tests.cli.support import LATE, page, words
from tests.machine.test_periods_decided_anew import FOLLOWED
from tests.support.worlds import FOLDER

ANEW = ("--set", "videre=ja", "--happened", "2026-11-10", "--reason", "Barnet trenger det.", "--as", "liv")


@pytest.fixture
def following(cli: Cli, tmp_path: Path) -> Cli:
    """A sandbox on a folder that has such a pathway."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "definitions"))
    text = FOLLOWED.replace("TIMES", "4").replace("FIRST", "none")
    (folder / "prove.yaml").write_text(text, encoding="utf-8")
    return Cli(url=cli.url, env={**cli.env, "PATHWAYS_DEFINITIONS": str(folder), "COLUMNS": "200"})


def _ended(cli: Cli) -> str:
    case = str(
        cli.ok("case", "open", "prove", "--happened", "2026-02-15", "--as", "kari", *LATE, "--json").json["case_id"]
    )
    cli.ok("clock", "set", "2026-11-10T09:00")
    given = ("--set", "videre=nei", "--reason", "Ikke nødvendig.", "--as", "kari", *LATE)
    cli.ok("advance", case, "vurdert", "--happened", "2026-04-10", *given)
    return case


def test_a_decision_made_anew_shows_beforehand_what_is_owed_and_tells_of_nothing_missed(following: Cli) -> None:
    case = _ended(following)
    seq = next(
        str(each["seq"])
        for each in following.ok("timeline", case, "--json").json["entries"]
        if each["name"] == "vurdert"
    )
    before = page(following, "redecide", case, seq, *ANEW, "--dry-run")
    assert "Besøk, 1. okt. 2026–31. des. 2026" in before
    assert "0 av 3" in before
    following.ok("redecide", case, seq, *ANEW)
    told = page(following, "case", "show", case, "--as", "kari")
    assert "brudd" not in told
    assert "0 av 3" in told
    following.ok("replay", case, "--as", "rolf")
    assert "eskalert" not in words(following.ok("notice", "list", "--as", "liv"))
