"""Services of every kind: told of, worked in, each by the law of its sector; the body that holds no child has none."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from pathways.cli.words import PARTIES
from pathways.compiler.catalogue import compile_folder
from pathways.definitions_folder import SHIPPED
from pathways.intake.oversight_file import read_bases
from tests.cli.persons import put
from tests.cli.running import Cli, make_sandbox, staffed
from tests.support.databases import SqliteDatabases

REFUSED, NOT_ALLOWED = 4, 7
NEW = {"kommune": "KO", "habilitering": "HAB", "barneklinikk": "BUK", "helsefellesskap": "SAK"}
HEALTH = ("bup", "kommune", "habilitering", "barneklinikk")
WORKER = {
    "kommune": "oppfolger",
    "habilitering": "behandler",
    "barneklinikk": "behandler",
    "helsefellesskap": "sekretariat",
}
LEADER = {"kommune": "tjenesteleder", "habilitering": "enhetsleder", "barneklinikk": "enhetsleder"}
AREA = {"kommune": "kommunen", "habilitering": "sykehuset", "barneklinikk": "sykehuset", "helsefellesskap": "felles"}

TINY = """
pathway: prove_{kind}
version: 2026-01-01
title: Prøve i {kind}
service: {kind}
case_prefix: {prefix}
sources:
  rutinen: {{effect: local, certainty: X, document: Lokal rutine}}
fields:
  merknad: {{title: Merknad, kind: text}}
states:
  apen: {{title: Åpen, start: true, holder: {kind}}}
  lukket: {{title: Lukket, end: true}}
events:
  apnet: {{title: Åpnet, start: true, by: [{worker}]}}
  lest: {{title: Lest, from: apen, by: [{worker}], may_record: merknad}}
  lukket: {{title: Lukket, from: apen, by: [{worker}], to: lukket}}
deadlines:
  svart:
    title: Svart
    from: apnet
    within: 2 weeks
    counting: dl-148
    basis: rutinen
    on_pause: runs
    met_by: lukket
    remind: {{on_due: "09:00", to: {worker}}}
"""


def tiny(kind: str) -> str:
    """The text of the smallest definition of a kind."""
    return TINY.format(kind=kind, prefix=NEW[kind], worker=WORKER[kind])


def people() -> str:
    areas = ("kommunen", "kommune"), ("sykehuset", "helseforetak"), ("felles", "annet")
    told = "".join(f'[areas.{name}]\nkind = "{kind}"\n' for name, kind in areas)
    told += '[services.bv]\narea = "kommunen"\nkind = "barnevern"\n'
    told += '[users.kari]\nroles = [{role = "saksbehandler", service = "bv"}, {role = "leder", service = "bv"}]\n'
    told += '[users.sjef]\nroles = [{role = "enhetsleder", service = "helsefellesskap-nord"}]\n'
    told += '[users.siv]\nroles = ["systemansvarlig"]\n'
    for kind, area in AREA.items():
        told += f'[services.{kind}-nord]\narea = "{area}"\nkind = "{kind}"\n'
        roles = [WORKER[kind], *([LEADER[kind]] if kind in LEADER else [])]
        held = ", ".join(f'{{role = "{role}", service = "{kind}-nord"}}' for role in roles)
        told += f"[users.{kind}]\nroles = [{held}]\n"
    return told


def make_town(url: str) -> None:
    """A sandbox with a service of each kind; for ``copy_of``."""
    make_sandbox(url)
    staffed(Cli(url=url, env={}), people(), by="siv")


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Cli:
    """The same, with the smallest definition of each kind beside the shipped ones."""
    folder = tmp_path / "definitions"
    shutil.copytree(SHIPPED, folder)
    for kind in NEW:
        (folder / f"prove_{kind}.yaml").write_text(tiny(kind), encoding="utf-8")
    return Cli(url=sqlite_databases.copy_of(make_town), env={"PATHWAYS_DEFINITIONS": str(folder)})


def services_of_doctor(cli: Cli) -> dict[str, Any]:
    """What ``doctor`` says of services."""
    (found,) = [each for each in cli("doctor", "--json").json["checks"] if each["id"] == "services"]
    return dict(found)


def opened(cli: Cli, kind: str) -> str:
    case = cli.ok("case", "open", f"prove_{kind}", "--as", kind, "--json").json["case_id"]
    assert case == f"{NEW[kind]}-2026-0001"
    return str(case)


@pytest.mark.parametrize("kind", NEW)
def test_a_case_is_opened_worked_in_and_closed_in_a_service_of_each_kind(cli: Cli, kind: str) -> None:
    case = opened(cli, kind)
    shown = cli.ok("case", "show", case, "--as", kind)
    assert "Svart" in shown.out, shown
    assert f"Ballen er hos: {PARTIES[kind]}\n" in shown.out, shown
    cli.ok("advance", case, "lukket", "--as", kind)
    rows = cli.ok("case", "list", "--service", kind, "--as", kind, "--json").json["cases"]
    assert [each["case_id"] for each in rows] == [case]


@pytest.mark.parametrize("kind", NEW)
def test_to_everybody_of_another_kind_its_case_is_none(cli: Cli, kind: str) -> None:
    case = opened(cli, kind)
    for other in ("kari", *(each for each in NEW if each != kind)):
        ran = cli("case", "show", case, "--as", other)
        absent = cli("case", "show", f"{NEW[kind]}-2026-0099", "--as", other)
        assert (ran.code, ran.told.replace(case, "")) == (
            absent.code,
            absent.told.replace(f"{NEW[kind]}-2026-0099", ""),
        )


@pytest.mark.parametrize("kind", [each for each in NEW if each in HEALTH])
def test_the_kinds_of_health_services_are_under_the_law_of_bup(cli: Cli, kind: str) -> None:
    case = opened(cli, kind)
    assert put(cli, case, {"child": {"name": "Øystein Prøvesen", "birth_date": "2015-03-02"}}, "--as", kind).code == 0
    rule = cli.ok("case", "retention", case, "--as", kind, "--json").json["rule"]
    assert (rule["kept"], rule["wrong"], rule["wrong_law"]) == ("while_needed", "destroyed", "helsepersonelloven § 44")
    both = ("--by", "child", "--by", "parent_1", "--by", "parent_2", "--how", "oral")
    lacking = cli("consent", "give", case, "--by", "parent_1", "--how", "oral", "--as", kind)
    assert "pasient- og brukerrettighetsloven § 4-4" in lacking.told, lacking
    cli.ok("consent", "give", case, *both[2:], "--as", kind)
    ground = ("--ground", "hpl-25", "--share", "course", "--reason", "Trengs for hjelpen.", "--as", kind)
    other = "habilitering" if kind == "kommune" else "kommune"
    cli.ok("consent", "basis", case, "--to", f"{other}-nord", *ground)
    refused = cli("consent", "basis", case, "--to", "bv", *ground)
    assert refused.code == REFUSED, refused
    assert "Helse- og omsorgstjeneste" in refused.told, refused


def test_a_body_that_holds_no_child_takes_no_person_and_no_consent(cli: Cli) -> None:
    case = opened(cli, "helsefellesskap")
    person = {"child": {"name": "Øystein Prøvesen"}}
    assert put(cli, case, person, "--as", "helsefellesskap").code == NOT_ALLOWED
    # Nor does whoever could in another service.
    ran = put(cli, case, person, "--as", "sjef")
    assert ran.code == REFUSED, ran
    assert "føres ingen personer" in ran.told, ran
    given = cli("consent", "give", case, "--by", "child", "--how", "oral", "--age", "17", "--as", "sjef")
    assert given.code == REFUSED, given
    assert cli.ok("case", "retention", case, "--as", "helsefellesskap", "--json").json["rule"] is None


def test_nothing_of_a_child_is_told_to_a_body_that_holds_none(cli: Cli) -> None:
    case = opened(cli, "kommune")
    gave = ("--by", "child", "--how", "oral", "--age", "17", "--share", "course", "--as", "kommune")
    cli.ok("consent", "release", case, "--to", "habilitering-nord", *gave)
    ran = cli("consent", "release", case, "--to", "helsefellesskap-nord", *gave)
    assert ran.code == REFUSED, ran
    assert "ingenting om et barn kan fortelles dit" in ran.told, ran
    stopped = ("--to", "helsefellesskap-nord", "--by", "child", "--share", "course", "--as", "kommune")
    assert cli("consent", "object", case, *stopped).code == 0


def test_every_kind_that_is_shipped_has_a_name_for_readers_a_role_and_a_sector() -> None:
    shipped = compile_folder(SHIPPED)
    assert set(shipped.services) == {"barnevern", *HEALTH, "helsefellesskap"}
    assert set(shipped.services) <= set(PARTIES)
    assert {name: set(sector.services) for name, sector in shipped.sharing.sectors.items()} == {
        "barnevern": {"barnevern"}, "helse": set(HEALTH), "forvaltning": set(),
    }  # fmt: skip
    insight = {kind: law.file for kind in shipped.services if (law := shipped.insight.of([kind])) is not None}
    assert insight == {"barnevern": "insight.yaml", **dict.fromkeys(HEALTH, "insight-helse.yaml")}
    assert shipped.sharing.childless == {"helsefellesskap"}


def test_no_audit_reaches_a_kind_by_a_law_that_nobody_read_for_it() -> None:
    known = compile_folder(SHIPPED).services
    reached: dict[str, set[str]] = {}
    for basis in read_bases(SHIPPED).values():
        assert set(basis.kinds) <= set(known)
        for kind in basis.kinds:
            reached.setdefault(kind, set()).add(basis.id)
    assert reached == {
        "barnevern": {"statsforvalter_barnevern", "kontrollutvalg"},
        "kommune": {"kontrollutvalg"},
        **{kind: {"statsforvalter_helse", "internrevisjon"} for kind in ("bup", "habilitering", "barneklinikk")},
    }


def test_one_more_kind_is_one_entry(sqlite_databases: SqliteDatabases, tmp_path: Path) -> None:
    folder = tmp_path / "definitions"
    shutil.copytree(SHIPPED, folder)
    file = folder / "services.yaml"
    entry = "  tannhelse: {title: Tannhelse, sector: helse, case_prefix: TH}\n"
    file.write_text(file.read_text(encoding="utf-8") + entry, encoding="utf-8")
    known = compile_folder(folder)
    assert known.sharing.sector_of("tannhelse") == "helse"
    assert known.retention["tannhelse"].wrong_law == known.retention["bup"].wrong_law
    assert known.insight.of(["tannhelse", "bup"]) is not None
    cli = Cli(url=sqlite_databases.copy_of(make_town), env={"PATHWAYS_DEFINITIONS": str(folder)})
    staffed_by = '[services.tann]\narea = "kommunen"\nkind = "tannhelse"\n'
    (tmp_path / "folk.toml").write_text(staffed_by, encoding="utf-8")
    cli.ok("people", "apply", str(tmp_path / "folk.toml"), "--as", "siv")
    assert services_of_doctor(cli)["mend"] == ""
    without = services_of_doctor(Cli(url=cli.url, env={}))
    assert (without["ok"], "tann (tannhelse)" in without["mend"]) == (False, True), without
    refused = Cli(url=cli.url, env={})("people", "apply", str(tmp_path / "folk.toml"), "--as", "siv")
    assert refused.code != 0
    assert "helsefellesskap" in refused.told, refused
