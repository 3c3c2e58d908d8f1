"""the wardrobe's version counts on PostgreSQL, too

Once per statement, not per row: an import adds many rows. On SQLite, migration 0010 made the triggers.

Revision ID: 0018
Revises: 0017
"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TABLES = ("items", "embeddings")
EVENTS = {"insert": "NEW", "update": "NEW", "delete": "OLD"}


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(
        "CREATE FUNCTION count_wardrobe_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "UPDATE users SET wardrobe_version = wardrobe_version + 1 WHERE id IN (SELECT owner_id FROM changed); "
        "RETURN NULL; END $$"
    )
    for table in TABLES:
        for event, rows in EVENTS.items():
            op.execute(
                f"CREATE TRIGGER count_{table}_{event} AFTER {event} ON {table} "
                f"REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_wardrobe_change()"
            )


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in TABLES:
        for event in EVENTS:
            op.execute(f"DROP TRIGGER count_{table}_{event} ON {table}")
    op.execute("DROP FUNCTION count_wardrobe_change()")
