"""The corpus's decisions in other prints, to see what of a parse hangs on the print alone."""
