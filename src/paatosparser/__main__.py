"""``python -m paatosparser`` is the same program as ``paatos``."""

from __future__ import annotations

from paatosparser.cli import main

if __name__ == "__main__":
    main()
