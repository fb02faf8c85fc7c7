"""The words of an inbox: what a correction says has become of a deadline, and why a notice no longer holds."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pathways.cli.notice_page import About, tell_inbox, tell_notice
from pathways.engine.handing import HANDED_ON
from pathways.engine.telling import CORRECTION
from pathways.machine.state import DeadlineState, Status
from pathways.store.notices import Notice
from tests.machine.samples import under_way

OPEN = next(each for each in under_way().state.runs["prove"].deadlines.values() if each.status is Status.open)
TODAY = date(2026, 9, 2)
MADE = datetime(2026, 8, 31, 22, 30, tzinfo=UTC)
"""Half past midnight on 1 September in Norway."""

PLAIN = Notice(
    notice_id="0123456789abcdef",
    case_id="BV-2026-0001",
    seq=9,
    run="prove",
    deadline="frist",
    item="",
    rung="on_due",
    recipient="liv",
    role="leder",
    escalate=False,
    title_key="notices.deadline",
    due_on=date(2026, 9, 1),
    created_at=MADE,
)
CORRECTING = replace(PLAIN, title_key=CORRECTION, due_on=None, supersedes="fedcba9876543210")


def listed(capsys: pytest.CaptureFixture[str], notice: Notice, now: DeadlineState | None = OPEN) -> str:
    about = About(title="Frist", full_title="Frist 1", now=now)
    tell_inbox([notice], {notice.notice_id: about}, TODAY)
    return " ".join(capsys.readouterr().out.split())


def shown(capsys: pytest.CaptureFixture[str], notice: Notice, now: DeadlineState | None = OPEN) -> str:
    tell_notice(notice, About(title="Frist", full_title="Frist 1", now=now), (), TODAY)
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (None, "fristen finnes ikke lenger"),
        (replace(OPEN, status=Status.ended), "fristen finnes ikke lenger"),
        (replace(OPEN, status=Status.dormant), "fristen finnes ikke lenger"),
        (replace(OPEN, status=Status.met), "fristen ble likevel ikke brutt; varselet sa at den var det"),
        (replace(OPEN, standing_since=TODAY), "klokken står mens saken venter"),
        (OPEN, "det som ble varslet, gjaldt ikke lenger"),
        (replace(OPEN, status=Status.missed), "det som ble varslet, gjaldt ikke lenger"),
    ],
    ids=["gone", "ended", "dormant", "met", "standing", "open", "period over"],
)
def test_a_correction_without_a_date_says_what_has_become_of_the_deadline_and_no_more(
    capsys: pytest.CaptureFixture[str], now: DeadlineState | None, told: str
) -> None:
    sentence = f"{told} (retter varsel fedcba98)"
    assert f"rettet tir. 1. sep. 2026: {sentence}" in listed(capsys, CORRECTING, now)
    assert f"Retting {sentence}" in shown(capsys, CORRECTING, now)


def test_a_correction_with_a_date_says_the_date_whatever_has_become_of_it_since(
    capsys: pytest.CaptureFixture[str],
) -> None:
    dated = replace(CORRECTING, due_on=date(2026, 9, 15))
    for now in (OPEN, None, replace(OPEN, status=Status.met)):
        assert "fristen er nå tir. 15. sep. 2026 (retter varsel fedcba98)" in listed(capsys, dated, now)


def test_any_other_notice_is_a_reminder_or_an_escalation_and_corrects_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = listed(capsys, PLAIN)
    assert "påminnelse · varslet tir. 1. sep. 2026" in told
    assert "eskalert · varslet tir. 1. sep. 2026" in listed(capsys, replace(PLAIN, escalate=True))
    assert "rett" not in told
    assert "Retting" not in shown(capsys, PLAIN)


def test_what_was_handed_on_says_so_and_since_when_in_the_list_and_by_itself(
    capsys: pytest.CaptureFixture[str],
) -> None:
    gone = replace(PLAIN, cancelled_at=datetime(2026, 9, 2, 22, 30, tzinfo=UTC), cancelled_why=HANDED_ON)
    sentence = "Gjelder ikke lenger, fra tor. 3. sep. 2026: varselet er gitt videre til den som har rollen nå."
    assert sentence in listed(capsys, gone)
    assert sentence in shown(capsys, gone)
    assert "Gjelder ikke lenger" not in listed(capsys, PLAIN) + shown(capsys, PLAIN)
