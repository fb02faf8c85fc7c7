"""``deadline list|explain``: every date told by what it counts from, by which rule, and what moved it."""

from typing import Any

from tests.cli.auditing import draw_all
from tests.cli.running import Cli, open_case
from tests.cli.support import START, investigated, page, set_clock
from tests.cli.test_waiting import FAMILY, FORLOP, WHY, mapped


def explained(cli: Cli, case: str, name: str, *more: str) -> dict[str, Any]:
    return cli.ok("deadline", "explain", case, name, *more, "--json").json


def test_a_deadline_is_told_from_its_anchor_to_its_last_day(cli_on_both: Cli) -> None:
    case = open_case(cli_on_both)
    cli_on_both.ok("advance", case, "melding_konkludert", "--set", "konklusjon=2", "--reason", "Skal undersøkes.")
    told = cli_on_both.ok("deadline", "explain", case, "undersokelse").told
    assert "telles fra hendelse 1: Melding mottatt, man. 24. aug. 2026" in told
    assert "og videre fra fristen «Gjennomgang av melding», man. 31. aug. 2026" in told
    assert "november 2026 har ikke dag nummer 31: siste dag i måneden" in told
    assert "barnevernsloven § 2-2 andre ledd (lovfrist)" in told
    assert "service-limit (versjon 1), kalender NO (versjon 1): domstolloven § 148" in told
    assert "98 kalenderdager igjen til datoen" in told
    assert "3 måneder regnet fra man. 31. aug. 2026: 0 dager er brukt av tiden, 91 dager er ubrukt" in told
    assert "registeret regner til søndag 29. november 2026" in told


def test_what_is_open_in_the_source_and_in_the_rule_is_told_beside_them(cli_on_both: Cli) -> None:
    cli = cli_on_both
    referral = ("--as", "mona", "--set", "henviser=fastlege", "--set", "ansiennitetsdato=2026-08-24")
    case = str(cli.ok("case", "open", "bup_vurdering", *referral, "--json").json["case_id"])
    told = page(cli, "deadline", "explain", case, "svar", "--as", "mona")
    assert "forbehold om grunnlaget: At fristen er holdt når svaret er sendt, er vår tolkning (C);" in told
    assert "om tellingen: Ingen lov sier om lørdag er virkedag i helseretten." in told
    notes = explained(cli, case, "svar", "--as", "mona")["notes"]
    assert [(each["about"], each["id"]) for each in notes] == [("source", "pbrl-2-2a"), ("rule", "working-days")]
    assert notes[1]["text"].endswith("NO_SAT er den strenge lesningen.")


def test_a_source_that_says_nothing_of_itself_leaves_the_note_of_the_rule(cli: Cli) -> None:
    case = open_case(cli)
    told = page(cli, "deadline", "explain", case, "gjennomgang")
    assert "forbehold om tellingen: " in told
    assert "om grunnlaget" not in told
    assert [each["about"] for each in explained(cli, case, "gjennomgang")["notes"]] == ["rule"]


def test_an_extension_is_told_with_the_event_that_decided_it(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("advance", case, "melding_konkludert", "--set", "konklusjon=2", "--reason", "Skal undersøkes.")
    extended = ("--code", "utredning", "--reason", "Trenger mer tid.", "--as", "liv")
    seq = cli.ok("advance", case, "frist_utvidet", *extended, "--json").json["seq"]
    document = explained(cli, case, "undersokelse")
    assert document["extension"]["seq"] == seq
    assert document["budget"] == {"amount": 6, "unit": "months"}
    assert document["deadline"]["nominal"] == "2027-02-28"
    assert document["why"][-1]["on"] == document["deadline"]["legal"] == "2027-03-01"


def test_who_decided_what_is_told_of_every_act_that_it_rests_on(cli_on_both: Cli) -> None:
    cli = cli_on_both
    case = open_case(cli)
    cli.ok("advance", case, "melding_konkludert", "--set", "konklusjon=2", "--reason", "Skal undersøkes.")
    extended = ("--code", "utredning", "--code", "tolk", "--reason", "Trenger mer tid.", "--as", "liv")
    cli.ok("advance", case, "frist_utvidet", *extended)
    waits = ("--run", "barnevern_undersokelse", "--set", "venter_pa=annen_tjeneste", "--reason", "Venter på BUP.")
    cli.ok("advance", case, "satt_pa_vent", *waits)
    cli.ok("advance", case, "gjenopptatt", *waits[:4], "--as", "liv")
    outcome = ("--set", "utfall=1", "--set", "parter=forelder", "--reason", "Barnet trenger hjelp.", "--as", "liv")
    cli.ok("advance", case, "undersokelse_konkludert", *outcome)
    told = page(cli, "deadline", "explain", case, "undersokelse")
    kari = "registrert av kari («Saksbehandler i barnevernstjenesten»)"
    liv = "registrert av liv («Leder i barnevernstjenesten»)"
    codes = "grunn: Behov for utredning av barn eller foreldre (utredning), Venter på tolk (tolk)"
    assert f"hendelse 1: Melding mottatt, man. 24. aug. 2026 kl. 08:00 {kari}" in told
    assert f"utvidet til seks måneder til sammen, man. 24. aug. 2026 kl. 08:00 {liv}; {codes}" in told
    assert f"klokken løp {kari} til hendelse 5: Gjenopptatt etter venting, man. 24. aug. 2026 kl. 08:00; {liv}" in told
    assert f"Undersøkelse konkludert, man. 24. aug. 2026 kl. 08:00 {liv}" in told
    document = explained(cli, case, "undersokelse")
    (pause,) = document["pauses"]
    acts = [document["anchor"], document["extension"], document["settled"], pause["began"], pause["ended"]]
    assert [each["user"] for each in acts] == ["kari", "liv", "liv", "kari", "liv"]
    assert acts[1]["role_titles"] == ["Leder i barnevernstjenesten"]
    assert (acts[1]["roles"], acts[1]["reason_list"]) == (["leder"], "lokal/frist_arsak")
    assert acts[1]["reason_codes"] == ["utredning", "tolk"]
    assert (acts[0]["reason_list"], acts[0]["reason_codes"], acts[0]["proposed"]) == (None, [], None)


def test_who_put_an_act_right_is_told_beside_who_recorded_it(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("clock", "advance", "3 days")
    cli.ok("correct", case, "1", "--happened", "2026-08-21", "--why", "Kom fredag.", "--as", "liv")
    told = page(cli, "deadline", "explain", case, "gjennomgang")
    assert "rettet i hendelse 2 av liv («Leder i barnevernstjenesten»)" in told
    (corrected,) = explained(cli, case, "gjennomgang")["anchor"]["corrected_by"]
    assert (corrected["seq"], corrected["user"]) == (2, "liv")
    then = explained(cli, case, "gjennomgang", "--known-at", "2026-08-25")
    assert then["anchor"]["corrected_by"] == []


def test_the_codes_of_what_was_wrongly_registered_are_not_told_when_one_looks_back(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("advance", case, "melding_konkludert", "--set", "konklusjon=2", "--reason", "Skal undersøkes.")
    extended = ("--code", "vold_overgrep", "--reason", "Trenger mer tid.", "--as", "liv")
    cli.ok("advance", case, "frist_utvidet", *extended)
    cli.ok("clock", "advance", "3 days")
    cli.ok("annul", case, "3", "--why", "Feil barn.", "--as", "liv")
    draw_all(cli)
    then = ("deadline", "explain", case, "undersokelse", "--known-at", "2026-08-25")
    assert "vold_overgrep" not in cli.ok(*then).told
    assert "registrert av liv" in cli.ok(*then).told
    document = cli.ok(*then, "--json").json
    assert (document["extension"]["user"], document["extension"]["reason_codes"]) == ("liv", [])
    assert "vold_overgrep" in cli.ok(*then, "--as", "rolf").told


def test_what_it_counts_from_in_another_run_is_told_by_its_title(cli: Cli) -> None:
    case = investigated(cli)
    assert "telles fra hendelse 2: Melding konkludert, man. 24. aug. 2026" in page(
        cli, "deadline", "explain", case, "dokumentert"
    )
    assert explained(cli, case, "dokumentert")["anchor"]["title"] == "Melding konkludert"


def test_an_extension_that_came_too_late_is_warned_of_when_it_is_recorded_and_stands_in_the_list(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("advance", case, "melding_konkludert", "--set", "konklusjon=2", "--reason", "Skal undersøkes.")
    cli.ok("clock", "set", "2026-12-03T09:00")
    extended = ("--code", "utredning", "--reason", "Trenger mer tid.", "--set", "foreldre_informert=ja", "--as", "liv")
    receipt = cli.ok("advance", case, "frist_utvidet", *extended, "--json").json
    (warned,) = receipt["warnings"]
    title = explained(cli, case, "undersokelse")["deadline"]["title"]
    assert f"gikk ut: «{title}», siste dag mandag 30. november 2026." in warned
    assert "retter ikke opp at den gikk ut" in warned
    told = f"utvidet etter utløpet, se hendelse {receipt['seq']}: fristen er den samme"
    assert told in page(cli, "deadline", "list", case)
    entries = cli.ok("timeline", case, "--json").json["entries"]
    assert [each["warnings"] for each in entries if each["seq"] == receipt["seq"]] == [[warned]]
    would_be = ("--happened", "2026-12-02", "--why", "Det var dagen før.", "--dry-run", "--as", "liv")
    assert warned in cli.ok("correct", case, str(receipt["seq"]), *would_be).told


def test_a_pause_is_told_where_it_stood_and_what_it_used(cli: Cli) -> None:
    case = mapped(cli)
    cli.ok("clock", "advance", "2 weeks")
    cli.ok("advance", case, "satt_pa_vent", *FORLOP, *FAMILY, *WHY)
    cli.ok("clock", "advance", "3 weeks")
    standing = explained(cli, case, "oppsummering")
    assert [each["text"][:18] for each in standing["why"]] == [
        "herfra telles det;",
        "klokken står fra o",
        "+ 10 uker",
        "hit rakk det som v",
    ]
    # The 7th of September is the first day in which it stands and is not used, as a migration would say too.
    assert standing["spent"] == {"used": 13, "left": 57, "unit": "days"}
    cli.ok("advance", case, "gjenopptatt", *FORLOP, *FAMILY)
    told = cli.ok("deadline", "explain", case, "oppsummering").told
    assert "man. 28. sep. 2026 klokken går igjen fra og med denne dagen; 21 dager teller ikke" in told
    assert "man. 23. nov. 2026 hit rekker det som var igjen: man. 2. nov. 2026 + 21 dager" in told
    assert "man. 7. sep. 2026 til man. 28. sep. 2026, Barnet eller familien (hendelse" in told
    assert "klokken løp" in cli.ok("deadline", "explain", case, "venting_vurderes").told


def test_days_that_count_for_nobody_are_told_in_a_sentence_that_can_be_read(cli: Cli) -> None:
    case = mapped(cli)
    cli.ok("advance", case, "satt_pa_vent", *FORLOP, "--set", "venter_pa=medregnes_ikke", *WHY)
    cli.ok("clock", "advance", "7 days")
    told = page(cli, "deadline", "explain", case, "oppsummering")
    assert "mens saken ventet på ingen (ventetiden føres ikke på noen): 7 dager" in told


def test_of_a_wait_that_began_before_the_clock_only_the_days_after_its_start_are_taken_away(cli: Cli) -> None:
    case = investigated(cli)
    for on, event in (("2026-10-09", "satt_pa_vent"), ("2026-10-25", "gjenopptatt")):
        set_clock(cli, f"{on}T09:00")
        cli.ok("advance", case, event, *FORLOP, *FAMILY, *(WHY if event == "satt_pa_vent" else ()))
    set_clock(cli, "2026-10-26T09:00")
    cli.ok("advance", case, *START, "--happened", "2026-10-20", "--reason", "Ved tvil, start.")
    assert [(each["on"], each["text"]) for each in explained(cli, case, "oppstartsmote")["why"]] == [
        ("2026-10-20", "herfra telles det; dagen selv er ikke med"),
        ("2026-10-20", "klokken sto alt da, siden fre. 9. okt. 2026"),
        (
            "2026-10-25",
            "klokken går igjen fra og med denne dagen; 4 dager etter starten teller ikke, av 16 dager den sto i alt",
        ),
        ("2026-11-10", "+ 3 uker"),
        ("2026-11-14", "hit rekker det som var igjen: tir. 10. nov. 2026 + 4 dager"),
        ("2026-11-14", "lørdag: fristen blir stående"),
    ]


def test_the_dates_of_every_deadline_are_the_last_ones_of_their_why(cli: Cli) -> None:
    case = mapped(cli)
    listed = cli.ok("deadline", "list", case, "--json").json["deadlines"]
    assert len(listed) > 5
    for deadline in listed:
        which = (deadline["name"], "--run", deadline["run"], "--activity", deadline["item"])
        document = explained(cli, case, *(which if deadline["item"] else which[:3]))
        assert deadline["nominal"] in {step["on"] for step in document["why"]}
        assert document["deadline"] == deadline


def test_days_left_that_are_counted_past_a_weekend_say_to_which_day(cli: Cli) -> None:
    case = investigated(cli)
    outcome = ("--set", "utfall=1", "--set", "parter=forelder", "--reason", "Barnet trenger hjelp.")
    cli.ok("advance", case, "undersokelse_konkludert", "--as", "liv", *outcome)
    cli.ok("clock", "set", "2026-08-29T09:00")
    cli.ok("advance", case, "underretning_kommet_fram", "--activity", "1")
    told = page(cli, "deadline", "explain", case, "klage", "--activity", "1")
    moved = "lør. 19. sep. 2026 · forlenget til man. 21. sep. 2026"
    assert f"løper · {moved} · 23 kalenderdager igjen til man. 21. sep. 2026" in told


def last_column(cli: Cli, *arguments: str) -> list[str]:
    """What stands last in each row of a page."""
    wide = Cli(url=cli.url, env={**cli.env, "COLUMNS": "300"})
    return [line.strip().rpartition("  ")[2] for line in wide.ok(*arguments).out.splitlines()]


def test_a_date_that_is_moved_and_one_that_may_be_do_not_look_the_same_in_the_list(cli: Cli) -> None:
    case = investigated(cli)
    outcome = ("--set", "utfall=1", "--set", "parter=forelder", "--reason", "Barnet trenger hjelp.")
    cli.ok("advance", case, "undersokelse_konkludert", "--as", "liv", *outcome)
    cli.ok("clock", "set", "2026-08-29T09:00")
    cli.ok("advance", case, "underretning_kommet_fram", "--activity", "1")
    told = last_column(cli, "deadline", "list", case)
    at = told.index("lør. 19. sep. 2026")
    assert told[at + 1 : at + 3] == ["forlenget til man. 21. sep. 2026", "23 dager igjen"]
    other = open_case(cli, "--happened", "2026-08-22", "--late-reason", "Ført inn senere.")
    told = last_column(cli, "deadline", "list", other)
    at = told.index("lør. 29. aug. 2026")
    assert told[at + 1 : at + 3] == ["i dag", "kanskje forlenget til man. 31. aug. 2026"]
    (listed,) = [each for each in last_column(cli, "case", "list") if "kanskje" in each]
    assert listed == "kanskje forlenget til man. 31. aug. 2026"


def test_a_deadline_is_explained_as_it_was_known(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("clock", "advance", "3 days")
    cli.ok("correct", case, "1", "--happened", "2026-08-21", "--why", "Kom fredag.")
    assert explained(cli, case, "gjennomgang")["deadline"]["nominal"] == "2026-08-28"
    assert explained(cli, case, "gjennomgang", "--known-at", "2026-08-25")["deadline"]["nominal"] == "2026-08-31"


def test_a_name_that_is_unknown_or_that_several_have_is_refused_with_what_there_is(cli: Cli) -> None:
    case = str(
        cli.ok(
            "case", "open", "barnevern_undersokelse", "--set", "meldere=11,3", "--set", "innhold=1.1.02", "--json"
        ).json["case_id"]
    )
    unknown, several = cli("deadline", "explain", case, "svar"), cli("deadline", "explain", case, "tilbakemelding")
    assert (unknown.code, several.code) == (5, 5)
    assert "Den har: gjennomgang, tilbakemelding" in unknown.told
    assert "Velg én med --activity. Aktiviteter: 1, 2" in several.told


def test_an_activity_that_no_such_deadline_has_is_refused_with_those_there_are(cli: Cli) -> None:
    case = open_case(cli)
    wrong = cli("deadline", "explain", case, "tilbakemelding", "--activity", "7")
    assert wrong.code == 5
    assert "har ingen aktivitet som heter det som står i --activity. Disse finnes: 1." in wrong.told
    whole = cli("deadline", "explain", case, "gjennomgang", "--activity", "7")
    assert "Fristen «gjennomgang» gjelder hele løpet, og tar ingen --activity." in whole.told


def test_only_open_ones_are_listed_when_asked(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("advance", case, "melding_konkludert", "--set", "konklusjon=2", "--reason", "Skal undersøkes.")
    every, still = (
        {each["name"] for each in cli.ok("deadline", "list", case, *more, "--json").json["deadlines"]}
        for more in ((), ("--open",))
    )
    assert every - still == {"gjennomgang"}
