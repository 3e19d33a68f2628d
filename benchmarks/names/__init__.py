"""How well names are recognised, recogniser by recogniser, and whether their scores mean what they say."""
