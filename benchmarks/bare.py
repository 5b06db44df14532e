"""The bot to compare with: discord.py, one command, nothing stored."""

import os
from typing import Any

import discord
from discord import app_commands

from tests.discord_server.child import API, redirect


class Bare(discord.Client):
    """Answers /ping."""

    def __init__(self) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        super().__init__(intents=intents, max_messages=None, chunk_guilds_at_startup=False)
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(ping)

    async def setup_hook(self) -> None:
        await self.tree.sync()


@app_commands.command(description="pong")
async def ping(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.send_message("pong", ephemeral=True)


if __name__ == "__main__":
    redirect(os.environ[API])
    Bare().run(os.environ["DISCORD_TOKEN"], log_handler=None)
