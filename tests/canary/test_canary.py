"""Fifty invented people with a token in every field: nobody is shown one outside the allowed cells, by any command."""

import random
import shutil
from pathlib import Path

import pytest
from typer.main import get_command

from pathways.cli.app import build
from pathways.cli.reference import commands
from tests.canary.allowed import GIVEN, OF_NO_CASE, SEES, is_allowed
from tests.canary.commands import APART, CHANGING, LOOKING
from tests.canary.crawling import Shown, logged, run, shown
from tests.canary.people import PROTECTED
from tests.canary.tokens import Kind, in_files
from tests.canary.world import HELD, KINDS, STAND_INS, World
from tests.cli.running import Cli
from tests.cli.support import alter
from tests.policy.test_commands import every_command
from tests.support.counts import count

OUTSIDERS = ("frida", "hege", "nils", "ukjent", *KINDS)
FORMS = ("--json", "--csv", "--dry-run", "--help")


def copy_of(world: World, folder: Path) -> Cli:
    """The database as it was made, in another file, with mails in another folder."""
    file = folder / "copy.db"
    for suffix in ("", "-wal", "-journal"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
        if (made := Path(f"{world.folder / 'world.db'}{suffix}")).exists():
            shutil.copy(made, f"{file}{suffix}")
    return Cli(url=f"sqlite:///{file}", env={**world.cli.env, "PATHWAYS_MAIL_FOLDER": str(folder / "mail")})


def options() -> dict[str, set[str]]:
    """The options of every command, from the command line itself."""
    found = commands(get_command(build()), "pathways")
    return {
        name.removeprefix("pathways "): {word for each in told.params for word in each.opts} for name, told in found
    }


OPTIONS = options()


def forms_of(command: str) -> list[tuple[str, ...]]:
    """The ways in which a command can answer."""
    there = OPTIONS[command] | {"--help"}
    return [(), *((form,) for form in FORMS if form in there)]


def users_of(command: str, chance: random.Random, each: int) -> list[str]:
    """Who runs a command: some who should see nothing, and some others."""
    if "--as" not in OPTIONS[command]:
        return [""]
    insiders = [user for user in HELD if user not in OUTSIDERS]
    return [*chance.sample(OUTSIDERS, min(each, 4)), *chance.sample(insiders, min(each + 1, len(insiders)))]


def wrong(seen: Shown) -> list[str]:
    """What was shown outside the allowed cells, told so that it can be found."""
    bad = [each for each in seen.out if not is_allowed(seen.command, seen.user, each)]
    told = [f"{each.kind} {each.case} {each.of}" for each in (*bad, *seen.aside)]
    told += seen.cases if seen.user in OUTSIDERS else ()
    return [f"{seen.command} as {seen.user or 'nobody'}: {each}" for each in told]


def test_every_command_has_a_row() -> None:
    assert sorted(every_command()) == sorted([*LOOKING, *CHANGING, *APART])


def test_there_are_fifty_people_half_of_them_protected_and_everybody_who_works_there_has_cells(world: World) -> None:
    known = world.tokens.known.values()
    assert len({(each.case, each.of.split(".")[0]) for each in known if "." in each.of}) == 50
    assert len([each for each in known if each.of.endswith(".decided_by")]) == sum(PROTECTED.values()) == 25
    assert {each.kind for each in known} == set(Kind)
    assert {*HELD, "ukjent", ""} == SEES.keys()


@pytest.mark.soak
def test_what_looks_shows_nobody_a_token_outside_the_allowed_cells(world: World) -> None:
    chance, found = random.Random(50), list[str]()
    for command in LOOKING:
        for user in users_of(command, chance, count(2, 99)):
            own = [*SEES[user], chance.choice(list(world.cases))]
            for case in (chance.choice(own),) if count(1, 0) else world.cases:
                forms = forms_of(command)
                for form in (chance.choice(forms[:2]),) if count(1, 0) else forms:
                    found += wrong(shown(world, world.cli, command, user, case, *form))
    assert found == []


@pytest.mark.soak
def test_nor_does_what_changes_something(world: World, tmp_path: Path) -> None:
    chance, found = random.Random(51), list[str]()
    for command in CHANGING:
        for user in users_of(command, chance, count(1, 99)):
            own = [*SEES[user], chance.choice(list(world.cases))]
            for case in (chance.choice(own),) if count(1, 0) else world.cases:
                forms = forms_of(command)
                for form in (chance.choice(forms[:3]),) if count(1, 0) else forms:
                    found += wrong(shown(world, copy_of(world, tmp_path), command, user, case, *form))
    assert found == []
    mails = [each.read_text("utf-8") for each in (tmp_path / "mail").glob("*.eml")]
    assert [token for mail in mails for token in world.tokens.within(mail)] == []


@pytest.mark.parametrize("user", [user for user in SEES if SEES[user]])
def test_whoever_may_see_something_is_shown_it(world: World, user: str) -> None:
    """Or the other tests would hold of a program that shows nothing."""
    case = next(iter(SEES[user]))
    kinds = {each.kind for each in shown(world, world.cli, "timeline", user, case).out}
    if SEES[user][case] & {Kind.identity}:
        kinds |= {each.kind for each in shown(world, world.cli, "person show", user, case).out}
    there = {each.kind for each in world.tokens.known.values() if each.case == case}
    assert kinds == SEES[user][case] & there


def test_what_was_done_with_an_account_is_told_to_its_owner_and_to_those_who_oversee_accounts(world: World) -> None:
    told = {user for user in HELD for each in shown(world, world.cli, "people show", user, "barn_a").out
            if each.kind is Kind.account}  # fmt: skip
    assert told == OF_NO_CASE[Kind.account]


@pytest.mark.parametrize("command", ["audit show", "audit extend", "audit end"])
def test_an_audit_tells_the_numbers_of_cases_to_those_who_may_know_of_them(
    world: World, tmp_path: Path, command: str
) -> None:
    told = {}
    for user in ("siv", "liv", "frida", "hege"):
        for form in ((), ("--json",)):
            ran = run(world, copy_of(world, tmp_path), command, user, "barn_b", *form)
            told[user] = (ran.code, world.cases[world.audited] in ran.out)
    if command == "audit show":
        assert told == {"siv": (0, True), "liv": (0, True), "frida": (0, False), "hege": (5, False)}
    else:
        # Whoever does not lead all that the audit is of, neither extends nor ends it; who leads none knows of none.
        assert told == {"siv": (0, True), "liv": (7, False), "frida": (7, False), "hege": (5, False)}


FAILING = "CREATE TRIGGER svikt BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, 'full'); END"


@pytest.mark.soak
def test_where_the_access_log_cannot_be_written_nothing_of_a_case_is_shown_by_any_command(
    world: World, tmp_path: Path
) -> None:
    """Over every command there is, as whoever sees most: a new one is among them by having its row."""
    chance, found, number = random.Random(52), list[str](), 0
    while number < count(len(LOOKING) + len(CHANGING), 10_000):
        for command in (*LOOKING, *CHANGING):
            case = chance.choice(list(world.cases))
            user = chance.choice([each for each in SEES if case in SEES[each]] + ["siv"])
            cli = copy_of(world, tmp_path)
            alter(cli, FAILING, case)
            seen = shown(world, cli, command, user if "--as" in OPTIONS[command] else "", case,
                         *chance.choice(forms_of(command)[:2]))  # fmt: skip
            found += [f"{command} as {user}: {each.kind} {each.of}" for each in (*seen.out, *seen.aside) if each.case]
            found += [f"{command} as {user}: {each}" for each in seen.cases]
            number += 1
    assert found == []


@pytest.mark.parametrize("case", GIVEN)
def test_a_party_is_given_what_was_assessed_and_nothing_else(world: World, tmp_path: Path, case: str) -> None:
    """No reporter, sibling, other parent, name or address; in one case nine people are protected."""
    seen = shown(world, copy_of(world, tmp_path), "insight export", "kari", case)
    assert (seen.code, frozenset(each.of for each in seen.out)) == (0, GIVEN[case])
    assert wrong(seen) == []


def test_whoever_has_nothing_to_do_with_a_case_is_told_nothing(world: World) -> None:
    for user in OUTSIDERS:
        for command in ("timeline", "person show", "consent list"):
            foreign = run(world, world.cli, command, user, "barn_a", "--json")
            assert (foreign.code in (5, 7), foreign.out) == (True, ""), (user, command)


def test_nor_is_whoever_was_told_to_stand_in_from_another_area_kind_or_task(world: World) -> None:
    named = {each["id"]: each for each in world.cli.ok("people", "list", "--as", "siv", "--json").json["people"]}
    assert [who for who, other in STAND_INS.items() if not named[who]["lends_nothing"] and other in named] == []
    for other in dict.fromkeys(STAND_INS.values()):
        for case in (each for each in world.cases if each not in SEES[other]):
            for command in ("timeline", "person show", "case show", "access-log"):
                seen = shown(world, world.cli, command, other, case)
                assert (seen.code in (5, 7), seen.out, seen.cases) == (True, (), ()), (command, other, case)


def test_no_file_holds_a_token_of_a_person_or_a_text_of_a_case(world: World, tmp_path: Path) -> None:
    cli = copy_of(world, tmp_path)
    cli.ok("backup", str(tmp_path / "backup.db"))
    for number, case in enumerate(world.cases.values()):
        cli.ok("log", "export", case, "--to", str(tmp_path / f"{number}.jsonl"), "--as", "siv")
    cli.ok("checkpoint", "--to", str(tmp_path / "checkpoint"), "--as", "siv")
    cli.ok("notice", "deliver")
    hidden = [each for each in world.tokens.known.values() if each.case]
    files = [path for folder in (tmp_path, world.folder) for path in folder.rglob("*") if path.is_file()]
    assert {"backup.db", "checkpoint", "0.jsonl", "world.db", "copy.db"} <= {path.name for path in files}
    assert any(path.suffix == ".eml" for path in files)
    read = [path for path in files if not path.name.startswith("ut.jsonl")]
    assert [(path.name, each.of) for path in read for each in in_files(hidden, path.read_bytes())] == []


def test_the_log_that_is_looked_through_tells_everything_it_can(world: World) -> None:
    with logged() as log:
        run(world, world.cli, "people list", "kari", "barn_a")
    assert "SELECT" in log.getvalue()
    assert {each.kind for each in world.tokens.within(log.getvalue())} >= {Kind.staff}


def test_nothing_that_was_said_while_it_was_made_holds_what_was_typed_in(world: World) -> None:
    aside = "\n".join(ran.err for ran in world.said)
    assert [each.of for each in world.tokens.within(aside)] == []
