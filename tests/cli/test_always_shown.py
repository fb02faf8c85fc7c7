"""Facts that stand at the head of a case whether anybody has said them or not."""

from pathlib import Path

import pytest

from tests.cli.local_pathway import folder_with, placed, received
from tests.cli.running import Cli
from tests.cli.support import set_clock, words

UNKNOWN = "Koordinator på sykehus: ukjent Neste møte: ukjent Hva saken gjelder: ukjent"


@pytest.fixture
def place(cli: Cli, tmp_path: Path) -> Cli:
    """A sandbox with such facts."""
    return placed(cli, folder_with(tmp_path / "definitions"))


def facts(place: Cli, case: str, *more: str) -> dict[str, str]:
    """What is told of each."""
    (run,) = place.ok("case", "show", case, *more, "--json").json["runs"]
    return {each["name"]: each["told"] for each in run["always_shown"]}


def test_what_nobody_has_said_is_unknown(place: Cli) -> None:
    case = received(place)
    assert UNKNOWN in words(place.ok("case", "show", case))
    (run,) = place.ok("case", "show", case, "--json").json["runs"]
    first = run["always_shown"][0]
    assert (first["name"], first["value"], first["known"], first["hidden"]) == ("koordinator", None, False, False)


def test_what_was_said_stands_there_in_words(place: Cli) -> None:
    case = received(place, "koordinator=nei", "neste_mote=2026-10-05", "bakgrunn=kapasitet")
    told = facts(place, case)
    assert (told["koordinator"], told["neste_mote"]) == ("nei", "man. 5. okt. 2026")
    assert "kapasitet" in told["bakgrunn"]
    assert told["bakgrunn"] != "kapasitet"
    assert "Koordinator på sykehus: nei" in words(place.ok("case", "show", case))


def test_a_no_is_no_unknown(place: Cli) -> None:
    case = received(place, "koordinator=nei")
    (run,) = place.ok("case", "show", case, "--json").json["runs"]
    assert (run["always_shown"][0]["value"], run["always_shown"][0]["known"]) == (False, True)


def test_the_past_shows_what_was_so_and_what_was_known_then(place: Cli) -> None:
    case = received(place)
    set_clock(place, "2026-09-07T08:00")
    place.ok("advance", case, "avklart", "--set", "koordinator=ja", "--happened", "2026-09-01")
    assert facts(place, case)["koordinator"] == "ja"
    assert facts(place, case, "--at", "2026-08-30")["koordinator"] == "ukjent"
    assert facts(place, case, "--at", "2026-09-02")["koordinator"] == "ja"
    assert facts(place, case, "--known-at", "2026-09-06")["koordinator"] == "ukjent"


def test_what_is_put_right_is_shown_as_it_reads_now(place: Cli) -> None:
    case = received(place, "koordinator=ja")
    place.ok("correct", case, "1", "--set", "koordinator=nei", "--why", "Feil svar.")
    assert facts(place, case)["koordinator"] == "nei"


def test_what_was_wrongly_registered_is_neither_shown_nor_called_unknown(place: Cli) -> None:
    case = received(place)
    place.ok("advance", case, "avklart", "--set", "koordinator=ja")
    set_clock(place, "2026-09-07T08:00")
    place.ok("annul", case, "2", "--why", "Feil barn.")
    assert facts(place, case)["koordinator"] == "ukjent"
    assert facts(place, case, "--known-at", "2026-09-01")["koordinator"].startswith("vises ikke")


def test_showing_a_fact_changes_no_digest(cli: Cli, tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "definitions")
    place, file = placed(cli, folder), folder / "barnevern/prove_lokalt.yaml"
    before = place.ok("definition", "show", "prove_lokalt", "--json").json["digest"]
    file.write_text(file.read_text(encoding="utf-8").replace(", shown: always", ""), encoding="utf-8")
    assert place.ok("definition", "show", "prove_lokalt", "--json").json["digest"] == before
    (run,) = place.ok("case", "show", received(place), "--json").json["runs"]
    assert run["always_shown"] == []
