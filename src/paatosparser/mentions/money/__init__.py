"""Sums of money (MONEY), in running text and in tables."""
