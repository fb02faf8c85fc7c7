"""Interdisciplinary health mapping: told to the command line from the thought of it to the report, and act by act."""

from datetime import date

import pytest

from pathways.errors import EventRefusedError
from pathways.machine.standing import Word
from pathways.model.basis import Effect
from tests.cli.messages import make_areas
from tests.cli.running import Cli
from tests.cli.support import page
from tests.definitions.telling import Story, shipped
from tests.support.databases import SqliteDatabases

THK = "barnevern_helsekartlegging"
FIRST, APPLIED, OFFERED = date(2026, 9, 1), date(2026, 9, 8), date(2026, 9, 22)
KARI, MONA = ("--as", "kari"), ("--as", "mona")
WHY = ("--reason", "Oppdiktet.")


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """A municipality and a hospital trust; Monday 24 August 2026."""
    return Cli(url=sqlite_databases.copy_of(make_areas), env={})


def offered() -> Story:
    """Applied for on 8 September and offered a fortnight later."""
    story = Story()
    story.start(THK, FIRST)
    story.do("sokt_bufetat", APPLIED, grunnlag="nemnda_6_2")
    story.do("tilbud_gitt", OFFERED)
    return story


def test_a_mapping_is_applied_for_offered_held_and_reported_and_bup_hears_nothing_before_somebody_may_tell(
    cli: Cli,
) -> None:
    case = str(cli.ok("case", "open", THK, *KARI, "--json").json["case_id"])
    cli.ok("advance", case, "sokt_bufetat", "--set", "grunnlag=frivillig_3_2", *WHY, *KARI)
    assert "Søkt Bufetat" in page(cli, "case", "show", case, *KARI)
    fired = page(cli, "clock", "set", "2026-09-25T09:00")
    assert ("Svar fra Bufetat" in fired, "brudd på lovfristen" in fired) == (True, False)
    cli.ok("advance", case, "tilbud_gitt", *KARI)
    cli.ok("advance", case, "kartleggingsdag_avtalt", "--set", "kartleggingsdag=2026-09-30", *KARI)
    cli.ok("clock", "set", "2026-09-30T15:00")
    cli.ok("advance", case, "kartlegging_holdt", *KARI)
    cli.ok("advance", case, "henvist_videre", "--set", "henvist_til=bup", *KARI)
    found = cli.ok("signal", "list", *KARI, "--json").json["outgoing"]
    signal = next(each["signal_id"] for each in found if each["case_id"] == case)
    assert cli("signal", "send", signal, "--to", "bup-sor", *KARI).code != 0
    assert cli.ok("signal", "list", *MONA, "--json").json["incoming"] == []
    assert "ikke registrert noe tilbakemeldingsmøte" in cli.ok("advance", case, "rapport_mottatt", *KARI).told
    assert "Rapporten er mottatt" in page(cli, "case", "show", case, *KARI)


def test_the_law_has_no_time_for_it_so_everything_is_local() -> None:
    (pathway,) = shipped().versions[THK]
    assert {each.basis.effect for each in pathway.deadlines} == {Effect.local}


def test_an_answer_that_does_not_come_is_told_as_local_and_never_as_a_breach() -> None:
    story = Story()
    story.start(THK, FIRST)
    story.do("sokt_bufetat", APPLIED, grunnlag="nemnda_5_1")
    assert story.deadline(THK, "svar", date(2026, 10, 7)).word is Word.past_local


def test_the_grounds_are_those_of_the_law() -> None:
    codes = {each.code for each in shipped().code_lists["barnevern/thk_grunnlag"].codes}
    assert codes == {"skal_til_nemnda", "nemnda_5_1", "nemnda_6_2", "frivillig_3_2", "frivillig_6_1"}


def test_a_day_that_is_moved_counts_as_it_was_last_arranged() -> None:
    story = offered()
    story.do("kartleggingsdag_avtalt", OFFERED, kartleggingsdag="2026-10-01")
    story.do("kartleggingsdag_avtalt", date(2026, 9, 29), kartleggingsdag="2026-10-08")
    assert story.deadline(THK, "kartleggingsdag", date(2026, 9, 29)).nominal == date(2026, 10, 8)
    with pytest.raises(EventRefusedError):
        story.do("kartleggingsdag_avtalt", date(2026, 9, 30), kartleggingsdag="2026-09-29")


def test_what_is_broken_off_owes_nothing_more() -> None:
    story = offered()
    story.do("avbrutt", date(2026, 9, 25))
    run = story.run(THK, date(2026, 9, 25))
    assert run.state == "trukket"
    assert {each.word for each in run.deadlines if each.settled_on is None} == set()
