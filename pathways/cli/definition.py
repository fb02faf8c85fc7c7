"""``pathways definition``: list, show, check and draw definitions. Works without a database, but for stored texts."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.context import As, DatabaseUrl, Json
from pathways.cli.definition_named import definition_named
from pathways.cli.migrating import diff, impact, migrate
from pathways.cli.output import tell, tell_as_is, tell_json, tell_rows
from pathways.cli.wording import add_command, group
from pathways.definitions_folder import definitions_folder
from pathways.errors import DefinitionError, UsageError
from pathways.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pathways.cli.checking import CheckedPath
    from pathways.compiler.catalogue import Catalogue
    from pathways.compiler.problem import Problem
    from pathways.model.basis import Basis
    from pathways.model.pathway import Pathway
    from pathways.proving.temporal import Proved

Which = Annotated[str, typer.Argument(metavar="ID", help=say("cli.definition.argument_id"))]
WhichShown = Annotated[str, typer.Argument(metavar="[ID]", help=say("cli.definition.argument_id"), show_default=False)]
Digest = Annotated[
    str, typer.Option("--digest", metavar="AVTRYKK", help=say("cli.definition.option_digest"), show_default=False)
]
OfCase = Annotated[
    str, typer.Option("--case", metavar="SAK", help=say("cli.definition.option_case"), show_default=False)
]
OfRun = Annotated[str, typer.Option("--run", metavar="LØP", help=say("cli.definition.option_run"), show_default=False)]
WhichList = Annotated[
    str, typer.Argument(metavar="[LISTE]", help=say("cli.definition.argument_list"), show_default=False)
]
Paths = Annotated[list[str] | None, typer.Argument(metavar="[STI]…", help=say("cli.definition.argument_path"))]
Version = Annotated[
    str, typer.Option("--version", metavar="DATO", help=say("cli.definition.option_version"), show_default=False)
]
Temporal = Annotated[bool, typer.Option("--temporal", help=say("cli.definition.option_temporal"))]
Years = Annotated[
    int, typer.Option("--years", metavar="ANTALL", min=1, max=50, help=say("cli.definition.option_years"))
]
From = Annotated[
    str, typer.Option("--from", metavar="DATO", help=say("cli.definition.option_from"), show_default=False)
]
Table = Annotated[bool, typer.Option("--table", help=say("cli.definition.option_table"))]


TEN = 10
"""Years that are proved when nobody says how many."""


def add(app: typer.Typer) -> None:
    """Add ``definition list``, ``show``, ``codes``, ``check``, ``paths``, ``diagram`` and those that move cases."""
    definition = group("definition")
    add_command(definition, "list", "definition_list", list_all)
    add_command(definition, "show", "definition_show", show)
    add_command(definition, "codes", "definition_codes", codes)
    add_command(definition, "check", "definition_check", check)
    add_command(definition, "paths", "definition_paths", paths)
    add_command(definition, "diagram", "definition_diagram", diagram)
    add_command(definition, "diff", "definition_diff", diff)
    add_command(definition, "impact", "definition_impact", impact)
    add_command(definition, "migrate", "definition_migrate", migrate)
    app.add_typer(definition, name="definition")


def list_all(as_json: Json = False) -> None:
    """Every version of every definition."""
    from pathways.cli.words import party_told

    pathways = _catalogue().pathways
    if as_json:
        told = [{**_short(pathway), "until": _day(_until(pathway, pathways))} for pathway in pathways]
        tell_json({"schema": "pathways.definition-list/1", "definitions": told})
        return
    if not pathways:
        tell(say("cli.definition.none", folder=str(definitions_folder())))
    rows = ((p.id, _in_force(p, pathways), p.title.nb, party_told(p.service), p.origin) for p in pathways)
    tell_rows(rows, fixed=(0, 1))


def _in_force(pathway: "Pathway", among: "Sequence[Pathway]") -> str:
    until = _until(pathway, among)
    return pathway.version.isoformat() if until is None else f"{pathway.version.isoformat()} – {until.isoformat()}"


def _until(pathway: "Pathway", among: "Sequence[Pathway]") -> "date | None":
    """The last day on which a run is pinned to this version; None for the newest."""
    later = [each.version for each in among if each.id == pathway.id and each.version > pathway.version]
    return min(later) - timedelta(days=1) if later else None


def _day(day: "date | None") -> str | None:
    return None if day is None else day.isoformat()


def show(
    which: WhichShown = "",
    *,
    version: Version = "",
    digest: Digest = "",
    case_id: OfCase = "",
    run: OfRun = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """One definition: what it rests on, its deadlines, its states. Or the stored text a run is under."""
    from pathways.cli.reservations import law_and_note, rules_document, rules_of, tell_rules
    from pathways.compiler.conditions import activities_tables, conditions_table
    from pathways.compiler.diagram import deadlines_table, states_table

    if sum(map(bool, (which, digest, case_id))) != 1 or (version and not which):
        raise UsageError("cli.definition.one_way")
    if not which:
        from pathways.cli.definition_kept import Asked, show_kept

        asked = Asked(digest=digest.strip().lower(), case=case_id, run=run, user=user, database=database)
        show_kept(asked, as_json=as_json)
        return
    catalogue = _catalogue()
    pathway = definition_named(catalogue, which, version)
    rules = rules_of(pathway, catalogue.rules)
    if as_json:
        from pathways.cli.definition_document import contents

        told = {**_short(pathway), **contents(pathway), "rules": rules_document(rules)}
        tell_json({"schema": "pathways.definition/1", **told})
        return
    tell(say("cli.definition.heading", title=pathway.title.nb, id=pathway.id, version=pathway.version.isoformat()))
    tell(say("cli.definition.digest", digest=pathway.digest, origin=pathway.origin))
    _tell_page(pathway)
    tell()
    tell(say("cli.definition.sources"))
    tell_rows(
        (source.id, say("cli.definition.basis", **_basis(source)), law_and_note(source)) for source in pathway.sources
    )
    tell()
    tell_as_is(deadlines_table(pathway))
    tell()
    tell_as_is(states_table(pathway))
    if pathway.activities:
        tell()
        tell_as_is(activities_tables(pathway))
    tell()
    tell_as_is(conditions_table(pathway))
    tell_rules(rules)


def _tell_page(pathway: "Pathway") -> None:
    """Where the page of this very version lies, if it has one here; a copy without the pages has none."""
    from pathways.cli.definition_page_place import page_of

    found = page_of(pathway)
    if found is not None:
        tell(say("cli.definition.page", page=f"docs/definitions/{found.name}"))


def codes(which: WhichList = "", as_json: Json = False) -> None:
    """The code lists, or the codes of one with the days each is valid. A list is found by the end of its name too."""
    from pathways.cli.code_lists import code_list_document, find_list, tell_code_list, tell_lists

    lists = _catalogue().code_lists
    shown = [find_list(lists, which)] if which else list(lists.values())
    if as_json:
        tell_json({"schema": "pathways.code-lists/1", "lists": [code_list_document(each) for each in shown]})
    elif which:
        tell_code_list(shown[0])
    else:
        tell_lists(shown)


def check(
    paths: Paths = None,
    temporal: Temporal = False,
    years: Years = TEN,
    first: From = "",
    as_json: Json = False,
) -> None:
    """Compile and check, and tell every problem with its place; with ``--temporal`` also what only shows in time."""
    from pathways.cli.checking import check_path, paths_meant
    from pathways.cli.checking_reasons import tell_warnings, warnings_of
    from pathways.cli.slots_listed import slots_listed, tell_listed

    folder = definitions_folder()
    given = [path for typed in paths or [] for path in paths_meant(typed, folder)]
    checked = [check_path(path, folder) for path in given or [folder]]
    problems = [problem for each in checked for problem in each.problems]
    proofs = _proofs(checked, years, first) if temporal and not problems else None
    problems += [found.problem for proof in proofs or () for found in proof.found]
    warnings = warnings_of(checked)
    if as_json:
        document = {"schema": "pathways.definition-check/1", "ok": not problems, "problems": [*map(_located, problems)]}
        document["warnings"] = [*map(_located, warnings)]
        not_set = slots_listed(_asked_about(checked))
        tell_json({**document, "not_set": not_set, "temporal": None if proofs is None else _proved(proofs)})
    elif problems:
        _tell_problems(problems)
    else:
        tell(say("cli.definition.sound", count=sum(each.files for each in checked)))
    if not as_json:
        tell_warnings(warnings)
        tell_listed(_asked_about(checked))
        if temporal:
            _tell_proofs(proofs)
        if any(path.is_file() for path in given):
            tell(say("cli.definition.others_unread"))
    if problems:
        raise typer.Exit(DefinitionError.exit_code)


def _asked_about(checked: "Sequence[CheckedPath]") -> "list[Pathway]":
    """The definitions of the paths that have no problem."""
    sound = [(each.catalogue, each.origins) for each in checked if each.catalogue is not None]
    return [pathway for catalogue, origins in sound for pathway in catalogue.pathways if pathway.origin in origins]


def _proofs(checked: "Sequence[CheckedPath]", years: int, first: str) -> "list[Proved]":
    from pathways.cli.checking_time import proofs_of

    return proofs_of(checked, years, first)


def _proved(proofs: "list[Proved]") -> "dict[str, object] | None":
    from pathways.cli.checking_time import temporal_document

    return temporal_document(proofs)


def _tell_proofs(proofs: "list[Proved] | None") -> None:
    from pathways.cli.checking_time import tell_proofs

    tell_proofs(proofs)


def paths(which: Which, version: Version = "", as_json: Json = False) -> None:
    """Paths that cover a definition, each told as a story."""
    from pathways.cli.path_story import paths_document, tell_paths
    from pathways.cli.progress import progress
    from pathways.proving.paths import paths_of

    catalogue = _catalogue()
    pathway = definition_named(catalogue, which, version)
    with progress(say("cli.definition.searching")) as advance:
        covered = paths_of(catalogue, pathway, advance)
    if as_json:
        tell_json({"schema": "pathways.definition-paths/1", **_short(pathway), **paths_document(catalogue, covered)})
    else:
        tell_paths(catalogue, covered)


def diagram(which: Which, version: Version = "", table: Table = False) -> None:
    """One definition as a Mermaid diagram, or as tables of plain text."""
    from pathways.compiler.conditions import activities_tables, conditions_table
    from pathways.compiler.diagram import deadlines_table, mermaid, states_table

    catalogue = _catalogue()
    pathway = definition_named(catalogue, which, version)
    if table:
        tables = (states_table, deadlines_table, activities_tables, conditions_table)
        tell_as_is("\n".join(text for text in (each(pathway) for each in tables) if text))
    else:
        tell_as_is(mermaid(pathway, catalogue.context))


def _catalogue() -> "Catalogue":
    from pathways.compiler.catalogue import compile_folder

    return compile_folder(definitions_folder())


def _tell_problems(problems: "list[Problem]") -> None:
    from pathways.compiler.problem import first_cause, told_lines

    for line in told_lines(problems):
        tell_as_is(line)
    files = len({problem.place.file for problem in problems})
    key = "cli.definition.problems_one" if len(problems) == 1 else "cli.definition.problems"
    tell(say(key, count=len(problems), files=files, code=first_cause(problems).code.lower()))


def _located(problem: "Problem") -> dict[str, object]:
    return {
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "code": problem.code,
        "told": problem.sentence,
        "hint": problem.hint,
    }


def _short(pathway: "Pathway") -> dict[str, object]:
    return {
        "id": pathway.id,
        "version": pathway.version.isoformat(),
        "title": pathway.title.nb,
        "service": pathway.service,
        "file": pathway.origin,
        "digest": pathway.digest,
    }


def _basis(source: "Basis") -> dict[str, str]:
    return {"effect": say(f"cli.effect.{source.effect}"), "certainty": source.certainty.value}
