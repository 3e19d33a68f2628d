"""People and their titles (PERSON, ROLE)."""
