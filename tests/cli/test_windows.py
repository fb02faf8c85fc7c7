"""What a party may do is nobody's next task; once it is done, the page tells the day."""

from pathways.cli.words import next_deadline, next_window
from tests.cli.running import REPORT, Cli
from tests.cli.support import investigated, page, set_clock
from tests.support.cases import ToldCase
from tests.support.worlds import shipped


def _decided(cli: Cli) -> str:
    """An investigation that ended with a decision, of which the party has been told."""
    case = investigated(cli)
    outcome = ("--set", "utfall=1", "--set", "parter=forelder", "--reason", "Barnet trenger hjelp.")
    cli.ok("advance", case, "undersokelse_konkludert", "--as", "liv", *outcome)
    cli.ok("advance", case, "underretning_kommet_fram", "--as", "kari", "--activity", "1")
    return case


def test_a_party_who_may_complain_is_not_the_next_task_and_has_a_line_of_its_own(cli: Cli) -> None:
    told = page(cli, "case", "show", _decided(cli))
    assert "Neste: Partens" not in told
    assert "Åpent for den det gjelder: Partens klagefrist" in told


def test_where_nothing_is_due_but_a_party_may_complain_nothing_is_next() -> None:
    case = ToldCase(world=shipped())
    case.start("bup_vurdering", "2026-11-02", henviser="fastlege", ansiennitetsdato="2026-11-02")
    case.do("henvisning_vurdert", "2026-11-09", resultat="rett", frist_start="2027-01-15", gjelder_4a="nei")
    content = ("resultat", "tidspunkt", "frist", "klage", "ny_vurdering", "helfo")
    case.do("svar_sendt", "2026-11-10", svar_innhold=content, svar_til_henviser="ja")
    case.do("helsehjelp_startet", "2026-11-11", reell_start="ja", oppstart_form="utredning")
    case.do("avgjorelsen_kjent", "2026-11-12", item="pasient")
    told = case.standing("2026-11-13")
    window = next_window(told)
    assert next_deadline(told) is None
    assert window is not None
    assert window[1].name == "klage"


def test_a_window_that_was_used_shows_the_day_and_counts_no_more(cli: Cli) -> None:
    case = _decided(cli)
    set_clock(cli, "2026-08-26T09:00")
    cli.ok("advance", case, "klage_mottatt", "--as", "kari", "--activity", "1")
    set_clock(cli, "2026-09-01T09:00")
    told = page(cli, "case", "show", case)
    assert "brukt ons. 26. aug. 2026" in told
    assert "Åpent for den det gjelder" not in told


def test_a_run_is_shown_by_its_number(cli: Cli) -> None:
    case = investigated(cli)
    cli.ok("advance", case, "melding_mottatt", *REPORT)
    told = page(cli, "case", "show", case, "--run", "2")
    assert "Melding mottatt" in told
    assert "Undersøkelse pågår" not in told
