"""Who may do what with a report about several children, also where the table is another or nobody is the intake."""

import shutil
from pathlib import Path

import pytest

from pathways.cli.context import open_session
from pathways.engine.concern_finding import Concerns
from pathways.engine.concern_registering import Children, Registering
from pathways.errors import ConflictError
from pathways.model.policy import Action
from pathways.model.record import Act, Happened
from tests.cli.concerns import (
    ANNE,
    KARI,
    LIV,
    NEW_DAY,
    SAYS,
    SIV,
    TEAMS,
    cases_of,
    given_to_teams,
    make_teams,
    registered,
    shown,
    three,
)
from tests.cli.running import ROOT, Cli, staffed
from tests.support import access
from tests.support.databases import SqliteDatabases

LEADS_A_TEAM = TEAMS + '[users.dina]\nroles = [{role = "leder", service = "bv-nord", unit = "team-a"}]\n'
EVERYWHERE = TEAMS + '[users.eva]\nroles = [{role = "saksbehandler", service = "bv-nord"}]\n'
DINA, EVA, MONA = ("--as", "dina"), ("--as", "eva"), ("--as", "mona")
REFERRAL = ("bup_vurdering", "--children", "2", "--set", "henviser=fastlege", "--set", "ansiennitetsdato=2026-08-24")


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """An intake and two teams."""
    return Cli(url=sqlite_databases.copy_of(make_teams), env={})


def under(cli: Cli, folder: Path, table: str) -> Cli:
    """The same installation with another table."""
    shutil.copytree(ROOT / "definitions", folder / "definitions")
    access.write(folder / "definitions", table)
    return Cli(url=cli.url, env={**cli.env, "PATHWAYS_DEFINITIONS": str(folder / "definitions")})


def count_of(cli: Cli) -> int:
    return len(cli.ok("case", "list", *LIV, "--json").json["cases"])


def test_a_team_registers_no_report_since_its_cases_lie_in_others(cli: Cli) -> None:
    ran = cli("concern", "open", *SAYS, "--children", "2", *ANNE)
    assert (ran.code, count_of(cli)) == (7, 0), ran


def test_who_holds_the_role_in_another_unit_is_told_where_it_must_be_held(cli: Cli) -> None:
    told = " ".join(cli("concern", "open", *SAYS, "--children", "2", *ANNE).told.split())
    assert ("rollen gjelde der det skal gjøres" in told, "mottaket" in told, "bare «" in told) == (True, True, False)


def test_who_leads_one_team_sees_no_report_where_nobody_is_the_intake(cli: Cli) -> None:
    staffed(cli, LEADS_A_TEAM, by="siv")
    cli.ok("people", "intake", "bv-nord", "--person", "kari", *SIV)
    told = registered(cli, "--children", "2", user=LIV)
    assert cli.ok("concern", "list", *DINA, "--json").json["concerns"] == []
    assert [cli("concern", "show", told["concern_id"], *user).code for user in (DINA, KARI, LIV)] == [5, 0, 0]


def test_where_workers_see_their_own_alone_nobody_tries_out_which_case_is_of_a_report(cli: Cli, tmp_path: Path) -> None:
    staffed(cli, EVERYWHERE, by="siv")
    concern, (first, *_) = three(cli)
    row = access.SHIPPED.index("  saksarbeid:")
    narrow = access.SHIPPED[:row] + access.SHIPPED[row:].replace("relation: [own, place]", "relation: own", 1)
    own = under(cli, tmp_path, narrow)
    ran, none = (own("concern", "remove", concern, each, *EVA) for each in (first, "BV-2026-0099"))
    assert (ran.code, ran.told.replace(first, "")) == (5, none.told.replace("BV-2026-0099", ""))
    assert shown(cli, concern, LIV)[first] == "told"


def test_a_case_that_was_taken_out_belongs_to_no_other(cli: Cli) -> None:
    concern, (first, *others) = three(cli)
    assert cli.ok("concern", "cases", first, *LIV, "--json").json["cases"] == others
    cli.ok("concern", "remove", concern, first, *LIV)
    assert cli.ok("concern", "cases", first, *LIV, "--json").json["cases"] == []


def test_free_text_is_no_part_of_what_a_report_says(cli: Cli, tmp_path: Path) -> None:
    may = ("concern.write", "concern.read")
    table = access.with_row(access.SHIPPED, "bup", roles=["inntaksteam"], may=may, relation="place")
    bup = under(cli, tmp_path, table)
    staffed(cli, BUP, by="siv")
    ran = bup("concern", "open", *REFERRAL, "--set", "referanse=Storesøster", *MONA)
    assert (ran.code, "Fri tekst" in ran.told) == (4, True), ran
    assert len(cases_of(bup.ok("concern", "open", *REFERRAL, *MONA, "--json").json)) == 2


BUP = """
[areas.sykehuset]
kind = "helseforetak"
[services.bup-sor]
area = "sykehuset"
kind = "bup"
[users.mona]
roles = [{role = "inntaksteam", service = "bup-sor"}, {role = "henvisningsmottak", service = "bup-sor"}]
[users.siv]
roles = ["systemansvarlig"]
"""


def test_what_a_report_said_before_somebody_put_it_right_is_added_to_nobody(cli: Cli) -> None:
    concern, _ = three(cli)
    with open_session(cli.url, "liv", Action.concern_write) as session:
        concerns = Concerns(engine=session.engine, reader=session.reader)
        before = concerns.one(concern, "prøve")
        cli.ok("concern", "correct", concern, *NEW_DAY, *KARI)
        act = Act(
            case_id="", event="", run="", item="", happened=Happened(on=before.shared.anchor, at=None),
            data=dict(before.shared.values), reason_codes=(), texts={}, actor=session.actor, key="",
            expected_version=None, happened_given=True,
        )  # fmt: skip
        late = Registering(
            engine=session.engine, people=session.reader.permits.people, shared=before.shared, pathway=before.pathway,
            service="bv-nord", belongs="bv-nord", kind="barnevern", act=act, children=Children(new=1),
            concern_id=concern,
        )  # fmt: skip
        with pytest.raises(ConflictError, match="rettet av noen andre"):
            session.engine.once("concern_add", act, {}, late.run())
    assert count_of(cli) == 3


def test_a_case_of_another_service_is_not_joined(cli: Cli) -> None:
    staffed(cli, TEAMS + BOTH, by="siv")
    other = cli.ok("case", "open", *SAYS, "--service", "bv-sor", "--as", "gina", "--json").json["case_id"]
    ran = cli("concern", "open", *SAYS, "--children", "1", "--join", other, "--service", "bv-nord", "--as", "gina")
    assert (ran.code, count_of(cli)) == (5, 0), ran
    given_to_teams(cli, *cases_of(registered(cli, "--children", "1")))


BOTH = """
[users.gina]
roles = [{role = "saksbehandler", service = "bv-nord"}, {role = "saksbehandler", service = "bv-sor"}]
"""
