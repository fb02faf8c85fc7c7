"""Numbers and choices that a place decides: not set they are shown and bind nobody, and set later they are counted."""

from pathlib import Path

import pytest

from pathways.cli.definition_pages import pages
from pathways.compiler.catalogue import compile_folder
from tests.cli.local_pathway import folder_with, placed, received
from tests.cli.running import Cli
from tests.cli.support import set_clock, words

NOT_SET = "ikke satt Første samtale lokal/forste_samtale"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Definitions where nothing local is set."""
    return folder_with(tmp_path / "definitions")


@pytest.fixture
def place(cli: Cli, folder: Path) -> Cli:
    """A sandbox on them."""
    return placed(cli, folder)


def test_what_is_not_set_is_said_wherever_somebody_looks(place: Cli) -> None:
    case = received(place)
    assert NOT_SET in words(place.ok("case", "show", case))
    listed = place.ok("deadline", "list", case)
    assert NOT_SET in words(listed)
    assert "settings.yaml under «periods»" in words(listed)
    assert "kjører «pathways definition migrate --settings»: «Systemansvarlig»" in words(listed)
    explained = words(place.ok("deadline", "explain", case, "samtale"))
    assert "den lokale perioden «lokal/forste_samtale» står tom" in explained
    assert "samtale sak_mottatt ikke satt (lokal/forste_samtale)" in words(
        place.ok("definition", "show", "prove_lokalt")
    )
    assert "ikke satt (lokal/forste_samtale)" in place.ok("definition", "diagram", "prove_lokalt").out
    assert "prove_lokalt.samtale (lokal/forste_samtale)" in words(place.ok("definition", "check"))


def test_what_is_not_set_is_told_to_programs(place: Cli) -> None:
    case = received(place)
    slot = {"run": "prove_lokalt", "name": "samtale", "title": "Første samtale", "local_period": "lokal/forste_samtale"}
    (run,) = place.ok("case", "show", case, "--json").json["runs"]
    assert (run["not_set"][0], run["deadlines"]) == (slot, [])
    assert place.ok("deadline", "list", case, "--json").json["not_set"][0] == slot
    assert place.ok("deadline", "explain", case, "samtale", "--json").json["deadline"] == slot
    shown = place.ok("definition", "show", "prove_lokalt", "--json").json
    assert [(each["name"], each["within"]) for each in shown["not_set"]] == [("samtale", None), ("oppfolging", None)]
    assert shown["local"][0] == {"name": "lokal/forste_samtale", "value": None, "used_by": ["samtale"]}
    checked = place.ok("definition", "check", "--json").json
    assert [each["name"] for each in checked["not_set"]] == ["samtale", "oppfolging"]


def test_a_case_that_is_over_has_nothing_left_to_set(place: Cli) -> None:
    case = received(place)
    place.ok("advance", case, "avsluttet")
    assert "Ikke satt" not in words(place.ok("case", "show", case))


def test_nobody_is_reminded_of_what_is_not_set_and_nothing_is_silent_by_mistake(place: Cli) -> None:
    case = received(place)
    place.ok("clock", "advance", "1 year")
    assert place.ok("notice", "list", "--as", "kari", "--json").json["notices"] == []
    assert place.ok("worklist", "--json").json["deadlines"] == []
    assert "Ingen frister" in words(place.ok("deadline", "list", case))
    assert "Ingen problemer" in words(place.ok("definition", "check", "--temporal"))


def test_set_later_it_is_foreseen_and_counted_in_running_cases(place: Cli, folder: Path) -> None:
    case = received(place)
    set_clock(place, "2026-09-07T08:00")
    folder_with(folder, first="6 weeks")
    foreseen = place.ok("definition", "impact", str(folder), "--as", "siv")
    assert f"{case} Første samtale begynner: man. 5. okt. 2026" in words(foreseen)
    dry = ("definition", "migrate", "--settings", "--reason", "Bestemt nå.", "--dry-run", "--as", "siv", "--json")
    told = place.ok(*dry).json
    assert (told["counts"]["begun"], told["cases"][0]["deadlines"][0]["begins"]) == (1, True)
    assert NOT_SET in words(place.ok("case", "show", case))
    place.ok("definition", "migrate", "--settings", "--reason", "Bestemt nå.", "--as", "siv")
    shown = words(place.ok("case", "show", case))
    assert "Neste: Første samtale · man. 5. okt. 2026 · 28 dager igjen" in shown
    assert NOT_SET not in shown
    assert "14 dager var brukt, 28 dager er igjen" in words(place.ok("deadline", "explain", case, "samtale"))
    place.ok("clock", "advance", "4 weeks")
    assert {each["deadline"] for each in place.ok("notice", "list", "--as", "kari", "--json").json["notices"]} == {
        "samtale"
    }
    place.ok("verify", "--as", "rolf")


def test_setting_it_can_be_taken_back(place: Cli, folder: Path) -> None:
    case = received(place)
    set_clock(place, "2026-09-07T08:00")
    folder_with(folder, first="6 weeks")
    plan = place.ok("definition", "migrate", "--settings", "--reason", "Nå.", "--as", "siv", "--json").json["plans"][0]
    folder_with(folder)
    set_clock(place, "2026-09-08T08:00")
    place.ok("definition", "migrate", plan["id"], "--revert", "--reason", "For tidlig.", "--as", "siv")
    assert NOT_SET in words(place.ok("case", "show", case))
    assert place.ok("deadline", "list", case, "--json").json["deadlines"] == []


def test_seen_from_before_it_was_set_it_is_not_set(place: Cli, folder: Path) -> None:
    case = received(place)
    set_clock(place, "2026-09-07T08:00")
    folder_with(folder, first="6 weeks")
    place.ok("definition", "migrate", "--settings", "--reason", "Nå.", "--as", "siv")
    assert NOT_SET in words(place.ok("case", "show", case, "--at", "2026-09-01"))
    assert NOT_SET not in words(place.ok("case", "show", case))


def test_what_would_be_over_ends_today_and_is_never_called_a_breach(place: Cli, folder: Path) -> None:
    case = received(place)
    set_clock(place, "2026-11-02T08:00")
    folder_with(folder, first="6 weeks")
    place.ok("definition", "migrate", "--settings", "--reason", "Nå.", "--as", "siv")
    (due,) = place.ok("deadline", "list", case, "--json").json["deadlines"]
    assert (due["nominal"], due["word"]) == ("2026-11-02", "due_today")
    place.ok("clock", "advance", "2 weeks")
    (due,) = place.ok("deadline", "list", case, "--json").json["deadlines"]
    assert due["word"] == "past_local"


def test_what_is_owed_in_each_period_begins_on_the_day_it_is_set(place: Cli, folder: Path) -> None:
    case = received(place)
    place.ok("advance", case, "samtalt")
    set_clock(place, "2026-09-07T08:00")
    folder_with(folder, every="1 month")
    place.ok("definition", "migrate", "--settings", "--reason", "Nå.", "--as", "siv")
    (due,) = place.ok("deadline", "list", case, "--json").json["deadlines"]
    assert (due["name"], due["nominal"]) == ("oppfolging", "2026-10-07")


def test_a_new_case_has_the_deadline_at_once(cli: Cli, tmp_path: Path) -> None:
    place = placed(cli, folder_with(tmp_path / "definitions", first="2 uker"))
    (due,) = place.ok("deadline", "list", received(place), "--json").json["deadlines"]
    assert due["nominal"] == "2026-09-07"
    assert "2 uker (lokal/forste_samtale)" in words(place.ok("definition", "show", "prove_lokalt"))


def test_a_difference_tells_the_length_and_that_there_was_none(place: Cli, tmp_path: Path) -> None:
    later = folder_with(tmp_path / "later", first="6 weeks")
    told = words(place.ok("definition", "diff", "prove_lokalt", str(later / "barnevern/prove_lokalt.yaml")))
    assert "frist samtale lengde ikke satt → 6 uker" in told


@pytest.mark.parametrize(("doctor", "refused"), [("true", True), ("false", False)])
def test_a_switch_decides_what_is_demanded(cli: Cli, tmp_path: Path, doctor: str, *, refused: bool) -> None:
    place = placed(cli, folder_with(tmp_path / "definitions", doctor=doctor))
    case = received(place)
    ran = place("advance", case, "samtalt")
    assert ("En lege skal ha skrevet under først." in ran.err) == refused == bool(ran.code)
    if refused:
        place.ok("advance", case, "samtalt", "--set", "lege=ja")
    told = words(place.ok("definition", "show", "prove_lokalt"))
    assert f"lokal/lege_skriver_under lokalt valg {'på' if refused else 'av'}; brukes av: samtalt" in told
    assert ("gjelder ikke her (lokalt valg): En lege" in told) != refused


def test_a_setting_that_nothing_uses_is_pointed_at_and_keeps_nothing_from_being_used(place: Cli, folder: Path) -> None:
    settings = folder / "settings.yaml"
    text = settings.read_text(encoding="utf-8").replace("periods:\n", "periods:\n  lokal/forste_samtalen: 1 week\n")
    settings.write_text(text, encoding="utf-8")
    line = text.splitlines().index("  lokal/forste_samtalen: 1 week") + 1
    (warning,) = place.ok("definition", "check", "--json").json["warnings"]
    assert (warning["code"], warning["line"], warning["column"]) == ("E715", line, 3)
    assert warning["file"] == settings.as_posix()


def test_of_a_single_definition_nothing_is_said_of_what_it_does_not_use(place: Cli, folder: Path) -> None:
    settings = folder / "settings.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "  lokal/ubrukt: true\n", encoding="utf-8")
    assert len(place.ok("definition", "check", "--json").json["warnings"]) == 1
    checked = place.ok("definition", "check", str(folder / "bup/vurdering.yaml"), "--json").json
    assert (checked["warnings"], checked["not_set"]) == ([], [])


@pytest.mark.parametrize(("first", "told"), [("", "ikke satt"), ("6 weeks", "6 uker")])
def test_the_page_of_a_definition_tells_the_length_or_that_there_is_none(tmp_path: Path, first: str, told: str) -> None:
    catalogue = compile_folder(folder_with(tmp_path / "definitions", first=first))
    assert f"**{told} (lokal/forste_samtale)**" in pages(catalogue)["prove_lokalt.md"]
