"""The digest: the same for the same meaning however it is written, another for every other meaning."""

import re

import pytest

from pathways.compiler.catalogue import compile_files
from tests.compiler.support import SAMPLE, compiled, prove, sample_files

DIGEST = prove().digest

SAME = {
    "a title": "title: Et annet navn",
    "titles in more languages": "title: {nb: Prøveforløp, nn: Prøveløp, en: Trial}",
    "the title of a state": "states:\n  henlagt: {title: Lagt bort, end: true}",
    "what a person reads": (
        "events:\n  avtalt: {title: A, from: [undersokes, oversittet], by: saksbehandler, records: dato, to: stays}"
    ),
    "order within mappings": "states:\n  ferdig: {end: true, title: Ferdig}",
    "order of names": "events:\n  avtalt: {title: M, from: [oversittet, undersokes], by: saksbehandler, records: dato}",
    "a setting in place of its roles": (
        "events:\n  avtalt: {title: M, from: [oversittet, undersokes], by: [saksbehandler], records: [dato]}"
    ),
    "a source that nothing rests on": ("sources:\n  annen: {effect: guideline, certainty: B, document: Veileder}"),
    "a note on a source": (
        "sources:\n  rutinen: {effect: local, certainty: X, document: Lokal rutine, note: Se permen.}"
    ),
}

OTHER = {
    "the version": "version: 2026-01-02",
    "the service": "service: bup",
    "the prefix": "case_prefix: PP",
    "who may": "events:\n  avtalt: {title: M, from: [undersokes, oversittet], by: leder, records: dato}",
    "who must approve": (
        "events:\n  avtalt: {title: M, from: [undersokes, oversittet], by: saksbehandler, records: dato, "
        "approval: {by: leder}}"
    ),
    "from where": ("events:\n  avtalt: {title: M, from: any, by: saksbehandler, records: dato}"),
    "what is recorded": (
        "events:\n  avtalt:\n    {title: M, from: [undersokes, oversittet], by: saksbehandler, records: [dato, haster]}"
    ),
    "a guard": (
        "events:\n  melding: {title: M, start: true, by: saksbehandler, records: meldere,"
        "\n    may_record: [haster, notat, timer], warns: {when: haster, say: Det haster.}}"
    ),
    "the holder": "states:\n  undersokes: {title: Undersøkelse pågår, holder: helse}",
    "the paragraph": (
        'sources:\n  loven: {effect: statutory, certainty: A, law: prøveloven § 2, url: "https://lovdata.no/prove", '
        "read: 2026-07-28}"
    ),
    "the certainty": (
        'sources:\n  loven: {effect: statutory, certainty: B, law: prøveloven § 1, url: "https://lovdata.no/prove", '
        "read: 2026-07-28}"
    ),
    "the list a field has its codes from": "fields:\n  konklusjon: {title: K, kind: code, codes: lokal/konklusjon2}",
    "the clock's step": (
        "timed:\n  ble_oversittet:"
        "\n    {title: F, from: [undersokes, oversittet], when_passed: undersokelse, to: oversittet}"
    ),
}


@pytest.mark.parametrize("piece", SAME.values(), ids=SAME)
def test_the_digest_stays_when_only_words_or_order_change(piece: str) -> None:
    assert prove(piece).digest == DIGEST


@pytest.mark.parametrize("change", OTHER)
def test_the_digest_changes_with(change: str) -> None:
    lists = {
        "codes__lokal__konklusjon2": sample_files()["codes/lokal/konklusjon.yaml"].replace(
            "konklusjon", "konklusjon2", 1
        )
    }
    assert prove(OTHER[change], **lists).digest != DIGEST


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("within: 1 week", "within: 8 days"),
        ("before: 2 days", "before: 3 days"),
        ("to: [saksbehandler, leder]}\n      - {after", "to: [leder]}\n      - {after"),
        ("escalate: true", "escalate: false"),
        ('on_due: "09:30"', 'on_due: "09:31"'),
        ("within: 6 months", "within: 7 months"),
        ("kind: window", "kind: lapse\n    remind: {before: 1 day, to: leder}"),
        ("missed: {reason: lokal/grunn}", "missed: {reason: lokal/melder}"),
        ('code == "2"', 'code == "1"'),
        ("reason: {codes: lokal/grunn, text: optional}", "reason: {codes: lokal/grunn, text: required}"),
        ('konklusjon in ["2", "3"]', 'konklusjon == "2"\', state: henlagt}\n      - {when: \'konklusjon == "3"'),
    ],
)
def test_the_digest_changes_with_every_number_time_and_rule(old: str, new: str) -> None:
    files = sample_files()
    assert old in files[SAMPLE]
    files[SAMPLE] = files[SAMPLE].replace(old, new, 1)
    assert compile_files(files).versions["prove"][0].digest != DIGEST


def test_the_digest_changes_with_what_a_pause_does() -> None:
    waiting = """
events:
  satt_pa_vent: {title: Vent, from: mottatt, by: leder, records: konklusjon, reason: required, pauses: konklusjon}
  videre: {title: Videre, from: any, by: leder, records: konklusjon, resumes: konklusjon}
deadlines:
  frist: {title: Frist, from: melding, within: 1 week, counting: dager, basis: rutinen, met_by: konkludert, %s}
  vent: {title: V, from: satt_pa_vent, within: 1 week, counting: dager, basis: rutinen, met_by: videre, on_pause: runs,
    ends: {state: [henlagt, ferdig]},
    remind: {on_due: "08:00", to: leder}}
"""
    ladder = 'remind: {on_due: "08:00", to: leder}, on_pause: '
    digests = {prove(waiting % (ladder + word)).digest for word in ("runs", "freezes", "restarts")}
    digests.add(prove(waiting.replace(", pauses: konklusjon", "") % (ladder + "runs")).digest)
    assert len(digests) == 4


def test_the_digest_does_not_count_what_is_only_warned_of() -> None:
    field = "fields:\n  dag: {title: Dag, kind: date%s}\n"
    field += "events:\n  dagen: {title: Dagen, from: any, by: leder, records: dag, to: stays}"
    assert prove(field % ", day_of: [melding, konkludert]").digest == prove(field % "").digest


def test_comments_blank_lines_and_indents_do_not_count() -> None:
    files = sample_files()
    lines = [f"{line}   # {number}" for number, line in enumerate(files[SAMPLE].splitlines())]
    files[SAMPLE] = "# øverst\n" + "\n\n".join(lines)
    pathway = compile_files(files).versions["prove"][0]
    assert pathway.digest == DIGEST
    assert pathway.source_hash != prove().source_hash


def test_branches_over_a_code_may_stand_in_any_order() -> None:
    files = sample_files()
    first, second = re.findall(r"      - \{when: 'konklusjon.*\n", files[SAMPLE])
    files[SAMPLE] = files[SAMPLE].replace(first + second, second + first)
    assert compile_files(files).versions["prove"][0].digest == DIGEST


def test_the_digest_changes_when_a_local_setting_gives_other_roles() -> None:
    assert prove(settings="role_settings:\n  lokal/utvider: [saksbehandler]").digest != DIGEST


def test_the_digest_stays_when_a_setting_it_does_not_use_changes() -> None:
    assert prove(settings="role_settings:\n  lokal/annet: [saksbehandler]").digest == DIGEST


def test_the_digest_changes_with_a_counting_rule_it_uses_and_with_the_calendar() -> None:
    used = "rules:\n  virkedager: {version: '2', algorithm: working_days, units: [working_days], rolls: false, "
    assert prove(counting=used + "roll_settled: true, law: prøveloven § 3}").digest != DIGEST
    files = sample_files()
    files["calendars.yaml"] = files["calendars.yaml"].replace('"05-17"', '"05-18"')
    assert compile_files(files).versions["prove"][0].digest != DIGEST


def test_the_digest_stays_when_a_rule_it_does_not_use_changes() -> None:
    other = (
        "rules:\n  andre: {version: '2', algorithm: hours, units: [hours], rolls: false, roll_settled: true, law: x}"
    )
    assert prove(counting=other).digest == DIGEST


def test_a_rule_that_only_a_guard_uses_counts() -> None:
    piece = """events:
  avtalt:
    title: M
    from: [undersokes, oversittet]
    by: saksbehandler
    records: dato
    requires: {when: 'dato <= after(happened, "5 working days", "andre")', otherwise: For sent.}
"""
    rule = "rules:\n  andre: {version: 'X', algorithm: working_days, units: [working_days], rolls: false, "
    rule += "roll_settled: true, law: x}"
    first, second = (prove(piece, counting=rule.replace("X", version)).digest for version in "12")
    assert first != second


def test_codes_added_to_a_list_do_not_count() -> None:
    lists = {"codes__lokal__melder": 'codes:\n  "9": {title: Ny}'}
    assert prove(**lists).digest == DIGEST


def test_the_digest_is_the_one_it_was() -> None:
    """Runs are pinned to digests: whoever changes this number changes FORMAT, and says how old runs replay."""
    assert compiled().versions["prove"][0].digest == "e510dfbfc278f0b22d8dee97b0108daf3c14636adc4286b5e9cc4719dc7c9261"
