"""Personal-looking words in every corner of a case: no byte of what leaves the machine holds any of them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from notifications.folder import FolderChannel
from pathways.store import chain, events, heads, outbox
from pathways.store.database import Database
from tests.notifications.letters import notice
from tests.notifications.servers import post_office
from tests.notifications.test_dispatch import deliver, mail_channel, postman
from tests.store.records import SALT, act, head
from tests.support.databases import SqliteDatabases, migrate

CANARIES = (
    "BV-2026-4711",
    "Kanari",
    "Kanarisen",
    "kanarifrist",
    "kanarilop",
    "kanaritrinn",
    "kanarirolle",
    "kanaritittel",
    "kanaripost",
    "31129912345",
    "Kanariveien",
    "F90.0",
)
CASE = CANARIES[0]
TEXT = "Kanari Kanarisen, 31129912345, Kanariveien 7, F90.0"


@pytest.fixture
def db(sqlite_databases: SqliteDatabases) -> Iterator[Database]:
    database = Database.open(sqlite_databases.copy_of(migrate))
    with database.write() as conn:
        opened = head(CASE)
        heads.insert_head(conn, opened, f'{{"tekst": "{TEXT}"}}')
        record = act(1, case_id=CASE, text=TEXT)
        events.append(conn, [record], [SALT], ["digest"], chain.genesis(CASE))
        filled = replace(
            notice(1),
            case_id=CASE,
            run="kanarilop",
            deadline="kanarifrist",
            item="kanaripost.1",
            rung="kanaritrinn",
            role="kanarirolle",
            title_key="kanaritittel",
            escalate=True,
        )
        outbox.add(conn, [filled, replace(filled, notice_id=notice(2).notice_id)], ["smtp", "file"])
    yield database
    database.close()


def test_no_byte_that_leaves_holds_anything_of_a_case(db: Database, tmp_path: Path) -> None:
    folder = tmp_path / "post"
    with post_office() as post:
        report = deliver(postman(db, mail_channel(post.port), FolderChannel(folder)))
    assert (report.mails, report.sent) == (2, 4)
    files = list(folder.iterdir())
    left = [*post.raw, *(file.read_bytes() for file in files), *(file.name.encode() for file in files)]
    for mail in post.mails:
        left += [mail.get_content().encode(), *(str(value).encode() for value in mail.values())]
    assert len(left) > 10
    lowered = b"\n".join(left).lower()
    assert [word for word in CANARIES if word.lower().encode() in lowered] == []


def test_no_error_that_is_kept_holds_anything_of_a_case_or_an_address(db: Database) -> None:
    with post_office() as post:
        post.data_reply = f"550 5.7.1 {TEXT} kari@kommune.example".replace(",", "")
        deliver(postman(db, mail_channel(post.port)))
    with db.read() as conn:
        kept = " ".join(each.last_error for each in outbox.deliveries(conn, notice(1).notice_id))
    assert "550" in kept
    assert [word for word in (*CANARIES, "kari@") if word in kept] == []
