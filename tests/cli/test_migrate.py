"""``definition diff``, ``impact`` and ``migrate``: the story of a law that changes while cases run."""

import shutil
from pathlib import Path

import pytest

from pathways.store import access
from tests.cli.running import Cli, open_case
from tests.cli.support import page, set_clock, words
from tests.support.worlds import FOLDER

REFERRAL = ("--as", "mona", "--set", "henviser=fastlege", "--set", "ansiennitetsdato=2026-08-24")
PLAN = """\
pathway: bup_vurdering
from: 2026-01-01
to: 2026-09-01
reason: Tolv virkedager fra 1. september.
deadlines: {svar: rebudget}
"""
IN_FORCE = "2026-08-31T22:30"
"""The first half hour of 1 September in Norway."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped definitions, to be changed."""
    return Path(shutil.copytree(FOLDER, tmp_path / "definitions"))


@pytest.fixture
def changing(cli: Cli, folder: Path) -> Cli:
    """A sandbox on that folder, with three referrals and one report."""
    found = Cli(url=cli.url, env={**cli.env, "PATHWAYS_DEFINITIONS": str(folder), "COLUMNS": "200"})
    for _ in range(3):
        found.ok("case", "open", "bup_vurdering", *REFERRAL)
    open_case(found)
    set_clock(found, "2026-08-28T08:00")
    return found


@pytest.fixture
def draft(folder: Path, tmp_path: Path) -> Path:
    """September's version: twelve working days instead of ten. Not in use."""
    text = (folder / "bup/vurdering.yaml").read_text(encoding="utf-8")
    text = text.replace("version: 2026-01-01", "version: 2026-09-01", 1)
    path = tmp_path / "september.yaml"
    path.write_text(text.replace("within: 10 working days", "within: 12 working days", 1), encoding="utf-8")
    return path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The plan, in a file."""
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def take_into_use(folder: Path, draft: Path) -> None:
    """Put the draft into the folder."""
    shutil.copy(draft, folder / "bup/vurdering-2026-09.yaml")


def due(cli: Cli, case: str) -> str:
    """When the answer is due in a case."""
    deadlines = cli.ok("case", "show", case, "--as", "mona", "--json").json["runs"][0]["deadlines"]
    return str(next(each["nominal"] for each in deadlines if each["name"] == "svar"))


def read_by(cli: Cli, case: str, user: str) -> int:
    """How often somebody's readings of a case are logged."""
    database = cli.database()
    with database.read() as conn:
        found = [row for row in access.of_case(conn, case, limit=50) if row.user == user]
    database.close()
    return len(found)


def test_diff_tells_what_a_draft_means_otherwise(changing: Cli, draft: Path) -> None:
    told = words(changing.ok("definition", "diff", "bup_vurdering@2026-01-01", str(draft)))
    assert "frist svar lengde 10 virkedager → 12 virkedager" in told
    found = changing.ok("definition", "diff", "bup_vurdering", str(draft), "--json").json
    assert (found["old"], found["new"]) == ("bup_vurdering@2026-01-01", "bup_vurdering@2026-09-01")
    assert [each["what"] for each in found["differences"]] == ["version", "within"]
    assert "De betyr det samme" in changing.ok("definition", "diff", "bup_vurdering", "bup_vurdering").told
    assert changing("definition", "diff", "bup", str(draft)).code == 5
    assert changing("definition", "diff", "bup_vurdering@2020-01-01", str(draft)).code == 5


def test_impact_counts_first_then_lists_and_logs_who_was_shown(changing: Cli, draft: Path) -> None:
    ran = changing.ok("definition", "impact", str(draft), "--as", "siv", "--limit", "2")
    assert "Saker som berøres: 3 (løp: 3). Frister som flyttes: 3;" in words(ran)
    assert "man. 7. sep. 2026 → ons. 9. sep. 2026" in words(ran)
    assert "Saker som ikke er vist: 1." in words(ran)
    assert [read_by(changing, f"BUP-2026-000{n}", "siv") for n in (1, 2, 3)] == [1, 1, 0]
    assert due(changing, "BUP-2026-0001") == "2026-09-07"
    found = changing.ok("definition", "impact", str(draft), "--as", "siv", "--json").json
    assert found["counts"]["moved"] == 3
    assert found["cases"][0]["deadlines"][0]["nominal_after"] == "2026-09-09"


def test_impact_of_a_shorter_time_says_where_it_is_used_up(changing: Cli, draft: Path) -> None:
    text = draft.read_text(encoding="utf-8")
    shorter = text.replace("within: 12 working days", "within: 3 working days", 1)
    draft.write_text(shorter.replace("{before: 4 working days,", "{before: 1 working day,"), encoding="utf-8")
    found = changing.ok("definition", "impact", str(draft), "--as", "siv", "--json").json
    assert (found["counts"]["moved"], found["counts"]["used_up"]) == (3, 3)
    assert {each["nominal_after"] for case in found["cases"] for each in case["deadlines"]} == {"2026-08-28"}


def test_impact_of_a_folder_tells_changed_calendars_and_settings(changing: Cli, folder: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(folder, tmp_path / "other"))
    red(other)
    counts = changing.ok("definition", "impact", str(other), "--as", "siv", "--json").json["counts"]
    assert (counts["cases"], counts["moved"]) == (4, 3)


def red(folder: Path) -> None:
    """Make 2 September a red day."""
    calendars = folder / "calendars.yaml"
    text = calendars.read_text(encoding="utf-8")
    day = '- {name: ny rød dag, date: "09-02", law: prøveloven}\n      - {name: 1. mai,'
    calendars.write_text(text.replace("- {name: 1. mai,", day, 1), encoding="utf-8")


def test_cases_move_by_a_plan_and_back(changing: Cli, folder: Path, draft: Path, plan: Path) -> None:
    take_into_use(folder, draft)
    shown = [row["until"] for row in changing.ok("definition", "list", "--json").json["definitions"][-2:]]
    assert shown == ["2026-08-31", None]
    dry = changing.ok("definition", "migrate", str(plan), "--dry-run", "--as", "siv")
    assert ("Frister som flyttes: 3" in words(dry), due(changing, "BUP-2026-0001")) == (True, "2026-09-07")
    set_clock(changing, IN_FORCE)
    done = changing.ok("definition", "migrate", str(plan), "--batch", "2", "--as", "siv", "--json").json
    assert (done["cases"], done["runs"], done["failed"]) == (3, 3, [])
    assert due(changing, "BUP-2026-0001") == "2026-09-09"
    assert changing.ok("definition", "migrate", str(plan), "--as", "siv", "--json").json["cases"] == 0
    told = page(changing, "timeline", "BUP-2026-0001", "--as", "inger")
    assert "overført til utgave 2026-09-01 av «Vurdering av henvisning til BUP» (fra utgave 2026-01-01)" in told
    assert "Tolv virkedager fra 1. september." in told
    changing.ok("replay", "--all", "--as", "rolf")
    changing.ok("verify", "--as", "rolf")
    named = done["plans"][0]["id"][:12]
    back = changing.ok("definition", "migrate", named, "--revert", "--reason", "Feil plan.", "--as", "siv", "--json")
    assert back.json["runs"] == 3
    assert due(changing, "BUP-2026-0001") == "2026-09-07"
    assert "× angret" in changing.ok("timeline", "BUP-2026-0001", "--as", "inger").out
    changing.ok("replay", "--all", "--as", "rolf")


def test_no_case_comes_to_a_version_before_it_is_in_force(changing: Cli, folder: Path, draft: Path, plan: Path) -> None:
    told = words(changing.ok("definition", "diff", "bup_vurdering", str(draft)))
    assert "Obs: utgave 2026-09-01 gjelder fra tir. 1. sep. 2026." in told
    assert "først fra" not in told
    assert "tidligst" not in told
    back = words(changing.ok("definition", "diff", str(draft), "bup_vurdering@2026-01-01"))
    assert "Obs" not in back
    take_into_use(folder, draft)
    for when, early in (("2026-08-31T21:59", True), (IN_FORCE, False)):
        set_clock(changing, when)
        dry = ("definition", "migrate", str(plan), "--dry-run", "--as", "siv")
        for arguments in (dry, ("definition", "impact", str(folder), "--plan", str(plan), "--as", "siv")):
            told = words(changing.ok(*arguments))
            assert ("tir. 1. sep. 2026; overføring blir mulig da" in told, "Frister som flyttes: 3" in told) == (
                early,
                True,
            )
            assert changing.ok(*arguments, "--json").json["plans"][0]["possible_from"] == (
                "2026-09-01" if early else None
            )
        ran = changing("definition", "migrate", str(plan), "--as", "siv")
        assert ran.code == (4 if early else 0)
        assert ("gjelder først fra tir. 1. sep. 2026" in ran.told, "I dag gjelder utgave 2026-01-01" in ran.told) == (
            early,
            early,
        )
        assert due(changing, "BUP-2026-0001") == ("2026-09-07" if early else "2026-09-09")


def test_acts_before_and_after_a_migration_are_each_judged_by_their_version(
    changing: Cli, folder: Path, draft: Path, plan: Path
) -> None:
    text = draft.read_text(encoding="utf-8")
    draft.write_text(text.replace("time_flyttet", "tid_flyttet"), encoding="utf-8")
    take_into_use(folder, draft)
    assess = ("--set", "resultat=rett", "--set", "frist_start=2026-10-01", "--set", "gjelder_4a=nei", "--as", "inger")
    changing.ok("advance", "BUP-2026-0001", "henvisning_vurdert", *assess, "--reason", "Alvorlig nok.")
    set_clock(changing, IN_FORCE)
    changing.ok("definition", "migrate", str(plan), "--as", "siv")
    set_clock(changing, "2026-09-02T08:00")
    move = ("--set", "time_avtalt=2026-09-20", "--reason", "Ny time.", "--as", "inger")
    assert changing("advance", "BUP-2026-0001", "time_flyttet", *move).code == 4
    changing.ok("advance", "BUP-2026-0001", "time_flyttet", *move, "--happened", "2026-08-28T12:00")
    changing.ok("advance", "BUP-2026-0001", "tid_flyttet", *move)
    told = page(changing, "timeline", "BUP-2026-0001", "--as", "inger")
    assert told.count("Tidspunkt for oppstart satt eller flyttet") == 2
    entries = changing.ok("timeline", "BUP-2026-0001", "--as", "inger", "--json").json["entries"]
    for name in ("tid_flyttet", "time_flyttet"):
        seq = next(each["seq"] for each in entries if each["name"] == name)
        changing.ok("annul", "BUP-2026-0001", str(seq), "--why", "Feil.", "--as", "inger")
    changing.ok("replay", "BUP-2026-0001", "--as", "rolf")


def test_changed_calendars_reach_running_cases(changing: Cli, folder: Path) -> None:
    red(folder)
    assert due(changing, "BUP-2026-0001") == "2026-09-07"
    done = changing.ok("definition", "migrate", "--settings", "--reason", "Ny rød dag.", "--as", "siv", "--json").json
    assert done["cases"] == 4
    assert due(changing, "BUP-2026-0001") == "2026-09-08"
    told = changing.ok("definition", "migrate", "--settings", "--reason", "Ny.", "--dry-run", "--as", "siv")
    assert "Saker som berøres: 0" in words(told)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2),
        (("PLAN", "--settings"), 2),
        (("--settings",), 2),
        (("PLAN", "--revert"), 2),
        (("PLAN", "--revert", "--dry-run"), 2),
        (("PLAN", "--revert", "--dry-run", "--reason", "x"), 5),
        (("--settings", "--revert", "--reason", "x"), 2),
        (("borte.yaml",), 2),
        (("abcdef12", "--revert", "--reason", "x"), 5),
    ],
)
def test_what_was_typed_wrongly_is_refused(changing: Cli, plan: Path, arguments: tuple[str, ...], code: int) -> None:
    typed = [str(plan) if each == "PLAN" else each for each in arguments]
    ran = changing("definition", "migrate", *typed, "--as", "siv")
    assert (ran.code, ran.out) == (code, "")
    assert ran.err


def test_a_plan_that_leaves_something_open_says_what(changing: Cli, folder: Path, draft: Path, plan: Path) -> None:
    take_into_use(folder, draft)
    plan.write_text(PLAN.replace("deadlines: {svar: rebudget}\n", ""), encoding="utf-8")
    ran = changing("definition", "migrate", str(plan), "--as", "siv")
    assert (ran.code, "«svar» regnes på en annen måte" in ran.told) == (4, True)
    assert changing("definition", "migrate", str(plan), "--as", "kari").code == 7


def test_a_folder_that_cannot_be_used_moves_nobody_and_says_so(changing: Cli, folder: Path, plan: Path) -> None:
    (folder / "bup/vurdering-2026-09.yaml").write_text("pathway: [", encoding="utf-8")
    for arguments in ((str(plan),), ("--settings", "--reason", "Ny rød dag.")):
        ran = changing("definition", "migrate", *arguments, "--as", "siv")
        assert (ran.code, ran.out) == (2, "")
        assert "definisjonene kan ikke brukes nå" in ran.told
        assert "vurdering-2026-09.yaml" in "".join(ran.err.split())


def test_only_plans_that_moved_something_are_told_how_to_take_back(changing: Cli, folder: Path) -> None:
    red(folder)
    for _ in range(2):
        changing.ok("case", "open", "bup_vurdering", *REFERRAL)
    ran = changing.ok("definition", "migrate", "--settings", "--reason", "Ny rød dag.", "--as", "siv")
    # The national pathway has the new calendar too, but no case of it runs.
    assert ran.told.count("--revert") == 2
    for named in [line.split()[4] for line in ran.err.splitlines() if "--revert" in line]:
        changing.ok("definition", "migrate", named, "--revert", "--reason", "Feil.", "--as", "siv")


def test_a_plan_with_nothing_left_to_do_says_so(changing: Cli, folder: Path, draft: Path, plan: Path) -> None:
    take_into_use(folder, draft)
    set_clock(changing, IN_FORCE)
    for direction, does, again in (
        ((), "Overført. Saker: 3. Løp: 3.", "Ingenting å gjøre: alt er på plass fra før."),
        (
            ("--revert", "--reason", "Feil."),
            "Angret. Saker: 3. Løp: 3.",
            "Ingenting å gjøre: det planen gjorde, er angret",
        ),
    ):
        first = changing.ok("definition", "migrate", str(plan), *direction, "--as", "siv")
        second = changing.ok("definition", "migrate", str(plan), *direction, "--as", "siv")
        assert (does in words(first), does in words(second)) == (True, False)
        assert (again in words(first), again in words(second)) == (False, True)
        assert ("--revert" in first.err, "--revert" in second.err) == (not direction, False)
    ran = changing.ok("definition", "migrate", "--settings", "--reason", "Ingen.", "--as", "siv")
    assert "alt er på plass fra før" in words(ran)


def test_taking_a_plan_back_tells_beforehand_and_afterwards_what_it_does(
    changing: Cli, folder: Path, draft: Path, plan: Path
) -> None:
    take_into_use(folder, draft)
    set_clock(changing, IN_FORCE)
    changing.ok("definition", "migrate", str(plan), "--as", "siv")
    changing.ok("clock", "set", "2026-09-08T08:00")
    assert [due(changing, f"BUP-2026-000{n}") for n in (1, 2, 3)] == ["2026-09-09"] * 3
    back = ("definition", "migrate", str(plan), "--revert", "--reason", "Feil.", "--as", "siv")
    before = changing.ok("verify", "--hash", "--as", "rolf").out
    ran = changing.ok(*back, "--dry-run", "--limit", "1")
    counted = "Saker som berøres: 3 (løp: 3). Frister som flyttes: 3. Frister som blir oversittet nå: 3."
    assert counted in words(ran)
    assert "ons. 9. sep. 2026 → man. 7. sep. 2026 (er oversittet)" in words(ran)
    assert "Saker som ikke er vist: 2." in words(ran)
    dry = changing.ok(*back, "--dry-run", "--json").json
    assert (dry["dry_run"], dry["cases"], dry["runs"], len(dry["foreseen"]), dry["left_out"]) == (True, 3, 3, 3, 0)
    assert dry["counts"]["notices"] > 0
    assert (changing.ok("verify", "--hash", "--as", "rolf").out, due(changing, "BUP-2026-0001")) == (
        before,
        "2026-09-09",
    )
    assert counted in words(changing.ok(*back))
    assert due(changing, "BUP-2026-0001") == "2026-09-07"
    assert "angret fra før" in words(changing.ok(*back, "--dry-run"))
    assert changing.ok(*back, "--json").json["counts"] == dict.fromkeys(dry["counts"], 0)


def test_why_cases_move_holds_no_national_number(changing: Cli, folder: Path, draft: Path, plan: Path) -> None:
    take_into_use(folder, draft)
    plan.write_text(PLAN.replace("Tolv virkedager", "01019050188"), encoding="utf-8")
    red(folder)
    own = ("--settings", "--reason", "For 01019050188.")
    for arguments in ((str(plan),), (str(plan), "--dry-run"), own, (str(plan), "--revert", *own[1:])):
        ran = changing("definition", "migrate", *arguments, "--as", "siv")
        assert (ran.code, "fødselsnummer" in ran.told, "01019050188" in ran.told) == (4, True, False), arguments
        assert ("«--reason»" in ran.told, "«why»" in ran.told) == ("--reason" in arguments, False)


@pytest.mark.parametrize("why", ["For 01019050188.", '"Tolv \\x1b[31mvirkedager."'])
def test_a_reason_that_cannot_be_kept_is_told_by_its_place_in_the_plan(
    changing: Cli, folder: Path, draft: Path, plan: Path, why: str
) -> None:
    take_into_use(folder, draft)
    plan.write_text(PLAN.replace("Tolv virkedager fra 1. september.", why), encoding="utf-8")
    for arguments in (
        ("migrate", str(plan)),
        ("migrate", str(plan), "--dry-run"),
        ("impact", str(folder), "--plan", str(plan)),
    ):
        ran = changing("definition", *arguments, "--as", "siv")
        assert (ran.code, "plan.yaml:4:9: Ikke registrert: «reason» inneholder" in ran.told) == (4, True), ran.told
