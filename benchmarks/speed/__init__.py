"""How fast it is beside bare readers, what it needs, and whether an archive survives kills."""
