"""What is done for one item of an activity settles the deadline of that item, and of no other."""

from datetime import date

from tests.definitions.telling import Story

REPORT = "barnevern_undersokelse"
MONDAY, TUESDAY = date(2026, 8, 24), date(2026, 9, 1)


def test_feedback_to_one_reporter_leaves_another_waiting() -> None:
    story = Story()
    story.start(REPORT, MONDAY, meldere=("11", "11"), innhold=("1.3.08",))
    story.do("melding_konkludert", MONDAY, konklusjon="2")
    story.do("tilbakemelding_gitt", TUESDAY, item="melder.2", opplyst_apnet=True)
    waits = [story.deadline(REPORT, "tilbakemelding", TUESDAY, f"melder.{n}").open for n in (1, 2)]
    assert waits == [True, False]
