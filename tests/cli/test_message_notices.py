"""A message that nobody takes is mailed: to whoever receives it at once and again, to its sender when it comes back."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from pathways.engine.signal_follow_up import follow_up
from pathways.store import notices
from tests.cli.messages import (
    CASE,
    HELD,
    INGER,
    KARI,
    MONA,
    TO_SOR,
    TWO_AREAS,
    annulled,
    make_referred,
    received,
    sent,
    shown,
    the_one,
    whole,
)
from tests.cli.running import REPORT, Cli, staffed
from tests.cli.support import page
from tests.engine.test_signals import opened
from tests.notifications.servers import HOST, Post, post_office
from tests.support.databases import Databases, SqliteDatabases

LIV = ("--as", "liv")
PEOPLE = ("kari", "liv", "mona", "inger", "rolf")
SECRET = ("BV-2026", "BUP-2026", "KANARI", "bup", "barnevern", "henvisning", "forløp", "mona", "kari")
"""What no mail may hold: cases, texts, services, what was sent, and who works there."""


def mailed_areas(url: str) -> None:
    """The two data areas and the referral, where everybody has an address."""
    make_referred(url)
    people = TWO_AREAS
    for name in PEOPLE:
        people = people.replace(f"[users.{name}]\n", f'[users.{name}]\nemail = "{name}@nord.example"\n')
    cli = staffed(Cli(url=url, env={}), people, by="siv")
    cli.ok("case", "assign", CASE, "--to", "kari", *LIV)


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A command line whose mail goes to a real server, and that server."""

    cli: Cli
    post: Post

    def mails(self, name: str) -> list[EmailMessage]:
        """What somebody was sent."""
        return [mail for mail in self.post.mails if str(mail["To"]) == f"{name}@nord.example"]

    def told(self, name: str) -> str:
        """The newest mail to somebody, on one line."""
        mail = self.mails(name)[-1]
        return " ".join(f"{mail['Subject']}. {mail.get_content()}".split())

    def deliver(self) -> None:
        """What a worker does with the outbox."""
        self.cli.ok("notice", "deliver")


def town_of(databases: Databases, post: Post) -> Town:
    env = {
        "PATHWAYS_SMTP_HOST": HOST,
        "PATHWAYS_SMTP_PORT": str(post.port),
        "PATHWAYS_MAIL_FROM": "varsel@nord.example",
        "PATHWAYS_INBOX_URL": "https://nord.example/varsler",
    }
    return Town(cli=Cli(url=databases.copy_of(mailed_areas), env=env), post=post)


@pytest.fixture
def town(sqlite_databases: SqliteDatabases) -> Iterator[Town]:
    """Two data areas, a referral that is ready to be sent, and a mail server."""
    with post_office() as post:
        yield town_of(sqlite_databases, post)


@pytest.fixture
def on_both(databases: Databases) -> Iterator[Town]:
    """The same on SQLite and on PostgreSQL."""
    with post_office() as post:
        yield town_of(databases, post)


def inbox(cli: Cli, user: tuple[str, ...], *more: str) -> list[dict[str, Any]]:
    """What of messages stands in somebody's inbox."""
    found = cli.ok("notice", "list", *user, *more, "--json").json["notices"]
    return [each for each in found if each["message"]]


def rungs(cli: Cli, user: tuple[str, ...]) -> list[str]:
    """The notices of messages that somebody has and that hold, the oldest first."""
    return [each["rung"] for each in reversed(inbox(cli, user, "--all")) if each["in_force"]]


def test_a_message_is_mailed_when_it_comes_and_again_and_its_sender_after_that(on_both: Town) -> None:
    cli = on_both.cli
    signal = sent(cli)
    assert (rungs(cli, MONA), rungs(cli, KARI), rungs(cli, INGER)) == (["came"], [], [])
    on_both.deliver()
    assert [str(mail["To"]) for mail in on_both.post.mails] == ["mona@nord.example"]
    assert on_both.told("mona") == (
        "En melding venter på å bli mottatt. En melding fra en annen tjeneste venter på å bli mottatt. Frister regnes "
        "fra dagen avsenderen oppgir. Den første er mandag 7. september 2026. Logg inn for å se den: https://nord.example/varsler"
    )
    cli.ok("clock", "advance", "2d")
    assert len(on_both.post.mails) == 1
    told = cli.ok("clock", "advance", "2d").told
    assert "varsel om meldinger som venter" in told
    assert (rungs(cli, MONA), rungs(cli, KARI)) == (["came", "waits"], ["unanswered"])
    assert on_both.told("mona").startswith("Påminnelse: en melding venter på å bli mottatt.")
    assert "Ingen har overtatt ansvaret for en melding tjenesten din har sendt" in on_both.told("kari")
    received(cli, signal)
    assert (rungs(cli, MONA), rungs(cli, KARI)) == ([], ["unanswered"])
    cli.ok("signal", "take-over", signal, *MONA)
    assert (rungs(cli, KARI), len(on_both.mails("kari")), len(on_both.mails("mona"))) == ([], 1, 2)
    whole(cli)


def test_days_that_nobody_works_are_not_counted(town: Town) -> None:
    town.cli.ok("clock", "set", "2026-08-27T12:00")
    sent(town.cli)
    town.cli.ok("clock", "set", "2026-09-01T07:59")
    assert rungs(town.cli, MONA) == ["came"]
    town.cli.ok("clock", "set", "2026-09-01T08:00")
    assert rungs(town.cli, MONA) == ["came", "waits"]


def test_one_that_is_received_while_its_mail_waits_is_not_mailed(town: Town) -> None:
    signal = sent(town.cli)
    with opened(town.cli.url) as installation, installation.database.write() as conn:
        # As if the step and the mail crossed: the notice stands, and the message is received.
        conn.execute(text("CREATE TABLE kept AS SELECT notice_id FROM notice WHERE title_key = 'notices.message'"))
    received(town.cli, signal)
    with opened(town.cli.url) as installation, installation.database.write() as conn:
        conn.execute(text("UPDATE notice SET cancelled_at = NULL, cancelled_why = '' WHERE notice_id IN kept"))
        conn.execute(text("UPDATE delivery SET status = 'pending' WHERE notice_id IN kept"))
    town.deliver()
    assert town.post.mails == []


def test_no_mail_tells_anything_of_whom_or_what_it_is_about(town: Town) -> None:
    signal = sent(town.cli)
    town.deliver()
    town.cli.ok("clock", "advance", "7d")
    town.cli.ok("signal", "decline", signal, "--code", "feil_tjeneste", *MONA)
    town.deliver()
    assert {str(mail["To"])[:4] for mail in town.post.mails} == {"kari", "mona"}
    for mail in town.post.mails:
        text = f"{mail['Subject']} {mail.get_content()}"
        assert [word for word in (*SECRET, signal) if word.lower() in text.lower()] == []


def test_the_inbox_names_the_message_and_nothing_of_the_senders_case(town: Town) -> None:
    signal = sent(town.cli)
    (notice,) = inbox(town.cli, MONA)
    assert (notice["message"], notice["case_id"], notice["due_on"]) == (signal, None, "2026-09-07")
    told = page(town.cli, "notice", "list", *MONA)
    assert (signal in told, "fra Barnevernet i Nord, ikke mottatt" in told) == (True, True)
    shown_ = town.cli.ok("notice", "show", notice["id"][:8], *MONA).told
    assert f"pathways signal show {signal}" in shown_
    assert all(word not in told + shown_ for word in ("BV-2026", "KANARI", "kari"))


def test_a_reminder_says_that_its_days_are_local_and_no_law(town: Town) -> None:
    sent(town.cli)
    town.cli.ok("clock", "advance", "7d")
    newest = inbox(town.cli, MONA)[0]
    told = town.cli.ok("notice", "show", newest["id"][:8], *MONA).told
    assert "valgt lokalt" in told
    for user in (MONA, KARI):
        every = page(town.cli, "notice", "list", *user) + town.told(user[1])
        assert "brudd" not in every.lower()


def test_one_that_is_declined_is_mailed_to_the_sender_until_it_is_sent_elsewhere(on_both: Town) -> None:
    cli = on_both.cli
    signal = sent(cli)
    cli.ok("signal", "decline", signal, "--code", "feil_tjeneste", *MONA)
    assert (rungs(cli, MONA), rungs(cli, KARI)) == ([], ["declined"])
    on_both.deliver()
    assert "Mottakeren tar ikke imot en melding tjenesten din har sendt" in on_both.told("kari")
    cli.ok("clock", "advance", "7d")
    assert rungs(cli, KARI) == ["declined", "declined_again"]
    assert on_both.told("kari").startswith("Påminnelse: en melding er ikke tatt imot.")
    assert on_both.mails("mona") == []
    cli.ok("signal", "send", signal, "--to", "bup-ost", *KARI)
    assert (rungs(cli, KARI), rungs(cli, INGER)) == ([], ["came"])


def test_one_that_is_received_and_not_taken_over_reminds_whoever_received_it(town: Town) -> None:
    signal = sent(town.cli)
    received(town.cli, signal)
    town.cli.ok("clock", "advance", "7d")
    assert (rungs(town.cli, MONA), rungs(town.cli, KARI)) == (["untaken"], ["unanswered"])
    assert "mottatt, men ansvaret er ikke overtatt" in town.told("mona")
    town.cli.ok("signal", "take-over", signal, *MONA)
    assert (rungs(town.cli, MONA), rungs(town.cli, KARI)) == ([], [])


@pytest.mark.parametrize("ended", ["annulled", "dropped"])
def test_one_that_no_longer_waits_is_not_mailed(town: Town, ended: str) -> None:
    signal = sent(town.cli)
    if ended == "annulled":
        annulled(town.cli, signal)
    else:
        town.cli.ok("signal", "drop", signal, "--reason", "Ringte i stedet.", *KARI)
    assert rungs(town.cli, MONA) == []
    town.cli.ok("clock", "advance", "14d")
    town.deliver()
    assert town.post.mails == []


def test_whoever_gets_what_nobody_has_is_told_alone(town: Town) -> None:
    extra = '[services.bup-sor]\narea = "sykehuset"\nkind = "bup"\nname = "BUP Sør"\nintake = "per"\n'
    extra += '[users.per]\nemail = "per@nord.example"\nroles = [{role = "henvisningsmottak", service = "bup-sor"}]\n'
    folder = Path(str(town.cli.url).removeprefix("sqlite:///")).parent / "folk.toml"
    folder.write_text(extra, encoding="utf-8")
    town.cli.ok("people", "apply", str(folder), "--as", "siv")
    sent(town.cli)
    assert (rungs(town.cli, MONA), rungs(town.cli, ("--as", "per"))) == ([], ["came"])


def test_where_nobody_gets_what_nobody_has_the_roles_of_the_settings_are_told_first(town: Town) -> None:
    staffed(town.cli, TWO_AREAS, '[users.ola]\nroles = [{role = "inntaksteam", service = "bup-sor"}]\n', by="siv")
    sent(town.cli)
    assert (rungs(town.cli, MONA), rungs(town.cli, ("--as", "ola"))) == (["came"], [])


def test_of_what_was_told_to_somebody_who_has_left_the_last_is_handed_on(town: Town) -> None:
    signal = sent(town.cli)
    town.cli.ok("case", "open", "barnevern_undersokelse", *REPORT, *KARI)
    town.cli.ok("clock", "advance", "9d")
    staffed(town.cli, TWO_AREAS.replace("[users.mona]", "[users.per]"), by="siv")
    town.cli.ok("tick")
    assert rungs(town.cli, ("--as", "per")) == ["waits"]
    with opened(town.cli.url) as installation, installation.database.read() as conn:
        held = [each.recipient for each in notices.of_messages(conn, [signal]) if each.cancelled_at is None]
    assert held == ["kari", "per"]


def test_whoever_works_elsewhere_now_sees_the_notice_no_more(town: Town) -> None:
    sent(town.cli)
    (notice,) = inbox(town.cli, MONA)
    elsewhere = TWO_AREAS.replace(
        '"henvisningsmottak", service = "bup-sor"', '"henvisningsmottak", service = "bup-ost"'
    )
    elsewhere = elsewhere.replace('}, {role = "inntaksteam", service = "bup-sor"}]', "}]")
    staffed(town.cli, elsewhere, by="siv")
    assert inbox(town.cli, MONA, "--all") == []
    assert town.cli("notice", "show", notice["id"][:8], *MONA).code == 5


def test_told_by_many_at_once_it_is_told_once(databases: Databases) -> None:
    with post_office() as post:
        town = town_of(databases, post)
        signal = the_one(town.cli)
        with opened(town.cli.url) as installation:
            database, desk, clock = installation.database, installation.desk, installation.clock
            assert follow_up(database, desk, clock.now()) == (0, [])
        town.cli.ok("signal", "send", signal, *TO_SOR, *KARI)
        with opened(town.cli.url) as installation:
            for _ in range(3):
                follow_up(installation.database, installation.desk, installation.clock.now())
        assert rungs(town.cli, MONA) == ["came"]
        assert shown(town.cli, signal, KARI)["case_id"] == CASE


def test_whoever_has_the_case_is_mailed_at_once_and_again_of_a_message_that_was_taken_back(on_both: Town) -> None:
    cli = on_both.cli
    signal = sent(cli)
    seq = next(each["seq"] for each in given_in(cli) if each["data"]["to"] == "bup-sor")
    cli.ok("consent", "withdraw", CASE, str(seq), "--by", "parent_1", *LIV)
    assert (rungs(cli, KARI), rungs(cli, LIV), rungs(cli, MONA)) == (["taken_back"], [], [])
    on_both.deliver()
    assert "En melding tjenesten din har sendt, er tatt tilbake" in on_both.told("kari")
    cli.ok("clock", "advance", "7d")
    assert rungs(cli, KARI) == ["taken_back", "taken_back_again"]
    assert on_both.told("kari").startswith("Påminnelse: en melding er tatt tilbake.")
    cli.ok("consent", "release", CASE, *HELD, *TO_SOR, *KARI)
    cli.ok("signal", "send", signal, *TO_SOR, *KARI)
    assert rungs(cli, KARI) == []
    lapsed = next(each for each in inbox(cli, KARI, "--all") if each["rung"] == "taken_back")
    assert lapsed["lapsed_why"] == "meldingen er sendt på nytt eller lagt bort"
    for mail in on_both.mails("kari"):
        text_ = f"{mail['Subject']} {mail.get_content()}".lower()
        assert [word for word in (*SECRET, signal) if word.lower() in text_] == []


def given_in(cli: Cli) -> list[dict[str, Any]]:
    """What is consented to in the case."""
    return list(cli.ok("consent", "list", CASE, *LIV, "--json").json["given"])


@pytest.mark.parametrize("how", ["object", "withdraw"])
def test_a_notice_of_what_was_taken_back_names_no_date_and_no_page_that_is_not_there(town: Town, how: str) -> None:
    cli = town.cli
    signal = sent(cli)
    (notice,) = inbox(cli, MONA)
    before = cli.ok("notice", "show", notice["id"][:8], *MONA).told
    assert ("7. sep. 2026" in before, f"signal show {signal}" in before) == (True, True)
    seq = next(each["seq"] for each in given_in(cli) if each["data"]["to"] == "bup-sor")
    stop = ("object", CASE, "--everybody") if how == "object" else ("withdraw", CASE, str(seq))
    cli.ok("consent", *stop, "--by", "child", *LIV)
    after = " ".join(cli.ok("notice", "show", notice["id"][:8], *MONA).told.split())
    assert "meldingen er trukket" in after
    assert all(word not in after for word in ("7. sep. 2026", "om 14 dager", "signal show"))
    assert "7. sep. 2026" not in page(cli, "notice", "list", "--all", *MONA)


def test_a_notice_of_what_was_received_still_says_where_it_is(town: Town) -> None:
    signal = sent(town.cli)
    (notice,) = inbox(town.cli, MONA)
    received(town.cli, signal)
    assert f"signal show {signal}" in town.cli.ok("notice", "show", notice["id"][:8], *MONA).told
    town.cli.ok("signal", "show", signal, *MONA)
