"""Who may do what with which cases: the words of the access table, and the table as it was compiled.

What stands in no row is refused. Who holds which role, and which case is whose, is worked out elsewhere
(``pathways.engine.permitting``); what follows from both is decided in ``pathways.policy``.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Action(StrEnum):
    """What somebody may want to do. Closed: each command states one where it opens its session."""

    case_open = "case.open"
    case_read = "case.read"
    case_list = "case.list"
    case_record = "case.record"
    case_explain = "case.explain"
    case_correct = "case.correct"
    """Put right what one's role may record."""
    case_correct_any = "case.correct_any"
    """Put right whatever it is."""
    case_annul = "case.annul"
    case_annul_any = "case.annul_any"
    case_enter_late = "case.enter_late"
    case_assign = "case.assign"
    case_take = "case.take"
    case_migrate = "case.migrate"
    case_merge = "case.merge"
    """Say that two cases are of one child, and that they are not."""
    case_move = "case.move"
    """Hand a whole case over to another municipality."""
    person_read = "person.read"
    person_write = "person.write"
    person_search = "person.search"
    consent_write = "consent.write"
    share_send = "share.send"
    insight_write = "insight.write"
    """Prepare insight for a party, assess it, give it, and record what a party remarks."""
    insight_approve = "insight.approve"
    signal_read = "signal.read"
    """See messages that a case sends, or that its service was sent."""
    signal_receive = "signal.receive"
    """Receive them, take over, decline, and answer what the source changed."""
    concern_write = "concern.write"
    """Register one report about several children, and put right what it says."""
    concern_read = "concern.read"
    """See which cases one report became, without seeing into them."""
    access_read = "access.read"
    glass_break = "glass.break"
    glass_review = "glass.review"
    engagement_write = "engagement.write"
    audit_read = "audit.read"
    destroy_propose = "destroy.propose"
    destroy_approve = "destroy.approve"
    figures_read = "figures.read"
    log_verify = "log.verify"
    """Check all logs at once."""
    log_check = "log.check"
    """Check, replay or rebuild one case, named by its number."""
    log_export = "log.export"
    log_sign = "log.sign"
    register_import = "register.import"
    cases_import = "cases.import"
    people_read = "people.read"
    people_write = "people.write"
    absence_write = "absence.write"
    account_read = "account.read"
    """See who logged in, and what was done to accounts."""
    account_write = "account.write"
    keys_write = "keys.write"
    system_run = "system.run"
    system_rebuild = "system.rebuild"
    notice_read = "notice.read"


class Relation(StrEnum):
    """How somebody stands to a case. All that is none of these is foreign."""

    own = "own"
    """Has the case, or stands in for who has it."""
    place = "place"
    """Holds the role in the service and the unit where the case lies."""
    engaged = "engaged"
    """The case lies within an audit engagement that the person has today."""
    scope = "scope"
    """The case lies where an engagement of the person's looks, drawn or not: for what shows nothing of one case."""
    glass = "glass"
    """The person has broken the glass for this case, with a reason."""
    shared = "shared"
    """The case was lawfully shared with the person's service."""
    unplaced = "unplaced"
    """The case is of a kind that services of several data areas are of, and nobody has told to which it belongs."""
    none = "none"
    """Whatever case it is about, or none."""


class Facet(StrEnum):
    """What can be seen of a case."""

    course = "course"
    """States, events, codes, dates, deadlines."""
    texts = "texts"
    """Free texts."""
    persons = "persons"
    """Who it concerns."""
    addresses = "addresses"
    """Protected addresses, and that they are."""
    annulled = "annulled"
    """What was marked as wrongly registered."""
    access = "access"
    """Who has seen it."""


ANY = "any"
"""Stands for every role."""

OPERATOR = "operator"
"""Whoever runs a command that names no user, by an account of the operating system that can open the database."""

SYSTEM_ROLE = "system"
"""The program itself."""

WITHOUT_CASE = frozenset(
    {
        Action.access_read,
        Action.glass_break,
        Action.case_migrate,
        Action.glass_review,
        Action.engagement_write,
        Action.log_check,
        Action.log_verify,
        Action.log_export,
        Action.log_sign,
        Action.people_read,
        Action.people_write,
        Action.absence_write,
        Action.account_read,
        Action.account_write,
        Action.keys_write,
        Action.system_run,
        Action.system_rebuild,
        Action.notice_read,
    }
)
"""Actions that concern no case, or every one alike: only these can be granted by the relation ``none``."""

ONLY_WITHOUT_CASE = WITHOUT_CASE - {
    Action.access_read, Action.log_check, Action.log_verify, Action.log_export, Action.system_rebuild
}  # fmt: skip
"""Those of them that can be granted by no other relation."""

Held = Mapping[Relation, Collection[str]]
"""The roles that somebody has by each relation to a case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: whoever holds one of the roles, and stands so to a case, may do this and see that."""

    name: str
    why: str
    roles: tuple[str, ...]
    relations: tuple[Relation, ...]
    actions: tuple[Action, ...]
    facets: tuple[Facet, ...]

    def names(self, role: str) -> bool:
        """Whether the row holds for a role. The pseudo-roles must be named: ``any`` is every role of a person."""
        return role in self.roles or (ANY in self.roles and role not in (OPERATOR, SYSTEM_ROLE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The access table. ``digest`` is the SHA-256 of its text; empty where there is no table: then all is refused."""

    rows: tuple[Row, ...] = ()
    digest: str = ""
    text: str = ""
    of: Mapping[Action, tuple[Row, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """The rows that grant each action, in their order."""

    def roles_for(self, action: Action) -> tuple[str, ...]:
        """Every role that may, by any relation; ``any`` among them where every role may."""
        return tuple(dict.fromkeys(role for row in self.of.get(action, ()) for role in row.roles))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something was granted: a row, and by which role and relation."""

    row: str
    role: str
    relation: Relation
    lender: str = ""
    """Who lends the role, where the person has it only as their substitute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What came out: what may be seen, and every row that says so, the closest relation first."""

    action: Action
    facets: frozenset[Facet]
    reasons: tuple[Reason, ...]

    @property
    def relation(self) -> Relation:
        """The closest relation that granted it."""
        return self.reasons[0].relation

    @property
    def role(self) -> str:
        """The role by which that relation granted it."""
        return self.reasons[0].role


IMPLIED = MappingProxyType({Action.case_correct_any: Action.case_correct, Action.case_annul_any: Action.case_annul})
"""Whoever may put right anything may put right what they can record."""


def table(rows: tuple[Row, ...], *, digest: str, text: str) -> Policy:
    """The table of these rows."""
    of: dict[Action, tuple[Row, ...]] = {}
    for row in rows:
        for action in dict.fromkeys((*row.actions, *(IMPLIED[each] for each in row.actions if each in IMPLIED))):
            of[action] = (*of.get(action, ()), row)
    return Policy(rows=rows, digest=digest, text=text, of=MappingProxyType(of))
