"""How often members may be asked for introductions in a server, and by whom."""

from dataclasses import dataclass, replace

from bot.coaching.careers import Careers
from bot.feedback import N_, BadInput
from bot.services.careers import servers
from bot.services.careers.servers import Place, Server
from bot.services.coach import Coach

REQUESTS_A_WEEK = range(1, 11)
COOL_DOWN_DAYS = range(7, 366)
DAYS_IN_SERVER = range(91)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is set otherwise; None stays as it is."""

    requests_a_week: int | None = None
    cool_down_days: int | None = None
    min_days_in_server: int | None = None


async def change(coach: Coach, place: Place, limits: Limits) -> Server:
    """Set these limits. Raises `NotSetUp`, and `BadInput` for a number that is out of bounds."""
    _check(limits)

    def changed(settings: Careers) -> Careers:
        requests, days = limits.requests_a_week, limits.cool_down_days
        there = limits.min_days_in_server
        return replace(
            settings,
            requests_a_week=settings.requests_a_week if requests is None else requests,
            cool_down_days=settings.cool_down_days if days is None else days,
            min_days_in_server=settings.min_days_in_server if there is None else there,
        )

    return await servers.change(coach, place, "limits", changed)


def _check(limits: Limits) -> None:
    if limits.requests_a_week is not None and limits.requests_a_week not in REQUESTS_A_WEEK:
        raise BadInput(N_("Requests a week: a number from 1 to 10."))
    if limits.cool_down_days is not None and limits.cool_down_days not in COOL_DOWN_DAYS:
        raise BadInput(N_("The same two may ask again after 7 to 365 days."))
    if limits.min_days_in_server is not None and limits.min_days_in_server not in DAYS_IN_SERVER:
        raise BadInput(N_("Days in the server: a number from 0 to 90."))
