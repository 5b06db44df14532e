"""compose.yaml and the Dockerfile say nothing that the code or Compose doesn't know.

There is no Docker here to try them: what they name is held against what there is.
"""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import cli
from bot.settings import Settings

ROOT = Path(__file__).parent.parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: one for name, one in SERVICES.items() if one.get("image") == "rapport:local"}

KEYS = {
    "build",
    "cap_drop",
    "command",
    "depends_on",
    "environment",
    "healthcheck",
    "image",
    "read_only",
    "restart",
    "security_opt",
    "stop_grace_period",
    "tmpfs",
    "volumes",
}
CHECK_KEYS = {"test", "interval", "timeout", "start_period", "retries", "disable"}
CONDITIONS = {"service_started", "service_healthy", "service_completed_successfully"}
VARIABLE = re.compile(r"\$\{([A-Z_]+)(:[-?][^}]*)?\}")
DURATION = re.compile(r"\d+(s|m|h)")


def test_every_key_is_one_that_compose_knows() -> None:
    assert set(COMPOSE) == {"name", "services", "volumes", "x-rapport"}
    for name, service in SERVICES.items():
        assert set(service) <= KEYS, name
        assert set(service.get("healthcheck", {})) <= CHECK_KEYS, name


def test_what_a_service_waits_for_and_mounts_is_there() -> None:
    for name, service in SERVICES.items():
        for other, how in service.get("depends_on", {}).items():
            assert other in SERVICES, name
            assert how["condition"] in CONDITIONS
            if how["condition"] == "service_healthy":
                assert "test" in SERVICES[other]["healthcheck"]
        for mount in service.get("volumes", []):
            assert mount.split(":")[0] in COMPOSE["volumes"]


def test_there_are_two_shares_a_deliverer_a_database_and_a_migration() -> None:
    shares = []
    for service in OURS.values():
        given = cli._parser().parse_args(service["command"])
        if getattr(given, "shard_ids", None):
            shares.append((given.shard_ids, given.shard_count))
            assert not given.no_deliveries, "each can take over from the deliverer"
    assert shares == [((0,), 2), ((1,), 2)]
    assert [one["command"][0] for one in OURS.values()] == ["migrate", "deliver", "run", "run"]
    assert set(SERVICES) - set(OURS) == {"database"}


def waits_for(name: str) -> set[str]:
    """Everything that begins before a service does."""
    direct = set(SERVICES[name].get("depends_on", {}))
    return direct.union(*(waits_for(other) for other in direct))


def test_only_the_migration_changes_the_tables_and_the_others_wait_for_it() -> None:
    for name, service in OURS.items():
        assert ("migrate" in service["command"]) == (name == "migrate")
        assert "database" in waits_for(name)
        assert ("migrate" in waits_for(name)) == (name != "migrate")


def test_every_variable_is_a_setting() -> None:
    known = {name.upper() for name in Settings.model_fields} | {"POSTGRES_PASSWORD"}
    for service in OURS.values():
        assert set(service["environment"]) <= known
    assert {found[0] for found in VARIABLE.findall((ROOT / "compose.yaml").read_text())} <= known


def test_its_defaults_make_valid_settings() -> None:
    def filled(found: re.Match[str]) -> str:
        default = found[2] or ""
        return default[2:] if default.startswith(":-") else "x" * 8

    for service in OURS.values():
        values = {
            name.lower(): VARIABLE.sub(filled, str(value))
            for name, value in service["environment"].items()
        }
        settings = Settings.alone(**values)
        assert settings.on_postgresql
        defaults = Settings.alone()
        for name in ("rapport_pace", "rapport_in_flight", "rapport_dm_openings"):
            assert getattr(settings, name) == getattr(defaults, name)


@pytest.mark.parametrize("name", [name for name in OURS if name != "migrate"])
def test_a_running_process_is_asked_whether_it_is_ready(name: str) -> None:
    service = SERVICES[name]
    *command, code = service["healthcheck"]["test"]
    assert command == ["CMD", "python", "-c"]
    ast.parse(code)
    assert f":{service['environment']['RAPPORT_PORT']}/readyz" in code
    for key in ("interval", "timeout", "start_period"):
        assert DURATION.fullmatch(service["healthcheck"][key])


@pytest.mark.parametrize("name", [name for name in OURS if name != "migrate"])
def test_a_process_has_time_to_settle_what_it_is_sending(name: str) -> None:
    grace = SERVICES[name]["stop_grace_period"]
    assert int(grace.removesuffix("s")) > 10


def test_the_dockerfile_names_what_there_is() -> None:
    text = (ROOT / "Dockerfile").read_text()
    for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE):
        for source in sources.split():
            assert (ROOT / source).exists(), source
    for lock in re.findall(r"requirements/\w+\.lock", text):
        assert (ROOT / lock).exists()
    for words in (r"^CMD \[(.+)\]$", r'^    CMD \["rapport", (.+)\]$'):
        [found] = re.findall(words, text, re.MULTILINE)
        cli._parser().parse_args(ast.literal_eval(f"[{found}]"))
    assert 'ENTRYPOINT ["rapport"]' in text
    assert "STOPSIGNAL SIGTERM" in text
    assert re.search(r"^USER \d+:\d+$", text, re.MULTILINE), "not root"
