"""The careers channel of a server: what its moderators set up, what its members do there."""
