"""One run of the bot in which every member meets a fault of their own; then what became of each.

A delivery that failed waits for some seconds before it is tried again: the process is ended
meanwhile, the clock moved, and another one begun.
"""

import shutil
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from bot.storage.tables import DeliveryState
from tests import databases
from tests.discord_server.clock import SharedClock
from tests.discord_server.faults import Effect, Fault
from tests.discord_server.journal import OPEN, SEND, Seen, Stage
from tests.discord_server.model import NO_MUTUAL_SERVER, Message
from tests.discord_server.options import Model, Options
from tests.discord_server.server import Server, running
from tests.faults.rapport import ALL_DUE, Rapport, member, seeded

UNAVAILABLE, RESET, LOST, INTERNAL, LIMITED = range(5)
CLOSED, NO_SERVER, REOPENED = range(5, 8)
GONE, NO_ACCESS, NEVER_ACCESS = range(8, 11)
STRANGE, DELETED, ELSEWHERE = range(11, 14)
TOO_FAST = 14
PLAIN = range(15, 20)
WAIT = 15.0
"""More than the first wait between two attempts, less than the nonces live."""


@dataclass
class Run:
    """What is left of the run, for the tests to look at."""

    server: Server
    rapport: Rapport
    code: int
    elsewhere: Message

    def sends(self, number: int) -> list[Seen]:
        """Every request that sent to a member; a channel that is gone is nobody's."""
        nonces = {one["nonce"] for one in self.rapport.deliveries().values()}
        mine = self.rapport.deliveries()[member(number)]["nonce"]
        assert mine in nonces
        return [one for one in self.server.journal.of(SEND) if one.body["nonce"] == mine]

    def arrived(self, number: int) -> list[Message]:
        nonce = self.rapport.deliveries()[member(number)]["nonce"]
        return [one for one in self.server.arrived() if one.nonce == nonce]

    def state(self, number: int) -> DeliveryState:
        state: DeliveryState = self.rapport.deliveries()[member(number)]["state"]
        return state


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def run() -> AsyncIterator[Run]:
    folder = Path(tempfile.mkdtemp(dir=databases.folder()))
    clock = SharedClock(folder / "clock", ALL_DUE)
    async with running(Options(model=Model.NONE), clock) as server:
        rapport = Rapport(server, folder, clock.file)
        try:
            done = await _run(server, rapport, clock)
        except (AssertionError, TimeoutError) as error:  # an expected failure must not hide it
            raise RuntimeError(rapport.log) from error
        else:
            yield done
        finally:
            await rapport.clean_up()
            shutil.rmtree(folder, ignore_errors=True)


async def _run(server: Server, rapport: Rapport, clock: SharedClock) -> Run:
    channels = {member(number): server.model.open(member(number)).id for number in range(20)}
    known = {one: channel for one, channel in channels.items() if one != member(TOO_FAST)}
    await seeded(rapport.file, 20, known)
    _set_faults(server)
    foreign: list[Message] = []

    def use_up_the_nonce(seen: Seen) -> None:
        if seen.member == member(ELSEWHERE) and not foreign:
            foreign.append(server.model.take_nonce(seen.body["nonce"], channels[member(PLAIN[0])]))

    def delete_what_was_lost(seen: Seen) -> None:
        if seen.member == member(DELETED):
            server.model.channels[channels[member(DELETED)]].messages.clear()

    for nth in range(1, 60):
        server.at(Stage.RECEIVED, nth, use_up_the_nonce)
        server.at(Stage.ANSWERED, nth, delete_what_was_lost)
    await rapport.run()
    await server.until(lambda: not _untouched(rapport), 10)
    server.open_door(member(REOPENED))
    await (await server.slash(member(REOPENED), "coach")).answer()
    rapport.terminate()
    await rapport.ended()
    clock.advance(WAIT)
    await rapport.run()
    retried = [UNAVAILABLE, RESET, LOST, STRANGE, DELETED]
    await server.until(
        lambda: (
            all(len(server.journal.of(SEND, member(one))) > 1 for one in retried)
            and server.arrived(member(TOO_FAST))
            and not _untouched(rapport)
        )
    )
    rapport.terminate()
    return Run(server, rapport, await rapport.ended(), foreign[0])


def _untouched(rapport: Rapport) -> bool:
    """Whether anybody's delivery has not come to a first attempt, or is being attempted."""
    found = rapport.deliveries()
    busy = [one for one in found.values() if one["state"] is DeliveryState.LEASED]
    new = [
        one
        for one in found.values()
        if one["state"] is DeliveryState.QUEUED and not one["attempts"]
    ]
    return len(found) < 20 or bool(busy or new)


def _set_faults(server: Server) -> None:
    server.faults.add(
        Fault(Effect.REFUSE, 503, member=member(UNAVAILABLE)),
        Fault(Effect.RESET, member=member(RESET)),
        Fault(Effect.LOSE, member=member(LOST)),
        Fault(Effect.REFUSE, 500, member=member(INTERNAL)),
        Fault(Effect.REFUSE, 429, seconds=1.5, member=member(LIMITED)),
        Fault(Effect.REFUSE, 400, 50109, member=member(STRANGE), times=None),
        Fault(Effect.REFUSE, 403, 50001, member=member(NEVER_ACCESS), times=None),
        Fault(Effect.LOSE, member=member(DELETED)),
        Fault(Effect.REFUSE, 403, 40003, member=member(TOO_FAST), route=OPEN),
    )
    server.close_door(member(CLOSED))
    server.close_door(member(NO_SERVER), NO_MUTUAL_SERVER)
    server.close_door(member(REOPENED))
    server.model.forget_channel(member(GONE))
    server.model.channels[server.model.channel_of[member(NO_ACCESS)]].locked = True


def test_it_ends_well_and_names_nobody(run: Run) -> None:
    assert run.code == 0
    assert "Traceback" not in run.rapport.log
    assert not [number for number in range(20) if str(member(number)) in run.rapport.log]


def test_whoever_has_no_trouble_gets_one_message_for_one_request(run: Run) -> None:
    for number in PLAIN:
        assert len(run.sends(number)) == len(run.arrived(number)) == 1
        assert run.state(number) is DeliveryState.SENT
        assert not run.server.journal.of(OPEN, member(number))


@pytest.mark.parametrize("number", [UNAVAILABLE, RESET, LOST, INTERNAL, LIMITED])
def test_a_passing_fault_costs_a_second_request_and_makes_no_second_message(
    run: Run, number: int
) -> None:
    first, second = run.sends(number)
    assert first.body == second.body, "the same nonce, words and buttons"
    [message] = run.arrived(number)
    assert run.state(number) is DeliveryState.SENT
    assert run.rapport.deliveries()[member(number)]["message_id"] == message.id


def test_a_lost_answer_was_a_message_already(run: Run) -> None:
    first, second = run.sends(LOST)
    assert first.accepted is not None
    assert first.status is None
    assert second.status == 200


def test_429_is_waited_for_as_long_as_it_says(run: Run) -> None:
    first, second = run.sends(LIMITED)
    assert first.status == 429
    assert second.at - first.at >= 1.5


@pytest.mark.parametrize("number", [CLOSED, NO_SERVER])
def test_closed_messages_are_not_tried_again(run: Run, number: int) -> None:
    assert [one.status for one in run.sends(number)] == [403]
    assert run.state(number) is DeliveryState.CLOSED
    assert member(number) in run.rapport.closed()
    assert not run.arrived(number)


def test_a_command_in_the_direct_messages_reopens_them(run: Run) -> None:
    assert member(REOPENED) not in run.rapport.closed()
    assert len(run.server.arrived(member(REOPENED))) == 1


@pytest.mark.parametrize("number", [GONE, NO_ACCESS])
def test_a_channel_that_is_gone_or_locked_is_opened_again(run: Run, number: int) -> None:
    assert len(run.server.journal.of(OPEN, member(number))) == 1
    assert len(run.sends(number)) == 2
    assert len(run.arrived(number)) == 1
    assert run.state(number) is DeliveryState.SENT


def test_opening_too_fast_is_tried_again(run: Run) -> None:
    assert [one.code for one in run.server.journal.of(OPEN, member(TOO_FAST))] == [40003, 0]
    assert len(run.arrived(TOO_FAST)) == 1
    assert member(TOO_FAST) not in run.rapport.closed()


def test_no_access_even_after_opening_is_parked(run: Run) -> None:
    assert len(run.sends(NEVER_ACCESS)) == 2
    assert run.state(NEVER_ACCESS) is DeliveryState.PARKED


def test_an_unknown_error_stops_nobody_and_is_kept_with_its_code(run: Run) -> None:
    kept = run.rapport.deliveries()[member(STRANGE)]
    assert kept["state"] is DeliveryState.QUEUED
    assert "50109" in kept["error"]


def test_a_message_deleted_before_the_retry_counts_as_delivered(run: Run) -> None:
    assert run.sends(DELETED)[1].code == 10008
    assert run.state(DELETED) is DeliveryState.SENT


def test_an_answer_from_another_channel_settles_nothing(run: Run) -> None:
    assert run.rapport.deliveries()[member(ELSEWHERE)]["message_id"] != run.elsewhere.id
