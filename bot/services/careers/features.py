"""What moderators switch on and off in their server."""

from dataclasses import replace
from datetime import timedelta

from bot.coaching.calendar import local_day
from bot.coaching.careers import Careers, Feature
from bot.services.careers import servers
from bot.services.careers.servers import Place, Server
from bot.services.coach import Coach

LEFT_OFF = timedelta(days=14)


async def switch(coach: Coach, place: Place, feature: Feature, *, on: bool) -> Server:
    """Switch a feature on or off. Raises `NotSetUp`."""

    def switched(settings: Careers) -> Careers:
        others = settings.features - {feature}
        if not on:
            return replace(settings, features=others)
        return replace(settings, features=others | {feature}, left_off_until=None)

    return await servers.change(coach, place, "features", switched)


async def switch_approval(coach: Coach, place: Place, *, on: bool) -> Server:
    """Let the team read wins first, or no longer. What waits for it goes on waiting.

    Raises `NotSetUp`.
    """

    def switched(settings: Careers) -> Careers:
        return replace(settings, approve_wins=on)

    return await servers.change(coach, place, "features", switched)


async def leave_off(coach: Coach, place: Place) -> Server:
    """Switch everything off, and have nobody asked about it for two weeks. Raises `NotSetUp`."""

    def all_off(settings: Careers) -> Careers:
        until = local_day(coach.clock.now(), settings.zone) + LEFT_OFF
        return replace(settings, features=frozenset(), left_off_until=until)

    return await servers.change(coach, place, "left_off", all_off)


def is_left_off(coach: Coach, settings: Careers) -> bool:
    """Whether moderators answered that all is to stay off for now: then nobody brings it up."""
    until = settings.left_off_until
    return until is not None and local_day(coach.clock.now(), settings.zone) < until
