"""Cited acts, EU acts and by-laws (LAW): found, resolved against the register, with their provisions."""
