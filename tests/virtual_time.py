"""An event loop whose time passes only while everybody waits: hours go by in milliseconds."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any


class _Selector(selectors.DefaultSelector):  # type: ignore[misc,valid-type]
    """Waits for nothing; the loop's time moves on instead."""

    passed = 0.0

    def select(self, timeout: float | None = None) -> Any:
        if timeout is None:
            raise RuntimeError("Everybody waits for something that never comes.")
        self.passed += timeout
        return super().select(0)


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._hurried = _Selector()
        super().__init__(self._hurried)

    def time(self) -> float:
        return self._hurried.passed


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run `work` in virtual time: `asyncio.sleep` and `loop.time` agree, and nothing waits."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        runner.run(work)
