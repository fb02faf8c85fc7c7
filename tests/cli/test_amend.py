"""``amend``: several changes of one case from a file, all or none; what would come of it; and files that are wrong."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pathways.intake.amendment import read_amendment
from pathways.store import access
from tests.cli.running import ROOT, Cli, Ran, open_case
from tests.cli.support import CONCLUDE, LATE, investigated, set_clock, words

Write = Callable[..., str]
ENDED = ("--set", "utfall=3", "--reason", "Ingen grunn til tiltak.", "--as", "liv")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of changes, and gives its path."""

    def to_file(content: object, name: str = "endringer.json") -> str:
        path = tmp_path / name
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        path.write_bytes(raw)
        return str(path)

    return to_file


def swapped(cli: Cli) -> str:
    """A case entered late, whose investigation is told as ended before it was opened in fact; its number."""
    case = open_case(cli)
    set_clock(cli, "2026-10-20T10:00")
    cli.ok("advance", case, *CONCLUDE, *LATE, "--happened", "2026-08-24", "--reason", "Skolevegring over tid.")
    cli.ok("advance", case, "undersokelse_konkludert", *LATE, "--happened", "2026-10-05", *ENDED)
    return case


def states(ran: Ran) -> dict[str, str]:
    return {run["run"]: run["state"] for run in ran.json["runs"]}


def acts(cli: Cli, case: str) -> dict[str, tuple[int, str]]:
    entries = cli.ok("timeline", case, "--json").json["entries"]
    return {e["name"]: (e["seq"], e["happened_on"]) for e in entries if e["kind"] == "act"}


def later(cli: Cli, case: str) -> list[dict[str, object]]:
    found = acts(cli, case)
    return [
        {"correct": found["undersokelse_konkludert"][0], "happened": "2026-10-12"},
        {"correct": found["melding_konkludert"][0], "happened": "2026-10-08", "why": "Datoen var feil."},
    ]


def test_two_dates_that_refuse_each_other_are_put_right_together(cli_on_both: Cli, write: Write) -> None:
    cli = cli_on_both
    case = swapped(cli)
    changes = later(cli, case)
    alone = cli("correct", case, str(changes[1]["correct"]), "--happened", "2026-10-08", "--why", "Feil.")
    assert (alone.code, "pathways amend" in alone.told) == (4, True)
    file = write(changes)
    ran = cli.ok("amend", case, file, "--why", "Lest feil i journalen.", "--as", "liv")
    assert "Registrert samlet i BV-2026-0001: 2 endringer, av liv." in words(ran)
    found = acts(cli, case)
    assert (found["melding_konkludert"][1], found["undersokelse_konkludert"][1]) == ("2026-10-08", "2026-10-12")
    told = words(cli.ok("timeline", case))
    assert "Datoen var feil." in told
    assert "Lest feil i journalen." in told
    assert cli.ok("verify", "--json", "--as", "rolf").json["ok"]
    assert cli.ok("replay", "--all", "--json").json["ok"]


def test_what_was_recorded_then_is_not_said_to_have_happened_after_in_a_set_either(cli: Cli, write: Write) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-10-20T10:00")
    seq = acts(cli, case)["melding_konkludert"][0]
    for more in ("--dry-run", "--json"):
        ran = cli("amend", case, write([{"correct": seq, "happened": "2026-10-08"}]), "--why", "Feil.", more)
        assert (ran.code, f"hendelse {seq} ble registrert man. 24. aug. 2026" in " ".join(ran.err.split())) == (4, True)


def test_what_would_become_of_the_case_is_shown_and_nothing_recorded(cli: Cli, write: Write) -> None:
    case = swapped(cli)
    before = cli.ok("case", "show", case, "--json").json
    seq = acts(cli, case)["undersokelse_konkludert"][0]
    file = write([{"annul": seq, "reason": "Gjaldt et annet barn."}])
    ran = cli.ok("amend", case, file, "--dry-run", "--as", "liv")
    assert "Ingenting er registrert. Slik ville BV-2026-0001 blitt etter 1 endring:" in words(ran)
    assert "Undersøkelse henlagt → Undersøkelse pågår" in words(ran)
    found = cli.ok("amend", case, file, "--dry-run", "--as", "liv", "--json").json
    assert found["schema"] == "pathways.foreseen/1"
    (deadline,) = [d for d in found["deadlines"] if "undersokelse" in [d[at]["name"] for at in d if d[at]]]
    assert (deadline["before"]["word"], deadline["after"]["word"]) == ("met", "running")
    assert cli.ok("case", "show", case, "--json").json == before


def test_a_run_that_stays_where_it_is_is_not_shown_as_changed(cli: Cli, write: Write) -> None:
    case = swapped(cli)
    told = words(cli.ok("amend", case, write(later(cli, case)), "--why", "Feil.", "--dry-run", "--as", "liv"))
    assert "blitt etter 2 endringer: Alle løp ville stå der de står." in told
    assert "Undersøkelse henlagt →" not in told


def test_a_missing_report_and_what_followed_it_are_entered_in_one_go(cli: Cli, write: Write) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-10-20T10:00")
    file = write(
        [
            {"enter": "melding_konkludert", "happened": "2026-09-03", "set": {"konklusjon": "10"},
             "reason": "Ikke grunnlag.", "late_reason": "Lå i postmottaket.", "within": "ny"},
            {"enter": "melding_mottatt", "happened": "2026-09-01", "label": "ny", "late_reason": "Lå der.",
             "set": {"meldere": ["11", "23"], "innhold": "1.1.02"}},
        ]
    )  # fmt: skip
    ran = cli.ok("amend", case, file, "--json")
    assert [(part["verb"], part["event"]) for part in ran.json["parts"]] == [
        ("enter", "melding_mottatt"), ("enter", "melding_konkludert"),
    ]  # fmt: skip
    assert states(cli.ok("case", "show", case, "--json"))["barnevern_undersokelse-2"] == "henlagt_melding"


def test_the_same_file_with_the_same_key_is_recorded_once(cli: Cli, write: Write) -> None:
    case = swapped(cli)
    file = write(later(cli, case))
    first, again = (
        cli.ok("amend", case, file, "--why", "Feil.", "--key", "a", "--as", "liv", "--json").json for _ in range(2)
    )
    assert (again["repeated"], again["parts"]) == (True, first["parts"])
    other = cli("amend", case, file, "--why", "Feil.", "--key", "b", "--as", "liv")
    assert (other.code, "retting av hendelse 2" in other.told) == (4, True)


def test_a_set_that_cannot_stand_is_refused_with_the_list_and_records_nothing(cli: Cli, write: Write) -> None:
    case = swapped(cli)
    before = cli.ok("timeline", case, "--json").json
    file = write([{"annul": acts(cli, case)["melding_konkludert"][0], "reason": "Feil barn."}])
    ran = cli("amend", case, file, "--as", "liv")
    assert ran.code == 4
    assert "undersokelse_konkludert" in ran.err
    assert cli.ok("timeline", case, "--json").json["entries"] == before["entries"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "ikke gyldig JSON, linje 1, tegn 1"),
        (b'[{"annul": 1,}]', "linje 1, tegn"),
        (b"\xff\xfe[", "ikke i UTF-8"),
        (b"[" * 200_000, "ligger for dypt"),
        (b"[" + b"9" * 10_000 + b"]", "ikke tillater"),
        (b'[{"annul": NaN}]', "ikke tillater"),
        (b'[{"annul": 1, "annul": 2}]', "to ganger"),
        ([], "listen er tom"),
        ({"annul": 1}, "hele filen: her skal det stå en liste"),
        ([7], "[1]: en endring skal ha nøyaktig én av"),
        ([{"annul": 1, "correct": 2}], "[1]: en endring skal ha nøyaktig én av"),
        ([{"annul": 2, "reason": "a"}, {"annul": "x"}], "[2].annul: her skal det stå et heltall"),
        ([{"annul": True}], "[1].annul: her skal det stå et heltall"),
        ([{"correct": 2, "set": {"konklusjon": {"a": 1}}}], "[1].set.konklusjon: her skal det stå en tekst"),
        ([{"correct": 2, "set": {"konklusjon": [1]}}], "[1].set.konklusjon[1]: her skal det stå en tekst"),
        ([{"correct": 2, "Kari Nordmann": 1}], "[1]: her står et ukjent navn. Disse finnes: correct, happened"),
        ([{"correct": 2, "reason": "a" * 20_001}], "inntil 20000 tegn"),
        ([{"correct": 2, "happened": "31.02.2026"}], "[1].happened: her skal det stå en dato"),
        ([{"annul": 1}, {"enter": "Ola Nordmann 15076500565"}], "[2].enter: her skal det stå et navn"),
        ([{"enter": "x", "run": "Ola Nordmann"}], "[1].run: her skal det stå et navn"),
        ([{"enter": "x", "activity": "Ola Nordmann"}], "[1].activity: her skal det stå et navn"),
        ([{"enter": "x", "label": "15076500565"}], "[1].label: her skal det stå et navn"),
        ([{"correct": 2, "happened": "Ola Nordmann"}], "[1].happened: her skal det stå en dato"),
        ([{"correct": 2, "set": {"Ola Nordmann": "1"}}], "[1].set.…: her skal det stå et navn"),
        ([{"correct": 2, "unset": ["Ola Nordmann"]}], "[1].unset[1]: her skal det stå et navn"),
        ([{"correct": 2, "reason": "a\ud800b"}], "[1].reason: her står et usynlig tegn"),
        ([{"correct": 2, "why": "a\u202eb"}], "[1].why: her står et usynlig tegn"),
        ([{"enter": "x", "within": "ny"}], "[1].within: ingen endring i filen har dette navnet som label"),
        ([{"enter": "x", "label": "ny"}] * 2, "[2].label: to endringer har det samme navnet"),
        ([{"annul": 2}, {"annul": 2}], "[2]: [1] gjelder den samme hendelsen."),
        ([{"correct": 2}, {"redecide": 2}], "[2]: [1] gjelder den samme hendelsen."),
        ([{"annul": 2}, {"redecide": 2}], "[2]: [1] annullerer den samme hendelsen"),
        ([{"annul": 2, "reason": "a", "why": "b"}], "[1]: si hvorfor én gang"),
        ([{"annul": 2, "wy": "b"}], "[1].wy: ukjent navn. Mente du why?"),
        ([{"enter": "finnes_ikke"}], "endring [1]: "),
        ([{"correct": 99, "happened": "2026-08-24"}], "Fant ikke hendelse 99"),
        ([{"annul": 1}] * 301, "her kan det stå inntil 300"),
        ([{"annul": 1}] * 20_001, "her kan det stå inntil 300"),
        ([{"annul": 1}] * 101, "inntil 100 rettinger og annulleringer"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_the_place_and_without_its_content(
    cli: Cli, write: Write, content: object, told: str
) -> None:
    case = investigated(cli)
    ran = cli("amend", case, write(content), "--why", "Feil.")
    assert ran.code in (2, 4, 5), ran
    assert told in ran.told
    assert "Nordmann" not in ran.told
    assert ran.out == ""


@pytest.mark.parametrize("name", ["explain", "deadline"])
def test_a_reason_for_a_missed_deadline_is_given_afterwards_and_the_refusal_says_so(
    cli: Cli, write: Write, name: str
) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-09-21T09:00")
    wrong = [{"annul": 1, "why": "Feil barn."}, {name: "tilbakemelding", "codes": ["tolk"]}]
    ran = cli("amend", case, write(wrong))
    assert (ran.code, ran.out) == (2, "")
    assert "en årsak til at en frist ikke ble holdt kan ikke stå i filen" in ran.told
    assert "Registrer endringene først, og årsaken etterpå med «pathways deadline reason»" in ran.told


@pytest.mark.parametrize("verb", ["annul", "correct"])
def test_a_reason_that_was_given_is_put_right_by_itself(cli: Cli, write: Write, verb: str) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-09-21T09:00")
    reason = ("deadline", "reason", case, "tilbakemelding", "--activity", "1", "--code", "tolk", "--json")
    seq = cli.ok(*reason).json["seq"]
    ran = cli("amend", case, write([{verb: seq, "why": "Feil frist."}]), "--why", "Feil frist.")
    assert (ran.code, ran.out) == (4, "")
    assert f"Hendelse {seq} er årsaken til at en frist ikke ble holdt" in ran.told
    assert "for seg selv" in ran.told


def test_what_is_refused_of_several_is_told_by_its_place_in_the_file(cli: Cli, write: Write) -> None:
    case = swapped(cli)
    early = {"correct": acts(cli, case)["undersokelse_konkludert"][0], "happened": "2026-08-01", "why": "a"}
    entry = {"enter": "frist_utvidet", "happened": "2026-08-02"}
    ran = cli("amend", case, write([entry, early]), "--as", "liv")
    assert (ran.code, "- [1], ny hendelse frist_utvidet" in ran.told) == (4, True), ran
    assert "- [2], retting av hendelse" in ran.told


def test_why_an_event_is_annulled_may_be_called_why(cli: Cli, write: Write) -> None:
    case = swapped(cli)
    seq = acts(cli, case)["undersokelse_konkludert"][0]
    cli.ok("amend", case, write([{"annul": seq, "why": "Gjaldt et annet barn."}]), "--as", "liv")
    assert "Gjaldt et annet barn." in words(cli.ok("timeline", case))


@pytest.mark.parametrize("odd", ["\u202e", "\x1b", "\ufeff"])
def test_characters_that_nobody_sees_are_refused_in_every_reason(cli: Cli, odd: str) -> None:
    case = swapped(cli)
    before = cli.ok("timeline", case, "--json").json["entries"]
    said = f"Gjaldt{odd}noe annet."
    for command in (("annul", case, "1", "--why", said), ("advance", case, "x", "--reason", said)):
        ran = cli(*command)
        assert (ran.code, odd in ran.told) == (4, False), ran
    ran = cli("annul", case, str(acts(cli, case)["undersokelse_konkludert"][0]), "--why", said, "--as", "liv")
    assert "usynlig tegn" in ran.told
    assert cli.ok("timeline", case, "--json").json["entries"] == before


def test_a_file_that_is_too_large_is_not_read(cli: Cli, write: Write) -> None:
    ran = cli("amend", investigated(cli), write(b" " * (4 * 1024 * 1024 + 1)))
    assert (ran.code, "større enn 4 MB" in ran.told) == (2, True)


def test_the_reading_before_a_change_is_in_the_access_log(cli: Cli, write: Write) -> None:
    case = swapped(cli)
    cli.ok("amend", case, write(later(cli, case)), "--why", "Feil.", "--dry-run", "--as", "liv")
    database = cli.database()
    with database.read() as conn:
        assert access.of_case(conn, case, limit=1)[0].purpose == "endre flere hendelser"
    database.close()


def test_the_file_in_the_how_to_can_be_read(write: Write) -> None:
    page = (ROOT / "docs" / "how-to" / "change-several-events.md").read_text(encoding="utf-8")
    shown = page.split("```json\n")[1].split("```")[0]
    assert len(read_amendment(Path(write(shown.encode())))) == 5
