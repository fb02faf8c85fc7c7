"""Guards with meaning: names resolved, types checked, codes looked up in their list. Untyped tree → expression."""

from pathways.compiler.folding import folded
from pathways.compiler.guard_scope import GuardScope, Known
from pathways.compiler.guard_syntax import LOCAL, GuardSyntaxError, Raw, parse_guard
from pathways.compiler.problem import Report
from pathways.compiler.reading import Thing
from pathways.compiler.tree import Node, Place, Scalar
from pathways.counting.oslo import parse_date
from pathways.counting.period import parse_period
from pathways.errors import UsageError
from pathways.messages import say
from pathways.model.counting import Period
from pathways.model.expression import (
    Activities,
    After,
    And,
    Compare,
    Comparison,
    Expression,
    Holds,
    Literal,
    Name,
    Not,
    OneOf,
    Or,
    Recorded,
    Redecided,
    Term,
    Type,
)

TRUE = Literal(value=True, type=Type.flag)
"""Stands for a guard that could not be read."""


_YES_NO = frozenset({"ja", "nei", "yes", "no"})
"""Words that are written for a flag, which stands alone in a guard, or after ``not``."""


def guard(node: Node, scope: GuardScope, report: Report) -> Expression:
    """The typed guard at ``node``; TRUE, with problems told, where it has none."""
    if not isinstance(node, Scalar) or not node.text.strip():
        report.add("E204", node.at, hint="compiler.hint_guard_text")
        return TRUE
    try:
        raw = parse_guard(node.text)
    except GuardSyntaxError as error:
        report.add(error.code, node.place_of(error.offset), hint=error.hint, found=error.found or "…")
        return TRUE
    before = len(report)
    expression = _Typer(node, scope, report).flag(raw)
    if len(report) == before and not _reads(raw):
        report.add("E407", node.at)
    if len(report) > before:
        return TRUE
    return folded(expression) if _asks(raw) else expression


def _asks(raw: Raw) -> bool:
    """Whether a local switch is asked: then what is left is what it leaves open."""
    return raw.kind == LOCAL or any(_asks(part) for part in raw.parts)


def _reads(raw: Raw) -> bool:
    calls = (LOCAL, "name", "recorded", "redecided", "all_ended", "any_in", "none_in")
    return raw.kind in calls or any(_reads(part) for part in raw.parts)


class _Typer:
    """Types one guard; every problem in it is told, at its own column."""

    def __init__(self, node: Scalar, scope: GuardScope, report: Report) -> None:
        self._node = node
        self._scope = scope
        self._report = report

    def flag(self, raw: Raw) -> Expression:  # noqa: C901 (one line per node)
        """The expression of something that holds or does not."""
        match raw.kind:
            case "and" | "or":
                operands = tuple(self.flag(part) for part in raw.parts)
                return And(operands=operands) if raw.kind == "and" else Or(operands=operands)
            case "not":
                return Not(operand=self.flag(raw.parts[0]))
            case "in":
                return self._one_of(raw)
            case "holds":
                return self._holds(raw)
            case "recorded":
                return self._recorded(raw)
            case "redecided":
                return self._redecided(raw)
            case "all_ended" | "any_in" | "none_in":
                return self._activities(raw)
            case "==" | "!=" | "<" | "<=" | ">" | ">=":
                return self._compare(raw)
            case "name":
                return self._flag_name(raw)
            case "flag":
                return Literal(value=raw.text == "true", type=Type.flag)
            case "local":
                return self._local(raw)
            case _:
                self._add("E405", raw, found=raw.text)
                return TRUE

    def _add(self, code: str, raw: Raw, *, hint: str = "", **values: object) -> None:
        self._report.add(code, self._at(raw), hint=hint, **values)

    def _at(self, raw: Raw) -> Place:
        return self._node.place_of(raw.offset)

    def _local(self, raw: Raw) -> Expression:
        """What the local switch is: the rest of the definition is compiled as if that were written."""
        name, known = raw.parts[0], self._scope.switches
        if known is None:
            self._add("E714", raw)
        elif name.text not in known:
            self._report.add_unknown(self._at(name), Thing.switch, name.text, tuple(known))
        return Literal(value=bool(known and known.get(name.text)), type=Type.flag)

    def _name(self, raw: Raw) -> Known | None:
        """What the name is; None, with a problem told, when it is nothing a guard may read."""
        known = self._scope.known.get(raw.text)
        if known is None and raw.text in self._scope.sealed:
            self._add("E406", raw, name=raw.text)
        elif known is None and raw.text in _YES_NO:
            self._add("E210", raw, hint="compiler.hint_yes_no", thing=say(Thing.field), name=raw.text)
        elif known is None:
            self._report.add_unknown(self._at(raw), Thing.field, raw.text, tuple(self._scope.known))
        return known

    def _flag_name(self, raw: Raw) -> Expression:
        known = self._name(raw)
        if known and known.type is not Type.flag:
            self._add("E405", raw, found=raw.text)
        return Name(name=raw.text, type=Type.flag)

    def _one_of(self, raw: Raw) -> Expression:
        item, *strings = raw.parts
        known = self._name(item)
        if known and known.type is not Type.code:
            self._mismatch(item, known.type, Type.code)
        for string in strings if known else ():
            self._code(string, known)
        among = tuple(string.text for string in strings)
        twice = next((string for index, string in enumerate(strings) if string.text in among[:index]), None)
        if twice:
            self._add("E212", twice, name=twice.text)
        return OneOf(item=Name(name=item.text, type=Type.code), among=among)

    def _holds(self, raw: Raw) -> Expression:
        codes, string = raw.parts
        known = self._name(codes)
        if known and known.type is not Type.codes:
            self._mismatch(codes, known.type, Type.codes)
        elif known:
            self._code(string, known)
        return Holds(codes=Name(name=codes.text, type=Type.codes), code=string.text)

    def _code(self, string: Raw, known: Known | None) -> None:
        """Tell when the string is no code of the name's list. A missing list is told where the field stands."""
        code_list = known.code_list if known and known.type in (Type.code, Type.codes) else None
        if code_list is None or any(code.code == string.text for code in code_list.codes):
            return
        codes = ", ".join(f"«{code.code}»" for code in code_list.codes[:20])
        self._add("E404", string, used=string.text, list=code_list.id, codes=codes)

    def _recorded(self, raw: Raw) -> Expression:
        name = raw.parts[0]
        self._name(name)
        return Recorded(name=name.text)

    def _redecided(self, raw: Raw) -> Expression:
        event = raw.parts[0]
        if event.text not in self._scope.events:
            self._report.add_unknown(self._at(event), Thing.event, event.text, self._scope.events)
        return Redecided(event=event.text)

    def _activities(self, raw: Raw) -> Expression:
        activity, *states = raw.parts
        names = self._scope.activities.get(activity.text)
        if names is None:
            known = tuple(self._scope.activities)
            self._report.add_unknown(self._at(activity), Thing.activity, activity.text, known)
        for state in states if names else ():
            if names and state.text not in names.states:
                self._report.add_unknown(self._at(state), Thing.state, state.text, names.states)
        return Activities(function=raw.kind, activity=activity.text, state=states[0].text if states else "")

    def _compare(self, raw: Raw) -> Expression:
        left, right = (self._term(part) for part in raw.parts)
        if left is None or right is None:
            return TRUE
        operator = Comparison(raw.kind)
        types = (_type(left), _type(right))
        if types[0] is not types[1] or types[0] is Type.codes:
            self._mismatch(raw.parts[1], types[1], types[0])
        elif types[0] in (Type.flag, Type.code) and operator not in (Comparison.equal, Comparison.unequal):
            self._add("E403", raw, found=raw.kind, hint="compiler.hint_order")
        else:
            self._codes_compared(raw)
        return _plain(left, operator, right) if types == (Type.flag, Type.flag) else _comparison(left, operator, right)

    def _codes_compared(self, raw: Raw) -> None:
        left, right = raw.parts
        for name, string in ((left, right), (right, left)):
            if name.kind == "name" and string.kind == "string":
                self._code(string, self._scope.known.get(name.text))
        if left.kind == right.kind == "name":
            lists = [self._scope.known[side.text].code_list for side in raw.parts]
            if lists[0] is not lists[1]:
                self._add("E403", right, found=right.text, hint="compiler.hint_same_list")

    def _term(self, raw: Raw) -> Term | None:
        match raw.kind:
            case "name":
                known = self._name(raw)
                return Name(name=raw.text, type=known.type) if known else None
            case "string":
                return Literal(value=raw.text, type=Type.code)
            case "number":
                return Literal(value=int(raw.text), type=Type.number)
            case "flag":
                return Literal(value=raw.text == "true", type=Type.flag)
            case "date":
                return self._date(raw)
            case _:
                return self._after(raw)

    def _date(self, raw: Raw) -> Term | None:
        try:
            written = parse_date(raw.parts[0].text)
        except ValueError:
            self._add("E206", raw.parts[0], value=raw.parts[0].text)
            return None
        return Literal(value=written.isoformat(), type=Type.date)

    def _after(self, raw: Raw) -> Term | None:
        start, written, rule = raw.parts
        begin, period = self._term(start), self._period(written)
        if begin is not None and _type(begin) is not Type.date:
            self._mismatch(start, _type(begin), Type.date)
        counting = self._scope.rules.get(rule.text)
        if counting is None:
            self._report.add_unknown(self._at(rule), Thing.rule, rule.text, tuple(self._scope.rules))
        elif period and period.unit not in counting.units:
            units = ", ".join(unit.value for unit in counting.units)
            self._add("E502", written, period=written.text, rule=rule.text, units=units)
        if begin is None or period is None:
            return None
        return After(start=begin, period=period, rule=rule.text)

    def _period(self, raw: Raw) -> Period | None:
        try:
            return parse_period(raw.text)
        except UsageError:
            self._add("E207", raw, value=raw.text)
            return None

    def _mismatch(self, raw: Raw, found: Type, wanted: Type) -> None:
        text = raw.text or raw.kind
        self._add("E403", raw, found=text, hint="compiler.hint_type", type=_word(found), wanted=_word(wanted))


def _type(term: Term) -> Type:
    return Type.date if isinstance(term, After) else term.type


def _word(kind: Type) -> str:
    words = {
        Type.flag: say("compiler.type_flag"),
        Type.code: say("compiler.type_code"),
        Type.codes: say("compiler.type_codes"),
        Type.date: say("compiler.type_date"),
        Type.number: say("compiler.type_number"),
    }
    return words[kind]


def _comparison(left: Term, operator: Comparison, right: Term) -> Expression:
    return Compare(left=left, operator=operator, right=right)


def _plain(left: Term, operator: Comparison, right: Term) -> Expression:
    """A flag compared with true or false is the flag or its negation, so that an unrecorded flag is simply false."""
    name, literal = (left, right) if isinstance(right, Literal) else (right, left)
    if not isinstance(literal, Literal) or not isinstance(name, Name):
        return _comparison(left, operator, right)
    return name if literal.value is (operator is Comparison.equal) else Not(operand=name)
