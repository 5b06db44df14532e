"""Where several processes share the tests (`pytest -n 2`): what they tried, put together.

The last test of tests/e2e looks that nothing is left untried. Of several processes none sees all,
so they hand what they saw to the first one, which looks when all are done.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.everything import so_far

FOLDER = Path(__file__).parent / "e2e"
_SEEN = "rapport_tried"


class Worker:
    """In a process that runs some of the tests."""

    def __init__(self, config: pytest.Config) -> None:
        self._output: dict[str, Any] = config.workeroutput  # type: ignore[attr-defined]

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        collected = {item.path for item in session.items}
        is_whole = not session.config.option.keyword
        is_whole &= collected.issuperset(FOLDER.glob("test_*.py"))
        self._output[_SEEN] = (sorted(so_far.there), sorted(so_far.done), is_whole)


class Controller:
    """In the process that hands out the tests."""

    def __init__(self) -> None:
        self._is_whole = False

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        there, done, is_whole = getattr(node, "workeroutput", {}).get(_SEEN, ((), (), False))
        so_far.there |= set(there)
        so_far.done |= set(done)
        self._is_whole |= is_whole

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self._is_whole and not session.testsfailed and so_far.missing:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self._is_whole and so_far.missing:
            terminalreporter.write_line(f"Nobody tried: {', '.join(so_far.missing)}", red=True)
