"""``python -m benchmarks.ablation``; see :mod:`benchmarks.ablation.whole`."""

import sys

from benchmarks.ablation.whole import main

sys.exit(main())
