"""``import open-cases``: all that is wrong with a file is told at once, by row and column, in words of the file."""

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from pathways.intake.faults import MOST_SHOWN
from pathways.store import heads
from tests.cli.running import ROOT, Cli, Ran

Write = Callable[..., str]
HEAD = (
    "sak;forlop;hendelse;dato;klokkeslett;aktivitet;lop;koder;begrunnelse;"
    "meldere;innhold;konklusjon;umiddelbar_oppfolging;venter_pa"
)
START = "barnevern_undersokelse"
OPTIONS = ("--set", "--activity", "--run", "--reason", "--code", "--happened")


def row(case: str = "", pathway: str = "", event: str = "", day: str = "", **cells: str) -> str:
    """A row of the file; the other cells by their heading."""
    given = {"sak": case, "forlop": pathway, "hendelse": event, "dato": day, **cells}
    return ";".join(given.pop(heading, "") for heading in HEAD.split(";"))


def received(case: str, day: str = "2026-03-02", **cells: str) -> str:
    return row(case, START, "", day, **{"meldere": "11", "innhold": "1.1.02", **cells})


def concluded(case: str, day: str = "2026-03-05", **cells: str) -> str:
    return row(case, "", "melding_konkludert", day, **{"konklusjon": "2", "umiddelbar_oppfolging": "nei", **cells})


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of these rows below the headings, and gives its path."""

    def to_file(*rows: str, head: str = HEAD, name: str = "saker.csv", content: bytes = b"") -> str:
        path = tmp_path / name
        path.write_bytes(content or "\r\n".join((head, *rows)).encode())
        return str(path)

    return to_file


def refused(cli: Cli, file: str) -> list[tuple[str, str]]:
    """Place and sentence of everything that is told of a file, of which nothing is kept."""
    ran = cli("import", "open-cases", file, "--as", "kari", "--json")
    assert ran.code == 2, ran
    assert kept(cli) == 0
    document = ran.json
    assert (document["ok"], document["cases"], document["count"]) == (False, [], len(document["problems"]))
    return [(each["place"], each["told"]) for each in document["problems"]]


def untried(cli: Cli, file: str) -> list[str]:
    ran = cli("import", "open-cases", file, "--as", "kari", "--json")
    return [each["place"] for each in ran.json["untried"]]


def kept(cli: Cli) -> int:
    database = cli.database()
    with database.read() as conn:
        found = len(list(heads.list_heads(conn, limit=1000)))
    database.close()
    return found


def on_screen(cli: Cli, file: str) -> Ran:
    return cli("import", "open-cases", file, "--as", "kari")


def test_faults_of_every_kind_are_told_at_once_in_the_order_of_the_rows(cli: Cli, write: Write) -> None:
    found = refused(
        cli,
        write(
            received("K-1"),
            row("K-1", "", "frist_utvidet", "2026-03-03"),  # not possible there
            received("K-2", "2026/03/02"),  # no date
            received("K-3", meldere="999"),  # no such code
            received("K-4", "2027-01-01"),  # not yet
            received("K-5"),
            concluded("K-5", konklusjon="77"),
            row("K-6", START, "finnes_ikke", "2026-03-02"),
        ),
    )
    assert [place for place, _ in found] == [
        "rad 3, kolonne C (hendelse)",
        "rad 4, kolonne D (dato)",
        "rad 5, kolonne J (meldere)",
        "rad 6, kolonne D (dato)",
        "rad 8, kolonne L (konklusjon)",
        "rad 9, kolonne C (hendelse)",
    ]


def test_the_other_columns_of_a_row_with_a_fault_are_judged_as_well(cli: Cli, write: Write) -> None:
    wrong = row("=K", START, "", "1/2/2026", aktivitet="1", koder="x", meldere="999", begrunnelse="01019050188")
    assert [place for place, _ in refused(cli, write(wrong))] == [
        "rad 2, kolonne A (sak)",
        "rad 2, kolonne D (dato)",
        "rad 2, kolonne F (aktivitet)",
        "rad 2, kolonne H (koder)",
        "rad 2, kolonne I (begrunnelse)",
        "rad 2, kolonne J (meldere)",
        "rad 2, kolonne K (innhold)",
    ]


def test_a_heading_that_is_wrong_hides_no_fault_of_the_rows(cli: Cli, write: Write) -> None:
    found = refused(cli, write(received("K-1", meldere="999") + ";Nordmann", head=HEAD + ";Etternavn"))
    assert [place for place, _ in found] == ["rad 1, kolonne O", "rad 2, kolonne J (meldere)"]
    assert "Nordmann" not in str(found)


def test_a_column_that_is_missing_is_told_once_and_not_for_each_row(cli: Cli, write: Write) -> None:
    rows = (f"K-{n};{START};11;1.1.02" for n in range(5))
    found = refused(cli, write(*rows, head="sak;forlop;meldere;innhold"))
    assert found == [("rad 1", "kolonnen dato mangler")]


def test_each_line_begins_with_file_line_and_column(cli: Cli, write: Write) -> None:
    first = received("K-1", begrunnelse='"to\nlinjer"')
    told = on_screen(cli, write(first, received("K-2", "i går"))).told
    assert "saker.csv:4:4: rad 3, kolonne D (dato): ikke en dato" in told


@pytest.mark.parametrize(
    ("rows", "place", "words"),
    [
        ([received("K", umiddelbar_oppfolging="nei")], "rad 2, kolonne M (umiddelbar_oppfolging)", "tar ikke dette"),
        ([received("K"), concluded("K", konklusjon="")], "rad 3, kolonne L", "Disse kodene kan brukes"),
        ([received("K"), concluded("K", koder="1")], "rad 3, kolonne H (koder)", "La kolonnen koder stå tom"),
        ([received("K"), concluded("K", lop="9")], "rad 3, kolonne G (lop)", "har ikke dette løpet"),
        ([received("K", lop="annet")], "rad 2, kolonne G (lop)", "La kolonnen lop stå tom"),
        ([received("K"), concluded("K", aktivitet="1")], "rad 3, kolonne F (aktivitet)", "La kolonnen aktivitet"),
        (
            [received("K", meldere="11,10"), row("K", "", "tilbakemelding_gitt", "2026-03-04")],
            "rad 3, kolonne F (aktivitet)",
            "Skriv hvilken i kolonnen aktivitet: 1, 2",
        ),
        ([received("K"), concluded("K", "2026-03-01")], "rad 3, kolonne C (hendelse)", "melding_mottatt"),
        ([received("K", "2026-08-24", klokkeslett="23:59")], "rad 2, kolonne E (klokkeslett)", "ikke kommet ennå"),
        ([row("K", START, "melding_mottat", "2026-03-02")], "rad 2, kolonne C (hendelse)", "Mente du melding_mottatt?"),
    ],
)
def test_what_is_refused_is_told_of_its_own_column_and_never_by_options(
    cli: Cli, write: Write, rows: list[str], place: str, words: str
) -> None:
    ((where, told),) = refused(cli, write(*rows))
    assert where.startswith(place), (where, told)
    assert words in told
    assert not [option for option in OPTIONS if option in told]


def test_a_warning_names_the_row_that_it_is_about(cli: Cli, write: Write) -> None:
    waits = {"lop": START, "event": "satt_pa_vent", "venter_pa": "familien", "begrunnelse": "Bortreist."}
    rows = (received("K"), concluded("K"), *(row("K", day=day, **waits) for day in ("2026-03-10", "2026-03-12")))
    ran = cli("import", "open-cases", write(*rows), "--as", "kari")
    assert ran.code == 0, ran
    assert "rad 5: merk: Saken venter alt på det samme, siden rad 4." in " ".join(ran.told.split())


def test_rows_after_one_that_decides_what_is_possible_are_said_to_be_tried_by_themselves(
    cli: Cli, write: Write
) -> None:
    late = write(received("K-1"), concluded("K-1", konklusjon="77"), row("K-1", "", "frist_utvidet", "2026-06-01"))
    assert [place for place, _ in refused(cli, late)] == ["rad 3, kolonne L (konklusjon)"]
    assert untried(cli, late) == ["rad 4"]
    assert "bare prøvd hver for seg (1)" in on_screen(cli, late).told


def test_rows_after_one_whose_fault_decides_nothing_are_tried_where_they_stand(cli: Cli, write: Write) -> None:
    file = write(
        received("K-1", begrunnelse="01019050188"),
        row("K-1", "", "frist_utvidet", "2026-03-03"),  # only after the conclusion
        concluded("K-1"),
    )
    assert [place for place, _ in refused(cli, file)] == [
        "rad 2, kolonne I (begrunnelse)",
        "rad 3, kolonne C (hendelse)",
    ]
    assert untried(cli, file) == ["rad 4"]


def test_nothing_is_tried_around_a_row_whose_day_cannot_be_read(cli: Cli, write: Write) -> None:
    file = write(received("K-1"), concluded("K-1", "i går"), row("K-1", "", "frist_utvidet", "2026-03-03"))
    assert [place for place, _ in refused(cli, file)] == ["rad 3, kolonne D (dato)"]
    assert untried(cli, file) == ["rad 2", "rad 4"]


def test_the_screen_shows_the_first_and_says_how_many_more_there_are(cli: Cli, write: Write) -> None:
    file = write(*(received(f"K-{n}", "i går") for n in range(MOST_SHOWN + 57)))
    told = on_screen(cli, file).told
    assert told.count("ikke en dato") == MOST_SHOWN
    assert "… og 57 til. Med --json står alle i svaret." in told
    assert len(refused(cli, file)) == MOST_SHOWN + 57


def test_a_file_that_cannot_be_read_at_all_is_told_of_in_json_too(cli: Cli, write: Write) -> None:
    ran = cli("import", "open-cases", write(content=b"\xff\xfes"), "--as", "kari", "--json")
    assert (ran.code, ran.json["ok"], ran.json["problems"]) == (2, False, [])
    assert "CSV UTF-8" in ran.json["told"]


def test_faults_of_json_are_told_at_once_by_their_paths(cli: Cli, write: Write) -> None:
    event = {"on": "2026/03/02", "activity": "1", "set": {"meldere": "999", "innhold": 7.5}, "reason": "01019050188"}
    after = {"event": "melding_konkludert", "on": "2026-03-05", "set": {"konklusjon": "2"}}
    document = {
        "schema": "pathways.open-cases/1",
        "cases": [
            {"reference": "Kari Nordmann", "pathway": START, "events": [event, after]},
            {"pathway": "finnes_ikke", "mor": "Nordmann", "events": [{"event": "finnes_ikke", "on": "2027-01-01"}]},
            {"pathway": START, "events": [{"on": "2026-03-02", "set": {"Nordmann": 1, "meldere": "11"}}]},
        ],
    }
    found = refused(cli, write(name="saker.json", content=json.dumps(document).encode()))
    assert [place for place, _ in found] == [
        "cases[1].reference",
        "cases[1].events[1].on",
        "cases[1].events[1].activity",
        "cases[1].events[1].reason",
        "cases[1].events[1].set.innhold",
        "cases[1].events[1].set.meldere",
        "cases[2]",
        "cases[2].pathway",
        "cases[2].events[1].event",
        "cases[2].events[1].on",
        "cases[3].events[1].set",
        "cases[3].events[1].set.innhold",
    ]
    assert "Nordmann" not in str(found)
    assert "kolonne" not in str(found)


FEW = "sak;forlop;dato;meldere;innhold"
ONE = f"K;{START};2026-03-02;11;1.1.02"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (f"{FEW}\nK\0;{START}".encode(), "ikke ren tekst i UTF-8"),
        (f"{FEW}\n{ONE}\nÅse;{START}".encode("cp1252"), "ikke ren tekst i UTF-8"),
        (f'{FEW}\n{ONE}\n"L;{START}\n'.encode(), "linje 3: et anførselstegn"),
        (f"{FEW}\n{ONE[:-6]}{'x' * 200_000}".encode(), "linje 2"),
        (b"x;" * 1_000_000, "mer enn 100 kolonner"),
        (f"{FEW}\n".encode() + b"x;" * 1_000_000, "rad 2: raden har flere celler"),
        (b"x" * 100_000_000, "større enn 4 MB"),
        (f"{FEW}\rL;{START};i går;11;1.1.02,,,,,,,,,,\r".encode(), "rad 2, kolonne C (dato)"),
        (f"sep=;\n{FEW}\nL;{START};i går;11;1.1.02\n".encode(), "fil.csv:3:3: rad 2, kolonne C (dato)"),
    ],
    ids=["nul", "cp1252", "quote", "cell", "columns", "cells", "large", "old line ends", "delimiter line"],
)
def test_files_that_are_odd_as_a_whole_are_told_of_by_their_place(
    cli: Cli, write: Write, content: bytes, told: str
) -> None:
    ran = on_screen(cli, write(name="fil.csv", content=content))
    assert ran.code == 2, ran
    assert told in ran.told
    assert kept(cli) == 0


def test_a_line_that_names_the_tabulator_as_delimiter_is_believed(cli: Cli, write: Write) -> None:
    tabbed = "sep=\t\n" + FEW.replace(";", "\t") + "\n" + ONE.replace(";", "\t").replace("11", "11,10")
    assert on_screen(cli, write(name="fil.csv", content=tabbed.encode())).code == 0


def test_definitions_that_cannot_be_used_are_told_as_such_and_not_as_unknown_pathways(
    cli: Cli, write: Write, tmp_path: Path
) -> None:
    folder = tmp_path / "definitions"
    copytree(ROOT / "definitions", folder)
    (folder / "barnevern" / "undersokelse.yaml").write_text("pathway: [", encoding="utf-8")
    broken = Cli(url=cli.url, env={**cli.env, "PATHWAYS_DEFINITIONS": str(folder)})
    told = on_screen(broken, write(received("K"))).told
    assert "undersokelse.yaml" in told
    assert "ukjent forløp" not in told


def test_a_row_that_lets_a_case_go_on_that_does_not_wait_is_told_in_words_of_the_file(cli: Cli, write: Write) -> None:
    waits = row("K-2", "", "satt_pa_vent", "2026-03-03", venter_pa="familien", begrunnelse="Bortreist.")
    found = refused(
        cli,
        write(
            received("K-1"),
            row("K-1", "", "gjenopptatt", "2026-03-04", venter_pa="familien"),
            received("K-2"),
            waits,
            row("K-2", "", "gjenopptatt", "2026-03-04", venter_pa="annen_tjeneste"),
        ),
    )
    assert found[0] == (
        "rad 3, kolonne C (hendelse)",
        "saken venter ikke på dette ons. 4. mars 2026. Da venter den på: ingen",
    )
    assert found[1][0] == "rad 6, kolonne C (hendelse)"
    assert "Da venter den på: «Barnet eller familien» (familien), siden tir. 3. mars 2026" in found[1][1]
