"""The migrations make exactly the tables of the models, on both databases, once."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from pathways.errors import UnavailableError
from pathways.store import migrate, schema
from pathways.store.database import Database
from pathways.store.tables import METADATA
from tests.store.conftest import migrated
from tests.support.databases import Databases, SqliteDatabases

_POSTGRES_FACTS = (
    """SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name, is_identity
       FROM information_schema.columns WHERE table_schema = 'public'""",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace""",
)
_SQLITE_FACTS = (
    """SELECT t.name, t.wr, t.strict, c.name, c.type, c."notnull", c.dflt_value, c.pk
       FROM pragma_table_list t JOIN pragma_table_xinfo(t.name) c WHERE t.schema = 'main'""",
    """SELECT t.name, f.* FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f WHERE t.schema = 'main'""",
    "SELECT tbl_name, name, sql FROM sqlite_schema WHERE type = 'index'",
    """SELECT t.name, i.name, i."unique", i.origin, i.partial, x.seqno, x.name, x.desc, x.coll
       FROM pragma_table_list t JOIN pragma_index_list(t.name) i JOIN pragma_index_xinfo(i.name) x
       WHERE t.schema = 'main'""",
)


def facts(conn: Connection) -> set[tuple[object, ...]]:
    """Everything the database itself says of its tables."""
    queries = _SQLITE_FACTS if conn.dialect.name == "sqlite" else _POSTGRES_FACTS
    rows = {tuple(row) for query in queries for row in conn.execute(text(query))}
    return {row for row in rows if not any(str(value).startswith(schema.VERSION_TABLE) for value in row)}


def checks(conn: Connection) -> set[str]:
    """The check constraints as an SQLite file holds them, by line."""
    rows = conn.execute(text("SELECT sql FROM sqlite_schema WHERE type = 'table'")).scalars()
    return {line.strip(" ,\n\t") for sql in rows for line in sql.split("\n") if "CHECK" in line}


def create_all(database: Database) -> None:
    """Makes the tables as the models say, without a migration."""
    with database.write() as conn:
        METADATA.create_all(conn)


def test_the_migrations_make_the_tables_of_the_models(databases: Databases) -> None:
    by_migration, by_models = (Database.open_unmigrated(databases.fresh()) for _ in range(2))
    migrate.upgrade(by_migration)
    create_all(by_models)
    with by_migration.read() as one, by_models.read() as other:
        assert facts(one) == facts(other)
    by_migration.close()
    by_models.close()


def test_alembic_sees_no_difference(db: Database) -> None:
    with db.read() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, METADATA) == []


def test_the_checks_of_sqlite_are_those_of_the_models(sqlite_databases: SqliteDatabases) -> None:
    found = []
    for make in (migrate.upgrade, create_all):
        database = Database.open_unmigrated(sqlite_databases.fresh())
        make(database)
        with database.read() as conn:
            found.append(checks(conn))
        database.close()
    assert found[0] == found[1] != set()


def test_upgrading_twice_changes_nothing(databases: Databases) -> None:
    url = databases.copy_of(migrated)
    database = Database.open_unmigrated(url)
    with database.read() as conn:
        before = facts(conn)
    migrate.upgrade(database)
    with database.read() as conn:
        assert facts(conn) == before
    database.close()


def test_a_failed_upgrade_leaves_nothing_behind(databases: Databases) -> None:
    database = Database.open_unmigrated(databases.fresh())
    with database.write() as conn:
        conn.execute(text("CREATE VIEW worker AS SELECT 1 AS x"))
    with pytest.raises(UnavailableError, match="er som den var"):
        migrate.upgrade(database)
    with database.read() as conn:
        assert inspect(conn).get_table_names() == []
    database.close()


def test_the_revision_the_program_asks_for_is_the_newest() -> None:
    assert migrate.head() == schema.HEAD


def test_a_database_says_which_revision_it_is_at(databases: Databases) -> None:
    database = Database.open_unmigrated(databases.fresh())
    before = migrate.current(database)
    migrate.upgrade(database)
    assert (before, migrate.current(database)) == (None, schema.HEAD)
    database.close()


def test_timers_lie_in_the_order_they_fall_due(db: Database) -> None:
    with db.read() as conn:
        if db.kind == "sqlite":
            clustered = conn.execute(text("SELECT wr FROM pragma_table_list WHERE name = 'timer'")).scalar_one()
            assert clustered == 1
        else:
            order = conn.execute(text("SELECT indexdef FROM pg_indexes WHERE indexname = 'pk_timer'")).scalar_one()
            assert order.endswith("(due_at, case_id, key)")


def test_a_database_that_is_not_prepared_names_the_command(databases: Databases) -> None:
    url = databases.fresh()
    Database.open_unmigrated(url).close()
    with pytest.raises(UnavailableError, match="pathways init"):
        Database.open(url)


def test_a_database_of_another_revision_is_refused(databases: Databases) -> None:
    url = databases.copy_of(migrated)
    database = Database.open(url)
    with database.write() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(UnavailableError, match=r"9999.*0001.*pathways init"):
        Database.open(url)
