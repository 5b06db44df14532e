"""The same server, clock and folder as the other tests over real sockets."""

import sys

from tests.faults.conftest import folder, server, shared

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]  # signals

__all__ = ["folder", "server", "shared"]
