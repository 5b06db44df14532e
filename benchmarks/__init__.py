"""Measurements, run by `make bench`. They compare; they are no tests."""
