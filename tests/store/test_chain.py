"""The chain and its envelope: exact bytes, inverse of each other, refused where a database would differ."""

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pathways.errors import UsageError
from pathways.model.record import Record
from pathways.store import chain
from pathways.store.envelope import envelope, record_from
from tests.store.records import ACTOR, RECORDS, SALT, TEXTS, act

PATIENT = settings(suppress_health_check=[HealthCheck.too_slow])
"""Records are large, and a busy machine that thinks them up slowly is no failure."""


@PATIENT
@given(RECORDS)
def test_a_record_comes_back_from_its_envelope_as_it_was(record: Record) -> None:
    texts = chain.canonical(dict(record.texts or {}))
    assert record_from(envelope(record, "c"), texts) == record


@PATIENT
@given(RECORDS)
def test_an_envelope_is_canonical(record: Record) -> None:
    text = envelope(record, "c")
    again = json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert text == again


@PATIENT
@given(RECORDS, st.dictionaries(TEXTS, st.integers(), min_size=2, max_size=4))
def test_the_order_in_which_data_was_given_does_not_matter(record: Record, data: dict[str, int]) -> None:
    base = act(1).content
    assert base is not None
    one = replace(record, content=replace(base, data=data))
    other = replace(record, content=replace(base, data=dict(reversed(data.items()))))
    assert envelope(one, "") == envelope(other, "")


def test_free_texts_are_not_in_the_envelope() -> None:
    assert "hemmelig" not in envelope(act(1, text="hemmelig"), "c")


def test_a_record_whose_texts_are_destroyed_says_which_they_were() -> None:
    read = record_from(envelope(act(1, text="hemmelig"), "c"), None)
    assert (read.text_names, read.texts) == (("reason",), None)


def test_the_hash_can_be_recomputed_with_common_tools() -> None:
    text = envelope(act(1, text="fordi"), chain.seal(SALT, {"reason": "fordi"}))
    genesis = hashlib.sha256(b"pathways chain 1\nBV-2026-0001").hexdigest()
    assert chain.genesis("BV-2026-0001") == genesis
    assert chain.link(genesis, text) == hashlib.sha256(f"{genesis}\n{text}".encode()).hexdigest()


def test_the_seal_is_an_hmac_over_the_canonical_texts() -> None:
    expected = hmac.new(bytes.fromhex(SALT), '{"a":"æ","b":"ø"}'.encode(), hashlib.sha256).hexdigest()
    assert chain.seal(SALT, {"b": "ø", "a": "æ"}) == expected


def test_the_format_of_the_first_version_never_changes() -> None:
    record = act(1, text="fordi")
    seal = chain.seal(SALT, {"reason": "fordi"})
    assert envelope(record, seal) == (
        '{"actor":{"account":"kn","authenticated":false,"roles":["saksbehandler"],"user":"kari"},"case":"BV-2026-0001",'
        '"cause":0,"commitment":"64dca39d8773ee92c0cf85f108e09e3f3a9f1ff80e8a4e3b85f1c4d8d3957bae",'
        '"content":{"at":null,"data":{"alvorlig":true,"meldere":["1","8"]},"on":"2026-01-05","pins":[],"reasons":[],'
        '"warnings":[]},"crossing":null,"format":1,"id":"BV-2026-0001/1","item":"","kind":"act",'
        '"name":"melding_mottatt","recorded":"2026-01-06T08:00:00+00:00","run":"undersokelse","seq":1,"targets":[],'
        '"texts":["reason"]}'
    )


@given(TEXTS, TEXTS)
def test_two_cases_never_begin_alike(one: str, other: str) -> None:
    assert (chain.genesis(one) == chain.genesis(other)) == (one == other)


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\\\x00"])
def test_a_nul_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="NUL"):
        chain.canonical({"reason": text})


@pytest.mark.parametrize("text", ["\\u0000", "\\\\u0000", "u0000"])
def test_the_letters_of_an_escaped_nul_are_only_letters(text: str) -> None:
    assert json.loads(chain.canonical({"reason": text})) == {"reason": text}


def test_half_a_character_is_refused() -> None:
    with pytest.raises(UsageError, match="halvt tegn"):
        chain.link("0" * 64, envelope(replace(act(1), actor=replace(ACTOR, user="\ud83d")), ""))


@pytest.mark.parametrize("zone", [None, timezone(timedelta(hours=1))])
def test_an_instant_that_is_not_utc_is_a_bug(zone: timezone | None) -> None:
    with pytest.raises(ValueError, match="UTC"):
        envelope(replace(act(1), recorded_at=datetime(2026, 1, 5, tzinfo=zone)), "")


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"format":1}', '{"format":2}'])
def test_what_is_no_envelope_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"envelope|Expecting value"):
        record_from(text, None)
