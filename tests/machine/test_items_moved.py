"""What is recorded on an item stays with what the item was made for, whatever is corrected, annulled or late."""

import pytest

from pathways.errors import EventRefusedError
from pathways.machine.state_json import dump
from tests.support.cases import ToldCase, at_seq
from tests.support.worlds import shipped

REPORT = "barnevern_undersokelse"


def reported(*reporters: str) -> ToldCase:
    """A report by these, of whom the second has had feedback."""
    case = ToldCase(world=shipped())
    case.start(REPORT, "2026-08-24", meldere=reporters, innhold=("1.1.02",))
    case.do("tilbakemelding_gitt", "2026-08-26", item="2", opplyst_apnet="ja")
    return case


def investigated() -> ToldCase:
    """An investigation with an expert report received on 8 September, and sent to the commission."""
    case = ToldCase(world=shipped())
    case.start(REPORT, "2026-08-24", meldere=("11",), innhold=("1.1.02",))
    case.do("melding_konkludert", "2026-08-25", konklusjon="2", umiddelbar_oppfolging="nei")
    case.do("sakkyndigrapport_mottatt", "2026-09-08", sakkyndigrapporter=("tjenesten",), rapport_mottatt="2026-09-08")
    case.do("sendt_kommisjonen", "2026-09-10", item="1", kommisjonen_mottok="2026-09-10")
    return case


def test_a_correction_that_would_move_an_act_to_another_reporter_is_refused_and_names_both() -> None:
    case = reported("3", "11", "10")
    before = dump(case.state)
    with pytest.raises(EventRefusedError) as refused:
        case.correct(1, "2026-08-24", recorded="2026-08-27", meldere=("3", "10"), innhold=("1.1.02",))
    assert refused.value.key == "engine.conflicts"
    assert "hendelse 2 (tilbakemelding_gitt)" in str(refused.value)
    assert "Skole (11)" in str(refused.value)
    assert "(10)" in str(refused.value)
    assert dump(case.state) == before


def test_two_reporters_that_change_places_are_a_move_too() -> None:
    case = reported("3", "11")
    with pytest.raises(EventRefusedError, match="hendelse 2"):
        case.correct(1, "2026-08-24", recorded="2026-08-27", meldere=("11", "3"), innhold=("1.1.02",))


def test_a_reporter_added_at_the_end_moves_nobody() -> None:
    case = reported("3", "11")
    case.correct(1, "2026-08-24", recorded="2026-08-27", meldere=("3", "11", "10"), innhold=("1.1.02",))
    assert case.state.runs[REPORT].items["melder.2"].state == "gitt"
    assert case.state.runs[REPORT].items["melder.3"].state == "venter"


def test_a_reporter_left_out_after_those_with_acts_moves_nobody() -> None:
    case = reported("3", "11", "10")
    case.correct(1, "2026-08-24", recorded="2026-08-27", meldere=("3", "11"), innhold=("1.1.02",))
    assert case.state.runs[REPORT].items["melder.2"].code == "11"


def test_an_earlier_report_entered_late_takes_the_next_number() -> None:
    case = investigated()
    case.do(
        "sakkyndigrapport_mottatt",
        "2026-09-01",
        recorded="2026-09-15",
        sakkyndigrapporter=("part",),
        rapport_mottatt="2026-09-01",
    )
    items = case.state.runs[REPORT].items
    told = {
        number: (items[f"sakkyndigrapport.{number}"].code, items[f"sakkyndigrapport.{number}"].state)
        for number in (1, 2)
    }
    assert told == {1: ("tjenesten", "hos_kommisjonen"), 2: ("part", "mottatt")}
    assert dump(case.state) == dump(case.rebuilt().state)


def test_annulling_a_report_does_not_hand_its_number_to_another_that_has_acts() -> None:
    case = ToldCase(world=shipped())
    case.start(REPORT, "2026-08-24", meldere=("11",), innhold=("1.1.02",))
    case.do("melding_konkludert", "2026-08-25", konklusjon="2", umiddelbar_oppfolging="nei")
    days = ("2026-09-08", "2026-09-09", "2026-09-10")
    first, *_ = [
        case.do("sakkyndigrapport_mottatt", day, sakkyndigrapporter=("tjenesten",), rapport_mottatt=day) for day in days
    ]
    case.do("kommisjonen_har_vurdert", "2026-09-20", item="2")
    with pytest.raises(EventRefusedError, match="kommisjonen_har_vurdert"):
        case.annul(at_seq(first))
