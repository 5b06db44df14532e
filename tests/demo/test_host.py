"""The demo as a process: what it prints, how it ends, what it leaves behind."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("markdown_it", reason="the demo extra is not installed")

from bot.demo import host

PLAY = "import sys; from bot.demo.host import main; sys.exit(main({role!r}, {port!r}))"
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/#\S+")
SECONDS_TO_START = 30


@contextlib.contextmanager
def process(
    role: str = "member", port: int | None = None, *, folder: Path
) -> Iterator[subprocess.Popen[str]]:
    """The demo in a process of its own, its temporary files in `folder`."""
    command = [sys.executable, "-c", PLAY.format(role=role, port=port)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(folder)},
    ) as playing:
        try:
            yield playing
        finally:
            playing.kill()


def wait_for_address(playing: subprocess.Popen[str]) -> re.Match[str]:
    assert playing.stdout is not None
    for line in playing.stdout:
        if found := ADDRESS.search(line):
            return found
    raise AssertionError(playing.communicate())


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("role", ["member", "moderator"])
def test_it_prints_its_address_and_ends_without_a_trace(
    ending: signal.Signals, role: str, tmp_path: Path
) -> None:
    begun = time.monotonic()
    with process(role, folder=tmp_path) as playing:
        wait_for_address(playing)
        assert time.monotonic() - begun < SECONDS_TO_START
        assert list(tmp_path.iterdir())

        playing.send_signal(ending)
        _, complaints = playing.communicate(timeout=10)

    assert playing.returncode == 0
    assert not complaints
    assert not list(tmp_path.iterdir())


def test_a_chosen_port_is_used(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    with process(port=port, folder=tmp_path) as playing:
        assert wait_for_address(playing)[1] == str(port)


def test_a_taken_port_is_a_clear_message(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with process(port=port, folder=tmp_path) as playing:
            _, complaints = playing.communicate(timeout=SECONDS_TO_START)

    assert playing.returncode == host.PORT_REFUSED
    assert str(port) in complaints
    assert "--port" in complaints
    assert "Traceback" not in complaints
    assert not list(tmp_path.iterdir())


def test_a_number_that_is_no_port_is_a_clear_message(tmp_path: Path) -> None:
    with process(port=99_999, folder=tmp_path) as playing:
        _, complaints = playing.communicate(timeout=SECONDS_TO_START)

    assert playing.returncode == host.PORT_REFUSED
    assert complaints.startswith("Port 99999 ")


def test_without_the_demo_extra_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(host.importlib.util, "find_spec", lambda name: None)

    assert host.main("member", None) == host.NOT_INSTALLED
    assert "make install" in capsys.readouterr().err
