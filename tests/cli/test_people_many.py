"""A file of many people costs by the row: who there is on a day is worked out as often for sixty as for twenty."""

import sys
from pathlib import Path
from types import FrameType

from tests.cli.running import Cli

COUNTED = ("people_on", "_changed")


def times(cli: Cli, folder: Path, people: int) -> int:
    """How often the organisation is worked out whole while a file of so many people is shown."""
    file = folder / f"{people}.csv"
    rows = "".join(f"p{number:03};P {number};saksbehandler\n" for number in range(people))
    file.write_text("person;navn;rolle\n" + rows, encoding="utf-8")
    found = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal found
        found += event == "call" and frame.f_code.co_name in COUNTED

    sys.setprofile(count)
    try:
        cli.ok("people", "apply", str(file), "--dry-run", "--as", "siv")
    finally:
        sys.setprofile(None)
    return found


def test_the_organisation_is_worked_out_as_often_for_many_as_for_few(cli: Cli, tmp_path: Path) -> None:
    few = times(cli, tmp_path, 20)
    assert few > 0
    assert times(cli, tmp_path, 60) == few
