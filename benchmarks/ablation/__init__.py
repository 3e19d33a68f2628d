"""What each weight, rule and group of words is worth."""
