"""The guard language: what it reads, how it is typed, where it points, and that it says the same when written again."""

from hypothesis import given
from hypothesis import strategies as st

from pathways.compiler.guard_scope import GuardScope, Known
from pathways.compiler.guards import guard
from pathways.compiler.names import ActivityNames
from pathways.compiler.problem import Problem, Report
from pathways.compiler.tree import Place, Scalar
from pathways.compiler.written import write_guard
from pathways.model.counting import Algorithm, CountingRule, Period, Unit
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
    Type,
)
from pathways.model.pathway import Code, CodeList, Title

NOTHING = Title(nb="", nn="", en="")
CODES = tuple(Code(code=code, title=NOTHING, valid_from=None, valid_to=None) for code in ("1", "2", "1.1"))
LIST = CodeList(id="lokal/a", title=NOTHING, version="1", source="", local=True, codes=CODES)
OTHER = CodeList(id="lokal/b", title=NOTHING, version="1", source="", local=True, codes=CODES)
RULE = CountingRule(
    id="working-days",
    version="1",
    algorithm=Algorithm.working_days,
    units=(Unit.working_days,),
    first=None,
    rolls=False,
    roll_settled=True,
    reporting=(),
    law="",
    url="",
    note="",
)
SCOPE = GuardScope(
    known={
        "happened": Known(type=Type.date, code_list=None),
        "flagg": Known(type=Type.flag, code_list=None),
        "haster": Known(type=Type.flag, code_list=None),
        "kode": Known(type=Type.code, code_list=LIST),
        "annen": Known(type=Type.code, code_list=OTHER),
        "koder": Known(type=Type.codes, code_list=LIST),
        "dato": Known(type=Type.date, code_list=None),
        "tall": Known(type=Type.number, code_list=None),
    },
    sealed=("notat",),
    activities={"omrade": ActivityNames(states=("planlagt", "ferdig"), events=(), flags=())},
    rules={"working-days": RULE},
)
FLAG, URGENT = Name(name="flagg", type=Type.flag), Name(name="haster", type=Type.flag)
DATE, HAPPENED = Name(name="dato", type=Type.date), Name(name="happened", type=Type.date)
CODE, NUMBER = Name(name="kode", type=Type.code), Name(name="tall", type=Type.number)
CODE_LIST = Name(name="koder", type=Type.codes)


def read(text: str) -> tuple[Expression, tuple[Problem, ...]]:
    report = Report()
    expression = guard(Scalar(text, Place("f.yaml", 1, 1), 0), SCOPE, report)
    return expression, report.problems()


def good(text: str) -> Expression:
    expression, problems = read(text)
    assert problems == ()
    return expression


def bad(text: str) -> tuple[str, int]:
    """Code and column of the only problem."""
    _, (problem,) = read(text)
    return problem.code, problem.place.column


def test_and_binds_closer_than_or_and_not_closest() -> None:
    assert good("flagg or haster and not flagg") == Or(operands=(FLAG, And(operands=(URGENT, Not(operand=FLAG)))))


def test_brackets_bind_first() -> None:
    assert good("(flagg or haster) and flagg") == And(operands=(Or(operands=(FLAG, URGENT)), FLAG))


def test_a_code_is_compared_with_a_code_of_its_list() -> None:
    assert good('kode == "2"') == Compare(
        left=CODE, operator=Comparison.equal, right=Literal(value="2", type=Type.code)
    )


def test_a_code_is_one_of_several() -> None:
    assert good('kode in ["1", "1.1"]') == OneOf(item=CODE, among=("1", "1.1"))


def test_several_codes_hold_one() -> None:
    assert good('"1.1" in koder') == Holds(codes=CODE_LIST, code="1.1")


def test_a_date_is_compared_with_a_period_after_a_date() -> None:
    after = After(start=HAPPENED, period=Period(amount=65, unit=Unit.working_days), rule="working-days")
    assert good('dato <= after(happened, "65 working days", "working-days")') == Compare(
        left=DATE, operator=Comparison.less_or_equal, right=after
    )


def test_a_date_may_be_written() -> None:
    written = Literal(value="2026-06-19", type=Type.date)
    assert good('happened >= date("2026-06-19")') == Compare(
        left=HAPPENED, operator=Comparison.greater_or_equal, right=written
    )


def test_items_of_an_activity_are_asked_about() -> None:
    assert good("any_in(omrade, planlagt)") == Activities(function="any_in", activity="omrade", state="planlagt")
    assert good("all_ended(omrade)") == Activities(function="all_ended", activity="omrade", state="")


def test_a_flag_compared_with_true_or_false_is_the_flag_or_its_negation() -> None:
    assert good("flagg == true") == good("flagg != false") == FLAG
    assert good("flagg == false") == good("true != flagg") == Not(operand=FLAG)


def test_syntax_errors_point_at_the_word_that_is_wrong() -> None:
    assert bad("flagg and and haster") == ("E401", 11)
    assert bad("flagg haster") == ("E401", 7)
    assert bad("kode == '2'") == ("E401", 9)
    assert bad('"1" in ["1"]') == ("E401", 8)
    assert bad("flagg and") == ("E401", 10)
    assert bad("tall = 1") == ("E401", 6)
    assert bad("tall > 1000000000") == ("E401", 8)
    assert bad("not not flagg") == ("E401", 5)


def test_a_blank_guard_is_no_guard() -> None:
    assert bad("  ") == ("E204", 1)


def test_type_errors_point_at_the_side_that_is_wrong() -> None:
    assert bad("dato > 5") == ("E403", 8)
    assert bad('tall == "1"') == ("E403", 9)
    assert bad('kode > "1"') == ("E403", 1)
    assert bad("flagg < haster") == ("E403", 1)
    assert bad("kode == annen") == ("E403", 9)
    assert bad('koder == "1"') == ("E403", 10)
    assert bad('koder in ["1"]') == ("E403", 1)
    assert bad('"1" in kode') == ("E403", 8)
    assert bad("koder == koder") == ("E403", 10)


def test_codes_outside_the_list_are_told_one_by_one() -> None:
    _, problems = read('kode in ["1", "7"] or "8" in koder or "9" == kode')
    assert [(problem.code, problem.place.column) for problem in problems] == [("E404", 15), ("E404", 23), ("E404", 39)]


def test_a_code_listed_twice_is_told() -> None:
    assert bad('kode in ["1", "2", "1"]') == ("E212", 20)


def test_unknown_names_are_told_with_what_was_meant() -> None:
    _, (problem,) = read("flag and haster")
    assert (problem.code, problem.place.column, problem.hint) == ("E210", 1, "mente du «flagg»?")


def test_unknown_activities_states_rules_and_periods_are_told_where_they_stand() -> None:
    assert bad("all_ended(kartlegging)") == ("E210", 11)
    assert bad("any_in(omrade, borte)") == ("E210", 16)
    assert bad('dato > after(dato, "5 working days", "ukjent")') == ("E210", 38)
    assert bad('dato > after(dato, "5 somrer", "working-days")') == ("E207", 20)
    assert bad('dato > after(dato, "5 weeks", "working-days")') == ("E502", 20)
    assert bad('dato > after(tall, "5 working days", "working-days")') == ("E403", 14)
    assert bad('dato > date("2026-02-30")') == ("E206", 13)


def test_free_text_cannot_be_read() -> None:
    assert bad("recorded(notat)") == ("E406", 10)


def test_what_is_neither_true_nor_false_is_no_guard() -> None:
    assert bad("kode") == ("E405", 1)
    assert bad("flagg or tall") == ("E405", 10)
    assert bad('flagg and "1"') == ("E405", 11)


def test_a_guard_that_reads_nothing_is_told() -> None:
    assert bad("true") == ("E407", 1)
    assert bad("1 < 2 or not false") == ("E407", 1)


def test_long_and_deep_guards_are_refused() -> None:
    assert bad("flagg or " * 300 + "flagg")[0] == "E402"
    assert bad("(" * 200 + "flagg" + ")" * 200)[0] == "E402"
    deep = "after(" * 30 + "dato" + ', "1 working day", "working-days")' * 30
    assert bad(f"dato > {deep}")[0] == "E402"


def dates() -> st.SearchStrategy[Name | Literal | After]:
    literals = st.dates().map(lambda day: Literal(value=day.isoformat(), type=Type.date))
    plain = st.sampled_from([DATE, HAPPENED]) | literals
    periods = st.integers(0, 999).map(lambda amount: Period(amount=amount, unit=Unit.working_days))
    return plain | st.builds(lambda a, b: After(start=a, period=b, rule="working-days"), plain, periods)


def atoms() -> st.SearchStrategy[Expression]:
    codes = st.sampled_from([code.code for code in CODES])
    numbers = st.integers(0, 999_999_999).map(lambda number: Literal(value=number, type=Type.number))
    orders = st.sampled_from(Comparison)
    return st.one_of(
        st.sampled_from([FLAG, URGENT, Recorded(name="dato")]),
        st.lists(codes, min_size=1, unique=True).map(lambda among: OneOf(item=CODE, among=tuple(among))),
        codes.map(lambda code: Holds(codes=CODE_LIST, code=code)),
        st.sampled_from([good("all_ended(omrade)"), good("none_in(omrade, ferdig)")]),
        st.builds(lambda order, right: Compare(left=NUMBER, operator=order, right=right), orders, numbers),
        st.builds(lambda order, right: Compare(left=DATE, operator=order, right=right), orders, dates()),
    )


def guards() -> st.SearchStrategy[Expression]:
    def larger(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        several = st.lists(inner, min_size=2, max_size=3).map(tuple)
        return st.one_of(
            inner.map(lambda operand: Not(operand=operand)),
            several.map(lambda operands: And(operands=operands)),
            several.map(lambda operands: Or(operands=operands)),
        )

    return st.recursive(atoms(), larger, max_leaves=6)


@given(guards())
def test_a_guard_written_out_and_read_again_is_the_same_guard(expression: Expression) -> None:
    assert good(write_guard(expression)) == expression


@given(st.text(alphabet="flagkoder andortin[](),\"<>=!'0129 \t\nå\x00", max_size=60))
def test_no_text_makes_the_reader_of_guards_fail(text: str) -> None:
    read(text)
