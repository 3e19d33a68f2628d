"""Bodies (BODY) and references to their decisions (REF)."""
