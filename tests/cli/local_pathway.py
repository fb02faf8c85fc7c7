"""A pathway that leaves numbers and choices to the place, for tests alone: it rests on no law."""

import shutil
from pathlib import Path

from tests.cli.running import Cli
from tests.support.worlds import FOLDER

PATHWAY = """\
pathway: prove_lokalt
version: 2026-01-01
title: Prøve av lokale valg
service: barnevern
case_prefix: PRL

sources:
  lokal-prove: {effect: local, certainty: X, document: Lokal rutine}

fields:
  koordinator: {title: Koordinator på sykehus, kind: flag, shown: always}
  neste_mote: {title: Neste møte, kind: date, shown: always}
  bakgrunn: {title: Hva saken gjelder, kind: code, codes: lokal/frist_arsak, shown: always}
  lege: {title: Lege har skrevet under, kind: flag}

states:
  mottatt: {title: Mottatt, start: true, holder: barnevern, silent: Ingen frist løper der tiden ikke er satt lokalt.}
  i_gang: {title: I gang, holder: barnevern, silent: Ingen frist løper der tiden ikke er satt lokalt.}
  ferdig: {title: Ferdig, end: true}

events:
  sak_mottatt:
    title: Saken kom inn
    start: true
    by: saksbehandler
    may_record: [koordinator, neste_mote, bakgrunn, lege]
  samtalt:
    title: Første samtale holdt
    from: mottatt
    by: saksbehandler
    may_record: [koordinator, neste_mote, lege]
    requires:
      - {when: 'not local("lokal/lege_skriver_under") or lege', otherwise: En lege skal ha skrevet under først.}
    to: i_gang
  avklart: {title: Avklart, from: any, by: saksbehandler, may_record: [koordinator, neste_mote, bakgrunn]}
  avsluttet: {title: Avsluttet, from: any, by: saksbehandler, to: ferdig}

deadlines:
  samtale:
    title: Første samtale
    from: sak_mottatt
    within: lokal/forste_samtale
    counting: dl-148
    basis: lokal-prove
    met_by: samtalt
    ends: {state: ferdig}
    on_pause: runs
    remind:
      - {before: 1 day, to: saksbehandler}
      - {on_due: "08:00", to: saksbehandler}
  oppfolging:
    title: Oppfølgingssamtaler
    from: samtalt
    every: {period: lokal/oppfolging_hver, times: 1, aligned: anchor}
    counting: dl-148
    basis: lokal-prove
    met_by: avklart
    ends: {state: ferdig}
    on_pause: runs
    remind: {on_due: "08:00", to: saksbehandler}
"""

SETTINGS = """
periods:
  lokal/forste_samtale: {first}
  lokal/oppfolging_hver: {every}

flags:
  lokal/lege_skriver_under: {doctor}
"""


def folder_with(folder: Path, *, first: str = "", every: str = "", doctor: str = "false") -> Path:
    """The shipped definitions and this one, with the local choices as given; one that was made before is changed."""
    if not folder.exists():
        shutil.copytree(FOLDER, folder)
    (folder / "barnevern" / "prove_lokalt.yaml").write_text(PATHWAY, encoding="utf-8")
    shipped = (FOLDER / "settings.yaml").read_text(encoding="utf-8")
    chosen = SETTINGS.format(first=first, every=every, doctor=doctor)
    (folder / "settings.yaml").write_text(shipped + chosen, encoding="utf-8")
    return folder


def placed(cli: Cli, folder: Path) -> Cli:
    """The same sandbox on that folder."""
    return Cli(url=cli.url, env={**cli.env, "PATHWAYS_DEFINITIONS": str(folder), "COLUMNS": "200"})


def received(cli: Cli, *values: str) -> str:
    """The number of a new case, received now."""
    given = [word for value in values for word in ("--set", value)]
    return str(cli.ok("case", "open", "prove_lokalt", *given, "--json").json["case_id"])
