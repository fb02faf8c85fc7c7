"""Which word stands for a deadline: windows are never called late, and settled moves count to the moved date."""

from datetime import date, datetime, timedelta

import pytest

from pathways.machine.standing import Word, standing, word_of
from tests.support.cases import ToldCase, instant
from tests.support.worlds import shipped


def appealed(on: str) -> ToldCase:
    """A closed investigation whose party was notified on Friday 4 September 2026 and appealed ``on`` a day."""
    case = ToldCase(world=shipped())
    case.start("barnevern_undersokelse", "2026-06-01T10:00", meldere=("2",), innhold=("1.1.02",))
    case.do("melding_konkludert", "2026-06-02T10:00", konklusjon="2")
    case.do("undersokelse_konkludert", "2026-09-02T10:00", utfall="3", parter=("forelder",))
    case.do("underretning_kommet_fram", "2026-09-05T10:00", item="underretning.1")
    if on:
        case.do("klage_mottatt", f"{on}T10:00", item="underretning.1")
    return case


def appeal(case: ToldCase, at: str) -> tuple[Word, int]:
    told = standing(case.world, "x", case.state, instant(at))
    return next((d.word, d.days_left) for run in told.runs for d in run.deadlines if d.name == "klage")


def test_an_appeal_after_the_window_is_not_called_late() -> None:
    assert appeal(appealed("2026-10-05"), "2026-10-06")[0] is Word.used_after


def test_an_appeal_in_time_has_used_the_window() -> None:
    assert appeal(appealed("2026-09-28"), "2026-09-29")[0] is Word.window_used


def test_a_window_that_ends_on_a_saturday_counts_to_the_monday() -> None:
    case = appealed("")
    deadline = case.state.runs["barnevern_undersokelse"].deadlines["klage:underretning.1"]
    assert (deadline.nominal, deadline.legal) == (date(2026, 9, 26), date(2026, 9, 28))
    assert appeal(case, "2026-09-28T09:00") == (Word.extended_by_weekend, 0)


def test_a_word_changes_at_the_very_instant_its_dates_end() -> None:
    case = appealed("")
    run = case.state.runs["barnevern_undersokelse"]
    state = run.deadlines["klage:underretning.1"]
    spec = case.world.prepared(run.digest).deadlines["klage"]
    moment = timedelta(microseconds=1)

    def word(at: datetime) -> Word:
        return word_of(spec, state, law_loaded=True, roll_settled=True, at=at)

    assert state.nominal_end < state.missed_from
    assert [word(state.nominal_end - moment), word(state.nominal_end)] == [Word.due_today, Word.extended_by_weekend]
    assert [word(state.missed_from - moment), word(state.missed_from)] == [
        Word.extended_by_weekend,
        Word.window_closed,
    ]


@pytest.mark.parametrize(
    ("at", "word"), [("2026-09-28T23:59", Word.window_used), ("2026-09-29T00:00", Word.used_after)]
)
def test_what_is_done_at_the_very_instant_the_last_day_ends_is_after_it(at: str, word: Word) -> None:
    case = appealed("")
    case.do("klage_mottatt", at, item="underretning.1")
    assert appeal(case, "2026-09-30")[0] is word
