"""What an engagement can rest on: facts with sources, and local rules that say so; every fault with its place."""

from pathlib import Path

import pytest

from pathways.errors import UsageError
from pathways.intake.oversight_file import read_bases
from pathways.model.basis import Certainty
from tests.support.worlds import FOLDER

WHOLE = """
[ours]
title = "Vår kontroll"
law = "loven § 1"
source = "https://lov.example/1"
certainty = "A"
read = 2026-07-28
kinds = ["barnevern"]
"""


def faults(folder: Path, text: str) -> str:
    (folder / "oversight.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_bases(folder)
    return str(refused.value)


def test_what_is_shipped_says_of_each_whether_it_was_read_or_is_local() -> None:
    shipped = read_bases(FOLDER)
    assert {id_ for id_, each in shipped.items() if each.certainty is Certainty.X} == {
        "kontrollutvalg",
        "internrevisjon",
    }
    for each in shipped.values():
        assert (each.source == "lokal") is (each.read is None) is ("lokal regel" in each.law)
    assert shipped["statsforvalter_barnevern"].law == "barnevernsloven § 17-3"
    assert (shipped["kontrollutvalg"].own_area, shipped["internrevisjon"].own_area) == ("kommune", "helseforetak")


def test_where_there_is_no_file_there_is_nothing_to_rest_on(tmp_path: Path) -> None:
    assert read_bases(tmp_path) == {}


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        ('certainty = "A"', 'certainty = "X"', "5:1", "lokal"),
        ('source = "https://lov.example/1"', 'source = "lokal"', "5:1", "lokal"),
        ('certainty = "A"', 'certainty = "Z"', "6:1", "certainty"),
        ('law = "loven § 1"', 'law = ""', "4:1", "law"),
        ('law = "loven § 1"', "law = 7", "4:1", "law"),
        ("read = 2026-07-28", 'read = "i går"', "7:1", "dagen"),
        ("read = 2026-07-28", "read = 2026-07-28T10:00:00", "7:1", "dagen"),
        ('kinds = ["barnevern"]', "kinds = []", "8:1", "kinds"),
        ('kinds = ["barnevern"]', 'kinds = ["barnevern", 3]', "8:1", "kinds"),
        ('kinds = ["barnevern"]', 'kinds = ["barnevern"]\nown_area = "fylke"', "9:1", "own_area"),
        ('kinds = ["barnevern"]', 'kinds = ["barnevern"]\nvalid = true', "9:1", "nøkkel som ikke finnes"),
        ("[ours]", "[Our audit]", "2:6", "TOML"),
        ('title = "Vår kontroll"', 'title = "a\\u202eb"', "3:1", "title"),
    ],
)
def test_each_fault_is_told_with_its_place(tmp_path: Path, old: str, new: str, place: str, says: str) -> None:
    told = faults(tmp_path, WHOLE.replace(old, new))
    assert (f"oversight.toml:{place}:" in told, says in told) == (True, True), told
