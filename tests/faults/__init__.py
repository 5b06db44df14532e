"""The real bot process against a Discord of our own, over real sockets, with things going wrong."""
