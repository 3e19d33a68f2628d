"""Whether a search finds what it should, and how fast."""
