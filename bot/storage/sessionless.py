"""SQLAlchemy's asyncio package without its sessions, which nothing here uses.

The package imports them with everything else, and they bring the object mapper along: six
megabytes in every process. So while it is imported, modules with nothing in them stand in their
place, and what was taken from them is gone again; whoever imports a module of sessions by its own
name gets the real one.
"""

import importlib
import sys
from types import ModuleType

_PACKAGE = "sqlalchemy.ext.asyncio"
_SESSIONS = (f"{_PACKAGE}.scoping", f"{_PACKAGE}.session")


class _Empty(ModuleType):
    """Says None to every name that is imported from it."""

    def __getattr__(self, name: str) -> None:
        if name.startswith("__"):  # the import machinery's own questions
            raise AttributeError(name)


def load() -> None:
    """Import the package, unless somebody has."""
    if _PACKAGE in sys.modules:
        return
    sys.modules.update({name: _Empty(name) for name in _SESSIONS})
    try:
        package = importlib.import_module(_PACKAGE)
    finally:
        for name in _SESSIONS:
            del sys.modules[name]
    borrowed = vars(package)
    empty = {name for name, value in borrowed.items() if value is None or isinstance(value, _Empty)}
    for name in empty - {"__loader__", "__spec__"}:
        del borrowed[name]
