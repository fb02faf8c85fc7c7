"""A sender killed between sending and marking: at most one more copy, under the same id, and none lost."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from notifications.dispatch import LEASE
from pathways.store import outbox
from pathways.store.database import Database
from pathways.store.outbox import DeliveryStatus
from tests.notifications import dying
from tests.notifications.letters import CASE, NOW, notice
from tests.notifications.servers import post_office
from tests.notifications.test_dispatch import NOTHING, deliver, mail_channel, of, postman
from tests.store.records import open_case
from tests.support.databases import Databases, migrate

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_a_killed_sender_costs_at_most_one_more_copy_under_the_same_id(databases: Databases) -> None:
    url = databases.copy_of(migrate)
    db = Database.open(url)
    with db.write() as conn:
        open_case(conn, CASE)
        outbox.add(conn, [notice(1), notice(2)], ["smtp"])
    with post_office() as post:
        command = [sys.executable, "-m", "tests.notifications.dying", url, str(post.port)]
        died = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert (died.returncode, died.stderr) == (dying.STATUS, "")
        assert of(db).status is DeliveryStatus.claimed
        sender = postman(db, mail_channel(post.port))
        assert deliver(sender, NOW + LEASE - timedelta(seconds=1)) == NOTHING
        assert deliver(sender, NOW + LEASE).sent == 2
        assert deliver(sender, NOW + timedelta(days=1)) == NOTHING
    db.close()
    first, again = post.mails
    assert first["Message-ID"] == again["Message-ID"]
    assert (first["X-Resent-Reason"], bool(again["X-Resent-Reason"])) == (None, True)
    assert first.get_content() == again.get_content()
