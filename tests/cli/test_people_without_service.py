"""A role that is told without a service: where it counts is said, and who loses cases by a new data area is warned."""

from pathlib import Path

from tests.cli.running import Cli, open_case

AREA = """
[areas.{id}]
name = "{id}"
kind = "kommune"
[services.bv-{id}]
area = "{id}"
kind = "barnevern"
"""
PLACED = """
[users.kari]
roles = ["saksbehandler", {role = "leder", service = "bv-nord"}]
"""
NOT_FOUND, ATTENTION = 5, 3
NEW = """
[users.ola]
roles = ["leder"]
"""


def applied(cli: Cli, folder: Path, text: str, *more: str) -> str:
    (folder / "folk.toml").write_text(text, encoding="utf-8")
    return cli.ok("people", "apply", str(folder / "folk.toml"), "--as", "siv", *more).told


def roles(cli: Cli, person: str) -> list[tuple[str, list[str] | None]]:
    people = cli.ok("people", "list", "--json").json["people"]
    [found] = [each for each in people if each["id"] == person]
    return [(each["role"], each["counts_in"]) for each in found["roles"]]


def test_with_one_area_it_counts_everywhere_and_nobody_loses_anything(cli: Cli, tmp_path: Path) -> None:
    assert "Mister" not in applied(cli, tmp_path, AREA.format(id="nord"))
    assert "(alle tjenester)" in cli.ok("people", "list").told
    assert roles(cli, "kari") == [("saksbehandler", None)]


def test_where_there_are_several_areas_it_is_said_to_give_no_case(cli: Cli, tmp_path: Path) -> None:
    applied(cli, tmp_path, AREA.format(id="nord") + AREA.format(id="sor"))
    told = cli.ok("people", "list").told
    assert "alle tjenester" not in told
    assert "gir ingen saker, for det er flere dataområder" in told
    assert roles(cli, "kari") == [("saksbehandler", [])]


def test_who_works_in_one_of_the_areas_has_it_there(cli: Cli, tmp_path: Path) -> None:
    applied(cli, tmp_path, AREA.format(id="nord") + AREA.format(id="sor") + PLACED)
    assert roles(cli, "kari") == [("saksbehandler", ["bv-nord"]), ("leder", ["bv-nord"])]
    assert "bv-nord, ført uten tjeneste" in cli.ok("people", "list").told


def test_a_second_area_warns_of_those_it_takes_cases_from_also_when_tried(cli: Cli, tmp_path: Path) -> None:
    applied(cli, tmp_path, AREA.format(id="nord"))
    case = open_case(cli)
    for more in (("--dry-run",), ()):
        told = applied(cli, tmp_path, AREA.format(id="sor"), *more)
        assert "Mister sakene sine: bente (barnekoordinator)" in told
        assert "kari (saksbehandler)" in told
        assert "«pathways people role bente barnekoordinator --service …»" in told
        # Of whom the table lets do nothing where they work, nothing is taken.
        assert "siv" not in told.split("Mister")[1].split("Rollen er")[0]
    assert cli("case", "show", case).code == NOT_FOUND
    assert "Mister" not in applied(cli, tmp_path, AREA.format(id="vest"))


def test_who_is_given_a_role_that_counts_nowhere_is_told_also_when_tried(cli: Cli, tmp_path: Path) -> None:
    applied(cli, tmp_path, AREA.format(id="nord") + AREA.format(id="sor"))
    for more in (("--dry-run",), ()):
        told = applied(cli, tmp_path, NEW, *more)
        assert "alle tjenester" not in told
        assert "gir ingen saker" in told.split("Gir ingen saker")[0]
        assert "Gir ingen saker: ola (leder)" in told
        assert "Mister" not in told
    # It was said once; whoever changes something else is not told again.
    assert "Gir ingen saker" not in applied(cli, tmp_path, AREA.format(id="vest"))


def test_whose_role_counts_nowhere_from_a_later_day_is_told_too(cli: Cli, tmp_path: Path) -> None:
    applied(cli, tmp_path, AREA.format(id="nord") + AREA.format(id="sor"))
    cli.ok("people", "add", "ola", "--role", "revisor", "--as", "siv")
    told = cli.ok("people", "role", "ola", "leder", "--from", "2030-01-01", "--as", "siv").told
    assert "Gir ingen saker: ola (leder)" in told


def test_the_page_of_a_person_says_that_a_role_counts_nowhere(cli: Cli, tmp_path: Path) -> None:
    applied(cli, tmp_path, AREA.format(id="nord") + AREA.format(id="sor") + NEW)
    told = cli.ok("people", "show", "ola").told
    assert "alle tjenester" not in told
    assert "gir ingen saker" in told


def test_doctor_is_red_before_the_first_case_for_a_role_that_reminders_go_to_and_that_counts_for_nobody(
    cli: Cli, tmp_path: Path
) -> None:
    assert cli("doctor").code == 0
    applied(cli, tmp_path, AREA.format(id="nord") + AREA.format(id="sor"))
    ran = cli("doctor", "--json")
    [check] = [each for each in ran.json["checks"] if each["id"] == "people"]
    assert (ran.code, check["ok"]) == (ATTENTION, False)
    assert "Ingen har rollen der den teller" in check["mend"]
    assert "leder" in check["mend"]
    applied(cli, tmp_path, '[users.liv]\nroles = [{role = "leder", service = "bv-nord"}]\n')
    [check] = [each for each in cli("doctor", "--json").json["checks"] if each["id"] == "people"]
    assert "leder" not in check["mend"]


TWO_KINDS = """
[areas.nord]
name = "nord"
kind = "kommune"
[areas.sykehus]
name = "sykehuset"
kind = "helseforetak"
[services.bv-nord]
area = "nord"
kind = "barnevern"
[services.poli]
area = "{area}"
kind = "bup"
"""
EVERY_KIND = "gjelder i alle slags saker i dataområdet: barnevern, bup"


def test_who_gives_a_role_without_a_service_is_told_that_it_counts_in_every_kind_of_case(cli: Cli) -> None:
    given = cli.ok("people", "role", "kari", "behandler", "--as", "siv").told
    assert EVERY_KIND in given
    assert "kari (behandler)" in given
    assert "pathways people role kari behandler --service" in given
    added = cli.ok("people", "add", "nora", "--role", "leder", "--as", "siv").told
    assert (EVERY_KIND in added, "nora (leder)" in added) == (True, True)
    assert EVERY_KIND in cli.ok("people", "show", "kari", "--as", "siv").told
    for quiet in (("role", "kari", "systemansvarlig"), ("end", "kari"), ("show", "siv")):
        assert "slags saker" not in cli.ok("people", *quiet, "--as", "siv").told, quiet


def test_where_services_are_told_of_only_the_kinds_that_it_reaches_are_named(cli: Cli, tmp_path: Path) -> None:
    told = applied(cli, tmp_path, TWO_KINDS.format(area="nord") + NEW)
    assert (EVERY_KIND in told, "ola (leder)" in told) == (True, True)
    placed = cli.ok("people", "add", "ida", "--role", "leder", "--service", "bv-nord", "--as", "siv")
    assert "slags saker" not in placed.told + cli.ok("people", "show", "ida", "--as", "siv").told
    cli.ok("people", "role", "kari", "saksbehandler", "--service", "bv-nord", "--as", "siv")
    apart = applied(cli, tmp_path, TWO_KINDS.format(area="sykehus"))
    assert "slags saker" not in apart
    assert "slags saker" not in cli.ok("people", "role", "kari", "leder", "--as", "siv").told
    assert "slags saker" not in cli.ok("people", "role", "ola", "leder", "--service", "poli", "--as", "siv").told
