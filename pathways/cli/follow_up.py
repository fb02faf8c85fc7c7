"""After a command that changes messages between services: who they concern is told at once."""

from pathways.cli.context import Session


def follow_up(session: Session) -> None:
    """Tell the other log, and those who wait or are waited for. What cannot be told now is told by the next tick."""
    from pathways.engine.signal_follow_up import follow_up as tell_on

    installation = session.installation
    tell_on(installation.database, installation.desk, installation.clock.now())
