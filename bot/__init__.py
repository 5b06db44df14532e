"""Rapport: a Discord bot that coaches people through informal interviews."""

__version__ = "0.1.0"
