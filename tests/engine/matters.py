"""Opening and advancing small matters through the engine."""

from datetime import datetime

from pathways.engine.receipt import Receipt
from tests.support.cases import act, instant
from tests.support.installed import Installed


def opened(at_work: Installed, when: str = "2026-01-05T10:00", *, key: str = "") -> str:
    """A matter, opened as it happened; its id."""
    at_work.clock.shows = instant(when)
    return at_work.engine.open_case("prove", act("kommet", when, case_id="", key=key)).case_id


def done(
    at_work: Installed,
    case_id: str,
    event: str,
    when: str,
    *,
    recorded: str | datetime = "",
    key: str = "",
    expected: int | None = None,
    **data: str,
) -> Receipt:
    """An event recorded in a matter, as it happened or later."""
    moment = recorded or when
    at_work.clock.shows = instant(moment) if isinstance(moment, str) else moment
    given = act(event, when, case_id=case_id, key=key, expected=expected, data=data)
    return at_work.engine.advance(given)
