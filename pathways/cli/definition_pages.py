"""Writes docs/definitions/ from the definitions: ``python -m pathways.cli.definition_pages [MAPPE]``.

A page for each pathway, one for the code lists, and a table of them. They are for those who know the law: every number
stands with its source and standing. Written from what is compiled, so a page cannot say what the engine does not do.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from pathways.cli import definition_page_deadlines as of_deadlines
from pathways.cli import definition_page_events as of_events
from pathways.cli import definition_page_rest as rest
from pathways.cli.definition_numbers import beside
from pathways.cli.definition_page_events import Page, row
from pathways.cli.definition_page_place import PAGES
from pathways.cli.words import party_told
from pathways.compiler.catalogue import Catalogue, compile_folder
from pathways.compiler.diagram import mermaid
from pathways.compiler.local_roles import local_roles, purpose
from pathways.definitions_folder import definitions_folder
from pathways.messages import say
from pathways.model.basis import BINDING, Effect
from pathways.model.pathway import Code, CodeList, Pathway

DEFINITIONS = "../../definitions"
"""Where the pages' links find the definitions."""


def pages(catalogue: Catalogue) -> Mapping[str, str]:
    """Every page by the name of its file."""
    told = {f"{name}.md": _page(catalogue, versions) for name, versions in sorted(catalogue.versions.items())}
    return {**told, "README.md": _index(catalogue), "kodelister.md": _codes(catalogue)}


def _page(catalogue: Catalogue, versions: tuple[Pathway, ...]) -> str:
    newest = versions[-1]
    about = say("pages.about", id=newest.id, service=party_told(newest.service), prefix=f"{newest.case_prefix}-…")
    head = [f"# {newest.title.nb}\n", say("pages.written") + "\n", about + "\n"]
    head += [of_events.languages(newest.title) + "\n", say("pages.how_to_read") + "\n"]
    return "\n".join([*head, *(line for each in reversed(versions) for line in _version(catalogue, each))])


def _version(catalogue: Catalogue, pathway: Pathway) -> Iterator[str]:
    text = catalogue.files[pathway.origin]
    local = local_roles(text, pathway.origin, catalogue.settings.role_settings)
    page = Page(catalogue=catalogue, pathway=pathway, local=local)
    link = f"{DEFINITIONS}/{pathway.origin}"
    yield f"## {say('pages.version', version=pathway.version.isoformat())}\n"
    yield say("pages.version_line", origin=pathway.origin, path=link, digest=pathway.digest) + "\n"
    if said := purpose(text):
        yield f"### {say('pages.purpose')}\n"
        yield from (beside(paragraph) + "\n" for paragraph in said)
    yield f"### {say('pages.numbers')}\n"
    yield from of_deadlines.numbers(page)
    yield f"### {say('pages.states')}\n"
    yield from of_events.states(pathway.states, pathway)
    yield f"### {say('pages.diagram')}\n"
    yield say("pages.diagram_note") + "\n"
    yield f"```mermaid\n{mermaid(pathway, catalogue.context)}```\n"
    yield from _parts(page)


def _parts(page: Page) -> Iterator[str]:
    yield f"### {say('pages.events')}\n"
    yield from of_events.events(page)
    if page.pathway.activities:
        yield f"### {say('pages.activities')}\n"
        yield from of_events.activities(page)
    yield f"### {say('pages.deadlines')}\n"
    yield from of_deadlines.deadlines(page)
    yield f"### {say('pages.ends')}\n"
    yield from of_deadlines.at_ends(page)
    yield f"### {say('pages.fields')}\n"
    yield from rest.fields(page)
    yield f"### {say('pages.sharing')}\n"
    yield from rest.sharing(page)
    yield f"### {say('pages.settings')}\n"
    yield from rest.settings(page)
    yield f"### {say('pages.sources')}\n"
    yield from rest.sources(page)
    before = [each for each in page.catalogue.versions[page.pathway.id] if each.version < page.pathway.version]
    heading = say("pages.versions", before=before[-1].version.isoformat()) if before else say("pages.versions_alone")
    yield f"### {heading}\n"
    yield from rest.versions(page)


def _index(catalogue: Catalogue) -> str:
    lines = [f"# {say('pages.index')}\n", say("pages.written") + "\n", say("pages.index_note") + "\n"]
    lines.append(say("pages.index_head"))
    for name, versions in sorted(catalogue.versions.items()):
        newest = versions[-1]
        days = ", ".join(each.version.isoformat() for each in reversed(versions))
        effects = [deadline.basis.effect for deadline in newest.deadlines]
        law = sum(effect in BINDING for effect in effects)
        local = effects.count(Effect.local)
        counts = (str(law), str(len(effects) - law - local), str(local))
        title = f"[{newest.title.nb}]({name}.md)"
        lines.append(row(title, newest.title.nn, newest.title.en, party_told(newest.service), days, *counts))
    return "\n".join(lines) + "\n"


def _codes(catalogue: Catalogue) -> str:
    lines = [f"# {say('pages.codes')}\n", say("pages.written") + "\n", say("pages.codes_note") + "\n"]
    for name, code_list in sorted(catalogue.code_lists.items()):
        lines += [f"## {name}\n", *_list(code_list)]
    return "\n".join(lines)


def _list(code_list: CodeList) -> Iterator[str]:
    kind = say("pages.codes_local" if code_list.local else "pages.codes_official")
    title = f"**{code_list.title.nb}** ({of_events.languages(code_list.title)})"
    yield say("pages.codes_about", title=title, version=code_list.version, kind=kind) + "\n"
    yield say("pages.codes_source", source=code_list.source) + "\n"
    if code_list.title.nn:
        yield say("pages.codes_languages") + "\n"
    yield say("pages.codes_head")
    for code in code_list.codes:
        yield row(f"`{code.code}`", code.title.nb, code.title.nn, code.title.en, _valid(code))
    yield ""


def _valid(code: Code) -> str:
    days = [say("pages.valid_from", day=code.valid_from.isoformat())] if code.valid_from else []
    days += [say("pages.valid_to", day=code.valid_to.isoformat())] if code.valid_to else []
    return " ".join(days)


def main(folder: Path = PAGES) -> None:
    """Write every page anew, and take away those of definitions that are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    told = pages(compile_folder(definitions_folder()))
    for old in folder.glob("*.md"):
        if old.name not in told and say("pages.written") in old.read_text(encoding="utf-8"):
            old.unlink()
    for name, text in told.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
