"""What Prometheus is told, read back as Prometheus would."""

import subprocess
import sys
from collections.abc import Iterator

import discord
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot import __version__, metrics
from tests.clock import FakeClock


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    metrics.stop()
    yield
    metrics.stop()


def told(name: str, **labels: str) -> float:
    """The present value of one sample."""
    families = text_string_to_metric_families(metrics.exposed().decode())
    samples = [one for family in families for one in family.samples if one.name == name]
    [found] = [one for one in samples if labels.items() <= one.labels.items()]
    value: float = found.value
    return value


def test_deliveries_are_counted() -> None:
    metrics.start()
    assert told("rapport_deliveries_sent_total", kind="own") == 0
    metrics.due(3)
    metrics.delivered("bundle", 0.3)
    metrics.delivered("bundle", 45)
    metrics.delivered("own", -2)
    metrics.failed("closed")
    metrics.limited()
    metrics.waiting(7)
    metrics.waiting(4)
    assert told("rapport_deliveries_due_total") == 3
    assert told("rapport_deliveries_sent_total", kind="bundle") == 2
    assert told("rapport_deliveries_sent_total", kind="own") == 1
    assert told("rapport_delivery_late_seconds_count") == 3
    assert told("rapport_delivery_late_seconds_bucket", le="0.25") == 1
    assert told("rapport_delivery_late_seconds_bucket", le="0.5") == 2
    assert told("rapport_delivery_late_seconds_bucket", le="60.0") == 3
    assert told("rapport_delivery_failures_total", kind="closed") == 1
    assert told("rapport_rate_limited_total") == 1
    assert told("rapport_deliveries_waiting") == 4


def test_states_are_shown_as_they_are_now() -> None:
    metrics.start()
    for state in (True, False):
        metrics.stopped(state)
        metrics.owns_pace(state)
        assert told("rapport_deliveries_stopped") == state
        assert told("rapport_owns_pace") == state


def test_the_age_of_the_last_sweep(clock: FakeClock) -> None:
    metrics.start()
    assert metrics.seconds_since_sweep() is None
    assert told("rapport_last_sweep_age_seconds") != told("rapport_last_sweep_age_seconds")
    metrics.swept(clock.now())
    assert 0 <= told("rapport_last_sweep_age_seconds") < 30


def test_first_answers_to_interactions_are_measured(clock: FakeClock) -> None:
    metrics.start()
    made = discord.utils.time_snowflake(clock.now())
    clock.advance(seconds=0.4)
    for path in (
        f"/api/v10/interactions/{made}/secret-token/callback",
        f"/api/v10/channels/{made}/messages",
        "/callback",
    ):
        metrics._answered(path, clock.now)
    assert told("rapport_interaction_seconds_count") == 1
    assert told("rapport_interaction_seconds_bucket", le="0.3") == 0
    assert told("rapport_interaction_seconds_bucket", le="0.5") == 1


def test_before_the_start_counting_is_harmless_and_loads_nothing() -> None:
    code = (
        "import sys; from bot import metrics; metrics.due(1); metrics.delivered('own', 1.0);"
        "metrics.failed('closed'); metrics.limited(); metrics.waiting(1); metrics.swept();"
        "metrics.stopped(True); metrics.owns_pace(True);"
        "print(metrics.exposed(), 'prometheus_client' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "b'' False"


def test_the_version_is_told() -> None:
    metrics.start()
    assert told("rapport_info", version=__version__) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")
def test_each_process_tells_its_memory() -> None:
    metrics.start()
    assert told("process_resident_memory_bytes") > 10_000_000
