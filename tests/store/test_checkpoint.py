"""The text of a checkpoint: written and read again, and hostile files refused."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.errors import UsageError
from pathways.store import checkpoint
from pathways.store.checkpoint import Body, Checkpoint, MarkedHead, MarkedRows, Statement
from tests.store.records import START

BODY = Body(
    heads=(MarkedHead("BV-2026-0001", 2, "ab" * 32, "0123456789abcdef" + "ab" * 8),),
    organisation=MarkedHead("", 1, "12" * 32, "12" * 8),
    accounts=MarkedRows(ids=(3, 7), hash="34" * 32, marks="56" * 16),
    sources=(("cd" * 32, "definition", "bvå.yaml"),),
    compilations=(("ef" * 32, "01" * 32),),
)
TOLD = Statement(
    number=3, at=START, installation="5" * 32, previous="6" * 64, key="7" * 64, cases=1, events=2,
    entries=1, account_rows=2, body=checkpoint.body_hash(checkpoint.write_body(BODY)),
)  # fmt: skip
WHOLE = Checkpoint(text=checkpoint.write_statement(TOLD), signature=bytes(range(64)), body=checkpoint.write_body(BODY))


def test_what_is_written_is_read_again() -> None:
    read = checkpoint.read_file(checkpoint.write_file(WHOLE))
    assert read == WHOLE
    assert read.statement == TOLD
    assert checkpoint.read_body(read.body) == BODY
    assert [BODY.heads[0].mark(seq) for seq in (1, 2)] == ["0123456789abcdef", "ab" * 8]


def test_common_tools_tell_the_hash_and_the_body(tmp_path: Path) -> None:
    (file := tmp_path / "fil").write_bytes(checkpoint.write_file(WHOLE))
    for line, expected in ((1, WHOLE.hash), (3, TOLD.body)):
        told = subprocess.run(f"sed -n {line}p '{file}' | sha256sum", shell=True, capture_output=True, check=True)  # noqa: S602
        assert told.stdout.decode().split()[0] == expected


def test_the_short_line_has_43_characters_and_is_of_the_whole_hash() -> None:
    assert len(checkpoint.short(WHOLE.hash)) == 43
    assert checkpoint.short(WHOLE.hash) != checkpoint.short(WHOLE.hash[:-1] + ("0" if WHOLE.hash[-1] != "0" else "1"))


def test_the_statement_names_no_case() -> None:
    assert "BV-" not in WHOLE.text


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n\n",
        b"{}\n\n{}\n",
        checkpoint.write_file(WHOLE)[:-1],
        checkpoint.write_file(WHOLE) + b"\n",
        checkpoint.write_file(WHOLE).replace(b"\n", b"\r\n"),
        checkpoint.write_file(replace(WHOLE, signature=bytes(63))),
        b"\xff" + checkpoint.write_file(WHOLE),
    ],
)
def test_what_has_not_three_such_lines_is_no_checkpoint(content: bytes) -> None:
    with pytest.raises(UsageError):
        checkpoint.read_file(content)


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "1", "[" * 100_000, '{"number":1e999}', WHOLE.text.replace("/1", "/2"),
        WHOLE.text.replace('"number":3', '"number":true'), WHOLE.text.replace('"cases":1', '"cases":"1"'),
        WHOLE.text.replace("+00:00", ""), "9" * 10_000,
    ],
)  # fmt: skip
def test_a_statement_of_another_form_is_refused_in_words(text: str) -> None:
    assert text != WHOLE.text
    with pytest.raises(UsageError):
        checkpoint.read_statement(text)


@given(st.binary(max_size=300))
@settings(deadline=None, max_examples=200)
def test_no_bytes_lead_to_anything_but_a_sentence(content: bytes) -> None:
    for read in (checkpoint.read_statement, checkpoint.read_body):
        try:
            read(content.decode("utf-8", "replace"))
        except UsageError:
            pass
        else:
            pytest.fail("taken for a checkpoint")
