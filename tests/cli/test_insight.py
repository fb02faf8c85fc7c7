"""Insight for a party: prepared from a positive list, assessed, approved by another, given; and the party's remark."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.insight_town import (
    ASSESSED,
    CASE,
    KARI,
    LARS,
    LIV,
    SECRET,
    TOWN,
    approved,
    assess_all,
    concluded,
    filled,
    given,
    items,
    last,
    make_town,
    prepare,
)
from tests.cli.persons import put
from tests.cli.running import ROOT, Cli, make_sandbox, open_case, real_keys, sandbox_of, staffed
from tests.cli.support import page
from tests.support.databases import Databases, SqliteDatabases


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An empty folder."""
    folder = tmp_path / "ut"
    folder.mkdir()
    return folder


@pytest.fixture
def town(sqlite_databases: SqliteDatabases) -> Cli:
    """The same, on SQLite."""
    return Cli(url=sqlite_databases.copy_of(make_town), env={})


@pytest.fixture
def on_both(databases: Databases, tmp_path: Path) -> Cli:
    """The same, on SQLite and on PostgreSQL."""
    return filled(sandbox_of(databases, **real_keys(tmp_path)))


def test_the_story_of_an_insight(on_both: Cli, out: Path) -> None:
    town = on_both
    remarked = town.ok(
        "insight", "remark", CASE, "1", "--by", "parent_1", "--text", "Dette er ikke riktig.", *KARI
    ).told
    assert "parent_1" in remarked
    draft = prepare(town)
    found = items(town, draft)
    assert found["1"] == found["1.innhold"] == "+"
    assert found["1.reason"] == "?"
    assert not any("meldere" in key for key in found)
    early = town("insight", "approve", CASE, str(draft), *LIV)
    assert (early.code, "ikke vurdert" in early.told, "--item" in early.told) == (4, True, True), early
    without = town("insight", "release", CASE, str(draft), "1.innhold", *KARI)
    assert (without.code, "--item" in without.told, "anførselstegn" in without.told) == (2, True, False), without
    town.ok("insight", "release", CASE, str(draft), "--item", "1.innhold", *KARI)
    assess_all(town, draft)
    own = town("insight", "approve", CASE, str(draft), *KARI)
    assert own.code == 7, own
    town.ok("insight", "approve", CASE, str(draft), *LIV)
    text = given(town, draft, out / "innsyn.txt")
    assert "Melding mottatt" in text
    assert "Dette er ikke riktig." in text
    assert "forvaltningsloven §§ 21 og 29" in text
    for secret in SECRET:
        assert secret not in text
    document = json.loads((out / "innsyn.txt.json").read_text("utf-8"))
    assert document["schema"] == "pathways.insight/1"
    assert {"forvaltningsloven § 19 annet ledd bokstav b", "barnevernsloven § 12-6"} <= {
        each["law"] for each in document["withheld_by"]
    }
    entries = town.ok("timeline", CASE, *KARI, "--json").json["entries"]
    assert entries[-1]["what"] == f"Innsyn gitt til forelder 1 i saken (utkast {draft})"
    assert town.ok("replay", "--all", "--as", "rolf", "--json").json["ok"]
    assert town.ok("verify", "--as", "rolf", "--json").json["ok"]


@pytest.mark.parametrize("party", ["sibling_1", "reporter_1", "noen"])
def test_whoever_is_no_party_is_given_nothing(town: Cli, party: str) -> None:
    before = last(town)
    assert town("insight", "prepare", CASE, "--for", party, *ASSESSED, *KARI).code == 2
    assert last(town) == before


def test_a_young_person_of_sixteen_is_a_party_by_age_alone(town: Cli) -> None:
    assert "child" in town.ok("insight", "prepare", CASE, "--for", "child", *KARI).told


def test_a_child_under_fifteen_is_none_unless_somebody_says_why(sqlite_databases: SqliteDatabases) -> None:
    cli = Cli(url=sqlite_databases.copy_of(make_sandbox), env={})
    staffed(cli, TOWN, by="siv")
    open_case(cli, *KARI)
    put(cli, CASE, {"child": {"birth_date": "2012-09-01"}}, *KARI)
    command = ("insight", "prepare", CASE, "--for", "child", *KARI)
    refused = cli(*command, "--age", "16")
    assert refused.code == 4, "a birth date that is written down counts, whatever is said"
    assert cli(*command, "--situation", "own_danger").code == 4
    cli.ok(*command, "--situation", "own_danger", "--reason", "Forstår hva saken gjelder")


def test_the_child_s_confidences_are_kept_back_from_parents_and_not_from_the_child(town: Cli) -> None:
    town.ok("advance", CASE, "undersokelsesplan_laget", "--set", "plan_dato=2026-08-24", *KARI)
    ended = ("--set", "utfall=1", "--set", "medvirkning=1.1", "--set", "grunnlag=1.1.02", "--reason", "Slik")
    ran = town("advance", CASE, "undersokelse_konkludert", *ended, *LIV)
    assert ran.code == 0, ran
    draft = prepare(town)
    kept = [key for key, code in items(town, draft).items() if key.endswith(".medvirkning") and code == "betroelser"]
    assert len(kept) == 1
    refused = town("insight", "release", CASE, str(draft), "--item", kept[0], *KARI)
    assert (refused.code, "--reason" in refused.told) == (4, True)
    assert items(town, prepare(town, "child"))[kept[0]] != "betroelser"


def test_what_is_told_of_confidences_is_the_same_whether_there_are_any(town: Cli, out: Path) -> None:
    text = given(town, approved(town), out / "a.txt")
    assert "fortrolighet" in text
    assert "Her er noe holdt tilbake" not in text


def test_nothing_goes_out_before_another_has_approved(town: Cli, out: Path) -> None:
    draft = prepare(town)
    refused = town("insight", "export", CASE, str(draft), "--to", str(out / "x.txt"), *KARI)
    assert refused.code == 4
    assert not list(out.iterdir())


def test_whoever_assessed_cannot_approve_either(town: Cli) -> None:
    draft = prepare(town)
    for key, code in items(town, draft).items():
        if code == "?":
            town.ok("insight", "withhold", CASE, str(draft), "--item", key, "--code", "fare", *LIV)
    assert town("insight", "approve", CASE, str(draft), *LIV).code == 7
    town.ok("insight", "approve", CASE, str(draft), *LARS)


def test_nor_can_whoever_has_the_role_only_as_their_substitute(town: Cli) -> None:
    draft = prepare(town)
    for key, code in items(town, draft).items():
        if code == "?":
            town.ok("insight", "withhold", CASE, str(draft), "--item", key, "--code", "fare", *LIV)
    town.ok("people", "absent", "liv", "--from", "2026-08-24", "--to", "2026-08-28", "--as", "siv")
    town.ok("people", "substitute", "liv", "nils", "--as", "siv")
    refused = town("insight", "approve", CASE, str(draft), "--as", "nils")
    assert (refused.code, "vikar for liv" in refused.told) == (7, True), refused
    town.ok("insight", "approve", CASE, str(draft), *LARS)


def test_a_draft_that_the_case_has_left_behind_goes_nowhere(town: Cli, out: Path) -> None:
    draft, act = approved(town), concluded(town)
    assert "Gjelder ikke lenger" not in page(town, "insight", "show", CASE, str(draft), *KARI)
    town.ok("annul", CASE, str(act), "--why", "Feil sak", *LIV)
    for look in (("show", CASE, str(draft)), ("list", CASE)):
        assert "Gjelder ikke lenger" in page(town, "insight", *look, *KARI)
    assert town.ok("insight", "show", CASE, str(draft), *KARI, "--json").json["changed_by"] > act
    refused = town("insight", "export", CASE, str(draft), "--to", str(out / "x.txt"), *KARI)
    assert (refused.code, "Klargjør et nytt" in refused.told) == (4, True), refused
    assert not list(out.iterdir())


def test_what_is_annulled_is_no_item(town: Cli) -> None:
    seq = concluded(town)
    town.ok("annul", CASE, str(seq), "--why", "Feil sak", *LIV)
    assert not [key for key in items(town, prepare(town)) if key.partition(".")[0] == str(seq)]


def test_an_investigation_is_protected_only_while_it_runs(town: Cli, out: Path) -> None:
    draft = prepare(town)
    ok = ("insight", "withhold", CASE, str(draft), "--item", "1.reason", "--code", "undersokelsen", *KARI)
    town.ok(*ok)
    assess_all(town, draft)
    town.ok("insight", "approve", CASE, str(draft), *LARS)
    town.ok("advance", CASE, "undersokelsesplan_laget", "--set", "plan_dato=2026-08-24", *KARI)
    ended = ("--set", "utfall=1", "--set", "medvirkning=1.1", "--set", "grunnlag=1.1.02", "--reason", "Slik")
    town.ok("advance", CASE, "undersokelse_konkludert", *ended, *LIV)
    refused = town("insight", "export", CASE, str(draft), "--to", str(out / "x.txt"), *KARI)
    assert (refused.code, "§ 12-6" in refused.told) == (4, True), refused


def test_no_file_is_written_over_and_nothing_recorded_then(town: Cli, out: Path) -> None:
    draft = approved(town)
    before = last(town)
    (out / "x.txt.json").write_text("min", "utf-8")
    assert town("insight", "export", CASE, str(draft), "--to", str(out / "x.txt"), *KARI).code == 2
    assert town("insight", "export", CASE, str(draft), "--to", str(out / "no" / "x.txt"), *KARI).code == 2
    assert last(town) == before
    assert (out / "x.txt.json").read_text("utf-8") == "min"


def test_a_whole_event_can_be_kept_back_and_nothing_of_it_is_told(town: Cli, out: Path) -> None:
    draft, seq = prepare(town), str(concluded(town))
    town.ok("insight", "withhold", CASE, str(draft), "--item", seq, "--code", "fare", *KARI)
    assess_all(town, draft)
    town.ok("insight", "release", CASE, str(draft), "--item", f"{seq}.konklusjon", "--reason", "Kan gis", *KARI)
    town.ok("insight", "approve", CASE, str(draft), *LARS)
    text = given(town, draft, out / "x.txt")
    assert "Melding konkludert" not in text
    assert "Konklusjon" not in text
    assert "Her er noe holdt tilbake" not in text


def test_a_letter_in_which_nothing_is_given_says_so(town: Cli, out: Path) -> None:
    draft = prepare(town)
    for seq in ("1", str(concluded(town))):
        town.ok("insight", "withhold", CASE, str(draft), "--item", seq, "--code", "fare", *KARI)
    town.ok("insight", "approve", CASE, str(draft), *LARS)
    text = given(town, draft, out / "x.txt")
    assert "Ingenting av det som står i saken, kan gis deg" in text
    assert "Du kan klage" in text


def test_what_reporters_were_told_is_no_item(town: Cli) -> None:
    town.ok("advance", CASE, "tilbakemelding_gitt", "--activity", "1", "--set", "opplyst_apnet=ja", *KARI)
    seq = str(last(town))
    assert not [key for key in items(town, prepare(town)) if key.partition(".")[0] == seq]


def test_somebody_nothing_is_written_about_is_given_nothing(town: Cli) -> None:
    assert town("insight", "prepare", CASE, "--for", "other_1", *ASSESSED, *KARI).code == 5


def test_without_rules_for_the_service_nothing_is_prepared(town: Cli, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "definitions", tmp_path / "definitions")
    (tmp_path / "definitions" / "insight.yaml").unlink()
    bare = Cli(url=town.url, env={"PATHWAYS_DEFINITIONS": str(tmp_path / "definitions")})
    refused = bare("insight", "prepare", CASE, "--for", "child", *KARI)
    assert (refused.code, "ingen regler" in refused.told) == (4, True), refused


def test_what_a_child_confided_stands_in_no_document_for_the_child(town: Cli, out: Path) -> None:
    assert "fortrolighet" not in given(town, approved(town, "child"), out / "x.txt")


def test_nothing_is_kept_from_a_child_by_what_protects_it_from_others(town: Cli) -> None:
    draft = prepare(town, "child")
    refused = town("insight", "withhold", CASE, str(draft), "--item", "1.reason", "--code", "betroelser", *KARI)
    assert (refused.code, "andre-personer" in refused.told, "betroelser" in refused.told) == (2, True, False), refused


@pytest.mark.parametrize("code", ["+", "?", "", "tull"])
def test_what_is_no_paragraph_keeps_nothing_back_and_lets_nothing_out(town: Cli, code: str) -> None:
    draft = prepare(town)
    before = last(town)
    refused = town("insight", "withhold", CASE, str(draft), "--item", "1.reason", "--code", code, *KARI)
    assert (refused.code, last(town), items(town, draft)["1.reason"]) == (2, before, "?"), refused


def test_whoever_approves_sees_who_assessed_what_and_why(town: Cli) -> None:
    draft = prepare(town)
    why = ("--reason", "Et annet barn nevnes ved navn")
    withheld = ("--item", "1.reason", "--code", "andre-personer", *why)
    town.ok("insight", "withhold", CASE, str(draft), *withheld, *KARI)
    (assessed,) = town.ok("insight", "show", CASE, str(draft), *LIV, "--json").json["assessments"]
    assert {name: assessed[name] for name in ("by", "items", "code", "reason")} == {
        "by": "kari", "items": ["1.reason"], "code": "andre-personer", "reason": why[1],
    }  # fmt: skip
    assert why[1] in town.ok("insight", "show", CASE, str(draft), *LIV).told


def test_what_was_given_and_dropped_then_is_told_as_given(town: Cli, out: Path) -> None:
    draft = approved(town)
    given(town, draft, out / "x.txt")
    town.ok("insight", "drop", CASE, str(draft), "--reason", "Brevet ble aldri hentet", *LIV)
    assert "Gitt (hendelse" in town.ok("insight", "list", CASE, *KARI).told


def test_what_is_kept_back_by_a_code_that_is_gone_does_not_go_out_without_its_paragraph(
    town: Cli, out: Path, tmp_path: Path
) -> None:
    draft = approved(town)
    shutil.copytree(ROOT / "definitions", tmp_path / "definitions")
    file = tmp_path / "definitions" / "insight.yaml"
    file.write_text(file.read_text("utf-8").replace("\n  fare:", "\n  verne:"), "utf-8")
    later = Cli(url=town.url, env={"PATHWAYS_DEFINITIONS": str(tmp_path / "definitions")})
    refused = later("insight", "export", CASE, str(draft), "--to", str(out / "x.txt"), *KARI)
    assert (refused.code, "fare" in refused.told) == (4, True), refused
    assert not list(out.iterdir())


def test_a_draft_that_was_dropped_goes_nowhere(town: Cli, out: Path) -> None:
    draft = approved(town)
    assert town("insight", "drop", CASE, str(draft), *LIV).code == 4, "nobody says why"
    town.ok("insight", "drop", CASE, str(draft), "--reason", "Et navn stod i en begrunnelse", *LIV)
    for refused in (
        town("insight", "export", CASE, str(draft), "--to", str(out / "x.txt"), *KARI),
        town("insight", "approve", CASE, str(draft), *LARS),
        town("insight", "release", CASE, str(draft), "--item", "1", *KARI),
        town("insight", "drop", CASE, str(draft), "--reason", "Igjen", *LIV),
    ):
        assert (refused.code, "trukket av liv" in refused.told) == (4, True), refused
    assert not list(out.iterdir())
    assert town.ok("insight", "list", CASE, *KARI, "--json").json["drafts"][0]["dropped_by"] == "liv"


def test_preparing_is_logged_as_a_reading_of_the_birth_date(town: Cli) -> None:
    prepare(town, "child")
    log = town.ok("access-log", CASE, *LIV, "--json").out
    assert "child.birth_date" in log
    assert "innsyn for en part" in log
