"""Definitions for tests: the shipped ones, and small ones written as text, as the machine asks for them."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from textwrap import dedent, indent

from pathways.compiler.access import FILE as ACCESS_FILE
from pathways.compiler.catalogue import BESIDE, Catalogue, compile_files, compile_folder
from pathways.machine.prepared import Prepared, prepare
from pathways.model.pathway import CodeList, Title

FOLDER = Path(__file__).resolve().parents[2] / "definitions"


class World:
    """The definitions of one catalogue, each prepared once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._prepared: dict[str, Prepared] = {}

    def prepared(self, digest: str) -> Prepared:
        if digest not in self._prepared:
            pathway = self.catalogue.by_digest[digest]
            self._prepared[digest] = prepare(pathway, self.catalogue.rules, self.catalogue.calendars)
        return self._prepared[digest]

    def in_force(self, pathway: str, on: date) -> tuple[str, bool]:
        found, law_loaded = self.catalogue.in_force(pathway, on)
        return found.digest, law_loaded

    def code_lists(self) -> Mapping[str, CodeList]:
        return self.catalogue.code_lists

    def missed_lists(self) -> Mapping[str, str]:
        return self.catalogue.settings.missed_lists

    def role_titles(self) -> Mapping[str, Title]:
        return self.catalogue.settings.roles


@cache
def shipped() -> World:
    """The shipped definitions, compiled once per test process."""
    return World(compile_folder(FOLDER))


@cache
def small(*texts: str) -> World:
    """Small definitions beside the shipped rules, calendars, settings and code lists."""
    files = {f"test/{number}.yaml": text for number, text in enumerate(texts)}
    return World(compile_files({**beside_definitions(), **files}))


def definition(
    name: str = "prove",
    *,
    states: str,
    events: str,
    fields: str = "",
    deadlines: str = "",
    activities: str = "",
    timed: str = "",
    version: str = "2026-01-01",
) -> str:
    """The text of a definition of these parts, each in YAML from the first column; ``lov`` is a source to rest on."""
    parts = {"fields": fields, "states": states, "events": events, "deadlines": deadlines}
    parts |= {"activities": activities, "timed": timed}
    head = f"""\
        pathway: {name}
        version: {version}
        title: Prøve
        service: barnevern
        case_prefix: PR
        sources:
          lov: {{effect: statutory, certainty: A, law: prøveloven § 1, url: "https://lov.example/1", read: 2026-01-01}}
        """
    body = "".join(f"{key}:\n{indent(dedent(text), '  ')}\n" for key, text in parts.items() if text)
    return dedent(head) + body


@cache
def beside_definitions() -> Mapping[str, str]:
    """The files of access, settings, counting, calendars and code lists, as they are shipped."""
    files = shipped().catalogue.files
    beside = (*BESIDE, ACCESS_FILE)
    return {name: text for name, text in files.items() if name in beside or name.startswith("codes/")}
