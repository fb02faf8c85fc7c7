"""Accounts and their log for people and as JSON. No secret is ever among it but a code that is told once."""

from collections.abc import Sequence
from datetime import datetime

from pathways.cli.documents import Document
from pathways.cli.output import tell, tell_aside, tell_json, tell_rows
from pathways.cli.when import json_moment, write_short_moment
from pathways.login.keeping import Invited, Kept
from pathways.messages import say
from pathways.store.accounts import LoginSession
from pathways.store.security_log import Noted

INVITED = "pathways.account-invited/1"
ACCOUNTS = "pathways.accounts/1"
ACCOUNT = "pathways.account/1"
LOG = "pathways.account-log/1"


def tell_invited(invited: Invited, *, by_account: str, as_json: bool) -> None:
    """The code, once. ``by_account``: the account of the machine that did it, where nobody manages accounts."""
    if as_json:
        until = json_moment(invited.until)
        tell_json({"schema": INVITED, "user": invited.user, "code": invited.code, "until": until})
    else:
        tell(say("cli.account.invited", user=invited.user, until=write_short_moment(invited.until)))
        tell(f"    {invited.code}")
        tell_aside(say("cli.account.hand_over", user=invited.user))
    if by_account:
        tell_aside(say("cli.account.nobody_could", account=by_account))


def tell_accounts(kept: Sequence[Kept], now: datetime, *, as_json: bool) -> None:
    """Everybody with an account or a role."""
    if as_json:
        tell_json({"schema": ACCOUNTS, "accounts": [_document(each, now) for each in kept]})
        return
    rows = [(each.user, say(f"cli.account.state_{_state(each, now)}"), _login(each)) for each in kept]
    tell_rows(rows, fixed=(0,))


def tell_account(kept: Kept, now: datetime, *, as_json: bool) -> None:
    """One account, with the sessions that last."""
    if as_json:
        sessions = [_session(each) for each in kept.sessions if each.ends_at > now]
        tell_json({"schema": ACCOUNT, **_document(kept, now), "sessions": sessions})
        return
    tell(f"{kept.user} · {say(f'cli.account.state_{_state(kept, now)}')} · {_login(kept)}")
    lasting = [each for each in kept.sessions if each.ends_at > now]
    if lasting:
        tell("\n" + say("cli.account.sessions"), "bold")
        tell_rows(
            (
                say(
                    "cli.account.session",
                    begun=write_short_moment(each.begun_at),
                    until=write_short_moment(each.ends_at),
                ),
                say("cli.account.used", at=write_short_moment(each.used_at), account=each.os_account),
            )
            for each in lasting
        )


def tell_log(noted: Sequence[Noted], *, as_json: bool) -> None:
    """What happened, newest first."""
    if as_json:
        tell_json({"schema": LOG, "rows": [_noted(each) for each in noted]})
        return
    if not noted:
        tell(say("cli.account.nothing_noted"))
    tell_rows(
        (
            (
                write_short_moment(each.at),
                each.user or say("cli.account.unknown"),
                _happened(each),
                say("cli.account.on_account", account=each.os_account),
            )
            for each in noted
        ),
        fixed=(0,),
    )


def _happened(noted: Noted) -> str:
    told = say(f"cli.account.did_{noted.what.value}")
    if noted.by:
        told = say("cli.account.did_by", did=told, by=noted.by)
    known = noted.detail and noted.detail != "password+totp"
    return f"{told}: {say(f'cli.account.why_{noted.detail}')}" if known else told


def _state(kept: Kept, now: datetime) -> str:
    account = kept.account
    if account is None:
        return "none"
    if account.locked:
        return "locked"
    if account.active:
        return "active"
    return "invited" if account.invite_until is not None and account.invite_until > now else "invite_over"


def _login(kept: Kept) -> str:
    return say("cli.account.last_login", at=write_short_moment(kept.last_login)) if kept.last_login else ""


def _document(kept: Kept, now: datetime) -> Document:
    account = kept.account
    invited = account is not None and not account.active and account.invite_until is not None
    return {
        "user": kept.user,
        "state": _state(kept, now),
        "code_until": json_moment(account.invite_until) if invited and account and account.invite_until else None,
        "last_login": json_moment(kept.last_login) if kept.last_login else None,
    }


def _session(session: LoginSession) -> Document:
    return {
        "begun_at": json_moment(session.begun_at),
        "used_at": json_moment(session.used_at),
        "ends_at": json_moment(session.ends_at),
        "os_account": session.os_account,
    }


def _noted(noted: Noted) -> Document:
    return {
        "at": json_moment(noted.at),
        "what": noted.what.value,
        "detail": noted.detail or None,
        "user": noted.user or None,
        "by": noted.by or None,
        "os_account": noted.os_account,
    }
