"""The careers channel: what moderators set up, and members of a server do with each other."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column(
        "guild",
        sa.Column(
            "replanned",
            sa.BigInteger(),
            nullable=True,
            comment="Up to which id its members were planned within these bounds; None: all",
        ),
    )
    op.create_table(
        "notice",
        sa.Column("id", _ID, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("introduction_id", sa.String(length=12), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("nonce", sa.String(length=25), nullable=False),
        sa.Column("state", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        comment="What the coach has to tell a member about an introduction; worded when it goes",
    )
    op.create_index("ix_notice_due", "notice", ["due"])
    op.create_index("ix_notice_introduction_id", "notice", ["introduction_id"])
    op.create_index("ix_notice_member_id", "notice", ["member_id"])
    op.create_table(
        "retraction",
        sa.Column("id", _ID, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "message_id",
            sa.BigInteger(),
            nullable=True,
            comment="None: may have arrived; known by its marker",
        ),
        sa.Column(
            "marker",
            sa.String(length=100),
            nullable=True,
            comment="The custom id of a button on it",
        ),
        sa.Column(
            "since", sa.BigInteger(), nullable=True, comment="From when on to look for the marker"
        ),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_retraction"),
        comment="A message of the coach that is to be deleted; holds no member's id",
    )
    op.create_index("ix_retraction_due", "retraction", ["due"])
    op.create_table(
        "careers",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("data_key", sa.LargeBinary(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False, comment="bot.coaching.careers.Careers"),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("panel_channel", sa.BigInteger(), nullable=True),
        sa.Column("panel_message", sa.BigInteger(), nullable=True),
        sa.Column("panel_nonce", sa.String(length=25), nullable=True),
        sa.Column(
            "panel_due",
            sa.BigInteger(),
            nullable=True,
            comment="When to post or edit the panel; None: it stands",
        ),
        sa.Column("panel_attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "panel_error",
            sa.String(length=200),
            nullable=True,
            comment="Why it could not be posted or pinned",
        ),
        sa.Column(
            "paused",
            sa.BigInteger(),
            nullable=True,
            comment="Since when the team has stopped everything",
        ),
        sa.Column(
            "removed",
            sa.BigInteger(),
            nullable=True,
            comment="Since when the bot is no longer in the server",
        ),
        sa.Column(
            "prompt_due",
            sa.BigInteger(),
            nullable=True,
            comment="When the next is; None: switched off",
        ),
        sa.Column("digest_due", sa.BigInteger(), nullable=True),
        sa.Column("report_due", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.id"], name="fk_careers_guild_id_guild", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", name="pk_careers"),
        comment="A server whose moderators set the coach up, and the key of what is sealed for it",
    )
    for column in ("prompt_due", "digest_due", "report_due"):
        op.create_index(f"ix_careers_{column}", "careers", [column])
    op.create_table(
        "careers_block",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True, comment="None: for good"),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False, comment="Sealed for the server"),
        sa.ForeignKeyConstraint(
            ["guild_id"],
            ["careers.guild_id"],
            name="fk_careers_block_guild_id_careers",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name="pk_careers_block"),
        comment="Whom the team keeps from introductions, open door and wins",
    )
    op.create_table(
        "careers_change",
        sa.Column("id", _ID, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.id"], name="fk_careers_change_guild_id_guild", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_careers_change"),
        comment="Who changed what in a server's settings",
    )
    op.create_index("ix_careers_change_guild_id_at", "careers_change", ["guild_id", "at"])
    op.create_table(
        "careers_post",
        sa.Column("id", _ID, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column(
            "slot", sa.String(length=40), nullable=False, comment="The day it was due; once each"
        ),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column(
            "text",
            sa.Text(),
            nullable=True,
            comment="Its words, for all to read; frozen, gone once settled",
        ),
        sa.Column(
            "prompt", sa.String(length=12), nullable=True, comment="Which weekly prompt it is"
        ),
        sa.Column("nonce", sa.String(length=25), nullable=False),
        sa.Column("state", sa.SmallInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("first_attempt", sa.BigInteger(), nullable=True),
        sa.Column("next_attempt", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=24), nullable=True, comment="Why it was left out"),
        sa.Column("error", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["guild_id"],
            ["careers.guild_id"],
            name="fk_careers_post_guild_id_careers",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_careers_post"),
        sa.UniqueConstraint("guild_id", "kind", "slot", name="uq_careers_post_guild_id_kind_slot"),
        comment="What the coach posted in a server by itself, or left out and why",
    )
    op.create_index(
        "ix_careers_post_next_attempt",
        "careers_post",
        ["next_attempt"],
        sqlite_where=sa.text("state = 0"),
        postgresql_where=sa.text("state = 0"),
    )
    op.create_table(
        "careers_prompt",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column(
            "text", sa.Text(), nullable=False, comment="Posted for all to read, so not sealed"
        ),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"],
            ["careers.guild_id"],
            name="fk_careers_prompt_guild_id_careers",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("guild_id", "id", name="pk_careers_prompt"),
        comment="A server's own weekly prompts, and its wording of those that ship",
    )
    op.create_table(
        "careers_week",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("week", sa.String(length=10), nullable=False, comment="Its Monday"),
        sa.Column("numbers", sa.JSON(), nullable=False, comment="Good habits, counted without ids"),
        sa.Column("contributors", sa.Integer(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False, comment="Where the next count begins"),
        sa.ForeignKeyConstraint(
            ["guild_id"],
            ["careers.guild_id"],
            name="fk_careers_week_guild_id_careers",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("guild_id", "week", name="pk_careers_week"),
        comment="A week's counters, fixed when the digest was due",
    )
    op.create_table(
        "report",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("introduction_id", sa.String(length=12), nullable=False),
        sa.Column("reporter_id", sa.BigInteger(), nullable=False),
        sa.Column("reported_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column(
            "text",
            sa.LargeBinary(),
            nullable=True,
            comment="Sealed for the server, where the reporter ticked",
        ),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guild_id"],
            ["careers.guild_id"],
            name="fk_report_guild_id_careers",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        comment="An introduction that somebody reported to the server's team",
    )
    op.create_index("ix_report_guild_id", "report", ["guild_id"])
    op.create_table(
        "careers_member",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "reachable",
            sa.BigInteger(),
            nullable=True,
            comment="Since when introductions may reach them here",
        ),
        sa.Column(
            "adult", sa.BigInteger(), nullable=True, comment="When they confirmed being 18 or over"
        ),
        sa.Column("never", sa.BigInteger(), nullable=True, comment="When they said: never ask me"),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.id"], name="fk_careers_member_guild_id_guild", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name="fk_careers_member_member_id_member",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name="pk_careers_member"),
        comment="What a member allows in a server",
    )
    op.create_index("ix_careers_member_member_id", "careers_member", ["member_id"])
    op.create_table(
        "introduction",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("asker_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "friend_id", sa.BigInteger(), nullable=True, comment="None: through an open door"
        ),
        sa.Column("target_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column(
            "expires",
            sa.BigInteger(),
            nullable=True,
            comment="When silence ends it; None where nothing is pending",
        ),
        sa.Column("minutes", sa.SmallInteger(), nullable=False),
        sa.Column("shows", sa.JSON(), nullable=False, comment="What each side agreed to show"),
        sa.Column(
            "words",
            sa.LargeBinary(),
            nullable=True,
            comment="Sealed for the asker: goal and two sentences",
        ),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asker_id"], ["member.id"], name="fk_introduction_asker_id_member", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.id"], name="fk_introduction_guild_id_guild", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_introduction"),
        comment="A request to be introduced within a server, until it ended and a while longer",
    )
    op.create_index("ix_introduction_asker_id", "introduction", ["asker_id"])
    op.create_index("ix_introduction_expires", "introduction", ["expires"])
    op.create_index("ix_introduction_friend_id", "introduction", ["friend_id"])
    op.create_index("ix_introduction_guild_id", "introduction", ["guild_id"])
    op.create_index("ix_introduction_target_id", "introduction", ["target_id"])
    op.create_table(
        "open_door",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("topics", sa.LargeBinary(), nullable=False, comment="Sealed"),
        sa.Column("per_month", sa.SmallInteger(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("held", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column(
            "shown",
            sa.BigInteger(),
            nullable=True,
            comment="When others last found it: fair rotation",
        ),
        sa.Column("closed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.id"], name="fk_open_door_guild_id_guild", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name="fk_open_door_member_id_member", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name="pk_open_door"),
        comment="Conversations a member offers to the server, so many a month",
    )
    op.create_index("ix_open_door_member_id", "open_door", ["member_id"])
    op.create_table(
        "win",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "text",
            sa.LargeBinary(),
            nullable=False,
            comment="Sealed: words, author, choices",
        ),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("nonce", sa.String(length=25), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column(
            "due",
            sa.BigInteger(),
            nullable=True,
            comment="When the coach looks at it next, None: never by itself",
        ),
        sa.Column(
            "expires",
            sa.BigInteger(),
            nullable=True,
            comment="When waiting ends: as a preview, in the queue",
        ),
        sa.Column(
            "tried",
            sa.BigInteger(),
            nullable=True,
            comment="When it was sent for the first time",
        ),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.id"], name="fk_win_guild_id_guild", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name="fk_win_member_id_member", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_win"),
        comment="A win that a member shares in the careers channel",
    )
    op.create_index("ix_win_due", "win", ["due"])
    op.create_index("ix_win_guild_id", "win", ["guild_id"])
    op.create_index("ix_win_member_id", "win", ["member_id"])


def downgrade() -> None:
    op.drop_table("win")
    op.drop_table("open_door")
    op.drop_table("introduction")
    op.drop_table("careers_member")
    op.drop_table("report")
    op.drop_table("careers_week")
    op.drop_table("careers_prompt")
    op.drop_table("careers_post")
    op.drop_table("careers_change")
    op.drop_table("careers_block")
    op.drop_table("careers")
    op.drop_table("retraction")
    op.drop_table("notice")
    op.drop_column("guild", "replanned")
