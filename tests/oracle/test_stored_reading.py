"""The reading door on real databases, at pairs of moments: what it gives is the oracle's, told from the raw log."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest

from pathways.compiler.access import FILE as ACCESS_FILE
from pathways.compiler.catalogue import compile_files
from pathways.timeline import tell_timeline
from tests.oracle.asking import Question, questions
from tests.oracle.dense import HELP, MATTER, DenseWalk, dense
from tests.oracle.engine_told import differences, oracle_of, raw, told, told_in_timeline
from tests.support import access
from tests.support.counts import count
from tests.support.installed import Installed, StoredCase, installed
from tests.support.walks import FIRST
from tests.support.worlds import World, beside_definitions

CASES = count(4, 200)
PER_CASE = 8


@pytest.fixture
def small(migrated_url: str) -> Iterator[Installed]:
    """The dense definitions, where whoever works with a case sees what was annulled, too: so does the oracle."""
    row = access.with_row(
        access.SHIPPED, "alt", roles=["leder"], may=["case.read"], relation="place", sees="course, texts, annulled"
    )
    files = {**beside_definitions(), ACCESS_FILE: row, "test/0.yaml": MATTER, "test/1.yaml": HELP}
    with installed(migrated_url, World(compile_files(files))) as found:
        yield found


def asked(at: Installed, case_id: str, question: Question) -> list[str]:
    """Where the door and the oracle part."""
    door = at.reader()
    known = Question(known=question.known, at=question.known).moment
    seen = door.read_case(case_id, "kontroll", "saken", known_at=known, at=question.moment)
    answer = oracle_of(dense()).tell(raw(dense(), at.records(case_id)), question.known, question.place)
    timeline = told_in_timeline(tell_timeline(at.desk.library, seen))
    expected = {"acts": answer["acts"], "rung": [bell[:4] for bell in answer["rung"]]}
    return [*differences(told(seen), answer), *differences(timeline, expected, "/timeline")]


@pytest.mark.soak
def test_at_any_pair_of_moments_the_reading_door_gives_what_the_oracle_does(small: Installed) -> None:
    for seed in range(CASES):
        case = StoredCase(small, dense())
        case.now = FIRST
        list(DenseWalk(case=case, random=Random(seed)).steps(30))
        case.tick(case.now + timedelta(weeks=2))
        recorded = [record.recorded_at for record in case.records]
        for question in questions(recorded, case.now, Random(seed), PER_CASE):
            found = asked(small, case.case_id, question)
            assert found == [], (seed, question, found)
