"""The engine of a cluster on a machine without Ray."""

from __future__ import annotations

import sys

import pytest

from paatosparser.batch.ray_engine import RayEngine
from paatosparser.batch.types import Job
from paatosparser.errors import OutputError


def test_without_ray_it_tells_of_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(OutputError, match=r"pip install 'paatosparser\[ray\]'"):
        RayEngine(Job())
