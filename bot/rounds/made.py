"""The chores that there are. A new one is a module of this folder and a line here."""

from bot.client import RapportBot
from bot.rounds import introductions
from bot.rounds.chores import Chore, Means, Rounds
from bot.rounds.housekeeping import Purging, Replanning
from bot.rounds.panels import Panels
from bot.rounds.posts import Posts
from bot.rounds.retracting import Retracting
from bot.rounds.wins import Wins
from bot.services.coach import Coach


def rounds(coach: Coach, bot: RapportBot) -> Rounds:
    """The rounds of this bot."""
    means = Means(coach, bot)
    chores: list[Chore] = [
        Panels(means),
        Posts(means),
        *introductions.chores(means),
        Wins(means),
        Retracting(means),
        Replanning(means),
        Purging(means),
    ]
    return Rounds(chores)
