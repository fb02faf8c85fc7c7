"""Every title of the shipped definitions exists in bokmål, nynorsk and English."""

import re
from pathlib import Path

from pathways.compiler.catalogue import compile_files
from tests.definitions.telling import shipped
from tests.definitions.titles import titles

SAME = frozenset((Path(__file__).resolve().parent / "same_in_nynorsk.txt").read_text(encoding="utf-8").splitlines())
"""Titles that are the same in bokmål and nynorsk. Each was read; a new one is added by somebody who has read it."""

BOKMAL = re.compile(
    r"\b(ikke|hva|hvem|hvor\w*|fra|jeg|noen|mer|flere|undersøkelse\w*|henvis\w+|henlagt|henleg\w+|tjeneste\w*|vold\w*"
    r"|opplysninger|foreldrene|leder|skole\w*|nå|bolig|hjem\w*|utredning\w*|begrunnelse\w*|også|mottatt)\b",
    re.IGNORECASE,
)
"""Words that nynorsk writes otherwise: *undersøking*, *tilvising*, *lagd bort*, *teneste*, *utgreiing*, *leiar*."""


def test_every_title_exists_in_all_three_languages() -> None:
    assert [where for where, title in titles() if not (title.nb and title.nn and title.en)] == []


def test_nynorsk_is_not_simply_bokmal() -> None:
    assert sorted({title.nb for _, title in titles() if title.nn == title.nb} - SAME) == []


def test_the_list_of_what_is_the_same_holds_nothing_else() -> None:
    assert SAME - {title.nb for _, title in titles() if title.nn == title.nb} == set()


def test_nynorsk_has_no_words_of_bokmal() -> None:
    assert [title.nn for _, title in titles() if BOKMAL.search(title.nn)] == []


def test_english_is_neither() -> None:
    assert sorted({title.en for _, title in titles() if title.en in (title.nb, title.nn)}) == []


def test_one_bokmal_title_is_translated_in_one_way() -> None:
    told: dict[str, set[tuple[str, str]]] = {}
    for _, title in titles():
        told.setdefault(title.nb, set()).add((title.nn, title.en))
    assert {nb: others for nb, others in told.items() if len(others) > 1} == {}


def test_a_title_in_another_language_is_no_part_of_the_digest() -> None:
    """So that a running case stays under the version it began under when a translation is mended."""
    files = dict(shipped().files)
    name = "barnevern/undersokelse.yaml"
    assert files[name].count("nn: Melding og undersøking") == 1
    mended = compile_files({**files, name: files[name].replace("nn: Melding og undersøking", "nn: Noko anna")})
    before, after = (each.versions["barnevern_undersokelse"][-1] for each in (shipped(), mended))
    assert (after.title.nn, after.digest) == ("Noko anna", before.digest)
