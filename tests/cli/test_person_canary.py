"""Canaries: a token of its own in every field of every person is found where it was asked for, and nowhere else."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pathways.identity.fields import FIELDS, Takes
from tests.cli.persons import fields_of, typed
from tests.cli.running import MONDAY, Cli, open_case
from tests.identity.naive import control_digits
from tests.support.databases import SqliteDatabases

NAMES = ("child", "parent_1", "parent_2", "sibling_1", "reporter_1", "other_1")
OTHER_COMMANDS = (
    ("case", "show", "{case}"),
    ("case", "can", "{case}"),
    ("case", "list"),
    ("timeline", "{case}"),
    ("worklist",),
    ("deadline", "explain", "{case}", "undersokelse_gjennomfort"),
    ("notice", "list", "--all", "--as", "liv"),
    ("report", "deadlines"),
    ("report", "past"),
    ("replay", "--all"),
    ("verify",),
    ("doctor", "--all"),
    ("rebuild", "--all", "--as", "rolf"),
    ("keys", "list"),
    ("keys", "rewrap"),
    ("checkpoint", "--list", "--as", "rolf"),
)


def canaries() -> dict[str, dict[str, str]]:
    """A family in which every field holds something that stands nowhere else."""
    made: dict[str, dict[str, str]] = {}
    for place, who in enumerate(NAMES):
        made[who] = {name: value_of(field.takes, f"{who}{name}", place) for name, field in FIELDS.items()}
    return made


def value_of(takes: Takes, token: str, place: int) -> str:
    if takes is Takes.date:
        return f"19{30 + place}-07-1{place}"
    if takes is Takes.number:
        nines = (f"0181{50 + place}{number}" for number in range(500, 999))
        return next(nine + min(pairs) for nine in nines if (pairs := control_digits(nine, from_2032=False)))
    return f"Zx{token.replace('_', '')}qz"


def written_as(value: str) -> Iterator[bytes]:
    """The ways in which a text may lie in a file."""
    for encoding in ("utf-8", "utf-16-le"):
        for text in (value, value.casefold(), json.dumps(value)[1:-1]):
            yield text.encode(encoding)


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Cli:
    """A sandbox that writes its mails to a folder, and tells everything it can."""
    env = {"PATHWAYS_MAIL_FOLDER": str(tmp_path / "mail"), "PATHWAYS_MAIL_FROM": "p@example.org", "PATHWAYS_DEBUG": "1"}
    made = Cli(url=sqlite_databases.fresh(), env=env)
    made.ok("init", "--sandbox", "--clock", MONDAY)
    return made


def test_nothing_of_a_free_text_lies_in_any_file(cli: Cli, tmp_path: Path) -> None:
    case = open_case(cli)
    texts = ["Zxbegrunnelseqz", "Zxnybegrunnelseqz", "Zxhvorforqz"]
    conclusion = ("--set", "konklusjon=2", "--set", "umiddelbar_oppfolging=nei", "--as", "liv")
    cli.ok("advance", case, "melding_konkludert", *conclusion, "--reason", texts[0], "--key", "k")
    cli.ok("correct", case, "2", *conclusion, "--reason", texts[1], "--why", texts[2])
    cli.ok("clock", "advance", "16w")
    said = [cli(*(each.format(case=case) for each in command)).err for command in OTHER_COMMANDS]
    cli("log", "export", case, "--to", str(tmp_path / "log.json"), "--as", "siv")
    cli("backup", str(tmp_path / "backup.db"))
    cli("checkpoint", "--to", str(tmp_path / "checkpoint"), "--as", "rolf")
    hay = [("stderr", "".join(said).encode()), *((str(f), f.read_bytes()) for f in tmp_path.rglob("*") if f.is_file())]
    assert {"backup.db", "checkpoint", "log.json"} <= {Path(where).name for where, _ in hay}
    assert [(where, text) for text in texts for way in written_as(text) for where, each in hay if way in each] == []
    told = cli.ok("timeline", case).told
    assert [text for text in texts if text not in told] == []


def test_nothing_of_a_person_is_anywhere_but_where_it_was_asked_for(cli: Cli, tmp_path: Path) -> None:
    case, said = open_case(cli), []
    people = canaries()
    written = typed(cli, json.dumps(people), "person", "set", case, "--from", "-")
    wrong = {who: {"name": f"Zx{who}annetqz"} for who in NAMES}
    reason = "Zxgrunnenqz"
    corrected = typed(cli, json.dumps({"reason": reason, **wrong}), "person", "correct", case, "--from", "-")
    assert (written.code, corrected.code) == (0, 0)
    refused = [
        typed(cli, json.dumps(people | {"child": {"name": value}}), "person", "set", case, "--from", "-")
        for value in ("Zxchildnameqz", "Zxchildnameqz 01815050062", "Zxchildnameqz\u202e")
    ]
    said += [written, corrected, *refused, typed(cli, people["child"]["national_number"], "person", "search")]
    said.append(cli("clock", "advance", "16w"))
    for command in OTHER_COMMANDS:
        arguments = [each.format(case=case) for each in command]
        said += [cli(*arguments), cli(*arguments, "--json")]
    said += [
        cli("checkpoint", "--to", str(tmp_path / "checkpoint"), "--as", "rolf"),
        cli("log", "export", case, "--to", str(tmp_path / "log.json"), "--as", "siv"),
        cli("backup", str(tmp_path / "backup.db")),
    ]
    values = [value for own in people.values() for value in own.values()] + [reason]
    values += [name for own in wrong.values() for name in own.values()]
    told = "".join(each.out + each.err for each in said).encode()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"backup.db", "checkpoint", "log.json"} <= {path.name for path in files}
    assert any(path.suffix == ".eml" for path in files)
    hay = [("what was said", told), *((str(path), path.read_bytes()) for path in files)]
    found = [(where, value) for value in values for way in written_as(value) for where, hay_ in hay if way in hay_]
    assert found == []
    # It is all there, for whoever asks.
    assert set(fields_of(cli.ok("person", "show", case, "--json")).values()) <= set(values)
    shown = cli.ok("person", "show", case, "--history", "--json").out
    assert [value for value in values if value not in shown] == []
