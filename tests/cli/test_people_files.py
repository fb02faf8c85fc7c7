"""Files of people: every fault with its place, a name written one way only, and a slow file refused before it is read.

CSV goes through the same reader as every spreadsheet; here is what is particular to people.
"""

import re
from pathlib import Path

import pytest

from pathways.errors import UsageError
from pathways.intake.people_file import MAX_BYTES, MAX_LINE, Known, read_toml
from pathways.intake.people_sheet import read_people_sheet
from pathways.model.organisation import Organisation, Service, Unit
from pathways.people.wanted import Wanted

ORGANISATION = Organisation(
    services={"solvik": Service(id="solvik", area="kommunen", kind="barnevern", name="Solvik")},
    units={"mottak": Unit(id="mottak", service="solvik", name="Mottak")},
)
KNOWN = Known(roles={"leder", "saksbehandler"}, kinds={"barnevern", "bup"}, organisation=ORGANISATION)


def read(folder: Path, text: str, name: str = "folk.toml") -> Wanted:
    (file := folder / name).write_text(text, encoding="utf-8")
    return read_people_sheet(file, KNOWN) if name.endswith(".csv") else read_toml(file, KNOWN)


def faults(folder: Path, text: str, name: str = "folk.toml") -> list[str]:
    """The lines of a refusal that begin with a place."""
    with pytest.raises(UsageError) as refused:
        read(folder, text, name)
    return [line for line in str(refused.value).splitlines() if re.match(rf"{name}:\d", line)]


@pytest.mark.parametrize("name", ["kari", "per.åse_ø-2", "æ", "a" * 40])
def test_a_plain_name_is_taken(tmp_path: Path, name: str) -> None:
    wanted = read(tmp_path, f'[users."{name}"]\nroles = ["leder"]\n')
    assert [person.id for person in wanted.persons] == [name]


@pytest.mark.parametrize(
    "name",
    [
        "Kari", "kari nordmann", "", "a" * 41, "k\u0430ri", "kari\u200b", "(import)", "kari\\nrolf", "../kari",
        "13097248022",
    ],
)  # fmt: skip
def test_a_name_that_could_be_read_as_another_is_refused_and_not_repeated(tmp_path: Path, name: str) -> None:
    (told,) = faults(tmp_path, f'[users.liv]\nroles = ["leder"]\n[users."{name}"]\nroles = []\n')
    assert re.match(r"folk.toml:[13]:1: \[users\]: et navn som skrives er 1 til 40 tegn", told)
    assert len(name) < 2 or name not in told


@pytest.mark.parametrize("name", ["system", "systemet", "import", "ingen", "inntak"])
def test_nobody_is_called_what_stands_for_no_person(tmp_path: Path, name: str) -> None:
    assert f"ingen kan hete «{name}»" in faults(tmp_path, f"[users.{name}]\nroles = []\n")[0]


BROKEN = """\
[areas.kommunen]
kind = "stat"

[services.bup-nord]
area = "ukjent"
kind = "skole"

[units.teamet]
service = "borte"

[users.kari]
name = 3
roles = ["leder", "konge", {role = "leder", service = "borte"},
  {role = "leder", service = "bup-nord", unit = "mottak"}, {role = "leder", from = 2026-02-02, to = 2026-01-01},
  {role = "leder", from = "2026-02-30"}, 7, {role = "leder", til = 1}, "leder"]
epost = "a@b.c"

[users.liv]
email = "liv@kommune.example"

[folk]
"""


def test_every_fault_of_a_file_is_told_with_its_place(tmp_path: Path) -> None:
    told = faults(tmp_path, BROKEN)
    places = {tuple(map(int, line.split(":")[1:3])) for line in told}
    assert places == {
        (2, 1), (5, 1), (6, 1), (9, 1), (12, 1), (13, 1), (13, 10), (13, 19), (13, 55), (14, 49), (16, 1), (18, 1),
        (21, 1),
    }  # fmt: skip
    assert len(told) >= len(places)


def test_a_file_that_is_no_toml_is_told_where(tmp_path: Path) -> None:
    assert faults(tmp_path, '[users.kari]\nroles = ["leder\n')[0].startswith("folk.toml:2:")


def test_what_is_no_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    (file := tmp_path / "folk.toml").write_bytes('[users.kari]\r\nroles = []\nname = "K\xe5ri"\n'.encode("latin-1"))
    with pytest.raises(UsageError, match=r"folk\.toml er ikke lest: linje 3 er ikke i UTF-8"):
        read_toml(file, KNOWN)


IMPOSSIBLE = [
    "nora",
    "nora@",
    "Nora <nora@k.example>",
    "nora@k.example, per@k.example",
    "nora@k.example;",
    "k\u0430ri@k.no",
]


@pytest.mark.parametrize("address", [*IMPOSSIBLE, "nora@k.example\\nBcc: alle@k.example"])
def test_what_no_mail_can_be_sent_to_is_refused_and_not_repeated(tmp_path: Path, address: str) -> None:
    (told,) = faults(tmp_path, f'[users.kari]\nroles = []\nemail = "{address}"\n')
    assert told.startswith("folk.toml:3:1: [users.kari.email]: ")
    assert address not in told


@pytest.mark.parametrize("address", IMPOSSIBLE[:4])
def test_nor_in_a_sheet(tmp_path: Path, address: str) -> None:
    (told,) = faults(tmp_path, f"person;epost;rolle\nkari;{address};leder\n", "folk.csv")
    assert told.startswith("folk.csv:2:2: rad 2, kolonne B (epost): dit kan ingen e-post sendes")


def test_nobody_needs_an_address(tmp_path: Path) -> None:
    (kari,) = read(tmp_path, '[users.kari]\nroles = []\nemail = ""\n').persons
    assert kari.email == ""


def test_a_line_is_no_longer_than_a_line(tmp_path: Path) -> None:
    dotted = ".".join("a" * (MAX_LINE // 2)) + " = 1"
    with pytest.raises(UsageError, match=f"linje 2 er lengre enn {MAX_LINE} tegn"):
        read(tmp_path, f"[users]\n{dotted}\n")
    assert not read(tmp_path, "# " + "x" * (MAX_LINE - 2) + "\n").persons


def test_a_file_is_no_larger_than_64_kb(tmp_path: Path) -> None:
    lines = "# fyll\n" * (MAX_BYTES // 7)
    assert not read(tmp_path, lines).persons
    with pytest.raises(UsageError, match="for stor"):
        read(tmp_path, lines + "# fyll\n")


SHEET = """person;navn;epost;rolle;tjeneste;enhet;fra;til
kari;Kari Å;kari@k.example;saksbehandler;solvik;mottak;01.02.2026;
kari;;;leder;solvik;;2026-03-01;2026-03-31
per;Per;;;;;;
"""


def test_a_sheet_has_a_row_for_each_role(tmp_path: Path) -> None:
    kari, per = read(tmp_path, SHEET, "folk.csv").persons
    assert (kari.name, kari.email) == ("Kari Å", "kari@k.example")
    assert [(each.role, each.unit, str(each.first), str(each.last)) for each in kari.roles] == [
        ("saksbehandler", "mottak", "2026-02-01", "None"),
        ("leder", "", "2026-03-01", "2026-03-31"),
    ]
    assert (per.name, per.roles) == ("Per", ())


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("Kari;;;leder;;;;", (2, 1)),
        ("kari;13097248022;;leder;;;;", (2, 2)),
        ("kari;;;konge;;;;", (2, 4)),
        ("kari;;;leder;borte;;;", (2, 5)),
        ("kari;;;leder;solvik;borte;;", (2, 6)),
        ("kari;;;leder;;mottak;;", (2, 5)),
        ("kari;;;leder;;;1.2.26;", (2, 7)),
        ("kari;;;leder;;;1.2.2026;1.1.2026", (2, 8)),
        ("kari;;;leder;;;;\nkari;;;leder;;;1.2.2026;", (3, 4)),
        ("kari;Kari;;leder;;;;1.2.2026\nkari;Kåre;;leder;;;2.2.2026;", (3, 2)),
    ],
)
def test_a_fault_of_a_sheet_is_told_with_its_cell(tmp_path: Path, row: str, place: tuple[int, int]) -> None:
    told = faults(tmp_path, SHEET.splitlines()[0] + f"\n{row}\n", "folk.csv")
    assert [tuple(map(int, line.split(":")[1:3])) for line in told] == [place]
    assert "13097248022" not in told[0]


def test_headings_are_known(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="overskrifter mangler: rolle") as refused:
        read(tmp_path, "person;stilling\nkari;leder\n", "folk.csv")
    assert "overskrifter som ikke finnes" in str(refused.value)
