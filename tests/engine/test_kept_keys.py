"""Semantics 14: what is kept with a key tells nothing of the free texts, and it answers after they are destroyed."""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import text

from pathways.engine.receipt import fingerprint, said
from pathways.errors import ConflictError
from pathways.model.record import Act
from pathways.store import events, idempotency
from pathways.store.idempotency import Answered
from tests.engine.matters import opened
from tests.support.cases import act
from tests.support.installed import Installed

KEY = "k1"
NO_PATHWAY: Mapping[str, str] = {"pathway": ""}


def command(case_id: str, reason: str = "Han sover dårlig.") -> Act:
    return act("notert", "2026-01-05T10:00", case_id=case_id, key=KEY, reason=reason)


def kept(at_work: Installed) -> Answered:
    """What is kept with the key."""
    with at_work.database.read() as conn:
        found = idempotency.find(conn, "", KEY)
    assert found is not None
    return found


def destroy(at_work: Installed, case_id: str, seq: int) -> None:
    with at_work.database.write() as conn:
        change = text("UPDATE payload SET salt = NULL, texts = NULL WHERE case_id = :case AND seq = :seq")
        assert conn.execute(change, {"case": case_id, "seq": seq}).rowcount == 1


def test_14_the_fingerprint_is_sealed_by_the_salt_of_the_event(matters: Installed) -> None:
    given = command(opened(matters))
    seq = matters.engine.advance(given).seq
    with matters.database.read() as conn:
        salt = events.salt_of(conn, given.case_id, seq)
    words = said("advance", given, NO_PATHWAY)
    assert salt
    assert kept(matters).fingerprint == fingerprint(salt, words)
    assert kept(matters).fingerprint != fingerprint("", words)


def test_14_what_is_kept_holds_none_of_the_words(matters: Installed) -> None:
    given = command(opened(matters))
    matters.engine.advance(given)
    assert "sover" not in json.dumps([kept(matters).fingerprint, kept(matters).answer], ensure_ascii=False)


def test_14_another_reason_is_another_command_as_long_as_the_salt_is_there(matters: Installed) -> None:
    given = command(opened(matters))
    matters.engine.advance(given)
    with pytest.raises(ConflictError) as refused:
        matters.engine.advance(command(given.case_id, "Han sover godt."))
    assert refused.value.key == "engine.key_used"


@pytest.mark.parametrize("again", ["Han sover dårlig.", "Han sover godt."])
def test_14_after_the_texts_are_destroyed_the_key_gives_its_answer_and_nothing_is_recorded(
    matters: Installed, again: str
) -> None:
    """Whether it is the same command nobody can tell any more; that it was carried out is still known."""
    given = command(opened(matters))
    first = matters.engine.advance(given)
    destroy(matters, given.case_id, first.seq)
    answered = matters.engine.advance(command(given.case_id, again))
    assert answered == replace(first, repeated=True)
    assert len(matters.records(given.case_id)) == first.seq


def test_14_a_command_without_words_has_nothing_to_seal_and_is_still_told_from_another(matters: Installed) -> None:
    given = command(opened(matters), reason="")
    assert matters.engine.advance(given).repeated is False
    assert matters.engine.advance(given).repeated is True
    with pytest.raises(ConflictError):
        matters.engine.advance(command(given.case_id, "Han sover godt."))
