"""The team's brake: all posts and introductions stop at once, and go on when the team says so."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.services.careers import servers
from bot.services.careers.servers import Place, Server
from bot.services.coach import Coach


async def pause(coach: Coach, place: Place) -> Server:
    """Stop everything in the server; stopping twice keeps the first instant. Raises `NotSetUp`."""

    async def stopped(_connection: AsyncConnection, server: Server) -> Server:
        return replace(server, paused=server.paused or coach.clock.now())

    return await servers.change_server(coach, place, "pause", stopped)


async def go_on(coach: Coach, place: Place) -> Server:
    """Everything goes on; what is due goes now. Raises `NotSetUp`."""

    async def going(_connection: AsyncConnection, server: Server) -> Server:
        return replace(server, paused=None)

    return await servers.change_server(coach, place, "go_on", going)
