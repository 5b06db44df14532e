"""The careers channel: its screens for moderators and members, and who may press what."""
