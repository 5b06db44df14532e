"""Delivering nudges: claim, send, settle; the alarm that wakes for the earliest one."""
