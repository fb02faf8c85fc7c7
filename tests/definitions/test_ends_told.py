"""What is said of each deadline where a run ends is what was read, line by line, by whoever knows the law."""

from tests.definitions.ends_told import RECORDED, table

RENEW = "Read the difference as a lawyer; then python -m tests.definitions.ends_told, and say in the commit why."


def test_the_table_of_deadlines_at_the_ends_is_the_one_that_was_read() -> None:
    assert table() == RECORDED.read_text(encoding="utf-8"), RENEW


def test_it_says_of_every_end_what_is_met_and_what_falls_away() -> None:
    told = table()
    for title in (
        "Familien ønsker ikke kontakt",
        "Henvisningen er trukket",
        "Barnet har flyttet ut",
        "Vedtak om tiltak",
    ):
        assert f"-- Slutter i «{title}» ved «" in told


def test_a_duty_to_send_is_met_by_nothing_but_sending() -> None:
    lines = table().splitlines()
    sent = [n for n, line in enumerate(lines) if line.startswith("   Overføring sendt")]
    assert len(sent) == 5
    assert {lines[n + 1] for n in sent} == {"      oppfylt ved: «Overføring sendt til en navngitt tjeneste»"}
