"""Random walks of messages: what each comes to is what a reading of its own says, and everything stays whole."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

import pytest

from pathways.counting.oslo import civil_date
from pathways.engine.carrying import carry
from pathways.engine.engine import shell
from pathways.engine.gaps import Gap
from pathways.engine.installation import Installation
from pathways.engine.signal_gaps import gaps_of_messages
from pathways.engine.signal_receiving import Receiving
from pathways.engine.signal_sending import Sending
from pathways.engine.targets import act_record
from pathways.errors import PathwaysError
from pathways.model.record import Happened
from pathways.model.signal import Signal, Status
from pathways.store import events
from tests.cli.messages import CASE, make_referred
from tests.engine.test_signals import is_whole, messages, notes, opened, prepared, receive, sent
from tests.support.counts import count
from tests.support.databases import SqliteDatabases

SERVICES = {"mona": "bup-sor", "inger": "bup-ost"}


@dataclass(slots=True)
class Told:
    """What has become of the one message, by what was said and nothing else."""

    there: bool = True
    """Whether its event stands."""
    where: str = "prepared"
    by: str = ""
    """Who has it."""
    told_day: date | None = None
    known_day: date | None = None
    told_there: bool = True
    day: date = date(2026, 8, 24)
    written: date | None = None
    """The day a correction has said; it was first recorded by the minute."""
    done: list[str] = field(default_factory=list)

    @property
    def red(self) -> bool:
        return self.where in ("prepared", "sent", "received", "declined")

    @property
    def news(self) -> bool:
        """Whether who received it has to look: they have a case by it, wherever the message went from there."""
        return self.known_day is not None and (not self.told_there or self.told_day != self.known_day)


def check(told: Told, signal: Signal) -> None:
    """The message is where the reading says, and red, and asks what it says."""
    assert (signal.status.value, signal.red) == (told.where, told.red), told.done
    assert (signal.news is not None) == told.news, told.done


def steps(installation: Installation, rng: Random, told: Told) -> tuple[str, Callable[[], object], bool]:
    """One thing that somebody tries, and whether it has to be taken."""
    signal = prepared(installation)
    who = rng.choice(list(SERVICES))
    kari = Sending(messages=messages(installation, "kari"))
    theirs = Receiving(messages=messages(installation, who))
    mine = who == told.by
    choice = rng.choice(["send", "drop", "receive", "receive", "take", "decline", "correct", "annul", "follow", "keep"])
    if choice == "send":
        may = told.there and told.where in ("prepared", "declined")
        return f"send:{who}", lambda: kari.send(signal.signal_id, SERVICES[who]), may
    if choice == "drop":
        may = told.where in ("prepared", "declined", "sent", "withdrawn")
        return "drop", lambda: kari.drop(signal.signal_id, "Nei."), may and rng.random() < 0.2
    if choice == "receive":
        return f"receive:{who}", lambda: received_by(installation, signal, who), told.where == "sent" and mine
    if choice == "take":
        may = told.where == "received" and mine and told.there
        return f"take:{who}", lambda: theirs.take_over(signal.signal_id, ""), may
    if choice == "decline":
        may = told.where in ("sent", "received") and mine
        return f"decline:{who}", lambda: theirs.decline(signal.signal_id, "annet"), may
    if choice == "correct":
        day = rng.choice([date(2026, 8, 20), date(2026, 8, 21), date(2026, 8, 24)])
        return f"correct:{day}", lambda: corrected(installation, signal, day), told.there and day != told.written
    if choice == "annul":
        return "annul", lambda: annulled(installation, signal), told.there and rng.random() < 0.3
    news = told.news and mine
    if choice == "follow":
        return f"follow:{who}", lambda: theirs.follow(signal.signal_id, ""), news
    return f"keep:{who}", lambda: theirs.keep(signal.signal_id, "Vi vet det."), news


def received_by(installation: Installation, signal: Signal, who: str) -> object:
    """Open a case for it, as somebody of the service it was sent to."""
    return receive(installation, signal.signal_id, who=who)


def corrected(installation: Installation, signal: Signal, day: date) -> object:
    """Kari corrects on which day the referral was sent."""
    with installation.database.read() as conn:
        target = act_record(events.read_case(conn, CASE), CASE, signal.source_seq)
    assert target.content is not None
    act = replace(
        shell(CASE, installation.people.actor("kari", "prøve"), "", None),
        happened=Happened(on=day, at=None),
        data={**target.content.data, "referanse": "KANARI"},
        happened_given=True,
    )
    return installation.engine.correct(act, signal.source_seq, "Feil dag.")


def annulled(installation: Installation, signal: Signal) -> object:
    """Kari says that the referral should never have been registered."""
    actor = installation.people.actor("kari", "prøve")
    return installation.engine.annul(shell(CASE, actor, "", None, "Feil."), signal.source_seq)


def happened(told: Told, what: str) -> None:
    """What it means, by the rules as people know them."""
    told.done.append(what)
    word, _, more = what.partition(":")
    if word == "send":
        told.where, told.by, told.told_day, told.known_day, told.told_there = "sent", more, told.day, None, True
    elif word == "drop":
        told.where = "dropped"
    elif word == "receive":
        told.where, told.known_day = "received", told.told_day
    elif word == "take":
        told.where = "taken_over"
    elif word == "decline":
        told.where = "declined"
    elif word == "correct":
        told.day = told.written = date.fromisoformat(more)
        if told.where != "dropped":  # nobody is told any more
            told.told_day = told.told_day and told.day
    elif word == "annul":
        told.there = False
        told.told_there = told.where == "dropped" and told.told_there
        if told.where in ("prepared", "sent", "declined"):
            told.where = "withdrawn"
    else:
        told.known_day, told.told_there = told.told_day, True


@pytest.mark.soak
def test_walks_of_a_message_come_to_what_was_said_of_it(sqlite_databases: SqliteDatabases) -> None:
    for seed in range(count(6, 300)):
        rng = Random(seed)
        with opened(sqlite_databases.copy_of(make_referred)) as installation:
            told = Told()
            for _ in range(30):
                what, attempt, may = steps(installation, rng, told)
                if what in ("drop", "annul") and not may:
                    continue
                try:
                    attempt()
                    taken = True
                except PathwaysError:
                    taken = False
                assert taken == may, (seed, told.done, what)
                if taken:
                    happened(told, what)
                check(told, prepared(installation))
                if rng.random() < 0.3:
                    carry(installation.database, installation.desk, installation.clock.now())
            carry(installation.database, installation.desk, installation.clock.now())
            names = [record.name for record in notes(installation, CASE)]
            said = {"receive": "signal_received", "take": "signal_taken_over", "decline": "signal_declined"}
            for word, name in said.items():
                assert names.count(name) == sum(each.startswith(word) for each in told.done), (seed, told.done)
            assert is_whole(installation), (seed, told.done)


def test_whoever_declined_what_they_had_a_case_for_is_told_that_it_does_not_stand_until_they_looked(
    sqlite_databases: SqliteDatabases,
) -> None:
    """Their case rests on what was told, wherever the message went from there."""
    with opened(sqlite_databases.copy_of(make_referred)) as installation:
        signal_id = sent(installation)
        theirs = Receiving(messages=messages(installation, "mona"))
        case = receive(installation, signal_id).case_id
        theirs.decline(signal_id, "annet")
        annulled(installation, prepared(installation))

        def waits() -> bool:
            today = civil_date(installation.clock.now())
            found = gaps_of_messages(installation.database, installation.library, [case], today)
            return Gap.source_changed in found.get(case, ())

        assert (prepared(installation).status, waits()) == (Status.withdrawn, True)
        theirs.keep(signal_id, "Meldt til barnevernet på nytt.")
        assert not waits()
        assert is_whole(installation)
