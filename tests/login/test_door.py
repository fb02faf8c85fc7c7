"""The door: in with password and code and no other way, one answer whatever is wrong, and no code twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from argon2 import low_level

from pathways.errors import IntegrityError, NotAllowedError, UnavailableError
from pathways.login import codes
from pathways.login.door import PROOF
from pathways.login.passwords import Hashing
from pathways.store import accounts, security_log
from pathways.store.security_log import Happening, Noted
from tests.login.conftest import CHEAP, PASSWORD, Owner, Place, from_elsewhere, owner
from tests.support.counts import count
from tests.support.phone import code_at


def refused(what: Callable[[], object]) -> str:
    """The sentence that an attempt was refused with."""
    with pytest.raises(NotAllowedError) as refusal:
        what()
    return str(refusal.value)


def test_password_and_code_open_and_the_session_is_hers(place: Place, kari: Owner) -> None:
    entered = kari.enter()
    session = place.door.session(entered.token)
    assert session is not None
    assert (session.user, session.os_account, session.ends_at) == (
        "kari", "maskin", place.clock.shows + timedelta(hours=8)
    )  # fmt: skip
    assert place.told()[-2:] == [("activated", PROOF, "kari"), ("login", PROOF, "kari")]


def test_whatever_is_wrong_the_answer_is_the_same_and_the_log_tells_which(place: Place, kari: Owner) -> None:
    place.invite("siv")
    liv = owner(place, "liv")
    place.change(replace(place.account("liv"), locked=True))
    wrong: dict[str, Callable[[], object]] = {
        "password": lambda: kari.enter("noe helt annet enn det"),
        "code": lambda: kari.enter(code="000000" if kari.code != "000000" else "111111"),
        "no_account": lambda: place.door.log_in("ukjent", PASSWORD, "123456"),
        "not_activated": lambda: place.door.log_in("siv", PASSWORD, "123456"),
        "locked": liv.enter,
    }
    answers = {name: refused(attempt) for name, attempt in wrong.items()}
    assert len(set(answers.values())) == 1, answers
    assert [row[1] for row in place.told()[-5:]] == list(wrong)


@pytest.mark.usefixtures("kari")
def test_as_much_is_hashed_for_a_name_that_nobody_has(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time that an answer takes is nearly all of it the hash; so many are counted, whoever the attempt names."""
    place.invite("siv")
    hashed: list[str] = []
    for name in ("hash_secret", "verify_secret"):
        original = getattr(low_level, name)

        def seen(*given: object, original: Callable[..., object] = original, **named: object) -> object:
            hashed.append("")
            return original(*given, **named)

        monkeypatch.setattr(f"argon2._password_hasher.{name}", seen)
    counts = []
    for name in ("kari", "siv", "ukjent"):
        refused(lambda name=name: place.door.log_in(name, "feil passord hver gang", "123456"))  # type: ignore[misc]
        counts.append(len(hashed))
    assert counts == [1, 2, 3]


def test_a_code_is_taken_once(place: Place, kari: Owner) -> None:
    code = kari.code
    kari.enter(code=code)
    refused(lambda: kari.enter(code=code))
    place.later(seconds=30)
    refused(lambda: kari.enter(code=code))
    kari.enter()
    assert [row[1] for row in place.told()[-3:]] == ["replayed", "replayed", PROOF]


def test_of_many_at_once_with_the_same_code_one_gets_in(kari: Owner) -> None:
    code = kari.code

    def attempt(_: int) -> bool:
        try:
            kari.enter(code=code)
        except NotAllowedError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(8))) == 1


def test_of_many_guesses_at_once_five_are_judged(place: Place, kari: Owner) -> None:
    def attempt(number: int) -> str:
        return refused(lambda: kari.enter(f"gjetning nummer {number} av mange"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(attempt, range(12)))
    told = [row[0] for row in place.told()]
    assert (told.count("refused"), told.count("throttled")) == (5, 7)


def test_codes_of_the_half_minutes_beside_are_taken_and_others_are_not(place: Place, kari: Owner) -> None:
    place.later(minutes=5)
    for steps, fits in ((-2, False), (2, False), (-1, True), (1, True)):
        code = code_at(kari.secret, place.clock.shows + timedelta(seconds=30 * steps))
        if fits:
            kari.enter(code=code)
        else:
            refused(lambda code=code: kari.enter(code=code))  # type: ignore[misc]


def test_after_five_failures_nothing_is_judged_for_a_while_and_only_from_there(place: Place, kari: Owner) -> None:
    for _ in range(5):
        refused(lambda: kari.enter("feil passord hver gang"))
        place.later(minutes=1)
    waiting = refused(kari.enter)
    assert "10 min" in waiting
    assert place.door.session(kari.enter(door=from_elsewhere(place.door)).token) is None
    place.later(minutes=9)
    refused(kari.enter)
    place.later(minutes=2)
    kari.enter()


def test_one_who_keeps_trying_does_not_keep_another_out_for_ever(place: Place, kari: Owner) -> None:
    """What is not judged counts for nothing: after 15 minutes the owner may try, however often another tried."""
    for _ in range(200):
        refused(lambda: kari.enter("feil passord hver gang"))
        place.later(seconds=4)
    told = [row[0] for row in place.told()]
    assert told.count("refused") == 5
    place.later(minutes=2)
    kari.enter()


@pytest.mark.usefixtures("kari")
def test_names_that_nobody_has_are_throttled_alike_and_never_kept(place: Place) -> None:
    def answers(name: str) -> list[str]:
        return [refused(lambda: place.door.log_in(name, "feil passord hver gang", "123456")) for _ in range(7)]

    assert answers("kari") == answers("hemmelig12345 skrevet i feil felt")
    assert {row.user for row in place.rows()} == {"kari", ""}
    assert not any("hemmelig" in str(row) for row in place.rows())


def test_whoever_opens_an_account_forgets_what_was_wrong_before(place: Place, kari: Owner) -> None:
    for _ in range(6):
        refused(lambda: kari.enter("feil passord hver gang"))
    with place.door.database.write() as conn:
        at = place.clock.shows
        security_log.note(conn, Noted(at=at, what=Happening.unlocked, user="kari", os_account="maskin", by="siv"))
    kari.enter()


def test_a_right_log_in_forgets_failures_before_it(place: Place, kari: Owner) -> None:
    for _ in range(3):
        for _ in range(4):
            refused(lambda: kari.enter("feil passord hver gang"))
        kari.enter()
        place.later(minutes=1)


def test_costs_that_have_changed_are_taken_at_the_next_log_in(place: Place, kari: Owner) -> None:
    old = place.account("kari").password or ""
    door = replace(place.door, hashing=Hashing(memory=16, rounds=2))
    kari.enter(door=door)
    new = place.account("kari").password or ""
    assert ("m=8,t=1" in old, "m=16,t=2" in new) == (True, True)
    place.later(seconds=30)
    kari.enter(door=door)
    assert place.account("kari").password == new


def test_what_is_used_costs_no_less_than_owasp_asks() -> None:
    used = Hashing()
    assert (used.memory >= 19_456, used.rounds >= 2, used.lanes >= 1) == (True, True, True)
    assert used.hash(PASSWORD).startswith(f"$argon2id$v=19$m={used.memory},t={used.rounds},p={used.lanes}$")


def test_a_session_ends_after_eight_hours_or_an_hour_unused(place: Place, kari: Owner) -> None:
    first = kari.enter()
    for _ in range(8):
        assert place.door.session(first.token) is not None
        place.later(minutes=59)
    assert place.door.session(first.token) is not None
    place.later(minutes=8)
    assert place.door.session(first.token) is None
    second = kari.enter()
    place.later(minutes=60)
    assert place.door.session(second.token) is None
    assert [row[:2] for row in place.told()[-3:]] == [("ended", "ended"), ("login", PROOF), ("ended", "idle")]
    assert place.door.session(first.token) is None


@pytest.mark.parametrize("why", ["locked", "no_role", "reset", "other_os_account"])
def test_a_session_is_over_at_once(place: Place, kari: Owner, why: str) -> None:
    entered, door = kari.enter(), place.door
    if why == "locked":
        place.change(replace(place.account("kari"), locked=True))
    elif why == "no_role":
        kept = place.users.pop("kari")
    elif why == "reset":
        place.invite("kari")
    else:
        door = from_elsewhere(door)
    assert door.session(entered.token) is None
    if why == "no_role":
        place.users["kari"] = kept
        assert place.door.session(entered.token) is None
    if why == "other_os_account":
        assert place.door.session(entered.token) is not None


def test_whoever_has_no_role_today_does_not_get_in(place: Place, kari: Owner) -> None:
    del place.users["kari"]
    refused(kari.enter)
    assert place.told()[-1][:2] == ("refused", "no_role")


def test_logging_out_everywhere_ends_every_session(place: Place, kari: Owner) -> None:
    tokens = []
    for _ in range(3):
        tokens.append(kari.enter().token)
        place.later(seconds=30)
    assert place.door.log_out(tokens[0]) == 1
    assert [place.door.session(token) is not None for token in tokens] == [False, True, True]
    assert place.door.log_out(tokens[1], everywhere=True) == 3
    assert [place.door.session(token) for token in tokens] == [None] * 3
    assert place.door.log_out(tokens[2]) == 0


def test_a_token_that_nobody_was_given_opens_nothing(place: Place, kari: Owner) -> None:
    entered = kari.enter()
    rng = Random(7)
    for _ in range(count(200, 10_000)):
        token = list(entered.token)
        token[rng.randrange(43)] = rng.choice("ABCDEFabcdef012345_-")
        if "".join(token) != entered.token:
            assert place.door.session("".join(token)) is None
    with place.door.database.read() as conn:
        kept = accounts.sessions_of(conn, "kari")
    assert place.door.session(kept[-1].token) is None


def test_a_code_that_activates_is_taken_once_until_its_end_and_however_it_is_typed(place: Place) -> None:
    invite, secret = place.invite("liv"), codes.new_secret()

    def first_code() -> str:
        return code_at(secret, place.clock.shows)

    refused(lambda: place.door.activate("liv", codes.new_invite(), PASSWORD, secret, first_code()))
    refused(lambda: place.door.activate("liv", invite, PASSWORD, secret, "12345"))
    place.door.require_invited("liv", invite)
    place.door.activate("liv", invite.lower().replace("-", " "), PASSWORD, secret, first_code())
    refused(lambda: place.door.activate("liv", invite, PASSWORD, secret, first_code()))
    late = place.invite("siv")
    place.later(hours=48)
    refused(lambda: place.door.require_invited("siv", late))
    assert [row[1] for row in place.told() if row[0] == "refused"] == ["invite", "code", "no_invite", "invite_over"]


@pytest.mark.usefixtures("kari")
def test_a_secret_opens_for_its_own_account_alone_and_not_when_it_was_altered(place: Place) -> None:
    liv = owner(place, "liv")
    place.change(replace(place.account("kari"), totp=place.account("liv").totp))
    with pytest.raises(IntegrityError):
        Owner(place, "kari", liv.secret).enter()


def test_without_the_keys_nobody_logs_in_and_nothing_is_changed(place: Place, kari: Owner) -> None:
    folder = place.door.ring().folder
    for file in folder.path.glob("wrapping-*"):
        file.unlink()
    from pathways.vault.ring import KeyRing  # noqa: PLC0415 (a ring that has read nothing yet)

    door = replace(place.door, ring=lambda: KeyRing(folder=folder))
    before = place.account("kari")
    with pytest.raises(UnavailableError):
        kari.enter(door=door)
    assert place.account("kari") == before


def test_one_who_has_waited_behind_a_reset_does_not_come_in_with_the_old_password(place: Place, kari: Owner) -> None:
    """The password is judged outside the transaction: what was changed meanwhile counts."""

    class Meanwhile(Hashing):
        def fits(self, kept: str | None, password: str) -> bool:
            right = CHEAP.fits(kept, password)
            place.invite("kari")
            return right

    refused(lambda: kari.enter(door=replace(place.door, hashing=Meanwhile(memory=8, rounds=1))))
    assert place.told()[-1][:2] == ("refused", "changed")
