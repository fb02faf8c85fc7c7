"""Turns the checked elements of a case into the words of the register's model, and refuses ends before starts."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from pathways.register.model import Conclusion, Extension, Investigation, Kept, Participation, Report
from pathways.register.problem import Problems
from pathways.register.tree import Node

_GRANTED: Mapping[str, bool] = MappingProxyType({"1": True, "2": False})


def report(node: Node, problems: Problems) -> Report:
    """A ``Melding``. The node is sound."""
    start = node.must_day("StartDato")
    return Report(
        id=node.string("Id"),
        start=start,
        reporters=_codes(node, "Melder"),
        contents=_codes(node, "Saksinnhold"),
        conclusion=_conclusion(node, start, problems),
        line=node.line,
    )


def investigation(node: Node, problems: Problems) -> Investigation:
    """An ``Undersokelse``. The node is sound."""
    start = node.must_day("StartDato")
    return Investigation(
        id=node.string("Id"),
        start=start,
        basis=_codes(node, "Vedtaksgrunnlag"),
        participation=_participation(node),
        extension=_extension(node),
        conclusion=_conclusion(node, start, problems),
        line=node.line,
    )


def kept(node: Node, problems: Problems, *, deleted: bool) -> Kept:
    """Any other part of a case, with the codes and dates that stand in it. The node is sound."""
    kind = node.form.name
    start = node.must_day(_START_OF.get(kind, "StartDato"))
    end = _end(node.first("Konklusjon"), start, problems)
    codes, dates = _GATHER[kind](node) if kind in _GATHER else ((), ())
    return Kept(
        kind=kind,
        id=node.string("Id"),
        start=start,
        end=end,
        codes=codes,
        dates=dates,
        deleted=deleted,
        line=node.line,
    )


_START_OF: Mapping[str, str] = MappingProxyType(
    {"Ettervern": "TilbudSendtDato", "Flytting": "SluttDato", "Slettet": "SluttDato"}
)
"""Parts whose one date has another name."""

_Codes = tuple[tuple[str, str], ...]
_Dates = tuple[tuple[str, date], ...]


def _codes(node: Node, name: str) -> tuple[str, ...]:
    """The codes of the children of that name, each once, in the order of the file."""
    return tuple(dict.fromkeys(child.string("Kode") for child in node.all(name)))


def _end(node: Node | None, start: date, problems: Problems) -> date | None:
    """The end date of a conclusion; refused before ``start``."""
    if node is None:
        return None
    end = node.must_day("SluttDato")
    if end < start:
        problems.add(node.line, node.column, "register.end_before_start", element=node.form.name)
    return end


def _conclusion(node: Node, start: date, problems: Problems) -> Conclusion | None:
    found = node.first("Konklusjon")
    end = _end(found, start, problems)
    if found is None or end is None or found.flag("ErSlettet"):
        return None
    return Conclusion(on=end, code=found.string("Kode"), line=found.line)


def _participation(node: Node) -> Participation | None:
    found = node.first("BarnetsMedvirkning")
    if found is None:
        return None
    code = "".join(child.own_string() for child in found.all("MedvirkningType"))
    days = [child.own for child in found.all("StartDato") if isinstance(child.own, date)]
    return Participation(on=days[0], code=code, line=found.line)


def _extension(node: Node) -> Extension | None:
    found = node.first("UtvidetFrist")
    if found is None:
        return None
    return Extension(
        requested=found.must_day("StartDato"), granted=_GRANTED.get(found.string("Innvilget")), line=found.line
    )


def _law(node: Node) -> str:
    """A legal basis on one line, as the file orders it: ``BVL 4-12 ledd 1 bokstav a punktum 2``."""
    values = {child.form.name: str(child.own) for child in node.children}
    rest = (f"{child.form.name.lower()} {child.own}" for child in node.children if child.form.name in _FINER)
    return " ".join((f"{values['Lov']} {values['Kapittel']}-{values['Paragraf']}", *rest))


_FINER = frozenset({"Ledd", "Bokstav", "Punktum"})


def _laws(node: Node) -> _Codes:
    found = (child for child in node.children if child.form.name in ("Lovhjemmel", "JmfrLovhjemmel"))
    return tuple((child.form.name, _law(child)) for child in found)


def _named(node: Node, *names: str) -> _Codes:
    return tuple((name, code) for name in names for code in _codes(node, name))


def _plan(node: Node) -> tuple[_Codes, _Dates]:
    dates = tuple(("Evaluering", child.must_day("UtfortDato")) for child in node.all("Evaluering"))
    return (("Plantype", node.string("Plantype")),), dates


def _measure(node: Node) -> tuple[_Codes, _Dates]:
    codes = _laws(node) + _named(node, "Kategori", "Tiltaksgrunnlag", "Opphevelse")
    return codes, tuple(_visits(node))


def _visits(node: Node) -> list[tuple[str, date]]:
    """Supervision and follow-up that were done; the older form writes the date on ``Oppfolging`` itself."""
    dates: list[tuple[str, date]] = []
    for name in ("Tilsyn", "Oppfolging"):
        for child in node.all(name):
            own = child.day("UtfortDato")
            dates += [] if own is None else [(name, own)]
            dates += [(name, done.must_day("UtfortDato")) for done in child.all("Utfort")]
    return dates


def _decision(node: Node) -> tuple[_Codes, _Dates]:
    statuses = list(node.all("Status"))
    codes = _laws(node) + tuple(("Status", child.string("Kode")) for child in statuses)
    demands = tuple(("Krav", child.must_day("StartDato")) for child in node.all("Krav"))
    return codes, tuple(("Status", child.must_day("EndretDato")) for child in statuses) + demands


def _aftercare(node: Node) -> tuple[_Codes, _Dates]:
    return _named(node, "Konklusjon"), ()


def _transfer(node: Node) -> tuple[_Codes, _Dates]:
    return _laws(node), ()


def _move(node: Node) -> tuple[_Codes, _Dates]:
    return _named(node, "ArsakFra", "FlyttingTil"), ()


def _deletion(node: Node) -> tuple[_Codes, _Dates]:
    return (("Type", node.string("Type")),), ()


_GATHER: Mapping[str, Callable[[Node], tuple[_Codes, _Dates]]] = MappingProxyType(
    {
        "Plan": _plan,
        "Tiltak": _measure,
        "Vedtak": _decision,
        "Ettervern": _aftercare,
        "OversendelseFylkesnemnd": _transfer,
        "Flytting": _move,
        "Slettet": _deletion,
    }
)
