"""A case holds runs of one service alone, whatever asks for another."""

import pytest

from pathways.engine.changes import Enter
from pathways.errors import EventRefusedError
from pathways.model.record import Value
from tests.support.cases import ANYBODY, act, instant
from tests.support.installed import Installed

REPORT: dict[str, Value] = {"meldere": ("11",), "innhold": ("1.1.02",)}
REFERRAL: dict[str, Value] = {"henviser": "fastlege", "ansiennitetsdato": "2026-01-05"}


def test_nobody_begins_a_run_of_another_service_in_a_case(real: Installed) -> None:
    real.clock.shows = instant("2026-01-05")
    case_id = real.engine.open_case("barnevern_undersokelse", act("", "2026-01-05", case_id="", data=REPORT)).case_id
    referral = act("henvisning_mottatt", "2026-01-05", case_id=case_id, data=REFERRAL)
    with pytest.raises(EventRefusedError) as alone:
        real.engine.advance(referral, "bup_vurdering")
    with pytest.raises(EventRefusedError) as among_changes:
        real.engine.change(case_id, (Enter(act=referral, pathway="bup_vurdering"),), ANYBODY, "Prøve.")
    assert {alone.value.key, among_changes.value.key} == {"sharing.other_service"}
    assert len(real.records(case_id)) == 1
