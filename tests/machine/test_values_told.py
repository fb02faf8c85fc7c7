"""A refusal of several codes says which of them it is, and repeats none."""

import pytest

from pathways.errors import EventRefusedError
from tests.support.cases import ToldCase
from tests.support.worlds import shipped


@pytest.mark.parametrize(
    ("codes", "told"), [(("11", "99999", "3"), "kode nummer 2 i «meldere»"), (("99999",), "koden i «meldere»")]
)
def test_of_several_codes_the_wrong_one_is_named_by_its_number(codes: tuple[str, ...], told: str) -> None:
    case = ToldCase(world=shipped())
    with pytest.raises(EventRefusedError) as refused:
        case.start("barnevern_undersokelse", "2026-08-24", meldere=codes, innhold=("1.1.02",))
    assert told in str(refused.value)
    assert "99999" not in str(refused.value)
