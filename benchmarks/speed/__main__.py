"""``python -m benchmarks.speed``; see :mod:`benchmarks.speed.whole`."""

import sys

from benchmarks.speed.whole import main

sys.exit(main())
