"""``python -m benchmarks.names``; see :mod:`benchmarks.names.whole`."""

from benchmarks.names.whole import main

main()
