"""A small organisation with two data areas, and six cases with a token in every field that anybody can write in."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pathways.definitions_folder import SHIPPED
from tests.canary.allowed import GIVEN
from tests.canary.people import PROTECTED, family, protections
from tests.canary.tokens import Kind, Tokens
from tests.cli.absences import told_before
from tests.cli.persons import put, typed
from tests.cli.running import MONDAY, REPORT, Cli, Ran, real_keys, staffed
from tests.support.two_people import two_people
from tests.support.worlds import shipped

KINDS = tuple(kind for kind in shipped().catalogue.services if kind not in ("barnevern", "bup"))
"""The kinds of services in which none of the cases lies: in each somebody works who holds every role there is of work
with cases, in the municipality of child welfare."""
_WORK = tuple(role for role in shipped().catalogue.settings.roles if role not in ("revisor", "systemansvarlig"))
HELD: Mapping[str, tuple[str, ...]] = {
    **{kind: tuple(f"{role} {kind}-nord" for role in _WORK) for kind in KINDS},
    "kari": ("saksbehandler bv-nord",),
    "liv": ("leder bv-nord",),
    "vera": ("barnevernsvakt bv-nord",),
    "bente": ("barnekoordinator bv-nord",),
    "mona": ("henvisningsmottak bup-sor",),
    "ivar": ("inntaksteam bup-sor",),
    "fia": ("forlopskoordinator bup-sor",),
    "erik": ("behandler bup-sor",),
    "inger": ("enhetsleder bup-sor",),
    "rolf": ("revisor bv-nord", "revisor bup-sor"),
    "siv": ("systemansvarlig",),
    "sara": ("systemansvarlig",),
    "gro": ("saksbehandler bv-vest",),
    "frida": ("saksbehandler bv-vest", "leder bv-vest"),
    "hege": ("behandler bup-ost", "enhetsleder bup-ost"),
    "nils": ("saksbehandler bv-nord", "leder bv-nord"),
}
"""Who works there. nils leaves, gro breaks the glass, rolf audits one case; frida and hege have to do with none."""

PLACES = (
    "".join(f'[services.{kind}-nord]\narea = "kommunen"\nkind = "{kind}"\n' for kind in KINDS)
    + """
[areas.kommunen]
kind = "kommune"
[areas.sykehuset]
kind = "helseforetak"
[areas.utenfor]
kind = "kommune"
[services.bv-nord]
area = "kommunen"
kind = "barnevern"
[services.bv-vest]
area = "kommunen"
kind = "barnevern"
[services.bup-sor]
area = "sykehuset"
kind = "bup"
[services.bup-ost]
area = "sykehuset"
kind = "bup"
[services.skolen]
area = "utenfor"
kind = "external"
"""
)
STAND_INS = {
    "kari": "hege",
    "liv": "erik",
    "inger": "kari",
    "erik": "frida",
    "ivar": "nils",
    "rolf": "gro",
    "sara": "rolf",
}
"""Who is away, each with somebody of another area, kind or task, who was told to stand in: it gives nobody anything."""
KARIS = ("barn_a", "barn_b", "forlop", "prove")
"""The cases in child welfare; the others are the clinic's."""
CONCLUDE = ("melding_konkludert", "--set", "konklusjon=2", "--set", "umiddelbar_oppfolging=nei")
START = ("forlop_startet", "--set", "samtykke=gitt", "--set", "risiko_individ=1.1.02", "--code", "tvil")
AUDIT = ("--basis", "statsforvalter_barnevern", "--person", "rolf", "--service", "barnevern", "--to", "2026-12-31")
BY = ("--by", "child", "--by", "parent_1", "--by", "parent_2", "--how", "oral",
      "--situation", "ordinary")  # fmt: skip


@dataclass(slots=True, kw_only=True)
class World:
    """What was made. ``cases`` by what they are called here."""

    cli: Cli
    folder: Path
    tokens: Tokens = field(default_factory=Tokens)
    cases: dict[str, str] = field(default_factory=dict)
    signal: str = ""
    audited: str = ""
    concern: str = ""
    said: list[Ran] = field(default_factory=list)
    facts: dict[str, dict[str, str]] = field(default_factory=dict)
    """What commands are given, by case, or by nothing for all."""

    def ok(self, *arguments: str, stdin: str | None = None) -> Ran:
        """Run what must succeed, and keep what it said."""
        ran = self.cli(*arguments) if stdin is None else typed(self.cli, stdin, *arguments)
        assert ran.code == 0, (arguments, ran)
        self.said.append(ran)
        return ran

    def text(self, case: str, of: str) -> str:
        """A new free text of a case."""
        return self.tokens.word(Kind.text, case, of)

    def why(self, kind: Kind, of: str) -> str:
        """A new text of no case."""
        return self.tokens.word(kind, "", of)

    def seq(self, case: str) -> str:
        """The number of the newest event."""
        user = "kari" if case in KARIS else "inger"
        entries = self.cli.ok("timeline", self.cases[case], "--as", user, "--json").json["entries"]
        return str(max(each["seq"] for each in entries))


def make(folder: Path) -> World:
    """The whole of it, in a sandbox in ``folder``."""
    definitions = folder / "definitions"
    shutil.copytree(SHIPPED, definitions)
    (definitions / "barnevern" / "prove.yaml").write_text(two_people(), encoding="utf-8")
    env = {
        "PATHWAYS_DEFINITIONS": str(definitions), "PATHWAYS_MAIL_FOLDER": str(folder / "mail"),
        "PATHWAYS_MAIL_FROM": "p@example.org", "COLUMNS": "300", **real_keys(folder),
    }  # fmt: skip
    world = World(cli=Cli(url=f"sqlite:///{folder}/world.db", env=env), folder=folder)
    world.ok("init", "--sandbox", "--clock", MONDAY)
    _people(world)
    for each in (_investigations, _one_report, _referral, _wrong, _four_eyes, _consents, _oversight):
        each(world)
    world.ok("clock", "advance", "1d")
    world.ok("people", "end", "nils", "--last", "2026-08-24", "--reason", world.why(Kind.staff, "ended"), "--as", "siv")
    world.ok("clock", "advance", "1d")
    why = f"Politiet ringer i natt om {world.text('barn_b', 'glass')}."
    world.ok("glass", "break", world.cases["barn_b"], "--reason", why, "--as", "gro")
    world.ok("tick")
    _insight(world)
    _facts(world)
    return world


def _insight(world: World) -> None:
    """What two parents say, what one of them may see, approved by another, and a draft nobody has assessed."""
    kari = ("--as", "kari")
    for case in GIVEN:
        number = world.cases[case]
        for who in ("parent_1", "parent_2"):
            said = ("--by", who, "--text", world.text(case, f"remark of {who}"))
            world.ok("insight", "remark", number, "1", *said, *kari)
        prepare = ("insight", "prepare", number, "--for", "parent_1", "--reason", world.text(case, "party"), *kari)
        draft = str(world.ok(*prepare, "--json").json["seq"])
        items = world.ok("insight", "show", number, draft, *kari, "--json").json["items"]
        given = {each["item"]: each["text"] in {t.word for t in world.tokens.known.values() if t.of in GIVEN[case]}
                 for each in items if not each["assessed"]}  # fmt: skip
        for way, goes_out in ((("release",), True), (("withhold", "--code", "andre-personer"), False)):
            named = [word for item, goes in given.items() if goes is goes_out for word in ("--item", item)]
            if named:
                world.ok("insight", *way, number, draft, *named, "--reason", world.text(case, way[0]), *kari)
        world.ok("insight", "approve", number, draft, "--reason", world.text(case, "approved"), "--as", "liv")
        world.facts[case] = {"insight": draft, "draft": str(world.ok(*prepare, "--json").json["seq"])}


def _facts(world: World) -> None:
    """What a command asks for: numbers of events, a deadline, a notice, a row of the audit, files."""
    folder, ok = world.folder, world.cli.ok
    files = {"people": "folk.toml", "changes": "endringer.json", "definitions": "definitions"}
    (folder / "folk.toml").write_text('[users.nora]\nroles = ["leder"]\n', encoding="utf-8")
    (folder / "endringer.json").write_text('[{"annul": 3}]', encoding="utf-8")
    notice = ok("notice", "list", "--all", "--as", "liv", "--json").json["notices"][0]["id"]
    row = ok("audit", "list", "--engagement", "t-1", "--as", "rolf", "--json").json["rows"][-1]["row"]
    every = {"signal": world.signal, "concern": world.concern, "notice": str(notice), "row": str(row), "seq": "3"}
    every |= {name: str(folder / file) for name, file in files.items()}
    every["definition"] = str(folder / "definitions" / "bup" / "vurdering.yaml")
    for case, number in world.cases.items():
        by = ("--as", "kari" if case in KARIS else "inger")
        due = ok("deadline", "list", number, *by, "--json").json["deadlines"]
        entries = ok("timeline", number, *by, "--json").json["entries"]
        seqs = {"glass": "broken", "proposal": "proposal", "destroy_proposal": "destruction", "release": "consent"}
        found = {seqs[each["kind"]]: str(each["seq"]) for each in entries if each["kind"] in seqs}
        name = next((t.word for t in world.tokens.known.values() if (t.case, t.of) == (case, "child.name")), "Ingen")
        world.facts[case] = {
            **dict.fromkeys((*seqs.values(), "insight", "draft"), "3"), **world.facts.get(case, {}), **every, **found,
            "case": number, "name": name, "deadline": str(due[0]["name"]) if due else "svar",
        }  # fmt: skip


def _people(world: World) -> None:
    def told(who: str, roles: tuple[str, ...]) -> str:
        held = ", ".join(
            f'{{role = "{role}"' + (f', service = "{service}"}}' if service else "}")
            for role, _, service in (each.partition(" ") for each in roles)
        )
        return f'[users.{who}]\nroles = [{held}]\nname = "{world.why(Kind.staff, who)}"\nemail = "{who}@example.org"\n'

    staffed(world.cli, PLACES, *(told(who, roles) for who, roles in HELD.items()), by="siv")
    for away, other in STAND_INS.items():
        told_before(world.cli, person=away, first=MONDAY[:10], last="", substitute=other)
    for number, (verb, *more) in enumerate((
        ("role", "kari", "barnevernsvakt", "--service", "bv-nord", "--to", "2026-08-30"),
        ("absent", "vera", "--from", "2026-09-01", "--to", "2026-09-02"), ("intake", "bv-nord", "--person", "liv"),
    )):  # fmt: skip
        world.ok("people", verb, *more, "--reason", world.why(Kind.staff, f"people {number}"), "--as", "siv")


def _family(world: World, case: str, by: str) -> None:
    """Ten people, who are corrected, and protected."""
    number, people = world.cases[case], family(world.tokens, case)
    assert put(world.cli, number, people, "--as", by).code == 0
    changed = {"parent_2": {"name": world.tokens.word(Kind.identity, case, "parent_2.name anew")}}
    why = {"reason": world.tokens.word(Kind.identity, case, "why")}
    world.ok("person", "correct", number, "--from", "-", "--as", by, stdin=json.dumps({**why, **changed}))
    for each in protections(world.tokens, case):
        world.ok("person", "contact", number, "--from", "-", "--as", by, stdin=json.dumps(each))
    assert PROTECTED[case] == 0 or "protections" in world.ok("person", "show", number, "--as", by, "--json").out


def _open(world: World, case: str, by: str, *more: str) -> str:
    ran = world.ok("case", "open", *more, "--as", by, "--json")
    world.cases[case] = str(ran.json["case_id"])
    return world.cases[case]


def _investigations(world: World) -> None:
    """Two: reasons, corrections, what was annulled, why something is late, who has it."""
    for case in ("barn_a", "barn_b"):
        kari = ("--as", "kari")
        number = _open(world, case, "kari", "barnevern_undersokelse", *REPORT, "--reason", world.text(case, "open"),
                       "--happened", "2026-08-17", "--late-reason", world.text(case, "late"))  # fmt: skip
        world.ok("case", "assign", number, "--to", "kari", "--reason", world.text(case, "assign"), "--as", "liv")
        world.ok("advance", number, *CONCLUDE, "--reason", world.text(case, "conclude"), *kari)
        world.ok("correct", number, world.seq(case), "--reason", world.text(case, "anew"), "--why",
                 world.text(case, "why"), *kari)  # fmt: skip
        world.ok("case", "no-next", number, "--until", "2026-08-30", "--reason",
                 world.text(case, "no-next"), *kari)  # fmt: skip
        world.ok("advance", number, "tilbakemelding_gitt", "--activity", "1", "--set", "opplyst_apnet=ja", "--reason",
                 world.tokens.word(Kind.annulled, case, "feedback"), *kari)  # fmt: skip
        world.ok("annul", number, world.seq(case), "--why", world.text(case, "annul"), *kari)
        _family(world, case, "kari")


def _one_report(world: World) -> None:
    """One that is about both of them."""
    both = [word for case in ("barn_a", "barn_b") for word in ("--join", world.cases[case])]
    told = world.ok("concern", "open", "barnevern_undersokelse", *REPORT, *both, "--as", "kari", "--json").json
    world.concern = str(told["concern_id"])


def _referral(world: World) -> None:
    """One in child welfare that refers to a clinic, and the clinic's own, which nobody may see both of."""
    number, kari = _open(world, "forlop", "kari", "barnevern_forlop", "--set", "fase=hjelpetiltak"), ("--as", "kari")
    world.ok("advance", number, *START, "--reason", world.text("forlop", "start"), *kari)
    world.ok("advance", number, "oppstartsmote_holdt", "--set", "deltakere=kommunal_helse,barnet", *kari)
    for _ in range(2):
        world.ok("advance", number, "henvisning_sendt", "--set", "henvist_til=bup", "--text",
                 f"referanse={world.text('forlop', 'reference')}", *kari)  # fmt: skip
    outgoing = world.ok("signal", "list", *kari, "--json").json["outgoing"]
    world.signal, dropped = (str(each["signal_id"]) for each in outgoing)
    world.ok("signal", "drop", dropped, "--reason", world.text("forlop", "dropped"), *kari)
    world.ok("consent", "release", number, "--age", "11", *BY, "--to", "bup-sor", "--share", "course", "--reason",
             world.text("forlop", "release"), *kari)  # fmt: skip
    world.ok("signal", "send", world.signal, "--to", "bup-sor", *kari)
    ran = world.ok("signal", "receive", world.signal, "--set", "henviser=barnevern", "--reason",
                   world.text("bup", "received"), "--as", "ivar", "--json")  # fmt: skip
    world.cases["bup"] = str(ran.json["case_id"])
    world.ok("signal", "take-over", world.signal, "--reason", world.text("bup", "taken over"), "--as", "ivar")
    _family(world, "forlop", "kari")
    _family(world, "bup", "inger")


def _wrong(world: World) -> None:
    """One that was opened for the wrong child, and is to be destroyed."""
    referral = ("--set", "henviser=fastlege", "--set", "ansiennitetsdato=2026-08-24", "--reason")
    number = _open(world, "feil", "mona", "bup_vurdering", *referral, world.tokens.word(Kind.annulled, "feil", "open"))
    world.ok("case", "no-next", number, "--until", "2026-08-30", "--reason",
             world.tokens.word(Kind.annulled, "feil", "no-next"), "--as", "inger")  # fmt: skip
    _family(world, "feil", "inger")
    world.ok("annul", number, "1", "--why", world.text("feil", "annul"), "--as", "ivar")
    why = ("--reason", world.text("feil", "destroy"), "--public-interest", world.text("feil", "public interest"))
    seq = world.ok("destroy", "propose", number, *why, "--as", "erik", "--json").json["seq"]
    world.ok("destroy", "decline", number, str(seq), "--reason", world.text("feil", "decline"), "--as", "inger")
    why = ("--reason", world.text("feil", "destroy anew"), "--public-interest", world.text("feil", "interest anew"))
    world.ok("destroy", "propose", number, *why, "--as", "erik")


def _four_eyes(world: World) -> None:
    """One in which something was withdrawn, declined, approved, and something waits."""
    number, kari = _open(world, "prove", "kari", "prove"), ("--as", "kari")

    def propose(of: str, *what: str) -> str:
        texts = ("--text", f"notat={world.text('prove', of)}") if what[0] == "konkludert" else ()
        ran = world.ok("advance", number, *what, *texts, "--reason", world.text("prove", of), *kari, "--json")
        return str(ran.json["seq"])

    conclude = ("konkludert", "--set", "henlegges=nei")
    world.ok("withdraw", number, propose("first", *conclude), "--reason", world.text("prove", "withdraw"), *kari)
    world.ok("decline", number, propose("second", *conclude), "--reason", world.text("prove", "decline"), "--as", "liv")
    world.ok("approve", number, propose("third", "utvidet"), "--reason", world.text("prove", "approve"), "--as", "liv")
    propose("fourth", *conclude)


def _consents(world: World) -> None:
    """What was said with consents, with objections, and with what was told to a school that nobody knows."""
    for case, by, of in (("barn_a", "kari", "barnevern_undersokelse"), ("bup", "inger", "bup_vurdering")):
        number, who = world.cases[case], ("--as", by)
        to, why = ("--to-name", "-", "--share", "course"), ("--reason", world.text(case, "release"))
        school = world.text(case, "recipient")
        given = BY if case == "barn_a" else BY[2:]
        world.ok("consent", "release", number, *given, *to, *why, *who, stdin=school)
        seq = world.seq(case)
        world.ok(
            "consent", "correct", number, seq, "--until", "2026-12-31", "--why", world.text(case, "corrected"), *who
        )
        world.ok("share", "record", number, "--to-name", "-", "--item", "state", "--of", of, "--how", "written",
                 "--reason", world.text(case, "shared"), *who, stdin=school)  # fmt: skip
        world.ok("consent", "withdraw", number, seq, "--by", "parent_1", "--reason", world.text(case, "back"), *who)
        world.ok("consent", "object", number, "--by", "child", "--everybody", "--reason",
                 world.text(case, "objected"), *who)  # fmt: skip


def _oversight(world: World) -> None:
    """An engagement in which one case was taken, and accounts."""
    told = {each: world.why(Kind.audit, each) for each in ("--organisation", "--reference", "--reason")}
    options = [word for pair in told.items() for word in pair]
    world.ok("audit", "start", "t-1", *AUDIT, *options, "--as", "siv")
    world.ok("audit", "extend", "t-1", "--to", "2027-01-31", "--reason", world.why(Kind.audit, "longer"), "--as", "siv")
    rolf = ("--engagement", "t-1", "--as", "rolf")
    rows = world.ok("audit", "list", *rolf, "--json").json["rows"]
    taken = world.ok("audit", "take", rows[0]["row"], "--reason", world.why(Kind.audit, "taken"), *rolf, "--json").out
    world.audited = next(name for name, number in world.cases.items() if number in taken)
    world.ok("account", "create", "kari", "--reason", world.why(Kind.account, "account"), "--as", "siv")
