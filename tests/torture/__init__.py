"""The real process killed again and again in the midst of thousands of deliveries.

A short version runs with every test run; `make torture` runs the whole of it.
"""
