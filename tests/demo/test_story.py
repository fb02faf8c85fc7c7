"""The story as it is told, and what stands in the log when it is over."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pathways.counting.oslo import parse_moment
from pathways.demo.run import DATABASE, MARKER, POST, make_sandbox
from pathways.demo.story import BARN, BUP, CASES, KNOWN_AFTER, KNOWN_BEFORE
from pathways.engine.moment import moment_of
from pathways.engine.people import SYSTEM
from pathways.engine.replay import Broken
from pathways.errors import UsageError
from pathways.machine.standing import DeadlineStanding, Word
from pathways.store.verify import verify_all
from tests.demo.conftest import DEFINITIONS, Played, play_demo

pytestmark = pytest.mark.slow


def _feedback_to_school(played: Played, known_at: str) -> DeadlineStanding:
    reader = played.installation.reader(SYSTEM, "test")
    moment = moment_of(parse_moment(known_at))
    view = reader.read_case(played.play.numbers[BARN], "prøve", "frister", known_at=moment)
    run = view.standing.runs[0]
    return next(each for each in run.deadlines if each.name == "tilbakemelding" and each.item == "melder.1")


def _deadline(played: Played, case: str, name: str) -> DeadlineStanding:
    view = played.play.view(case)
    return next(each for run in view.standing.runs for each in run.deadlines if each.name == name)


def test_the_pathway_is_started_with_reasons_consent_and_the_childs_own_words(played: Played) -> None:
    told = "\n".join(played.told_on("onsdag 11. mars 2026"))
    assert all(
        part in told
        for part in ("Forløpet startet", "Risikofaktorer", "Samtykke", "Barnets eget syn: «Vil", "«Tegnene og")
    )


def test_another_childs_pathway_is_not_started_and_the_reason_stands(played: Played) -> None:
    told = "\n".join(played.told_on("onsdag 18. mars 2026"))
    assert "Forløpet ikke startet" in told
    assert "«Helsestasjonen kartla barnet i januar" in told


def test_one_area_is_not_needed_and_it_says_why(played: Played) -> None:
    told = played.told_on("onsdag 25. mars 2026")
    assert "kari · BV-2026-0005: Kartlegging ikke nødvendig (Rusmidler)" in told
    assert "Begrunnelseskoder: Ingen tegn på behov" in told


def test_the_investigation_is_extended_in_time(played: Played) -> None:
    found = _deadline(played, BARN, "undersokelse")
    assert (found.nominal.isoformat(), bool(found.extended_by), found.word) == ("2026-08-11", True, Word.met)


def test_the_answer_of_bup_is_late_and_its_leader_was_told_the_day_after(played: Played) -> None:
    told = played.told_on("torsdag 4. juni 2026")
    assert _deadline(played, BUP, "svar").word is Word.met_late
    assert "eskalert til inger · BUP-2026-0005: Svar på henvisningen, frist onsdag 3. juni" in told


def test_a_breach_falls_away_when_what_was_done_in_time_is_recorded(played: Played) -> None:
    before = played.told_on("lørdag 28. februar 2026")
    after = "\n".join(played.told_on("tirsdag 3. mars 2026"))
    assert any("brudd" in line and "Familie for øvrig" in line for line in before)
    assert "Tilbakemelding til melder (Familie for øvrig): oppfylt (sto som: brudd" in after


def test_the_correction_changes_what_is_known_but_not_what_was_known(played: Played) -> None:
    before, after = _feedback_to_school(played, KNOWN_BEFORE), _feedback_to_school(played, KNOWN_AFTER)
    assert (before.word, before.nominal.isoformat()) == (Word.met, "2026-02-27")
    assert (after.word, after.nominal.isoformat()) == (Word.met_late, "2026-02-25")


def test_bup_has_a_case_of_its_own_with_the_reference_and_nothing_else_in_common(played: Played) -> None:
    numbers = [played.play.numbers[case] for case in (BARN, BUP)]
    texts = [text for text in played.texts() if "HENV-OVING-1" in text]
    assert [number.partition("-")[0] for number in numbers] == ["BV", "BUP"]
    assert len(texts) == 2


def test_help_has_started_within_both_limits(played: Played) -> None:
    words = [_deadline(played, BUP, name).word for name in ("start_helsehjelp", "start_under_23")]
    assert words == [Word.met, Word.met]


def test_every_case_replays_and_every_chain_is_whole(played: Played) -> None:
    replayed = list(played.installation.reader(SYSTEM, "test").replay_all("prøve"))
    with played.installation.database.read() as conn:
        findings = list(verify_all(conn))
    assert len(replayed) == len(played.play.numbers)
    assert [each.case_id for each in replayed if isinstance(each, Broken) or each.differs_at] == []
    assert findings == []


def test_mails_went_out_and_none_names_a_case_or_a_deadline(played: Played) -> None:
    mails = [path.read_text(encoding="utf-8") for path in (played.folder / POST).glob("*.eml")]
    secrets = (*played.play.numbers.values(), "Tilbakemelding", "henvisning", "barn")
    assert mails
    assert [secret for mail in mails for secret in secrets if secret in mail] == []


def test_nothing_is_left_to_deliver(played: Played) -> None:
    with played.installation.database.read() as conn:
        waiting = conn.exec_driver_sql("SELECT count(*) FROM delivery WHERE status NOT IN ('sent', 'cancelled')")
        assert waiting.scalar_one() == 0


def test_the_sandbox_is_left_at_the_end_of_the_story(played: Played) -> None:
    assert played.installation.clock.now() == datetime(2026, 8, 25, 6, 0, tzinfo=UTC)


def test_the_child_has_the_same_number_whatever_the_seed(played: Played, tmp_path: Path) -> None:
    other = play_demo(tmp_path, "et annet frø")
    try:
        assert other.play.numbers[BARN] == played.play.numbers[BARN] == "BV-2026-0005"
        assert other.hashes() != played.hashes()
    finally:
        other.installation.close()


def test_the_story_is_about_three_cases_only(played: Played) -> None:
    own = {played.play.numbers[case] for case in CASES}
    others = set(played.play.numbers.values()) - own
    assert [number for number in others if any(number in text for text in played.texts())] == []


def test_a_database_that_is_not_the_demos_own_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_text("noe annet", encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        make_sandbox(tmp_path, "demo", DEFINITIONS)
    assert refused.value.key == "demo.not_ours"
    assert (tmp_path / DATABASE).read_text(encoding="utf-8") == "noe annet"


def test_the_last_demo_is_thrown_away(tmp_path: Path) -> None:
    make_sandbox(tmp_path, "demo", DEFINITIONS).close()
    (tmp_path / POST / "gammel.eml").write_text("gammel", encoding="utf-8")
    make_sandbox(tmp_path, "demo", DEFINITIONS).close()
    assert list((tmp_path / POST).iterdir()) == []
    assert (tmp_path / MARKER).exists()


def test_a_folder_that_cannot_be_made_is_refused_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("en fil, ingen mappe", encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        make_sandbox(tmp_path / "fil", "demo", DEFINITIONS)
    assert refused.value.key == "demo.folder_refused"
