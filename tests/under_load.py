"""Run a command while busy processes load the machine: ``python tests/under_load.py NUMBER COMMAND ...``.

The exit code is the command's. The busy processes end with this one, however it ends.
"""

from __future__ import annotations

import subprocess
import sys

BUSY = "import os\nparent = os.getppid()\nwhile os.getppid() == parent:\n    sum(range(100_000))"


def main(number: int, command: list[str]) -> int:
    busy = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(number)]
    try:
        return subprocess.run(command, check=False).returncode
    finally:
        for process in busy:
            process.kill()
            process.wait()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
