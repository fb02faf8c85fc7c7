"""What is sealed opens with its own key, at its own place, as it was sealed; nothing else opens at all."""

from dataclasses import replace
from random import Random

import pytest

from pathways.vault.cipher import CaseKey, NotOpenedError, Place, new_case_key, unwrap, wrap

HERE = Place("BV-2026-0001", "parent_1", "name", 2)
WRAPPING = bytes(range(32))


@pytest.fixture
def key() -> CaseKey:
    return new_case_key("BV-2026-0001")


@pytest.mark.parametrize("text", ["", "Ola", " æøå \n ", "x" * 5_000, "😀"])
def test_what_was_sealed_comes_out_as_it_was(key: CaseKey, text: str) -> None:
    assert key.open(HERE, "person", key.seal(HERE, "person", text)) == text


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(HERE, case_id="BV-2026-0002"),
        replace(HERE, subject="parent_2"),
        replace(HERE, field="address"),
        replace(HERE, version=1),
    ],
)
def test_a_ciphertext_that_is_moved_does_not_open(key: CaseKey, elsewhere: Place) -> None:
    with pytest.raises(NotOpenedError):
        key.open(elsewhere, "person", key.seal(HERE, "person", "Ola"))


def test_a_value_is_not_taken_for_a_reason(key: CaseKey) -> None:
    with pytest.raises(NotOpenedError):
        key.open(HERE, "person why", key.seal(HERE, "person", "Ola"))


def test_parts_of_a_place_do_not_run_into_each_other() -> None:
    assert Place("a", "bc", "d", 1).bound("x") != Place("ab", "c", "d", 1).bound("x")


def test_no_letter_of_a_ciphertext_can_be_changed(key: CaseKey) -> None:
    sealed = key.seal(HERE, "person", "Ola Nordmann")
    for place, sign in enumerate(sealed):
        for other in ("A", "B", "", "\n"):
            # In the last letters of base64 some bits stand for nothing.
            if other != sign and place < len(sealed) - 3:
                with pytest.raises(NotOpenedError):
                    key.open(HERE, "person", sealed[:place] + other + sealed[place + 1 :])


def test_rubbish_does_not_open(key: CaseKey) -> None:
    rng = Random("rubbish")
    for length in range(120):
        text = "".join(chr(rng.randrange(1, 300)) for _ in range(length))
        for sealed in (text, f"1.{key.key_id}.{text}", key.seal(HERE, "person", "Ola")[:length]):
            with pytest.raises(NotOpenedError):
                key.open(HERE, "person", sealed)


def test_another_cases_key_opens_nothing(key: CaseKey) -> None:
    other = CaseKey(case_id=key.case_id, key_id=key.key_id, key=bytes(32))
    with pytest.raises(NotOpenedError):
        other.open(HERE, "person", key.seal(HERE, "person", "Ola"))


def test_the_same_text_is_never_the_same_ciphertext_and_its_length_tells_little(key: CaseKey) -> None:
    sealed = [key.seal(HERE, "person", text) for text in ("Ola", "Ola", "Bartholomeus Christoffersen")]
    assert len(set(sealed)) == 3
    assert len({len(each) for each in sealed}) == 1


def test_every_ciphertext_names_its_key(key: CaseKey) -> None:
    assert key.seal(HERE, "person", "Ola").split(".")[1] == key.key_id


def test_a_wrapped_key_opens_for_its_own_case_and_with_its_own_wrapping_key_alone(key: CaseKey) -> None:
    wrapped = wrap(key, WRAPPING)
    assert unwrap(key.case_id, key.key_id, wrapped, WRAPPING) == key
    for case_id, key_id, text, wrapping in (
        ("BV-2026-0002", key.key_id, wrapped, WRAPPING),
        (key.case_id, "0" * 16, wrapped, WRAPPING),
        (key.case_id, key.key_id, wrapped, bytes(32)),
        (key.case_id, key.key_id, wrapped[:-8] + "AAAAAAA=", WRAPPING),
        (key.case_id, key.key_id, "", WRAPPING),
    ):
        with pytest.raises(NotOpenedError):
            unwrap(case_id, key_id, text, wrapping)


def test_a_key_does_not_show_itself(key: CaseKey) -> None:
    assert key.key.hex() not in repr(key)
    assert repr(key.key) not in repr(key)
