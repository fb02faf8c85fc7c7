"""A small definition in which some events happen only when a second person has agreed, beside the shipped settings."""

import shutil
from pathlib import Path

from tests.support.worlds import FOLDER, World, definition, small

STATES = """
mottatt: {title: Melding mottatt, start: true, holder: barnevern}
undersokes: {title: Undersøkelse pågår, holder: barnevern, silent: Prøve}
henlagt: {title: Henlagt, end: true}
"""
FIELDS = """
arsak: {title: Årsak, kind: codes, codes: lokal/frist_arsak}
henlegges: {title: Henlegges, kind: flag}
frist: {title: Frist, kind: date}
antall: {title: Antall, kind: number}
notat: {title: Notat, kind: text}
"""
EVENTS = """
melding: {title: Melding mottatt, start: true, by: saksbehandler}
lest: {title: Melding lest, from: any, by: [saksbehandler, leder]}
konkludert:
  title: Melding konkludert
  from: mottatt
  by: [saksbehandler, leder]
  records: henlegges
  may_record: [arsak, frist, antall, notat]
  reason: required
  decision: true
  approval: {by: leder}
  to:
    - {when: henlegges, state: henlagt}
    - {when: not henlegges, state: undersokes}
avsluttet: {title: Undersøkelse avsluttet, from: undersokes, by: leder, to: henlagt}
utvidet:
  title: Fristen er utvidet
  from: mottatt
  by: saksbehandler
  reason: required
  decision: true
  approval: {by: [saksbehandler, leder]}
"""
DEADLINES = """
gjennomgang:
  title: Gjennomgang av melding
  from: melding
  within: 1 week
  extend: {by: utvidet, within: 3 weeks}
  counting: service-limit
  basis: lov
  met_by: konkludert
  on_pause: runs
  remind: [{before: 2 days, to: saksbehandler}, {after: 1 working day, to: leder, escalate: true}]
"""


def two_people(*, version: str = "2026-01-01", events: str = EVENTS, deadlines: str = DEADLINES) -> str:
    """The text of the definition, in force from ``version``."""
    return definition(version=version, states=STATES, fields=FIELDS, events=events, deadlines=deadlines)


def world(*texts: str) -> World:
    """The definition, in these versions."""
    return small(*(texts or (two_people(),)))


def laid_in(folder: Path, *texts: str) -> Path:
    """A folder of definitions with this one alone, in these versions."""
    for name, text in world(*texts).catalogue.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copy(FOLDER / "sandbox-users.toml", folder)
    return folder
