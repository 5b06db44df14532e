"""What a member leaves where their own rows don't reach: messages on the screens of others, and
their id in reports."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.introducing import Tell
from bot.storage.retractions import Retraction
from bot.storage.tables import introduction, notice, report

NOBODY = 0
"""Who made a report whose reporter was erased."""


async def messages_about(connection: AsyncConnection, member_id: int) -> list[Retraction]:
    """The coach's messages to others about introductions in which a member has a part.

    What the team reads about a report is not among them: it stands there without a word of
    anybody's, until the report ends.
    """
    query = (
        sa.select(notice.c.channel_id, notice.c.message_id)
        .join(introduction, introduction.c.id == notice.c.introduction_id)
        .where(
            sa.or_(
                introduction.c.asker_id == member_id,
                introduction.c.friend_id == member_id,
                introduction.c.target_id == member_id,
            ),
            notice.c.message_id.is_not(None),
            notice.c.channel_id.is_not(None),
            notice.c.kind != Tell.LOG,
            sa.or_(notice.c.member_id != member_id, notice.c.kind == Tell.THREAD),
        )
    )
    return [Retraction(one.channel_id, one.message_id) for one in await connection.execute(query)]


async def forget_in_reports(connection: AsyncConnection, member_id: int) -> None:
    """Keep of an erased member in reports only what the team needs to protect others.

    A report that is closed goes. In one that is open it stays whom it is about, until it is
    closed or expires; what they wrote goes, and so does the id of who reported.
    """
    reported = report.c.reported_id == member_id
    await connection.execute(
        sa.delete(report).where(
            sa.or_(reported, report.c.reporter_id == member_id), report.c.state != "open"
        )
    )
    mine = report.c.reporter_id == member_id
    await connection.execute(
        sa.update(report)
        .where(sa.or_(reported, mine))
        .values(
            text=sa.case((reported, sa.null()), else_=report.c.text),
            reporter_id=sa.case((mine, NOBODY), else_=report.c.reporter_id),
        )
    )
