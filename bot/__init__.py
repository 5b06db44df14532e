"""Rapport: a Discord bot that coaches people through informal interviews."""

import os

__version__ = "0.1.0"

# The checks' products are too small to share: a second thread only keeps others waiting. numpy
# reads this when it is imported, which the first check does.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
