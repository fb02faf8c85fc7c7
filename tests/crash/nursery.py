"""A process that has imported everything and forks a child for each round: those are the ones that get killed.

Lines in: ``KIND NUMBER``. Lines out, in one write each: ``born PID``, ``try N``, ``ack N CASE SEQ``, ``fell 0`` and
``dead STATUS``.
The pipe is outside the database: what was acknowledged is known to somebody whom no crash reaches.
"""

import os
import sys
import traceback
from datetime import timedelta

from pathways.engine.receipt import Receipt
from pathways.errors import EventRefusedError
from pathways.store import idempotency
from pathways.store.database import Database
from tests.machine.samples import matter
from tests.support.cases import act
from tests.support.installed import START, Installed, installed

A_WHILE = timedelta(hours=5)
LATE = "Noen andre kom først."
"""Others may have moved the clock of recording on by weeks."""

ROUND = 10
"""Commands on one case, the first of which opens it."""


def say(line: str) -> None:
    """Write a line to whoever listens, at once and in one piece."""
    os.write(1, f"{line}\n".encode())


def key_of(number: int) -> str:
    """The idempotency key of a command."""
    return f"k{number}"


def is_note(number: int) -> bool:
    """Whether a command is a note, which the case takes any number of times."""
    return 0 < number % ROUND < ROUND - 2


def perform(at_work: Installed, number: int, *, keyed: bool) -> Receipt:
    """Carry a command out: always the same one for a number."""
    at_work.clock.shows = START + number * A_WHILE
    when = at_work.clock.shows.isoformat()
    key, data = (key_of(number) if keyed else ""), {"antall": number}
    if number % ROUND == 0:
        return at_work.engine.open_case("prove", act("kommet", when, case_id="", key=key, data=data, late=LATE))
    with at_work.database.read() as conn:
        opened = idempotency.find(conn, "", key_of(number - number % ROUND))
    assert opened is not None
    if number % ROUND == ROUND - 2:
        first = START + (number - number % ROUND) * A_WHILE
        given = act("kommet", first.isoformat(), case_id=opened.case_id, key=key, data=data)
        return at_work.engine.correct(given, 1, "Skrivefeil.")
    event = "startet" if number % ROUND == ROUND - 1 else "notert"
    return at_work.engine.advance(act(event, when, case_id=opened.case_id, key=key, data=data, late=LATE))


def act_on_and_on(url: str, number: int, *, boast: bool, keyed: bool) -> None:
    """Carry out command after command; ``boast`` acknowledges before the work is done."""
    nursery = os.getppid()
    with installed(url, matter()) as at_work:
        while os.getppid() == nursery:
            say(f"try {number}")
            if boast:
                say(f"ack {number} - 0")
            try:
                receipt = perform(at_work, number, keyed=keyed or number % ROUND == 0)
            except EventRefusedError:
                if keyed:
                    raise  # with its key, what was done before is answered and not refused
            else:
                if not boast:
                    say(f"ack {number} {receipt.case_id} {receipt.seq}")
            number += 1


def sweep_on_and_on(url: str, number: int) -> None:
    """Let the clock pass again and again, from where the commands have come to."""
    nursery = os.getppid()
    with installed(url, matter()) as at_work:
        while os.getppid() == nursery:
            at_work.sweep(START + number * A_WHILE)
            number += 1


def child(kind: str, url: str, number: int) -> None:
    """What a child does until it is killed, or the nursery is gone."""
    if kind == "sweeper":
        sweep_on_and_on(url, number)
    else:
        act_on_and_on(url, number, boast=kind == "boaster", keyed=kind != "keyless")


def main(url: str) -> None:
    """Fork a child for every line, and tell when children are dead."""
    matter()
    Database.open_unmigrated(url).close()  # loads the driver; connects to nothing
    for line in sys.stdin:
        kind, _, number = line.partition(" ")
        if kind == "bury":
            say(f"dead {os.waitpid(int(number), 0)[1]}")
        elif (pid := os.fork()) == 0:
            try:
                child(kind, url, int(number))
            finally:
                traceback.print_exc()
                say("fell 0")
                os._exit(1)
        else:
            say(f"born {pid}")


if __name__ == "__main__":
    main(sys.argv[1])
