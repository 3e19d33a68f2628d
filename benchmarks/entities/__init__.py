"""Measures of finding entities."""
