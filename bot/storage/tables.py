"""The tables. Migrations in `bot/storage/migrations/` bring a database to this shape.

What third people are called and whatever anybody wrote is stored sealed (`LargeBinary`
columns, see `bot.keys`); everything else is structure. Instants are whole microseconds since
1970 in UTC, so that both databases compare them alike.
"""

from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Instant(TypeDecorator[datetime]):
    """An aware datetime in UTC, kept as whole microseconds."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:
        if value is None:
            return None
        return (value - EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Any) -> datetime | None:
        return None if value is None else EPOCH + timedelta(microseconds=value)


class NudgeState(IntEnum):
    """Where a nudge stands. Sent and dropped are facts that replanning never touches."""

    PENDING = 0
    CLAIMED = 1
    """Part of a delivery that was not sent yet."""
    SENT = 2
    DROPPED = 3
    WITHDRAWN = 4
    """Its reason is gone; planned again (after an undo, say) it becomes pending again."""


class DeliveryState(IntEnum):
    """Where a delivery stands."""

    QUEUED = 0
    LEASED = 1
    SENT = 2
    PARKED = 3
    """Given up after the last try; `doctor` shows it with its error."""
    DROPPED = 4
    """Every item lost its reason before the first attempt."""
    CLOSED = 5
    """The member's direct messages are closed; it waits in `/coach`."""


class PostState(IntEnum):
    """Where a post of the coach in a server stands."""

    SENDING = 0
    """Claimed; it may be there already where a process died in between."""
    POSTED = 1
    LEFT_OUT = 2
    """Not posted; `error` says why."""


class NoticeState(IntEnum):
    """Where something that the coach has to do about an introduction stands."""

    WAITING = 0
    """Not done yet, or tried without knowing whether it arrived."""
    DONE = 1
    DROPPED = 2
    """It lost its point, or could not be done in time; `error` says why."""


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _member_id(**options: Any) -> sa.Column[int]:
    reference = sa.ForeignKey("member.id", ondelete="CASCADE")
    return sa.Column("member_id", sa.BigInteger, reference, nullable=False, **options)


def _person_id(**options: Any) -> sa.Column[str]:
    reference = sa.ForeignKey("person.id", ondelete="CASCADE")
    return sa.Column("person_id", sa.String(12), reference, nullable=False, **options)


installation = sa.Table(
    "installation",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    comment="What concerns the whole installation: key check, sync hash, last sweep",
)

guild = sa.Table(
    "guild",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("name", sa.String(100), nullable=False, server_default=""),
    sa.Column("bounds", sa.JSON, nullable=False),
    sa.Column(
        "replanned",
        sa.BigInteger,
        comment="Up to which id its members were planned within these bounds; None: all",
    ),
    sa.Column("created", Instant, nullable=False),
    comment="A server that members may call home; its bounds around their settings",
)

member = sa.Table(
    "member",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("data_key", sa.LargeBinary, nullable=False),
    sa.Column("created", Instant, nullable=False),
    sa.Column("locale", sa.String(16), nullable=False, server_default="en"),
    sa.Column("zone", sa.String(64), comment="None until the member was asked"),
    sa.Column("preferences", sa.JSON, nullable=False),
    sa.Column("about", sa.LargeBinary, comment="Sealed: name, goal, two sentences"),
    sa.Column("home", sa.BigInteger, sa.ForeignKey("guild.id", ondelete="SET NULL")),
    sa.Column("paused_until", Instant),
    sa.Column("dm_channel", sa.BigInteger),
    sa.Column("dm_closed", Instant, comment="Since when direct messages are refused"),
    sa.Column("dm_tested", Instant, comment="When the test message arrived"),
    sa.Column("dm_told", Instant, comment="When the member was told that they are closed"),
    sa.Column("unanswered", sa.Integer, nullable=False, server_default="0"),
    comment="A member; deleting the row destroys the data key and everything sealed with it",
)

person = sa.Table(
    "person",
    metadata,
    sa.Column("id", sa.String(12), primary_key=True),
    _member_id(),
    sa.Column("details", sa.LargeBinary, nullable=False, comment="Sealed: name, role and so on"),
    sa.Column("name_mac", sa.LargeBinary, nullable=False),
    sa.Column("field", sa.String(8), comment="mine or outside"),
    sa.Column("referred_by", sa.String(12)),
    sa.Column("has_questions", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("created", Instant, nullable=False),
    sa.Index(None, "member_id", "name_mac"),
    comment="Somebody a member would like to talk to",
)

do_not_contact = sa.Table(
    "do_not_contact",
    metadata,
    _member_id(primary_key=True),
    sa.Column("name_mac", sa.LargeBinary, primary_key=True),
    sa.Column("created", Instant, nullable=False),
    comment="Keeps nothing but the fact",
)

event = sa.Table(
    "event",
    metadata,
    _person_id(primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    _member_id(),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("stage", sa.String(24), nullable=False, comment="The stage it led to"),
    sa.Column("at", Instant, nullable=False),
    sa.Column("recorded", Instant, nullable=False),
    sa.Column("facts", sa.JSON, nullable=False),
    sa.Column("words", sa.LargeBinary, comment="Sealed: what the member wrote with it"),
    sa.Column("interaction", sa.BigInteger),
    sa.Column("folded", sa.JSON, comment="What the history had led to then (bot.storage.folds)"),
    sa.UniqueConstraint("person_id", "interaction", "kind"),
    sa.Index(None, "member_id", "recorded"),
    comment="The history of a person; rows are only ever added",
)

writing = sa.Table(
    "writing",
    metadata,
    _person_id(primary_key=True),
    sa.Column("kind", sa.String(32), primary_key=True),
    _member_id(index=True),
    sa.Column("text", sa.LargeBinary, nullable=False, comment="Sealed: subject and body"),
    sa.Column("written", Instant, nullable=False),
    comment="The latest draft of each kind for a person",
)

question = sa.Table(
    "question",
    metadata,
    _person_id(primary_key=True),
    sa.Column("id", sa.String(12), primary_key=True),
    _member_id(index=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("phase", sa.String(16), nullable=False),
    sa.Column("text", sa.LargeBinary, nullable=False),
    sa.Column("grows_from", sa.String(12)),
    comment="The list of questions for a talk",
)

talk = sa.Table(
    "talk",
    metadata,
    _person_id(primary_key=True),
    _member_id(index=True),
    sa.Column("state", sa.LargeBinary, nullable=False, comment="Sealed: how far it has come"),
    comment="A talk while it goes on: what became of each question, and the notes taken",
)

nudge = sa.Table(
    "nudge",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    _member_id(),
    _person_id(),
    sa.Column("kind", sa.String(24), nullable=False),
    sa.Column("cycle", sa.Integer, nullable=False),
    sa.Column("n", sa.Integer, nullable=False),
    sa.Column("due", Instant, nullable=False),
    sa.Column("wake", Instant, nullable=False, comment="When to look at it next"),
    sa.Column("deadline", Instant),
    sa.Column("state", sa.SmallInteger, nullable=False, server_default="0"),
    sa.Column("reason", sa.String(24), comment="Why it was dropped"),
    sa.Column("delivery_id", _Id),
    sa.Column("sent", Instant),
    sa.UniqueConstraint("person_id", "kind", "cycle", "n"),
    sa.Index("ix_nudge_member", "member_id", "state"),
    comment="A reason to write to a member, and when",
)
# Partial on PostgreSQL as well, by the migration; to say so here would import its dialect (two
# megabytes) on SQLite.
sa.Index(
    "ix_nudge_wake",
    nudge.c.wake,
    sqlite_where=sa.text("state = 0"),
)

delivery = sa.Table(
    "delivery",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    _member_id(),
    sa.Column("slot", sa.String(40), nullable=False, comment="Unique for the member"),
    sa.Column("travel", sa.String(8), nullable=False),
    sa.Column("day", sa.String(10), nullable=False, comment="The member's local day"),
    sa.Column("nudge_ids", sa.JSON, nullable=False, comment="Nudge ids, frozen, in order"),
    sa.Column("last", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("body", sa.LargeBinary, comment="Sealed: the frozen text, until settled"),
    sa.Column("nonce", sa.String(25), nullable=False),
    sa.Column("rank", sa.SmallInteger, nullable=False),
    sa.Column("state", sa.SmallInteger, nullable=False, server_default="0"),
    sa.Column("due", Instant, nullable=False, comment="When it should have gone"),
    sa.Column("next_attempt", Instant, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("first_attempt", Instant),
    sa.Column("owner", sa.String(40)),
    sa.Column("lease_until", Instant),
    sa.Column("channel_id", sa.BigInteger),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("settled", Instant),
    sa.Column("error", sa.String(200)),
    sa.UniqueConstraint("member_id", "slot"),
    comment="One message to one member",
)
sa.Index(
    "ix_delivery_next_attempt",
    delivery.c.next_attempt,
    sqlite_where=sa.text("state = 0"),
)
sa.Index(
    "ix_delivery_lease_until",
    delivery.c.lease_until,
    sqlite_where=sa.text("state = 1"),
)


# The careers channel of a server, and what its members do there with each other.


def _guild_id(**options: Any) -> sa.Column[int]:
    reference = sa.ForeignKey("guild.id", ondelete="CASCADE")
    return sa.Column("guild_id", sa.BigInteger, reference, nullable=False, **options)


def _set_up_id(**options: Any) -> sa.Column[int]:
    """Of a server's settings: goes with them."""
    reference = sa.ForeignKey("careers.guild_id", ondelete="CASCADE")
    return sa.Column("guild_id", sa.BigInteger, reference, nullable=False, **options)


careers = sa.Table(
    "careers",
    metadata,
    _guild_id(primary_key=True, autoincrement=False),
    sa.Column("data_key", sa.LargeBinary, nullable=False),
    sa.Column("settings", sa.JSON, nullable=False, comment="bot.coaching.careers.Careers"),
    sa.Column("created", Instant, nullable=False),
    sa.Column("panel_channel", sa.BigInteger),
    sa.Column("panel_message", sa.BigInteger),
    sa.Column("panel_nonce", sa.String(25)),
    sa.Column("panel_due", Instant, comment="When to post or edit the panel; None: it stands"),
    sa.Column("panel_attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("panel_error", sa.String(200), comment="Why it could not be posted or pinned"),
    sa.Column("paused", Instant, comment="Since when the team has stopped everything"),
    sa.Column("removed", Instant, comment="Since when the bot is no longer in the server"),
    sa.Column("prompt_due", Instant, index=True, comment="When the next is; None: switched off"),
    sa.Column("digest_due", Instant, index=True),
    sa.Column("report_due", Instant, index=True),
    comment="A server whose moderators set the coach up, and the key of what is sealed for it",
)

careers_change = sa.Table(
    "careers_change",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    _guild_id(),
    sa.Column("at", Instant, nullable=False),
    sa.Column("actor_id", sa.BigInteger, nullable=False),
    sa.Column("what", sa.String(32), nullable=False),
    sa.Column("facts", sa.JSON, nullable=False),
    sa.Index(None, "guild_id", "at"),
    comment="Who changed what in a server's settings",
)

careers_prompt = sa.Table(
    "careers_prompt",
    metadata,
    _set_up_id(primary_key=True),
    sa.Column("id", sa.String(12), primary_key=True),
    sa.Column("text", sa.Text, nullable=False, comment="Posted for all to read, so not sealed"),
    sa.Column("created", Instant, nullable=False),
    comment="A server's own weekly prompts, and its wording of those that ship",
)

careers_post = sa.Table(
    "careers_post",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    _set_up_id(),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("slot", sa.String(40), nullable=False, comment="The day it was due; once each"),
    sa.Column("due", Instant, nullable=False),
    sa.Column("text", sa.Text, comment="Its words, for all to read; frozen, gone once settled"),
    sa.Column("prompt", sa.String(12), comment="Which weekly prompt it is"),
    sa.Column("nonce", sa.String(25), nullable=False),
    sa.Column("state", sa.SmallInteger, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("first_attempt", Instant),
    sa.Column("next_attempt", Instant, nullable=False),
    sa.Column("channel_id", sa.BigInteger),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("reason", sa.String(24), comment="Why it was left out"),
    sa.Column("error", sa.String(200)),
    sa.UniqueConstraint("guild_id", "kind", "slot"),
    comment="What the coach posted in a server by itself, or left out and why",
)
# Partial on PostgreSQL as well, by the migration.
sa.Index(
    "ix_careers_post_next_attempt",
    careers_post.c.next_attempt,
    sqlite_where=sa.text("state = 0"),
)

careers_week = sa.Table(
    "careers_week",
    metadata,
    _set_up_id(primary_key=True),
    sa.Column("week", sa.String(10), primary_key=True, comment="Its Monday"),
    sa.Column("numbers", sa.JSON, nullable=False, comment="Good habits, counted without ids"),
    sa.Column("contributors", sa.Integer, nullable=False),
    sa.Column("until", Instant, nullable=False, comment="Where the next count begins"),
    comment="A week's counters, fixed when the digest was due",
)

careers_member = sa.Table(
    "careers_member",
    metadata,
    _guild_id(primary_key=True),
    _member_id(primary_key=True, index=True),
    sa.Column("reachable", Instant, comment="Since when introductions may reach them here"),
    sa.Column("adult", Instant, comment="When they confirmed being 18 or over"),
    sa.Column("never", Instant, comment="When they said: never ask me"),
    comment="What a member allows in a server",
)

careers_block = sa.Table(
    "careers_block",
    metadata,
    _set_up_id(primary_key=True),
    sa.Column("member_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("until", Instant, comment="None: for good"),
    sa.Column("by_id", sa.BigInteger, nullable=False),
    sa.Column("reason", sa.LargeBinary, nullable=False, comment="Sealed for the server"),
    comment="Whom the team keeps from introductions, open door and wins",
)

introduction = sa.Table(
    "introduction",
    metadata,
    sa.Column("id", sa.String(12), primary_key=True),
    _guild_id(index=True),
    sa.Column(
        "asker_id",
        sa.BigInteger,
        sa.ForeignKey("member.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column("friend_id", sa.BigInteger, index=True, comment="None: through an open door"),
    sa.Column("target_id", sa.BigInteger, index=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    sa.Column("created", Instant, nullable=False),
    sa.Column("changed", Instant, nullable=False),
    sa.Column("expires", Instant, comment="When silence ends it; None where nothing is pending"),
    sa.Column("minutes", sa.SmallInteger, nullable=False),
    sa.Column("shows", sa.JSON, nullable=False, comment="What each side agreed to show"),
    sa.Column("words", sa.LargeBinary, comment="Sealed for the asker: goal and two sentences"),
    sa.Column("channel_id", sa.BigInteger),
    sa.Column("thread_id", sa.BigInteger),
    comment="A request to be introduced within a server, until it ended and a while longer",
)
sa.Index("ix_introduction_expires", introduction.c.expires)

notice = sa.Table(
    "notice",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    sa.Column("guild_id", sa.BigInteger, nullable=False),
    sa.Column("member_id", sa.BigInteger, nullable=False, index=True),
    sa.Column("introduction_id", sa.String(12), index=True),
    sa.Column("kind", sa.String(24), nullable=False),
    sa.Column("nonce", sa.String(25), nullable=False),
    sa.Column("state", sa.SmallInteger, nullable=False, server_default="0"),
    sa.Column("created", Instant, nullable=False),
    sa.Column("due", Instant, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("expires", Instant, nullable=False),
    sa.Column("channel_id", sa.BigInteger),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("error", sa.String(200)),
    comment="What the coach has to tell a member about an introduction; worded when it goes",
)
sa.Index("ix_notice_due", notice.c.due)

open_door = sa.Table(
    "open_door",
    metadata,
    _guild_id(primary_key=True),
    _member_id(primary_key=True, index=True),
    sa.Column("topics", sa.LargeBinary, nullable=False, comment="Sealed"),
    sa.Column("per_month", sa.SmallInteger, nullable=False),
    sa.Column("month", sa.String(7), nullable=False),
    sa.Column("held", sa.SmallInteger, nullable=False, server_default="0"),
    sa.Column("shown", Instant, comment="When others last found it: fair rotation"),
    sa.Column("closed", sa.Boolean, nullable=False, server_default=sa.false()),
    comment="Conversations a member offers to the server, so many a month",
)

win = sa.Table(
    "win",
    metadata,
    sa.Column("id", sa.String(12), primary_key=True),
    _guild_id(index=True),
    _member_id(index=True),
    sa.Column("text", sa.LargeBinary, nullable=False, comment="Sealed: words, author, choices"),
    sa.Column("named", sa.Boolean, nullable=False),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("nonce", sa.String(25), nullable=False),
    sa.Column("created", Instant, nullable=False),
    sa.Column("due", Instant, comment="When the coach looks at it next, None: never by itself"),
    sa.Column("expires", Instant, comment="When waiting ends: as a preview, in the queue"),
    sa.Column("tried", Instant, comment="When it was sent for the first time"),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("channel_id", sa.BigInteger),
    sa.Column("message_id", sa.BigInteger),
    comment="A win that a member shares in the careers channel",
)
sa.Index("ix_win_due", win.c.due)

report = sa.Table(
    "report",
    metadata,
    sa.Column("id", sa.String(12), primary_key=True),
    _set_up_id(index=True),
    sa.Column("introduction_id", sa.String(12), nullable=False),
    sa.Column("reporter_id", sa.BigInteger, nullable=False),
    sa.Column("reported_id", sa.BigInteger, nullable=False),
    sa.Column("reason", sa.String(24), nullable=False),
    sa.Column("text", sa.LargeBinary, comment="Sealed for the server, where the reporter ticked"),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("created", Instant, nullable=False),
    sa.Column("expires", Instant, nullable=False),
    sa.Column("channel_id", sa.BigInteger),
    sa.Column("message_id", sa.BigInteger),
    comment="An introduction that somebody reported to the server's team",
)

retraction = sa.Table(
    "retraction",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    sa.Column("channel_id", sa.BigInteger, nullable=False),
    sa.Column("message_id", sa.BigInteger, comment="None: may have arrived; known by its marker"),
    sa.Column("marker", sa.String(100), comment="The custom id of a button on it"),
    sa.Column("since", Instant, comment="From when on to look for the marker"),
    sa.Column("due", Instant, nullable=False, index=True),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("expires", Instant, nullable=False),
    comment="A message of the coach that is to be deleted; holds no member's id",
)
