"""``import open-cases``: cases at their true dates, all or none, quiet about the past; files as people make them."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pathways.model.record import Kind
from pathways.store import events, heads
from pathways.store.tables import DELIVERY, NOTICE, REGISTER_CASE
from tests.cli.running import ROOT, Cli, Ran
from tests.cli.support import page, set_clock

Write = Callable[..., str]
HEAD = "sak;forlop;hendelse;dato;meldere;innhold;konklusjon;umiddelbar_oppfolging;begrunnelse;koder"
REPORT = "K-1;barnevern_undersokelse;;2026-03-02;11;1.1.02;;;;"
OPENED = "K-1;;melding_konkludert;5.3.2026;;;2;nei;Æ, ø og å «gjelder»;"
EXTENDED = "K-1;;frist_utvidet;2026-06-01;;;;;=HYPERLINK;"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of these lines, and gives its path."""

    def to_file(*lines: str, name: str = "åpne.csv", encoding: str = "utf-8", content: bytes = b"") -> str:
        path = tmp_path / name
        path.write_bytes(content or "\r\n".join(lines).encode(encoding))
        return str(path)

    return to_file


def opened(cli: Cli, file: str, *more: str, user: str = "kari") -> Ran:
    return cli("import", "open-cases", file, "--as", user, *more)


def case_ids(cli: Cli) -> list[str]:
    database = cli.database()
    with database.read() as conn:
        found = [head.case_id for head in heads.list_heads(conn, limit=1000)]
    database.close()
    return sorted(found)


def told_anybody(cli: Cli) -> int:
    """How many notices and deliveries there are."""
    database = cli.database()
    with database.read() as conn:
        found = sum(len(conn.execute(table.select()).all()) for table in (NOTICE, DELIVERY))
    database.close()
    return found


def acts(cli: Cli, case: str) -> list[tuple[str, str]]:
    entries = cli.ok("timeline", case, "--json").json["entries"]
    return [(e["name"], e["happened_on"]) for e in entries if e["kind"] == "act"]


def test_a_case_stands_at_its_true_dates_with_its_extension_and_time_used(cli_on_both: Cli, write: Write) -> None:
    cli = cli_on_both
    ran = opened(cli, write(HEAD, REPORT, OPENED, EXTENDED), "--json")
    assert ran.code == 0, ran
    (case,) = case_ids(cli)
    assert acts(cli, case) == [
        ("melding_mottatt", "2026-03-02"), ("melding_konkludert", "2026-03-05"), ("frist_utvidet", "2026-06-01"),
    ]  # fmt: skip
    run = cli.ok("case", "show", case, "--json").json["runs"][0]
    deadline = next(d for d in run["deadlines"] if d["name"] == "undersokelse")
    assert (run["state"], deadline["nominal"]) == ("undersokes", "2026-09-09")
    assert deadline["extended_by"]
    assert cli.ok("verify", "--json", "--as", "rolf").json["ok"]
    assert cli.ok("replay", "--all", "--json").json["ok"]
    texts = [t["text"] for e in cli.ok("timeline", case, "--json").json["entries"] for t in e["texts"]]
    assert "Æ, ø og å «gjelder»" in texts
    assert "=HYPERLINK" in texts


def test_what_was_over_before_go_live_is_listed_once_and_tells_nobody(cli_on_both: Cli, write: Write) -> None:
    cli = cli_on_both
    ran = opened(cli, write(HEAD, REPORT, OPENED), "--json")
    passed = {d["name"]: d["word"] for d in ran.json["cases"][0]["passed"]}
    assert passed["undersokelse"] == "breach"
    assert "gjennomgang" not in passed
    assert told_anybody(cli) == 0
    (case,) = case_ids(cli)
    database = cli.database()
    with database.read() as conn:
        records = events.read_case(conn, case)
    database.close()
    crossings = [record for record in records if record.kind is Kind.crossing]
    assert crossings
    assert {record.recorded_at for record in crossings} == {records[0].recorded_at}
    cli.ok("tick")
    assert told_anybody(cli) == 0
    other = write("sak;forlop;dato;meldere;innhold", "K-2;barnevern_undersokelse;2026-03-02;11;1.1.02")
    told = page(cli, "import", "open-cases", other)
    assert "De varsles ikke" in told
    assert "BV-2026-0002 Gjennomgang av melding ! brudd på lovfristen man. 9. mars 2026" in told


def test_what_is_read_in_is_no_late_registration_of_anybody(cli: Cli, write: Write) -> None:
    opened(cli, write(HEAD, REPORT, OPENED))
    (case,) = case_ids(cli)
    every = cli.ok("deadline", "list", case, "--json").json["deadlines"]
    assert next(each["lateness"] for each in every if each["name"] == "gjennomgang") == "imported"
    assert "Lest inn fra et annet system: det skjedde i tide" in page(cli, "deadline", "list", case)
    assert "ble holdt; det er lest inn fra et annet system" in page(cli, "timeline", case)
    (told,) = cli.ok("report", "deadlines", "--deadline", "gjennomgang", "--json").json["deadlines"]
    counted = {name: (each["count"], each["of"]) for name, each in told["figures"].items()}
    assert (counted["in_time"], counted["imported"], counted["registered_late"]) == ((1, 1), (1, 1), (0, 0))
    assert "av dem lest inn fra et annet system 1 av 1 (100 %)" in page(cli, "report", "deadlines")
    refused = cli("deadline", "reason", case, "gjennomgang", "--code", "kapasitet", "--as", "kari")
    assert "er lest inn fra et annet system" in refused.told


def test_a_figure_of_the_past_says_what_was_read_in_and_counts_no_reason_that_nobody_wrote(
    cli: Cli, write: Write
) -> None:
    opened(cli, write(HEAD, REPORT, OPENED))
    told = page(cli, "report", "past")
    assert "Etterregistrert: 2, av dem lest inn: 2" in told
    assert "med begrunnelse" not in told
    verbs = cli.ok("report", "past", "--json").json["verbs"]
    assert [(each["imported"], each["with_reason"]) for each in verbs] == [(1, 0), (1, 0)]


def test_the_next_act_in_a_case_tells_nobody_what_was_over_before_go_live(cli: Cli, write: Write) -> None:
    opened(cli, write(HEAD, REPORT, OPENED))
    (case,) = case_ids(cli)
    cli.ok("advance", case, "tilbakemelding_gitt", "--activity", "1", "--set", "opplyst_apnet=ja")
    assert told_anybody(cli) == 0


def test_what_falls_due_after_go_live_is_told_as_ever(cli: Cli, write: Write) -> None:
    cli.ok("import", "open-cases", write("forlop;dato;meldere;innhold", "barnevern_undersokelse;2026-08-21;11;1.1.02"))
    assert told_anybody(cli) == 0
    cli.ok("clock", "advance", "2w")
    assert told_anybody(cli) > 0


def test_a_dry_run_tells_each_row_and_stores_nothing(cli_on_both: Cli, write: Write) -> None:
    file = write(HEAD, REPORT, OPENED)
    ran = opened(cli_on_both, file, "--dry-run")
    assert (ran.code, case_ids(cli_on_both)) == (0, [])
    assert "rad 2: melding_mottatt, man. 2. mars 2026" in ran.told
    assert "rad 3: melding_konkludert, tor. 5. mars 2026" in ran.told
    assert "Ingenting er lagret" in ran.told
    assert opened(cli_on_both, file, "--dry-run", "--json").json["cases"][0]["case_id"] == ""
    assert opened(cli_on_both, file, "--json").json["cases"][0]["case_id"] == "BV-2026-0001"


def test_the_same_file_again_changes_nothing_and_new_rows_are_taken(cli_on_both: Cli, write: Write) -> None:
    cli = cli_on_both
    alike = "barnevern_undersokelse;2026-08-21;11;1.1.02"
    first = ("forlop;dato;meldere;innhold", alike, alike)
    opened(cli, write(*first))
    assert len(case_ids(cli)) == 2
    again = opened(cli, write(*first), "--json")
    assert [case["outcome"] for case in again.json["cases"]] == ["known", "known"]
    more = opened(cli, write(*first, alike.replace("08-21", "08-20")), "--json")
    assert [case["outcome"] for case in more.json["cases"]] == ["known", "known", "opened"]
    assert len(case_ids(cli)) == 3


def test_a_reference_that_was_read_with_something_else_is_refused(cli: Cli, write: Write) -> None:
    opened(cli, write(HEAD, REPORT))
    ran = opened(cli, write(HEAD, REPORT.replace("2026-03-02", "2026-03-03")))
    assert (ran.code, "BV-2026-0001" in ran.told, "pathways amend" in ran.told) == (2, True, True)


def test_one_case_that_is_refused_refuses_the_file_with_every_row_that_is_wrong(cli: Cli, write: Write) -> None:
    good = "K-2;barnevern_undersokelse;;2026-03-02;11;1.1.02;;;;"
    wrong = "K-3;barnevern_undersokelse;;2026-03-02;999;1.1.02;;;;"
    late = "K-4;barnevern_undersokelse;;2027-03-02;11;1.1.02;;;;"
    ran = opened(cli, write(HEAD, good, wrong, late))
    assert (ran.code, case_ids(cli)) == (2, [])
    assert "2 problemer" in ran.told
    assert "rad 3, kolonne E (meldere):" in ran.told
    assert "rad 4" in ran.told


def test_every_pathway_can_be_brought_in_and_rows_stand_in_any_order(cli: Cli, write: Write) -> None:
    template = list(csv.DictReader(io.StringIO(cli.ok("import", "open-cases", "--template", "bup_vurdering").out),
                                   delimiter=";"))  # fmt: skip
    assert template[0]["forlop"] == "bup_vurdering"
    report = REPORT.replace(";;2026-03-02", ";melding_mottatt;2026-03-02")
    assert opened(cli, write(HEAD, OPENED.replace("K-1;;", "K-1;barnevern_undersokelse;"), report)).code == 0
    assert [name for name, _ in acts(cli, "BV-2026-0001")] == ["melding_mottatt", "melding_konkludert"]


@pytest.mark.parametrize("pathway", ["barnevern_undersokelse", "barnevern_forlop", "bup_vurdering"])
def test_a_template_can_be_read_as_it_is(cli: Cli, write: Write, pathway: str) -> None:
    text = cli.ok("import", "open-cases", "--template", pathway).out
    ran = opened(cli, write(content=text.encode()), "--json")
    assert (ran.code, ran.json["cases"][0]["pathway"]) == (0, pathway), ran


def test_an_unknown_pathway_has_no_template(cli: Cli) -> None:
    ran = cli("import", "open-cases", "--template", "finnes_ikke")
    assert (ran.code, "barnevern_undersokelse" in ran.told) == (5, True)


@pytest.mark.parametrize(
    "content",
    [
        ("forlop;dato;meldere;innhold\nbarnevern_undersokelse;2026-08-20;11;1.1.02\n").encode("utf-8-sig"),
        b"sep=;\r\nforlop;dato;meldere;innhold\r\nbarnevern_undersokelse;20.08.2026;11;1.1.02\r\n",
        b'forlop,dato,meldere,innhold\nbarnevern_undersokelse,2026-08-20,"11,10",1.1.02\n',
        "Forløp\tDato\tmeldere\tinnhold\n\n\nbarnevern_undersokelse\t20.8.2026\t11\t1.1.02\n".encode(),
    ],
)
def test_files_as_spreadsheets_write_them_are_read(cli: Cli, write: Write, content: bytes) -> None:
    ran = opened(cli, write(content=content))
    assert ran.code == 0, ran
    assert acts(cli, "BV-2026-0001") == [("melding_mottatt", "2026-08-20")]


START = "barnevern_undersokelse"
FOUR = "sak;forlop;dato;meldere;innhold"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (f"{FOUR}\nÅse;{START};2026-08-20;11;1.1.02".encode("latin-1"), "CSV UTF-8"),
        (f"{FOUR}\nK;{START};2026-08-20;11;1.1.02".encode("utf-16"), "CSV UTF-8"),
        (b"", "er tom"),
        (f'{FOUR}\n"K;{START}'.encode(), "anførselstegn"),
        (f"{FOUR};Etternavn\n".encode(), "rad 1, kolonne F: overskriften gjelder hvem noen er"),
        (f"{FOUR};Fødselsnummer\n".encode(), "hvem noen er"),
        (f"{FOUR};brukt tid\n".encode(), "regn tilbake"),
        (f"{FOUR};dikt\n".encode(), "ukjent overskrift"),
        (f"{FOUR};dato\n".encode(), "to ganger"),
        (b"sak;dato\nK;2026-08-20", "kolonnen forlop mangler"),
        (
            f"{FOUR}\n01019050188;{START};2026-08-20;11;1.1.02".encode(),
            "rad 2, kolonne A (sak): her står noe som ligner",
        ),
        (
            f"{FOUR}\n=1+1;{START};2026-08-20;11;1.1.02".encode(),
            "rad 2, kolonne A (sak): cellen begynner som en formel",
        ),
        (f"{FOUR}\n@x;{START};2026-08-20;11;1.1.02".encode(), "formel"),
        (f"{FOUR}\nKari Nordmann;{START};2026-08-20;11;1.1.02".encode(), "rad 2, kolonne A (sak): her kan det stå"),
        (f"{FOUR}\nK;{START};20/08/2026;11;1.1.02".encode(), "rad 2, kolonne C (dato): ikke en dato"),
        (f"{FOUR}\nK;{START};20.08.26;11;1.1.02".encode(), "ikke en dato"),
        (f"{FOUR}\nK;{START};46254;11;1.1.02".encode(), "ikke en dato"),
        (f"{FOUR}\nK;{START};2026-02-30;11;1.1.02".encode(), "ikke en dato"),
        (f"{FOUR}\nK;{START};;11;1.1.02".encode(), "datoen mangler"),
        (f"{FOUR}\nK;finnes_ikke;2026-08-20;11;1.1.02".encode(), "ukjent forløp. Disse finnes: "),
        (f"{FOUR}\n;;2026-08-20;11;1.1.02".encode(), "den første raden i en sak"),
        (f"{FOUR}\nK;{START};2026-08-20;11;1.1.02;Kari Nordmann".encode(), "flere celler"),
        (f"{FOUR}\nK;{START};2026-08-20;11;1.1.02\nK;;2026-08-21;;".encode(), "rad 3: bare den første raden"),
        (f"{FOUR}\nK;{START};2026-08-20;11;1.1.02\u202e\x07".encode(), "usynlig tegn"),
        (("x;" * 101).encode(), "mer enn 100 kolonner"),
        ((FOUR + "\n" + "a\n" * 20_001).encode(), "mer enn 20000 rader"),
        (b"a" * (4 * 1024 * 1024 + 1), "større enn 4 MB"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_row_and_column_and_without_its_content(
    cli: Cli, write: Write, content: bytes, told: str
) -> None:
    path = write(content=content or b" ")
    if not content:
        Path(path).write_bytes(b"")
    ran = opened(cli, path)
    assert (ran.code, case_ids(cli)) == (2, []), ran
    assert told in ran.told
    assert "Nordmann" not in ran.told
    assert "01019050188" not in ran.told


def test_a_clock_time_is_that_of_norway_and_must_exist(cli: Cli, write: Write) -> None:
    head = f"{FOUR};klokkeslett"
    gone = opened(cli, write(head, f"K;{START};2026-03-29;11;1.1.02;02:30"))
    assert (gone.code, "kolonne F (klokkeslett)" in gone.told) == (2, True)
    assert opened(cli, write(head, f"K;{START};2026-08-20;11;1.1.02;9.15")).code == 0
    entries = cli.ok("timeline", "BV-2026-0001", "--json").json["entries"]
    assert entries[0]["happened_at"] == "2026-08-20T07:15:00Z"


def test_several_reports_in_one_case_become_runs(cli: Cli, write: Write) -> None:
    rows = (f"K;{START};;2026-08-03;11;1.1.02;;;;", "K;;melding_mottatt;2026-08-05;11;1.1.02;;;;")
    assert opened(cli, write(HEAD, *rows)).code == 0
    runs = cli.ok("case", "show", "BV-2026-0001", "--json").json["runs"]
    assert [run["run"] for run in runs] == [START, f"{START}-2"]


def test_who_may_open_stands_in_the_access_table(cli: Cli, write: Write) -> None:
    ran = opened(cli, write(HEAD, REPORT), user="rolf")
    assert (ran.code, "kan lese inn saker som var åpne fra før (cases.import" in ran.told) == (7, True)


# ---------------------------------------------------------------- JSON

CASE = {
    "reference": "J-1",
    "pathway": START,
    "events": [
        {"on": "2026-08-03", "set": {"meldere": ["11"], "innhold": "1.1.02"}},
        {"event": "melding_konkludert", "on": "2026-08-05", "at": "10:00",
         "set": {"konklusjon": "2", "umiddelbar_oppfolging": False}},
    ],
}  # fmt: skip


def as_json(*cases: object) -> bytes:
    return json.dumps({"schema": "pathways.open-cases/1", "cases": cases}).encode()


def test_the_same_can_be_said_in_json(cli: Cli, write: Write) -> None:
    file = write(name="åpne.json", content=as_json(CASE))
    assert opened(cli, file).code == 0
    assert acts(cli, "BV-2026-0001") == [("melding_mottatt", "2026-08-03"), ("melding_konkludert", "2026-08-05")]
    assert opened(cli, file, "--json").json["cases"][0]["outcome"] == "known"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{}", '"schema": "pathways.open-cases/1"'),
        (as_json({"pathway": START}), "cases[1]: events mangler"),
        (as_json({**CASE, "pathway": "x"}), "cases[1].pathway: ukjent forløp"),
        (as_json({**CASE, "events": []}), "cases[1].events: en sak må ha"),
        (as_json({**CASE, "reference": "Kari Nordmann"}), "cases[1].reference: her kan det stå"),
        (as_json({**CASE, "events": [{"on": "1.13.2026"}]}), "cases[1].events[1].on: ikke en dato"),
        (
            as_json({**CASE, "events": [{"on": "2026-08-03", "reason": "010190 50188"}]}),
            "events[1].reason: her står noe",
        ),
        (as_json({**CASE, "events": [{"on": "2026-08-03", "set": {"meldere": "999"}}]}), "cases[1].events[1]"),
        (as_json({**CASE, "Nordmann": 1}), "cases[1]: her står et ukjent navn"),
    ],
)
def test_json_that_is_wrong_is_refused_with_its_place(cli: Cli, write: Write, content: bytes, told: str) -> None:
    ran = opened(cli, write(name="feil.json", content=content))
    assert (ran.code, case_ids(cli)) == (2, []), ran
    assert told in ran.told
    assert "Nordmann" not in ran.told


def test_a_file_of_another_kind_is_refused(cli: Cli, write: Write) -> None:
    assert opened(cli, write("x", name="saker.xlsx")).code == 2
    assert cli("import", "open-cases").code == 2


def test_the_files_in_the_how_to_can_be_read(cli: Cli, write: Write) -> None:
    set_clock(cli, "2026-11-20T09:00")
    how_to = (ROOT / "docs" / "how-to" / "bring-in-open-cases.md").read_text(encoding="utf-8")
    shown = how_to.split("```json\n")[1].split("```")[0]
    assert opened(cli, write(name="vist.json", content=shown.encode()), "--dry-run").code == 0
    lines = [line for line in how_to.split("## The file")[1].split("| column |")[0].splitlines() if line[:1] == "|"]
    rows = [";".join(cell.strip() for cell in line[1:-1].split("|")) for line in lines if "---" not in line]
    assert len(rows) == 5
    ran = opened(cli, write(*rows), "--dry-run", "--json")
    assert [len(case["rows"]) for case in ran.json["cases"]] == [3, 1]


@pytest.mark.parametrize("day", ["9999-12-31", "31.12.9999", "9999-12-30", "0001-01-01"])
def test_the_first_and_the_last_day_there_are_get_an_answer_as_any_other(cli: Cli, write: Write, day: str) -> None:
    for clock in ("", "23:59", "00:00"):
        row = f"{FOUR};klokkeslett\nG-1;{START};{day};11;1.1.02;{clock}\n"
        ran = opened(cli, write(name="rand.csv", content=row.encode()))
        assert (ran.code, case_ids(cli)) == (2, []), ran
        assert "Ett problem" in ran.told or "gjaldt ikke man. 1. jan. 1." in " ".join(ran.told.split())


WAITS = (
    *("satt_pa_vent", "--run", "barnevern_undersokelse", "--set", "venter_pa=familien"),
    *("--reason", "Familien er bortreist."),
)


def test_two_hundred_rows_with_a_past_give_one_list_and_not_one_notice(cli: Cli, write: Write) -> None:
    rows = [f"{FOUR};konklusjon;umiddelbar_oppfolging;hendelse;begrunnelse"]
    for number in range(100):
        day = f"2026-0{number % 5 + 1}-{number % 27 + 1:02}"
        rows.append(f"G-{number};{START};{day};11;1.1.02;;;;")
        rows.append(f"G-{number};;{day};;;2;nei;melding_konkludert;Skal undersøkes.")
    file = write(name="mange.csv", content="\n".join(rows).encode())
    found = cli.ok("import", "open-cases", str(file), "--as", "liv", "--json").json
    assert len(found["cases"]) == 100
    assert sum(len(case["passed"]) for case in found["cases"]) >= 100
    told = ("notice", "list", "--all", "--json")
    for step in ((), ("tick",), ("advance", "BV-2026-0001", *WAITS), ("clock", "advance", "1 day")):
        if step:
            cli.ok(*step)
        notices = [n for user in ("kari", "liv") for n in cli.ok(*told, "--as", user).json["notices"]]
        assert {n["case_id"] for n in notices if n["due_on"] < "2026-08-24"} == set(), step


def test_the_service_s_reference_is_kept_as_a_digest(cli: Cli, write: Write) -> None:
    assert opened(cli, write(HEAD, REPORT.replace("K-1", "Ola_Nordmann-2014"))).code == 0
    database = cli.database()
    with database.read() as conn:
        kept = [row.external_id for row in conn.execute(REGISTER_CASE.select())]
    database.close()
    assert len(kept) == 2
    assert not any("Nordmann" in each for each in kept)
