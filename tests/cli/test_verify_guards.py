"""``verify`` names triggers that are gone or that somebody made: a guard that is off, and no proof of tampering."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.running import Cli, open_case, real_keys

REMOVED: Mapping[str, tuple[str, ...]] = {
    "sqlite": ("DROP TRIGGER event_not_changed",),
    "postgresql": ("DROP TRIGGER event_not_changed ON event",),
}
FOREIGN: Mapping[str, tuple[str, ...]] = {
    "sqlite": ("CREATE TRIGGER fremmed AFTER INSERT ON notice BEGIN SELECT 1; END",),
    "postgresql": (
        "CREATE FUNCTION fremmed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        "CREATE TRIGGER fremmed AFTER INSERT ON notice FOR EACH ROW EXECUTE FUNCTION fremmed()",
    ),
}


def send(cli: Cli, statements: Mapping[str, tuple[str, ...]]) -> None:
    """Change the tables, as whoever owns the database may."""
    database = cli.database()
    with database.write() as conn:
        for each in statements[database.kind]:
            conn.exec_driver_sql(each)
    database.close()


def test_a_guard_that_is_gone_and_one_that_is_foreign_are_named_and_nothing_is_called_tampering(
    cli_on_both: Cli,
) -> None:
    case = open_case(cli_on_both)
    whole = cli_on_both.ok("verify", "--as", "rolf", "--json").json
    assert whole["guards"] == {"missing": [], "foreign": []}
    send(cli_on_both, REMOVED)
    send(cli_on_both, FOREIGN)
    ran = cli_on_both.ok("verify", "--as", "rolf")
    for said in ("Kjedene er hele", "VERN AV", "event_not_changed", "fremmed", "ikke noe bevis"):
        assert said in " ".join(ran.out.split()), said
    found = cli_on_both.ok("verify", "--as", "rolf", "--json").json
    assert (found["ok"], found["findings"]) == (True, [])
    assert found["guards"] == {"missing": ["event_not_changed"], "foreign": ["fremmed"]}
    one = cli_on_both.ok("verify", case, "--as", "siv")
    assert "event_not_changed" in one.out


def test_they_are_named_beside_a_checkpoint_too(cli_on_both: Cli, tmp_path: Path) -> None:
    cli = Cli(url=cli_on_both.url, env={**cli_on_both.env, **real_keys(tmp_path)})
    cli.ok("keys", "new", "signing")
    open_case(cli)
    cli.ok("checkpoint", "--to", str(tmp_path / "sjekkpunkt.json"), "--as", "rolf")
    send(cli, REMOVED)
    against = ("verify", "--checkpoint", str(tmp_path / "sjekkpunkt.json"), "--as", "rolf")
    assert "event_not_changed" in cli.ok(*against).out
    assert cli.ok(*against, "--json").json["guards"]["missing"] == ["event_not_changed"]


@pytest.mark.parametrize("name", ['"a\x1b[31mb"', '"' + "x" * 60 + '"'])
def test_what_somebody_called_a_trigger_is_shown_without_what_it_would_do_to_a_terminal(cli: Cli, name: str) -> None:
    send(cli, {"sqlite": (f"CREATE TRIGGER {name} AFTER INSERT ON notice BEGIN SELECT 1; END",)})
    ran = cli.ok("verify", "--as", "rolf")
    assert "\x1b" not in ran.out
    assert "VERN AV" in ran.out
