"""Work in processes of its own, so that what hangs, crashes or eats memory costs one piece of work and no more.

:class:`Pool` keeps worker processes, each watched for time, memory and life; :class:`Isolated` calls a function in one
of them. What they are for is not known here.
"""

from __future__ import annotations

from paatosparser.isolation.call import Isolated
from paatosparser.isolation.limits import Limits
from paatosparser.isolation.pool import Lost, Pool

__all__ = ["Isolated", "Limits", "Lost", "Pool"]
