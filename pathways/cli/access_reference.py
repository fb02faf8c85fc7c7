"""Writes docs/reference/access.md from the shipped access table: ``python -m pathways.cli.access_reference``."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from pathways.compiler.catalogue import compile_folder
from pathways.messages import say
from pathways.model.policy import ANY, OPERATOR, SYSTEM_ROLE, Action, Policy, Relation, Row

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "access.md"

COMMANDS: Mapping[str, tuple[Action, ...]] = MappingProxyType(
    {
        "advance": (Action.case_record,),
        "correct": (Action.case_correct,),
        "annul": (Action.case_annul,),
        "redecide": (Action.case_record,),
        "amend": (Action.case_correct, Action.case_annul, Action.case_record),
        "timeline": (Action.case_read,),
        "worklist": (Action.case_list,),
        "replay": (Action.log_verify, Action.log_check),
        "verify": (Action.log_verify, Action.log_check),
        "checkpoint": (Action.log_sign,),
        "rebuild": (Action.system_rebuild, Action.log_check),
        "tick": (Action.system_run,),
        "worker": (Action.system_run,),
        "case open": (Action.case_open,),
        "case show": (Action.case_read,),
        "case can": (Action.case_read,),
        "case list": (Action.case_list,),
        "case assign": (Action.case_assign,),
        "case take": (Action.case_take,),
        "case handover": (Action.case_assign,),
        "case no-next": (Action.case_record,),
        "case gaps": (Action.case_list,),
        "case merge": (Action.case_merge,),
        "case unmerge": (Action.case_merge,),
        "case move": (Action.case_move,),
        "report deadlines": (Action.figures_read,),
        "report past": (Action.figures_read,),
        "deadline list": (Action.case_read,),
        "deadline explain": (Action.case_read,),
        "deadline reason": (Action.case_explain,),
        "notice list": (Action.notice_read,),
        "notice show": (Action.notice_read,),
        "notice read": (Action.notice_read,),
        "notice deliver": (Action.system_run,),
        "notice retry": (Action.system_run,),
        "notice drop": (Action.system_run,),
        "people apply": (Action.people_write, Action.absence_write),
        "people list": (Action.people_read,),
        "people show": (Action.people_read,),
        "people add": (Action.people_write,),
        "people role": (Action.people_write,),
        "people end": (Action.people_write,),
        "people absent": (Action.absence_write,),
        "people substitute": (Action.absence_write,),
        "people intake": (Action.absence_write,),
        "person show": (Action.person_read,),
        "person set": (Action.person_write,),
        "person correct": (Action.person_write,),
        "person search": (Action.person_search,),
        "access-log": (Action.access_read,),
        "approve": (Action.case_record,),
        "decline": (Action.case_record,),
        "withdraw": (Action.case_record,),
        "case retention": (Action.case_read,),
        "audit start": (Action.engagement_write,),
        "audit show": (Action.engagement_write, Action.audit_read),
        "audit extend": (Action.engagement_write,),
        "audit end": (Action.engagement_write,),
        "audit list": (Action.audit_read,),
        "audit sample": (Action.audit_read,),
        "audit take": (Action.audit_read,),
        "glass break": (Action.glass_break,),
        "glass list": (Action.glass_review,),
        "glass review": (Action.glass_review,),
        "person contact": (Action.person_write,),
        "destroy propose": (Action.destroy_propose,),
        "destroy approve": (Action.destroy_approve,),
        "destroy decline": (Action.destroy_approve, Action.destroy_propose),
        "destroy list": (Action.destroy_approve, Action.destroy_propose),
        "destroy scrub": (Action.destroy_approve,),
        "consent give": (Action.consent_write,),
        "consent release": (Action.consent_write,),
        "consent basis": (Action.consent_write,),
        "consent object": (Action.consent_write,),
        "consent withdraw": (Action.consent_write,),
        "consent correct": (Action.consent_write,),
        "consent list": (Action.case_read,),
        "consent show": (Action.case_read,),
        "share preview": (Action.case_read,),
        "share record": (Action.share_send,),
        "share list": (Action.case_read,),
        "signal list": (Action.signal_read,),
        "signal show": (Action.signal_read,),
        "signal send": (Action.share_send,),
        "signal letter": (Action.share_send,),
        "signal drop": (Action.share_send,),
        "signal answer": (Action.share_send,),
        "signal receive": (Action.signal_receive,),
        "signal take-over": (Action.signal_receive,),
        "signal decline": (Action.signal_receive,),
        "signal follow": (Action.signal_receive,),
        "signal keep": (Action.signal_receive,),
        "insight prepare": (Action.insight_write,),
        "insight show": (Action.insight_write, Action.insight_approve),
        "insight list": (Action.insight_write, Action.insight_approve),
        "insight release": (Action.insight_write,),
        "insight withhold": (Action.insight_write,),
        "insight approve": (Action.insight_approve,),
        "insight drop": (Action.insight_write, Action.insight_approve),
        "insight export": (Action.insight_write,),
        "insight remark": (Action.insight_write,),
        "concern open": (Action.concern_write,),
        "concern add": (Action.concern_write,),
        "concern correct": (Action.concern_write,),
        "concern remove": (Action.concern_write,),
        "concern list": (Action.concern_read,),
        "concern show": (Action.concern_read,),
        "concern cases": (Action.case_read,),
        "log export": (Action.log_export,),
        "clock show": (Action.system_run,),
        "clock set": (Action.system_run,),
        "clock advance": (Action.system_run,),
        "definition impact": (Action.case_migrate,),
        "definition migrate": (Action.case_migrate,),
        "import register": (Action.register_import,),
        "import open-cases": (Action.cases_import,),
    }
)
"""What each command needs; of several, any. A test runs each under a table without them, and sees it refused."""

WITHOUT_TABLE: Mapping[str, str] = MappingProxyType(
    {
        "init": "makes the database",
        "demo": "makes a sandbox of its own",
        "simulate": "fills a sandbox of its own",
        "due": "counts a date, and looks into no database",
        "doctor": "tells what is wrong, also with the table; names no content of cases",
        "backup": "copies the database file, for whoever can read it",
        "account create": "asks `account.write` where somebody who has it can log in; else the operator may",
        "account list": "asks `account.read` where somebody who has it can log in; else the operator may",
        "account lock": "asks `account.write` where somebody who has it can log in; else the operator may",
        "account log": "asks `account.read` where somebody who has it can log in; else the operator may",
        "account reset": "asks `account.write` where somebody who has it can log in; else the operator may",
        "account show": "asks `account.read` where somebody who has it can log in; else the operator may",
        "account unlock": "asks `account.write` where somebody who has it can log in; else the operator may",
        "account activate": "proves who one is by the code that was given",
        "login": "proves who one is",
        "logout": "ends one's own session",
        "whoami": "tells who one is",
        "consent rules": "reads the folder of definitions",
        "keys new": "works on the folder of keys, for whoever can write there",
        "keys list": "works on the folder of keys",
        "keys rewrap": "works on the folder of keys, and on locked keys in the database",
        "definition list": "reads the folder of definitions",
        "definition show": "reads the folder; with `--case` it needs `case.read`, with `--digest` `system.run`",
        "definition codes": "reads the folder of definitions",
        "definition check": "reads the folder of definitions, `access.yaml` among it",
        "definition paths": "reads the folder of definitions",
        "definition diagram": "reads the folder of definitions",
        "definition diff": "reads definitions",
    }
)
"""Commands that the table does not govern, each with why."""

HEAD = """# Who may do what

Generated from `definitions/access.yaml` by `python -m pathways.cli.access_reference`; a test keeps it current.
Why it is so: [ADR 0023](../adr/0023-one-table-of-who-may.md).

**What stands in no row is refused.** A row says: whoever holds one of these *roles*, and stands in one of these
*relations* to the case, may do these *actions*, and sees these *parts* of it. Rows add up; none takes anything away.
A case that is foreign to somebody answers as one that does not exist: the same sentence, the same exit code, the same
work; the attempt is logged. Which row let somebody in stands in the access log, with the role, the relation, and the
beginning of the SHA-256 of the table that held then. The whole text of every table that was ever used is kept in the
database (`source`).

Change it in a folder of definitions of your own (`PATHWAYS_DEFINITIONS`), look at it with `pathways definition check`
(problems [E920 to E925](problems.md#e92-the-access-table)), and it holds from the next command on. Without a table that
can be used nobody may anything; only what runs by itself goes on.

| relation | |
|---|---|
| `own` | has the case, stands in for who has it, or gets what nobody has in its service |
| `place` | holds the role in the service where the case lies, and in its unit where it lies in one |
| `engaged` | the case lies within an audit engagement of the person |
| `glass` | the person has broken the glass for the case |
| `shared` | the case was shared with the person's service |
| `unplaced` | nobody has told to which of several data areas the case belongs: else it is theirs alone who have it |
| `none` | whatever case it is about, or none: for what shows nothing of a case, or of all alike |

A role told without a service counts everywhere; where several data areas are told of, only in the one where all other
roles of the person lie, and in none where they have no other.

| part | |
|---|---|
| `course` | states, events, codes, dates, deadlines |
| `texts` | free texts; without it they are left out, and the page says so |
| `persons`, `addresses` | who the case concerns; where they are, and how to reach them |
| `annulled` | what was marked as wrongly registered |
| `access` | who has seen it |

Where it ends: whoever can open the database by other means is kept from nothing by a table. What a role may *record*
is said by each definition (`by`), of those roles by which the table lets somebody record; the table gives no role an
event. Relations are those of now, also when somebody looks at the past. Case numbers are given in order, so whoever has
one knows that there are others; checks of the whole log by those with `log.verify` and `none` name cases that are
damaged, and a checkpoint (`log.sign`) names every case and how many events it has: that is what it proves. One case by
its number is checked, replayed or rebuilt only by `log.check`: an auditor has it where an engagement looks, and is
answered elsewhere as if there were no such case. `rebuild CASE` asks for both of its actions.
"""


def page(policy: Policy) -> str:
    """The whole page."""
    return "\n".join([HEAD, *_rows(policy), *_matrix(policy), *_commands()]) + "\n"


def _rows(policy: Policy) -> Iterator[str]:
    yield "## The shipped table\n\n| row | roles | relation | may | sees |\n|---|---|---|---|---|"
    for row in policy.rows:
        cells = (row.roles, row.relations, row.actions, row.facets)
        told = " | ".join(", ".join(f"`{each}`" for each in cell) or "nothing" for cell in cells)
        yield f"| `{row.name}` | {told} |"
    yield "\n| row | why |\n|---|---|"
    yield from (f"| `{row.name}` | {row.why} |" for row in policy.rows)


def _matrix(policy: Policy) -> Iterator[str]:
    roles = dict.fromkeys(role for row in policy.rows for role in row.roles)
    named = [role for role in roles if role not in (ANY, OPERATOR, SYSTEM_ROLE)]
    yield "\n## Each role\n\nWith the relations by which it may; what is not named, it may not.\n\n| role | may |"
    yield "|---|---|"
    for role in (*named, OPERATOR, SYSTEM_ROLE):
        told = (f"`{action}` ({', '.join(by)})" for action in Action if (by := _by(policy, action, role)))
        yield f"| `{role}` | {', '.join(told)} |"
    unused = [f"`{action}`" for action in Action if not policy.of.get(action)]
    yield f"\nNobody may, in the shipped table: {', '.join(unused)}."


def _by(policy: Policy, action: Action, role: str) -> list[Relation]:
    rows: tuple[Row, ...] = policy.of.get(action, ())
    return [each for each in Relation if any(row.names(role) and each in row.relations for row in rows)]


def _commands() -> Iterator[str]:
    yield "\n## Actions and commands\n\n| action | in words | commands |\n|---|---|---|"
    for action in Action:
        commands = ", ".join(f"`{name}`" for name, needs in COMMANDS.items() if action in needs)
        yield f"| `{action}` | {say(f'policy.action.{action.value}')} | {commands or '–'} |"
    yield "\nThe table does not govern:\n\n| command | |\n|---|---|"
    yield from (f"| `{name}` | {why} |" for name, why in WITHOUT_TABLE.items())


if __name__ == "__main__":
    PAGE.write_text(page(compile_folder(ROOT / "definitions").policy), encoding="utf-8")
