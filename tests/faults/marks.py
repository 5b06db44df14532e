"""A mark for what takes long."""

import os

import pytest

long = pytest.mark.skipif(
    not os.environ.get("RAPPORT_FAULTS_LONG"), reason="long; RAPPORT_FAULTS_LONG=1 runs it"
)
