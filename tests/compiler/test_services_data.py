"""The kinds of services: what definitions are held against, and what follows from the sector alone."""

from pathways.compiler.catalogue import compile_beside, compile_files, compile_folder
from pathways.definitions_folder import SHIPPED
from tests.compiler.support import FOLDER, problems_of, sample_files

SYSTEM = "  felles: {title: Felles, sector: system, case_prefix: FE}\n"
OTHER = """
pathway: annet
version: 2026-01-01
title: Et annet forløp
service: SERVICE
case_prefix: PREFIX
sources: {rutinen: {effect: local, certainty: X, document: Lokal rutine}}
states:
  apen: {title: Åpen, start: true, holder: bup, silent: Ingen frist gjelder.}
  lukket: {title: Lukket, end: true}
events:
  apnet: {title: Åpnet, start: true, by: leder}
  lukket:
    title: Lukket
    from: apen
    by: leder
    to: lukket
    sends:
      - {title: Melding, to: TO}
"""


def codes(service: str = "bup", prefix: str = "AN", to: str = "external") -> list[tuple[str, str, int, int]]:
    files = sample_files()
    files["services.yaml"] += SYSTEM
    files["annet.yaml"] = OTHER.replace("SERVICE", service).replace("PREFIX", prefix).replace("TO", to)
    found = (each for each in problems_of(files) if each.code.startswith("E96"))
    return [(each.code, each.place.file, each.place.line, each.place.column) for each in found]


def test_a_definition_is_of_a_kind_there_is() -> None:
    assert codes(service="nav") == [("E962", "annet.yaml", 5, 10)]
    assert codes(service="bup") == []


def test_without_the_file_a_definition_may_be_of_any_kind_and_none_has_a_sector() -> None:
    files = {name: text for name, text in sample_files().items() if name not in ("services.yaml", "insight.yaml")}
    known = compile_files(files)
    assert (sorted(known.kinds), known.sharing.sector_of("barnevern")) == (["barnevern"], "")
    assert not known.retention


def test_no_definition_takes_the_letters_of_another_kind() -> None:
    assert codes(prefix="BV") == [("E961", "annet.yaml", 6, 14)]
    assert codes(prefix="BUP") == []


def test_a_case_about_a_child_is_not_sent_where_no_child_is() -> None:
    assert codes(to="felles") == [("E963", "annet.yaml", 19, 30)]


def test_a_sector_that_there_is_not_is_refused_in_every_file() -> None:
    files = sample_files()
    changed = {
        "services.yaml": files["services.yaml"].replace("sector: helse", "sector: helsa"),
        "insight.yaml": files["insight.yaml"].replace("sectors: [barnevern]", "sectors: [barnevernet]"),
        "retention.yaml": (SHIPPED / "retention.yaml").read_text(encoding="utf-8").replace("  helse:", "  helsa:"),
    }
    for name, text in changed.items():
        found = {(each.code, each.place.file) for each in problems_of({**files, name: text})}
        assert ("E210", name) in found, (name, found)


def test_where_definitions_cannot_be_used_a_body_without_children_is_still_known() -> None:
    shipped = compile_folder(SHIPPED)
    beside = compile_beside(SHIPPED, shipped.files)
    assert beside.sharing.childless == {"helsefellesskap"} == shipped.sharing.childless
    assert (beside.sharing.grounds, beside.sharing.rules) == ({}, ())
    assert compile_folder(FOLDER).sharing.childless == frozenset()


def test_the_file_is_in_no_digest() -> None:
    files = sample_files()
    more = {**files, "services.yaml": files["services.yaml"] + SYSTEM}
    assert set(compile_files(files).by_digest) == set(compile_files(more).by_digest)
