"""Scoring of paatosparser against marked-up decisions: accuracy, speed, and a gate that keeps what was reached.

What is measured is the source beside this folder, whatever version is installed.
"""

import sys
from pathlib import Path

_SOURCE = str(Path(__file__).resolve().parent.parent / "src")
if _SOURCE not in sys.path:
    sys.path.insert(0, _SOURCE)
