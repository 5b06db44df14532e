"""Where things are kept: SQLAlchemy Core over SQLite or PostgreSQL, one module per thing stored."""
