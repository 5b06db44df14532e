"""The chores that there are. A new one is a module of this folder and a line here."""

from bot.client import RapportBot
from bot.rounds import introductions
from bot.rounds.chores import Means, Rounds
from bot.rounds.posts import Posts
from bot.rounds.retracting import Retracting
from bot.rounds.wins import Wins
from bot.services.coach import Coach


def rounds(coach: Coach, bot: RapportBot) -> Rounds:
    """The rounds of this bot."""
    means = Means(coach, bot)
    return Rounds([Posts(means), *introductions.chores(means), Wins(means), Retracting(means)])
