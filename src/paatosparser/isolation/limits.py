"""What one document may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost before it is given up, and how long a worker lives."""

    timeout: float = 300.0
    """Seconds a document."""
    max_memory: int = 2 << 30
    """Bytes of a worker."""
    renew_after: int = 1000
    """Documents after which a worker is replaced by a new one."""
