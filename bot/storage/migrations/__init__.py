"""The migrations, one file each in `versions/`; `bot.storage.migrate` runs them."""
