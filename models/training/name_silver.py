"""Where the benchmarks find what brings texts of another guideline closer to ours."""

from __future__ import annotations

from paatosparser.nlp.training_silver import adapted

__all__ = ["adapted"]
