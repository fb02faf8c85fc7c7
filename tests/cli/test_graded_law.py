"""What a rule is told to rest on, where its text was not read: with its grade, wherever it stands, and warned of."""

import pytest

from tests.cli.insight_town import ASSESSED, make_town
from tests.cli.insight_town import CASE as TOWN_CASE
from tests.cli.messages import AGED, CASE, GIVERS, KARI, MONA, make_referred, sent, shown
from tests.cli.running import Cli
from tests.cli.support import page
from tests.support.databases import SqliteDatabases

UNSURE = ", grad C: ikke bekreftet"
SINCE = ("--set", "ansiennitetsdato=2026-06-15")
EARLY = ("--happened", "2026-06-20")
"""Between changes of the law: what was read is later."""


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """Two data areas, and a referral from the one that is recorded and not sent."""
    return Cli(url=sqlite_databases.copy_of(make_referred), env={})


def in_bup(cli: Cli) -> str:
    """A case of BUP; its number."""
    given = ("case", "open", "bup_vurdering", "--set", "henviser=fastlege", *SINCE, "--happened", "2026-06-15")
    return str(cli.ok(*given, "--late-reason", "Lå.", *MONA, "--json").json["case_id"])


def test_a_ground_that_was_not_read_is_warned_of_and_told_so_in_lists_and_previews(cli: Cli) -> None:
    case = in_bup(cli)
    given = ("consent", "basis", case, "--ground", "hpl-33-2026", "--to", "bv-nord", "--share", "course", *EARLY)
    told = cli.ok(*given, "--reason", "Alvorlig.", "--late-reason", "Lå.", *MONA).told
    assert "Hjemmelen er ikke lest i en lovtekst som gjaldt den dagen" in told
    (only,) = cli.ok("consent", "list", case, *MONA, "--json").json["given"]
    seq = str(only["seq"])
    for command in (("timeline", case), ("consent", "show", case, seq)):
        assert UNSURE in page(cli, *command, *MONA), command


def test_a_ground_that_was_read_is_told_without_a_grade(cli: Cli) -> None:
    signal = sent(cli)
    case = in_bup(cli)
    given = ("consent", "basis", case, "--ground", "hpl-33", "--to", "bv-nord", "--share", "course")
    assert "ikke lest" not in cli.ok(*given, "--reason", "Alvorlig.", *MONA).told
    assert "grad" not in page(cli, "timeline", case, *MONA)
    assert "grad" not in str(shown(cli, signal, MONA)["shared"]["basis"])


def test_what_a_release_rests_on_is_told_with_its_grade_to_whoever_gets_the_message(cli: Cli) -> None:
    case = in_bup(cli)
    given = ("consent", "release", case, "--to", "bv-nord", "--share", "course", *AGED, *GIVERS[2:])
    told = cli.ok(*given, *EARLY, "--late-reason", "Lå.", *MONA).told
    assert "Regelen er ikke lest" in told
    preview = cli.ok("share", "preview", case, "--to", "bv-nord", *MONA, "--json").json
    laws = {each["law"] for link in preview["links"] for each in link["allowed"]}
    assert laws
    assert all(law.endswith(UNSURE) for law in laws)


def test_that_a_child_in_danger_must_consent_is_an_inference_and_told_as_one(cli: Cli) -> None:
    given = ("consent", "give", CASE, "--situation", "own_danger", *AGED, "--by", "child", "--by", "parent_1")
    told = cli.ok(*given, "--reason", "Utsetter sin utvikling for fare.", *KARI).told
    assert "Regelen er ikke lest" in told


def test_an_engagement_by_a_paragraph_that_was_not_read_says_so_wherever_it_is_named(cli: Cli) -> None:
    given = ("audit", "start", "tilsyn-sor", "--basis", "statsforvalter_helse", "--organisation", "Statsforvalteren")
    more = ("--person", "rolf", "--service", "bup-sor", "--to", "2026-12-31", "--reference", "2026/1")
    cli.ok(*given, *more, "--reason", "Meldt tilsyn.", "--as", "siv")
    assert f"spesialisthelsetjenesteloven § 7-1{UNSURE}" in page(cli, "audit", "show", "tilsyn-sor", "--as", "siv")


def test_whoever_assesses_for_a_parent_sees_how_sure_each_paragraph_is(sqlite_databases: SqliteDatabases) -> None:
    town = Cli(url=sqlite_databases.copy_of(make_town), env={})
    told = town.ok("insight", "prepare", TOWN_CASE, "--for", "parent_1", *ASSESSED, *KARI).told
    assert f"forvaltningsloven § 2 første ledd bokstav e{UNSURE}" in told
    draft = str(town.ok("insight", "list", TOWN_CASE, *KARI, "--json").json["drafts"][0]["seq"])
    shown_ = page(town, "insight", "show", TOWN_CASE, draft, *KARI)
    assert f"forvaltningsloven § 18 a{UNSURE}" in shown_
    assert f"barnevernsloven § 12-6{UNSURE}" not in shown_
