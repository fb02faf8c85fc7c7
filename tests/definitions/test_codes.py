"""Code lists: what is official is the register's, what is local says so, and old codes stay."""

from datetime import date

import pytest

from pathways.model.pathway import CodeList
from tests.definitions.telling import shipped

TOPICS = "register/saksinnhold"
GROUPS = ("lokal/risiko_individ", "lokal/risiko_familie", "lokal/risiko_sosialt")


def _valid(name: str, on: date) -> list[str]:
    return [
        code.code
        for code in shipped().code_lists[name].codes
        if (code.valid_from is None or code.valid_from <= on) and (code.valid_to is None or on <= code.valid_to)
    ]


def test_a_closed_report_had_one_code_until_2025_and_six_from_2026() -> None:
    assert _valid("register/melding_konklusjon", date(2025, 12, 31)) == ["1", "2", "3", "4"]
    assert _valid("register/melding_konklusjon", date(2026, 1, 1)) == ["2", "3", "4", "5", "6", "7", "8", "9", "10"]


def test_an_investigation_closed_by_a_move_had_one_code_until_2025_and_three_from_2026() -> None:
    assert _valid("register/undersokelse_konklusjon", date(2025, 12, 31)) == ["1", "2", "3", "4", "5", "6"]
    assert _valid("register/undersokelse_konklusjon", date(2026, 1, 1)) == ["1", "2", "3", "4", "6", "7", "8", "9"]


def test_all_topics_changed_on_one_day() -> None:
    before, after = _valid(TOPICS, date(2025, 12, 31)), _valid(TOPICS, date(2026, 1, 1))
    assert (len(before), len(after)) == (33, 57)
    assert not set(before) & set(after)


def test_doctor_and_dentist_were_one_reporter_until_2024() -> None:
    assert "15" in _valid("register/melder", date(2024, 12, 31))
    assert _valid("register/melder", date(2025, 1, 1)).count("15") == 0
    assert {"24", "25"} <= set(_valid("register/melder", date(2025, 1, 1)))


def test_the_three_groups_of_risk_factors_divide_the_registers_topics_of_2026() -> None:
    topics = {code.code: code for code in shipped().code_lists[TOPICS].codes if code.valid_to is None}
    grouped = [code for name in GROUPS for code in shipped().code_lists[name].codes]
    assert sorted(code.code for code in grouped) == sorted(topics)
    assert all(code.title == topics[code.code].title for code in grouped)


@pytest.mark.parametrize("code_list", shipped().code_lists.values(), ids=lambda code_list: code_list.id)
def test_every_list_is_local_or_names_where_its_codes_come_from(code_list: CodeList) -> None:
    assert code_list.local == code_list.id.startswith("lokal/")
    if code_list.id.startswith("register/"):
        assert "Statistisk sentralbyrå" in code_list.source
    else:
        assert code_list.source


def test_a_list_of_our_own_says_so() -> None:
    ours = [code_list for code_list in shipped().code_lists.values() if code_list.local]
    assert [found.id for found in ours if "lokal" not in found.source.lower()] == []
