"""How right the output is: against gold, by document system, section type, fact and label."""
