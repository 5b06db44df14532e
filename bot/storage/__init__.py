"""Where things are kept: SQLAlchemy Core over SQLite or PostgreSQL, one module per thing stored."""

from bot.storage import sessionless

sessionless.load()  # before anything here imports SQLAlchemy's asyncio package whole
