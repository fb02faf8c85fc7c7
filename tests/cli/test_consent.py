"""Consent, release, legal basis and objection, and what may be shared: told to the command line."""

import pytest

from tests.cli.auditing import draw_all
from tests.cli.persons import put
from tests.cli.running import Cli, make_sandbox, open_case, staffed
from tests.support.databases import SqliteDatabases

TWO_AREAS = """
[areas.kommunen]
kind = "kommune"
[areas.sykehuset]
kind = "helseforetak"
[services.bv-nord]
area = "kommunen"
kind = "barnevern"
[services.bup-nord]
area = "sykehuset"
kind = "bup"
[services.bup-sor]
area = "sykehuset"
kind = "bup"
[services.skolen]
area = "kommunen"
kind = "external"
[users.kari]
roles = [{role = "saksbehandler", service = "bv-nord"}]
[users.liv]
roles = [{role = "leder", service = "bv-nord"}]
[users.erik]
roles = [{role = "forlopskoordinator", service = "bup-nord"}, {role = "henvisningsmottak", service = "bup-nord"}]
[users.rolf]
roles = [{role = "revisor", service = "bv-nord"}]
[users.siv]
roles = ["systemansvarlig"]
"""
KARI = ("--as", "kari")
BOTH = ("--by", "parent_1", "--by", "parent_2")
ORAL = ("--how", "oral")
TO_BUP = ("--to", "bup-nord")
CHILD_OF_11 = {"child": {"name": "Øystein Prøvesen", "birth_date": "2015-03-02"}}
CONSENTED = ("--by", "child", *BOTH, *ORAL)
AGED = ("--age", "11")
RELEASE = (*CONSENTED, *TO_BUP, *AGED)
CASE, NO_CASE = "BV-2026-0001", "BV-2026-9999"


def make_town(url: str) -> None:
    """A municipality and a hospital trust, each its own data area, and a case in child welfare; for ``copy_of``."""
    make_sandbox(url)
    cli = staffed(Cli(url=url, env={}), TWO_AREAS, by="siv")
    assert open_case(cli, *KARI) == CASE


@pytest.fixture
def town(sqlite_databases: SqliteDatabases) -> Cli:
    """The same, on SQLite."""
    return Cli(url=sqlite_databases.copy_of(make_town), env={})


def a_case(cli: Cli, **child: str) -> str:
    """The case, of a child of eleven whose birth date is written down."""
    people = {"child": {**CHILD_OF_11["child"], **child}}
    assert put(cli, CASE, people, *KARI).code == 0
    return CASE


def preview(cli: Cli, case: str = CASE, *more: str) -> tuple[set[str], dict[str, str]]:
    """What may be told to BUP of the investigation, and what not, with why."""
    document = cli.ok("share", "preview", case, *TO_BUP, *KARI, "--json", *more).json
    link = document["links"][0]
    return {each["item"] for each in link["allowed"]}, {each["item"]: each["why"] for each in link["withheld"]}


def seqs(cli: Cli, case: str, *more: str) -> list[int]:
    return [each["seq"] for each in cli.ok("consent", "list", case, *KARI, "--json", *more).json["given"]]


def test_the_story_of_a_release(town: Cli) -> None:
    case = a_case(town)
    allowed, withheld = preview(town, case)
    assert allowed == set()
    assert "run" in withheld
    born = (*CONSENTED, *TO_BUP, "--share", "course")
    given = town.ok("consent", "release", case, *born, *KARI, "--json").json
    allowed, withheld = preview(town, case)
    assert {"run", "state", "deadlines", "field.konklusjon"} <= allowed
    assert {"reasons", "persons.child", "persons.contact", "field.meldere", "persons.reporters", "access"} <= set(
        withheld
    )
    told = town.ok("share", "record", case, *TO_BUP, "--item", "state", "--how", "oral", *KARI).told
    assert "bup-nord" in told
    ran = town.ok("consent", "withdraw", case, str(given["seq"]), "--by", "parent_1", *KARI)
    assert "Tilstanden" in ran.told or "tilstand" in ran.told.lower()
    allowed, _ = preview(town, case)
    assert allowed == set()
    refused = town("share", "record", case, *TO_BUP, "--item", "state", "--how", "oral", *KARI)
    assert refused.code == 4, refused
    shared = town.ok("share", "list", case, *KARI, "--json").json["shared"]
    assert [(each["to"], each["items"], each["on_basis"]) for each in shared] == [
        ("bup-nord", ["run", "state"], [given["seq"]])
    ]


def whole(cli: Cli) -> None:
    assert cli.ok("replay", "--all", "--as", "rolf", "--json").json["ok"]
    assert cli.ok("verify", "--as", "rolf", "--json").json["ok"]


def version(cli: Cli, case: str) -> int:
    return int(cli.ok("case", "show", case, *KARI, "--json").json["version"])


def released(cli: Cli, case: str, *more: str) -> int:
    """The number of a release to BUP."""
    share = () if "--share" in more else ("--share", "course")
    return int(cli.ok("consent", "release", case, *RELEASE, *share, *KARI, *more, "--json").json["seq"])


def test_everything_is_recorded_in_the_case_and_its_log_stays_whole(cli_on_both: Cli) -> None:
    cli = staffed(cli_on_both, TWO_AREAS, by="siv")
    case = open_case(cli, *KARI)
    aged = ("--age", "11", "--child-unable", *BOTH, *ORAL)
    cli.ok("consent", "give", case, *aged[:2], "--by", "parent_1", *ORAL, *KARI)
    seq = cli.ok("consent", "release", case, *aged, *TO_BUP, "--share", "course", *KARI, "--json").json["seq"]
    cli.ok(
        "consent", "basis", case, "--ground", "bvl-13-1", *TO_BUP, "--share", "persons", "--reason", "Trengs.", *KARI
    )
    cli.ok("consent", "correct", case, str(seq), "--until", "2026-12-31", "--why", "Glemt.", *KARI)
    cli.ok("share", "record", case, *TO_BUP, "--item", "state", *ORAL, *KARI)
    cli.ok("consent", "object", case, "--by", "child", "--everybody", *KARI)
    cli.ok("consent", "withdraw", case, str(seq), "--by", "parent_1", *KARI)
    cli.ok("annul", case, str(seq), "--why", "Feil sak.", *KARI)
    kinds = [each["kind"] for each in cli.ok("consent", "list", case, *KARI, "--json").json["given"]]
    assert kinds == ["consent", "release", "basis", "objection"]
    whole(cli)


def test_a_consent_to_help_opens_nothing_to_anybody(town: Cli) -> None:
    case = CASE
    town.ok("consent", "give", case, "--by", "parent_1", *ORAL, *AGED, *KARI)
    allowed, _ = preview(town, case)
    assert allowed == set()


REFUSED: tuple[tuple[tuple[str, ...], int, str], ...] = (
    (("release", *BOTH, *ORAL, *AGED, *TO_BUP, "--share", "course"), 4, "barnet når det forstår"),
    (("release", "--by", "child", "--by", "parent_1", *ORAL, *AGED, *TO_BUP, "--share", "course"), 4, "--sole"),
    (("release", *RELEASE, "--by", "barnevern", "--share", "course"), 4, "Ta bort barnevern"),
    (("release", "--by", "Kari Nordmann", *ORAL, *TO_BUP, "--share", "course"), 2, "--by tar child"),
    (("release", *ORAL, *TO_BUP, "--share", "course"), 2, "Hvem har samtykket"),
    (("release", *RELEASE), 2, "Oppgi --share"),
    (("release", *RELEASE, "--share", "alt"), 2, "--share tar"),
    (("release", *RELEASE, "--share", "annulled"), 2, "--share tar"),
    (("release", *RELEASE, "--share", "course", "--item", "finnes_ikke"), 2, "ingen slik opplysning"),
    (("release", *RELEASE, "--share", "course", "--of", "bup_vurdering"), 2, "ikke et slikt forløp"),
    (("release", *RELEASE, "--share", "course", "--to-name", "Skolen"), 2, "enten --to eller --to-name"),
    (("release", *CONSENTED, *AGED, "--to", "ukjent", "--share", "course"), 5, "ingen slik tjeneste"),
    (("release", *CONSENTED, *AGED, "--to", "bup", "--share", "course"), 5, "ingen slik tjeneste"),
    (("release", *CONSENTED, *AGED, "--to", "bv-nord", "--share", "course"), 2, "tjenesten selv"),
    (("release", "--by", "child", *BOTH, *AGED, *TO_BUP, "--share", "course"), 2, "Hvordan ble det gitt"),
    (("release", *RELEASE, "--share", "course", "--how", "kanskje"), 2, "--how tar"),
    (("release", *CONSENTED, *TO_BUP, "--share", "course"), 4, "--age"),
    (("release", *CONSENTED, *TO_BUP, "--share", "course", "--age", "-1"), 2, "fra 0 til 100"),
    (("release", *RELEASE, "--share", "course", "--until", "2026-08-23"), 4, "før den dagen"),
    (("release", *RELEASE, "--share", "course", "--happened", "2026-08-25"), 4, "ikke kommet"),
    (("release", *RELEASE, "--share", "course", "--happened", "2026-08-01"), 4, "--late-reason"),
    (("release", *RELEASE, "--share", "course", "--situation", "not_told"), 4, "ingen regel"),
    (("give", "--by", "child", *ORAL, *AGED, "--situation", "institution", "--reason", "x"), 4, "ingen regel"),
    (("give", "--by", "child", *ORAL, *AGED), 4, "daglige omsorgen"),
    (("basis", "--ground", "hpl-25", *TO_BUP, "--share", "course", "--reason", "x"), 4, "gjelder ikke for"),
    (("basis", "--ground", "finnes-ikke", *TO_BUP, "--share", "course", "--reason", "x"), 5, "bvl-13-1"),
    (("basis", "--ground", "bvl-13-1", *TO_BUP, "--share", "course"), 4, "hvor mye er nødvendig"),
    (("basis", "--ground", "bvl-13-1", *TO_BUP, "--share", "addresses", "--reason", "x"), 4, "åpner ikke for adresser"),
    (("basis", "--ground", "bvl-13-5", *TO_BUP, "--share", "course", "--reason", "x"), 4, "bare til Barnevern"),
    (("basis", "--ground", "bvl-13-1", "--to", "skolen", "--share", "course", "--reason", "x"), 2, "Oppgi --sector"),
    (("object", "--everybody"), 2, "Hvem har motsatt seg"),
    (("object", "--presumed", "--everybody"), 4, "grunn til å tro"),
    (("withdraw", "1", "--by", "child"), 4, "ikke et samtykke"),
    (("withdraw", "99", "--by", "child"), 5, "99"),
    (("show", "1"), 4, "ikke et samtykke"),
)


@pytest.mark.parametrize(("arguments", "code", "told"), REFUSED)
def test_what_cannot_be_is_refused_with_what_can_and_nothing_recorded(
    town: Cli, arguments: tuple[str, ...], code: int, told: str
) -> None:
    ran = town("consent", arguments[0], CASE, *arguments[1:], *KARI)
    assert (ran.code, told in ran.told, ran.out) == (code, True, ""), ran
    assert version(town, CASE) == 2


def test_who_sees_the_case_and_may_not_record_records_nothing(town: Cli) -> None:
    case = CASE
    for command in (("consent", "release", case, *RELEASE, "--share", "course"), ("share", "record", case, *TO_BUP)):
        more = ("--item", "state", *ORAL) if command[0] == "share" else ()
        ran = town(*command, *more, "--as", "rolf")
        assert ran.code == 7, ran


@pytest.mark.parametrize(
    "command",
    [
        ("consent", "object", "{case}", "--by", "child", "--everybody"),
        ("consent", "list", "{case}"),
        ("consent", "withdraw", "{case}", "3", "--by", "child"),
        ("share", "preview", "{case}", "--to", "skolen"),
        ("share", "record", "{case}", "--to", "skolen", "--item", "state", "--how", "oral"),
        ("share", "list", "{case}"),
    ],
)
def test_a_case_of_another_service_answers_as_one_that_is_not_there(town: Cli, command: tuple[str, ...]) -> None:
    released(town, CASE)
    there, gone = (town(*(each.format(case=case) for each in command), "--as", "erik") for case in (CASE, NO_CASE))
    assert (there.code, there.out, there.err) == (gone.code, gone.out, gone.err.replace(NO_CASE, CASE))
    assert there.code == 5


def test_the_rule_is_that_of_the_day_it_was_given_however_late_it_is_entered(town: Cli) -> None:
    opened = town.ok("case", "open", "bup_vurdering", *OPENS_BUP, "--as", "erik", "--json")
    case = str(opened.json["case_id"])
    late = ("--late-reason", "Funnet i et brev.")
    to = (*BOTH, *ORAL, "--to", "skolen", "--share", "course", "--age", "10", "--as", "erik", "--json")
    for day, rule in (
        ("2026-06-30", "helse-opplysninger-under-16-eldre"),
        ("2026-07-01", "helse-opplysninger-under-16"),
    ):
        ran = town.ok("consent", "release", case, *to, "--happened", day, *late)
        found = town.ok("consent", "show", case, str(ran.json["seq"]), "--as", "erik", "--json").json
        assert (found["data"]["rule"], found["on"]) == (rule, day)
        assert ("ikke lest i en lovtekst" in ran.told) == rule.endswith("eldre")


OPENS_BUP = ("--set", "henviser=fastlege", "--set", "ansiennitetsdato=2026-08-24")


def test_when_something_is_written_of_a_care_order_the_situation_is_asked_for(town: Cli) -> None:
    case = a_case(town, care_order="Vedtak 2024")
    born = ("consent", "release", case, *CONSENTED, *TO_BUP, "--share", "course", *KARI)
    ran = town(*born)
    assert (ran.code, "--situation care_order" in ran.told) == (4, True)
    town.ok(*born, "--situation", "ordinary")
    by = ("--by", "barnevern", "--by", "child", *ORAL, *TO_BUP, "--share", "course", "--situation", "care_order")
    town.ok("consent", "release", case, *by, "--reason", "Omsorgen er overtatt.", *KARI)


def test_an_age_is_told_only_where_no_birth_date_is_written_down(town: Cli) -> None:
    seq = released(town, CASE)
    assert town.ok("consent", "show", CASE, str(seq), *KARI, "--json").json["data"]["age_by"] == "stated"
    case = a_case(town)
    ran = town("consent", "release", case, *RELEASE, "--share", "course", *KARI)
    assert (ran.code, "Ta bort --age" in ran.told) == (4, True)


def test_a_dry_run_shows_what_it_would_open_and_records_nothing(town: Cli) -> None:
    case = CASE
    before = version(town, case)
    tried = town.ok("consent", "release", case, *RELEASE, "--share", "course", *KARI, "--dry-run", "--json").json
    assert [(each["to"], each["before"], "state" in each["after"]) for each in tried["links"]] == [
        ("bup-nord", [], True)
    ]
    released(town, case)
    stop = town.ok("consent", "object", case, "--by", "child", "--everybody", "--dry-run", *KARI)
    assert ("Ingenting er registrert" in stop.told, "til bup-nord Stanser: At forløpet finnes" in stop.told) == (
        True,
        True,
    )
    town.ok("consent", "object", case, "--by", "child", *TO_BUP, "--dry-run", *KARI)
    assert version(town, case) == before + 1


def test_an_objection_stops_and_is_lifted_by_whoever_made_it_or_decides(town: Cli) -> None:
    case = CASE
    released(town, case)
    seq = town.ok("consent", "object", case, "--by", "child", "--everybody", *KARI, "--json").json["seq"]
    assert preview(town, case)[0] == set()
    assert town("consent", "withdraw", case, str(seq), "--by", "parent_1", *KARI).code == 4
    town.ok("consent", "withdraw", case, str(seq), "--by", "child", *KARI)
    assert "state" in preview(town, case)[0]


def test_both_versions_of_a_correction_stay_and_the_past_is_seen_as_it_was_known(town: Cli) -> None:
    case = CASE
    seq = released(town, case, "--share", "course,persons")
    town.ok("clock", "advance", "3d")
    town.ok("consent", "correct", case, str(seq), "--share", "course", "--why", "Bare gangen i saken.", *KARI)
    assert "persons.child" not in preview(town, case)[0]
    assert "persons.child" in preview(town, case, "--known-at", "2026-08-25")[0]
    told = " ".join(town.ok("timeline", case, *KARI).out.split())
    assert ("Samtykke til å gi opplysninger videre" in told, "Bare gangen i saken." in told) == (True, True)
    assert town("correct", case, str(seq), "--why", "x", "--reason", "y", *KARI).code == 4
    assert town("redecide", case, str(seq), "--reason", "y", *KARI).code == 4
    same = town("consent", "correct", case, str(seq), "--share", "course", "--why", "En gang til.", *KARI)
    assert same.code == 4


def test_what_was_annulled_opens_nothing_and_hides_what_it_said_from_all_but_auditors(town: Cli) -> None:
    case = CASE
    seq = released(town, case)
    town.ok("annul", case, str(seq), "--why", "Feil sak.", *KARI)
    assert preview(town, case)[0] == set()
    mine = town.ok("consent", "list", case, *KARI, "--json").out + town.ok("timeline", case, *KARI).out
    assert "bup-nord" not in mine
    assert town("consent", "show", case, str(seq), *KARI).code == 4
    told = draw_all(town).ok("consent", "list", case, "--as", "rolf").out
    assert ("feilregistrert" in told, "bup-nord" in told) == (True, True)


def test_a_withdrawal_entered_late_tells_what_was_shared_after_it(town: Cli) -> None:
    case = CASE
    seq = released(town, case)
    town.ok("clock", "advance", "5d")
    town.ok("share", "record", case, *TO_BUP, "--item", "state", *ORAL, *KARI)
    ran = town.ok(
        "consent", "withdraw", case, str(seq), "--by", "child", "--happened", "2026-08-26", *KARI, "--json"
    ).json
    assert [(each["on"], each["items"]) for each in ran["already_shared"]] == [("2026-08-29", ["run", "state"])]
    assert town("consent", "withdraw", case, str(seq), "--by", "child", *KARI).code == 4


def test_the_same_key_records_once(town: Cli) -> None:
    case = CASE
    first, second = (released(town, case, "--key", "k-1") for _ in range(2))
    assert first == second
    other = town("consent", "release", case, *RELEASE, "--share", "texts", "--key", "k-1", *KARI)
    assert other.code == 6, other


def test_a_case_that_is_not_there_is_told_so_by_every_command(town: Cli) -> None:
    for command in (
        ("consent", "list", "BV-2026-9999"),
        ("consent", "object", "BV-2026-9999", "--by", "child", "--everybody"),
        ("share", "preview", "BV-2026-9999", *TO_BUP),
        ("share", "list", "BV-2026-9999"),
    ):
        assert town(*command, *KARI).code == 5
