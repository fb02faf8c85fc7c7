"""Three children of one report, each with people who see that case alone: no command shows them that there are others.

Two workers of different teams, an auditor who drew one case, and a leader of another service who broke the glass.
"""

import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.canary.commands import CHANGING, LOOKING, TYPED
from tests.canary.test_canary import OPTIONS, forms_of
from tests.cli.concerns import (
    ANNE,
    BJORN,
    FRIDA,
    LIV,
    NEW_DAY,
    ROLF,
    SAYS,
    SIV,
    cases_of,
    given_to_teams,
    make_teams,
    registered,
)
from tests.cli.persons import put, typed
from tests.cli.running import Cli
from tests.support.counts import count

WORKERS = {"anne": ANNE, "bjorn": BJORN, "rolf": ROLF, "frida": FRIDA}
"""Who may see one case, and only that."""
AUDIT = ("--basis", "statsforvalter_barnevern", "--organisation", "S", "--reference", "1", "--person", "rolf",
         "--service", "bv-nord", "--to", "2026-12-31")  # fmt: skip
NUMBERS = ("notice", "row", "broken", "proposal", "destruction", "consent", "insight", "draft")
"""What commands name by number, beside a case: here any will do."""
NAMES = ("Zxantonqz", "Zxbertaqz", "Zxcarlqz")
"""What the children are called; the second has a protected address."""
CONCLUDE = ("melding_konkludert", "--set", "konklusjon=2", "--set", "umiddelbar_oppfolging=nei")
APART = {
    *("keys rewrap", "clock set", "clock advance", "tick", "notice deliver", "notice retry", "notice drop", "backup"),
    *("definition migrate", "import register", "import open-cases", "audit sample", "audit take"),
}
"""Commands that name no user, need files that other tests have, or give an auditor another case."""


@dataclass(slots=True, kw_only=True)
class Family:
    """What was made: the case of each worker, and everything that tells of a child, by its case."""

    cli: Cli
    folder: Path
    concern: str
    case_of: dict[str, str]
    words: dict[str, set[str]] = field(default_factory=dict)
    signals: dict[str, str] = field(default_factory=dict)

    def foreign(self, user: str) -> set[str]:
        """What somebody must not be shown: of each other child, and of the report."""
        own = self.case_of[user]
        return {self.concern}.union(*(words for case, words in self.words.items() if case != own))


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Family:
    """A report about three children, corrected after two of them were decided, and a fourth child."""
    folder = tmp_path_factory.mktemp("soesken")
    cli = Cli(url=f"sqlite:///{folder}/world.db", env={"COLUMNS": "300"})
    make_teams(cli.url)
    told = registered(cli, "--children", "3", "--waiting", "1")
    *cases, fourth = cases_of(told)
    case_of = dict(zip(("anne", "bjorn", "frida"), cases, strict=True))
    made = Family(cli=cli, folder=folder, concern=told["concern_id"], case_of=case_of)
    made.signals = {str(each["case_id"]): str(each["signal_id"]) for each in told["children"]}
    for case, name in zip(cases, NAMES, strict=True):
        made.words[case] = {case, made.signals[case], name, f"{name}-texten"}
        assert put(cli, case, {"child": {"name": name}, "sibling_1": {"name": f"{name}-texten"}}, *LIV).code == 0
        cli.ok("advance", case, *CONCLUDE, "--reason", f"Om {name}-texten.", *LIV)
    made.words[fourth] = {fourth, made.signals[fourth]}
    protect = '{"who": "child", "do": "protect", "grade": "strict", "decided_by": "Nemnda", "since": "2026-08-01", '
    typed(cli, protect + '"until": "2026-12-31"}', "person", "contact", cases[1], "--from", "-", *LIV)
    given_to_teams(cli, *cases[:2])
    cli.ok("clock", "advance", "3d")
    cli.ok("concern", "correct", told["concern_id"], *NEW_DAY, *LIV)
    cli.ok("glass", "break", cases[2], "--reason", "Politiet ringer om barnet i natt.", *FRIDA)
    cli.ok("audit", "start", "t-1", *AUDIT, *SIV)
    drawn = cli.ok("audit", "sample", "--count", "1", "--engagement", "t-1", *ROLF, "--json").out
    (made.case_of["rolf"],) = (case for case in cases if case in drawn)
    return made


def words_of(family: Family, command: str, user: str, case: str) -> list[str]:
    """A command as somebody types it about a case."""
    facts = {
        **dict.fromkeys(NUMBERS, "2"), "case": case,
        "deadline": "undersokelse", "signal": family.signals[case], "concern": family.concern,
        "out": str(family.folder / "ut.jsonl"), "people": str(family.folder / "folk.toml"),
        "changes": str(family.folder / "endringer.json"), "definition": "definitions/bup/vurdering.yaml",
        "definitions": "definitions", "name": NAMES[0],
    }  # fmt: skip
    given = {**LOOKING, **CHANGING}[command]
    by = ("--as", user) if "--as" in OPTIONS[command] else ()
    return [*command.split(), *(each.format(**facts) if "{" in each else each for each in given), *by]


def leaked(family: Family, cli: Cli, command: str, user: str, case: str, *form: str) -> list[str]:
    """What a command showed a worker of another child. What was typed may be repeated: it is known already."""
    words = words_of(family, command, user, case)
    stdin = TYPED.get(command, "")
    (family.folder / "ut.jsonl").unlink(missing_ok=True)
    ran = typed(cli, NAMES[2] if stdin == "{name}" else stdin, *words, *form)
    file = family.folder / "ut.jsonl"
    said = ran.out + ran.err + (file.read_text("utf-8") if file.exists() else "")
    found = [word for word in family.foreign(user) if re.search(rf"{re.escape(word)}(?!\w)", said)]
    return [f"{' '.join(words)}: {word}" for word in found if not any(word in each for each in words)]


def asked(commands: Iterator[str] | list[str], family: Family, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Each command, by each worker, about their own case and about that of another child."""
    for command in commands:
        for user in chance.sample(list(WORKERS), count(2, len(WORKERS))):
            cases = [case for case in family.signals if case != "None"]
            for case in (chance.choice([family.case_of[user], *cases]),) if count(1, 0) else cases:
                yield command, user, case


def test_who_sees_one_case_is_shown_nothing_of_the_others_by_what_looks(family: Family) -> None:
    chance, found = random.Random(31), list[str]()
    commands = [each for each in LOOKING if not each.startswith("definition ")]
    for command, user, case in asked(commands, family, chance):
        for form in (chance.choice(forms_of(command)[:2]),) if count(1, 0) else forms_of(command):
            found += leaked(family, family.cli, command, user, case, *form)
    assert found == []


@pytest.mark.parametrize("command", ["timeline", "case show", "case list", "worklist", "signal list", "access-log",
                                     "concern cases", "case gaps", "notice list", "report deadlines"])  # fmt: skip
def test_nor_by_what_shows_most_of_their_own(family: Family, command: str) -> None:
    for user in WORKERS:
        for form in ((), ("--json",)):
            assert leaked(family, family.cli, command, user, family.case_of[user], *form) == []


@pytest.mark.soak
def test_nor_by_what_changes_something(family: Family, tmp_path: Path) -> None:
    chance, found = random.Random(32), list[str]()
    commands = [each for each in CHANGING if each not in APART]
    for command, user, case in asked(chance.sample(commands, count(12, len(commands))), family, chance):
        for suffix in ("", "-wal"):
            if (made := Path(f"{family.folder}/world.db{suffix}")).exists():
                shutil.copy(made, f"{tmp_path}/copy.db{suffix}")
        cli = Cli(url=f"sqlite:///{tmp_path}/copy.db", env=family.cli.env)
        found += leaked(family, cli, command, user, case, *chance.choice(forms_of(command)[:2]))
    assert found == []


def test_who_leads_is_shown_all_of_it_or_the_others_would_hold_of_a_program_that_shows_nothing(family: Family) -> None:
    told = family.cli.ok("concern", "show", family.concern, *LIV).out
    assert all(word in told for case, signal in family.signals.items() for word in (signal, case) if word != "None")
    for user in ("anne", "bjorn"):
        case = family.case_of[user]
        own = family.cli.ok("timeline", case, *WORKERS[user]).out + family.cli.ok("person", "show", case, *LIV).out
        assert all(word in own for word in family.words[case]), user


def test_the_logs_that_leave_hold_neither_the_report_nor_another_child(family: Family, tmp_path: Path) -> None:
    for case in family.words:
        if case == "None":
            continue
        family.cli.ok("log", "export", case, "--to", str(tmp_path / case), "--with-texts", "--as", "siv")
        held = (tmp_path / case).read_text("utf-8")
        others = {family.concern}.union(*(each for other, each in family.words.items() if other != case))
        assert [word for word in others if word in held] == []
        assert case in held


def test_a_worker_cannot_find_out_by_asking_whether_two_cases_belong_together(family: Family) -> None:
    """What is refused is refused alike for a child of the report, for another case, and for none at all."""
    other = cases_of(registered(family.cli, "--children", "1"))[0]
    family.cli.ok("case", "assign", other, "--unit", "team-b", *LIV)
    told = set()
    for case in (family.case_of["bjorn"], other, "BV-2026-0099"):
        for words in (("concern", "cases", case), ("concern", "open", *SAYS, "--join", case)):
            ran = family.cli(*words, *ANNE)
            told.add((words[1], ran.code, (ran.out + ran.err).replace(case, "X")))
    assert len(told) == 2
