"""``timeline``: both time axes, late entries, corrections, annulments, and what the clock passed."""

from tests.cli.auditing import draw_all
from tests.cli.running import Cli, open_case
from tests.cli.support import CONCLUDE, LATE, investigated, page, set_clock, started_late


def entries_of(cli: Cli, case: str, *more: str) -> list[dict[str, object]]:
    """The entries of the timeline."""
    entries: list[dict[str, object]] = cli.ok("timeline", case, "--json", *more).json["entries"]
    return entries


def test_entries_stand_in_the_order_they_happened(cli: Cli) -> None:
    case = started_late(cli)
    acts = [entry["name"] for entry in entries_of(cli, case) if entry["kind"] == "act"]
    assert acts == ["melding_mottatt", "melding_konkludert", "forlop_startet", "undersokelsesplan_laget"]


def test_a_late_entry_says_how_late_and_quotes_the_reason(cli: Cli) -> None:
    told = page(cli, "timeline", started_late(cli))
    assert "registrert 7 dager senere" in told
    assert "etterregistrert" not in told
    assert "Begrunnelse: «Ved tvil, start.»" in told
    assert "Samtykke til kontakt med helsetjenesten: Gitt (gitt)" in told


def test_from_the_days_that_the_report_counts_from_the_timeline_calls_an_entry_late(cli: Cli) -> None:
    cases = [open_case(cli), open_case(cli)]
    told = ("registrert 13 dager senere", 0), ("14 dager etterregistrert", 1)
    for case, today, (how_late, counted) in zip(cases, ("2026-09-06", "2026-09-07"), told, strict=True):
        set_clock(cli, f"{today}T09:00")
        cli.ok("advance", case, *CONCLUDE, *LATE, "--happened", "2026-08-24", "--reason", "x")
        assert how_late in page(cli, "timeline", case)
        assert f"Etterregistrert: {counted} regnet fra 14 dager etter at det skjedde" in page(cli, "report", "past")


def test_a_crossing_that_no_longer_holds_names_what_ended_it(cli: Cli) -> None:
    case = started_late(cli)
    superseded = [entry for entry in entries_of(cli, case) if entry["superseded_by"]]
    start = next(entry["seq"] for entry in entries_of(cli, case) if entry["name"] == "forlop_startet")
    assert {entry["superseded_by"] for entry in superseded} == {start}
    assert "anbefalt tid passert: Dokumentert hvorfor forløpet er eller ikke er startet" in {
        entry["what"] for entry in superseded
    }
    assert f"bortfalt, se hendelse {start}" in page(cli, "timeline", case)


def test_at_an_earlier_moment_the_late_entry_is_not_known(cli: Cli) -> None:
    case = started_late(cli)
    before = entries_of(cli, case, "--known-at", "2026-11-18")
    assert "forlop_startet" not in [entry["name"] for entry in before]
    passed = next(entry for entry in before if str(entry["what"]).startswith("anbefalt tid passert"))
    assert (passed["superseded_by"], passed["noticed"]) == (None, True)
    assert "Sett fra ons. 18. nov. 2026 kl. 23:59" in page(cli, "timeline", case, "--known-at", "2026-11-18")


def test_what_had_not_happened_by_a_moment_is_left_out(cli: Cli) -> None:
    case = started_late(cli)
    entries = entries_of(cli, case, "--at", "2026-11-13")
    assert "forlop_startet" in [entry["name"] for entry in entries]
    assert all(str(entry["happened_on"]) <= "2026-11-13" for entry in entries)
    assert page(cli, "timeline", case, "--at", "2026-08-01").endswith("fantes ikke ennå på det tidspunktet.")


def test_what_nobody_has_noticed_is_told_as_such(cli: Cli) -> None:
    case = open_case(cli)
    set_clock(cli, "2026-09-01T09:00")
    crossings = [entry for entry in entries_of(cli, case) if entry["kind"] == "crossing"]
    assert crossings
    assert {(entry["seq"], entry["noticed"], entry["recorded_at"]) for entry in crossings} == {(None, False, None)}
    told = page(cli, "timeline", case)
    assert told.count("ikke oppdaget ennå") == len(crossings)
    assert "man. 31. aug. 2026 — brudd på lovfristen: Gjennomgang av melding systemet 24:00 ikke oppdaget ennå" in told


def test_noticed_crossings_tell_when_they_were_due_and_when_they_were_noticed(cli: Cli) -> None:
    case = open_case(cli)
    set_clock(cli, "2026-09-01T09:00")
    cli.ok("advance", case, "melding_grunnlos")
    crossings = [entry for entry in entries_of(cli, case) if entry["kind"] == "crossing"]
    assert {entry["recorded_at"] for entry in crossings} == {"2026-09-01T09:00:00Z"}
    breach = next(entry for entry in crossings if str(entry["what"]).startswith("brudd"))
    assert breach["happened_at"] == "2026-08-31T22:00:00Z"


def test_a_correction_shows_both_beliefs(cli: Cli) -> None:
    case = open_case(cli)
    set_clock(cli, "2026-08-25T09:00")
    cli.ok(
        "advance", case, *("melding_konkludert", "--set", "konklusjon=3", "--reason", "x", "--happened", "2026-08-24")
    )
    cli.ok("correct", case, "2", "--why", "Feil kode.", "--set", "konklusjon=2", "--happened", "2026-08-25T08:00")
    told = page(cli, "timeline", case)
    assert "rettet, se hendelse 3" in told
    assert "retting av hendelse 2: systemet" not in told
    assert "før Henlagt pga. aktive tiltak (3), nå Ikke henlagt (undersøkelse åpnes) (2)" in told
    assert "Skjedde: før man. 24. aug. 2026" in told
    assert told.count("Hvorfor: «Feil kode.»") == 1


def test_what_is_wrongly_registered_stays_without_its_content(cli: Cli) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-08-26T09:00")
    cli.ok("annul", case, "2", "--why", "Feil barn.")
    told = page(cli, "timeline", case)
    assert "× feilregistrert, se hendelse 3" in told
    assert "Innholdet er skjult." in told
    assert "Skolevegring" not in told
    assert "Hvorfor" not in told
    assert "«Feil barn.»" in told


def test_it_is_hidden_on_both_axes_but_not_from_who_audits(cli: Cli) -> None:
    case = investigated(cli)
    draw_all(cli)
    set_clock(cli, "2026-08-26T09:00")
    cli.ok("annul", case, "2", "--why", "Feil barn.")
    before = ("--known-at", "2026-08-25", "--at", "2026-08-25")
    for more in ((), before):
        assert "Skolevegring" not in cli.ok("timeline", case, "--json", *more).out
        assert "Skolevegring" in cli.ok("timeline", case, "--json", "--as", "rolf", *more).out
    assert cli.ok("case", "show", case, "--json", *before).json["runs"][0]["fields"] == {}
    assert cli.ok("case", "show", case, "--json", "--as", "rolf", *before).json["runs"][0]["fields"]


def test_a_destroyed_text_is_told_as_sealed(cli: Cli) -> None:
    case = investigated(cli)
    database = cli.database()
    with database.write() as conn:
        conn.exec_driver_sql("UPDATE payload SET texts = NULL, salt = NULL")
    database.close()
    told = page(cli, "timeline", case)
    assert "Begrunnelse: forseglet" in told
    ran = cli("correct", case, "2", "--why", "x", "--set", "konklusjon=3")
    assert ran.code == 4
    assert "forseglet" in ran.told


def test_one_run_can_be_picked(cli: Cli) -> None:
    case = started_late(cli)
    assert {entry["run"] for entry in entries_of(cli, case, "--run", "barnevern_forlop")} == {"barnevern_forlop"}
    assert cli("timeline", case, "--run", "annet").code == 5


def test_what_had_not_happened_by_then_is_not_named_as_fallen_away(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("clock", "advance", "30d")
    cli.ok("advance", case, *CONCLUDE, *LATE, "--happened", "2026-08-25", "--reason", "Oppdiktet.", "--as", "liv")
    fallen = [entry for entry in entries_of(cli, case) if entry["superseded_by"]]
    assert len(fallen) > 1
    seqs = [str(entry["seq"]) for entry in fallen]
    day = str(fallen[0]["happened_on"])
    (marked,) = (str(entry["what"]) for entry in entries_of(cli, case) if entry["kind"] == "superseded")
    (then,) = (str(entry["what"]) for entry in entries_of(cli, case, "--at", day) if entry["kind"] == "superseded")
    assert ", ".join(seqs) in marked
    assert seqs[0] in then
    assert ", ".join(seqs) not in then


def test_what_fell_away_by_an_act_that_was_annulled_since_says_so(cli: Cli) -> None:
    case = started_late(cli)
    start = next(entry["seq"] for entry in entries_of(cli, case) if entry["name"] == "forlop_startet")
    cli.ok("annul", case, str(start), "--why", "Feil barn.", "--as", "liv")
    told = page(cli, "timeline", case)
    assert f"bortfalt den gang, etter hendelse {start} (senere feilregistrert)" in told
    assert f"bortfalt, se hendelse {start}" not in told
