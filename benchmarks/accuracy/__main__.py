"""``python -m benchmarks.accuracy``; see :mod:`benchmarks.accuracy.whole`."""

import sys

from benchmarks.accuracy.whole import main

sys.exit(main())
