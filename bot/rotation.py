"""`rapport keys rotate`: a new key for everything, without losing the way to the old backups."""

from collections.abc import Callable

from bot.keys import (
    Keyring,
    KeysMissing,
    keys_from_environment,
    load_keyring,
    new_key,
    read_key_file,
    replace_key_file,
)
from bot.lock import RunLock
from bot.settings import Settings
from bot.storage import installation, migrate
from bot.storage.engine import Database
from bot.storage.rotation import is_complete, rewrap

KEEP_OLD = (
    "Older keys still open older backups. Remove them only when you have no backup left "
    "that was made before today."
)


async def rotate(settings: Settings, say: Callable[[str], None]) -> None:
    """Wrap every data key by the newest key; a rotation that was broken off is finished.

    With a key file a new key is made first, and on SQLite the bot must not run meanwhile. With
    RAPPORT_KEYS the new key is put before the old ones by hand, on every machine, and the bot
    started again before this. Raises `KeysError`, `StorageError`, `AlreadyRunning`.
    """
    database = Database.open(settings.database_url, create=False)
    lock = RunLock(database.file) if database.file else None
    try:
        await migrate.require_current(database)
        if lock is not None:
            lock.acquire()
        keyring = load_keyring(settings, create=False)
        await installation.check(database, keyring)
        if await is_complete(database, keyring):
            keyring = _with_new_key(settings)
        changed = 0
        async for batch in rewrap(database, keyring):
            changed += batch
        say(f"Done: {changed} data keys are wrapped by the new key. {KEEP_OLD}")
    finally:
        await database.close()
        if lock is not None:
            lock.release()


def _with_new_key(settings: Settings) -> Keyring:
    """A new key in the key file; with RAPPORT_KEYS only its owner can put one there."""
    file = settings.key_file
    if keys_from_environment(settings) or file is None:
        raise KeysMissing(
            "Everything is wrapped by the first key in RAPPORT_KEYS already. To change it, make "
            "a new one with `rapport keys new`, put it before the old one with a comma between "
            "(RAPPORT_KEYS=new,old), start the bot again everywhere, then repeat this."
        )
    keys = [new_key(), *read_key_file(file)]
    replace_key_file(file, keys)
    return Keyring(keys)
