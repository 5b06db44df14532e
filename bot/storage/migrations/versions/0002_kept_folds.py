"""What a history led to, kept with its last event."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "event",
        sa.Column(
            "folded",
            sa.JSON(),
            nullable=True,
            comment="What the history had led to then (bot.storage.folds)",
        ),
    )


def downgrade() -> None:
    op.drop_column("event", "folded")
