"""What can go wrong when the corpus is typeset."""

from __future__ import annotations


class TypesetError(Exception):
    """A text, a facts file or a layout that cannot be typeset. The message names the file and says what is wrong."""
